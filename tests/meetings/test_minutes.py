"""Minutes: drafted from what was recorded, approved by the chair alone, the same on paper, made for each reader."""

import io
import re
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from typing import Any

import pypdf
import pytest
import time_machine
from django.urls import reverse

from mdt.meetings.actions.minutes import add_to, approve, disposal_of
from mdt.meetings.actions.presence import mark_present, set_rules
from mdt.meetings.actions.running import end, resume
from mdt.meetings.models import ActionItem, AgendaItem, Meeting, Minutes, PartKind
from mdt.team.models import User
from mdt.team.policies import Refused
from privacy.wall import acting_as, acting_as_system
from tests.cast import client_of
from tests.conftest import Ledger
from tests.meetings.conftest import Cast, Drafted, at_once
from tests.meetings.held import finish


class Reader(HTMLParser):
    """What a person reads in the article of a page, by part."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.head: list[str] = []
        self.parts: list[list[str]] = []
        self.inside = 0
        self.feed(page[page.index('<article class="sheet">') : page.index("</article>")])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "section":
            self.parts.append([])

    def handle_data(self, data: str) -> None:
        (self.parts[-1] if self.parts else self.head).append(data)


def words_of(texts: list[str]) -> str:
    return " ".join(" ".join(texts).split())


def page_of(user: User, meeting: Meeting) -> str:
    return client_of(user).get(reverse("meeting-minutes", args=[meeting.pk])).content.decode()


def pdf_of(user: User, meeting: Meeting, part: PartKind, cast: Cast) -> str:
    answer = client_of(user).get(reverse("minutes-pdf", args=[meeting.pk, cast.part(part).pk]))
    assert answer["Content-Type"] == "application/pdf"
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.content)).pages]
    return words_of([re.sub(r"Page \d+ of \d+\s*$", "", text.strip()) for text in pages])


def minutes_in(meeting: Meeting, kind: PartKind) -> Minutes:
    return Minutes.objects.select_related("meeting__body").get(meeting=meeting, part__kind=kind)


def test_they_are_drafted_from_what_was_recorded(mixed: Drafted) -> None:
    chair = mixed.cast.chair
    with acting_as(chair):
        end(mixed.meeting, by=chair)
    head, child, adult = Reader(page_of(chair, mixed.meeting)).parts
    assert words_of(head).startswith(
        "Draft. Not approved yet. Open part This part may be open to the public. It names no case. "
        "Present Health: 2 guests, North clinic "
    )
    assert (
        "Items 1. PA-A Paper A Action Spoken of at length; it goes on in spring "
        "Action: Report back to the group. Eastside Practice, due December 1, 2026. "
        "2. PA-B Paper B Not reached: it comes to the next meeting "
        "To be disposed of on November 5, 2031: open part (minutes of this kind are kept for 5 years)."
    ) in words_of(head)
    assert "1. PA-C Paper C Decision: it goes on A child's words" in words_of(child)
    assert "November 5, 2029: adult case review (minutes of this kind are kept for 3 years)." in words_of(adult)


def test_members_read_them_once_they_are_approved(mixed: Drafted) -> None:
    cast, meeting = mixed.cast, mixed.meeting
    assert "There are no minutes yet." in page_of(cast.chair, meeting)
    with acting_as(cast.chair):
        end(meeting, by=cast.chair)
    assert "Draft. Not approved yet." in page_of(cast.coordinator, meeting)
    assert "The chair approves them first." in page_of(cast.dana, meeting)
    with acting_as(cast.chair):
        approve(meeting, by=cast.chair)
    page = page_of(cast.dana, meeting)
    assert "Approved by Chris, Practice Attorney, on November 5, 2026" in page and "Paper A" in page


def test_the_coordinator_approves_nothing_and_adds_nothing(mixed: Drafted) -> None:
    cast, meeting = mixed.cast, mixed.meeting
    with acting_as(cast.coordinator), pytest.raises(Refused, match="is writing"):
        end(meeting, by=cast.coordinator)
    with acting_as(cast.chair):
        end(meeting, by=cast.chair)
    with acting_as(cast.coordinator), pytest.raises(Refused, match="Only the chair approves"):
        approve(meeting, by=cast.coordinator)
    assert "Approve the minutes" not in page_of(cast.coordinator, meeting)
    with acting_as(cast.chair):
        approve(meeting, by=cast.chair)
        minutes = minutes_in(meeting, PartKind.OPEN)
    with acting_as(cast.coordinator), pytest.raises(Refused, match="Only the chair approves"):
        add_to(minutes, words="It was three", kept_words=0, by=cast.coordinator)


def test_approved_once_and_never_opened_again(mixed: Drafted) -> None:
    cast, meeting = mixed.cast, mixed.meeting
    with pytest.raises(Refused, match="has not ended"), acting_as(cast.chair):
        approve(meeting, by=cast.chair)
    finish(meeting, cast.chair)
    with pytest.raises(Refused, match="approved already"), acting_as(cast.chair):
        approve(meeting, by=cast.chair)
    with pytest.raises(Refused, match="mended by an addition"), acting_as(cast.chair):
        resume(meeting, by=cast.chair)
    with pytest.raises(Refused, match="stays as it is written"), acting_as(cast.chair):
        mark_present(meeting, present=[], by=cast.chair)


@pytest.mark.parametrize("kind", [PartKind.OPEN, PartKind.CHILD])
def test_paper_and_page_say_the_same_additions_included(
    mixed: Drafted, clock: time_machine.Traveller, kind: PartKind
) -> None:
    cast, meeting = mixed.cast, mixed.meeting
    finish(meeting, cast.chair)
    clock.move_to(datetime(2026, 11, 6, 17, 0, tzinfo=UTC))
    with acting_as(cast.chair):
        minutes = minutes_in(meeting, kind)
        add_to(minutes, words="The count was three, not two.", kept_words=0, by=cast.chair)
        item = mixed.item("A" if kind == PartKind.OPEN else "C")
        add_to(minutes, words="It is due\nin January.", kept_words=0, item=item, by=cast.chair)
    reader = Reader(page_of(cast.dana, meeting))
    place = [PartKind.OPEN, PartKind.CHILD].index(kind)
    shown = words_of([*reader.head, *reader.parts[place]])
    assert "About item 1. It is due in January." in shown

    printed = pdf_of(cast.dana, meeting, kind, cast)
    assert sorted(printed.split()) == sorted(shown.split())
    body = shown[: shown.index(" Printed by")]
    assert body in printed


def test_what_an_action_became_later_changes_nothing(mixed: Drafted) -> None:
    cast, meeting = mixed.cast, mixed.meeting
    finish(meeting, cast.chair)
    before = Reader(page_of(cast.dana, meeting)).parts
    with acting_as_system():
        ActionItem.objects.update(due_on=date(2030, 1, 1), agency=cast.lee.place.agency, done_by=None)
    assert Reader(page_of(cast.dana, meeting)).parts == before


def test_a_reader_who_may_not_see_an_item_finds_no_number_gap_or_count(
    mixed: Drafted, clock: time_machine.Traveller
) -> None:
    """Byte for byte what is read when the item was never there, additions about it included."""
    cast, meeting = mixed.cast, mixed.meeting
    finish(meeting, cast.chair)
    with acting_as(cast.chair):
        minutes = minutes_in(meeting, PartKind.OPEN)
        add_to(minutes, words="About the first alone.", kept_words=0, item=mixed.item("A"), by=cast.chair)
    full = words_of(Reader(page_of(cast.dana, meeting)).parts[0])
    mixed.binder.hidden = {"Dana": "A"}
    hidden = words_of(Reader(page_of(cast.dana, meeting)).parts[0])
    item = full[full.index("1. PA-A") : full.index("2. PA-B")]
    added = full[full.index("Additions") : full.index("To be disposed")]
    assert hidden == full.replace(item, "").replace(added, "").replace("2. PA-B", "1. PA-B")
    assert pdf_of(cast.dana, meeting, PartKind.OPEN, cast).count("PA-") == 1


def test_who_does_not_sit_in_a_part_reads_none_of_its_minutes(mixed: Drafted) -> None:
    from tests.meetings.test_parts import roster

    cast, meeting = mixed.cast, mixed.meeting
    finish(meeting, cast.chair)
    roster(cast, PartKind.CHILD, "dana")
    assert "Child case review" not in page_of(cast.lee, meeting)
    address = reverse("minutes-pdf", args=[meeting.pk, cast.part(PartKind.CHILD).pk])
    assert client_of(cast.lee).get(address).status_code == 404
    for user in (cast.outsider, cast.stranger):
        assert client_of(user).get(reverse("meeting-minutes", args=[meeting.pk])).status_code == 404


def test_an_addition_names_no_case_and_passes_the_guard(mixed: Drafted) -> None:
    cast, meeting = mixed.cast, mixed.meeting
    finish(meeting, cast.chair)
    address = reverse("add-to-minutes", args=[meeting.pk, cast.part(PartKind.CHILD).pk])
    for words in ("It goes with HT-7F3K-9QXM-4", "Call 503-555-0142"):
        page = client_of(cast.chair).post(address, {"item": "", "words": words}).content.decode()
        assert "There is something to fix" in page and words.split()[-1] in page
    with acting_as(cast.chair), pytest.raises(Refused, match="words name no case"):
        add_to(minutes_in(meeting, PartKind.CHILD), words="HT-7F3K-9QXM-4", kept_words=0, by=cast.chair)
    with acting_as(cast.chair), pytest.raises(Refused, match="not in these minutes"):
        minutes = minutes_in(meeting, PartKind.CHILD)
        add_to(minutes, words="Other", kept_words=0, item=mixed.item("A"), by=cast.chair)


def test_a_correction_that_is_refused_keeps_what_was_typed(mixed: Drafted, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the page offered can be gone by the time it is sent."""
    cast, meeting = mixed.cast, mixed.meeting
    finish(meeting, cast.chair)
    gone = mixed.item("A")

    def too_late(minutes: Minutes, **given: Any) -> None:
        add_to(minutes, **given | {"item": gone})

    monkeypatch.setattr("mdt.meetings.views.minutes.add_to", too_late)
    address = reverse("add-to-minutes", args=[meeting.pk, cast.part(PartKind.CHILD).pk])
    page = client_of(cast.chair).post(address, {"item": "", "words": "The count was three."}).content.decode()
    assert "That item is not in these minutes." in page and "The count was three." in page


