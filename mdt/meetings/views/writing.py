"""One item of a running meeting: reading it, writing what came of it, and saving by itself while that is written."""

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods, require_POST

from audit.doors import rule
from mdt.meetings.actions import leasing, running
from mdt.meetings.actions.editing import Gone
from mdt.meetings.agenda import Entry, when
from mdt.meetings.holding import Spoken, Writing, on_the_table, shown_items, sitting_of
from mdt.meetings.holding_forms import OutcomeForm, TaskForm
from mdt.meetings.letters import LETTERS_CODE
from mdt.meetings.models import Meeting, Result
from mdt.meetings.people import presenters
from mdt.meetings.views.running import neighbours, run_press, to_run
from mdt.team.leaving import leaving, saves_and_leaves
from mdt.team.policies import Refused
from mdt.team.requests import PersonRequest

NOT_THE_WORDS: Final = "but not the words. They may hold a name or an identifier. Check them before you go on."
NOT_THE_LETTERS: Final = "but not the words. They hold a sign that the minutes cannot print. Take it out."


@dataclass
class Written:
    """What the page sends: under which term and revision it was opened, and its two forms."""

    term: int
    revision: int
    outcome: OutcomeForm
    task: TaskForm
    step: str
    # It was in order and came too late: the page then shows what is kept now, and knows the newest state.
    refused: bool = False

    @classmethod
    def of(cls, request: PersonRequest, meeting: Meeting, entry: Entry) -> "Written":
        data = request.POST
        task = task_form(meeting, entry, data)
        return cls(
            _number(data.get("term")), _number(data.get("draft_at")), OutcomeForm(data), task, data.get("step", "")
        )

    @property
    def wants_task(self) -> bool:
        # The day alone is no action: it stands there before anybody has thought of one.
        return self.step == "give" or bool({"kind", "agency", "person"}.intersection(self.task.changed_data))

    @property
    def refused_for_task(self) -> bool:
        return self.refused and self.outcome.cleaned_data.get("result") == Result.TASK

    @property
    def valid(self) -> bool:
        """Both are looked at, so that one page says all that is to be mended."""
        return all([self.outcome.is_valid(), not self.wants_task or self.task.is_valid()])


@rule("meetings.build")
@require_http_methods(["GET", "HEAD", "POST"])
@saves_and_leaves
def item(request: PersonRequest, pk: UUID, item: UUID) -> HttpResponse:
    """The item on a screen of its own; one event tells that it was shown."""
    meeting = to_run(request, pk)
    shown = on_the_table(meeting, request.user)
    before, entry, after = neighbours(shown, item)
    written = Written.of(request, meeting, entry) if request.method == "POST" else None
    if written and leaving(request):
        _keep(request, meeting, entry, written)
    elif written and written.valid:
        try:
            _record(request, meeting, entry, written)
        except Refused as refusal:
            written.outcome.add_error(None, str(refusal))
            written.refused = True
        else:
            return _go_on(request, meeting, entry, after, written)
    (spoken,) = shown_items("meeting.item_shown", meeting, [entry], request.user, among=shown)
    return render(request, "meetings/run_item.html", _context(request, meeting, spoken, before, after, written))


@rule("meetings.build")
@require_POST
def keep(request: PersonRequest, pk: UUID, item: UUID) -> JsonResponse:
    """Save by itself what stands on the page. Words that the guard has anything against stay as they were kept."""
    meeting = to_run(request, pk)
    try:
        _, entry, _ = neighbours(on_the_table(meeting, request.user, among=[item]), item)
        written = Written.of(request, meeting, entry)
        revision = _keep(request, meeting, entry, written)
    except Http404:
        return JsonResponse({"said": "Not saved: this item is not on your list any more."}, status=409)
    except Refused as refusal:
        return JsonResponse({"said": f"Not saved. {refusal}"}, status=409)
    said = f"Saved {date_format(timezone.localtime(), 'P')}"
    if wrong := written.outcome.errors.get("words"):
        said += f", {NOT_THE_LETTERS if [one.code for one in wrong.as_data()] == [LETTERS_CODE] else NOT_THE_WORDS}"
    return JsonResponse(
        {
            "said": said,
            "at": str(revision),
            "address": reverse("run-item", args=[pk, item]),
        }
    )


