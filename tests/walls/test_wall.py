"""What plain SQL finds in the context of somebody who stepped back, or whom a case is kept from: nothing of it."""

import threading
import time

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.utils import timezone

from cases.actions.walls import NOT_HERE, keep_from, keep_from_at, open_again
from cases.models import Case, CaseWall
from mdt.meetings.actions.recusing import let_back_in, step_back
from mdt.meetings.models import AgendaItem, Recusal, RecusalReason, WhySteppedBack
from mdt.team.models import Membership, User
from mdt.team.policies import Refused
from mdt.team.roles import Role
from privacy.wall import acting_as, acting_as_system
from referrals.models import Referral
from tests.meetings.conftest import at_once
from tests.referrals.build import make_sent
from tests.referrals.cast import Cast, make_person
from tests.walls.build import TABLES, Hidden, again, fresh, lead, make_hidden, rows_seen

NOTHING = dict.fromkeys(TABLES, 0)
UNSAID = RecusalReason.UNSAID


def back(user: User, hidden: Hidden) -> None:
    with acting_as(fresh(user)):
        step_back(hidden.meeting, item=hidden.item.pk, reason=UNSAID, by=fresh(user))


def kept_by_welfare(cast: Cast, hidden: Hidden, person: User) -> CaseWall:
    alice = lead(cast.alice)
    with acting_as(alice):
        keep_from(Case.objects.get(pk=hidden.referral.case_id), person=person, by=alice)
        return CaseWall.objects.get(user=person)


@pytest.mark.parametrize("name", ["alice", "bob", "bea", "chris", "carol"])
def test_whoever_stepped_back_finds_no_row_of_it(cast: Cast, name: str) -> None:
    """Sender, receiver, colleague, chair and member alike."""
    hidden = make_hidden(cast)
    user = getattr(cast, name)
    assert rows_seen(user)["meetings_agendaitem"] == 1

    back(user, hidden)

    assert rows_seen(user) == NOTHING
    assert rows_seen(cast.cora)["meetings_recusal"] == 1


@pytest.mark.parametrize("name", ["bob", "bea", "chris", "carol"])
def test_whom_the_agency_keeps_it_from_finds_no_row_of_it_nor_of_the_wall(cast: Cast, name: str) -> None:
    hidden = make_hidden(cast)
    user = getattr(cast, name)

    kept_by_welfare(cast, hidden, user)

    assert rows_seen(user) == NOTHING


def test_what_comes_to_the_case_later_is_kept_too(cast: Cast) -> None:
    hidden = make_hidden(cast)
    kept_by_welfare(cast, hidden, cast.carol)
    again(cast, hidden.referral)

    assert rows_seen(cast.carol) == NOTHING


def test_other_cases_stay(cast: Cast) -> None:
    hidden = make_hidden(cast)
    make_sent(cast.alice, cast.welfare, cast.sheriff)
    kept_by_welfare(cast, hidden, cast.bob)

    seen = rows_seen(cast.bob)
    assert (seen["referrals_referral"], seen["cases_case"], seen["notices_notice"]) == (1, 1, 1)


def test_a_colleague_of_the_agency_that_keeps_it_reads_no_wall_on_themselves(cast: Cast) -> None:
    hidden = make_hidden(cast)
    with acting_as(fresh(cast.bob)):
        keep_from(Case.objects.get(pk=hidden.referral.case_id), person=cast.bea, by=fresh(cast.bob))

    assert rows_seen(cast.bea) == NOTHING
    assert rows_seen(cast.bob)["cases_casewall"] == 1
    assert rows_seen(cast.alice)["cases_casewall"] == 0  # the other side is not told either


def test_the_chair_reads_their_own_walls_and_nobody_elses(cast: Cast) -> None:
    hidden = make_hidden(cast)
    kept_by_welfare(cast, hidden, cast.bea)
    chris = fresh(cast.chris)
    with acting_as(chris):
        case = Case.objects.get(pk=hidden.referral.case_id)
        keep_from_at(case, person=cast.bea, body=cast.body, by=chris)  # says nothing of the one that is there
        keep_from_at(case, person=cast.carol, body=cast.body, by=chris)

    assert rows_seen(cast.chris)["cases_casewall"] == 2
    assert rows_seen(cast.alice)["cases_casewall"] == 1
    assert rows_seen(cast.bob)["cases_casewall"] == 0
    assert rows_seen(cast.carol) == NOTHING


