"""A draft saved while it is written: what is kept, what is not, from which window; and how an old one goes."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils import timezone

from cases.models import CaseWall
from mdt.notices.models import Notice
from mdt.team.models import User
from privacy.models import DataKey
from privacy.wall import acting_as, acting_as_system
from referrals.actions.sending import send
from referrals.models import Referral
from referrals.tasks import forget_drafts
from tests.conftest import Ledger
from tests.referrals.build import make_draft, make_sent
from tests.referrals.cast import Cast, client_of
from tests.referrals.test_pages import ANSWERS

SAVE = "/referrals/drafts/save/"
STOPPED = "Call her at 503-555-0157 after 5."


def marks(client: Client, path: str = "/referrals/new/") -> dict[str, str]:
    """What a page of writing carries for saving itself."""
    page = client.get(path).content.decode()
    found = {name: re.search(rf'name="{name}" value="([^"]*)"', page) for name in ("draft_key", "draft_at")}
    return {name: value[1] for name, value in found.items() if value}


def drafts(cast: Cast) -> list[Referral]:
    with acting_as_system(cast.team.pk):
        return list(Referral.objects.filter(state="draft"))


@pytest.mark.django_db(transaction=True)
def test_a_page_saves_one_draft_however_often_and_check_goes_on_with_it(cast: Cast, ledger: Ledger) -> None:
    alice = client_of(cast.alice)
    page = marks(alice)
    first = alice.post(SAVE, page | {"age_group": "15_17", "later": "x"}).json()
    assert re.fullmatch(r"Saved (\d+(:\d\d)? [ap]\.m\.|noon|midnight)", first["said"])
    later = page | {"draft_at": first["at"], "age_group": "15_17", "note": "Prefers mornings."}
    second = alice.post(SAVE, later).json()
    (draft,) = drafts(cast)
    assert first["address"] == second["address"] == f"/referrals/drafts/{draft.pk}/"
    assert "Prefers mornings." in alice.get(first["address"]).content.decode()
    assert [event.kind for event in ledger.events() if event.kind.startswith("draft")] == ["draft.autosaved"] * 2

    # The page itself still knows its first address: pressing the button keeps the same draft.
    check = alice.post("/referrals/new/", page | ANSWERS | {"desk": str(cast.sheriff.pk)})
    assert check["Location"] == f"/referrals/drafts/{draft.pk}/check/"
    assert len(drafts(cast)) == 1


def test_a_stopped_note_is_not_kept_and_the_coded_answers_are(cast: Cast) -> None:
    alice = client_of(cast.alice)
    page = marks(alice)
    saved = alice.post(SAVE, page | {"service": "shelter", "note": "Prefers mornings."}).json()
    for words, telling in ((STOPPED, "503-555"), ("Met Marisol on the bus", "Marisol"), ("x" * 301, "xxx")):
        answer = alice.post(SAVE, page | {"draft_at": saved["at"], "service": "medical", "note": words})
        saved = answer.json()
        assert "but not the note" in saved["said"] and telling not in answer.content.decode()
    text = alice.get(saved["address"]).content.decode()
    assert "Prefers mornings." in text and "503-555-0157" not in text and "Marisol" not in text
    assert re.search(r'value="medical" selected', text)

    fresh = marks(alice)
    other = alice.post(SAVE, fresh | {"note": STOPPED, "age_group": "18_24"}).json()
    text = alice.get(other["address"]).content.decode()
    assert "503-555-0157" not in text and re.search(r'value="18_24"[^>]*checked', text)
    # A note that was taken out is taken out of the draft too.
    saved = alice.post(SAVE, page | {"draft_at": saved["at"], "note": ""}).json()
    assert "Prefers mornings." not in alice.get(saved["address"]).content.decode()


def test_a_lost_answer_is_made_good_once_and_an_old_page_writes_nothing_over(cast: Cast) -> None:
    alice = client_of(cast.alice)
    page = marks(alice) | {"draft_at": ""}
    alice.post(SAVE, page | {"service": "shelter"})
    again = alice.post(SAVE, page | {"service": "medical"})
    assert (again.status_code, drafts(cast)[0].service) == (200, "medical")

    late = alice.post(SAVE, page | {"service": "education"})
    assert (late.status_code, "another window" in late.json()["said"]) == (409, True)
    assert drafts(cast)[0].service == "medical"


def test_a_page_that_comes_back_with_what_is_missing_is_a_look_at_the_draft(cast: Cast, ledger: Ledger) -> None:
    draft = make_draft(cast.alice, cast.welfare, cast.sheriff)
    before = len(ledger.events("referral.looked"))
    answer = client_of(cast.alice).post(f"/referrals/drafts/{draft.pk}/", ANSWERS | {"desk": "", "area": ""})

    assert answer.status_code == 200
    looks = ledger.events("referral.looked")[before:]
    assert [(one.records, one.actor) for one in looks] == [([draft.pk], cast.alice.pk)]


def test_another_window_is_not_written_over(cast: Cast) -> None:
    alice = client_of(cast.alice)
    draft = make_draft(cast.alice, cast.welfare, cast.sheriff)
    path = f"/referrals/drafts/{draft.pk}/"
    old, new = marks(alice, path), marks(alice, path)
    assert alice.post(SAVE, new | {"service": "medical"}).status_code == 200
    late = alice.post(SAVE, old | {"service": "education"})
    assert (late.status_code, "another window" in late.json()["said"]) == (409, True)
    assert drafts(cast)[0].service == "medical"
    alice.post(f"/referrals/drafts/{draft.pk}/discard/")
    assert alice.post(SAVE, old).status_code == 409
    assert drafts(cast) == []


@pytest.mark.parametrize("how", ["discarded", "expired", "kept from its writer"])
@pytest.mark.parametrize("button", [{}, {"later": "1"}])
def test_what_is_typed_outlives_a_draft_that_is_gone(cast: Cast, how: str, button: dict[str, str]) -> None:
    """One page for all that may have become of it, since it must not tell which; its words make a new draft."""
    alice, draft = client_of(cast.alice), make_draft(cast.alice, cast.welfare, cast.sheriff)
    path = f"/referrals/drafts/{draft.pk}/"
    page = marks(alice, path)
    typed = page | button | ANSWERS | {"desk": str(cast.sheriff.pk), "note": "Prefers mornings."}
    if how == "discarded":
        alice.post(f"{path}discard/")
    elif how == "expired":
        for days in (settings.DRAFT_DAYS - settings.DRAFT_NOTICE_DAYS, settings.DRAFT_DAYS):
            forget_at(draft.changed_at + timedelta(days=days))
    else:
        with acting_as(cast.alice):
            send(by=cast.alice, draft=draft)
        with acting_as_system(cast.team.pk):
            case, by = Referral.objects.get(pk=draft.pk).case_id, cast.lena.place
            CaseWall.objects.create(team=cast.team, case_id=case, user=cast.alice, holder=by.agency_id, set_by=by)

    answer = alice.post(path, typed)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "This draft is not here any more" in text and "Prefers mornings." in text and draft.code not in text
    assert 'action="/referrals/new/"' in text and "data-autosave" not in text
    assert alice.get(path).status_code == 404

    again = alice.post("/referrals/new/", {name: value for name, value in typed.items() if name not in page})
    (made,) = drafts(cast)
    assert again.status_code == 302 and made.pk != draft.pk


@pytest.mark.parametrize("part", ["bob", "bea", "otto"])
def test_a_draft_that_is_gone_is_nothing_to_anybody_else(cast: Cast, part: str) -> None:
    """Nor to its writer without the key that their page carried."""
    alice, draft, other = client_of(cast.alice), make_draft(cast.alice, cast.welfare, cast.sheriff), getattr(cast, part)
    path = f"/referrals/drafts/{draft.pk}/"
    page = marks(alice, path)
    before = client_of(other).post(path, page | ANSWERS).status_code
    alice.post(f"{path}discard/")

    assert before == client_of(other).post(path, page | ANSWERS).status_code in (403, 404)
    assert alice.post(path, marks(alice) | ANSWERS).status_code == alice.post(path, ANSWERS).status_code == 404


def test_what_was_sent_is_not_a_draft_again(cast: Cast) -> None:
    alice = client_of(cast.alice)
    draft = make_draft(cast.alice, cast.welfare, cast.sheriff)
    page = marks(alice, f"/referrals/drafts/{draft.pk}/")
    sent = make_sent(cast.alice, cast.welfare, cast.sheriff)
    other = page | marks(alice, f"/referrals/drafts/{draft.pk}/")
    with acting_as_system(cast.team.pk):
        Referral.objects.filter(pk=draft.pk).delete()
        before = Referral.objects.count()
    for said in (page, other, page | {"draft_at": ""}, page | {"draft_at": "no time"}):
        answer = alice.post(SAVE, said | {"service": "medical"})
        # The deleted draft's data key stands, as a sent one's does: nothing is made in its place.
        assert answer.status_code == 409
    with acting_as_system(cast.team.pk):
        assert Referral.objects.count() == before
    assert sent.state == "sent"


@pytest.mark.parametrize("who", ["bob", "bea", "otto"])
def test_a_key_is_its_writers_alone(cast: Cast, who: str) -> None:
    page = marks(client_of(cast.alice))
    other: User = getattr(cast, who)

    for key in (page["draft_key"], page["draft_key"] + "x", "", "a:b:c"):
        assert client_of(other).post(SAVE, {"draft_key": key, "service": "medical"}).status_code == 409
    assert drafts(cast) == []


def test_a_release_bound_agency_keeps_nothing_before_its_release(cast: Cast) -> None:
    """Her page offers no key; one that she had from before her agency was bound saves nothing either."""
    alice = client_of(cast.alice)
    page = marks(alice)
    agency = cast.welfare.agency
    agency.bindings = ["vawa"]
    agency.save()
    answer: Any = alice.post(SAVE, page | {"service": "medical"})
    assert answer.status_code == 409 and "release" in answer.json()["said"]
    assert drafts(cast) == []


# Old drafts ---------------------------------------------------------------------------------------------------


def forget_at(moment: Any) -> int:
    with time_machine.travel(moment, tick=False):
        return forget_drafts()


@pytest.mark.django_db(transaction=True)
def test_a_draft_goes_after_its_days_and_a_notice_and_each_once(cast: Cast, ledger: Ledger) -> None:
    draft = make_draft(cast.alice, cast.welfare, cast.sheriff)
    told = draft.changed_at + timedelta(days=settings.DRAFT_DAYS - settings.DRAFT_NOTICE_DAYS)
    second = timedelta(seconds=1)
    assert forget_at(told - second) == 0
    assert (forget_at(told), forget_at(told)) == (1, 0)
    with acting_as_system(cast.team.pk):
        (notice,) = Notice.objects.filter(record_id=draft.pk)
    assert (notice.only_for_id, notice.kind) == (cast.alice.pk, "draft.expiring")
    assert draft.code not in notice.says.sentence + notice.says.subject

    end = draft.changed_at + timedelta(days=settings.DRAFT_DAYS)
    assert forget_at(end - second) == 0
    assert (forget_at(end), forget_at(end)) == (1, 0)
    assert drafts(cast) == []
    with acting_as_system(cast.team.pk):
        assert not DataKey.objects.filter(pk=draft.pk).exists()
    (event,) = ledger.events("draft.expired")
    assert event.codes == [draft.code]


def test_no_draft_goes_untold_and_one_that_was_touched_stays(cast: Cast) -> None:
    draft = make_draft(cast.alice, cast.welfare, cast.sheriff)
    late = draft.changed_at + timedelta(days=60)
    assert forget_at(late) == 1
    assert len(drafts(cast)) == 1, "it was told of only now"
    with acting_as_system(cast.team.pk):
        Referral.objects.filter(pk=draft.pk).update(changed_at=late + timedelta(days=1))
    assert forget_at(late + timedelta(days=settings.DRAFT_NOTICE_DAYS)) == 0
    assert forget_at(late + timedelta(days=5)) == 0
    assert len(drafts(cast)) == 1


def test_what_is_sent_is_no_draft_to_forget(cast: Cast) -> None:
    make_sent(cast.alice, cast.welfare, cast.sheriff)

    assert forget_at(timezone.now() + timedelta(days=400)) == 0
