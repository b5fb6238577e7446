"""What the wall lets through when the application's own filter is taken away."""

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from cases.models import Case
from mdt.notices.models import Notice
from mdt.team.models import User
from mdt.team.roles import Role
from mdt.team.sectors import Basis
from privacy.models import DataKey
from privacy.wall import acting_as, acting_as_system
from referrals.actions import answering
from referrals.actions.assigning import assign
from referrals.actions.forwarding import put_forward
from referrals.models import KeptFrom, PutForward, Referral, ReferralDeskGrant, ReferralPersonGrant, Step
from tests.referrals.build import make_draft, make_sent, seen_by
from tests.referrals.cast import Cast, make_person


def counts(user: User) -> dict[str, int]:
    with acting_as(user):
        return {model.__name__: model.objects.count() for model in (Referral, Case, Step, ReferralDeskGrant, KeptFrom)}


NOTHING = {"Referral": 0, "Case": 0, "Step": 0, "ReferralDeskGrant": 0, "KeptFrom": 0}


def test_without_a_context_every_walled_table_is_empty(cast: Cast) -> None:
    make_sent(cast.alice, cast.welfare, cast.sheriff)

    for model in (Referral, Case, ReferralDeskGrant, Notice, DataKey, PutForward):
        assert model.objects.count() == 0
    with acting_as_system(cast.team.pk):
        assert Referral.objects.count() == 1


def test_only_the_two_desks_see_a_sent_referral(cast: Cast) -> None:
    make_sent(cast.alice, cast.welfare, cast.sheriff)

    assert counts(cast.alice) == {"Referral": 1, "Case": 1, "Step": 0, "ReferralDeskGrant": 2, "KeptFrom": 0}
    assert counts(cast.bob) == {"Referral": 1, "Case": 1, "Step": 0, "ReferralDeskGrant": 1, "KeptFrom": 0}
    for stranger in (cast.carol, cast.ada, cast.chris, cast.cora, cast.dana, cast.anna, cast.adam, cast.otto):
        assert counts(stranger) == NOTHING


@pytest.mark.parametrize("role", [Role.ANALYST, Role.AUDITOR, Role.PARTNER])
def test_a_colleague_at_no_desk_neither_lists_nor_deletes_what_their_agency_granted(cast: Cast, role: Role) -> None:
    make_sent(cast.alice, cast.welfare, cast.sheriff)
    colleague = make_person("Uma", cast.team, cast.welfare, role, seated=False)

    assert counts(colleague) == NOTHING
    with acting_as(colleague):
        assert ReferralDeskGrant.objects.all().delete()[0] == 0
    assert counts(cast.bob)["Referral"] == 1


def test_whether_it_is_granted_is_not_told_to_whom_it_is_kept_from(cast: Cast) -> None:
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff, kept_from=[cast.bea])

    def told(user: User) -> object:
        with acting_as(user), connection.cursor() as cursor:
            cursor.execute("SELECT wall.referral_granted(%s)", [referral.pk])
            return cursor.fetchone()[0]

    assert [told(user) for user in (cast.alice, cast.bob, cast.bea, cast.carol)] == [True, True, False, False]


def test_a_draft_is_seen_by_its_writer_alone(cast: Cast) -> None:
    make_draft(cast.alice, cast.welfare, cast.sheriff)

    assert counts(cast.alice)["Referral"] == 1
    for stranger in (cast.bob, cast.lena, cast.carol, cast.chris):
        assert counts(stranger) == NOTHING


def test_whom_a_referral_is_kept_from_sees_neither_it_nor_the_list(cast: Cast) -> None:
    make_sent(cast.alice, cast.welfare, cast.sheriff, kept_from=[cast.bea])

    assert counts(cast.bob)["Referral"] == 1
    bea = counts(cast.bea)
    assert (bea["Referral"], bea["Case"], bea["Step"], bea["KeptFrom"]) == (0, 0, 0, 0)
    assert counts(cast.alice)["KeptFrom"] == 1
    with acting_as(cast.bea):
        assert not Referral.objects.visible_to(cast.bea).exists()


def test_whom_it_is_kept_from_reads_no_grant_that_names_a_person(cast: Cast) -> None:
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff, kept_from=[cast.bea])
    with acting_as(cast.bob):
        for person in (cast.bea, cast.lena):
            assign(by=cast.bob, referral=seen_by(cast.bob, referral), person=person)
        assert ReferralPersonGrant.objects.count() == 2

    with acting_as(cast.bea):
        assert ReferralPersonGrant.objects.count() == 0


