"""What a desk owes of a case that it shares with a room: its clock is seen there, and nothing else of it."""

import re

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from cases.actions.walls import keep_from
from cases.duties.actions import forwarding
from cases.duties.actions.stopping import prove, say_not_applicable
from cases.duties.agenda import TAKEN_BACK
from cases.duties.models import Duty, DutyForward, Proof
from cases.models import Case
from mdt.meetings.agenda import entries
from mdt.meetings.models import ItemState
from mdt.team.models import Body
from mdt.team.policies import Refused
from mdt.team.roles import Role
from mdt.team.sectors import Basis
from privacy.wall import acting_as
from referrals.models import Referral
from tests.cast import Cast, add_person, client_of, seat
from tests.duties.build import begin
from tests.duties.build import seen as duty_of
from tests.referrals.build import make_sent
from tests.releases.build import end, make_release, send_under
from tests.rooms.build import drafted, end_at, main_meeting, meeting_of, now_as, room_for_cases, second_desk
from tests.rooms.cases import another, enter, leave, page, seen, share, sit, take_back


@pytest.fixture
def duty(cast: Cast, room: Body, referral: Referral) -> Duty:
    """Child welfare's, of the case that its desk has shared."""
    return begin(now_as(cast, "sender"), referral, "missing")


def finds(cast: Cast, part: str, duty: Duty) -> bool:
    """Whether the door opens it to somebody; a raw statement must find the same, and no proof."""
    user = now_as(cast, part)
    with acting_as(user), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM duties_duty WHERE id = %s", [duty.pk])
        raw = bool(cursor.fetchone()[0])
        assert raw == Duty.objects.visible_to(user).filter(pk=duty.pk).exists()
        assert part == "sender" or not Proof.objects.exists()
        assert not raw or Case.objects.filter(pk=duty.case_id).exists()
    return raw


def test_the_room_sees_its_clock_and_neither_proof_nor_reason(cast: Cast, room: Body, duty: Duty) -> None:
    sender, third = now_as(cast, "sender"), now_as(cast, "third")
    with acting_as(sender):
        prove(by=sender, duty=duty, recipient="ncmec", done_at=timezone.now(), how="phone", held="yes")

    assert {part: finds(cast, part, duty) for part in ("third", "subchair")} == {"third": True, "subchair": True}
    with acting_as(third):
        assert getattr(duty_of(third, duty), "door", "") == "room"
        assert not Duty.objects.owed_by(third).exists()
    said = page(cast, "third", "duty", duty.pk)
    assert "Shared with your subcommittee" in said and "shares the case" not in said
    assert "Report number" not in said and "Record that" not in said
    for name in ("prove-duty", "duty-not-applicable"):
        assert client_of(third).get(reverse(name, args=[duty.pk])).status_code == 404
    assert duty.code in page(cast, "third", "room", room.pk)
    assert "sees this duty with its case" in page(cast, "sender", "duty", duty.pk)


def test_its_chair_opens_what_the_room_was_shown_and_nothing_else_of_it(cast: Cast, room: Body, duty: Duty) -> None:
    """The room's page leads to it, and what was not shared is not there for them."""
    sender, client = now_as(cast, "sender"), client_of(now_as(cast, "subchair"))
    made = make_sent(sender, cast.desks["child_welfare"], cast.desks["hospital"], note="")
    unshared, address = begin(sender, made, "missing"), reverse("duty", args=[duty.pk])

    assert f'href="{address}"' in client.get(reverse("room", args=[room.pk])).content.decode()
    said = page(cast, "subchair", "duty", duty.pk)
    assert "Shared with your subcommittee" in said and "Record that" not in said and "Report number" not in said
    assert client.get(reverse("duty", args=[unshared.pk])).status_code == 404
    for name in ("prove-duty", "duty-not-applicable", "offer-duty", "put-duty-forward"):
        assert client.get(reverse(name, args=[duty.pk])).status_code == 403
    take_back(cast, "sender")
    assert client.get(address).status_code == 404


