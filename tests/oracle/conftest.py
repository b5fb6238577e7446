"""What the lives have in common."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections

from tests.oracle.world import PATIENCE


@pytest.fixture
def patience(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Within how many seconds the product gives up is judged elsewhere; here it would only tell of a busy machine.

    What another connection holds locked is still waited for no longer than always: that would be a fault.
    """
    settings.LEDGER_SECONDS = settings.GUARD_SECONDS = PATIENCE
    waits = {"connect_timeout": PATIENCE}
    limits = {"options": f"-c statement_timeout={PATIENCE * 1000} -c lock_timeout=2000"}
    for alias, more in (("default", waits), ("audit", waits | limits)):
        options = connections[alias].settings_dict["OPTIONS"]
        monkeypatch.setitem(connections[alias].settings_dict, "OPTIONS", options | more)
    connections["audit"].close()
    yield
    connections["audit"].close()