@run_press("run-item", "item")
def turn_to(request: PersonRequest, meeting: Meeting, item: UUID) -> HttpResponse:
    """Speak of this item now."""
    running.turn_to(meeting, item=item, term=_number(request.POST.get("term")), by=request.user)
    return redirect("run-item", meeting.pk, item)


def _record(request: PersonRequest, meeting: Meeting, entry: Entry, written: Written) -> None:
    given = written.outcome.cleaned_data
    if written.step == "take":
        written.term = leasing.take_lease(meeting, by=request.user).term
    running.record(
        meeting,
        item=entry.item.pk,
        term=written.term,
        revision=written.revision,
        result=given["result"],
        words=given["words"],
        kept_words=written.outcome.overrides,
        task=written.task.cleaned_data if written.wants_task else None,
        by=request.user,
    )


def _keep(request: PersonRequest, meeting: Meeting, entry: Entry, written: Written) -> int:
    """What may be kept of a page that is not finished; an action that is half filled in stays on the page alone."""
    written.outcome.is_valid()
    given = written.outcome.cleaned_data
    return running.record(
        meeting,
        item=entry.item.pk,
        term=written.term,
        revision=written.revision,
        result=given.get("result", ""),
        words=given.get("words"),
        half_done=True,
        by=request.user,
    )


def _go_on(
    request: PersonRequest, meeting: Meeting, entry: Entry, after: Entry | None, written: Written
) -> HttpResponse:
    """To the next item, of which the meeting then speaks; or back to this one."""
    if written.wants_task:
        messages.success(request, "Saved. The action is given, and comes to each agenda until it is done.")
    if written.step != "next":
        if not written.wants_task:
            messages.success(request, "Saved.")
        return redirect("run-item", meeting.pk, entry.item.pk)
    if after is None:
        messages.success(request, "Saved. That was the last item.")
        return redirect("run-meeting", meeting.pk)
    try:
        running.turn_to(meeting, item=after.item.pk, term=written.term, by=request.user)
    except Gone:
        messages.warning(request, "Saved. The next item is not on your list any more. Choose another.")
    except Refused:
        messages.warning(request, "Saved. Somebody else writes now, so the meeting stays with the item before.")
    else:
        return redirect("run-item", meeting.pk, after.item.pk)
    return redirect("run-meeting", meeting.pk)


def _context(
    request: PersonRequest,
    meeting: Meeting,
    spoken: Spoken,
    before: Entry | None,
    after: Entry | None,
    written: Written | None,
) -> dict[str, Any]:
    held = spoken.outcome
    kept = {"result": held.result, "words": spoken.words} if held else {}
    writing = Writing.of(meeting, request.user)
    sitting = sitting_of(meeting)
    opened = written and not written.refused and (written.term, written.revision)
    term, revision = opened or (writing.lease.term if writing else 0, held.revision if held else 0)
    return {
        "meeting": meeting,
        "when": when(meeting),
        "spoken": spoken,
        "entry": spoken.entry,
        "before": before,
        "after": after,
        "sitting": sitting,
        "writing": writing,
        # A refused page keeps its words and can be sent again once this person writes.
        "writes": bool(sitting and sitting.in_progress and writing and (writing.mine or written)),
        "form": written.outcome if written else OutcomeForm(initial=kept),
        "task": written.task if written else task_form(meeting, spoken.entry),
        # Also where a task was chosen, so that what is missing of it stands open.
        "task_open": bool(written and (written.wants_task or (written.refused_for_task and not spoken.tasks))),
        "term": term,
        "revision": revision,
        "refused": bool(written and written.refused),
    }


def task_form(meeting: Meeting, entry: Entry, data: Any = None) -> TaskForm:
    """An action is due by the next meeting, unless another day is given."""
    later = running.next_regular(meeting)
    day = later.local(later.starts_at).date() if later else None
    people = presenters(meeting.body)
    return TaskForm(meeting, entry.item.part, people, data, initial={"due_on": day})


def _number(text: str | None) -> int:
    """What a page of ours carried; anything else is a page that knows nothing."""
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0
