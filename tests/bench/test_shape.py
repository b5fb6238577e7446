"""What the bench fills its databases with: the same in each run, 5 % to each agency, one with the oldest."""

from collections import Counter
from datetime import UTC, datetime, timedelta

from bench.data.shape import DAYS, OUTSIDER, QUIET, RECEIVERS, SPREAD, number_in, profile_of, shapes
from referrals.choices import State
from referrals.workflow import OPEN_STATES

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
COUNT = 10_000


def test_each_of_twenty_agencies_receives_a_twentieth_and_the_outsider_nothing() -> None:
    rows = shapes(0, COUNT, COUNT, NOW)
    received = Counter(shape.receiver for shape in rows)
    assert set(received) == set(range(RECEIVERS))
    assert all(499 <= number <= 501 for number in received.values())
    assert OUTSIDER not in {shape.sender for shape in rows}
    assert not [shape for shape in rows if shape.sender == shape.receiver]


def test_the_quiet_agency_has_the_oldest_and_the_other_ones_are_spread() -> None:
    rows = shapes(0, COUNT, COUNT, NOW)
    quiet = [shape.sent_at for shape in rows if shape.receiver == QUIET]
    others = [shape.sent_at for shape in rows if shape.receiver != QUIET]
    assert max(quiet) < min(others)
    spread = [shape for shape in rows if shape.receiver == SPREAD]
    recent = [shape for shape in spread if shape.sent_at > NOW - timedelta(days=DAYS / 2)]
    assert 0.45 < len(recent) / len(spread) < 0.55


def test_every_agency_has_two_pages_and_more_of_what_waits() -> None:
    waiting = Counter(shape.receiver for shape in shapes(0, COUNT, COUNT, NOW) if shape.state in OPEN_STATES)
    assert min(waiting[number] for number in range(RECEIVERS)) > 50
    assert State.DRAFT not in {shape.state for shape in shapes(0, COUNT, COUNT, NOW)}


def test_a_part_is_what_the_whole_has_there_and_a_key_tells_its_number() -> None:
    whole = shapes(0, 1000, COUNT, NOW)
    assert shapes(400, 600, COUNT, NOW) == whole[400:600]
    keys = {shape.key(table) for shape in whole for table in range(6)}
    assert len(keys) == 6000
    assert [number_in(shape.key(3)) for shape in whole] == list(range(1000))
    assert all(key.version == 7 for key in keys)


def test_the_right_words_follow_from_the_number() -> None:
    assert profile_of(7) == profile_of(427)
    assert len({profile_of(number).age_group for number in range(6)}) == 6