def test_a_decline_takes_the_referral_out_of_the_decliners_sight(cast: Cast) -> None:
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff)
    with acting_as(cast.bob):
        answering.decline(by=cast.bob, referral=seen_by(cast.bob, referral), reason="no_capacity")

    assert counts(cast.bob) == NOTHING
    assert counts(cast.alice)["Referral"] == 1


def test_putting_forward_opens_it_to_the_bodys_desks_and_to_nobody_else(cast: Cast) -> None:
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff)
    with acting_as(cast.alice):
        put_forward(by=cast.alice, referral=seen_by(cast.alice, referral), body=cast.body, basis=Basis.PERSON_AGREED)

    with acting_as(cast.bob):
        answering.ask(by=cast.bob, referral=seen_by(cast.bob, referral), question="call_us")

    assert (counts(cast.chris)["Referral"], counts(cast.chris)["Step"]) == (1, 0)
    assert (counts(cast.carol)["Referral"], counts(cast.carol)["Step"]) == (1, 0)
    assert (counts(cast.alice)["Step"], counts(cast.bob)["Step"]) == (1, 1)
    assert counts(cast.ada) == NOTHING
    assert counts(cast.otto) == NOTHING


WRITES = {
    "take a grant": (
        "INSERT INTO referrals_referraldeskgrant (id, permission_id, group_id, content_object_id, team_id, "
        "holder, sort_at, via) "
        "SELECT gen_random_uuid(), (SELECT min(id) FROM auth_permission), %(group)s, %(referral)s, %(team)s, "
        "%(agency)s, now(), 'receiver'"
    ),
    "put forward": (
        "INSERT INTO referrals_putforward (id, referral_id, team_id, body_id, holder, basis, rule, at) "
        "VALUES (gen_random_uuid(), %(referral)s, %(team)s, %(body)s, %(agency)s, 'own_rules', '', now())"
    ),
    "send in another's name": (
        "INSERT INTO referrals_referral (id, team_id, code, state, source, from_agency_id, written_by_id, written_at, "
        "service, urgency, track, basis, report, decline_reason, outcome, changed_at, changed_by, log_hash, "
        "waits_for_sender) "
        "VALUES (gen_random_uuid(), %(team)s, 'RF-X', 'draft', 'form', %(victim)s, %(person)s, now(), "
        "'', '', 'adult', '', '', '', '', now(), '', '', false)"
    ),
}


@pytest.mark.parametrize("what", WRITES)
def test_a_third_agency_cannot_write_its_way_in(cast: Cast, what: str) -> None:
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff)
    values = {
        "group": cast.hospital.group_id,
        "referral": referral.pk,
        "team": cast.team.pk,
        "agency": cast.hospital.agency_id,
        "victim": cast.welfare.agency_id,
        "person": cast.carol.pk,
        "body": cast.body.pk,
    }

    with (
        acting_as(cast.carol),
        pytest.raises(DatabaseError, match="row-level security"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(WRITES[what], values)

    assert counts(cast.carol) == NOTHING


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE referrals_referral SET state = 'withdrawn'",
        "DELETE FROM referrals_referral",
        "DELETE FROM referrals_referraldeskgrant",
        "UPDATE privacy_datakey SET wrapped = ''",
    ],
)
def test_a_strangers_write_touches_no_row(cast: Cast, statement: str) -> None:
    make_sent(cast.alice, cast.welfare, cast.sheriff)

    with acting_as(cast.carol), connection.cursor() as cursor:
        cursor.execute(statement)
        assert cursor.rowcount == 0


def test_a_body_member_reads_but_cannot_move_what_was_put_forward(cast: Cast) -> None:
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff)
    with acting_as(cast.alice):
        put_forward(by=cast.alice, referral=seen_by(cast.alice, referral), body=cast.body, basis=Basis.PERSON_AGREED)

    with acting_as(cast.chris), connection.cursor() as cursor:
        cursor.execute("UPDATE referrals_referral SET state = 'withdrawn'")
        assert cursor.rowcount == 0


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("state = 'closed', outcome = 'moved'", "does not go from sent to closed"),
        ("service = 'legal_victim'", "frozen"),
        ("note = NULL", "frozen"),
        ("whole = false", "frozen"),
        ("to_agency_id = from_agency_id", "frozen"),
        ("state = 'declined'", "declined_with_a_reason"),
        ("state = 'waitlisted'", "waitlisted_until_a_review"),
    ],
)
def test_the_database_holds_the_workflow_and_freezes_what_was_asked(cast: Cast, change: str, why: str) -> None:
    make_sent(cast.alice, cast.welfare, cast.sheriff)

    with (
        acting_as(cast.bob),
        pytest.raises(DatabaseError, match=why),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE referrals_referral SET {change}")
