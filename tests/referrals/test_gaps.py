"""Service gaps: which number may stand, what is counted, and that nothing but a number does."""

from datetime import date, datetime
from uuid import UUID, uuid4

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError

from mdt.directory.choices import Capacity
from mdt.directory.models import DeskService
from mdt.meetings.agenda import entries
from mdt.meetings.models import ItemState, Lane, Meeting, Selection
from mdt.team.models import Desk, User
from privacy.wall import acting_as, acting_as_system
from referrals.actions.counting import count_gaps, end_of, half_before, shown
from referrals.choices import DeclineReason, Service, State
from referrals.models import GapCount, Referral, ServiceGap
from tests.referrals.build import make_sent
from tests.referrals.cast import Cast
from tests.referrals.test_agenda import draft, next_meeting
from tests.walls.build import again

MAY = datetime.fromisoformat("2026-05-12T16:00:00Z")
OCTOBER = datetime.fromisoformat("2026-10-26T16:00:00Z")
A, B, C, D = (uuid4() for _ in range(4))


def people(**each: int) -> dict[UUID, set[UUID]]:
    """So many people, each known to the agencies that are named, e.g. `AB=11`."""
    named = {"A": A, "B": B, "C": C, "D": D}
    known = [{named[letter] for letter in letters} for letters, count in each.items() for _ in range(count)]
    return {uuid4(): agencies for agencies in known}


@pytest.mark.parametrize(
    ("known", "number"),
    [
        ({}, None),
        ({"AB": 10}, None),
        # Both know all of them: the number tells them nothing, and the others of eleven.
        ({"AB": 11}, 11),
        # A and B each know 11 of 12, and would learn of one person whom the other sides had.
        ({"AB": 11, "CD": 1}, None),
        ({"AB": 11, "CD": 10}, None),
        ({"AB": 11, "CD": 11}, 22),
        # Whoever adds ten of their own to one of another's gets no number either.
        ({"A": 10, "B": 1}, None),
        # B, C and D are each left with enough, A alone with ten.
        ({"AB": 20, "C": 5, "D": 5}, None),
        ({"AB": 20, "C": 6, "D": 5}, 31),
    ],
)
def test_a_number_stands_only_where_it_tells_nobody_of_a_few(known: dict[str, int], number: int | None) -> None:
    assert shown(people(**known)) == number


@pytest.mark.parametrize(
    ("day", "begins", "ends"),
    [
        ("2026-06-30", "2025-07-01", "2026-01-01"),
        ("2026-07-01", "2026-01-01", "2026-07-01"),
        ("2026-12-31", "2026-01-01", "2026-07-01"),
        ("2027-01-01", "2026-07-01", "2027-01-01"),
    ],
)
def test_halves_of_a_year_follow_each_other(day: str, begins: str, ends: str) -> None:
    begun = half_before(date.fromisoformat(day))
    assert (begun.isoformat(), end_of(begun).isoformat()) == (begins, ends)


@pytest.fixture
def years(settings: object) -> None:
    settings.WALL_CONTEXT_SECONDS = 10 * 366 * 86_400  # type: ignore[attr-defined]


def declined(
    cast: Cast, count: int, reason: str = DeclineReason.NO_CAPACITY, to: Desk | None = None, **changes: object
) -> list[Referral]:
    """People whom welfare asked for in May, each declined for this reason."""
    sent = [make_sent(cast.alice, cast.welfare, to or cast.sheriff, note="", **changes) for _ in range(count)]
    with acting_as_system(cast.team.pk):
        rows = Referral.objects.filter(pk__in=[one.pk for one in sent])
        rows.update(state=State.DECLINED, decline_reason=reason)
    return sent


def count(cast: Cast) -> dict[str, int | None]:
    with acting_as_system(cast.team.pk):
        count_gaps(cast.body)
        return dict(ServiceGap.objects.values_list("service", "people"))


def offer(cast: Cast, desk: Desk, service: str, capacity: str) -> None:
    with acting_as_system(cast.team.pk):
        DeskService.objects.update_or_create(
            team=cast.team, desk=desk, service=service, defaults={"capacity": capacity, "checked_on": date(2026, 5, 1)}
        )


