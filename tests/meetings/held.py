"""What is written at a meeting that is held, as its pages send it and as its actions take it."""

from typing import Any
from uuid import UUID

from django.urls import reverse

from mdt.meetings.actions.minutes import approve
from mdt.meetings.actions.running import end, record
from mdt.meetings.models import Lease, Meeting, Outcome
from mdt.team.models import User
from privacy.wall import acting_as, acting_as_system
from tests.cast import client_of
from tests.meetings.conftest import Drafted


def term_of(meeting: Meeting) -> int:
    with acting_as_system():
        return Lease.objects.get(meeting=meeting).term


def write(meeting: Meeting, item: UUID, by: User, result: str = "information", **more: object) -> Outcome:
    """What the running page does on Save, opened just now."""
    with acting_as(by):
        held = Outcome.objects.filter(item=item).first()
        given = {"words": "", "term": term_of(meeting), "revision": held.revision if held else 0, **more}
        return record(meeting, item=item, result=result, by=by, **given)  # type: ignore[arg-type]


def finish(meeting: Meeting, by: User) -> None:
    """End the meeting and approve its minutes."""
    with acting_as(by):
        end(meeting, by=by)
        approve(meeting, by=by)


WORDS = "The group speaks of it again in spring"


def page_of(drafted: Drafted, letter: str, user: User | None = None, **sent: Any) -> str:
    """The item's page as this person sees it; with `sent`, after they sent its form."""
    address = reverse("run-item", args=[drafted.meeting.pk, drafted.item(letter)])
    browser = client_of(user or drafted.cast.chair)
    answer = browser.post(address, sent, follow=True) if sent else browser.get(address)
    return answer.content.decode()


def typed(meeting: Meeting, revision: int = 0, **answers: str) -> dict[str, str]:
    """What the page sends that was opened just now."""
    return {"term": str(term_of(meeting)), "draft_at": str(revision), "step": "save", **answers}


def action_for(user: User) -> dict[str, str]:
    agency = str(user.place.agency_id)
    return {"task-kind": "report_back", "task-agency": agency, "task-person": "", "task-due_on": "2026-12-01"}


def outcome(drafted: Drafted, letter: str) -> Outcome | None:
    with acting_as_system():
        return Outcome.objects.filter(item=drafted.item(letter)).first()


def autosaved(drafted: Drafted, letter: str, user: User | None = None, **sent: str) -> tuple[int, dict[str, str]]:
    address = reverse("keep-item", args=[drafted.meeting.pk, drafted.item(letter)])
    answer = client_of(user or drafted.cast.chair).post(address, sent)
    return answer.status_code, answer.json()
