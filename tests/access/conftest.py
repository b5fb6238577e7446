from collections.abc import Iterator

import pytest
from django.db import connections
from pytest_django.plugin import DjangoDbBlocker

from tests.access.counting import COUNT


@pytest.fixture(scope="module", autouse=True)
def counting(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The function that counts is there for these tests alone."""
    with django_db_blocker.unblock(), connections["owner"].cursor() as cursor:
        cursor.execute(COUNT)
    yield
    with django_db_blocker.unblock(), connections["owner"].cursor() as cursor:
        cursor.execute("DROP FUNCTION rows_of_all_tables()")
