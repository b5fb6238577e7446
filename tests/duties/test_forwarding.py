"""A duty that is put forward: who sees it then, what they still may not, and where it never goes."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from django.utils import timezone

from cases.actions.walls import keep_from
from cases.duties.actions import forwarding
from cases.duties.actions.stopping import prove, say_not_applicable
from cases.duties.models import Duty, DutyForward, Proof
from cases.models import Case
from cases.profile import AgeGroup
from mdt.meetings.actions.parts import set_roster
from mdt.meetings.agenda import entries
from mdt.meetings.models import ItemState, Lane, Meeting, Part
from mdt.meetings.reach import unseen_by
from mdt.team.models import Body, Desk, User
from mdt.team.policies import Refused
from mdt.team.roles import Role
from mdt.team.sectors import Basis
from privacy.wall import acting_as, acting_as_system
from referrals.actions.forwarding import put_forward_by_rules, set_rule
from tests.cast import seat
from tests.duties.build import begin, case_is_known, codes_seen, seen, unfiltered
from tests.referrals.build import YOUNG, make_sent
from tests.referrals.cast import Cast, make_person
from tests.referrals.test_agenda import draft, next_meeting
from tests.referrals.test_parts import insert, part
from tests.releases.build import end, make_release, send_under

NOTHING = {"Duty": 0, "Proof": 0, "DutyDeskGrant": 0}


def forward(by: User, duty: Duty, body: Body) -> None:
    with acting_as(by):
        forwarding.put_forward(by=by, duty=seen(by, duty), body=body, basis=Basis.OWN_RULES)


def back(by: User, duty: Duty, body: Body) -> None:
    with acting_as(by):
        forwarding.take_back(by=by, duty=duty, body=body.pk)


def missing(cast: Cast, age: AgeGroup = AgeGroup.FROM_15) -> Duty:
    sent = make_sent(cast.alice, cast.welfare, cast.sheriff, profile=replace(YOUNG, age_group=age))
    return begin(cast.alice, sent, "missing")


def lines(meeting: Meeting, user: User, state: ItemState = ItemState.SUGGESTED) -> list[tuple[str, str, str, str]]:
    person = User.objects.with_place().get(pk=user.pk)
    with acting_as(person):
        shown = entries(meeting, person, state)
    return [(one.line.code, one.item.part.kind, one.line.detail, one.reason) for one in shown]


def test_the_desks_of_its_part_see_it_and_nobody_else(cast: Cast) -> None:
    duty = missing(cast)
    with acting_as(cast.alice):
        prove(by=cast.alice, duty=duty, recipient="ncmec", done_at=timezone.now(), how="phone", held="yes")
    forward(cast.alice, duty, cast.body)

    for member in (cast.chris, cast.cora, cast.carol):
        assert codes_seen(member) == [duty.code]
        # No proof, and no grant: what they see is asked anew each time.
        assert unfiltered(member) == NOTHING | {"Duty": 1}
        with acting_as(member):
            assert Duty.objects.owed_by(member).count() == 0
            assert DutyForward.objects.count() == 0
    for stranger in (cast.bob, cast.bea, cast.lena, cast.ada, cast.otto, cast.dana, cast.adam):
        assert codes_seen(stranger) == []
        assert unfiltered(stranger) == NOTHING


def test_taken_back_it_is_gone_at_once_and_no_rule_opens_it_again(cast: Cast) -> None:
    duty = missing(cast)
    forward(cast.alice, duty, cast.body)
    back(cast.alice, duty, cast.body)

    assert codes_seen(cast.chris) == []
    assert unfiltered(cast.chris) == NOTHING
    with pytest.raises(Refused, match="took it back already"):
        back(cast.alice, duty, cast.body)
    rule(cast)
    with time_machine.travel(timezone.now() + timedelta(days=9)):
        assert run_rules(cast) == 0
    assert codes_seen(cast.chris) == []
    forward(cast.alice, duty, cast.body)
    assert codes_seen(cast.chris) == [duty.code]


def test_a_desk_that_leaves_the_part_sees_it_no_more(cast: Cast) -> None:
    duty = missing(cast)
    forward(cast.alice, duty, cast.body)
    with acting_as(cast.chris):
        set_roster(part_of(cast, "child"), desks=[cast.court.pk], by=User.objects.with_place().get(pk=cast.chris.pk))

    assert codes_seen(cast.carol) == []
    assert unfiltered(cast.carol) == NOTHING
    assert codes_seen(cast.chris) == [duty.code]


def test_of_another_part_or_body_nobody_sees_it(cast: Cast) -> None:
    """The hospital sits with the adults alone; another group's desk in none of these."""
    with acting_as(cast.chris):
        set_roster(part_of(cast, "child"), desks=[cast.court.pk], by=User.objects.with_place().get(pk=cast.chris.pk))
    other = Body.objects.create(team=cast.team, name="Steering")
    seat(other, cast.sheriff)
    forward(cast.alice, missing(cast), cast.body)

    for member in (cast.carol, cast.bob):
        assert codes_seen(member) == []
        assert unfiltered(member) == NOTHING


