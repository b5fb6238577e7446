"""The main job through its pages: send, receive, answer; what each side then reads; what is refused and lost."""

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mdt.team.models import Desk
from privacy.wall import acting_as_system
from referrals.models import Referral
from tests.conftest import Ledger
from tests.referrals.build import make_sent
from tests.referrals.cast import Cast, client_of

ANSWERS = {
    "service": "shelter",
    "urgency": "routine",
    "age_group": "15_17",
    "gender": "women",
    "language": "spanish",
    "concern": "sex",
    "area": "north",
    "in_danger": "no",
    "first_contact": "through_sender",
    "basis": "person_agreed",
    "ticks": ["interpreter"],
    "note": "Prefers a morning call.",
}


def send_through_pages(client: Client, cast: Cast, **changes: Any) -> Any:
    answers = ANSWERS | {"desk": str(cast.sheriff.pk)} | changes
    page = client.post("/referrals/new/", answers, follow=True)
    seen = re.search(r'name="seen" value="([^"]+)"', page.content.decode())
    assert seen, page.content.decode()
    return client.post(page.request["PATH_INFO"], {"seen": seen[1], "confirm": "on", "report": "made"}, follow=True)


def body(page: Any) -> str:
    """A page without its forms' tokens, which differ each time."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.content.decode())


def only_referral(cast: Cast) -> Referral:
    with acting_as_system(cast.team.pk):
        return Referral.objects.get()


def test_the_main_job_from_send_to_answer(cast: Cast) -> None:
    alice, bob = client_of(cast.alice), client_of(cast.bob)

    sent = send_through_pages(alice, cast)
    referral = only_referral(cast)
    assert sent.status_code == 200
    assert referral.code in sent.content.decode()

    inbox = bob.get("/inbox/").content.decode()
    assert referral.code in inbox and "Emergency shelter" in inbox and "15 to 17" in inbox
    assert "Prefers a morning call." not in inbox
    page = bob.get(f"/referrals/{referral.pk}/").content.decode()
    assert "Prefers a morning call." in page and "You may have a duty of your own" in page
    accepted = bob.post(f"/referrals/{referral.pk}/accept/", follow=True).content.decode()
    assert "Undo" in accepted
    mine = alice.get(f"/referrals/{referral.pk}/").content.decode()
    assert "Accepted" in mine and "Bob" not in mine


def test_a_stranger_finds_the_same_page_for_a_referral_as_for_none(cast: Cast, ledger: Ledger) -> None:
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff)

    for stranger in (cast.carol, cast.ada, cast.chris, cast.cora, cast.otto):
        client = client_of(stranger)
        there, nowhere = client.get(f"/referrals/{referral.pk}/"), client.get(f"/referrals/{uuid.uuid4()}/")
        assert (there.status_code, there.content) == (404, nowhere.content)
    assert {event.kind for event in ledger.events()} <= {"words.opened", "door.missed", "person.signed_in"}
    assert sum(event.kind == "door.missed" for event in ledger.events()) == 10


@pytest.mark.parametrize("who", ["dana", "anna", "adam"])
def test_who_watches_or_counts_has_no_page_of_referrals(cast: Cast, who: str) -> None:
    client = client_of(getattr(cast, who))

    for path in ("/inbox/", "/referrals/", "/referrals/new/"):
        assert client.get(path).status_code == 403


def test_a_form_with_gaps_keeps_what_was_typed_and_names_each_gap(cast: Cast) -> None:
    page = client_of(cast.alice).post("/referrals/new/", {"note": "Prefers a morning call.", "age_group": "15_17"})
    text = page.content.decode()

    assert page.status_code == 200
    assert "Choose the desk you are sending this to." in text and "Choose an area, or Not known." in text
    assert "Prefers a morning call." in text
    with acting_as_system(cast.team.pk):
        assert Referral.objects.count() == 0


def test_save_for_later_keeps_a_draft_with_gaps_for_its_writer_alone(cast: Cast) -> None:
    alice = client_of(cast.alice)
    alice.post("/referrals/new/", {"note": "Prefers a morning call.", "age_group": "15_17", "later": "1"})
    draft = only_referral(cast)

    again = alice.get(f"/referrals/drafts/{draft.pk}/").content.decode()
    assert "Prefers a morning call." in again and re.search(r'value="15_17"[^>]*checked', again)
    assert client_of(cast.bob).get(f"/referrals/drafts/{draft.pk}/").status_code == 404
    assert client_of(cast.lena).get(f"/referrals/drafts/{draft.pk}/").status_code == 404


def test_answers_changed_in_another_window_are_shown_again_before_sending(cast: Cast) -> None:
    alice = client_of(cast.alice)
    page = alice.post("/referrals/new/", ANSWERS | {"desk": str(cast.sheriff.pk)}, follow=True)
    seen = re.search(r'name="seen" value="([^"]+)"', page.content.decode())
    draft = only_referral(cast)
    alice.post(f"/referrals/drafts/{draft.pk}/", ANSWERS | {"desk": str(cast.hospital.pk)})

    alice.post(f"/referrals/drafts/{draft.pk}/check/", {"seen": seen[1], "confirm": "on", "report": "made"})

    assert only_referral(cast).state == "draft"


def test_pressing_send_twice_sends_once(cast: Cast) -> None:
    alice = client_of(cast.alice)
    page = alice.post("/referrals/new/", ANSWERS | {"desk": str(cast.sheriff.pk)}, follow=True)
    seen = re.search(r'name="seen" value="([^"]+)"', page.content.decode())
    where, what = page.request["PATH_INFO"], {"seen": seen[1], "confirm": "on", "report": "made"}

    assert alice.post(where, what).status_code == 302
    again = alice.post(where, what, follow=True)
    assert "Nothing was sent twice." in again.content.decode()
    assert only_referral(cast).state == "sent"


def test_today_or_danger_asks_whether_the_desk_was_called(cast: Cast) -> None:
    page = client_of(cast.alice).post(
        "/referrals/new/", ANSWERS | {"desk": str(cast.sheriff.pk), "in_danger": "yes"}, follow=True
    )

    assert "Have you called their desk?" in page.content.decode()
    assert "503-555-0100" in page.content.decode()


OLD = "old, do not call"


@pytest.mark.parametrize(
    ("phone", "checked", "after_hours", "after_checked", "signs", "words"),
    [
        ("503-555-0100", "2026-01-05", "", None, 0, "503-555-0100"),
        ("503-555-0100", None, "", None, 1, "503-555-0100"),
        ("", None, "", None, 0, "has not given a number yet"),
        ("503-555-0100", "2026-01-05", "503-555-0199", None, 1, "503-555-0199"),
        ("503-555-0100", "2026-01-05", "503-555-0199", "2026-01-05", 0, "After hours"),
    ],
)
def test_a_line_is_marked_old_only_where_there_is_a_number_that_nobody_checked(
    cast: Cast, phone: str, checked: str | None, after_hours: str, after_checked: str | None, signs: int, words: str
) -> None:
    lines = {"phone": phone, "phone_checked_on": checked, "after_hours": after_hours}
    Desk.objects.filter(pk=cast.sheriff.pk).update(**lines, after_hours_checked_on=after_checked)
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff)

    alice = client_of(cast.alice)
    for path in (f"/referrals/{referral.pk}/", f"/referrals/{referral.pk}/sent/"):
        page = alice.get(path).content.decode()
        assert (page.count(OLD), words in page) == (signs, True), path


def test_a_release_bound_agency_is_told_why_it_cannot_send(cast: Cast) -> None:
    page = client_of(cast.ada).post("/referrals/new/", ANSWERS | {"desk": str(cast.sheriff.pk)})

    assert "only under a release" in page.content.decode()
    with acting_as_system(cast.team.pk):
        assert Referral.objects.count() == 0


def test_a_release_bound_receivers_silence_and_reasons_do_not_show(cast: Cast) -> None:
    referral = make_sent(cast.alice, cast.welfare, cast.shelter)
    ada, alice = client_of(cast.ada), client_of(cast.alice)
    inbox = ada.get("/inbox/").content.decode()
    assert "Decline" in inbox and ">Ask<" not in inbox
    before = body(alice.get(f"/referrals/{referral.pk}/"))
    ada.get(f"/referrals/{referral.pk}/")
    assert body(alice.get(f"/referrals/{referral.pk}/")) == before
    assert not re.search(r"waiting (since|\d)|Answer by|flag overdue", body(alice.get("/referrals/")))

    ada.post(f"/referrals/{referral.pk}/decide/decline/", {"reason": "cannot_now"})

    assert "Cannot take now" in alice.get(f"/referrals/{referral.pk}/").content.decode()


def test_the_losers_typed_answer_is_still_on_the_page(cast: Cast) -> None:
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff)
    bob, alice = client_of(cast.bob), client_of(cast.alice)
    bob.post(f"/referrals/{referral.pk}/decide/ask/", {"question": "safe_time"})
    bob.post(f"/referrals/{referral.pk}/accept/")

    late = alice.post(
        f"/referrals/{referral.pk}/decide/answer/", {"reply": "will_call", "words": "Mornings are safer."}
    )

    assert late.status_code == 409
    assert "Mornings are safer." in late.content.decode()
    assert "Bob (invented) changed this to “Accepted”" in late.content.decode()


def test_a_no_without_its_reason_is_asked_for_it(cast: Cast) -> None:
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff)
    page = client_of(cast.bob).post(f"/referrals/{referral.pk}/decide/decline/", {"reason": ""})

    assert "Pick the main reason you can&#x27;t take this referral." in page.content.decode()
    with acting_as_system():
        assert Referral.objects.get(pk=referral.pk).state == "sent"


def test_a_colleague_who_comes_after_a_decline_is_told_who_and_when(cast: Cast, ledger: Ledger) -> None:
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff)
    client_of(cast.bob).post(f"/referrals/{referral.pk}/decide/decline/", {"reason": "no_capacity"})

    late = client_of(cast.bea).post(f"/referrals/{referral.pk}/accept/", follow=True)
    stranger = client_of(cast.carol).post(f"/referrals/{referral.pk}/accept/")

    assert "Bob (invented) changed this to “Declined”" in late.content.decode()
    assert stranger.status_code == 404
    (told,) = [event for event in ledger.events("referral.looked") if event.said["purpose"] == "declined"]
    assert (told.actor, told.codes) == (cast.bea.pk, [referral.code])


@pytest.mark.parametrize(("minutes", "answer"), [(14, 302), (16, 404)])
def test_the_desk_is_told_of_a_decline_for_a_quarter_of_an_hour(cast: Cast, minutes: int, answer: int) -> None:
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff)
    client_of(cast.bob).post(f"/referrals/{referral.pk}/decide/decline/", {"reason": "no_capacity"})

    with time_machine.travel(timezone.now() + timedelta(minutes=minutes)):
        late = client_of(cast.bea).get(f"/referrals/{referral.pk}/decide/ask/")
    assert late.status_code == answer


@pytest.mark.django_db(transaction=True)
def test_the_event_of_a_move_names_the_fields_that_it_changed(cast: Cast, ledger: Ledger) -> None:
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff)
    client_of(cast.bob).post(f"/referrals/{referral.pk}/accept/")

    (event,) = ledger.events("referral.accept")
    assert event.said["fields"] == ["answered_at", "review_on", "state"]


def _statements(client: Client, path: str, data: Any = None) -> list[str]:
    """Every statement on every connection, without transaction marks and savepoints."""
    with CaptureQueriesContext(connections["default"]) as one, CaptureQueriesContext(connections["audit"]) as two:
        response = client.get(path) if data is None else client.post(path, data)
    assert response.status_code in (200, 302), response.status_code
    marks = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK")
    return [q["sql"] for q in [*one.captured_queries, *two.captured_queries] if not q["sql"].startswith(marks)]


def test_pages_cost_few_statements_and_the_same_for_two_rows_as_for_twenty_five(cast: Cast) -> None:
    bob, alice = client_of(cast.bob), client_of(cast.alice)
    for _ in range(2):
        referral = make_sent(cast.alice, cast.welfare, cast.sheriff)
    bob.get("/inbox/")
    few = _statements(bob, "/inbox/")
    page = _statements(bob, f"/referrals/{referral.pk}/")
    for _ in range(23):
        make_sent(cast.alice, cast.welfare, cast.sheriff)
    many = _statements(bob, "/inbox/")

    # A nested context restores what it replaced: the outer test transaction adds that one statement to each page.
    assert len(few) == len(many), (few, many)
    assert len(many) - 1 <= 7, many
    assert len(page) - 1 <= 7, page

    draft = alice.post("/referrals/new/", ANSWERS | {"desk": str(cast.sheriff.pk)}, follow=True)
    seen = re.search(r'name="seen" value="([^"]+)"', draft.content.decode())
    sending = _statements(alice, draft.request["PATH_INFO"], {"seen": seen[1], "confirm": "on", "report": "made"})
    assert len(sending) - 1 <= 10, sending


REFUSED = "Call her at 503-555-0157 after 5."


def test_a_note_that_the_guard_stops_is_kept_on_the_page_marked_and_nowhere_else(cast: Cast) -> None:
    page = client_of(cast.alice).post("/referrals/new/", ANSWERS | {"desk": str(cast.sheriff.pk), "note": REFUSED})

    text = page.content.decode()
    assert "This looks like a phone number." in text
    assert '<mark class="stop">503-555-0157</mark>' in text
    with acting_as_system(cast.team.pk):
        assert Referral.objects.count() == 0


def test_a_stopped_note_is_not_saved_for_later_either(cast: Cast) -> None:
    answers = {"note": REFUSED, "age_group": "15_17", "later": "1"}
    page = client_of(cast.alice).post("/referrals/new/", answers)

    assert REFUSED in page.content.decode()
    with acting_as_system(cast.team.pk):
        assert Referral.objects.count() == 0


def test_a_word_that_is_asked_about_is_kept_by_a_tick_and_the_tick_is_counted(cast: Cast) -> None:
    alice = client_of(cast.alice)
    answers = ANSWERS | {"desk": str(cast.sheriff.pk), "note": "mom Denise will drive"}
    page = alice.post("/referrals/new/", answers).content.decode()
    assert "This may be a name." in page
    (tick,) = re.findall(r'name="(note-keep-\w+)"', page)

    checked = alice.post("/referrals/new/", answers | {tick: "on"}, follow=True)

    assert "Check and send" in checked.content.decode()
    with acting_as_system(cast.team.pk):
        assert Referral.objects.get().state == "draft"


def test_an_agency_without_notes_has_no_field_for_one_and_posting_one_keeps_nothing(cast: Cast) -> None:
    carol = client_of(cast.carol)
    assert 'name="note"' not in carol.get("/referrals/new/").content.decode()

    carol.post("/referrals/new/", ANSWERS | {"desk": str(cast.sheriff.pk), "basis": "treatment"})

    assert only_referral(cast).note is None


def test_the_menu_marks_where_this_side_found_it(cast: Cast) -> None:
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff)

    for person, here in ((cast.alice, "My referrals"), (cast.bob, "Inbox")):
        page = client_of(person).get(f"/referrals/{referral.pk}/").content.decode()
        assert re.findall(r'aria-current="page">([^<]+?) *<', page) == [here]
