"""A plan that the database keeps is of a statement, never of whoever asked it first."""

from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from mdt.team.models import User
from privacy.plans import Constant, kept_plans
from privacy.wall import acting_as
from referrals.models import KeptFrom, Referral
from tests.referrals.build import make_sent
from tests.referrals.cast import Cast

# psycopg prepares a statement after five times, and PostgreSQL makes a plan to keep after five more.
OFTEN = 12


def asked() -> list[UUID]:
    """Every referral that the wall shows; the application's own filter is taken away."""
    with kept_plans():
        return list(Referral.objects.exclude(state="draft").order_by("pk").values_list("pk", flat=True))


def asked_by(user: User) -> list[UUID]:
    with acting_as(user):
        return asked()


def plans_kept() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COALESCE(sum(generic_plans), 0) FROM pg_prepared_statements WHERE statement LIKE '%referral%'"
        )
        return int(cursor.fetchone()[0])


def test_what_was_planned_for_one_reader_shows_another_nothing(cast: Cast) -> None:
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff)
    for _ in range(OFTEN):
        assert asked_by(cast.bob) == [referral.pk]
    assert plans_kept() > 0

    assert asked_by(cast.carol) == []
    with transaction.atomic():
        assert asked() == []
    assert asked_by(cast.alice) == [referral.pk]


def test_what_is_kept_from_somebody_since_is_gone_from_a_kept_plan(cast: Cast) -> None:
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff)
    for _ in range(OFTEN):
        assert asked_by(cast.bea) == [referral.pk]

    with acting_as(cast.alice):
        KeptFrom.objects.create(referral=referral, user=cast.bea, team_id=cast.team.pk, holder=referral.from_agency_id)

    assert asked_by(cast.bea) == []


def test_outside_of_its_block_nothing_is_prepared(cast: Cast) -> None:
    with acting_as(cast.bob):
        asked()
        for _ in range(OFTEN):
            list(Referral.objects.exclude(state="draft").values_list("pk", "code"))

        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%code%referral%'")
            assert cursor.fetchone()[0] == 0


def test_what_was_prepared_stands_in_the_log_of_statements(cast: Cast) -> None:
    with acting_as(cast.bob), CaptureQueriesContext(connection) as log:
        for _ in range(OFTEN):
            asked()

    assert sum("referrals_referral" in query["sql"] for query in log) == OFTEN


@pytest.mark.parametrize("word", ["draft' OR true --", "%s", "Draft", "a b"])
def test_a_constant_is_no_words_of_somebody_else(word: str) -> None:
    with pytest.raises(ValueError, match="no word of ours"):
        str(Referral.objects.filter(state=Constant(word)).query)
