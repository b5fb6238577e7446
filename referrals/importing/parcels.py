"""What the preview page carries to the second step: the rows that may come in, sealed, so that no file is kept."""

import json
import zlib
from collections.abc import Collection
from uuid import UUID

from privacy.parcel import open_parcel, seal_parcel
from referrals.importing.spreadsheet import LogSheet, SourceRow

_PURPOSE = "old log"


def wrap(sheet: LogSheet, rows: Collection[int], *, to: UUID) -> str:
    """Header and the numbered rows of `sheet`, for `to` alone and for an hour."""
    kept = [row for row in sheet.rows if row.number in rows]
    return seal_parcel(zlib.compress(json.dumps([sheet.header, kept]).encode()), purpose=_PURPOSE, to=to)


def unwrap(text: str, *, by: UUID) -> LogSheet:
    """What was wrapped for `by`.

    Raises:
        ParcelRefused: it is not theirs, was changed, or is older than an hour.
    """
    header, rows = json.loads(zlib.decompress(open_parcel(text, purpose=_PURPOSE, by=by)))
    return LogSheet(tuple(header), [SourceRow(number, tuple(cells)) for number, cells in rows])
