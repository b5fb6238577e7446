"""The guard's harmless names: read once a minute and after each change, never for each text."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mdt.team import known
from mdt.team.actions.bodies import add_body
from mdt.team.models import Agency
from privacy.guard import judge
from privacy.guard.findings import Tier
from tests.cast import Cast


def test_many_texts_read_the_names_once(cast: Cast) -> None:
    with CaptureQueriesContext(connection) as queries:
        for _ in range(5):
            judge("Ask Cedar House about a bed.")

    assert len(queries) == 1


def test_what_this_process_adds_counts_at_once(cast: Cast) -> None:
    assert "Marigold Table (invented)" not in known.names()
    add_body(team=cast.team, name="Marigold Table (invented)", subcommittee=True, by=cast.people["administrator"])

    assert "Marigold Table (invented)" in known.names()


def test_what_another_process_changes_counts_after_a_minute(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """An update past the signals stands for another process: nothing tells this one of it."""
    clock = [1000.0]
    monkeypatch.setattr(known.time, "monotonic", lambda: clock[0])
    assert "Hospital (invented)" in known.names()
    Agency.objects.filter(pk=cast.agencies["hospital"].pk).update(name="Zelda Quill")

    clock[0] += 59.9
    assert "Hospital (invented)" in known.names()
    clock[0] += 0.1
    assert "Hospital (invented)" not in known.names()
    assert judge("Zelda Quill").tier is Tier.CLEAN


def test_a_clock_that_went_back_keeps_no_name_forever(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [1000.0]
    monkeypatch.setattr(known.time, "monotonic", lambda: clock[0])
    known.names()
    Agency.objects.filter(pk=cast.agencies["hospital"].pk).update(name="Zelda Quill")
    clock[0] = 10.0

    assert "Zelda Quill" in known.names()
