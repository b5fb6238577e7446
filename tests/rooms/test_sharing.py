"""A referral comes into a room when an agency that holds it shares it there, and goes when it takes it back."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from audit.ledger import witness
from cases.models import Case
from cases.releases.models import Release
from mdt.meetings.actions.editing import add
from mdt.meetings.actions.parts import add_part, first_parts
from mdt.meetings.agenda import entries
from mdt.meetings.models import ItemState, Meeting, Part, PartBasis, PartKind
from mdt.rooms.actions import name_member, take_out
from mdt.rooms.models import Room, RoomMember
from mdt.subcommittees.actions.giving import give_item, raise_item
from mdt.subcommittees.models import Report
from mdt.team.models import Body, User
from mdt.team.policies import Refused
from mdt.team.roles import Role
from mdt.team.sectors import Basis
from privacy.wall import acting_as, acting_as_system
from referrals.actions.answering import decline
from referrals.actions.forwarding import put_forward, set_rule, take_back
from referrals.choices import CATEGORY_OF, Service
from referrals.models import PutForward, Referral
from referrals.sharing_forms import PutForwardForm, StandingRuleForm
from tests.cast import Cast, add_person, client_of
from tests.referrals.build import make_sent
from tests.releases.build import end, make_release
from tests.rooms.build import drafted, end_at, main_meeting, now_as, open_room, reported


@pytest.fixture
def referral(cast: Cast, room: Body) -> Referral:
    """From child welfare to the hospital, shared with the room by its sender."""
    sender = now_as(cast, "sender")
    made = make_sent(sender, cast.desks["child_welfare"], cast.desks["hospital"], note="")
    with acting_as(sender):
        mine = Referral.objects.visible_to(sender).select_related("to_agency").get(pk=made.pk)
        put_forward(by=sender, referral=mine, body=room, basis=Basis.OWN_RULES)
    return made


def sees(user: User, referral: Referral) -> tuple[int, bool]:
    """What a raw statement finds of it, and whether its door opens."""
    with acting_as(user), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM referrals_referral WHERE id = %s", [referral.pk])
        return cursor.fetchone()[0], Referral.objects.visible_to(user).filter(pk=referral.pk).exists()


def test_who_is_inside_sees_what_is_shared_and_by_which_door(cast: Cast, room: Body, referral: Referral) -> None:
    third = now_as(cast, "third")

    assert sees(third, referral) == (1, True)
    with acting_as(third):
        assert Referral.objects.visible_to(third).get(pk=referral.pk).passed == "room"
    page = client_of(third).get(reverse("room", args=[room.pk])).content.decode()
    assert referral.code in page
    assert client_of(third).get(reverse("referral", args=[referral.pk])).status_code == 200


@pytest.mark.parametrize(
    "part", ["chair", "coordinator", "colleague", "advocate", "auditor", "administrator", "neighbour"]
)
def test_nobody_else_sees_it_by_the_room(cast: Cast, room: Body, referral: Referral, part: str) -> None:
    assert sees(now_as(cast, part), referral) == (0, False)


def test_the_other_side_learns_of_no_room(cast: Cast, room: Body, referral: Referral) -> None:
    receiver = now_as(cast, "receiver")

    assert sees(receiver, referral) == (1, True)
    with acting_as(receiver), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM referrals_putforward")
        assert cursor.fetchone() == (0,)


def test_who_has_seen_it_tells_nobody_of_the_room(cast: Cast, room: Body, referral: Referral) -> None:
    """The other side learns of no third agency, and nobody which colleague of theirs is inside."""
    chair = now_as(cast, "subchair")
    with acting_as(chair):
        name_member(room, place=cast.place("colleague"), by=chair)
    colleague, third = now_as(cast, "colleague"), now_as(cast, "third")
    for inside in (colleague, third):
        assert client_of(inside).get(reverse("referral", args=[referral.pk])).status_code == 200
    with acting_as_system():
        part = Part.objects.get(body=room, kind=PartKind.ADULT)
        planned = {"starts_at": timezone.now(), "minutes": 30, "place": "Annex", "zone": "America/Los_Angeles"}
        meeting = Meeting.objects.create(team=room.team, body=room, only_part=part, **planned)
    for inside in (now_as(cast, "sender"), third):
        with acting_as(inside):
            witness("agenda.read", by=inside, records=[meeting, referral], purpose="agenda")
    with acting_as(colleague):
        # As what somebody writes, adds and says at a meeting is entered: with the item's record alone.
        for kind in ("outcome.written", "agenda.added", "meeting.turned", "presenter.told", "recusal.made"):
            witness(kind, by=colleague, records=[referral])

    for part in ("receiver", "sender"):
        page = client_of(now_as(cast, part)).get(reverse("seen-by", args=[referral.pk])).content.decode()
        assert referral.code in page
        for said in ("as shared with a subcommittee", third.place.agency.name, colleague.name):
            assert said not in page, (part, said)


def test_whoever_said_no_and_sees_it_in_the_room_takes_the_no_back_too(
    cast: Cast, room: Body, referral: Referral
) -> None:
    chair = now_as(cast, "subchair")
    with acting_as(chair):
        name_member(room, place=cast.place("receiver"), by=chair)
    receiver = now_as(cast, "receiver")
    with acting_as(receiver):
        decline(by=receiver, referral=Referral.objects.visible_to(receiver).get(pk=referral.pk), reason="no_capacity")
        assert Referral.objects.visible_to(receiver).get(pk=referral.pk).door == "room"
    client_of(receiver).post(reverse("undo", args=[referral.pk]))

    with acting_as(receiver):
        assert Referral.objects.visible_to(receiver).get(pk=referral.pk).door == "receiver"


def test_what_is_taken_back_is_gone_at_once(cast: Cast, room: Body, referral: Referral) -> None:
    sender = now_as(cast, "sender")
    with acting_as(sender):
        take_back(by=sender, referral=Referral.objects.visible_to(sender).get(pk=referral.pk), body=room)

    assert sees(now_as(cast, "third"), referral) == (0, False)


def test_a_colleague_outside_takes_it_back_without_reading_its_name(cast: Cast, room: Body, referral: Referral) -> None:
    """The record is the agency's: whoever of it sits at its desk may close it, in the room or not."""
    colleague = now_as(cast, "colleague")
    colleague.groups.add(cast.desks["child_welfare"].group_id)
    client = client_of(now_as(cast, "colleague"))
    page = client.get(reverse("referral", args=[referral.pk])).content.decode()
    assert "a subcommittee" in page and "Labor Trafficking (invented)" not in page

    client.post(reverse("take-back", args=[referral.pk, room.pk]))
    assert sees(now_as(cast, "third"), referral) == (0, False)
    with pytest.raises(DatabaseError, match="row-level security"), acting_as(now_as(cast, "colleague")):
        PutForward.objects.filter(referral=referral).update(taken_back_at=None)


