"""Calls of people without a sign-in: only of callers who may share, and the coordinator sees nothing else by it."""

import re

import pytest
from django.db import transaction
from django.db.utils import DatabaseError, IntegrityError
from django.test import Client

from mdt.team.policies import Refused
from mdt.team.roles import Role
from privacy.wall import acting_as, acting_as_system
from referrals.actions import answering
from referrals.actions.writing import write_draft
from referrals.choices import BoundSource, Question, Source, SourceType
from referrals.models import Referral
from tests.referrals.build import asked, make_sent, seen_by
from tests.referrals.cast import Cast, client_of, make_person
from tests.referrals.test_pages import ANSWERS

NEW = "/referrals/phoned-in/new/"


def answers(cast: Cast, **changes: str) -> dict[str, object]:
    return (
        {name: value for name, value in ANSWERS.items() if name != "note"} | {"desk": str(cast.hospital.pk)} | changes
    )


def seal_of(page: str) -> str:
    """What the check page says that it showed."""
    seen = re.search(r'name="seen" value="([^"]+)"', page)
    assert seen
    return seen[1]


def nothing_kept(cast: Cast) -> bool:
    with acting_as_system(cast.team.pk):
        return not Referral.objects.exists()


def test_a_call_becomes_a_referral_of_the_coordinators_desk(cast: Cast) -> None:
    cora = client_of(cast.cora)
    first = cora.get("/referrals/phoned-in/", {"next": "1", "caller": "hotel"})
    assert first["Location"] == f"{NEW}?caller=hotel"
    check = cora.post(NEW, answers(cast, caller="hotel"), follow=True)
    assert "Hotel or motel" in check.content.decode()
    sent = cora.post(
        check.request["PATH_INFO"],
        {"seen": seal_of(check.content.decode()), "confirm": "on", "report": "made"},
        follow=True,
    )

    with acting_as_system(cast.team.pk):
        made = Referral.objects.get()
    assert (made.source, made.source_type, made.state) == (Source.PHONED_IN, SourceType.HOTEL, "sent")
    assert (made.from_agency_id, made.from_desk_id) == (cast.court.agency_id, cast.court.pk)
    assert made.code in sent.content.decode()
    assert made.code in cora.get("/referrals/phoned-in/").content.decode()
    assert "Hotel or motel" in client_of(cast.carol).get(f"/referrals/{made.pk}/").content.decode()


@pytest.mark.parametrize("caller", BoundSource.values)
def test_for_a_caller_who_needs_a_release_nothing_is_kept_by_any_way(cast: Cast, caller: str) -> None:
    cora = client_of(cast.cora)
    for answer in (cora.get(NEW, {"caller": caller}), cora.post(NEW, answers(cast, caller=caller))):
        page = answer.content.decode()
        assert "This call is not logged" in page
        assert "What to do instead" in page
        assert '<form class="form"' not in page
    with acting_as(cast.cora), pytest.raises(Refused, match="signed release"):
        write_draft(by=cast.cora, from_desk=cast.court, asked=asked(cast.hospital), source_type=caller)
    assert nothing_kept(cast)


def test_the_database_knows_no_caller_who_needs_a_release(cast: Cast) -> None:
    draft = {"team": cast.team, "code": "RF-0000-0000-0", "from_agency": cast.court.agency, "written_by": cast.cora}
    for source, kind in (("phoned_in", "advocate"), ("phoned_in", ""), ("form", "hotel")):
        with acting_as(cast.cora), pytest.raises(IntegrityError), transaction.atomic():
            Referral.objects.create(**draft, source=source, source_type=kind)


def test_where_a_referral_came_from_stays_as_it_was_written(cast: Cast) -> None:
    made = make_sent(cast.cora, cast.court, cast.hospital, source_type="hotel", note="")
    with acting_as(cast.cora):
        for change in ({"source_type": "school"}, {"source": "form", "source_type": ""}):
            with pytest.raises(DatabaseError, match=r"stays as it was|is frozen"), transaction.atomic():
                Referral.objects.filter(pk=made.pk).update(**change)


