"""What the chair does to an agenda: add, take off, move, time, present, defer, publish.

Each takes the meeting's row first, so two chairs take turns, and finds its items among those that `by` may see.
"""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.dateformat import format as formatted

from audit.ledger import enter
from mdt.meetings.agenda import Entry, entries, named
from mdt.meetings.keeping import people_kept_from
from mdt.meetings.models import AgendaItem, ItemState, Meeting, State
from mdt.meetings.people import presenters
from mdt.meetings.policies import may_change, may_prepare
from mdt.meetings.succession import presents_instead
from mdt.team.models import Membership, User
from mdt.team.policies import Refused, require
from privacy.wall import acting_as, acting_as_system


class Gone(Refused):
    """The item is not there for this person, or no longer in this list."""

    def __init__(self) -> None:
        super().__init__("That item is not on this list any more. Nothing was changed.")


def later_meetings(meeting: Meeting) -> QuerySet[Meeting]:
    """To which meetings an item of this one can be deferred, the next one first."""
    return Meeting.objects.standing().filter(body=meeting.body_id).after(meeting.starts_at).order_by("starts_at")


@transaction.atomic
def add(meeting: Meeting, *, items: Collection[UUID], by: User) -> int:
    """Put suggestions or deferred items at the end of the agenda, in their order; returns how many it took."""
    meeting = locked(meeting, by)
    waiting = [*entries(meeting, by, ItemState.SUGGESTED), *entries(meeting, by, ItemState.DEFERRED)]
    chosen = chosen_of(waiting, items)
    last = last_position(meeting)
    for position, entry in enumerate(chosen, start=last + 1):
        entry.item.state, entry.item.position, entry.item.deferred_to = ItemState.LISTED, position, None
    AgendaItem.objects.bulk_update([entry.item for entry in chosen], ["state", "position", "deferred_to"])
    tell("agenda.added", meeting, chosen, by)
    return len(chosen)


def last_position(meeting: Meeting) -> int:
    """The last place on a meeting's agenda, of what whoever acts does not see too: one place holds one item."""
    with acting_as_system(meeting.team_id):
        last: int = AgendaItem.objects.filter(meeting=meeting).aggregate(last=Max("position"))["last"] or 0
    return last


@transaction.atomic
def take_off(meeting: Meeting, *, item: UUID, by: User) -> None:
    """Put an item back among the suggestions."""
    meeting = locked(meeting, by)
    chosen = chosen_of(entries(meeting, by), [item])
    AgendaItem.objects.filter(pk=item).update(state=ItemState.SUGGESTED)
    tell("agenda.taken_off", meeting, chosen, by)


@transaction.atomic
def move(meeting: Meeting, *, item: UUID, to: int, by: User) -> None:
    """Give an item the number `to` in its part as `by` sees it; a number past either end of its lane means that end."""
    meeting = locked(meeting, by)
    shown = entries(meeting, by)
    chosen = chosen_of(shown, [item])
    beside = [one for one in shown if _lane_of(one.item) == _lane_of(chosen[0].item)]
    others = [one.item.pk for one in beside if one.item.pk != item]
    index = min(max(to - beside[0].number, 0), len(others))
    _renumber(meeting, item, others[:index], others[index:])
    tell("agenda.moved", meeting, chosen, by)


def _renumber(meeting: Meeting, item: UUID, before: Sequence[UUID], after: Sequence[UUID]) -> None:
    """Stand `item` right before the first of `after`, else right after the last of `before`.

    Items that the mover cannot see keep their places between the others.
    """
    listed = list(AgendaItem.objects.filter(meeting=meeting, state=ItemState.LISTED).order_by("position"))
    moved = next(row for row in listed if row.pk == item)
    rows = [row for row in listed if _lane_of(row) == _lane_of(moved)]
    places = [row.position for row in rows]
    order = [row for row in rows if row is not moved]
    keys = [row.pk for row in order]
    order.insert(keys.index(after[0]) if after else keys.index(before[-1]) + 1 if before else 0, moved)
    changed = [(row, place) for row, place in zip(order, places, strict=True) if row.position != place]
    for row, place in changed:
        row.position = place
    AgendaItem.objects.bulk_update([row for row, _ in changed], ["position"])


def _lane_of(item: AgendaItem) -> tuple[UUID, str]:
    """An item moves among those of its part and lane."""
    return item.part_id, item.lane