def test_who_is_taken_out_sees_it_no_more(cast: Cast, room: Body, referral: Referral) -> None:
    chair = now_as(cast, "subchair")
    with acting_as(chair):
        member = RoomMember.objects.select_related("body__team", "place").get(place=cast.place("third"))
        take_out(member, by=chair)

    assert sees(now_as(cast, "third"), referral) == (0, False)


@pytest.mark.parametrize(("late", "rows"), [(-1, (1, True)), (1, (0, False))])
def test_it_closes_with_the_last_day_to_the_chair_too(
    cast: Cast, room: Body, referral: Referral, late: int, rows: tuple[int, bool]
) -> None:
    end_at(room, timezone.now() - timedelta(seconds=late))

    for part in ("third", "subchair"):
        assert sees(now_as(cast, part), referral) == rows


def test_only_who_is_inside_shares_and_is_offered_the_room(cast: Cast, room: Body) -> None:
    receiver = now_as(cast, "receiver")
    made = make_sent(now_as(cast, "sender"), cast.desks["child_welfare"], cast.desks["hospital"], note="")
    with acting_as(receiver):
        mine = Referral.objects.visible_to(receiver).select_related("to_agency").get(pk=made.pk)
        with pytest.raises(Refused, match="Only a member"):
            put_forward(by=receiver, referral=mine, body=room, basis=Basis.OWN_RULES)
        assert names(PutForwardForm(by=receiver)) == {"The team (invented)"}
    with pytest.raises(DatabaseError, match="row-level security"), acting_as(receiver):
        place: Any = {"team_id": cast.team.pk, "holder": receiver.place.agency_id, "basis": Basis.OWN_RULES}
        PutForward.objects.create(referral_id=made.pk, body=room, **place)
    sender = now_as(cast, "sender")
    with acting_as(sender):
        assert names(PutForwardForm(by=sender)) == {"The team (invented)", "Labor Trafficking (invented)"}
        assert names(StandingRuleForm(by=sender)) == {"The team (invented)"}
        with pytest.raises(Refused, match="one by one"):
            set_rule(by=sender, body=room, kind="new", days=0, basis=Basis.OWN_RULES)


