"""A person's calendar feed: what its address shows, to whom, and when it is dead."""

import hashlib
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import pytest
import time_machine
from allauth.account.signals import password_changed, password_reset
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse

from mdt.meetings.actions.feeds import make_feed
from mdt.meetings.actions.planning import change_date, plan
from mdt.meetings.models import CalendarFeed, Series
from mdt.team.models import Agency, AgencyMembership, Membership, User
from mdt.team.roles import Role
from privacy.wall import acting_as, acting_as_system
from tests.cast import client_of
from tests.conftest import Ledger
from tests.meetings.conftest import Cast


def address_of(user: User) -> str:
    with acting_as(user):
        return reverse("calendar-feed", args=[make_feed(by=user)])


def fetch(address: str) -> Any:
    """As a calendar program does: without a session."""
    return Client().get(address)


def by_hand(content: bytes) -> list[tuple[str, str, datetime, datetime, str]]:
    """A second reader of RFC 5545: unfold (3.1), split at the first colon, times are UTC."""
    lines = content.decode().replace("\r\n ", "").replace("\r\n\t", "").split("\r\n")
    events: list[dict[str, str]] = []
    for name, value in (line.split(":", 1) for line in lines if line):
        if (name, value) == ("BEGIN", "VEVENT"):
            events.append({})
        elif events:
            events[-1].setdefault(name.split(";")[0], value)
    moment = "%Y%m%dT%H%M%SZ"
    return [
        (
            one["UID"],
            one["SUMMARY"],
            datetime.strptime(one["DTSTART"], moment).replace(tzinfo=UTC),
            datetime.strptime(one["DTEND"], moment).replace(tzinfo=UTC),
            one["STATUS"],
        )
        for one in events
    ]


def test_two_readers_agree_on_times_over_the_change_of_the_clock(cast: Cast, clock: time_machine.Traveller) -> None:
    """First Thursdays at noon in Los Angeles: 4 March is still winter time, 1 April and 6 May are summer time."""
    series = cast.series()
    clock.move_to(datetime(2027, 2, 20, tzinfo=UTC))
    with acting_as(cast.chair):
        plan(series)
        change_date(series, original=date(2027, 5, 6), moved_to=None, by=cast.chair)
    content = fetch(address_of(cast.dana)).content

    noon = [
        datetime(2027, 3, 4, 20, tzinfo=UTC),
        datetime(2027, 4, 1, 19, tzinfo=UTC),
        datetime(2027, 5, 6, 19, tzinfo=UTC),
        datetime(2027, 6, 3, 19, tzinfo=UTC),
    ]
    hand = by_hand(content)
    assert [(start, end) for _, _, start, end, _ in hand] == [(one, one + timedelta(hours=2)) for one in noon]
    assert [status for *_, status in hand] == ["CONFIRMED", "CONFIRMED", "CANCELLED", "CONFIRMED"]
    library = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert hand == [
        (str(e["UID"]), str(e["SUMMARY"]), e.decoded("DTSTART"), e.decoded("DTEND"), str(e["STATUS"])) for e in library
    ]


def test_it_names_nothing_but_that_there_is_a_meeting(cast: Cast) -> None:
    cast.series()
    content = fetch(address_of(cast.dana)).content.decode()

    assert set(re.findall(r"^SUMMARY:(.*?)\r$", content, re.MULTILINE)) == {"MDT meeting"}
    assert len(by_hand(content.encode())) == 3
    for word in ("Case review", "Courthouse", "room 210", "Dana", "Eastside", "Practice", "LOCATION", "DESCRIPTION"):
        assert word not in content


def test_the_secret_is_shown_once_and_kept_as_a_hash(cast: Cast) -> None:
    browser = client_of(cast.dana)
    page = browser.post(reverse("feed"))
    (secret,) = re.findall(r"/calendar/([\w-]{40,})\.ics", page.content.decode())

    assert "no-store" in page.headers["Cache-Control"]
    assert secret not in browser.get(reverse("feed")).content.decode()
    with acting_as_system():
        row = CalendarFeed.objects.get()
    assert row.secret_hash == hashlib.sha256(secret.encode()).hexdigest()
    assert fetch(reverse("calendar-feed", args=[secret])).status_code == 200
    assert fetch(reverse("calendar-feed", args=[row.secret_hash])).status_code == 404


def test_the_old_address_is_dead_at_once_after_a_new_one_and_after_turning_it_off(cast: Cast) -> None:
    first = address_of(cast.dana)
    assert fetch(first).status_code == 200
    second = address_of(cast.dana)

    assert (fetch(first).status_code, fetch(second).status_code) == (404, 200)
    client_of(cast.dana).post(reverse("end-feed"))
    assert fetch(second).status_code == 404
    assert client_of(cast.dana).post(reverse("end-feed")).status_code == 302


def leave(user: User) -> None:
    Membership.objects.filter(user=user).update(ended_at=datetime(2026, 10, 26, tzinfo=UTC))


def turn_off(user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)


