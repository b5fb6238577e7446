"""The agenda builder: what is suggested, what is on the agenda, and one press for each change."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import wraps
from itertools import chain, groupby
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from audit.doors import rule
from mdt.counted import counted
from mdt.meetings.actions import drafting, editing, lanes
from mdt.meetings.agenda import Entry, entries, opened, parts_shown, sections, sheet, shelves, sources, status_of, when
from mdt.meetings.asking import owned
from mdt.meetings.forms import DeferForm, MinutesForm, PlaceForm, PresenterForm
from mdt.meetings.links import links_of
from mdt.meetings.models import ForwardAsk, ItemState, Lane, Meeting
from mdt.meetings.people import presenters
from mdt.meetings.reach import unseen_by
from mdt.meetings.views.finding import meeting_to_prepare
from mdt.team.policies import Refused
from mdt.team.requests import PersonRequest
from privacy.wall import acting_as_system

CARRIED = "From an earlier meeting"

View = Callable[..., HttpResponse]


def change(view: View) -> Callable[..., HttpResponseBase]:
    """A press of the builder: by POST, by whoever prepares this meeting, back to the builder, a refusal in words.

    The view takes the request and the meeting, and whatever else the address holds.
    """

    @rule("meetings.build")
    @require_POST
    @wraps(view)
    def pressed(request: PersonRequest, pk: UUID, **more: Any) -> HttpResponse:
        meeting = meeting_to_prepare(request.user, pk)
        try:
            return view(request, meeting, **more)
        except Refused as refusal:
            messages.warning(request, str(refusal))
            return redirect("build-agenda", pk)

    return pressed


@rule("meetings.build")
@require_safe
def build(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Everything the chair decides on, on one page."""
    meeting = meeting_to_prepare(request.user, pk)
    parts = parts_shown(meeting, request.user)
    everything = chain.from_iterable(shelves(meeting, request.user, *ItemState, parts=parts).values())
    shown = opened("agenda.prepared", meeting, list(everything), request.user)
    listed, suggested, deferred = (
        [entry for entry in shown if entry.item.state == state]
        for state in (ItemState.LISTED, ItemState.SUGGESTED, ItemState.DEFERRED)
    )
    context = {
        "meeting": meeting,
        "when": when(meeting),
        "listed": listed,
        "parts": sections(meeting, request.user, listed, parts),
        "groups": list(_grouped(suggested)),
        "suggested": suggested,
        "deferred": deferred,
        "used": sum(entry.item.time for entry in listed),
    }
    return render(request, "meetings/build.html", context)


