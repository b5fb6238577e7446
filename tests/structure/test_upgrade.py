"""An installation of an earlier version takes its rows along: one in every table that there was."""

import datetime
import uuid
from collections.abc import Iterator
from typing import Any, Final

import pytest
from django.apps.registry import Apps
from django.contrib.postgres.fields import ArrayField
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

from privacy.keys import new_key
from privacy.sealing import SealedField

# The last version that went out.
BEFORE: Final = {
    "audit": "0004_unsealed",
    "cases": "0003_kept_from",
    "config": "0001_queue_and_heartbeat",
    "directory": "0002_wall",
    "duties": "0002_wall",
    "hours": "0002_wall",
    "meetings": "0006_feeds_cut_off_holidays",
    "notices": "0005_mail",
    "privacy": "0002_keys",
    "referrals": "0018_grants_kept_from",
    "releases": "0002_wall",
    "screening": "0002_wall",
    "team": "0003_call_for_today",
}
SINCE: Final = {"rooms", "subcommittees"}
# What grants and desks stand on.
DJANGOS: Final = {"auth.Group", "auth.Permission", "contenttypes.ContentType"}
# What the tables' own conditions ask for; everything else is any value of its kind.
ASKED_FOR: Final = {
    ("team.Body", "subcommittee"): True,
    ("releases.Release", "expires_at"): datetime.datetime(2026, 1, 8, tzinfo=datetime.UTC),
    ("releases.Release", "freely_given"): True,
    ("referrals.StopRequest", "words"): b"x",
}
ANY: Final[dict[str, Any]] = {
    "UUIDField": uuid.UUID(int=1),
    "DateTimeField": datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC),
    "DateField": datetime.date(2026, 1, 1),
    "TimeField": datetime.time(12),
    "BooleanField": False,
    "BinaryField": b"x",
    "IntegerField": 1,
    "SmallIntegerField": 1,
    "PositiveIntegerField": 1,
    "PositiveSmallIntegerField": 1,
}


@pytest.fixture
def earlier(db: None) -> Iterator[BaseDatabaseWrapper]:
    """An empty database beside that of the tests. It goes by the owner's alias, the only one that migrates."""
    owner = connections["owner"]
    name = owner.settings_dict["NAME"] + "_earlier"
    with owner.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}"')
    beside = owner.copy()
    beside.settings_dict = owner.settings_dict | {"NAME": name}
    connections["owner"] = beside
    yield beside
    connections["owner"] = owner
    beside.close()
    with owner.cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}"')


def value_of(model: type[models.Model], field: Any, keys: dict[str, Any]) -> Any:
    asked = ASKED_FOR.get((model._meta.label, field.name))
    if asked is not None:
        return asked
    if field.is_relation:
        return keys[field.related_model._meta.label]
    if field.primary_key:
        return new_key()
    if field.has_default():
        return field.get_default()
    if isinstance(field, ArrayField):
        return [value_of(model, field.base_field, keys)]
    if field.blank:
        return ""
    return field.choices[0][0] if field.choices else ANY.get(field.get_internal_type(), "x")


def insert(connection: BaseDatabaseWrapper, model: type[models.Model], keys: dict[str, Any]) -> None:
    """One row, by SQL: words need not be sealed to be taken along."""
    fields = [
        field
        for field in model._meta.concrete_fields
        if (not field.null and "Auto" not in field.get_internal_type()) or (model._meta.label, field.name) in ASKED_FOR
    ]
    values = [value_of(model, field, keys) for field in fields]
    ready = [
        value if isinstance(field, SealedField) else field.get_db_prep_save(value, connection)
        for field, value in zip(fields, values, strict=True)
    ]
    table, key = model._meta.db_table, model._meta.pk.column
    columns, marks = ", ".join(f'"{field.column}"' for field in fields), ", ".join(["%s"] * len(fields))
    with connection.cursor() as cursor:
        cursor.execute(f'INSERT INTO "{table}" ({columns}) VALUES ({marks}) RETURNING "{key}"', ready)
        keys[model._meta.label] = cursor.fetchone()[0]


def fill(connection: BaseDatabaseWrapper, apps: Apps) -> list[type[models.Model]]:
    """One row in every managed table of ours; these tables."""
    keys: dict[str, Any] = {}
    tables = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and (model._meta.app_label in BEFORE or model._meta.label in DJANGOS)
    ]
    waiting = tables.copy()
    while waiting:
        model = next(model for model in waiting if needed(model) <= keys.keys())
        waiting.remove(model)
        insert(connection, model, keys)
    return tables


def needed(model: type[models.Model]) -> set[str]:
    """What a row of it points to."""
    return {
        field.related_model._meta.label for field in model._meta.concrete_fields if field.is_relation and not field.null
    }


def count(connection: BaseDatabaseWrapper, table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT count(*) FROM "{table}"')
        (rows,) = cursor.fetchone()
    return int(rows)


def test_rows_of_an_earlier_version_come_along(earlier: BaseDatabaseWrapper) -> None:
    executor = MigrationExecutor(earlier)
    newest = executor.loader.graph.leaf_nodes()
    others = [leaf for leaf in newest if leaf[0] not in BEFORE.keys() | SINCE]
    filled = fill(earlier, executor.migrate([*BEFORE.items(), *others]).apps)

    MigrationExecutor(earlier).migrate(newest)

    gone = {model._meta.label for model in filled if not count(earlier, model._meta.db_table)}
    # Whoever sat at a desk of a subcommittee is in it by name, and desks sit in none of its meetings' parts.
    assert (gone, count(earlier, "rooms_roommember")) == ({"team.BodyDesk", "meetings.PartSeat"}, 1)
