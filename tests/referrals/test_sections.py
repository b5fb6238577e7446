"""Which section of an agenda a referral stands in, and the number in its reason. Only of what was put forward."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine

from audit.ledger import System
from mdt.meetings.actions.drafting import draft_agenda
from mdt.meetings.actions.editing import add, publish
from mdt.meetings.actions.planning import plan
from mdt.meetings.agenda import entries
from mdt.meetings.models import ItemState, Lane, Meeting, Selection, Series
from mdt.team.models import User
from mdt.team.sectors import Basis
from privacy.wall import acting_as, acting_as_system
from referrals.actions import answering, ending
from referrals.actions.forwarding import put_forward, take_back
from referrals.choices import Service, Urgency
from referrals.models import Referral, StandingRule
from tests.referrals.build import make_sent, seen_by
from tests.referrals.cast import Cast
from tests.referrals.test_agenda import next_meeting

# A Monday; the first Thursdays to come are 5 November, 3 December, 7 January, 4 February.
NOW = datetime.fromisoformat("2026-10-26T16:00:00Z")


@pytest.fixture
def clock(settings: object) -> Iterator[time_machine.Traveller]:
    settings.WALL_CONTEXT_SECONDS = 10 * 366 * 86_400  # type: ignore[attr-defined]
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def november(clock: time_machine.Traveller, cast: Cast) -> Meeting:
    return next_meeting(cast)


def chair(cast: Cast) -> User:
    return User.objects.with_place().get(pk=cast.chris.pk)


def forward(cast: Cast, referral: Referral) -> None:
    with acting_as(cast.alice):
        put_forward(by=cast.alice, referral=seen_by(cast.alice, referral), body=cast.body, basis=Basis.OWN_RULES)


def rule(cast: Cast, kind: str) -> None:
    with acting_as_system(cast.team.pk):
        StandingRule.objects.create(
            team_id=cast.team.pk, agency=cast.welfare.agency, body=cast.body, kind=kind, basis=Basis.OWN_RULES
        )


def drafted(cast: Cast, meeting: Meeting) -> dict[str, tuple[str, str, str]]:
    """Draft, then by code: section, lane and reason of each suggestion as the chair sees it."""
    with acting_as_system(cast.team.pk):
        draft_agenda(meeting, by=System("beat"))
    user = chair(cast)
    with acting_as(user):
        shown = entries(meeting, user, ItemState.SUGGESTED)
        return {one.line.code: (one.item.source, one.item.lane, one.line.reason) for one in shown}


def held(cast: Cast, meeting: Meeting) -> None:
    """All that is suggested is put on the agenda and published."""
    drafted(cast, meeting)
    user = chair(cast)
    with acting_as(user):
        add(meeting, items=[one.item.pk for one in entries(meeting, user, ItemState.SUGGESTED)], by=user)
        publish(meeting, by=user)


def after(cast: Cast, meeting: Meeting) -> Meeting:
    """The meeting after it; the next three are planned as by the tick."""
    with acting_as_system(cast.team.pk):
        return Meeting.objects.select_related("body").filter(starts_at__gt=meeting.starts_at).earliest("starts_at")


def test_each_referral_stands_in_the_first_section_that_takes_it(cast: Cast, november: Meeting) -> None:
    rule(cast, "new")
    urgent = make_sent(cast.alice, cast.welfare, cast.sheriff, urgency=Urgency.TODAY)
    missing = make_sent(cast.alice, cast.welfare, cast.sheriff, service=Service.MISSING_YOUTH)
    new = make_sent(cast.alice, cast.welfare, cast.sheriff)
    nobodys = make_sent(cast.carol, cast.hospital, cast.sheriff, note="")
    for one in (urgent, missing):
        forward(cast, one)

    found = drafted(cast, november)
    assert found == {
        urgent.code: ("referrals.urgent", Lane.URGENT, "Sent 0 days ago"),
        missing.code: ("referrals.urgent", Lane.URGENT, "Sent 0 days ago"),
        new.code: ("referrals.new", Lane.DISCUSS, "Sent 0 days ago"),
    }
    assert nobodys.code not in found


def test_what_a_member_put_forward_is_raised_and_what_a_rule_found_unanswered_is_of_the_loop(
    cast: Cast, november: Meeting, clock: time_machine.Traveller
) -> None:
    raised, unanswered = (make_sent(cast.alice, cast.welfare, cast.sheriff) for _ in range(2))
    forward(cast, raised)
    rule(cast, "unanswered")
    clock.move_to(november.starts_at - timedelta(hours=2))

    found = drafted(cast, november)
    assert found[raised.code] == ("referrals.put_forward", Lane.DISCUSS, "Unanswered for 10 days")
    assert found[unanswered.code] == ("referrals.loop", Lane.DISCUSS, "Unanswered for 10 days")


def test_a_case_comes_back_for_its_review_after_the_days_of_the_series(
    cast: Cast, november: Meeting, clock: time_machine.Traveller
) -> None:
    """From 5 November to 4 February, both at noon, are 91 days."""
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff)
    forward(cast, referral)
    held(cast, november)
    with acting_as(cast.bob):
        answering.accept(by=cast.bob, referral=seen_by(cast.bob, referral))
    december, january = after(cast, november), after(cast, after(cast, november))
    assert (drafted(cast, december), drafted(cast, january)) == ({}, {})

    clock.move_to(november.starts_at + timedelta(days=1))
    user = chair(cast)
    with acting_as(user):
        plan(Series.objects.get())
    february = after(cast, january)
    clock.move_to(february.starts_at - timedelta(hours=2))
    assert drafted(cast, february) == {
        referral.code: ("referrals.continuing", Lane.DISCUSS, "Last on an agenda 90 days ago")
    }
    with acting_as(user):
        Selection.objects.create(
            team=cast.team, series=Series.objects.get(), section="referrals.continuing", days=92, lane=Lane.DISCUSS
        )
    assert drafted(cast, february) == {}


def test_what_was_closed_is_listed_once_and_a_decline_shows_in_the_loop(
    cast: Cast, november: Meeting, clock: time_machine.Traveller
) -> None:
    closed, declined = (make_sent(cast.alice, cast.welfare, cast.sheriff) for _ in range(2))
    for one in (closed, declined):
        forward(cast, one)
    held(cast, november)
    clock.move_to(november.starts_at + timedelta(days=2))
    with acting_as(cast.bob):
        answering.accept(by=cast.bob, referral=seen_by(cast.bob, closed))
        ending.close(by=cast.bob, referral=seen_by(cast.bob, closed), outcome="goals_met")
        answering.decline(by=cast.bob, referral=seen_by(cast.bob, declined), reason="no_capacity")
    december = after(cast, november)
    clock.move_to(november.starts_at + timedelta(days=5))

    assert drafted(cast, december) == {
        closed.code: ("referrals.closed", Lane.LIST, "Closed 3 days ago"),
        declined.code: ("referrals.loop", Lane.DISCUSS, "Declined 3 days ago"),
    }
    held(cast, december)
    assert drafted(cast, after(cast, december)) == {}


def test_nothing_tells_what_a_release_bound_receiver_did_or_did_not_do(
    cast: Cast, november: Meeting, clock: time_machine.Traveller
) -> None:
    closed, declined, silent = (make_sent(cast.alice, cast.welfare, cast.shelter) for _ in range(3))
    for one in (closed, declined, silent):
        forward(cast, one)
    rule(cast, "unanswered")
    held(cast, november)
    clock.move_to(november.starts_at + timedelta(days=2))
    with acting_as(cast.ada):
        answering.accept(by=cast.ada, referral=seen_by(cast.ada, closed))
        ending.close(by=cast.ada, referral=seen_by(cast.ada, closed), outcome="no_report")
        answering.decline(by=cast.ada, referral=seen_by(cast.ada, declined), reason="cannot_now")

    assert drafted(cast, after(cast, november)) == {}


def test_what_was_taken_back_is_in_no_section(cast: Cast, november: Meeting) -> None:
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff, urgency=Urgency.TODAY)
    forward(cast, referral)
    assert list(drafted(cast, november)) == [referral.code]
    with acting_as(cast.alice):
        take_back(by=cast.alice, referral=seen_by(cast.alice, referral), body=cast.body)
    assert drafted(cast, november) == {}


def test_a_section_that_is_off_drafts_nothing_and_most_cuts_the_last_ones(cast: Cast, november: Meeting) -> None:
    sent = [make_sent(cast.alice, cast.welfare, cast.sheriff) for _ in range(3)]
    for one in sent:
        forward(cast, one)
    user = chair(cast)
    with acting_as(user):
        row = Selection.objects.create(
            team=cast.team, series=Series.objects.get(), section="referrals.put_forward", most=2, lane=Lane.LIST
        )
    found = drafted(cast, november)
    assert len(found) == 2 and {lane for _, lane, _ in found.values()} == {Lane.LIST}

    with acting_as(user):
        Selection.objects.filter(pk=row.pk).update(on=False)
    assert drafted(cast, november) == {}