@pytest.mark.django_db(transaction=True)
def test_of_two_presses_at_once_one_keeps_it_and_neither_breaks(cast: Cast) -> None:
    hidden, kept = make_hidden(cast), threading.Event()
    case = Case(pk=hidden.referral.case_id, team_id=hidden.meeting.team_id)

    def first() -> None:
        chris = fresh(cast.chris)
        with acting_as(chris), transaction.atomic():
            keep_from_at(case, person=cast.carol, body=cast.body, by=chris)
            kept.set()
            time.sleep(0.5)  # Not committed yet: the other sees no wall, and waits for this one at the index.

    def second() -> None:
        chris = fresh(cast.chris)
        kept.wait(20)
        with acting_as(chris):
            keep_from_at(case, person=cast.carol, body=cast.body, by=chris)

    at_once(first, second)
    assert rows_seen(cast.chris)["cases_casewall"] == 1


def test_a_chairs_wall_passes_on_when_their_place_has_ended(cast: Cast) -> None:
    """Before, nobody else is told of it; after, somebody can lift it."""
    hidden = make_hidden(cast)
    chris = fresh(cast.chris)
    with acting_as(chris):
        keep_from_at(Case.objects.get(pk=hidden.referral.case_id), person=cast.carol, body=cast.body, by=chris)
    assert rows_seen(cast.cora)["cases_casewall"] == 0
    Membership.objects.filter(pk=cast.chris.place.pk).update(ended_at=timezone.now())
    assert [rows_seen(user)["cases_casewall"] for user in (cast.cora, cast.bob, cast.carol)] == [1, 0, 0]

    cora = fresh(cast.cora)
    with acting_as(cora):
        open_again(CaseWall.objects.standing().set_by(cora).get(), by=cora)

    assert rows_seen(cast.carol)["meetings_agendaitem"] == 1


def test_lifting_one_wall_leaves_the_others(cast: Cast) -> None:
    hidden = make_hidden(cast)
    wall = kept_by_welfare(cast, hidden, cast.bea)
    with acting_as(fresh(cast.bob)):
        keep_from(Case.objects.get(pk=hidden.referral.case_id), person=cast.bea, by=fresh(cast.bob))
    with acting_as(fresh(cast.alice)):
        open_again(wall, by=fresh(cast.alice))
    assert rows_seen(cast.bea) == NOTHING

    with acting_as(fresh(cast.bob)):
        open_again(CaseWall.objects.get(user=cast.bea), by=fresh(cast.bob))
    assert rows_seen(cast.bea)["referrals_referral"] == 1


def test_nothing_is_changed_unread_either(cast: Cast) -> None:
    """An UPDATE or DELETE that reads no column passes a policy of reading; its row count would tell."""
    hidden = make_hidden(cast)
    for user in (cast.chris, cast.bob):
        back(user, hidden)
        with acting_as(fresh(user)), connection.cursor() as cursor:
            for statement in (
                "UPDATE meetings_agendaitem SET minutes = 7",
                "UPDATE referrals_putforward SET taken_back_at = now()",
                "UPDATE referrals_referral SET note = NULL",
                "UPDATE duties_duty SET remind_at = NULL",
                "UPDATE cases_casewall SET ended_at = now()",
                "DELETE FROM referrals_referraldeskgrant",
                "DELETE FROM referrals_referralpersongrant",
                "DELETE FROM referrals_keptfrom",
            ):
                with transaction.atomic():
                    cursor.execute(statement)
                    assert (statement, cursor.rowcount) == (statement, 0)


def test_no_one_says_for_another_that_they_stepped_back(cast: Cast) -> None:
    hidden = make_hidden(cast)
    chris = fresh(cast.chris)
    forged = Recusal(team=cast.team, meeting=hidden.meeting, record=hidden.referral.pk, place=cast.bob.place)
    with pytest.raises(DatabaseError), acting_as(chris), transaction.atomic():
        forged.save(force_insert=True)


def test_why_is_read_by_who_prepares_alone_and_written_by_who_stepped_back(cast: Cast) -> None:
    """A member reads that Carol stepped back; why, neither by a page nor by plain SQL."""
    hidden = make_hidden(cast)
    back(cast.carol, hidden)
    with acting_as_system(cast.team.pk):
        recusal = Recusal.objects.get()
    for user in (cast.bob, cast.chris):
        forged = WhySteppedBack(team=cast.team, recusal=recusal, reason=UNSAID)
        with pytest.raises(DatabaseError, match="row-level"), acting_as(fresh(user)), transaction.atomic():
            forged.save(force_insert=True)

    found = {}
    for name in ("chris", "cora", "bob", "bea", "carol", "otto"):
        with acting_as(fresh(getattr(cast, name))):
            found[name] = (Recusal.objects.count(), WhySteppedBack.objects.count())
    assert found == {"chris": (1, 1), "cora": (1, 1), "bob": (1, 0), "bea": (1, 0), "carol": (0, 0), "otto": (0, 0)}