def suspend(user: User) -> None:
    Agency.objects.filter(pk=user.place.agency_id).update(suspended_at=datetime(2026, 10, 26, tzinfo=UTC))


def agency_leaves(user: User) -> None:
    AgencyMembership.objects.filter(agency=user.place.agency_id).update(left_on=date(2026, 10, 26))


def watch_only(user: User) -> None:
    Membership.objects.filter(user=user).update(roles=[Role.AUDITOR])


def sign_out_everywhere(user: User) -> None:
    assert client_of(user).post(reverse("end-sessions")).status_code == 302


def change_the_password(user: User) -> None:
    with acting_as(user):
        password_changed.send(User, request=None, user=user)


def reset_the_password(user: User) -> None:
    password_reset.send(User, request=None, user=user)


@pytest.mark.parametrize("go", [sign_out_everywhere, change_the_password, reset_the_password])
def test_what_a_stolen_session_made_ends_with_it(
    cast: Cast, clock: time_machine.Traveller, go: Callable[[User], None]
) -> None:
    address = address_of(cast.dana)
    clock.shift(1)

    go(cast.dana)

    clock.shift(1)
    assert fetch(address).status_code == 404
    dana = User.objects.with_place().get(pk=cast.dana.pk)
    assert "You have no address yet." in client_of(dana).get(reverse("feed")).content.decode()
    assert fetch(address_of(dana)).status_code == 200


@pytest.mark.parametrize("go", [leave, turn_off, suspend, agency_leaves, watch_only])
def test_the_feed_of_who_has_left_is_dead(cast: Cast, go: Callable[[User], None]) -> None:
    address = address_of(cast.dana)
    assert fetch(address).status_code == 200

    go(cast.dana)

    answer = fetch(address)
    assert answer.status_code == 404
    assert answer.content == fetch("/calendar/made-up.ics").content


def test_it_follows_what_its_owner_may_see_now(cast: Cast) -> None:
    cast.series()
    inside, outside = address_of(cast.dana), address_of(cast.outsider)
    assert len(by_hand(fetch(inside).content)) == 3
    assert by_hand(fetch(outside).content) == []

    with acting_as_system():
        cast.body.desks.remove(cast.dana.groups.get().desk)
    assert by_hand(fetch(inside).content) == []


def test_a_feed_stays_in_the_team_that_it_was_made_for(cast: Cast) -> None:
    """Dana works in two teams; in the other one, where she is now, she sits in nothing."""
    cast.series()
    address = address_of(cast.dana)
    elsewhere = Membership.objects.create(
        user=cast.dana, team=cast.stranger.place.team, agency=cast.dana.place.agency, roles=[Role.PARTNER]
    )
    User.objects.filter(pk=cast.dana.pk).update(current=elsewhere)
    other = User.objects.with_place().get(pk=cast.dana.pk)

    assert len(by_hand(fetch(address).content)) == 3
    AgencyMembership.objects.create(team=elsewhere.team, agency=elsewhere.agency)
    assert by_hand(fetch(address_of(other)).content) == []


def test_nobody_points_another_persons_feed_at_themselves_even_past_the_action(cast: Cast) -> None:
    address_of(cast.dana)
    with acting_as_system():
        feed = CalendarFeed.objects.get()
    for other in (cast.lee, cast.chair, cast.outsider, cast.stranger):
        with acting_as(other):
            assert not CalendarFeed.objects.exists()
            assert CalendarFeed.objects.update(secret_hash="a" * 64) == 0
            assert CalendarFeed.objects.all().delete()[0] == 0
        with pytest.raises(DatabaseError, match="row-level security"), acting_as(other):
            CalendarFeed.objects.create(
                team=cast.team, place=cast.coordinator.place, secret_hash=f"{other.pk.hex:0<64}"
            )
    with acting_as_system():
        assert CalendarFeed.objects.get().secret_hash == feed.secret_hash


def test_each_look_of_the_program_is_one_event_with_the_meetings(cast: Cast, ledger: Ledger) -> None:
    cast.series()
    address = address_of(cast.dana)
    fetch(address)

    (event,) = ledger.events("feed.read")
    assert len(event.codes) == 3 and all(code.startswith("MT-") for code in event.codes)
    fetch("/calendar/made-up.ics")
    assert len(ledger.events()) == 1


def test_a_series_that_fell_on_a_holiday_shows_the_day_on_which_it_is_held(cast: Cast) -> None:
    """The fourth Thursday of November 2026 is Thanksgiving; a week later is 3 December."""
    series = cast.series()
    with acting_as(cast.chair):
        Series.objects.filter(pk=series.pk).update(rule="FREQ=MONTHLY;INTERVAL=1;BYDAY=4TH", on_holiday="week_later")
        plan(Series.objects.get(pk=series.pk))

    starts = [
        start for _, _, start, _, status in by_hand(fetch(address_of(cast.dana)).content) if status == "CONFIRMED"
    ]
    assert datetime(2026, 12, 3, 20, tzinfo=UTC) in starts
    assert datetime(2026, 11, 26, 20, tzinfo=UTC) not in starts
