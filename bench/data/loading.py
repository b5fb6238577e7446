"""Fills one database: `python -m bench.data.loading COUNT` with BENCH_DATABASE set; prints how long it took.

Rows go in by COPY as the owner, in several processes. Meanwhile foreign keys, secondary indexes and the forcing of
row-level security are taken off and put back as the catalog had them; then the tables are vacuumed and analysed.
"""

import os
import sys
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from operator import attrgetter
from typing import Any

import django

django.setup()

from django.db import connections, models
from django.utils import timezone

from bench import layers
from bench.data.people import seats
from bench.data.rows import Events, rows_of, view_permission
from bench.data.shape import shapes
from cases.models import Case
from mdt.notices.models import Notice
from privacy.models import DataKey
from privacy.sealing import SealedField
from referrals.models import Referral, ReferralDeskGrant, Step

CHUNK = 5000
PROCESSES = 2
MODELS = (Case, DataKey, Referral, Step, ReferralDeskGrant, Notice)
TABLES = [*(model._meta.db_table for model in MODELS), "ledger.event"]
_EVENT = ("id", "at", "kind", "team", "actor", "agency", "inner_of", "records", "codes", "body")

# What to run to take off, and then to put back, whatever would be checked or kept row by row.
_WALL = """
    SELECT 'ALTER TABLE ' || oid::regclass || ' NO FORCE ROW LEVEL SECURITY',
        'ALTER TABLE ' || oid::regclass || ' FORCE ROW LEVEL SECURITY'
    FROM pg_class WHERE oid = ANY(%s::regclass[]) AND relforcerowsecurity"""
_TRIGGERS = """
    SELECT 'ALTER TABLE ' || tgrelid::regclass || ' DISABLE TRIGGER ' || quote_ident(tgname),
        'ALTER TABLE ' || tgrelid::regclass || ' ENABLE TRIGGER ' || quote_ident(tgname)
    FROM pg_trigger WHERE tgrelid = ANY(%s::regclass[]) AND NOT tgisinternal"""
_FOREIGN_KEYS = """
    SELECT 'ALTER TABLE ' || conrelid::regclass || ' DROP CONSTRAINT ' || quote_ident(conname),
        'ALTER TABLE ' || conrelid::regclass || ' ADD CONSTRAINT ' || quote_ident(conname) || ' '
        || pg_get_constraintdef(oid)
    FROM pg_constraint WHERE conrelid = ANY(%s::regclass[]) AND contype = 'f'"""
_INDEXES = """
    SELECT 'DROP INDEX ' || indexrelid::regclass, pg_get_indexdef(indexrelid) FROM pg_index
    WHERE indrelid = ANY(%s::regclass[]) AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)"""


def fill(count: int) -> float:
    """Bring in `count` referrals; the seconds that it took."""
    began, now = time.perf_counter(), timezone.now()
    spans = [(first, min(first + CHUNK, count), count, now) for first in range(0, count, CHUNK)]
    with _unhindered(), ProcessPoolExecutor(PROCESSES) as pool:
        for _ in pool.map(_bring_in, spans):
            pass
    with connections["owner"].cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"VACUUM (ANALYZE) {table}")
    return time.perf_counter() - began


@contextmanager
def _unhindered() -> Iterator[None]:
    owner = connections["owner"]
    with owner.cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '256MB'")
        pairs: list[tuple[str, str]] = []
        for query in (_WALL, _TRIGGERS, _FOREIGN_KEYS, _INDEXES):
            cursor.execute(query, [TABLES])
            pairs += cursor.fetchall()
        for off, _ in pairs:
            cursor.execute(off)
    owner.close()
    yield
    with owner.cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '256MB'")
        for _, on in reversed(pairs):
            cursor.execute(on)


def _bring_in(span: tuple[int, int, int, datetime]) -> None:
    made: dict[type[models.Model], list[models.Model]] = {model: [] for model in MODELS}
    events, told = Events(), []
    people, permission = seats(), view_permission()
    for shape in shapes(*span):
        sender = people[shape.sender]
        referral, rows = rows_of(shape, sender, people[shape.receiver], permission)
        told.append(events.of(referral, shape.sender, sender))
        for row in rows:
            made[type(row)].append(row)
    for model, rows in made.items():
        _copy(model._meta.db_table, [str(field.column) for field in model._meta.concrete_fields], _columns(model, rows))
    _copy("ledger.event", _EVENT, told)


def _columns(model: type[models.Model], rows: Iterable[models.Model]) -> Iterator[Iterable[Any]]:
    fields = model._meta.concrete_fields
    prepared = [(at, field) for at, field in enumerate(fields) if isinstance(field, (SealedField, models.JSONField))]
    values = attrgetter(*(field.attname for field in fields))
    for row in rows:
        held = list(values(row))
        for at, field in prepared:
            held[at] = field.get_db_prep_save(held[at], connections["owner"])
        yield held


def _copy(table: str, columns: Iterable[str], rows: Iterable[Iterable[Any]]) -> None:
    statement = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
    with connections["owner"].cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


if __name__ == "__main__":
    layers.take_off(os.environ.get("BENCH_WITHOUT", ""))
    print(f"{fill(int(sys.argv[1])):.1f}")