@rule("meetings.build")
@require_safe
def preview(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The agenda as it will stand, for a last look before publishing."""
    meeting = meeting_to_prepare(request.user, pk)
    parts = parts_shown(meeting, request.user)
    shown = opened("agenda.prepared", meeting, entries(meeting, request.user, parts=parts), request.user)
    made = sections(meeting, request.user, shown, parts)
    sheets = [(one.part, sheet(meeting, one, request.user)) for one in made]
    context = {
        "meeting": meeting,
        "when": when(meeting),
        "status": status_of(meeting),
        "sheets": sheets,
        "unseen": _unseen(meeting, shown),
    }
    return render(request, "meetings/preview.html", context)


@dataclass(frozen=True, slots=True)
class Unseen:
    """What some members cannot see: how many they are, and whether its agency can be asked, is asked, or answered."""

    entry: Entry
    members: str
    owned: bool
    ask: ForwardAsk | None


def _unseen(meeting: Meeting, shown: list[Entry]) -> list[Unseen]:
    counts = unseen_by(meeting, shown)
    if not counts:
        return []
    told = [entry for entry in shown if entry.item.pk in counts]
    with acting_as_system(meeting.team_id):
        owners = owned([entry.item.record for entry in told], meeting.body).keys()
    asks = {ask.item_id: ask for ask in ForwardAsk.objects.standing().filter(item__in=counts)}
    return [
        Unseen(one, counted(counts[one.item.pk], "member"), one.item.record in owners, asks.get(one.item.pk))
        for one in told
    ]


@rule("meetings.build")
@require_safe
def agenda_item(request: PersonRequest, pk: UUID, item: UUID) -> HttpResponse:
    """One item: who presents it, a number to move it to, a meeting to defer it to."""
    meeting = meeting_to_prepare(request.user, pk)
    here = [one for one in entries(meeting, request.user) if one.item.pk == item]
    if not here:
        raise Http404
    (entry,) = opened("agenda.prepared", meeting, here, request.user)
    people = presenters(meeting.body)
    context = {
        "meeting": meeting,
        "entry": entry,
        "presenter": PresenterForm(people, initial={"presenter": entry.item.presenter_id}),
        "place": PlaceForm(initial={"position": entry.number}),
        "later": DeferForm(editing.later_meetings(meeting)),
        "lanes": [lane for lane in Lane if lane != entry.lane],
        "links": links_of(entry.item),
    }
    return render(request, "meetings/item.html", context)


@change
def draft(request: PersonRequest, meeting: Meeting) -> HttpResponse:
    """Look now for what belongs on the agenda, without waiting for the tick."""
    drafting.draft_agenda(meeting, by=request.user)
    return redirect("build-agenda", meeting.pk)


@change
def add(request: PersonRequest, meeting: Meeting) -> HttpResponse:
    """Add what the page showed when the button was pressed: one item, or all of them."""
    editing.add(meeting, items=_keys(request.POST.getlist("item")), by=request.user)
    return redirect("build-agenda", meeting.pk)


@change
def take_off(request: PersonRequest, meeting: Meeting, item: UUID) -> HttpResponse:
    editing.take_off(meeting, item=item, by=request.user)
    return redirect("build-agenda", meeting.pk)


@change
def move(request: PersonRequest, meeting: Meeting, item: UUID) -> HttpResponse:
    """Up, down, or to a number; the page comes back at the item, so that the same press can follow."""
    here = next((one.number for one in entries(meeting, request.user) if one.item.pk == item), 0)
    form = PlaceForm(request.POST)
    wanted = form.cleaned_data["position"] if form.is_valid() else here
    to = {"up": here - 1, "down": here + 1}.get(request.POST.get("move", ""), wanted)
    editing.move(meeting, item=item, to=to, by=request.user)
    return _back_to(meeting, item)


@change
def set_lane(request: PersonRequest, meeting: Meeting, item: UUID) -> HttpResponse:
    """To another lane: urgent, discuss, list only."""
    wanted = request.POST.get("lane", "")
    if wanted not in Lane.values:
        raise Refused("Choose a lane: urgent, discuss or list only.")
    lanes.set_lane(meeting, item=item, lane=Lane(wanted), by=request.user)
    return _back_to(meeting, item)


@change
def set_minutes(request: PersonRequest, meeting: Meeting) -> HttpResponse:
    """The minutes of every row at once. A row that is no number from 0 to 240 is left as it was, and said."""
    rows = _keys(name.removeprefix("minutes-") for name in request.POST)
    forms = {key: MinutesForm({"minutes": request.POST.get(f"minutes-{key}", "")}) for key in rows}
    good = {key: form.cleaned_data["minutes"] for key, form in forms.items() if form.is_valid()}
    editing.set_minutes(meeting, minutes=good, by=request.user)
    if len(good) < len(forms):
        messages.warning(request, "Minutes are whole numbers from 0 to 240. The others were saved.")
    return redirect("build-agenda", meeting.pk)


@change
def set_presenter(request: PersonRequest, meeting: Meeting, item: UUID) -> HttpResponse:
    form = PresenterForm(presenters(meeting.body), request.POST)
    if not form.is_valid():
        raise Refused("Choose somebody who sits in this group.")
    editing.set_presenter(meeting, item=item, presenter=form.cleaned_data["presenter"], by=request.user)
    return _back_to(meeting, item)


@change
def defer(request: PersonRequest, meeting: Meeting, item: UUID) -> HttpResponse:
    """To the meeting that was chosen, or with one press to the next."""
    form = DeferForm(editing.later_meetings(meeting), request.POST)
    to = form.cleaned_data["to"] if form.is_valid() else None
    editing.defer(meeting, item=item, to=to, by=request.user)
    return redirect("build-agenda", meeting.pk)


@change
def publish(request: PersonRequest, meeting: Meeting) -> HttpResponse:
    editing.publish(meeting, by=request.user)
    messages.success(request, "The agenda is published. Each member now sees what they may see of it.")
    return redirect("agenda", meeting.pk)


def _grouped(suggested: Iterable[Entry]) -> Iterator[tuple[str, list[Entry]]]:
    """Suggestions by part under the names of their sections, what comes from an earlier meeting first."""
    titles = {source.key: source.title for source in sources()}
    order = list(titles)

    def place(entry: Entry) -> tuple[int, int]:
        section = -1 if entry.item.carried_from_id else order.index(entry.item.source)
        return entry.item.part.place, section

    for (_, section), group in groupby(sorted(suggested, key=place), place):
        held = list(group)
        title = CARRIED if section < 0 else titles[order[section]]
        yield f"{title}, for: {held[0].item.part.get_kind_display()}", held


def _back_to(meeting: Meeting, item: UUID) -> HttpResponse:
    return redirect(f"{reverse('build-agenda', args=[meeting.pk])}#item-{item}")


def _keys(values: Iterable[str]) -> list[UUID]:
    """The keys among what a form sent; anything else is passed over."""
    keys = []
    for value in values:
        with suppress(ValueError):
            keys.append(UUID(value))
    return keys
