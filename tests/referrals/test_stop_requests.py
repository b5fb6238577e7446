"""A note that the guard stops: a lead of the writer's agency may allow it, never its writer, and not for long."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from django.test import Client
from django.utils import timezone

from mdt.team.models import User
from mdt.team.policies import Refused
from mdt.team.roles import Role
from privacy.guard.fields import Stopped
from privacy.wall import acting_as, acting_as_system
from referrals.actions import sending, stops
from referrals.models import Referral, StopRequest
from tests.conftest import Ledger
from tests.leaks.search import found
from tests.referrals.build import make_draft
from tests.referrals.cast import Cast, client_of, make_person

NOTE = "Zzyzxbench is the door code word, desk at 503-555-0157."
STOPPED = Stopped(NOTE, {"phone": 1}, 1)
State = StopRequest.State


@pytest.fixture
def asked(cast: Cast) -> StopRequest:
    """Bob of the sheriff asks; Lena leads there."""
    draft = make_draft(cast.bob, cast.sheriff, cast.welfare, note="")
    with acting_as(cast.bob):
        return stops.ask_lead(by=cast.bob, draft=draft, stopped=STOPPED)


def as_it_is(asked: StopRequest) -> StopRequest:
    with acting_as_system():
        return StopRequest.objects.get(pk=asked.pk)


def decide(by: User, asked: StopRequest, *, allow: bool) -> None:
    with acting_as(by):
        stops.decide(by=by, request=asked, allow=allow)


def answers(cast: Cast, **more: str) -> dict[str, Any]:
    """All that the form asks, for a referral from the sheriff to child welfare."""
    return {
        "desk": cast.welfare.pk, "service": "shelter", "urgency": "routine", "age_group": "18_24", "gender": "any",
        "language": "english", "concern": "sex", "area": "north", "in_danger": "no", "first_contact": "direct",
        "basis": "person_agreed",
    } | more  # fmt: skip


def bobs_draft(cast: Cast) -> Referral:
    with acting_as(cast.bob):
        return Referral.objects.drafts_of(cast.bob).get()


# The pages --------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_from_the_stop_to_the_sent_referral(cast: Cast, ledger: Ledger) -> None:
    """Asked, opened by the lead, allowed, taken into the draft, sent; the ledger has kinds and numbers and no word."""
    bob, lena = client_of(cast.bob), client_of(cast.lena)
    page = bob.post("/referrals/new/", answers(cast, note="Desk at 503-555-0157."))
    assert "Ask your lead to allow the note" in page.content.decode()
    told = bob.post("/referrals/new/", answers(cast, note="Desk at 503-555-0157.", ask_lead="1"), follow=True)
    assert "Your note waits for your lead" in told.content.decode()
    assert "0157" not in told.content.decode()
    draft = bobs_draft(cast)
    refused = bob.get(f"/referrals/drafts/{draft.pk}/check/", follow=True)
    assert "Your lead has not answered yet" in refused.content.decode()

    assert "note to allow or not" in lena.get("/").content.decode()
    assert "503" not in lena.get("/referrals/notes/").content.decode()
    address = _address(draft)
    assert '<mark class="stop">503-555-0157</mark>' in lena.get(address).content.decode()
    assert lena.post(address, {}).status_code == 200
    lena.post(address, {"answer": "allow"})

    assert "Your lead allowed the note" in bob.get(f"/referrals/drafts/{draft.pk}/").content.decode()
    check = bob.post(f"/referrals/drafts/{draft.pk}/note/use/", follow=True)
    assert "Desk at 503-555-0157." in check.content.decode()
    seen = check.context["seen"]
    sent = bob.post(f"/referrals/drafts/{draft.pk}/check/", {"seen": seen, "confirm": "on"})
    assert sent["Location"].endswith("/sent/")
    assert ledger.kinds().count("stop.allowed") == 1
    numbers = [
        event.said["detail"] for kind in ("stop.asked", "stop.allowed", "stop.used") for event in ledger.events(kind)
    ]
    assert numbers == [
        {"kinds": "phone", "stops": 1, "kept_words": 0},
        {"kinds": "phone", "stops": 1},
        {"kinds": "phone", "stops": 1},
    ]
    assert not any("0157" in str(vars(event)) for event in ledger.events())


def _address(draft: Referral) -> str:
    with acting_as_system():
        return f"/referrals/notes/{StopRequest.objects.get(draft=draft).pk}/"


def test_a_draft_that_is_written_already_can_ask_too(cast: Cast) -> None:
    draft = make_draft(cast.bob, cast.sheriff, cast.welfare)
    bob = client_of(cast.bob)
    said = bob.post(
        f"/referrals/drafts/{draft.pk}/", answers(cast, note="Desk at 503-555-0157.", ask_lead="1"), follow=True
    )

    assert "Your note waits for your lead" in said.content.decode()
    # Other answers may change meanwhile; another note takes its place.
    bob.post(f"/referrals/drafts/{draft.pk}/", answers(cast, note="", later="1"))
    with acting_as_system():
        assert StopRequest.objects.count() == 1
    bob.post(f"/referrals/drafts/{draft.pk}/", answers(cast, note="Needs a bed.", later="1"))
    with acting_as_system():
        assert StopRequest.objects.count() == 0


@pytest.mark.parametrize("note", ["SSN 536-22-8190", "Born 3/14/2009, desk 503-555-0157", "Marisol: 503-555-0157"])
def test_some_notes_nobody_can_be_asked_about(cast: Cast, note: str) -> None:
    """A Social Security number, a birth date, and one with words that the writer has not kept."""
    bob = client_of(cast.bob)
    page = bob.post("/referrals/new/", answers(cast, note=note, ask_lead="1"))

    assert page.status_code == 200
    assert "Ask your lead" not in page.content.decode()
    assert note in page.content.decode()
    with acting_as_system():
        assert StopRequest.objects.count() == 0


def test_where_no_other_lead_is_nobody_is_asked(cast: Cast) -> None:
    page = client_of(cast.alice).post("/referrals/new/", answers(cast, note="Desk at 503-555-0157.", ask_lead="1"))

    assert "Ask your lead" not in page.content.decode()


@pytest.mark.parametrize("written", [False, True])
def test_a_lead_who_left_before_the_press_is_answered_in_words(cast: Cast, *, written: bool) -> None:
    """Nothing is kept by halves: the page comes back with the note, and a draft keeps the note that it had."""
    path = "/referrals/new/"
    if written:
        path = f"/referrals/drafts/{make_draft(cast.bob, cast.sheriff, cast.welfare, note='Needs a bed.').pk}/"
    bob, note = client_of(cast.bob), "Desk at 503-555-0157."
    assert "Ask your lead" in bob.post(path, answers(cast, note=note)).content.decode()
    User.objects.filter(pk=cast.lena.pk).update(is_active=False)

    page = bob.post(path, answers(cast, note=note, ask_lead="1"))

    text = page.content.decode()
    assert (page.status_code, "no other lead" in text, note in text) == (200, True, True)
    with acting_as_system():
        assert (Referral.objects.count(), StopRequest.objects.count()) == (int(written), 0)
    if written:
        assert "Needs a bed." in bob.get(path).content.decode()


@pytest.mark.parametrize("who", ["bob", "bea", "alice", "carol", "chris", "cora", "adam", "dana"])
def test_nobody_else_finds_the_note(cast: Cast, asked: StopRequest, who: str) -> None:
    client: Client = client_of(getattr(cast, who))
    for answer in (
        client.get("/referrals/notes/"),
        client.get(f"/referrals/notes/{asked.pk}/"),
        client.post(f"/referrals/notes/{asked.pk}/", {"answer": "allow"}),
    ):
        assert answer.status_code in (403, 404)
    assert as_it_is(asked).state == State.WAITING


def test_a_lead_of_another_agency_finds_nothing(cast: Cast, asked: StopRequest) -> None:
    other = client_of(make_person("Lou", cast.team, cast.welfare, Role.AGENCY_LEAD))

    assert "No note waits for you." in other.get("/referrals/notes/").content.decode()
    assert other.get(f"/referrals/notes/{asked.pk}/").status_code == 404


def test_whoever_writes_and_leads_does_not_allow_their_own(cast: Cast) -> None:
    """Both roles in one person: neither page, action nor database lets them answer."""
    both = make_person("Max", cast.team, cast.sheriff, Role.PARTNER, Role.AGENCY_LEAD)
    draft = make_draft(both, cast.sheriff, cast.welfare, note="")
    with acting_as(both):
        asked = stops.ask_lead(by=both, draft=draft, stopped=STOPPED)

    client = client_of(both)
    assert client.get(f"/referrals/notes/{asked.pk}/").status_code == 404
    assert "note to allow" not in client.get("/").content.decode()
    with pytest.raises(Refused, match="You wrote this note"):
        decide(both, asked, allow=True)
    with acting_as(both):
        assert StopRequest.objects.filter(pk=asked.pk).update(state=State.ALLOWED, decided_by=cast.lena) == 0
    with pytest.raises(IntegrityError, match="never_allowed_by_the_writer"), acting_as_system():
        StopRequest.objects.filter(pk=asked.pk).update(state=State.ALLOWED, decided_by=both, decided_at=timezone.now())


# The actions ------------------------------------------------------------------------------------------------


def test_a_no_deletes_the_words(cast: Cast, asked: StopRequest) -> None:
    decide(cast.lena, asked, allow=False)

    now = as_it_is(asked)
    assert (now.state, now.words) == (State.REFUSED, None)
    page = client_of(cast.bob).get(f"/referrals/drafts/{asked.draft_id}/").content.decode()
    assert "Your lead did not allow the note" in page
    with pytest.raises(Refused), acting_as(cast.bob):
        stops.take(by=cast.bob, draft=bobs_draft(cast), request=now)
    with acting_as(cast.bob):
        sending.send(by=cast.bob, draft=_whole(cast))


def _whole(cast: Cast) -> Referral:
    return Referral.objects.drafts_of(cast.bob).select_related("to_desk__agency", "from_desk", "from_agency").get()


@pytest.mark.parametrize("allowed", [False, True])
def test_nothing_is_sent_while_a_note_stands_beside_it(cast: Cast, asked: StopRequest, allowed: bool) -> None:
    """The action refuses too: an allowed note that was not taken would be left behind unseen."""
    if allowed:
        decide(cast.lena, asked, allow=True)
    with pytest.raises(Refused, match="Your lead"), acting_as(cast.bob):
        sending.send(by=cast.bob, draft=_whole(cast))


def test_two_answers_at_once_are_one(cast: Cast, asked: StopRequest) -> None:
    decide(cast.lena, asked, allow=False)

    with pytest.raises(Refused, match="answered already"):
        decide(cast.lena, asked, allow=True)
    assert as_it_is(asked).state == State.REFUSED


@pytest.mark.parametrize(("second", "ends"), [(-1, False), (0, True)])
@pytest.mark.parametrize("allowed", [False, True])
def test_after_its_time_the_words_are_gone(
    cast: Cast,
    asked: StopRequest,
    monkeypatch: pytest.MonkeyPatch,
    allowed: bool,
    second: int,
    ends: bool,
) -> None:
    if allowed:
        decide(cast.lena, asked, allow=True)
    late = as_it_is(asked).expires_at + timedelta(seconds=second)
    monkeypatch.setattr(timezone, "now", lambda: late)
    if ends and not allowed:
        with pytest.raises(Refused, match="its time is over"):
            decide(cast.lena, asked, allow=True)

    assert stops.expire_one() is ends
    assert not stops.expire_one()
    now = as_it_is(asked)
    assert (now.words is None) is ends


def test_an_allowed_note_cannot_be_taken_too_late(
    cast: Cast, asked: StopRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clock may be down: time ends it all the same."""
    decide(cast.lena, asked, allow=True)
    late = as_it_is(asked).expires_at
    monkeypatch.setattr(timezone, "now", lambda: late)

    with pytest.raises(Refused, match="its time is over"), acting_as(cast.bob):
        stops.take(by=cast.bob, draft=bobs_draft(cast), request=as_it_is(asked))