@pytest.mark.parametrize("caller", ["", "nobody", "old_log"])
def test_without_a_caller_there_is_no_form(cast: Cast, caller: str) -> None:
    cora = client_of(cast.cora)
    assert cora.get(NEW, {"caller": caller})["Location"] == "/referrals/phoned-in/"
    assert cora.post(NEW, answers(cast, caller=caller))["Location"] == "/referrals/phoned-in/"
    assert "Choose who called." in cora.get("/referrals/phoned-in/?next=1").content.decode()
    assert nothing_kept(cast)


def refused(client: Client, address: str, **data: str) -> int:
    return client.post(address, data).status_code


def test_the_coordinator_works_on_calls_and_on_nothing_else_of_the_desk_they_sit_at(cast: Cast) -> None:
    """A colleague of the prosecutor's desk sent one; the sheriff sent one to that desk."""
    colleague = make_person("Cole", cast.team, cast.court, Role.PARTNER)
    sent = make_sent(colleague, cast.court, cast.hospital)
    received = make_sent(cast.bob, cast.sheriff, cast.court)
    call = make_sent(cast.cora, cast.court, cast.hospital, source_type="hotel", note="")
    cora = client_of(cast.cora)

    for closed in ("/inbox/", "/referrals/", "/referrals/new/"):
        assert cora.get(closed).status_code == 403
    page = cora.get("/referrals/phoned-in/").content.decode()
    assert call.code in page
    assert sent.code not in page and received.code not in page
    for other in (sent, received):
        assert cora.get(f"/referrals/{other.pk}/sent/").status_code == 404
        for key in ("withdraw", "decline"):
            assert refused(cora, f"/referrals/{other.pk}/decide/{key}/", reason="no_capacity") == 404
        assert refused(cora, f"/referrals/{other.pk}/called/") == 404
        assert refused(cora, f"/referrals/{other.pk}/accept/") == 403
        assert "/decide/" not in cora.get(f"/referrals/{other.pk}/").content.decode()
    assert refused(cora, f"/referrals/{call.pk}/decide/withdraw/") == 302


def test_the_coordinator_answers_the_receivers_question(cast: Cast) -> None:
    call = make_sent(cast.cora, cast.court, cast.hospital, source_type="school", note="")
    with acting_as(cast.carol):
        answering.ask(by=cast.carol, referral=seen_by(cast.carol, call), question=Question.SAFE_TIME)
    cora = client_of(cast.cora)

    assert "Question asked" in cora.get("/referrals/phoned-in/").content.decode()
    assert refused(cora, f"/referrals/{call.pk}/decide/answer/", reply="will_call") == 302
    with acting_as_system(cast.team.pk):
        assert Referral.objects.get().state == "sent"


def test_a_chair_beside_the_coordinator_follows_nothing(cast: Cast) -> None:
    call = make_sent(cast.cora, cast.court, cast.hospital, source_type="school", note="")
    chris = client_of(cast.chris)
    assert chris.get(f"/referrals/{call.pk}/sent/").status_code == 403
    assert refused(chris, f"/referrals/{call.pk}/decide/withdraw/") == 403
    assert chris.get("/referrals/phoned-in/").status_code == 403


def test_a_call_kept_for_later_waits_on_the_page_of_calls(cast: Cast) -> None:
    cora = client_of(cast.cora)
    page = cora.post(NEW, {"caller": "public", "service": "shelter", "later": "1"}, follow=True)
    assert page.request["PATH_INFO"] == "/referrals/phoned-in/"
    with acting_as_system(cast.team.pk):
        draft = Referral.objects.get()
    assert draft.code in page.content.decode()
    assert cora.get(f"/referrals/drafts/{draft.pk}/").status_code == 200
    assert cora.post(f"/referrals/drafts/{draft.pk}/discard/")["Location"] == "/referrals/phoned-in/"


def test_what_the_directory_was_asked_comes_along_with_the_call(cast: Cast) -> None:
    desk = str(cast.hospital.pk)
    cora = client_of(cast.cora)
    page = cora.get("/referrals/phoned-in/", {"next": "1", "caller": "hotel", "service": "shelter", "desk": desk})
    form = cora.get(page["Location"]).content.decode()

    assert '<option value="shelter" selected>' in form
    assert f'<option value="{desk}" selected>' in form