def names(form: PutForwardForm) -> set[str]:
    field: Any = form.fields["body"]
    return {body.name for body in field.queryset}


def test_whom_it_is_kept_from_does_not_see_it_inside_either(cast: Cast, room: Body) -> None:
    """A member at the receiver from whom the sender keeps it learns nothing of it by the room."""
    sender, chair = now_as(cast, "sender"), now_as(cast, "subchair")
    made = make_sent(
        sender, cast.desks["child_welfare"], cast.desks["juvenile"], kept_from=[now_as(cast, "third")], note=""
    )
    with acting_as(sender):
        mine = Referral.objects.visible_to(sender).select_related("to_agency").get(pk=made.pk)
        put_forward(by=sender, referral=mine, body=room, basis=Basis.OWN_RULES)

    assert sees(chair, made) == (1, True)
    assert sees(now_as(cast, "third"), made) == (0, False)


def test_a_report_on_a_record_is_there_for_who_may_see_the_record(cast: Cast) -> None:
    """Given from the main agenda, reported back there; the chair reads it while the referral stands put forward."""
    room, sender, chair = open_room(cast, takes_items=True), now_as(cast, "sender"), now_as(cast, "chair")
    made = make_sent(sender, cast.desks["child_welfare"], cast.desks["hospital"], note="")
    with acting_as(sender):
        mine = Referral.objects.visible_to(sender).select_related("to_agency").get(pk=made.pk)
        put_forward(by=sender, referral=mine, body=cast.bodies["team"], basis=Basis.OWN_RULES)
    first = main_meeting(cast)
    (row,) = drafted(first)
    with acting_as(chair):
        add(first, items=[row.pk], by=chair)
        (entry,) = entries(first, chair)
        given = give_item(first, entry=entry, room=room.pk, words="Look at it", kept_words=0, by=chair)
    assert made.code not in client_of(now_as(cast, "subchair")).get(reverse("room", args=[room.pk])).content.decode()

    report = reported(cast, given)
    later = main_meeting(cast, ahead=1)
    drafted(later)
    with acting_as(chair):
        lines = {one.line.record: one.line for one in entries(later, chair, ItemState.SUGGESTED)}
    assert made.code in lines[report.pk].detail and given.part == report.part == "child"
    assert found_by_sql(chair, sender) == [1, 1]
    with acting_as(sender):
        take_back(by=sender, referral=Referral.objects.visible_to(sender).get(pk=made.pk), body=cast.bodies["team"])
    with acting_as(chair):
        assert report.pk not in {one.line.record for one in entries(later, chair, ItemState.SUGGESTED)}
    assert found_by_sql(chair, sender) == [0, 1]