def test_the_date_of_disposal_is_the_bodys_and_stays_once_approved(mixed: Drafted) -> None:
    cast, meeting = mixed.cast, mixed.meeting
    with acting_as(cast.chair):
        set_rules(cast.body, rules={"quorum": [], "keep_open_years": 7, "keep_case_years": 2}, by=cast.chair)
    finish(meeting, cast.chair)
    with acting_as(cast.chair):
        set_rules(cast.body, rules={"quorum": [], "keep_open_years": 9, "keep_case_years": 9}, by=cast.chair)
        kept = {one.part.kind: one.dispose_on for one in Minutes.objects.filter(meeting=meeting).select_related("part")}
    assert kept == {"open": date(2033, 11, 5), "child": date(2028, 11, 5), "adult": date(2028, 11, 5)}
    assert "To be disposed of on November 5, 2033: open part." in page_of(cast.dana, meeting)


def test_a_meeting_on_a_leap_day_has_a_day_of_disposal(mixed: Drafted) -> None:
    meeting = Meeting(starts_at=datetime(2028, 2, 29, 20, 0, tzinfo=UTC), zone="America/Los_Angeles")
    meeting.body = mixed.cast.body
    with acting_as_system():
        assert disposal_of(meeting, mixed.cast.part(PartKind.OPEN)) == date(2033, 2, 28)