def lines(cast: Cast, meeting: Meeting, user: User) -> list[tuple[str, str, str, str]]:
    person = User.objects.with_place().get(pk=user.pk)
    with acting_as(person):
        shown_to_them = entries(meeting, person, ItemState.SUGGESTED)
    gaps = [one for one in shown_to_them if one.item.source == "referrals.gaps"]
    return [(one.line.title, one.item.part.kind, one.line.detail, one.line.reason) for one in gaps]


def test_eleven_people_who_found_nobody_are_a_line_of_the_open_part_and_ten_are_none(cast: Cast, years: None) -> None:
    with time_machine.travel(MAY):
        declined(cast, 11, service=Service.MENTAL_HEALTH)
        declined(cast, 10, service=Service.DENTAL)
    with time_machine.travel(OCTOBER, tick=False):
        meeting = next_meeting(cast)
        draft(meeting)

        said = "11 people found nobody who could take them, January to June 2026"
        for member in (cast.chris, cast.cora, cast.carol):
            assert lines(cast, meeting, member) == [("Outpatient mental health", "open", "", said)]
        with acting_as_system():
            kept = list(meeting.items.filter(source="referrals.gaps").values_list("lane", flat=True))
            assert kept == [Lane.LIST]
            assert ServiceGap.objects.count() == 1


def test_who_was_helped_is_not_counted_and_nobody_twice(cast: Cast, years: None) -> None:
    """Thirteen people; one was declined by two desks, one accepted by another; the second desk knows one of the 12."""
    with time_machine.travel(MAY):
        sent = declined(cast, 13, service=Service.SHELTER)
        twice, helped = again(cast, sent[0]), again(cast, sent[1])
    with acting_as_system(cast.team.pk):
        Referral.objects.filter(pk=twice.pk).update(state=State.DECLINED, decline_reason=DeclineReason.NO_CAPACITY)
        Referral.objects.filter(pk=helped.pk).update(state=State.ACCEPTED)
    with time_machine.travel(OCTOBER):
        assert count(cast) == {"shelter": 12}


@pytest.mark.parametrize(
    ("reason", "number"),
    [
        (DeclineReason.NOT_OUR_SERVICE, 11),
        (DeclineReason.OUTSIDE_AREA, 11),
        (DeclineReason.CONFLICT, None),
        (DeclineReason.DUPLICATE, None),
        (DeclineReason.OTHER, None),
        (DeclineReason.NO_ANSWER, None),
    ],
)
def test_only_no_capacity_and_nothing_that_fits_are_gaps(
    cast: Cast, years: None, reason: str, number: int | None
) -> None:
    with time_machine.travel(MAY):
        declined(cast, 11, reason, service=Service.DENTAL)
    with time_machine.travel(OCTOBER):
        assert count(cast).get("dental") == number


def test_a_waitlist_counts_once_its_review_day_is_past(cast: Cast, years: None) -> None:
    with time_machine.travel(MAY):
        sent = declined(cast, 12, service=Service.DENTAL)
    with acting_as_system(cast.team.pk):
        rows = Referral.objects.filter(pk__in=[one.pk for one in sent])
        rows.update(state=State.WAITLISTED, decline_reason="", review_on=date(2026, 6, 30))
        Referral.objects.filter(pk=sent[0].pk).update(review_on=date(2026, 7, 1))
    with time_machine.travel(OCTOBER):
        assert count(cast) == {"dental": 11}


def test_what_a_release_bound_agency_answered_is_in_no_number(cast: Cast, years: None) -> None:
    with time_machine.travel(MAY):
        declined(cast, 12, DeclineReason.CANNOT_NOW, to=cast.shelter, service=Service.DENTAL)
        declined(cast, 12, DeclineReason.NO_CAPACITY, to=cast.shelter, service=Service.EDUCATION)
    with time_machine.travel(OCTOBER):
        assert count(cast) == {}


