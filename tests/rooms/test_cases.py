"""A desk shares all that it holds of a case with a room: what is there, what comes later, nothing of anybody else's."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from cases.actions.walls import keep_from
from cases.models import Case, CaseShare
from mdt.meetings.agenda import entries
from mdt.meetings.models import ItemState
from mdt.team.models import Body
from mdt.team.policies import Refused
from mdt.team.sectors import Basis
from privacy.wall import acting_as, acting_as_system
from referrals.actions.answering import accept, decline
from referrals.actions.assigning import assign
from referrals.actions.ending import close
from referrals.actions.forwarding import put_forward
from referrals.actions.sending import send
from referrals.actions.writing import write_draft
from referrals.choices import CATEGORY_OF, Outcome, Service
from referrals.models import Referral
from tests.cast import Cast
from tests.referrals.build import asked, make_sent, seen_by
from tests.releases.build import end, make_release
from tests.rooms.build import drafted, main_meeting, meeting_of, now_as, room_for_cases, second_desk
from tests.rooms.cases import another, enter, row, seen, share, sit, take_back


def test_what_there_is_and_what_comes_later_is_open_to_the_room(cast: Cast, room: Body, referral: Referral) -> None:
    later = another(cast, referral, cast.desks["police"])

    assert seen(cast, "third", [referral, later]) == [True, True]
    with acting_as(now_as(cast, "third")):
        assert {one.passed for one in Referral.objects.visible_to(now_as(cast, "third"))} == {"room"}


def test_what_comes_to_the_desk_is_open_too(cast: Cast, room: Body, referral: Referral) -> None:
    """Another agency's referral of the same case, to the desk that shares; not that agency's to others."""
    to_us = another(cast, referral, cast.desks["child_welfare"], part="receiver")
    elsewhere = another(cast, referral, cast.desks["prosecutor"], part="receiver", service=Service.LEGAL_VICTIM)

    assert seen(cast, "third", [to_us, elsewhere]) == [True, False]


@pytest.mark.parametrize("part", ["chair", "coordinator", "colleague", "lead", "advocate", "auditor", "neighbour"])
def test_nobody_outside_finds_anything_of_it(cast: Cast, room: Body, referral: Referral, part: str) -> None:
    later = another(cast, referral, cast.desks["police"])

    assert seen(cast, part, [referral, later]) == [False, False]
    with acting_as(now_as(cast, part)), connection.cursor() as cursor:
        for table in ("cases_caseshare", "referrals_forwarded", "cases_case"):
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert (table, cursor.fetchone()) == (table, (0,))


def test_only_the_desk_that_shared_reads_that_it_did(cast: Cast, room: Body, referral: Referral) -> None:
    """Neither the other side nor the other members; what they see they see by its own door."""
    enter(cast, room, "receiver")
    for part, rows in (("sender", 1), ("receiver", 0), ("third", 0), ("subchair", 0), ("colleague", 0)):
        with acting_as(now_as(cast, part)), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM cases_caseshare")
            assert (part, cursor.fetchone()) == (part, (rows,))
            assert CaseShare.objects.of_desks(now_as(cast, part)).count() == rows


def test_another_case_stays_outside(cast: Cast, room: Body, referral: Referral) -> None:
    other = make_sent(now_as(cast, "sender"), cast.desks["child_welfare"], cast.desks["hospital"], note="")

    assert seen(cast, "third", [referral, other]) == [True, False]


def test_a_desk_shares_nothing_of_its_agencys_other_desks(cast: Cast, room: Body, referral: Referral) -> None:
    """Nor does whoever shared come to see by the room what colleagues hold of the same case."""
    second = second_desk(cast, "child_welfare", "colleague")
    to_second = another(cast, referral, second, part="receiver")

    assert {part: seen(cast, part, [to_second]) for part in ("third", "sender", "colleague")} == {
        "third": [False], "sender": [False], "colleague": [True]
    }  # fmt: skip


# Who shares ---------------------------------------------------------------------------------------------------


def test_only_who_is_inside_and_sits_at_the_desk_shares(cast: Cast, room: Body) -> None:
    made = make_sent(now_as(cast, "sender"), cast.desks["child_welfare"], cast.desks["hospital"], note="")
    with pytest.raises(Refused, match="Only a member"):
        share(cast, made, room, "receiver")
    with pytest.raises(Refused, match="to a subcommittee only"):
        share(cast, made, cast.bodies["team"])
    with pytest.raises(Refused, match="basis that your agency may use"):
        share(cast, made, room, basis=Basis.RELEASE)
    # Named for the one referral, and in the room: the rest of the case is the desk's.
    sender = now_as(cast, "sender")
    enter(cast, room, "colleague")
    with acting_as(sender):
        assign(by=sender, referral=seen_by(sender, made), person=cast.people["colleague"])
    with pytest.raises(Refused, match="Only an agency that holds"):
        share(cast, made, room, "colleague")
    assert seen(cast, "third", [made]) == [False]


@pytest.mark.parametrize(
    ("part", "desk"),
    [
        ("receiver", "hospital"),  # holds the case, is not inside
        ("third", "juvenile"),  # is inside, holds nothing of it
        ("third", "child_welfare"),  # another agency's desk
        ("colleague", "child_welfare"),  # of the agency, at no desk
        ("subchair", "police"),
        ("chair", "prosecutor"),
        ("neighbour", "child_welfare"),
    ],
)
def test_the_database_takes_no_row_of_anybody_else(cast: Cast, room: Body, part: str, desk: str) -> None:
    made = make_sent(now_as(cast, "sender"), cast.desks["child_welfare"], cast.desks["hospital"], note="")

    with pytest.raises(DatabaseError, match="row-level security"), acting_as(now_as(cast, part)):
        CaseShare.objects.create(**row(cast, part, made, room, desk))


def test_the_database_takes_no_row_for_a_main_group_or_in_anothers_name(cast: Cast, room: Body) -> None:
    made = make_sent(now_as(cast, "sender"), cast.desks["child_welfare"], cast.desks["hospital"], note="")
    for changes in ({"body": cast.bodies["team"]}, {"shared_by": cast.place("colleague")}):
        with pytest.raises(DatabaseError, match="row-level security"), acting_as(now_as(cast, "sender")):
            CaseShare.objects.create(**row(cast, "sender", made, room, "child_welfare", **changes))


def test_who_sees_it_in_the_room_alone_cannot_share_it_further(cast: Cast, room: Body, referral: Referral) -> None:
    """Seeing gives no desk a hold on the case."""
    with pytest.raises(Refused, match=r"Only an agency that holds|no longer open"):
        share(cast, referral, room, "third")
    with pytest.raises(DatabaseError, match="row-level security"), acting_as(now_as(cast, "third")):
        CaseShare.objects.create(**row(cast, "third", referral, room, "juvenile"))


def test_a_row_is_taken_back_and_nothing_else(cast: Cast, room: Body, referral: Referral) -> None:
    sender = now_as(cast, "sender")
    for change in ("body_id = body_id, desk_id = gen_random_uuid()", "shared_at = now()", "basis = 'own_rules2'"):
        with pytest.raises(DatabaseError, match="stays as it is"), acting_as(sender), transaction.atomic():
            connection.cursor().execute(f"UPDATE cases_caseshare SET {change}")
    with pytest.raises(DatabaseError, match="row-level security"), acting_as(sender), transaction.atomic():
        CaseShare.objects.update(ended_at=timezone.now(), ended_by=cast.place("colleague"))
    for part in ("receiver", "third", "subchair", "colleague"):
        with acting_as(now_as(cast, part)):
            assert (part, CaseShare.objects.update(ended_at=timezone.now())) == (part, 0)
    with acting_as(sender):
        assert CaseShare.objects.filter().delete()[0] == 0
    take_back(cast, "sender")
    with pytest.raises(DatabaseError, match="stays as it is"), acting_as(sender), transaction.atomic():
        CaseShare.objects.update(ended_at=None, ended_by=None)


def test_twice_is_once(cast: Cast, room: Body, referral: Referral) -> None:
    share(cast, referral, room)
    with acting_as(now_as(cast, "sender")):
        standing = CaseShare.objects.get()
    with pytest.raises(IntegrityError, match="shared_once_by_a_desk"), acting_as_system():
        CaseShare.objects.create(**row(cast, "sender", referral, room, "child_welfare"), shared_at=standing.shared_at)


# What of it is shown ------------------------------------------------------------------------------------------


def test_a_draft_shows_when_it_is_sent(cast: Cast, room: Body, referral: Referral) -> None:
    sender = now_as(cast, "sender")
    with acting_as(sender):
        case = Case.objects.get(pk=referral.case_id)
        draft = write_draft(
            by=sender, from_desk=cast.desks["child_welfare"], asked=asked(cast.desks["police"], note=""), case=case
        )
    assert seen(cast, "third", [draft]) == [False]

    with acting_as(sender):
        send(by=sender, draft=draft)
    assert seen(cast, "third", [draft]) == [True]


def test_what_ends_in_the_room_stays_and_what_had_ended_before_does_not_come(cast: Cast, room: Body) -> None:
    sender, hospital = now_as(cast, "sender"), cast.desks["hospital"]
    first = make_sent(sender, cast.desks["child_welfare"], hospital, note="")
    over = another(cast, first, hospital, service=Service.MEDICAL)
    closed(cast, over)
    share(cast, first, room)
    assert seen(cast, "third", [first, over]) == [True, False]

    closed(cast, first)
    assert seen(cast, "third", [first, over]) == [True, False]
    with pytest.raises(Refused, match="has ended"):
        share(cast, first, room)


def closed(cast: Cast, referral: Referral) -> None:
    receiver = now_as(cast, "receiver")
    with acting_as(receiver):
        accept(by=receiver, referral=seen_by(receiver, referral))
        mine = Referral.objects.visible_to(receiver).with_release(receiver).select_related("to_agency")
        close(by=receiver, referral=mine.get(pk=referral.pk), outcome=Outcome.GOALS_MET)


def test_what_a_desk_declines_is_its_no_more(cast: Cast, room: Body, referral: Referral) -> None:
    """It shares the case as the receiver of a referral, and its no takes that one out."""
    third = now_as(cast, "third")
    to_third = another(cast, referral, cast.desks["juvenile"])
    enter(cast, room, "receiver")
    take_back(cast, "sender")
    share(cast, to_third, room, "third")
    assert seen(cast, "receiver", [to_third]) == [True]

    with acting_as(third):
        mine = Referral.objects.visible_to(third).with_release(third).select_related("to_agency")
        decline(by=third, referral=mine.get(pk=to_third.pk), reason="no_capacity")
    assert seen(cast, "receiver", [to_third]) == [False]


def test_whom_the_case_is_kept_from_finds_nothing_inside(cast: Cast, room: Body, referral: Referral) -> None:
    """By its holder's wall, or by the sender of one of its referrals: also what comes later."""
    enter(cast, room, "receiver")
    sit(cast, "lead", "child_welfare")
    lead = now_as(cast, "lead")
    with acting_as(lead):
        keep_from(Case.objects.get(pk=referral.case_id), person=cast.people["third"], by=lead)
    later = another(cast, referral, cast.desks["police"])

    assert seen(cast, "third", [referral, later]) == [False, False]
    assert seen(cast, "subchair", [referral, later]) == [True, True]


