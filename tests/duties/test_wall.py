"""What the wall and the constraints hold when the application's own filter and checks are taken away."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.utils import timezone

from cases.duties.actions.stopping import prove, say_not_applicable
from cases.duties.models import Duty
from cases.duties.tasks import remind
from mdt.notices.models import Notice
from mdt.notices.tasks import mail_notices
from mdt.team.models import User
from mdt.team.roles import Role
from privacy.wall import acting_as
from referrals.actions import answering
from tests.duties.build import ask, begin, case_is_known, codes_seen, now_of, seen, unfiltered
from tests.notices.build import mail_at_once, told
from tests.referrals.build import make_sent, seen_by
from tests.referrals.cast import Cast, make_person

NOTHING = {"Duty": 0, "Proof": 0, "DutyDeskGrant": 0}


def run(user: User, sql: str, **values: Any) -> int:
    with acting_as(user), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.rowcount


def test_a_duty_is_its_own_agencys_alone(cast: Cast) -> None:
    """Not even the other side of the referral sees that there is one."""
    duty = begin(cast.alice, make_sent(cast.alice, cast.welfare, cast.sheriff), "missing")
    with acting_as(cast.alice):
        prove(by=cast.alice, duty=duty, recipient="ncmec", done_at=timezone.now(), how="phone", held="yes")

    assert unfiltered(cast.alice) == {"Duty": 1, "Proof": 1, "DutyDeskGrant": 1}
    strangers = (cast.bob, cast.carol, cast.ada, cast.chris, cast.cora, cast.dana, cast.anna, cast.adam, cast.otto)
    for stranger in (*strangers, cast.lena):
        assert unfiltered(stranger) == NOTHING
        assert codes_seen(stranger) == []


def test_only_the_desks_that_hold_the_case_see_it(cast: Cast) -> None:
    """A colleague of the same agency at no such desk does not."""
    unseated = make_person("Uma", cast.team, cast.welfare, Role.PARTNER, seated=False)
    begin(cast.alice, make_sent(cast.alice, cast.welfare, cast.sheriff), "missing")

    assert unfiltered(unseated) == NOTHING
    assert codes_seen(unseated) == []


def test_whom_the_referral_is_kept_from_the_duty_is_kept_from(cast: Cast) -> None:
    """Bea sits at the desk; the sender keeps this from her, so neither duty, grant, case nor notice tells of it."""
    sent = make_sent(cast.alice, cast.welfare, cast.sheriff, kept_from=[cast.bea])
    duty = begin(cast.bob, sent, "abuse_report", timezone.now() - timedelta(hours=2))
    remind()

    assert codes_seen(cast.bob) == [duty.code]
    assert codes_seen(cast.bea) == []
    assert unfiltered(cast.bea) == NOTHING
    assert sent.case_id is not None and not case_is_known(cast.bea, sent.case_id)
    with acting_as(cast.bob):
        assert Notice.objects.filter(record_id=duty.pk).count() == 1
    with acting_as(cast.bea):
        assert Notice.objects.count() == 0
    mail_at_once(cast.bea, cast.bob)
    mail_notices()
    assert "bob@example.org" in told()
    assert "bea@example.org" not in told()


def test_a_duty_stays_when_its_referral_is_out_of_sight(cast: Cast) -> None:
    """After a decline the referral is gone for the receiver; its own open duty stays, and with it the case's code."""
    sent = make_sent(cast.alice, cast.welfare, cast.sheriff)
    duty = begin(cast.bob, sent, "abuse_report")
    with acting_as(cast.bob):
        answering.decline(by=cast.bob, referral=seen_by(cast.bob, sent), reason="no_capacity")

    assert codes_seen(cast.bob) == [duty.code]
    assert sent.case_id is not None and case_is_known(cast.bob, sent.case_id)
    assert not case_is_known(cast.carol, sent.case_id)


def test_who_is_asked_sees_the_duty_and_no_proof(cast: Cast) -> None:
    duty = begin(cast.alice, make_sent(cast.alice, cast.welfare, cast.sheriff), "cross_report")
    ask(cast.alice, duty, cast.sheriff)

    assert unfiltered(cast.bob) == {"Duty": 1, "Proof": 0, "DutyDeskGrant": 1}
    assert run(cast.bob, "UPDATE duties_duty SET reminded = 9") == 0
    assert run(cast.bob, "DELETE FROM duties_dutydeskgrant") == 0
    assert unfiltered(cast.chris) == NOTHING


WRITES = {
    "start in another's name": (
        "INSERT INTO duties_duty (id, team_id, case_id, code, agency_id, desk_id, rule, triggered_at, started_at, "
        "started_by_id, reminded, stop, reason) VALUES (gen_random_uuid(), %(team)s, %(case)s, 'DU-X', %(victim)s, "
        "%(desk)s, 'missing', now(), now(), %(person)s, 0, '', '')"
    ),
    "start on a case one does not hold": (
        "INSERT INTO duties_duty (id, team_id, case_id, code, agency_id, desk_id, rule, triggered_at, started_at, "
        "started_by_id, reminded, stop, reason) VALUES (gen_random_uuid(), %(team)s, %(case)s, 'DU-X', %(agency)s, "
        "%(desk)s, 'missing', now(), now(), %(person)s, 0, '', '')"
    ),
    "take a grant": (
        "INSERT INTO duties_dutydeskgrant (id, permission_id, group_id, content_object_id, team_id, holder, sort_at, "
        "via) SELECT gen_random_uuid(), (SELECT min(id) FROM auth_permission), %(group)s, %(duty)s, %(team)s, "
        "%(agency)s, now(), 'assigned'"
    ),
    "prove another's": (
        "INSERT INTO duties_proof (id, duty_id, team_id, recipient, how, held, done_at, recorded_at, by_id, by_name) "
        "VALUES (gen_random_uuid(), %(duty)s, %(team)s, 'ncmec', 'phone', 'yes', now(), now(), %(person)s, '')"
    ),
}