def test_a_colleague_who_sees_it_at_the_meeting_alone_does_not_work_on_it(cast: Cast) -> None:
    """Another desk of the agency that owes it: it reads no proof, records none, and takes nothing back."""
    group = Group.objects.create(name="Northfield Child Welfare: Director")
    office = Desk.objects.create(agency=cast.welfare.agency, name="Director", group=group)
    seat(cast.body, office)
    dora = make_person("Dora", cast.team, office, Role.PARTNER)
    duty = missing(cast)
    with acting_as(cast.alice):
        prove(by=cast.alice, duty=duty, recipient="ncmec", done_at=timezone.now(), how="phone", held="yes")
    forward(cast.alice, duty, cast.body)

    assert codes_seen(dora) == [duty.code]
    # Of who holds it and of what was told, she reads nothing.
    assert unfiltered(dora) == {"Duty": 1, "Proof": 0, "DutyDeskGrant": 0}
    with acting_as(dora):
        assert not Duty.objects.owed_by(dora).exists()
        assert Duty.objects.filter(pk=duty.pk).update(remind_at=None) == 0
        assert DutyForward.objects.update(taken_back_at=timezone.now()) == 0
    proof = Proof(
        duty=duty, team_id=cast.team.pk, recipient="law_enforcement", how="phone", held="no",
        done_at=timezone.now(), by=dora, by_name="Dora",
    )  # fmt: skip
    with pytest.raises(DatabaseError, match="row-level security"), acting_as(dora), transaction.atomic():
        proof.save()


def test_a_wall_and_what_is_kept_hold_at_the_meeting_too(cast: Cast) -> None:
    duty = missing(cast)
    forward(cast.alice, duty, cast.body)
    lead = make_person("Lea", cast.team, cast.welfare, Role.AGENCY_LEAD)
    make_person("Cal", cast.team, cast.hospital, Role.PARTNER)
    with acting_as(lead):
        keep_from(Case.objects.get(pk=duty.case_id), person=cast.carol, by=lead)

    assert codes_seen(cast.carol) == []
    assert unfiltered(cast.carol) == NOTHING
    assert not case_is_known(cast.carol, duty.case_id)
    assert codes_seen(cast.chris) == [duty.code]
    assert case_is_known(cast.chris, duty.case_id)


def test_only_who_works_on_it_puts_it_forward(cast: Cast) -> None:
    duty = missing(cast)
    row = {"duty": duty, "body": cast.body, "team_id": cast.team.pk, "basis": Basis.OWN_RULES}
    for stranger in (cast.bob, cast.chris, cast.carol, cast.otto):
        with pytest.raises(DatabaseError, match="row-level security"), acting_as(stranger), transaction.atomic():
            DutyForward.objects.create(**row)
        with pytest.raises(Refused), acting_as(stranger):
            forwarding.put_forward(by=stranger, duty=duty, body=cast.body, basis=Basis.OWN_RULES)

    forward(cast.alice, duty, cast.body)
    with acting_as(cast.bob):
        assert DutyForward.objects.update(taken_back_at=timezone.now()) == 0
    with pytest.raises(IntegrityError, match="duty_put_forward_once"), acting_as(cast.alice), transaction.atomic():
        DutyForward.objects.create(**row)


def test_it_goes_to_no_room_no_other_team_no_stopped_one_and_on_no_basis_of_others(cast: Cast) -> None:
    duty = missing(cast)
    room = Body.objects.create(team=cast.team, name="A room", subcommittee=True)
    other = Body.objects.create(team=cast.other_team, name="Southmark MDT")
    with acting_as(cast.alice):
        for body, basis in ((room, Basis.OWN_RULES), (other, Basis.OWN_RULES), (cast.body, Basis.TREATMENT)):
            with pytest.raises(Refused):
                forwarding.put_forward(by=cast.alice, duty=duty, body=body, basis=basis)
        for body in (room, other):
            with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
                DutyForward.objects.create(duty=duty, body=body, team_id=cast.team.pk, basis=Basis.OWN_RULES)
        say_not_applicable(by=cast.alice, duty=duty, reason="counsel")
        with pytest.raises(Refused, match="has stopped"):
            forwarding.put_forward(by=cast.alice, duty=duty, body=cast.body, basis=Basis.OWN_RULES)
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            DutyForward.objects.create(duty=duty, body=cast.body, team_id=cast.team.pk, basis=Basis.OWN_RULES)


