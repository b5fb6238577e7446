"""What becomes of a referral that nobody answers: a second either side of each limit, whatever becomes of the tick."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.db import connection, connections
from django.utils import timezone

from audit.models import Event
from mdt.hours.models import DeskHours
from mdt.notices.models import Notice
from mdt.notices.tasks import mail_notices
from mdt.team.policies import Refused
from privacy.wall import acting_as, acting_as_system
from referrals import policies
from referrals.actions import ageing, answering, calling
from referrals.models import Referral
from referrals.tasks import tick
from tests.conftest import Ledger
from tests.notices.build import mail_at_once
from tests.referrals.build import make_sent, seen_by
from tests.referrals.cast import Cast, build_cast, client_of

ZONE = ZoneInfo("America/Los_Angeles")
# A Monday; times of a context that is signed in the past would be over.
SENT = datetime(2027, 9, 13, 9, 0, tzinfo=ZONE)
SECOND = timedelta(seconds=1)


def sent(cast: Cast, **more: object) -> Referral:
    with time_machine.travel(SENT, tick=False):
        return make_sent(cast.alice, cast.welfare, cast.sheriff, **more)  # type: ignore[arg-type]


def tick_at(moment: datetime | None) -> int:
    assert moment
    with time_machine.travel(moment, tick=False):
        return tick()


def row(referral: Referral) -> Referral:
    with acting_as_system():
        return Referral.objects.get(pk=referral.pk)


def kinds(referral: Referral) -> list[str]:
    """The notices of a referral, in the order in which they were left."""
    with acting_as_system():
        left = Notice.objects.filter(record_id=referral.pk).order_by("at", "pk")
        return [notice.kind.removeprefix("referral.") for notice in left]


def test_each_threshold_comes_at_its_second_and_once(cast: Cast) -> None:
    """Routine, 45 business hours of nine a day from Monday at nine: 22.5, 45 and 135 of them."""
    referral = sent(cast)
    limits = [
        (datetime(2027, 9, 15, 13, 30, tzinfo=ZONE), "remind"),
        (datetime(2027, 9, 20, 9, 0, tzinfo=ZONE), "deputy"),
        (datetime(2027, 10, 4, 9, 0, tzinfo=ZONE), "lapse"),
    ]
    told = ["send"]
    for limit, kind in limits:
        assert tick_at(limit - SECOND) == 0
        assert tick_at(limit) == 1
        assert tick_at(limit + SECOND) == 0
        told.append(kind)
        assert kinds(referral) == told
    now = row(referral)
    assert (now.state, now.decline_reason, now.changed_by) == ("declined", "no_answer", "The clock")


def test_a_lapse_comes_back_to_the_sender_and_leaves_the_receivers_sight(cast: Cast) -> None:
    referral = sent(cast)
    tick_at(referral.lapse_at)

    page = client_of(cast.alice).get(f"/referrals/{referral.pk}/").content.decode()
    assert "No answer in time" in page
    assert f"/referrals/{referral.pk}/again/" in page
    assert client_of(cast.bob).get(f"/referrals/{referral.pk}/").status_code == 404
    with acting_as(cast.bob):
        assert not Referral.objects.exists()


def test_nobody_may_give_the_clocks_reason(cast: Cast) -> None:
    referral = sent(cast)
    with acting_as(cast.bob):
        assert "no_answer" not in policies.decline_reasons(seen_by(cast.bob, referral))
    with acting_as(cast.bob), pytest.raises(Refused):
        answering.decline(by=cast.bob, referral=seen_by(cast.bob, referral), reason="no_answer")


def test_beat_that_stood_still_for_days_does_each_thing_once_and_in_order(cast: Cast) -> None:
    """All three are over, of two referrals: what was due first is done first."""
    first = sent(cast)
    with time_machine.travel(SENT + timedelta(hours=1), tick=False):
        second = make_sent(cast.alice, cast.welfare, cast.hospital)

    # A clock that goes on, so that notices have times of their own.
    with time_machine.travel(datetime(2027, 10, 7, 9, 0, tzinfo=ZONE)):
        assert tick() == 6
    assert kinds(first) == kinds(second) == ["send", "remind", "deputy", "lapse"]
    with acting_as_system():
        order = [(one.kind, one.record_id) for one in Notice.objects.exclude(kind="referral.send").order_by("at")]
    assert order == [(f"referral.{kind}", one.pk) for kind in ("remind", "deputy", "lapse") for one in (first, second)]


def test_the_deputy_alone_is_told_by_name(cast: Cast) -> None:
    with acting_as_system():
        DeskHours.objects.create(desk=cast.sheriff, deputy=cast.bea)
    mail_at_once(cast.bob, cast.bea, cast.lena)
    referral = sent(cast)
    with time_machine.travel(SENT, tick=False):
        mail_notices()
    mail.outbox.clear()
    with acting_as_system():
        Referral.objects.filter(pk=referral.pk).update(remind_at=None)
    assert tick_at(referral.deputy_at) == 1
    with time_machine.travel(referral.deputy_at or SENT, tick=False):
        mail_notices()

    assert [message.to for message in mail.outbox] == [["bea@example.org"]]
    with acting_as(cast.bob):
        assert not Notice.objects.filter(kind="referral.deputy").exists()
    with acting_as(cast.bea):
        assert Notice.objects.visible_to(cast.bea).filter(kind="referral.deputy").exists()


def test_a_deputy_whom_it_is_kept_from_learns_nothing_and_the_desk_is_told(cast: Cast) -> None:
    with acting_as_system():
        DeskHours.objects.create(desk=cast.sheriff, deputy=cast.bea)
    referral = sent(cast, kept_from=[cast.bea])
    tick_at(referral.deputy_at)

    with acting_as(cast.bea):
        assert not Notice.objects.exists()
    with acting_as(cast.bob):
        assert Notice.objects.filter(kind="referral.deputy").exists()


def test_a_referral_to_a_shelter_never_lapses_and_its_sender_sees_no_clock(cast: Cast) -> None:
    with time_machine.travel(SENT, tick=False):
        referral = make_sent(cast.alice, cast.welfare, cast.shelter)
    assert referral.lapse_at is None

    assert tick_at(datetime(2028, 9, 13, 9, 0, tzinfo=ZONE)) == 2
    client_of(cast.ada).get(f"/referrals/{referral.pk}/")
    now = row(referral)
    assert (now.state, now.seen_at) == ("sent", None)
    page = client_of(cast.alice).get(f"/referrals/{referral.pk}/").content.decode()
    for word in ("Reminder", "deputy", "Answer by", "No answer", "Overdue", "Seen"):
        assert word not in page, word


def test_only_the_receivers_answer_begins_the_time_anew_and_three_times_in_all(cast: Cast) -> None:
    referral = sent(cast)
    begun = referral.answer_by

    def clock() -> tuple[datetime | None, int]:
        now = row(referral)
        return now.answer_by, now.resets

    with time_machine.travel(SENT + timedelta(days=1), tick=False), acting_as(cast.bob):
        calling.note_call(by=cast.bob, referral=seen_by(cast.bob, referral))
    assert clock() == (begun, 0)
    seen = [begun]
    for day in range(1, 5):
        with time_machine.travel(SENT + timedelta(days=day), tick=False):
            with acting_as(cast.bob):
                answering.ask(by=cast.bob, referral=seen_by(cast.bob, referral), question="call_us")
            asked = clock()
            with acting_as(cast.alice):
                answering.answer(by=cast.alice, referral=seen_by(cast.alice, referral), reply="yes")
            assert clock() == asked
        seen.append(asked[0])
    assert seen[1] == datetime(2027, 9, 21, 9, 0, tzinfo=ZONE)
    assert clock()[1] == 3
    assert seen[4] == seen[3] != seen[2]


def test_while_a_question_waits_its_sender_is_reminded(cast: Cast) -> None:
    referral = sent(cast)
    with time_machine.travel(SENT, tick=False), acting_as(cast.bob):
        answering.ask(by=cast.bob, referral=seen_by(cast.bob, referral), question="call_us")
    tick_at(row(referral).remind_at)

    with acting_as_system():
        reminder = Notice.objects.get(kind="referral.remind")
    assert reminder.desk_id == cast.welfare.pk


def test_a_waitlist_rests_until_its_review_day_begins(cast: Cast) -> None:
    referral = sent(cast)
    review = datetime(2027, 9, 27, 8, 0, tzinfo=ZONE)
    with time_machine.travel(SENT + SECOND, tick=False), acting_as(cast.bob):
        answering.waitlist(by=cast.bob, referral=seen_by(cast.bob, referral), review_on=review.date())

    assert tick_at(review - SECOND) == 0
    assert tick_at(review) == 1
    assert kinds(referral) == ["send", "waitlist", "remind"]


@pytest.mark.parametrize("answer", ["accept", "decline"])
def test_an_answered_referral_ages_no_more(cast: Cast, answer: str) -> None:
    referral = sent(cast)
    with time_machine.travel(SENT, tick=False), acting_as(cast.bob):
        mine = seen_by(cast.bob, referral)
        if answer == "accept":
            answering.accept(by=cast.bob, referral=mine)
        else:
            answering.decline(by=cast.bob, referral=mine, reason="no_capacity")

    assert tick_at(datetime(2028, 9, 13, 9, 0, tzinfo=ZONE)) == 0


# Two real connections, and a killed process ------------------------------------------------------------------


@pytest.fixture
def due(transactional_db: None) -> Iterator[tuple[Cast, Referral]]:
    """A referral whose reminder is due now."""
    cast = build_cast()
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff)
    with acting_as_system():
        Referral.objects.filter(pk=referral.pk).update(remind_at=timezone.now() - SECOND)
    yield cast, referral


def test_two_ticks_at_once_remind_once(due: tuple[Cast, Referral]) -> None:
    _, referral = due
    ledger, barrier, done = Ledger(), threading.Barrier(2, timeout=10), []

    def run() -> None:
        try:
            barrier.wait()
            done.append(tick())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)

    assert sorted(done) == [0, 1]
    assert kinds(referral) == ["send", "remind"]
    assert ledger.kinds() == ["referral.remind"]


def test_a_row_that_one_tick_holds_is_left_to_it(due: tuple[Cast, Referral]) -> None:
    _, referral = due
    with acting_as_system():
        Referral.objects.select_for_update().get(pk=referral.pk)
        done: list[int] = []
        other = threading.Thread(target=lambda: (done.append(tick()), connections.close_all()))
        other.start()
        other.join(timeout=20)
    assert done == [0]
    assert kinds(referral) == ["send"]


_KILLED = """
import os, signal, sys
import django
django.setup()
from django.conf import settings
from django.db import connections
for alias in ("default", "audit"):
    connections[alias].settings_dict["NAME"] = sys.argv[1]