def test_a_deleted_draft_takes_its_note_along(cast: Cast, asked: StopRequest) -> None:
    client_of(cast.bob).post(f"/referrals/drafts/{asked.draft_id}/discard/")

    with acting_as_system():
        assert not StopRequest.objects.exists()


def test_only_a_lead_who_still_leads_answers(cast: Cast, asked: StopRequest) -> None:
    place = cast.lena.place
    place.roles = [Role.PARTNER]
    place.save()

    with pytest.raises(Refused, match="Only a lead"):
        decide(cast.lena, asked, allow=True)
    with acting_as(cast.lena):
        assert not StopRequest.objects.exists()


# The wall and the bytes -------------------------------------------------------------------------------------


def test_the_wall_shows_it_to_its_writer_and_their_leads(cast: Cast, asked: StopRequest) -> None:
    """With no filter at all, as the app's own role."""
    shown = {}
    for name in ("alice", "bob", "bea", "carol", "ada", "chris", "cora", "dana", "lena", "adam", "otto"):
        with acting_as(getattr(cast, name)):
            shown[name] = StopRequest.objects.count()
    assert {name for name, count in shown.items() if count} == {"bob", "lena"}
    assert StopRequest.objects.count() == 0


def test_the_wall_takes_no_answer_but_a_leads(cast: Cast, asked: StopRequest) -> None:
    for person in (cast.bob, cast.bea, cast.alice, cast.otto):
        with acting_as(person):
            assert StopRequest.objects.filter(pk=asked.pk).update(state=State.EXPIRED, words=None) == 0


def test_nobody_asks_in_anothers_name(cast: Cast, asked: StopRequest) -> None:
    other = make_draft(cast.bea, cast.sheriff, cast.welfare, note="")
    for writer in (cast.bob, cast.bea):
        forged = StopRequest(
            draft=other, code="x", team_id=cast.team.pk, agency=cast.sheriff.agency, asked_by=writer,
            expires_at=timezone.now(), stops={}, state=State.REFUSED, decided_by=cast.lena,
        )  # fmt: skip
        with pytest.raises(DatabaseError), acting_as(cast.bob), transaction.atomic():
            forged.save(force_insert=True)


def test_the_words_are_stored_sealed(cast: Cast, asked: StopRequest) -> None:
    with connection.cursor() as cursor, acting_as_system():
        cursor.execute("SELECT row_to_json(r)::text FROM referrals_stoprequest r")
        (row,) = cursor.fetchone()

    assert asked.code in row
    assert found(row.encode(), "Zzyzxbench") == []
