"""A list of referrals as a file: codes, choices and days, never a word of one's own and nothing of the coded person.

Made in memory: no file stays on the server. The record that it was taken is written before the first byte is.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final
from xml.sax.saxutils import escape

from django.db import connection
from django.utils import timezone

from audit.exports import MARK, line, safe
from audit.ledger import witness
from mdt.team.models import User
from mdt.team.policies import Refused
from referrals import reading
from referrals.choices import Service, Urgency
from referrals.models import Referral
from referrals.policies import is_gone
from referrals.queue import Queue

# A file of more is another thing than a list of work. Whoever needs it narrows the list, and says why once more.
MOST: Final = 1000
A_DAY: Final = 10
_HEADER: Final = (
    "referral", "case", "status", "help needed", "how soon", "from", "to", "sent (team's time)", "answer by",
)  # fmt: skip
_KIND: Final = "referrals.exported"


def take(queue: Queue, *, by: User, reason: str, form: str) -> bytes:
    """The file of what `by` sees in this list, as "csv" or "xlsx".

    Raises:
        Refused: too many rows, or they have taken too many lists since yesterday.
        LedgerUnavailable: it could not be recorded, so nothing leaves.
    """
    _one_at_a_time(by)
    if _taken(by) >= A_DAY:
        raise Refused(f"You have taken {A_DAY} lists since yesterday. Try again tomorrow, or ask your auditor.")
    rows = queue.rows(by).select_related("from_agency", "to_agency", "case").defer("profile", "note")
    found = list(rows.order_by("-sent_at", "pk")[: MOST + 1])
    if len(found) > MOST:
        raise Refused(f"This list has more than {MOST:,} referrals. Set a filter, then take a part of it.")
    detail: dict[str, str | int] = {"rows": len(found), "format": form, "list": queue.kind.key}
    witness(_KIND, by=by, records=found, door=queue.kind.door, purpose=reason, detail=detail)
    cells = [_HEADER, *(_cells(one) for one in found)]
    return workbook(cells) if form == "xlsx" else "".join([MARK, *(line(row) for row in cells)]).encode()


def _one_at_a_time(by: User) -> None:
    """Until the commit, so that of two at once the second counts the first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"lists of {by.pk}"])


def _taken(by: User) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT wall.own_events(%s, %s)", [_KIND, timezone.now() - timedelta(days=1)])
        return int(cursor.fetchone()[0])


def _cells(referral: Referral) -> Sequence[str]:
    """As the list shows it: of one that is gone its code and that it is."""
    status, sides = reading.status(referral).label, (referral.from_agency.name, referral.receiver.name)
    if is_gone(referral):
        return (referral.code, "", status, "", "", *sides, _when(referral.sent_at), "")
    case = referral.case.code if referral.case else ""
    asked = (str(Service(referral.service).label), str(Urgency(referral.urgency).label))
    return (referral.code, case, status, *asked, *sides, _when(referral.sent_at), _when(reading.answer_by(referral)))


def _when(at: datetime | None) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M") if at else ""


# A workbook of one sheet (ECMA-376), written by hand: the library that reads them writes through a file on disk.

_PARTS: Final = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Target="xl/workbook.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>',
    "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
    '<sheet name="List" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Target="worksheets/sheet1.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/></Relationships>',
}


def workbook(rows: Iterable[Sequence[str]]) -> bytes:
    """The rows as an Excel workbook in which every cell is text."""
    sheet = "".join(_sheet(rows))
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as parts:
        for name, xml in {**_PARTS, "xl/worksheets/sheet1.xml": sheet}.items():
            parts.writestr(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{xml}')
    return content.getvalue()


def _sheet(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    for row in rows:
        cells = "".join(
            f'<c t="inlineStr"><is><t xml:space="preserve">{escape(safe(cell))}</t></is></c>' for cell in row
        )
        yield f"<row>{cells}</row>"
    yield "</sheetData></worksheet>"