def test_under_a_release_what_it_covers_is_shown_to_whom_it_names(cast: Cast) -> None:
    """A release-bound desk shares a case: each referral by its own kind of help, to the agencies that are named."""
    room, advocate = room_for_cases(cast, "advocate", "third"), now_as(cast, "advocate")
    first = make_sent(now_as(cast, "sender"), cast.desks["child_welfare"], cast.desks["shelter"], note="")
    with pytest.raises(Refused, match="only under a release"):
        share(cast, first, room, "advocate", Basis.RELEASE)
    with acting_as(advocate):
        case = Case.objects.get(pk=first.case_id)
    covered = [CATEGORY_OF[Service(first.service)]]
    release = make_release(advocate, cast.desks["shelter"], room, case=case, categories=covered)
    share(cast, first, room, "advocate", Basis.RELEASE)
    enter(cast, room, "receiver")
    other = another(cast, first, cast.desks["shelter"], service=Service.MEDICAL)

    inside = {part: seen(cast, part, [first, other]) for part in ("third", "subchair", "receiver")}
    assert inside == {"third": [True, False], "subchair": [True, False], "receiver": [False, False]}
    end(advocate, release)
    assert {part: seen(cast, part, [first, other]) for part in inside} == {part: [False, False] for part in inside}


# At the room's meetings ---------------------------------------------------------------------------------------


def test_what_is_of_a_shared_case_comes_to_the_rooms_agenda(cast: Cast, room: Body, referral: Referral) -> None:
    """Each once, also what is shared by itself as well, and what was taken back is suggested no more."""
    later = another(cast, referral, cast.desks["police"])
    sender = now_as(cast, "sender")
    with acting_as(sender):
        put_forward(by=sender, referral=seen_by(sender, later), body=room, basis=Basis.OWN_RULES)
    meeting, own = meeting_of(cast, room, "subchair"), main_meeting(cast)
    assert sorted(item.record for item in drafted(meeting)) == sorted([referral.pk, later.pk])
    assert drafted(own) == []
    third = now_as(cast, "third")
    with acting_as(third):
        shown = {entry.line.code: entry.line.reason for entry in entries(meeting, third, ItemState.SUGGESTED)}
    # Of what is here with its case alone no row says since when.
    assert shown.keys() == {referral.code, later.code} and shown[referral.code] == "Sent 0 days ago"

    take_back(cast, "sender")
    assert [item.record for item in drafted(meeting)] == [later.pk]
