"""`manage.py import_referrals`: what it prints, for whom, and what it says when it cannot."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.referrals.cast import Cast
from tests.referrals.log import NOTHING, csv_log, row, written


def command(log: bytes, tmp_path: Path, **options: Any) -> list[str]:
    path, out = tmp_path / "log.csv", io.StringIO()
    path.write_bytes(log)
    call_command("import_referrals", str(path), stdout=out, **{"team": "Northfield County (invented)"} | options)
    return out.getvalue().splitlines()


def test_the_command_says_where_and_why_and_ends_with_the_counts(cast: Cast, tmp_path: Path) -> None:
    log = csv_log(row(), row(note="Call 503-555-0157"), row(area="Elm Street"), row(from_agency="Northfield Hospital"))

    assert command(log, tmp_path) == [
        "row 3, column note: This looks like a phone number. Take it out.",
        "row 4, column area: This is not one of the words that we know for this column.",
        "notes not kept: 0",
        "imported=2 refused=2 already=0",
    ]
    assert command(log, tmp_path)[-1] == "imported=0 refused=2 already=2"


def test_a_dry_run_writes_nothing(cast: Cast, tmp_path: Path) -> None:
    lines = command(csv_log(row(), row(status="?")), tmp_path, dry_run=True)

    assert lines[1:] == [
        "dry run, nothing is written; rows that would come in: 1",
        "notes not kept: 0",
        "imported=0 refused=1 already=0",
    ]
    assert written() == NOTHING


def test_the_command_names_who_brings_it_in(cast: Cast, tmp_path: Path) -> None:
    assert command(csv_log(row()), tmp_path, by="cora@example.org")[-1] == "imported=1 refused=0 already=0"
    for nobody in ("alice@example.org", "otto@example.org", "adam@example.org", "nobody@example.org"):
        with pytest.raises(CommandError, match="Nobody of this team"):
            command(csv_log(row()), tmp_path, by=nobody)


def test_the_command_asks_which_team_where_there_are_several(cast: Cast, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="several teams"):
        command(csv_log(row()), tmp_path, team=None)
    with pytest.raises(CommandError, match="no team of this name"):
        command(csv_log(row()), tmp_path, team="Elsewhere")


def test_a_file_that_cannot_be_read_is_a_sentence(cast: Cast, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"cannot be read: No such file"):
        call_command("import_referrals", str(tmp_path / "none.csv"), team=cast.team.name)
    with pytest.raises(CommandError, match=re.escape("The first row is blank.")):
        command(b"", tmp_path)
