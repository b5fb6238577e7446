"""A queue as one reader finds it: words opened, what each item is about where its own door shows it, and counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from audit.opening import Words
from mdt.meetings.agenda import Line, named
from mdt.rooms.inside import people_in
from mdt.subcommittees.models import QueueItem, Step
from mdt.team.models import Body, Membership, User
from mdt.team.roles import WORKING


@dataclass(frozen=True, slots=True)
class Shown:
    """One item. `about` is the line of its record, or nothing where this reader does not see that."""

    item: QueueItem
    words: str
    about: Line | None

    @property
    def title(self) -> str:
        if self.words:
            return self.words
        return f"{self.about.code}: {self.about.title}" if self.about else "An item of the group's agenda"

    @property
    def giver(self) -> str:
        return named(self.item.given_by)

    @property
    def worker(self) -> str:
        return named(self.item.taken_by)


def lines_of(items: Sequence[QueueItem], shared: Sequence[Line], words: Words) -> list[Shown]:
    """`shared` is what agencies have shared with the room, as this reader sees it: only of that a line is shown."""
    known = {line.record: line for line in shared}
    read = {one.pk: words.read(one, "words") for one in items if one.words}
    return [Shown(one, read.get(one.pk, ""), known.get(one.record) if one.record else None) for one in items]


@dataclass(frozen=True, slots=True)
class Counts:
    """What waits in one room: what nobody has taken, and what the reader has."""

    waiting: int = 0
    mine: int = 0


def counts_of(bodies: Sequence[Body], user: User) -> dict[UUID, Counts]:
    rows = QueueItem.objects.visible_to(user).unfinished().filter(body__in=bodies).values("body")
    counted = rows.annotate(
        waiting=Count("pk", filter=Q(step=Step.WAITING)), mine=Count("pk", filter=Q(taken_by=user.place))
    ).order_by("body")
    found = {row["body"]: Counts(row["waiting"], row["mine"]) for row in counted}
    return {body.pk: found.get(body.pk, Counts()) for body in bodies}


def people_to_name(body: Body) -> QuerySet[Membership]:
    """Who may still be let in: everybody of the team who works on records and is not in it."""
    standing = Membership.objects.standing().filter(team=body.team_id, user__is_active=True)
    working = standing.filter(roles__overlap=list(WORKING), agency__suspended_at=None)
    others = working.exclude(pk__in=people_in(body).order_by().values("pk")).select_related("user", "agency")
    return others.order_by("agency__name", "user__name", "pk")