def test_who_stepped_back_cannot_undo_it_and_who_prepares_can(cast: Cast) -> None:
    hidden = make_hidden(cast)
    back(cast.carol, hidden)
    with acting_as(fresh(cast.carol)), connection.cursor() as cursor:
        cursor.execute("UPDATE meetings_recusal SET ended_at = now(), ended_by_id = %s", [cast.carol.place.pk])
        assert cursor.rowcount == 0
        cursor.execute("SELECT meeting, at::date = now()::date FROM wall.stepped_back()")
        assert cursor.fetchall() == [(hidden.meeting.pk, True)]
    with acting_as_system(cast.team.pk):
        recusal = Recusal.objects.select_related("meeting__body").get()
    with pytest.raises(Refused), acting_as(fresh(cast.bob)):
        let_back_in(recusal, by=fresh(cast.bob))

    with acting_as(fresh(cast.cora)):
        let_back_in(recusal, by=fresh(cast.cora))

    assert rows_seen(cast.carol)["meetings_agendaitem"] == 1


def test_a_third_party_keeps_nobody_from_a_case_that_it_does_not_hold(cast: Cast) -> None:
    """Carol's hospital holds the second referral; Cora sees the case at a meeting only."""
    hidden = make_hidden(cast)
    cora = fresh(cast.cora)
    with acting_as(cora):
        case = Case.objects.get(pk=hidden.referral.case_id)
        with pytest.raises(Refused):
            keep_from(case, person=cast.bob, by=cora)
        wall = CaseWall(team=cast.team, case=case, user=cast.bob, holder=cora.place.agency_id, set_by=cora.place)
        with pytest.raises(DatabaseError), transaction.atomic():
            wall.save(force_insert=True)


def test_a_partner_keeps_it_from_colleagues_alone(cast: Cast) -> None:
    """Of another agency's people their lead decides; the database holds that too."""
    hidden = make_hidden(cast)
    bob = fresh(cast.bob)
    with acting_as(bob):
        case = Case.objects.get(pk=hidden.referral.case_id)
        with pytest.raises(Refused, match="Only your agency's lead"):
            keep_from(case, person=cast.alice, by=bob)
        wall = CaseWall(team=cast.team, case=case, user=cast.alice, holder=bob.place.agency_id, set_by=bob.place)
        with pytest.raises(DatabaseError), transaction.atomic():
            wall.save(force_insert=True)
        keep_from(case, person=cast.bea, by=bob)

    assert rows_seen(cast.bea) == NOTHING
    assert rows_seen(cast.alice)["cases_case"] == 1


def test_what_a_lead_keeps_from_another_agencys_person_no_partner_opens(cast: Cast) -> None:
    """The database holds that too: it finds no such row to change."""
    hidden = make_hidden(cast)
    wall = kept_by_welfare(cast, hidden, cast.bea)
    ann = make_person("Ann", cast.team, cast.welfare, Role.PARTNER)
    assert ann.place.agency_id == cast.alice.place.agency_id and not ann.has_role(Role.AGENCY_LEAD)
    with acting_as(ann):
        with pytest.raises(Refused, match="opens it to them again"):
            open_again(wall, by=ann)
        assert CaseWall.objects.filter(pk=wall.pk).update(ended_at=timezone.now(), ended_by=ann.place) == 0

    assert rows_seen(cast.bea) == NOTHING
    with acting_as(fresh(cast.alice)):
        open_again(wall, by=fresh(cast.alice))
    assert rows_seen(cast.bea)["cases_case"] == 1


def test_the_last_person_at_a_desk_of_another_agency_is_kept_from_nothing(cast: Cast) -> None:
    """Nobody shuts an agency out of its own case, one by one: neither a lead nor a chair."""
    hidden = make_hidden(cast)
    for person in (cast.bob, cast.bea):
        kept_by_welfare(cast, hidden, person)
    with pytest.raises(Refused) as by_lead:
        kept_by_welfare(cast, hidden, cast.lena)
    chris = fresh(cast.chris)
    with acting_as(chris), pytest.raises(Refused) as by_chair:
        keep_from_at(Case.objects.get(pk=hidden.referral.case_id), person=cast.lena, body=cast.body, by=chris)

    assert str(by_lead.value) == str(by_chair.value) == NOT_HERE
    assert rows_seen(cast.lena)["referrals_referral"] == 1


def test_an_agency_keeps_its_own_case_from_all_of_its_people_but_oneself(cast: Cast) -> None:
    hidden = make_hidden(cast)
    with acting_as(fresh(cast.bob)):
        for person in (cast.bea, cast.lena):
            keep_from(Case.objects.get(pk=hidden.referral.case_id), person=person, by=fresh(cast.bob))

    assert rows_seen(cast.lena) == rows_seen(cast.bea) == NOTHING


def test_the_system_still_sees_all_and_other_teams_nothing(cast: Cast) -> None:
    hidden = make_hidden(cast)
    back(cast.bob, hidden)

    with acting_as_system(cast.team.pk):
        assert (Referral.objects.count(), AgendaItem.objects.count(), Recusal.objects.count()) == (2, 1, 1)
    assert rows_seen(cast.otto) == NOTHING