def test_a_release_bound_agency_puts_no_duty_forward(cast: Cast) -> None:
    sent = make_sent(cast.alice, cast.welfare, cast.shelter)
    duty = begin(cast.ada, sent, "abuse_report")
    with acting_as(cast.ada):
        with pytest.raises(Refused, match="only under a release"):
            forwarding.put_forward(by=cast.ada, duty=duty, body=cast.body, basis=Basis.RELEASE)
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            DutyForward.objects.create(duty=duty, body=cast.body, team_id=cast.team.pk, basis=Basis.RELEASE)
        with pytest.raises(Refused, match="only under a release"):
            set_rule(by=cast.ada, body=cast.body, kind="duties", days=0, basis=Basis.RELEASE)


def test_a_case_that_one_knows_under_a_release_goes_only_to_the_group_that_it_names(cast: Cast) -> None:
    """The sheriff knows of this person by the shelter's release to the sheriff: no group is named in it."""
    to_sheriff = make_release(cast.ada, cast.shelter, cast.sheriff.agency)
    sent = send_under(cast.ada, cast.shelter, cast.sheriff, to_sheriff)
    duty = begin(cast.bob, sent, "abuse_report")
    with pytest.raises(Refused, match="another agency's release"):
        forward(cast.bob, duty, cast.body)

    named = make_release(cast.ada, cast.shelter, cast.body, case=Case(pk=sent.case_id))
    forward(cast.bob, duty, cast.body)
    assert codes_seen(cast.chris) == [duty.code]
    end(cast.ada, named)
    assert codes_seen(cast.chris) == []
    assert unfiltered(cast.chris) == NOTHING


def test_a_desk_that_joins_later_and_that_the_release_does_not_name_sees_none(cast: Cast) -> None:
    sent = send_under(cast.ada, cast.shelter, cast.sheriff, make_release(cast.ada, cast.shelter, cast.sheriff.agency))
    duty = begin(cast.bob, sent, "abuse_report")
    make_release(cast.ada, cast.shelter, cast.body, case=Case(pk=sent.case_id))
    forward(cast.bob, duty, cast.body)
    seat(cast.body, cast.welfare)

    assert codes_seen(cast.chris) == [duty.code]
    assert codes_seen(cast.alice) == []


def part_of(cast: Cast, kind: str) -> Part:
    with acting_as_system():
        return Part.objects.get(body=cast.body, kind=kind)


def rule(cast: Cast, days: int = 0) -> None:
    lead = make_person("Lea", cast.team, cast.welfare, Role.AGENCY_LEAD)
    with acting_as(lead):
        set_rule(by=lead, body=cast.body, kind="duties", days=days, basis=Basis.OWN_RULES)


def run_rules(cast: Cast) -> int:
    with acting_as_system(cast.team.pk):
        return put_forward_by_rules(cast.body)


def test_a_standing_rule_puts_forward_once_what_is_past_its_days(cast: Cast) -> None:
    """24 hours for a missing child, then two days."""
    duty = missing(cast)
    rule(cast, days=2)

    with time_machine.travel(duty.triggered_at + timedelta(days=3, minutes=-1)):
        assert run_rules(cast) == 0
    with time_machine.travel(duty.triggered_at + timedelta(days=3, minutes=1)):
        assert run_rules(cast) == 1
        assert run_rules(cast) == 0
    assert codes_seen(cast.chris) == [duty.code]


def test_each_line_says_its_reason_with_the_number(cast: Cast) -> None:
    meeting = next_meeting(cast)
    duty = missing(cast)
    forward(cast.alice, duty, cast.body)
    draft(meeting)
    assert draft(meeting) == 0

    owner, begun = "Northfield Child Welfare", duty.triggered_at
    for hours, said in ((18, "Due in 6 hours"), (24 + 49, "Overdue by 2 days"), (23.99, "Due in 1 minute")):
        with time_machine.travel(begun + timedelta(hours=hours, seconds=-1), tick=False):
            assert lines(meeting, cast.chris) == [(duty.code, "child", owner, said)]
    assert lines(meeting, cast.bob) == []


