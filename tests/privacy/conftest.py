"""The sample tables, and a wall context of one team."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.db import connections

from privacy.sealing import RecordKey
from privacy.wall import APP, Claims, acting
from tests.privacy.by_hand import KEY
from tests.privacy.sample import Letter, Question

TEAM = UUID("018f0000-0000-7000-8000-000000000001")


@pytest.fixture(scope="module")
def sample_tables(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    models = (Letter, Question)
    with django_db_blocker.unblock():
        owner = connections["owner"]
        with owner.schema_editor() as editor:
            for model in models:
                editor.create_model(model)
                editor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {model._meta.db_table} TO {APP}")
    yield
    with django_db_blocker.unblock(), connections["owner"].schema_editor() as editor:
        for model in models:
            editor.delete_model(model)


@pytest.fixture
def in_team(sample_tables: None, db: None) -> Iterator[None]:
    """The app's role, in the context of one person of TEAM."""
    with acting(Claims("user", team=TEAM)):
        yield


@pytest.fixture
def letter() -> Letter:
    """Not saved; its key is KEY."""
    return Letter(id=UUID("018f0000-0000-7000-8000-00000000000a"))


@pytest.fixture
def key(letter: Letter) -> RecordKey:
    return RecordKey(letter.pk, KEY)
