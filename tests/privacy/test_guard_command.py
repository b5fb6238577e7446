"""`manage.py guard` as it is used: a process, lines in, JSON lines out."""

import json
import subprocess
import sys
from typing import Any

from django.conf import settings


def guard(lines: bytes) -> list[dict[str, Any]]:
    done = subprocess.run(
        [sys.executable, "manage.py", "guard"], input=lines, capture_output=True, cwd=settings.BASE_DIR, check=False
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.decode("ascii").splitlines()]


def test_one_object_for_each_line() -> None:
    lines = (
        "Needs a bed.\n\nSSN 543-22-1189\r\nmom Denise\né 503-555-0157\n\xa0line\u2028same".encode() + b"\nb\xff\xfed"
    )

    assert guard(lines) == [
        {"tier": "clean", "spans": []},
        {"tier": "clean", "spans": []},
        {"tier": "stop", "spans": [{"start": 0, "end": 15, "kind": "ssn", "tier": "stop"}]},
        {"tier": "ask", "spans": [{"start": 4, "end": 10, "kind": "name", "tier": "ask"}]},
        {"tier": "stop", "spans": [{"start": 2, "end": 14, "kind": "phone", "tier": "stop"}]},
        {"tier": "clean", "spans": []},
        {"tier": "stop", "spans": [{"start": 0, "end": 4, "kind": "unreadable", "tier": "stop"}]},
    ]


def test_nothing_in_nothing_out() -> None:
    assert guard(b"") == []
