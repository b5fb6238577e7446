"""From an agency's referral to the chair's agenda: only what was put forward, only for whoever may see it."""

from datetime import date, time, timedelta

import time_machine
from django.utils import timezone

from audit.ledger import System
from mdt.meetings.actions.drafting import draft_agenda
from mdt.meetings.actions.editing import add, publish
from mdt.meetings.actions.planning import change_date, set_series
from mdt.meetings.agenda import entries
from mdt.meetings.models import AgendaItem, ItemState, Meeting
from mdt.meetings.series import Rule
from mdt.team.models import User
from mdt.team.sectors import Basis
from privacy.wall import acting_as, acting_as_system
from referrals.actions import ending
from referrals.actions.forwarding import put_forward
from referrals.models import Referral, StandingRule
from tests.referrals.build import make_sent, seen_by
from tests.referrals.cast import Cast, client_of


def next_meeting(cast: Cast) -> Meeting:
    """The body's next meeting, by a series that its chair sets."""
    settings = {
        "rule": str(Rule(week=1, day=3, every=1, starts_on=date(2026, 10, 1))),
        "starts_on": date(2026, 10, 1),
        "at": time(12),
        "zone": "America/Los_Angeles",
        "minutes": 120,
        "place": "Room 210",
        "draft_days": 14,
    }
    chris = User.objects.with_place().get(pk=cast.chris.pk)
    with acting_as(chris):
        set_series(cast.body, settings=settings, by=chris)
    with acting_as_system(cast.team.pk):
        return Meeting.objects.select_related("body").filter(starts_at__gt=timezone.now()).earliest("starts_at")


def draft(meeting: Meeting) -> int:
    with acting_as_system(meeting.team_id):
        return draft_agenda(meeting, by=System("beat"))


def forward(cast: Cast, referral: Referral) -> None:
    with acting_as(cast.alice):
        put_forward(by=cast.alice, referral=seen_by(cast.alice, referral), body=cast.body, basis=Basis.OWN_RULES)


def codes(meeting: Meeting, user: User, state: ItemState = ItemState.SUGGESTED) -> list[str]:
    with acting_as(user):
        return [entry.line.code for entry in entries(meeting, user, state)]


def test_only_what_was_put_forward_is_suggested_and_only_its_body_sees_it(cast: Cast) -> None:
    meeting = next_meeting(cast)
    shown, hidden = (make_sent(cast.alice, cast.welfare, cast.sheriff) for _ in range(2))
    forward(cast, shown)

    assert draft(meeting) == 1
    assert codes(meeting, cast.chris) == [shown.code]
    assert codes(meeting, cast.bob) == []  # a party to it, but at no desk of this body
    assert codes(meeting, cast.ada) == []
    assert hidden.code not in str(codes(meeting, cast.chris))


def test_a_standing_rule_brings_the_unanswered_with_its_number_of_days(cast: Cast) -> None:
    next_meeting(cast)
    sent = make_sent(cast.alice, cast.welfare, cast.sheriff)
    with acting_as_system(cast.team.pk):
        meeting = Meeting.objects.select_related("body").latest("starts_at")  # weeks off, whatever day it is today
        StandingRule.objects.create(
            team_id=cast.team.pk, agency=cast.welfare.agency, body=cast.body, kind="unanswered", basis=Basis.OWN_RULES
        )

    with time_machine.travel(meeting.starts_at - timedelta(hours=2)):
        assert draft(meeting) == 1
        with acting_as(cast.chris):
            (entry,) = entries(meeting, cast.chris, ItemState.SUGGESTED)
        waited = (timezone.now() - sent.sent_at).days
        assert entry.reason == f"Unanswered for {waited} day{'' if waited == 1 else 's'}"


