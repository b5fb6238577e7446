"""A curious partner with a login: what they try in addresses, fields and windows, and what they get."""

import re
from typing import Any

import pytest
from django.core import mail
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.test import Client

from mdt.notices.models import Notice
from mdt.notices.tasks import mail_notices
from mdt.team.models import User
from mdt.team.policies import Refused
from mdt.team.sectors import Basis
from privacy.models import DataKey
from privacy.wall import acting_as, acting_as_system
from referrals.actions import answering, ending, sending, writing
from referrals.actions.forwarding import put_forward
from referrals.actions.moving import Overtaken
from referrals.models import KeptFrom, Referral, ReferralDeskGrant, Step
from tests.notices.build import mail_at_once, told
from tests.referrals.build import make_draft, make_sent, seen_by
from tests.referrals.cast import Cast, client_of
from tests.referrals.test_pages import ANSWERS

TELLING = ("Emergency shelter", "15 to 17", "Prefers a morning call.", "Spanish", "We can meet on Friday.")


def withdrawn(cast: Cast) -> Referral:
    """A referral with a question and an answer in words, then withdrawn."""
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff)
    with acting_as(cast.bob):
        answering.ask(by=cast.bob, referral=seen_by(cast.bob, referral), question="safe_time")
    with acting_as(cast.alice):
        mine = seen_by(cast.alice, referral)
        answering.answer(by=cast.alice, referral=mine, reply="yes", words="We can meet on Friday.")
        ending.withdraw(by=cast.alice, referral=seen_by(cast.alice, referral))
    return referral


def test_a_withdrawn_referral_is_a_code_to_its_receiver_wherever_they_look(cast: Cast) -> None:
    referral = withdrawn(cast)
    bob = client_of(cast.bob)

    for path in ("/inbox/?tab=closed", f"/referrals/{referral.pk}/", f"/referrals/{referral.pk}/decide/close/"):
        # The filters of a list name every kind of help there is.
        page = re.sub(r'<form[^>]*method="get".*?</form>', "", bob.get(path).content.decode(), flags=re.DOTALL)
        assert not [words for words in TELLING if words in page], path
    assert referral.code in bob.get("/inbox/?tab=closed").content.decode()


def test_a_withdrawn_referral_is_closed_to_the_body_it_was_put_forward_to(cast: Cast) -> None:
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff)
    with acting_as(cast.alice):
        mine = seen_by(cast.alice, referral)
        put_forward(by=cast.alice, referral=mine, body=cast.body, basis=Basis.OWN_RULES)
        ending.withdraw(by=cast.alice, referral=mine)

    page = client_of(cast.carol).get(f"/referrals/{referral.pk}/").content.decode()
    assert not [words for words in TELLING if words in page]


def test_the_receiver_of_a_withdrawn_referral_cannot_put_it_forward(cast: Cast) -> None:
    referral = withdrawn(cast)

    with acting_as(cast.bob), pytest.raises(Refused):
        put_forward(by=cast.bob, referral=seen_by(cast.bob, referral), body=cast.body, basis=Basis.PERSON_AGREED)


def check_page(client: Client, draft: Referral) -> Any:
    return client.get(f"/referrals/drafts/{draft.pk}/check/")


def seen_in(page: Any) -> str:
    found = re.search(r'name="seen" value="([^"]+)"', page.content.decode())
    assert found, page.content.decode()
    return found[1]


def new_draft(client: Client, cast: Cast, **changes: Any) -> Referral:
    client.post("/referrals/new/", ANSWERS | {"desk": str(cast.sheriff.pk), "later": "1"} | changes)
    with acting_as_system(cast.team.pk):
        return Referral.objects.latest("pk")


@pytest.mark.parametrize("gap", ["age_group", "in_danger", "first_contact", "service", "urgency", "basis"])
def test_a_draft_with_a_gap_is_not_sent_round_the_form(cast: Cast, gap: str) -> None:
    alice = client_of(cast.alice)
    draft = new_draft(alice, cast, **{gap: ""})

    assert check_page(alice, draft).status_code == 302
    sent = alice.post(f"/referrals/drafts/{draft.pk}/check/", {"confirm": "on", "report": "made", "called": "yes"})
    assert sent.status_code == 302
    with acting_as_system(cast.team.pk):
        assert Referral.objects.get(pk=draft.pk).state == "draft"


@pytest.mark.parametrize("forged", ["x", "a:b:c", "\x00", "é", "W10:1abc:xyz"])
def test_a_forged_seal_of_the_check_page_shows_the_page_again(cast: Cast, forged: str) -> None:
    alice = client_of(cast.alice)
    draft = new_draft(alice, cast)

    page = alice.post(f"/referrals/drafts/{draft.pk}/check/", {"seen": forged, "confirm": "on", "report": "made"})
    assert (page.status_code, page.get("Location")) == (302, f"/referrals/drafts/{draft.pk}/check/")


