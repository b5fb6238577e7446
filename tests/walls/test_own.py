"""Who set a wall finds and lifts it also when they do not see the case any more; nobody else learns of it."""

from django.urls import reverse

from cases.actions.walls import keep_from, keep_from_at
from cases.duties.models import Duty
from cases.models import Case, CaseWall
from mdt.team.models import User
from privacy.wall import acting_as, acting_as_system
from referrals.actions.answering import decline
from referrals.actions.forwarding import take_back
from tests.cast import client_of
from tests.referrals.build import seen_by
from tests.referrals.cast import Cast
from tests.walls.build import Hidden, fresh, make_hidden, rows_seen
from tests.walls.test_wall import kept_by_welfare

PAGE = reverse("own-walls")


def page_of(user: User) -> str:
    return client_of(fresh(user)).get(PAGE).content.decode()


def lost(cast: Cast) -> Hidden:
    """The sheriff's Bob keeps the case from Bea; then they say no to it, and child welfare takes it off the agenda."""
    hidden = make_hidden(cast)
    bob, alice = fresh(cast.bob), fresh(cast.alice)
    with acting_as(bob):
        keep_from(Case.objects.get(pk=hidden.referral.case_id), person=cast.bea, by=bob)
        decline(by=bob, referral=seen_by(bob, hidden.referral), reason="no_capacity")
    with acting_as(alice):
        take_back(by=alice, referral=seen_by(alice, hidden.referral), body=cast.body)
    with acting_as_system(cast.team.pk):
        Duty.objects.all().delete()
    return hidden


def test_an_agency_that_lost_the_case_lifts_its_own_wall_and_nobody_else_finds_it(cast: Cast) -> None:
    hidden = lost(cast)
    with acting_as_system(cast.team.pk):
        wall, case = CaseWall.objects.get(), Case.objects.get(pk=hidden.referral.case_id)
    readers = ("bob", "lena", "bea", "alice", "carol", "chris", "cora", "otto")
    assert {name: rows_seen(getattr(cast, name))["cases_casewall"] for name in readers} == {
        name: int(name in ("bob", "lena")) for name in readers
    }
    for name in ("bob", "lena"):
        page = page_of(getattr(cast, name))
        assert "Bea" in page and "You do not see this case any more." in page and case.code not in page
    lift = reverse("lift-own-wall", args=[wall.pk])
    for name in ("bea", "alice", "carol"):
        user = getattr(cast, name)
        assert "Nothing is kept from anybody by you" in page_of(user)
        assert client_of(fresh(user)).post(lift).status_code == 404

    assert client_of(fresh(cast.lena)).post(lift).status_code == 302

    with acting_as_system(cast.team.pk):
        assert CaseWall.objects.standing().count() == 0


def test_a_colleague_beside_the_case_reads_no_wall_of_it(cast: Cast) -> None:
    """Somebody of the agency at no desk that holds it, and no lead, is told of no case and of no colleague."""
    hidden = make_hidden(cast)
    with acting_as(fresh(cast.bob)):
        keep_from(Case.objects.get(pk=hidden.referral.case_id), person=cast.lena, by=fresh(cast.bob))
    cast.bea.groups.clear()

    assert rows_seen(cast.bea)["cases_casewall"] == 0
    assert "Nothing is kept from anybody by you" in page_of(cast.bea)


def test_whom_the_case_is_kept_from_finds_no_wall_that_their_agency_set(cast: Cast) -> None:
    hidden = make_hidden(cast)
    with acting_as(fresh(cast.bob)):
        keep_from(Case.objects.get(pk=hidden.referral.case_id), person=cast.bea, by=fresh(cast.bob))
    assert "Bea" in page_of(cast.lena)
    kept_by_welfare(cast, hidden, cast.lena)

    assert "Bea" not in page_of(cast.lena)
    assert rows_seen(cast.lena)["cases_casewall"] == 0


def test_who_prepares_lifts_what_they_keep_after_the_case_has_left_their_agenda(cast: Cast) -> None:
    hidden, chris = make_hidden(cast), fresh(cast.chris)
    with acting_as(chris):
        keep_from_at(Case.objects.get(pk=hidden.referral.case_id), person=cast.carol, body=cast.body, by=chris)
        wall = CaseWall.objects.get()
    alice = fresh(cast.alice)
    with acting_as(alice):
        take_back(by=alice, referral=seen_by(alice, hidden.referral), body=cast.body)
    assert "Carol" in page_of(cast.chris) and "Carol" not in page_of(cast.cora)

    assert client_of(chris).post(reverse("lift-own-wall", args=[wall.pk])).status_code == 302
    assert "Carol" not in page_of(cast.chris)
