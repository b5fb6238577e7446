"""Who wants mail how often, when a tick comes, and whom it reached."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import time_machine
from django.core import mail

from mdt.notices.models import MailWish, NoticeMail
from mdt.notices.tasks import mail_notices
from mdt.team.models import User
from privacy.wall import acting_as_system
from referrals.models import Referral
from tests.referrals.build import make_sent
from tests.referrals.cast import Cast

ZONE = ZoneInfo("America/Los_Angeles")
# A Monday afternoon; a context that is signed in the past would be over.
MONDAY = datetime(2027, 9, 13, 15, 0, tzinfo=ZONE)
DESK = ["bea@example.org", "bob@example.org", "lena@example.org"]


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


def at(moment: datetime) -> Any:
    return time_machine.travel(moment, tick=False)


def sent(cast: Cast, moment: datetime = MONDAY, **more: object) -> Referral:
    with at(moment):
        return make_sent(cast.alice, cast.welfare, cast.sheriff, **more)  # type: ignore[arg-type]


def tick_at(moment: datetime) -> list[str]:
    """Whom a tick at `moment` mails."""
    mail.outbox.clear()
    with at(moment):
        mail_notices()
    return told()