from referrals.actions import ageing
die = lambda *args, **more: os.kill(os.getpid(), signal.SIGKILL)
if sys.argv[2] == "before the notice":
    ageing._tell = die
    ageing.age_one()
else:
    ageing.age_one()
    die()
"""


@pytest.mark.parametrize(("when", "left"), [("before the notice", ["send"]), ("after the commit", ["send", "remind"])])
def test_a_tick_that_is_killed_has_done_all_or_nothing_and_the_next_does_it_once(
    due: tuple[Cast, Referral], when: str, left: list[str]
) -> None:
    _, referral = due
    name = str(connection.settings_dict["NAME"])
    command = [sys.executable, "-c", _KILLED, name, when]
    died = subprocess.run(command, cwd=settings.BASE_DIR, env=dict(os.environ), stderr=subprocess.PIPE, timeout=60)
    assert died.returncode == -signal.SIGKILL, died.stderr.decode()
    assert kinds(referral) == left

    tick()
    tick()
    assert kinds(referral) == ["send", "remind"]
    with acting_as_system():
        assert [step.kind for step in referral.steps.all()] == ["remind"]
    reminders = Event.objects.using("owner").filter(kind="referral.remind")
    assert [event.codes for event in reminders if referral.code in event.codes] == [[referral.code]]
    assert ageing.age_one() is False