def found_by_sql(*readers: User) -> list[int]:
    """How many reports plain SQL finds, the door taken away."""
    counts = []
    for reader in readers:
        with acting_as(reader):
            counts.append(Report.objects.count())
    return counts


def test_a_report_on_a_report_goes_with_what_both_are_about(cast: Cast) -> None:
    """The first room's report is given back to it from the agenda, and reported on again."""
    room, sender, chair = open_room(cast, takes_items=True), now_as(cast, "sender"), now_as(cast, "chair")
    made = make_sent(sender, cast.desks["child_welfare"], cast.desks["hospital"], note="")
    with acting_as(sender):
        mine = Referral.objects.visible_to(sender).select_related("to_agency").get(pk=made.pk)
        put_forward(by=sender, referral=mine, body=cast.bodies["team"], basis=Basis.OWN_RULES)
    for ahead in (0, 1):
        meeting = main_meeting(cast, ahead)
        (row, *_) = [one for one in drafted(meeting) if ahead == 0 or one.source == "subcommittees.reports"]
        with acting_as(chair):
            add(meeting, items=[row.pk], by=chair)
            (entry,) = (one for one in entries(meeting, chair) if one.item.pk == row.pk)
            given = give_item(meeting, entry=entry, room=room.pk, words="Look at it", kept_words=0, by=chair)
        reported(cast, given)
    with acting_as_system():
        assert set(Report.objects.values_list("about", flat=True)) == {made.pk}
    assert found_by_sql(chair, sender) == [2, 2]

    with acting_as(sender):
        take_back(by=sender, referral=Referral.objects.visible_to(sender).get(pk=made.pk), body=cast.bodies["team"])
    assert found_by_sql(chair, sender) == [0, 2]


# Under a release ----------------------------------------------------------------------------------------------


@pytest.fixture
def sheltered(cast: Cast) -> tuple[Body, Referral]:
    """A room with somebody of a release-bound shelter and of the juvenile department; a referral to the shelter."""
    body, chair = open_room(cast, "advocate", "third"), now_as(cast, "subchair")
    with acting_as_system():
        first_parts(body)
    with acting_as(chair):
        add_part(body, kind=PartKind.CHILD, basis=PartBasis.CHILD_ABUSE_TEAM, by=chair)
    return body, make_sent(now_as(cast, "sender"), cast.desks["child_welfare"], cast.desks["shelter"], note="")


def test_a_release_bound_member_shares_with_a_room_that_a_release_names(
    cast: Cast, sheltered: tuple[Body, Referral]
) -> None:
    """For who is inside and of an agency that the release names, and until it is taken back."""
    room, made = sheltered
    advocate, chair = now_as(cast, "advocate"), now_as(cast, "subchair")
    with acting_as(advocate):
        mine = Referral.objects.visible_to(advocate).select_related("to_agency").get(pk=made.pk)
        with pytest.raises(Refused, match="only under a release"):
            put_forward(by=advocate, referral=mine, body=room, basis=Basis.RELEASE)
        case = Case.objects.get(pk=made.case_id)
    release = make_release(
        advocate, cast.desks["shelter"], room, case=case, categories=[CATEGORY_OF[Service(made.service)]]
    )
    with acting_as(advocate):
        put_forward(by=advocate, referral=mine, body=room, basis=Basis.RELEASE)
    with acting_as(chair):
        name_member(room, place=cast.place("receiver"), by=chair)

    inside = {part: sees(now_as(cast, part), made) for part in ("third", "subchair", "receiver", "chair")}
    assert inside == {"third": (1, True), "subchair": (1, True), "receiver": (0, False), "chair": (0, False)}
    end(advocate, release)
    assert [sees(now_as(cast, part), made) for part in ("third", "subchair", "advocate")] == [(0, False)] * 2 + [
        (1, True)
    ]


