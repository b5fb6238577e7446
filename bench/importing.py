"""`python -m bench.importing ROWS TIMES`: brings in the old log as the command does; prints the rows a minute of each.

Each file is new rows: sealed, granted, with their steps and notices, and the guard reads every note.
"""

import csv
import io
import json
import sys
import time
from datetime import date, timedelta
from tempfile import NamedTemporaryFile

import django

django.setup()

from django.core.management import call_command

from bench.data.people import seats
from bench.data.shape import OUTSIDER
from referrals.importing.words import CHOICES, REQUIRED

STATUSES = ("sent", "accepted", "closed", "closed", "closed")
NOTES = ("", "Prefers a morning call.", "Has a safe place until the end of the week; asks for an interpreter.")


def log_of(rows: int, turn: int) -> str:
    """A spreadsheet in the county's own words; no two turns have a row in common."""
    names = [seat.desk.agency.name for seat in seats()[:OUTSIDER]]
    written = io.StringIO()
    sheet = csv.writer(written)
    coded = [column for column in REQUIRED if column in CHOICES and column != "status"]
    sheet.writerow(["date_sent", "from_agency", "to_agency", *coded, "status", "note"])
    for number in range(rows):
        # A year for each file, none of them still to come.
        sent = date(2025 - turn, 1, 1) + timedelta(days=number % 360)
        said = [list(CHOICES[column])[number // 7 % len(CHOICES[column])] for column in coded]
        sides = (names[number % len(names)], names[(number + 1 + number // len(names) % 5) % len(names)])
        sheet.writerow([sent.isoformat(), *sides, *said, STATUSES[number % 5], NOTES[number % 3]])
    return written.getvalue()


def rows_a_minute(rows: int, turn: int) -> float:
    with NamedTemporaryFile("w", suffix=".csv", encoding="utf-8") as file:
        file.write(log_of(rows, turn))
        file.flush()
        told = io.StringIO()
        began = time.perf_counter()
        call_command("import_referrals", file.name, stdout=told)
        seconds = time.perf_counter() - began
    assert f"imported={rows} refused=0" in told.getvalue(), told.getvalue()
    return 60 * rows / seconds


if __name__ == "__main__":
    print(json.dumps([rows_a_minute(int(sys.argv[1]), turn) for turn in range(int(sys.argv[2]))]))
