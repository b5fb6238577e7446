"""What a desk notes of organisations outside the team: of its own cases, for itself alone."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError, IntegrityError
from django.utils import timezone

from cases.models import Case
from mdt.directory.actions import add_organisation, end_organisation, set_stale_days
from mdt.directory.models import Organisation
from mdt.notices.models import Notice
from mdt.team.models import User
from mdt.team.policies import Refused
from mdt.team.roles import Role
from privacy.wall import acting_as, acting_as_system
from referrals.actions.outside import log_outside, say_outcome
from referrals.models import OutsideReferral, Referral
from tests.referrals.build import make_sent
from tests.referrals.cast import Cast, client_of, make_person


def organisation(cast: Cast) -> Organisation:
    with acting_as(cast.cora):
        return add_organisation(by=cast.cora, name="Harbor Outside (invented)", services=["shelter"])


def log(by: User, case: Case, to: Organisation, days_ago: int = 0) -> OutsideReferral:
    day = timezone.localdate() - timedelta(days=days_ago)
    with acting_as(by):
        return log_outside(by=by, case=case, organisation=to, service="shelter", referred_on=day)


def case_of(referral: Referral) -> Case:
    with acting_as_system(referral.team_id):
        return Case.objects.get(pk=referral.case_id)


def seen(user: User) -> int:
    """What the wall shows with the application's own filter taken away."""
    with acting_as(user):
        return OutsideReferral.objects.count()


def test_the_desk_that_noted_it_sees_it_and_nobody_else(cast: Cast) -> None:
    """Not the agency on the other side of the same case either."""
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff)
    log(cast.alice, case_of(referral), organisation(cast))

    assert seen(cast.alice) == 1
    for stranger in (cast.bob, cast.bea, cast.carol, cast.ada, cast.chris, cast.cora, cast.adam, cast.dana, cast.otto):
        assert seen(stranger) == 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM referrals_outsidereferral")
        assert cursor.fetchone() == (0,)
    assert "Harbor Outside" not in client_of(cast.bob).get("/outside/").content.decode()


def test_through_the_pages_from_the_referral_to_its_outcome(cast: Cast) -> None:
    referral, to = make_sent(cast.alice, cast.welfare, cast.sheriff), organisation(cast)
    alice = client_of(cast.alice)
    address = f"/outside/cases/{referral.case_id}/"
    assert address in alice.get(f"/referrals/{referral.pk}/").content.decode()
    day = str(timezone.localdate())
    alice.post(address, {"organisation": str(to.pk), "service": "shelter", "referred_on": day})
    assert "Outside the team (1)" in alice.get("/referrals/").content.decode()
    with acting_as_system(cast.team.pk):
        noted = OutsideReferral.objects.get()
        told = Notice.objects.exclude(kind="referral.send").exists()
    alice.post(f"/outside/{noted.pk}/", {"outcome": "connected"})

    page = alice.get("/outside/").content.decode()
    assert "They got the help" in page and "Harbor Outside" in page
    assert "(1)" not in alice.get("/referrals/").content.decode().split("Outside the team")[1][:20]
    assert not told


def test_only_a_desk_that_holds_the_case_notes_something_of_it(cast: Cast) -> None:
    case, to = case_of(make_sent(cast.alice, cast.welfare, cast.sheriff)), organisation(cast)
    with pytest.raises(Refused, match="holds this case"):
        log(cast.carol, case, to)
    assert client_of(cast.carol).get(f"/outside/cases/{case.pk}/").status_code == 404
    with acting_as(cast.carol), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        OutsideReferral.objects.create(
            team=cast.team,
            case=case,
            agency=cast.hospital.agency,
            desk=cast.hospital,
            organisation=to,
            service="shelter",
            referred_on=timezone.localdate(),
            logged_by=cast.carol,
        )


def test_whom_a_referral_is_kept_from_notes_nothing_of_its_case(cast: Cast) -> None:
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff, kept_from=[cast.bea])
    log(cast.bob, case_of(referral), organisation(cast))

    assert (seen(cast.bob), seen(cast.bea)) == (1, 0)
    assert client_of(cast.bea).get(f"/outside/cases/{referral.case_id}/").status_code == 404


def test_a_day_to_come_and_an_organisation_off_the_list_are_refused(cast: Cast) -> None:
    case, to = case_of(make_sent(cast.alice, cast.welfare, cast.sheriff)), organisation(cast)
    with pytest.raises(Refused, match="not come yet"):
        log(cast.alice, case, to, days_ago=-1)
    with acting_as(cast.cora):
        end_organisation(organisation=to, by=cast.cora)
    with pytest.raises(Refused, match="on the list"):
        log(cast.alice, case, to)
    page = client_of(cast.alice).get(f"/outside/cases/{case.pk}/").content.decode()
    assert "Ask your coordinator to add it" in page


def test_only_the_desk_that_noted_it_says_what_became_of_it(cast: Cast) -> None:
    noted = log(cast.alice, case_of(make_sent(cast.alice, cast.welfare, cast.sheriff)), organisation(cast))
    colleague = make_person("Nora", cast.team, cast.welfare, Role.PARTNER, seated=False)
    for other in (colleague, cast.bob, cast.otto, cast.chris):
        with acting_as_system(cast.team.pk), pytest.raises(Refused, match="Only the desk"):
            say_outcome(by=other, noted=noted, outcome="connected")


def test_only_its_own_coordinator_takes_an_organisation_off_the_list(cast: Cast) -> None:
    to = organisation(cast)
    for other in (cast.alice, cast.otto, cast.chris):
        with acting_as(other), pytest.raises(Refused, match="your own team"):
            end_organisation(organisation=to, by=other)
        with acting_as(other), pytest.raises(Refused, match="your own team"):
            set_stale_days(by=other, days=10)


def test_what_was_noted_stays_and_an_outcome_is_one_of_the_list(cast: Cast) -> None:
    noted = log(cast.alice, case_of(make_sent(cast.alice, cast.welfare, cast.sheriff)), organisation(cast), days_ago=3)
    with acting_as(cast.alice):
        with pytest.raises(Refused, match="what became of it"):
            say_outcome(by=cast.alice, noted=noted, outcome="saved")
        say_outcome(by=cast.alice, noted=noted, outcome="connected")
        say_outcome(by=cast.alice, noted=noted, outcome="not_reached")
        noted.refresh_from_db()
        assert noted.outcome == "not_reached"
        with pytest.raises(DatabaseError, match="was noted stays"), transaction.atomic():
            OutsideReferral.objects.filter(pk=noted.pk).update(service="dental")
        with pytest.raises(IntegrityError, match="with_its_time"), transaction.atomic():
            OutsideReferral.objects.filter(pk=noted.pk).update(outcome="")
        assert OutsideReferral.objects.filter(pk=noted.pk).delete()[0] == 0
