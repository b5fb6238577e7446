"""The same person to another desk: only under a release that names it, and on the same case."""

import re

import pytest

from cases.models import Case
from mdt.team.models import Agency, User
from mdt.team.roles import Role
from privacy.wall import acting_as, acting_as_system
from referrals.actions import stops
from referrals.models import Referral, StopRequest
from tests.cast import client_of
from tests.referrals.cast import Cast, make_person
from tests.releases.build import end, make_release, send_under

ANSWERS = {
    "service": "shelter", "urgency": "routine", "age_group": "15_17", "gender": "women", "language": "spanish",
    "concern": "sex", "area": "north", "in_danger": "no", "first_contact": "direct",
}  # fmt: skip


def test_another_desk_is_told_only_under_a_release_that_names_its_agency(cast: Cast) -> None:
    first = make_release(cast.ada, cast.shelter, cast.sheriff.agency)
    referral = send_under(cast.ada, cast.shelter, cast.sheriff, first)
    with acting_as(cast.ada):
        case = Case.objects.get()
    second = make_release(cast.ada, cast.shelter, cast.hospital.agency, case=case)
    ada, path = client_of(cast.ada), f"/referrals/{referral.pk}/again/"
    answers = ANSWERS | {"desk": str(cast.hospital.pk), "under": str(second.pk)}

    refused = ada.post(path, answers | {"under": str(first.pk)})
    assert "does not name this agency" in refused.content.decode()
    check = ada.post(path, answers)["Location"]
    seen = re.search(r'name="seen" value="([^"]+)"', ada.get(check).content.decode())
    assert seen
    sent = ada.post(check, {"seen": seen[1], "confirm": "on", "report": "made"})
    assert sent["Location"].endswith("/sent/")
    with acting_as(cast.carol):
        assert Referral.objects.get().case_id == referral.case_id

    end(cast.ada, first)
    end(cast.ada, second)
    assert "No release for this case is in force" in ada.get(path).content.decode()


def notes_and_a_lead(cast: Cast) -> User:
    Agency.objects.filter(pk=cast.shelter.agency_id).update(notes_allowed=True)
    return make_person("Zoe", cast.team, cast.shelter, Role.AGENCY_LEAD)


@pytest.mark.parametrize("press", [{}, {"later": "1"}, {"ask_lead": "1"}])
def test_what_was_typed_when_the_release_ended_comes_back(cast: Cast, press: dict[str, str]) -> None:
    first = make_release(cast.ada, cast.shelter, cast.sheriff.agency)
    referral = send_under(cast.ada, cast.shelter, cast.sheriff, first)
    notes_and_a_lead(cast)
    end(cast.ada, first)
    note = "Desk at 503-555-0157." if "ask_lead" in press else "Prefers mornings."

    typed = ANSWERS | {"desk": str(cast.sheriff.pk), "under": str(first.pk), "note": note} | press
    page = client_of(cast.ada).post(f"/referrals/{referral.pk}/again/", typed)

    text = page.content.decode()
    assert (page.status_code, "The release has ended" in text, note in text) == (200, True, True)
    with acting_as_system():
        assert Referral.objects.count() == 1


def test_a_note_under_a_release_can_wait_for_a_lead_too(cast: Cast) -> None:
    release = make_release(cast.ada, cast.shelter, cast.sheriff.agency)
    notes_and_a_lead(cast)
    typed = ANSWERS | {"desk": str(cast.sheriff.pk), "note": "Desk at 503-555-0157.", "ask_lead": "1"}

    page = client_of(cast.ada).post(f"/referrals/new/{release.pk}/", typed, follow=True)

    assert "Your note waits for your lead" in page.content.decode()
    with acting_as_system():
        assert StopRequest.objects.get().draft.release_id == release.pk


@pytest.mark.parametrize("ended", [False, True])
def test_an_allowed_note_enters_no_draft_whose_release_has_ended(cast: Cast, ended: bool) -> None:
    release = make_release(cast.ada, cast.shelter, cast.sheriff.agency)
    zoe = notes_and_a_lead(cast)
    typed = ANSWERS | {"desk": str(cast.sheriff.pk), "note": "Desk at 503-555-0157.", "ask_lead": "1"}
    client_of(cast.ada).post(f"/referrals/new/{release.pk}/", typed)
    with acting_as(zoe):
        stops.decide(by=zoe, request=StopRequest.objects.get(), allow=True)
    with acting_as_system():
        asked = StopRequest.objects.get()
    if ended:
        end(cast.ada, release)

    page = client_of(cast.ada).post(f"/referrals/drafts/{asked.draft_id}/note/use/", follow=True)

    assert ("not in force any more" in page.content.decode()) is ended
    with acting_as_system():
        assert StopRequest.objects.filter(state="allowed").exists() is ended
        assert (Referral.objects.get(pk=asked.draft_id).note is None) is ended
