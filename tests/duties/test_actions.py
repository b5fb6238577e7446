"""Starting, proving, not applying, handing over: what each leaves behind, and what is refused."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.duties.actions import offering
from cases.duties.actions.confirming import confirm_rule, switch_rule_off
from cases.duties.actions.starting import start, start_by
from cases.duties.actions.stopping import prove, say_not_applicable
from cases.duties.choices import Trigger
from cases.duties.models import Duty, Proof
from cases.duties.rules import FOREIGN_CHILD
from cases.models import Case
from mdt.notices.models import Notice
from mdt.team.models import User
from mdt.team.policies import Refused
from privacy.wall import acting_as, acting_as_system
from referrals.models import Referral
from tests.duties.build import ask, begin, codes_seen, now_of, seen
from tests.referrals.build import make_sent
from tests.referrals.cast import Cast

HOUR = timedelta(hours=1)


@pytest.fixture
def sent(cast: Cast) -> Referral:
    return make_sent(cast.alice, cast.welfare, cast.sheriff)


def told(by: User, duty: Duty, recipient: str, ago: timedelta = timedelta(0)) -> bool:
    with acting_as(by):
        at = timezone.now() - ago
        return prove(by=by, duty=seen(by, duty), recipient=recipient, done_at=at, how="phone", held="yes")


def test_a_duty_starts_with_its_times_at_the_desk_that_holds_the_case(cast: Cast, sent: Referral) -> None:
    at = timezone.now() - HOUR

    duty = begin(cast.alice, sent, "missing", at)

    kept = now_of(duty)
    assert (kept.due_at, kept.remind_at) == (at + 24 * HOUR, at + 12 * HOUR)
    assert (kept.agency_id, kept.desk_id, kept.case_id) == (cast.welfare.agency_id, cast.welfare.pk, sent.case_id)


@pytest.mark.parametrize(
    ("who", "rule", "why"),
    [
        ("bob", "missing", "does not put this duty"),
        ("alice", "missing_iv_e", "until counsel has confirmed"),
        ("bob", "ncic", "until counsel has confirmed"),
    ],
)
def test_a_rule_of_another_sector_or_one_that_is_off_starts_nothing(
    cast: Cast, sent: Referral, who: str, rule: str, why: str
) -> None:
    with pytest.raises(Refused, match=why):
        begin(getattr(cast, who), sent, rule)
    with acting_as_system(cast.team.pk):
        assert not Duty.objects.exists()


def test_a_trigger_to_come_is_refused_and_one_of_this_second_is_not(cast: Cast, sent: Referral) -> None:
    with pytest.raises(Refused, match="has not come yet"):
        begin(cast.alice, sent, "missing", timezone.now() + timedelta(seconds=1))

    assert begin(cast.alice, sent, "missing", timezone.now())


def test_a_clock_that_runs_is_not_started_twice_but_each_injury_counts(cast: Cast, sent: Referral) -> None:
    begin(cast.alice, sent, "missing")
    begin(cast.alice, sent, "injury")
    begin(cast.alice, sent, "injury")

    with pytest.raises(Refused, match="runs already"):
        begin(cast.alice, sent, "missing")


def test_whoever_does_not_hold_the_case_starts_nothing(cast: Cast, sent: Referral) -> None:
    case = Case(pk=sent.case_id, team=cast.team)
    for stranger in (cast.carol, cast.ada):
        with acting_as(stranger), pytest.raises(Refused, match="Only a desk that works on this case"):
            start(by=stranger, case=case, rule="abuse_report", triggered_at=timezone.now())


def test_one_of_two_recipients_is_enough_where_the_law_says_or(cast: Cast, sent: Referral) -> None:
    duty = begin(cast.bob, sent, "abuse_report", timezone.now() - HOUR)

    assert told(cast.bob, duty, "hotline")
    assert now_of(duty).stop == "proof"


def test_every_recipient_is_needed_where_the_law_says_and(cast: Cast, sent: Referral) -> None:
    duty = begin(cast.alice, sent, "missing", timezone.now() - 5 * HOUR)

    assert not told(cast.alice, duty, "ncmec", HOUR)
    assert now_of(duty).is_open
    assert told(cast.alice, duty, "law_enforcement", 2 * HOUR)

    kept = now_of(duty)
    assert (kept.stop, kept.remind_at, kept.was_late) == ("proof", None, False)
    with acting_as_system(cast.team.pk):
        last = max(Proof.objects.values_list("done_at", flat=True))
    assert kept.proved_at == last


def test_a_late_proof_is_kept_as_late(cast: Cast, sent: Referral) -> None:
    duty = begin(cast.alice, sent, FOREIGN_CHILD, timezone.now() - 30 * HOUR)

    assert told(cast.alice, duty, "hhs", HOUR)
    assert now_of(duty).was_late


@pytest.mark.parametrize("seconds", [-1, 0])
def test_the_last_second_counts_as_in_time(cast: Cast, sent: Referral, seconds: int) -> None:
    duty = begin(cast.alice, sent, FOREIGN_CHILD, timezone.now() - 30 * HOUR)
    assert duty.due_at is not None
    with acting_as(cast.alice):
        at = duty.due_at + timedelta(seconds=seconds)
        prove(by=cast.alice, duty=seen(cast.alice, duty), recipient="hhs", done_at=at, how="online", held="yes")

    assert not now_of(duty).was_late


@pytest.mark.parametrize(
    ("recipient", "ago", "why"),
    [
        ("hhs", timedelta(seconds=-60), "has not come yet"),
        ("hhs", timedelta(hours=3), "before the duty began"),
        ("ncmec", timedelta(0), "does not ask for that"),
    ],
)
def test_a_proof_that_cannot_be_is_refused(
    cast: Cast, sent: Referral, recipient: str, ago: timedelta, why: str
) -> None:
    duty = begin(cast.alice, sent, FOREIGN_CHILD, timezone.now() - 2 * HOUR)

    with pytest.raises(Refused, match=why):
        told(cast.alice, duty, recipient, ago)
    assert now_of(duty).is_open


def test_a_stopped_duty_takes_no_proof(cast: Cast, sent: Referral) -> None:
    duty = begin(cast.alice, sent, FOREIGN_CHILD, timezone.now() - HOUR)
    with acting_as(cast.alice):
        say_not_applicable(by=cast.alice, duty=duty, reason="counsel")

    with pytest.raises(Refused, match="has stopped"):
        told(cast.alice, duty, "hhs")
    assert (now_of(duty).stop, now_of(duty).reason) == ("not_applicable", "counsel")


def test_a_reason_must_be_one_of_the_list(cast: Cast, sent: Referral) -> None:
    duty = begin(cast.alice, sent, FOREIGN_CHILD)

    with acting_as(cast.alice), pytest.raises(Refused, match="Choose why"):
        say_not_applicable(by=cast.alice, duty=duty, reason="because")


def test_until_the_other_accepts_the_first_still_owes_it(cast: Cast, sent: Referral) -> None:
    duty = begin(cast.alice, sent, "cross_report", timezone.now() - HOUR)
    ask(cast.alice, duty, cast.sheriff)

    assert codes_seen(cast.bob) == [duty.code]
    assert now_of(duty).agency_id == cast.welfare.agency_id
    with acting_as(cast.bob), pytest.raises(Refused):
        prove(by=cast.bob, duty=duty, recipient="hotline", done_at=timezone.now(), how="phone", held="no")
    assert now_of(duty).is_open

    with acting_as(cast.bob):
        mine = offering.accept(by=cast.bob, duty=seen(cast.bob, duty))

    theirs, mine = now_of(duty), now_of(mine)
    assert (theirs.stop, theirs.taken_over_by_id, theirs.offered_to_id) == ("taken_over", mine.pk, None)
    assert (mine.agency_id, mine.triggered_at, mine.due_at) == (
        cast.sheriff.agency_id,
        theirs.triggered_at,
        theirs.due_at,
    )
    assert codes_seen(cast.bob) == [mine.code]
    assert codes_seen(cast.alice) == [theirs.code]


def test_no_leaves_it_where_it_was(cast: Cast, sent: Referral) -> None:
    duty = begin(cast.alice, sent, "cross_report")
    ask(cast.alice, duty, cast.sheriff)

    with acting_as(cast.bob):
        offering.decline(by=cast.bob, duty=seen(cast.bob, duty))

    assert codes_seen(cast.bob) == []
    assert (now_of(duty).stop, now_of(duty).offered_to_id) == ("", None)
    with acting_as_system(cast.team.pk):
        left = list(Notice.objects.filter(record_id=duty.pk).order_by("at").values_list("kind", "desk"))
    assert left == [("duty.offered", cast.sheriff.pk), ("duty.offer_declined", cast.welfare.pk)]


def test_what_was_taken_back_cannot_be_accepted(cast: Cast, sent: Referral) -> None:
    duty = begin(cast.alice, sent, "cross_report")
    ask(cast.alice, duty, cast.sheriff)
    with acting_as(cast.bob):
        shown = seen(cast.bob, duty)
    with acting_as(cast.alice):
        offering.take_back_offer(by=cast.alice, duty=seen(cast.alice, duty))

    with acting_as(cast.bob), pytest.raises(Refused, match="took this back"):
        offering.accept(by=cast.bob, duty=shown)
    with acting_as_system(cast.team.pk):
        assert Duty.objects.count() == 1


def test_a_proof_ends_the_asking(cast: Cast, sent: Referral) -> None:
    duty = begin(cast.alice, sent, "cross_report")
    ask(cast.alice, duty, cast.sheriff)

    assert told(cast.alice, duty, "law_enforcement")

    assert codes_seen(cast.bob) == []
    assert now_of(duty).stop == "proof"


def test_whom_a_duty_may_be_offered_to(cast: Cast, sent: Referral) -> None:
    """A desk on the other side of a referral of the case, whose sector the law names too, and neither release-bound."""
    duty = begin(cast.alice, sent, "cross_report")
    with pytest.raises(Refused, match="works on this case with you"):
        ask(cast.alice, duty, cast.court)
    missing = begin(cast.alice, sent, "missing")
    with pytest.raises(Refused, match="does not put this duty on that agency"):
        ask(cast.alice, missing, cast.sheriff)

    to_shelter = make_sent(cast.alice, cast.welfare, cast.shelter)
    report = begin(cast.alice, to_shelter, "abuse_report")
    with pytest.raises(Refused, match="only under a release"):
        ask(cast.alice, report, cast.shelter)


def test_a_release_bound_agency_keeps_its_own_duties_to_itself(cast: Cast) -> None:
    to_shelter = make_sent(cast.alice, cast.welfare, cast.shelter)
    duty = begin(cast.ada, to_shelter, "abuse_report")

    assert codes_seen(cast.ada) == [duty.code]
    assert codes_seen(cast.alice) == []
    with pytest.raises(Refused, match="only under a release"):
        ask(cast.ada, duty, cast.welfare)


def test_determination_starts_its_own_clock_and_no_other(cast: Cast, sent: Referral) -> None:
    with acting_as(cast.alice):
        case = Case.objects.get(pk=sent.case_id)
        first = start_by(Trigger.DETERMINED, by=cast.alice, case=case, at=timezone.now())
        again = start_by(Trigger.DETERMINED, by=cast.alice, case=case, at=timezone.now())
    with acting_as(cast.bob):
        none = start_by(Trigger.DETERMINED, by=cast.bob, case=case, at=timezone.now())

    assert [duty.law.number for duty in first] == ["B2"]
    assert (again, none) == ([], [])


def test_an_administrator_switches_on_what_counsel_confirmed(cast: Cast, sent: Referral) -> None:
    for _ in range(2):
        with acting_as(cast.adam):
            confirm_rule(by=cast.adam, rule="ncic")

    assert begin(cast.bob, sent, "ncic")
    with acting_as(cast.adam):
        switch_rule_off(by=cast.adam, rule="ncic")
        with pytest.raises(Refused, match="waits for counsel"):
            confirm_rule(by=cast.adam, rule="missing")
    with pytest.raises(Refused, match="until counsel"):
        begin(cast.bob, make_sent(cast.alice, cast.welfare, cast.sheriff), "ncic")