def test_what_is_approved_late_can_be_corrected_for_ninety_days(mixed: Drafted, clock: time_machine.Traveller) -> None:
    """Kept for five years from a meeting in 2022, they would go three weeks after a late approval."""
    meeting = Meeting(starts_at=datetime(2022, 3, 22, 20, 0, tzinfo=UTC), zone="America/Los_Angeles")
    meeting.body = mixed.cast.body
    clock.move_to(datetime(2027, 3, 1, 20, 0, tzinfo=UTC))
    with acting_as_system():
        assert disposal_of(meeting, mixed.cast.part(PartKind.OPEN)) == date(2027, 5, 30)


@pytest.mark.django_db(transaction=True)
def test_reading_them_is_one_event_with_what_was_shown(mixed: Drafted, ledger: Ledger) -> None:
    cast, meeting = mixed.cast, mixed.meeting
    finish(meeting, cast.chair)
    before = len(ledger.events())
    page_of(cast.dana, meeting)
    assert len(ledger.events()) == before + 1
    (event,) = ledger.events("minutes.read")
    assert {"PA-A", "PA-B", "PA-C", "PA-D"} <= set(event.codes)


@pytest.mark.django_db(transaction=True)
def test_nothing_slips_in_behind_an_approval(mixed: Drafted) -> None:
    """Two connections: one approves, one takes back a mark of who was there; never both behind each other's back."""
    from mdt.meetings.actions.presence import was_never_here
    from mdt.meetings.models import Attendance

    cast, meeting = mixed.cast, mixed.meeting
    with acting_as(cast.chair):
        end(meeting, by=cast.chair)
        row = Attendance.objects.filter(meeting=meeting, person=cast.dana.place).get().pk

    def approving() -> str:
        with acting_as(cast.chair):
            approve(meeting, by=cast.chair)
        return "approved"

    def unmarking() -> str:
        try:
            with acting_as(cast.coordinator):
                was_never_here(meeting, row=row, by=cast.coordinator)
        except Refused:
            return "refused"
        return "unmarked"

    _, unmarked = at_once(approving, unmarking)
    with acting_as_system():
        assert Attendance.objects.filter(pk=row).exists() == (unmarked == "refused")


def test_positions_and_titles_of_other_meetings_are_free(mixed: Drafted) -> None:
    """The lock is of this meeting's items alone."""
    finish(mixed.meeting, mixed.cast.chair)
    with acting_as_system():
        other = Meeting.objects.order_by("starts_at")[1]
        moved = AgendaItem.objects.filter(pk=mixed.item("A"))
        assert moved.update(deferred_to=None) == 1 and other.pk != mixed.meeting.pk
