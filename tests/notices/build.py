"""Who wants mail how often, and whom it reached."""

from django.core import mail

from mdt.notices.models import MailWish, NoticeMail
from mdt.team.models import User
from privacy.wall import acting_as_system


def wish(cadence: str, *people: User) -> None:
    with acting_as_system():
        for person in people:
            MailWish.objects.update_or_create(user=person, defaults={"cadence": cadence})


def mail_at_once(*people: User) -> None:
    wish("each", *people)


def told() -> list[str]:
    """The addresses that were mailed, one for each mail, in order of the alphabet."""
    return sorted(address for message in mail.outbox for address in message.to)


def reasons(person: User) -> list[str]:
    """What became of the mail to one person, in the order in which its notices were left: empty where it went out."""
    with acting_as_system():
        rows = NoticeMail.objects.filter(user=person).order_by("notice__at", "notice")
        return ["waits" if row.decided_at is None else row.not_mailed_because for row in rows]
