"""No test runs an update by a join, whose guard nobody asks again after a wait: `tests/conftest.py` refuses each."""

from typing import Any

import pytest
from django.db.models import Exists, OuterRef, QuerySet

from mdt.team.models import Agency, Desk

OPEN = Desk.objects.filter(closed_at=None)
SHELTERS = Agency.objects.filter(name="Shelter")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "found",
    [
        OPEN.filter(agency__name="Shelter"),
        OPEN.filter(agency__memberships__left_on=None).distinct(),
        OPEN.filter(Exists(SHELTERS.filter(pk=OuterRef("agency"))), agency__name="Shelter"),
    ],
)
def test_an_update_by_a_join_is_refused(found: QuerySet[Any]) -> None:
    with pytest.raises(AssertionError, match="hold the row first"):
        found.update(name="Night")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "found", [OPEN.filter(agency__in=SHELTERS), OPEN.filter(Exists(SHELTERS.filter(pk=OuterRef("agency"))))]
)
def test_an_update_that_asks_another_table_beside_its_row_is_not(found: QuerySet[Any]) -> None:
    assert found.update(name="Night") == 0