def test_a_release_to_a_room_is_offered_inside_and_names_no_room_to_a_colleague_outside(
    cast: Cast, sheltered: tuple[Body, Referral]
) -> None:
    room, _ = sheltered
    advocate, name = now_as(cast, "advocate"), "Labor Trafficking (invented)"
    aide = add_person(cast, "aide", cast.team, "shelter", Role.PARTNER, seated=True)
    make_release(advocate, cast.desks["shelter"], room)
    with pytest.raises(Refused, match="Only a member"):
        make_release(now_as(cast, "aide"), cast.desks["shelter"], room)

    own = client_of(advocate).get(reverse("record-release")).content.decode()
    assert f"{name}: Juvenile (invented), Police (invented)" in own
    aides = client_of(aide)
    with acting_as(advocate):
        key = Release.objects.get().pk
    for address in (reverse("record-release"), reverse("releases"), reverse("release", args=[key])):
        page = aides.get(address).content.decode()
        assert name not in page and "Juvenile (invented)" in page


# Groups that fit ----------------------------------------------------------------------------------------------


def test_only_groups_with_a_part_for_the_case_are_offered_and_none_is_said_in_words(cast: Cast) -> None:
    """The room has an open part alone, and the case is a child's."""
    with acting_as_system():
        first_parts(open_room(cast))
    sender = now_as(cast, "sender")
    made = make_sent(sender, cast.desks["child_welfare"], cast.desks["hospital"], note="")
    address = reverse("put-forward", args=[made.pk])

    page = client_of(sender).get(address).content.decode()
    assert "The team (invented)" in page and "Labor Trafficking (invented)" not in page
    with acting_as_system():
        Part.objects.filter(kind=PartKind.CHILD).update(ended_at=timezone.now())
    page = client_of(sender).get(address).content.decode()
    assert "No group takes this case now" in page and "<form" not in page.split("<main")[1].split("</main")[0]
    gone = client_of(sender).post(address, {"body": str(cast.bodies["team"].pk), "basis": Basis.OWN_RULES})
    assert gone.status_code == 200
    with acting_as_system():
        assert not PutForward.objects.exists()


def people_page(cast: Cast, room: Body) -> str:
    return client_of(now_as(cast, "subchair")).get(reverse("room-people", args=[room.pk])).content.decode()


def test_the_page_of_its_people_says_who_else_knows_of_it(cast: Cast) -> None:
    """A member decides by these sentences what to say to whom."""
    room = open_room(cast)
    alone = people_page(cast, room)
    assert "Only the people named here" in alone and "reads its name" not in alone

    with acting_as_system():
        Room.objects.filter(body=room).update(takes_items=True)
    taking = people_page(cast, room)
    assert "Only the people named here" not in taking
    assert f"It takes items from {cast.bodies['team'].name}" in taking and "have read its name" not in taking

    with acting_as_system():
        Room.objects.filter(body=room).update(takes_items=False)
    sender = now_as(cast, "sender")
    with acting_as(sender):
        item = raise_item(room, words="Who answers at night", kept_words=0, by=sender)
    reported(cast, item)
    known = people_page(cast, room)
    assert "Only the people named here" not in known and "have read its name" in known


def test_it_takes_items_from_a_group_or_not_at_all(cast: Cast) -> None:
    room, chair = open_room(cast), now_as(cast, "subchair")
    sent = {"purpose": "Nights", "last_day": str(timezone.localdate() + timedelta(days=9)), "takes_items": "on"}
    page = client_of(chair).post(reverse("room-purpose", args=[room.pk]), sent).content.decode()
    assert "Choose the group that may give it items." in page and "Nights" in page
    with acting_as_system(), pytest.raises(IntegrityError, match="from_a_group"), transaction.atomic():
        Room.objects.filter(body=room).update(takes_items=True, reports_to=None)