def test_what_stopped_shows_as_gone_and_what_was_missed_is_listed_with_how_late(cast: Cast) -> None:
    meeting = next_meeting(cast)
    met, late, waived = missing(cast), missing(cast), missing(cast)
    for duty in (met, late, waived):
        forward(cast.alice, duty, cast.body)
    draft(meeting)
    now = timezone.now()
    with acting_as(cast.alice):
        for duty in (met, late):
            for recipient in ("ncmec", "law_enforcement"):
                prove(by=cast.alice, duty=duty, recipient=recipient, done_at=now, how="phone", held="no")
        say_not_applicable(by=cast.alice, duty=waived, reason="counsel")
    owner = "Northfield Child Welfare"
    stopped = {(one.code, "child", f"{owner}. {how}", "") for one, how in ((met, "Done"), (late, "Done"))}
    stopped.add((waived.code, "child", f"{owner}. Does not apply", ""))
    assert set(lines(meeting, cast.chris)) == stopped

    draft(meeting)
    with acting_as_system():
        kept = {(one.record, one.lane) for one in meeting.items.all()}
    assert kept == {(waived.pk, Lane.DISCUSS)}


def test_a_missed_one_says_how_late_it_was_done(cast: Cast) -> None:
    meeting = next_meeting(cast)
    sent = make_sent(cast.alice, cast.welfare, cast.sheriff)
    duty = begin(cast.alice, sent, "missing", timezone.now() - timedelta(hours=29))
    forward(cast.alice, duty, cast.body)
    with acting_as(cast.alice):
        for recipient in ("ncmec", "law_enforcement"):
            prove(by=cast.alice, duty=duty, recipient=recipient, done_at=timezone.now(), how="phone", held="no")
    draft(meeting)

    said = (duty.code, "child", "Northfield Child Welfare. Done", "For the list, not for discussion. Done 5 hours late")
    assert lines(meeting, cast.chris) == [said]


def test_taken_back_it_leaves_the_agenda_also_for_its_owner_as_gone(cast: Cast) -> None:
    seat(cast.body, cast.welfare)
    meeting = next_meeting(cast)
    duty = missing(cast)
    forward(cast.alice, duty, cast.body)
    draft(meeting)
    back(cast.alice, duty, cast.body)

    assert lines(meeting, cast.chris) == []
    with acting_as(cast.alice):
        assert not forwarding.DutyForward.objects.filter(taken_back_at=None).exists()
    assert lines(meeting, cast.alice) == [(duty.code, "child", "Northfield Child Welfare. Taken back", "")]
    draft(meeting)
    assert lines(meeting, cast.alice) == []


@pytest.mark.parametrize(("age", "takes"), [(AgeGroup.FROM_15, "child"), (AgeGroup.FROM_25, "adult")])
def test_the_database_lets_a_duty_into_the_part_that_takes_its_case_alone(
    cast: Cast, age: AgeGroup, takes: str
) -> None:
    """As the application's role, past every action, whatever source the row names."""
    meeting, duty = next_meeting(cast), missing(cast, age)
    for source in ("duties.put_forward", "meetings.topics"):
        for kind in {"open", "child", "adult"} - {takes}:
            with pytest.raises(IntegrityError, match="does not take that case"):
                insert(meeting, part(meeting, kind), duty.pk, source)
    insert(meeting, part(meeting, takes), duty.pk, "duties.put_forward")

    with pytest.raises(IntegrityError, match="record_once_on_an_agenda"):
        insert(meeting, part(meeting, takes), duty.pk, "referrals.new")
    with pytest.raises(IntegrityError, match="keeps its track"), acting_as_system():
        Case.objects.filter(pk=duty.case_id).update(track="adult" if takes == "child" else "child")


def test_the_number_of_who_cannot_see_it_is_of_the_desks_of_its_part(cast: Cast) -> None:
    """Taken back, the owner still finds it on an agenda that it was listed on; the others of the part do not."""
    seat(cast.body, cast.welfare)
    meeting = next_meeting(cast)
    duty = missing(cast)
    forward(cast.alice, duty, cast.body)
    draft(meeting)
    chris = User.objects.with_place().get(pk=cast.chris.pk)
    with acting_as(chris):
        shown = entries(meeting, chris, ItemState.SUGGESTED)
        assert unseen_by(meeting, shown) == {}
    back(cast.alice, duty, cast.body)
    with acting_as(chris):
        # Carol and whoever else sits at the hospital's desk; the chair and the coordinator prepare it.
        assert list(unseen_by(meeting, shown).values()) == [1]


def test_asking_with_desks_that_are_not_ones_own_finds_nothing(cast: Cast) -> None:
    forward(cast.alice, missing(cast), cast.body)
    with acting_as(cast.bob), connection.cursor() as cursor:
        cursor.execute("SELECT wall.duties_forwarded(%s, NULL)", [[cast.court.group_id]])
        assert cursor.fetchone() == ([],)