def test_an_ended_referral_and_a_withdrawn_one_leave_the_suggestions(cast: Cast) -> None:
    meeting = next_meeting(cast)
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff)
    forward(cast, referral)
    draft(meeting)
    with acting_as(cast.alice):
        ending.withdraw(by=cast.alice, referral=seen_by(cast.alice, referral))

    draft(meeting)

    assert codes(meeting, cast.chris) == []


def test_a_withdrawn_one_is_a_code_on_an_agenda_that_holds_it_already(cast: Cast) -> None:
    """Which agency was asked says something about a person, too."""
    meeting = next_meeting(cast)
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff)
    forward(cast, referral)
    draft(meeting)
    chris = User.objects.with_place().get(pk=cast.chris.pk)
    with acting_as(chris):
        add(meeting, items=[entry.item.pk for entry in entries(meeting, chris, ItemState.SUGGESTED)], by=chris)
    with acting_as(cast.alice):
        ending.withdraw(by=cast.alice, referral=seen_by(cast.alice, referral))

    with acting_as(chris):
        (entry,) = entries(meeting, chris)
    assert (entry.line.code, entry.line.title, entry.line.detail) == (referral.code, "Withdrawn referral", "Withdrawn")


def test_what_was_listed_once_does_not_come_back_by_itself(cast: Cast) -> None:
    meeting = next_meeting(cast)
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff)
    forward(cast, referral)
    draft(meeting)
    chris = User.objects.with_place().get(pk=cast.chris.pk)
    with acting_as(chris):
        add(meeting, items=[entry.item.pk for entry in entries(meeting, chris, ItemState.SUGGESTED)], by=chris)
        publish(meeting, by=chris)
    with acting_as_system(cast.team.pk):
        later = Meeting.objects.select_related("body").filter(starts_at__gt=meeting.starts_at).earliest("starts_at")

    assert codes(meeting, cast.chris, ItemState.LISTED) == [referral.code]
    assert draft(later) == 0


def test_an_agenda_page_shows_a_stranger_to_its_items_no_number_and_no_gap(cast: Cast) -> None:
    meeting = next_meeting(cast)
    for _ in range(2):
        forward(cast, make_sent(cast.alice, cast.welfare, cast.sheriff))
    draft(meeting)
    with acting_as_system(cast.team.pk):
        listed = AgendaItem.objects.filter(meeting=meeting)
        assert listed.count() == 2
    chris = User.objects.with_place().get(pk=cast.chris.pk)
    with acting_as(chris):
        add(meeting, items=[entry.item.pk for entry in entries(meeting, chris, ItemState.SUGGESTED)], by=chris)
        publish(meeting, by=chris)

    page = client_of(cast.chris).get(f"/meetings/{meeting.pk}/").content.decode()
    assert page.count("Emergency shelter") == 2
    # Carol's desk sits in the body; kept from her, an item is as if it were not.
    with acting_as_system(cast.team.pk):
        first = listed.earliest("position").record
        referral = Referral.objects.get(pk=first)
        referral.kept_from.create(team_id=cast.team.pk, holder=cast.welfare.agency_id, user=cast.carol)
    hers = client_of(cast.carol).get(f"/meetings/{meeting.pk}/").content.decode()
    assert hers.count("Emergency shelter") == 1
    assert referral.code not in hers


def test_what_was_listed_on_a_meeting_that_is_not_held_comes_to_the_next_one(cast: Cast) -> None:
    meeting = next_meeting(cast)
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff)
    forward(cast, referral)
    draft(meeting)
    chris = User.objects.with_place().get(pk=cast.chris.pk)
    with acting_as(chris):
        add(meeting, items=[entry.item.pk for entry in entries(meeting, chris, ItemState.SUGGESTED)], by=chris)
        change_date(meeting.series, original=meeting.occurrence, moved_to=None, by=chris)
    with acting_as_system(cast.team.pk):
        later = Meeting.objects.select_related("body").filter(starts_at__gt=meeting.starts_at).earliest("starts_at")

    assert draft(later) == 1
    assert codes(later, chris) == [referral.code]