@pytest.mark.parametrize("what", WRITES)
def test_a_third_agency_cannot_write_its_way_in(cast: Cast, what: str) -> None:
    sent = make_sent(cast.alice, cast.welfare, cast.sheriff)
    duty = begin(cast.alice, sent, "missing")
    values = {
        "team": cast.team.pk,
        "case": sent.case_id,
        "agency": cast.hospital.agency_id,
        "victim": cast.welfare.agency_id,
        "desk": cast.hospital.pk,
        "group": cast.hospital.group_id,
        "person": cast.carol.pk,
        "duty": duty.pk,
    }

    with pytest.raises(DatabaseError, match=r"row-level security|open duty"):
        run(cast.carol, WRITES[what], **values)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("stop = 'proof', stopped_at = now(), proved_at = now(), remind_at = NULL", "by proof alone"),
        ("stop = 'proof', stopped_at = now(), remind_at = NULL", "a_duty_stops_in_one_way|by proof alone"),
        ("stop = 'not_applicable', stopped_at = now(), remind_at = NULL", "a_duty_stops_in_one_way"),
        (
            "stop = 'not_applicable', reason = 'counsel', taken_over_by_id = id, stopped_at = now(), remind_at = NULL",
            "a_duty_stops_in_one_way",
        ),
        ("stop = 'taken_over', stopped_at = now(), remind_at = NULL", "a_duty_stops_in_one_way"),
        ("reason = 'counsel'", "a_duty_stops_in_one_way"),
        ("stop = 'not_applicable', reason = 'counsel', stopped_at = now()", "waits_for_nothing"),
        (
            "stop = 'not_applicable', reason = 'counsel', stopped_at = started_at - interval '1 s', remind_at = NULL",
            "times_of_a_duty",
        ),
        ("due_at = due_at + interval '1 day'", "frozen"),
        ("triggered_at = triggered_at - interval '1 day'", "frozen"),
        ("rule = 'located'", "frozen"),
        ("agency_id = (SELECT to_agency_id FROM referrals_referral LIMIT 1)", "frozen"),
        ("offered_to_id = agency_id, offered_desk_id = desk_id, offered_at = now()", "offered_whole"),
        ("offered_at = now()", "offered_whole"),
    ],
)
def test_the_database_holds_one_way_of_stopping_and_the_order_of_times(cast: Cast, change: str, why: str) -> None:
    begin(cast.alice, make_sent(cast.alice, cast.welfare, cast.sheriff), "missing")

    with pytest.raises(DatabaseError, match=why):
        run(cast.alice, f"UPDATE duties_duty SET {change}")


def test_a_stopped_duty_stays_as_it_is(cast: Cast) -> None:
    duty = begin(cast.alice, make_sent(cast.alice, cast.welfare, cast.sheriff), "missing")
    with acting_as(cast.alice):
        say_not_applicable(by=cast.alice, duty=seen(cast.alice, duty), reason="counsel")

    with pytest.raises(DatabaseError, match="stays as it is"):
        run(cast.alice, "UPDATE duties_duty SET stop = '', reason = '', stopped_at = NULL")
    assert now_of(duty).stop == "not_applicable"
    assert run(cast.alice, "DELETE FROM duties_duty") == 0


@pytest.mark.parametrize("ago", ["-1 second", "2 hours"])
def test_the_database_refuses_a_proof_of_the_future_or_from_before(cast: Cast, ago: str) -> None:
    at = timezone.now() - timedelta(hours=1)
    duty = begin(cast.alice, make_sent(cast.alice, cast.welfare, cast.sheriff), "missing", at)

    with pytest.raises(DatabaseError, match=r"a_proof_is_of_the_past|not from before it"):
        run(
            cast.alice,
            "INSERT INTO duties_proof (id, duty_id, team_id, recipient, how, held, done_at, recorded_at, by_id, "
            "by_name) VALUES (gen_random_uuid(), %(duty)s, %(team)s, 'ncmec', 'phone', 'yes', "
            f"now() - interval '{ago}', now(), %(person)s, '')",
            duty=duty.pk,
            team=cast.team.pk,
            person=cast.alice.pk,
        )


def test_a_duty_cannot_be_triggered_after_it_was_started(cast: Cast) -> None:
    sent = make_sent(cast.alice, cast.welfare, cast.sheriff)

    with pytest.raises(DatabaseError, match="times_of_a_duty"), acting_as(cast.alice), transaction.atomic():
        Duty.objects.create(
            team=cast.team,
            case_id=sent.case_id,
            code="DU-X",
            agency=cast.welfare.agency,
            desk=cast.welfare,
            rule="missing",
            triggered_at=timezone.now() + timedelta(seconds=1),
            started_by=cast.alice,
        )