def test_one_drafts_seal_does_not_send_another(cast: Cast) -> None:
    alice = client_of(cast.alice)
    one, other = new_draft(alice, cast), new_draft(alice, cast, age_group="25_over")

    seal = seen_in(check_page(alice, other))
    alice.post(f"/referrals/drafts/{one.pk}/check/", {"seen": seal, "confirm": "on"})
    with acting_as_system(cast.team.pk):
        assert Referral.objects.get(pk=one.pk).state == "draft"


def test_a_desk_that_closed_meanwhile_is_said_and_the_draft_stays(cast: Cast) -> None:
    alice = client_of(cast.alice)
    draft = new_draft(alice, cast)
    seal = seen_in(check_page(alice, draft))
    cast.sheriff.closed_at = draft.changed_at
    cast.sheriff.save()

    page = alice.post(
        f"/referrals/drafts/{draft.pk}/check/", {"seen": seal, "confirm": "on", "report": "made"}, follow=True
    )
    assert page.status_code == 200
    assert "Choose the desk you are sending this to." in page.content.decode()


def test_somebody_kept_from_a_stranger_is_refused_in_the_form(cast: Cast) -> None:
    alice = client_of(cast.alice)
    draft = new_draft(alice, cast)
    fields = {"seen": seen_in(check_page(alice, draft)), "confirm": "on", "report": "made"}

    page = alice.post(f"/referrals/drafts/{draft.pk}/check/", fields | {"kept_from": [str(cast.carol.pk)]})
    assert page.status_code == 200
    with acting_as_system(cast.team.pk):
        assert (Referral.objects.get(pk=draft.pk).state, KeptFrom.objects.count()) == ("draft", 0)


def test_whom_a_referral_is_kept_from_gets_no_mail_of_it(cast: Cast) -> None:
    """A mail that tells of nothing they can find would tell them that something is kept from them."""
    make_sent(cast.alice, cast.welfare, cast.sheriff, kept_from=[cast.bea])
    mail.outbox.clear()

    mail_at_once(cast.bob, cast.bea)
    mail_notices()

    assert cast.bob.email in told()
    assert cast.bea.email not in told()
    with acting_as(cast.bea):
        assert not Notice.objects.exists()


def test_drafts_stay_with_the_agency_they_were_written_for(cast: Cast) -> None:
    draft = make_draft(cast.alice, cast.welfare, cast.sheriff)
    place = cast.alice.place
    place.agency = cast.hospital.agency
    place.save()
    alice = User.objects.with_place().get(pk=cast.alice.pk)

    assert client_of(alice).get(f"/referrals/drafts/{draft.pk}/").status_code == 404
    with acting_as(alice):
        assert not Referral.objects.exists()


def test_a_draft_sent_in_another_window_is_not_shredded_by_its_delete_button(cast: Cast) -> None:
    draft = make_draft(cast.alice, cast.welfare, cast.sheriff)
    with acting_as(cast.alice):
        stale = Referral.objects.drafts_of(cast.alice).select_related("from_desk", "to_desk").get()
        fresh = Referral.objects.drafts_of(cast.alice).select_related("from_desk", "to_desk").get()
        sending.send(by=cast.alice, draft=fresh, kept_from=[cast.bea])
    with acting_as(cast.alice), pytest.raises(Overtaken):
        writing.discard_draft(by=cast.alice, draft=stale)

    with acting_as_system(cast.team.pk):
        assert DataKey.objects.filter(pk=draft.pk).exists()
        assert (ReferralDeskGrant.objects.count(), KeptFrom.objects.count()) == (2, 1)


def test_a_colleague_at_no_desk_reads_no_step_and_grants_themselves_nothing(cast: Cast) -> None:
    """The wall alone: an agency is a party, but its people at other desks are not."""
    referral = withdrawn(cast)
    lena = User.objects.get(pk=cast.lena.pk)
    lena.groups.clear()
    with acting_as(lena):
        assert not Step.objects.exists()
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO referrals_referraldeskgrant (id, team_id, holder, sort_at, via, content_object_id, "
                "group_id, permission_id) SELECT gen_random_uuid(), %s, %s, now(), 'receiver', %s, %s, min(id) "
                "FROM auth_permission",
                [cast.team.pk, cast.sheriff.agency_id, referral.pk, cast.elsewhere.group_id],
            )


def test_the_wall_shows_whom_it_is_kept_from_no_grant_of_it(cast: Cast) -> None:
    make_sent(cast.alice, cast.welfare, cast.sheriff, kept_from=[cast.bea])

    with acting_as(cast.bea):
        assert not ReferralDeskGrant.objects.exists()


def test_nobody_hides_another_agencys_referral_from_its_people(cast: Cast) -> None:
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff)

    with acting_as(cast.carol), pytest.raises(DatabaseError), transaction.atomic():
        KeptFrom.objects.create(
            referral_id=referral.pk, team_id=cast.team.pk, holder=cast.hospital.agency_id, user=cast.bob
        )
