"""What a member tells the presenter of an item beforehand: that they know the person, or to be asked by phone.

Only the presenter of that moment reads it. An agency bound by releases is never asked, so nothing shows what it knows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from audit.ledger import enter
from mdt.meetings.agenda import Entry, entries
from mdt.meetings.models import Known, KnownAnswer, Meeting, PartKind, State
from mdt.rooms.policies import why_over
from mdt.team.models import User
from mdt.team.policies import Refused, require

_ABOUT_SOMEBODY = (PartKind.CHILD, PartKind.ADULT)


@dataclass(frozen=True, slots=True)
class Asked:
    """An item whose presenter a member may tell something, and what they told."""

    entry: Entry
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """An item that the reader presents, and who told them what."""

    entry: Entry
    answers: Sequence[tuple[str, str]]


def may_be_asked(user: User) -> bool:
    """Whether their agency may tell that it knows somebody."""
    return not user.place.agency.release_bound


def asked_of(user: User, shown: Sequence[Entry]) -> list[Asked]:
    """Of what a published agenda shows them, the cases that somebody else presents; nothing for a bound agency."""
    if not may_be_asked(user):
        return []
    others = [one for one in shown if _is_case(one) and one.item.presenter_id not in (None, user.place.pk)]
    own = KnownAnswer.objects.filter(place=user.place, item__in=[one.item.pk for one in others])
    said: dict[tuple[UUID, UUID | None], str] = {
        (one.item_id, one.told_id): str(Known(one.answer).label) for one in own
    }
    return [Asked(one, said.get((one.item.pk, one.item.presenter_id), "")) for one in others]


def told_to(user: User, shown: Sequence[Entry]) -> list[Told]:
    """What they present, with what was told to them as its presenter. Who said nothing leaves no trace."""
    mine = [one for one in shown if _is_case(one) and one.item.presenter_id == user.place.pk]
    answers = KnownAnswer.objects.filter(told=user.place, item__in=[one.item.pk for one in mine])
    by_item: dict[UUID, list[tuple[str, str]]] = {}
    for one in answers.select_related("place__user", "place__agency").order_by("place__agency__name", "pk"):
        if not one.place.agency.release_bound:
            who = f"{one.place.user.name}, {one.place.agency.name}"
            by_item.setdefault(one.item_id, []).append((who, str(Known(one.answer).label)))
    return [Told(one, by_item.get(one.item.pk, [])) for one in mine]


@transaction.atomic
def tell_presenter(meeting: Meeting, *, item: UUID, answer: Known | None, by: User) -> None:
    """Tell who presents an item now, in place of what one told before; None takes it back."""
    require(why_over(meeting.body))
    shown = entries(meeting, by) if meeting.state == State.PUBLISHED else []
    asked: Mapping[UUID, Asked] = {one.entry.item.pk: one for one in asked_of(by, shown)}
    if item not in asked:
        raise Refused("Nobody asks about that. Nothing was changed.")
    entry = asked[item].entry
    by.place.hold()
    KnownAnswer.objects.filter(item=item, place=by.place).delete()
    if answer:
        values = {"told_id": entry.item.presenter_id, "answer": answer}
        KnownAnswer.objects.create(team_id=meeting.team_id, item_id=item, place=by.place, **values)
    # The ledger says that something was told, never what: the team's auditor needs not know who knows whom.
    enter("presenter.told" if answer else "presenter.told_no_more", by=by, records=[entry.line])


def _is_case(entry: Entry) -> bool:
    return entry.item.part.kind in _ABOUT_SOMEBODY