def test_a_chair_at_the_desk_that_owes_it_is_led_to_nothing_that_is_refused(cast: Cast, room: Body, duty: Duty) -> None:
    add_person(cast, "their_chair", cast.team, "child_welfare", Role.SUBCOMMITTEE_CHAIR, seated=True)
    client = client_of(now_as(cast, "their_chair"))
    answer = client.get(reverse("duty", args=[duty.pk])).content.decode()

    main = answer[answer.index("<main") : answer.index("</main>")]
    assert duty.code in main and "Shared with your subcommittee" not in main
    led = re.findall(r'(?:href|action)="(/[^"]*)"', main)
    assert [one for one in led if client.get(one).status_code == 403] == []


@pytest.mark.parametrize("part", ["receiver", "colleague", "chair", "coordinator", "lead", "auditor", "neighbour"])
def test_nobody_outside_finds_it(cast: Cast, room: Body, duty: Duty, part: str) -> None:
    """Nor does the other side of the referral, who holds the case."""
    user = now_as(cast, part)
    with acting_as(user), connection.cursor() as cursor:
        for table in ("duties_duty", "duties_forwarded"):
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert (table, cursor.fetchone()) == (table, (0,))
        assert not Duty.objects.visible_to(user).exists()


def test_what_another_agency_owes_of_the_case_stays_its_own(cast: Cast, room: Body, referral: Referral) -> None:
    theirs = begin(now_as(cast, "receiver"), referral, "abuse_report")
    enter(cast, room, "receiver")

    assert [finds(cast, part, theirs) for part in ("receiver", "third", "sender")] == [True, False, False]


@pytest.mark.parametrize("ending", ["taken back", "over", "nobody of the desk"])
def test_it_is_gone_with_the_case(cast: Cast, room: Body, duty: Duty, ending: str) -> None:
    if ending == "taken back":
        take_back(cast, "sender")
    elif ending == "over":
        end_at(room, timezone.now())
    else:
        leave(cast, room, "sender")

    assert not finds(cast, "third", duty)
    assert finds(cast, "sender", duty)


def test_whom_the_case_is_kept_from_finds_no_duty(cast: Cast, room: Body, duty: Duty) -> None:
    sit(cast, "lead", "child_welfare")
    lead = now_as(cast, "lead")
    with acting_as(lead):
        keep_from(Case.objects.get(pk=duty.case_id), person=cast.people["third"], by=lead)

    assert [finds(cast, part, duty) for part in ("third", "subchair")] == [False, True]


def test_what_had_stopped_before_stays_outside(cast: Cast, room: Body) -> None:
    sender = now_as(cast, "sender")
    made = make_sent(sender, cast.desks["child_welfare"], cast.desks["hospital"], note="")
    before, runs = begin(sender, made, "missing"), begin(sender, made, "abuse_report")
    with acting_as(sender):
        say_not_applicable(by=sender, duty=before, reason="done_before")
    share(cast, made, room)
    assert [finds(cast, "third", one) for one in (before, runs)] == [False, True]

    with acting_as(sender):
        say_not_applicable(by=sender, duty=runs, reason="done_before")
    assert finds(cast, "third", runs)


def test_who_has_the_case_under_a_release_asks_that_release(cast: Cast) -> None:
    """The shelter sent it under a release; what its receiver owes goes to a room that a release names."""
    room, advocate = room_for_cases(cast, "sender", "third"), now_as(cast, "advocate")
    shelter, welfare = cast.desks["shelter"], cast.desks["child_welfare"]
    release = make_release(advocate, shelter, cast.agencies["child_welfare"])
    sent = send_under(advocate, shelter, welfare, release, note="")
    owed = begin(now_as(cast, "sender"), sent, "missing")
    with pytest.raises(Refused, match="only under a release"):
        share(cast, sent, room)
    enter(cast, room, "advocate")
    with acting_as(advocate):
        case = Case.objects.get(pk=sent.case_id)
    to_room = make_release(now_as(cast, "advocate"), shelter, room, case=case)
    share(cast, sent, room)
    assert finds(cast, "third", owed)

    end(now_as(cast, "advocate"), to_room)
    assert not finds(cast, "third", owed)


