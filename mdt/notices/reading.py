"""How notices read on their page: the new ones first, by the day on which they came; and counts of what became of
mail, which tell nobody's case."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Final

from django.db.models import Count
from django.utils import timezone
from django.utils.formats import date_format

from mdt.notices.choices import NotMailed
from mdt.notices.models import Notice, NoticeMail
from mdt.team.models import Team, User

# A number of the menu is read at a glance; more than this is many.
MOST_COUNTED: Final = 100
_FEW: Final = 10
# What says that there was something, and to whom it was not open, is told as one number.
_OF_RECORDS: Final = frozenset(
    {NotMailed.NOT_OPEN, NotMailed.RELEASE_ENDED, NotMailed.WITHDRAWN, NotMailed.OVER, NotMailed.READ}
)


@dataclass(frozen=True)
class Day:
    """What came on one day, under its name."""

    name: str
    notices: Sequence[Notice]


@dataclass(frozen=True)
class Counted:
    label: str
    number: str


def unread_of(user: User) -> int:
    return Notice.objects.visible_to(user).unread()[:MOST_COUNTED].count()


def by_day(notices: Iterable[Notice], today: date) -> list[Day]:
    """Notices of one section, which come the newest first."""
    return [Day(_name(day, today), list(group)) for day, group in groupby(notices, key=_day)]


def _day(notice: Notice) -> date:
    return timezone.localtime(notice.at).date()


def _name(day: date, today: date) -> str:
    names = {today: "Today", today - timedelta(days=1): "Yesterday"}
    return names.get(day) or date_format(day, "l, F j")


def mail_counts(team: Team, since: datetime) -> list[Counted]:
    """What became of a team's mail since then. Ask as the system: nobody else reads its rows."""
    decided = NoticeMail.objects.filter(team_id=team.pk, decided_at__gte=since)
    found = dict(decided.values_list("not_mailed_because").annotate(Count("pk")).order_by())
    of_records = sum(found.get(reason, 0) for reason in _OF_RECORDS)
    rest = [reason for reason in NotMailed if reason not in _OF_RECORDS]
    return [
        Counted("Mailed, or part of a digest", str(found.get("", 0))),
        *(Counted(str(reason.label), str(found.get(reason, 0))) for reason in rest),
        Counted("Nothing was new or open to them any more", _hidden(of_records)),
    ]


def _hidden(number: int) -> str:
    return "10 or fewer" if 0 < number <= _FEW else str(number)