def test_a_half_year_is_counted_once_whatever_changes_later(cast: Cast, years: None) -> None:
    """A second count would tell by the difference that somebody's referral was declined since."""
    with time_machine.travel(MAY):
        sent = declined(cast, 12, service=Service.DENTAL)
    with acting_as_system(cast.team.pk):
        Referral.objects.filter(pk=sent[0].pk).update(state=State.SENT, decline_reason="")
    # Fourteen days after its end, in the team's zone: what was sent last has been answered.
    with time_machine.travel(datetime.fromisoformat("2026-07-14T23:00:00-07:00")):
        assert count(cast) == {}
    with time_machine.travel(datetime.fromisoformat("2026-07-15T01:00:00-07:00")):
        assert count(cast) == {"dental": 11}
    with acting_as_system(cast.team.pk):
        Referral.objects.filter(pk=sent[0].pk).update(state=State.DECLINED, decline_reason=DeclineReason.NO_CAPACITY)
    with time_machine.travel(OCTOBER):
        assert count(cast) == {"dental": 11}


def test_help_that_no_desk_is_taking_for_is_a_line_without_people(cast: Cast, years: None) -> None:
    offer(cast, cast.hospital, Service.MEDICAL, Capacity.NOT_TAKING)
    offer(cast, cast.sheriff, Service.MEDICAL, Capacity.WAITLIST)
    offer(cast, cast.hospital, Service.DENTAL, Capacity.TAKING)
    with time_machine.travel(OCTOBER, tick=False):
        meeting = next_meeting(cast)
        draft(meeting)
        said = "2 desks offer it, and none is taking now"
        assert lines(cast, meeting, cast.carol) == [("Medical exam", "open", "", said)]

        offer(cast, cast.sheriff, Service.MEDICAL, Capacity.TAKING)
        [(_, _, detail, reason)] = lines(cast, meeting, cast.carol)
        assert (detail, reason) == ("A desk is taking again", "")
        draft(meeting)
        assert lines(cast, meeting, cast.carol) == []


def test_the_numbers_are_the_teams_and_nobody_writes_or_changes_them(cast: Cast, years: None) -> None:
    with time_machine.travel(MAY):
        declined(cast, 11, service=Service.DENTAL)
    with time_machine.travel(OCTOBER):
        count(cast)
    for member in (cast.alice, cast.carol, cast.ada, cast.chris):
        with acting_as(member):
            assert ServiceGap.objects.count() == 1
            assert GapCount.objects.count() == 0
    with acting_as(cast.otto):
        assert ServiceGap.objects.count() == 0
    row = {"team": cast.team, "service": Service.LABOR, "begins_on": date(2026, 1, 1)}
    with pytest.raises(DatabaseError, match="row-level security"), acting_as(cast.chris), transaction.atomic():
        ServiceGap.objects.create(**row, people=40)
    with pytest.raises(IntegrityError, match="no_small_number_of_people"), acting_as_system(), transaction.atomic():
        ServiceGap.objects.create(**row, people=10)
    for change in ("UPDATE referrals_servicegap SET people = 99", "DELETE FROM referrals_servicegap"):
        with pytest.raises(DatabaseError, match="permission denied"), acting_as_system(), connection.cursor() as cursor:
            cursor.execute(change)


@pytest.mark.parametrize(("days", "comes"), [(28, True), (29, False)])
def test_what_was_on_an_agenda_comes_back_after_its_days(cast: Cast, years: None, days: int, comes: bool) -> None:
    """On November 5, and again on December 3, 28 days later."""
    with time_machine.travel(MAY):
        declined(cast, 11, service=Service.DENTAL)
    with time_machine.travel(OCTOBER, tick=False):
        meeting = next_meeting(cast)
        draft(meeting)
        with acting_as_system():
            meeting.items.update(state=ItemState.LISTED)
            december = (
                Meeting.objects.select_related("body").filter(starts_at__gt=meeting.starts_at).earliest("starts_at")
            )
            Selection.objects.create(
                team=cast.team, series=meeting.series, section="referrals.gaps", lane=Lane.LIST, days=days
            )
        draft(december)
        assert bool(lines(cast, december, cast.chris)) is comes
