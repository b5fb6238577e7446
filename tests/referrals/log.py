"""Old logs to begin a test with, as bytes. The agencies are those of the cast, all invented."""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import openpyxl

from audit.ledger import System
from cases.models import Case
from mdt.notices.models import Notice
from mdt.team.models import Team, User
from privacy.models import DataKey
from privacy.wall import acting_as, acting_as_system
from referrals.importing.checking import Checked, check
from referrals.importing.spreadsheet import read
from referrals.importing.writing import Counts, bring_in
from referrals.models import Referral, ReferralDeskGrant, Step
from tests.referrals.cast import Cast

# Every table that an import writes.
WRITTEN = (Referral, Case, Step, ReferralDeskGrant, DataKey, Notice)
NOTHING = {model.__name__: 0 for model in WRITTEN}

COLUMNS = (
    "date_sent", "from_agency", "to_agency", "help_needed", "how_soon", "age_group", "gender", "language", "concern",
    "area", "noticed", "in_danger_now", "status", "answered_on", "decline_reason", "note",
)  # fmt: skip


def row(**changes: Any) -> dict[str, Any]:
    """A row that may come in."""
    return {
        "date_sent": "2026-08-03",
        "from_agency": "Northfield Child Welfare",
        "to_agency": "Northfield Sheriff",
        "help_needed": "emergency shelter",
        "how_soon": "routine",
        "age_group": "15-17",
        "gender": "girl or woman",
        "language": "Spanish",
        "concern": "sex trafficking",
        "area": "north county",
        "noticed": "this week",
        "in_danger_now": "no",
        "status": "sent",
        "answered_on": "",
        "decline_reason": "",
        "note": "",
    } | changes


def csv_text(rows: Iterable[Mapping[str, Any]], columns: Sequence[str] = COLUMNS) -> str:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, lineterminator="\r\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def csv_log(*rows: Mapping[str, Any], columns: Sequence[str] = COLUMNS) -> bytes:
    return csv_text(rows, columns).encode()


def xlsx_log(*rows: Mapping[str, Any], columns: Sequence[str] = COLUMNS) -> bytes:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append(columns)
    for one in rows:
        sheet.append([one.get(name) for name in columns])
    return saved(workbook)


def saved(workbook: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def with_part(content: bytes, name: str, text: bytes) -> bytes:
    """A workbook with one of its parts replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, text if part == name else old.read(part))
    return out.getvalue()


def checked(content: bytes, cast: Cast) -> Checked:
    return check(read(content), team=cast.team)


def refused(content: bytes, cast: Cast) -> list[tuple[int, str]]:
    """Row and column of every cell that may not come in."""
    return [(one.row, one.column) for one in checked(content, cast).refusals]


def bring(team: Team, *rows: dict[str, Any]) -> Counts:
    return bring_in(check(read(csv_log(*rows)), team=team).rows, team=team, by=System("test", team.pk))


def written() -> dict[str, int]:
    with acting_as_system():
        return {model.__name__: model.objects.count() for model in WRITTEN}


def only() -> Referral:
    with acting_as_system():
        return Referral.objects.select_related("from_agency", "to_agency", "from_desk", "to_desk").get()


def seen(user: User) -> int:
    """What the wall lets through to `user` when the application's own filter is taken away."""
    with acting_as(user):
        return Referral.objects.count()