@transaction.atomic
def set_minutes(meeting: Meeting, *, minutes: Mapping[UUID, int], by: User) -> None:
    """Give items their minutes (0 to 240); items that are not listed any more are passed over."""
    meeting = locked(meeting, by)
    changed = [e for e in entries(meeting, by) if minutes.get(e.item.pk, e.item.minutes) != e.item.minutes]
    for entry in changed:
        entry.item.minutes = minutes[entry.item.pk]
    AgendaItem.objects.bulk_update([entry.item for entry in changed], ["minutes"])
    if changed:
        tell("agenda.timed", meeting, changed, by, ["minutes"])


@transaction.atomic
def set_presenter(meeting: Meeting, *, item: UUID, presenter: Membership | None, by: User) -> None:
    """Name who presents an item: somebody at a desk of the body, or nobody. Another may be kept, see `_presenting`."""
    meeting = locked(meeting, by)
    chosen = chosen_of(entries(meeting, by), [item])
    if presenter and not presenters(meeting.body).filter(pk=presenter.pk).exists():
        raise Refused("Choose somebody who sits in this group.")
    if presenter:
        presenter = _presenting(meeting, chosen[0].item, presenter)
    AgendaItem.objects.filter(pk=item).update(presenter=presenter)
    tell("agenda.timed", meeting, chosen, by, ["presenter"])


def _presenting(meeting: Meeting, item: AgendaItem, named: Membership) -> Membership:
    """Who presents when `named` is asked for. Whom it is kept from is followed by their successor, without a word.

    Refused, one of a desk where others are taken would be known to be behind a wall; and each try leaves an event.
    """
    if _sees(meeting, item.pk, named):
        return named
    item.presenter = named
    with acting_as_system(meeting.team_id):
        instead = presents_instead(item) if named.user_id in people_kept_from(item.record) else None
    if instead is None or not _sees(meeting, item.pk, instead):
        raise Refused(f"{named.user.name} cannot present this item. Choose somebody else.")
    return instead


def _sees(meeting: Meeting, item: UUID, place: Membership) -> bool:
    """Whether somebody finds an item. Called upon for one that is kept from them, they would learn of it."""
    person = User.objects.with_place().get(pk=place.user_id)
    if person.current != place:
        return False
    with acting_as(person):
        return any(entry.item.pk == item for entry in entries(meeting, person))


@transaction.atomic
def defer(meeting: Meeting, *, item: UUID, to: Meeting | None = None, by: User) -> Meeting:
    """Move an item to a later meeting of the body, the next one when none is named; returns that meeting."""
    meeting = locked(meeting, by)
    chosen = chosen_of([*entries(meeting, by), *entries(meeting, by, ItemState.SUGGESTED)], [item])
    target = later_meetings(meeting).filter(**({"pk": to.pk} if to else {})).first()
    if target is None:
        raise Refused("No later meeting is planned. Set when the group meets first.")
    AgendaItem.objects.filter(pk=item).update(state=ItemState.DEFERRED, deferred_to=target)
    tell("agenda.deferred", meeting, chosen, by)
    return target


@transaction.atomic
def publish(meeting: Meeting, *, by: User) -> None:
    """Show the agenda to the body. Refused with who and when if somebody else was first."""
    meeting = locked(meeting, by)
    if meeting.state == State.PUBLISHED and meeting.published_at:
        moment = formatted(meeting.local(meeting.published_at), r"P \o\n F j")
        raise Refused(f"{named(meeting.published_by)}, published this agenda at {moment}.")
    if meeting.state == State.PLANNED:
        raise Refused("Build the agenda first.")
    meeting.state, meeting.published_at, meeting.published_by = State.PUBLISHED, timezone.now(), by.place
    meeting.save(update_fields=["state", "published_at", "published_by"])
    enter("agenda.published", by=by, records=[meeting])


def locked(meeting: Meeting, by: User) -> Meeting:
    """The meeting's row as it is now, held until the transaction ends. Raises Refused when `by` may not change it."""
    # Who does not prepare it cannot lock its row: to a member that is refused, to others it is not there.
    visible = Meeting.objects.visible_to(by)
    require(may_prepare(by, visible.select_related("body").get(pk=meeting.pk).body))
    # No joins: after a wait, PostgreSQL brings the locked row up to date but not what was joined to it.
    locked = visible.select_for_update(of=("self",)).get(pk=meeting.pk)
    require(may_change(by, locked, timezone.now()))
    return locked


def chosen_of(shown: Sequence[Entry], items: Collection[UUID]) -> list[Entry]:
    chosen = [entry for entry in shown if entry.item.pk in items]
    if not chosen:
        raise Gone
    return chosen


def tell(kind: str, meeting: Meeting, chosen: Sequence[Entry], by: User, fields: Sequence[str] = ()) -> None:
    enter(kind, by=by, records=[entry.line for entry in chosen], fields=fields, detail={"meeting": meeting.code})