def test_a_member_whom_the_release_does_not_name_finds_none(cast: Cast) -> None:
    """Child welfare has the case under the shelter's release to the room, which names its members of that day."""
    room, advocate = room_for_cases(cast, "sender", "third"), now_as(cast, "advocate")
    shelter, welfare = cast.desks["shelter"], cast.desks["child_welfare"]
    release = make_release(advocate, shelter, cast.agencies["child_welfare"])
    sent = send_under(advocate, shelter, welfare, release, note="")
    owed = begin(now_as(cast, "sender"), sent, "missing")
    enter(cast, room, "advocate")
    make_release(now_as(cast, "advocate"), shelter, room, case=Case(pk=sent.case_id))
    share(cast, sent, room)
    enter(cast, room, "receiver")

    assert seen(cast, "receiver", [sent]) == [False]
    told = {part: finds(cast, part, owed) for part in ("receiver", "third", "advocate", "sender")}
    assert told == {"receiver": False, "third": True, "advocate": True, "sender": True}
    assert client_of(now_as(cast, "receiver")).get(reverse("duty", args=[owed.pk])).status_code == 404


def test_no_duty_goes_to_a_room_by_itself(cast: Cast, room: Body, duty: Duty) -> None:
    sender = now_as(cast, "sender")
    take_back(cast, "sender")
    with acting_as(sender), pytest.raises(Refused, match="not to a subcommittee"):
        forwarding.put_forward(by=sender, duty=duty_of(sender, duty), body=room, basis=Basis.OWN_RULES)
    with acting_as(sender):
        assert not DutyForward.objects.exists()


def test_it_comes_to_the_rooms_agenda_and_to_no_other(cast: Cast, room: Body, referral: Referral, duty: Duty) -> None:
    meeting, main, third = meeting_of(cast, room, "subchair"), main_meeting(cast), now_as(cast, "third")

    assert sorted(item.record for item in drafted(meeting)) == sorted([referral.pk, duty.pk])
    assert drafted(main) == []
    with acting_as(third):
        shown = {entry.line.code: entry.line for entry in entries(meeting, third, ItemState.SUGGESTED)}
    assert shown.keys() == {referral.code, duty.code} and shown[duty.code].door == "room"
    take_back(cast, "sender")
    assert drafted(meeting) == []


def test_a_colleague_of_another_desk_reads_there_what_is_open(cast: Cast, room: Body, referral: Referral) -> None:
    """Who sits where the duty is owed too, and may not know that the first desk has shared the case."""
    night = second_desk(cast, "child_welfare", "colleague")
    another(cast, referral, night, part="receiver")
    # Begun by who sits at both, it is owed at both.
    cast.people["sender"].groups.add(night.group_id)
    owed = begin(now_as(cast, "sender"), referral, "missing")
    enter(cast, room, "colleague")
    meeting, colleague = meeting_of(cast, room, "subchair"), now_as(cast, "colleague")
    drafted(meeting)

    with acting_as(colleague):
        shown = {entry.line.code: entry.line for entry in entries(meeting, colleague, ItemState.SUGGESTED)}
    assert shown[owed.code].door == "assigned" and TAKEN_BACK not in shown[owed.code].detail
    take_back(cast, "sender")
    with acting_as(colleague):
        shown = {entry.line.code: entry.line for entry in entries(meeting, colleague, ItemState.SUGGESTED)}
    assert TAKEN_BACK in shown[owed.code].detail


def test_at_a_main_group_it_is_found_by_that_groups_door(cast: Cast, room: Body, duty: Duty) -> None:
    """Who sits in both reads it on the main group's page, on a screen perhaps: no subcommittee is named there."""
    seat(cast.bodies["team"], cast.desks["juvenile"])
    sender, third = now_as(cast, "sender"), now_as(cast, "third")
    with acting_as(sender):
        forwarding.put_forward(by=sender, duty=duty_of(sender, duty), body=cast.bodies["team"], basis=Basis.OWN_RULES)

    with acting_as(third):
        assert getattr(duty_of(third, duty), "door", "") == "put_forward"
    assert "ubcommittee" not in page(cast, "third", "duty", duty.pk)
