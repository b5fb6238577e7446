"""Rows of the old log: the coordinator brings it in; its rows go to child welfare's desk and the hospital's."""

from typing import Any

from audit.ledger import System
from privacy.wall import acting_as, acting_as_system
from referrals.choices import Source
from referrals.importing import parcels
from referrals.importing.checking import check
from referrals.importing.spreadsheet import read
from referrals.importing.writing import bring_in
from referrals.models import Referral
from tests.access.matrix import UNCHANGED, row
from tests.cast import Cast
from tests.referrals.log import csv_log
from tests.referrals.log import row as log_row
from tests.releases.build import release_row


def log(cast: Cast, sender: str) -> bytes:
    names = {"from_agency": cast.agencies[sender].name, "to_agency": cast.agencies["hospital"].name}
    return csv_log(log_row(**names))


def parcel(cast: Cast) -> dict[str, Any]:
    content = read(log(cast, "child_welfare"))
    return {"parcel": parcels.wrap(content, {2}, to=cast.people["coordinator"].pk)}


def brought_in(cast: Cast, sender: str) -> str:
    rows = check(read(log(cast, sender)), team=cast.team).rows
    bring_in(rows, team=cast.team, by=System("test", cast.team.pk))
    with acting_as_system(cast.team.pk):
        return str(Referral.objects.get(source=Source.OLD_LOG, from_agency=cast.agencies[sender]).pk)


def received(cast: Cast) -> dict[str, Any]:
    return {"referral": brought_in(cast, "child_welfare")}


def waiting(cast: Cast) -> dict[str, Any]:
    """A row that the shelter sent, with a release for it."""
    key, advocate = brought_in(cast, "shelter"), cast.people["advocate"]
    with acting_as(advocate):
        rows = Referral.objects.visible_to(advocate).select_related("from_desk", "to_agency", "case")
        release_row(advocate, rows.get(pk=key))
    return {"row": key}


DESKS: dict[str, Any] = {"others": 403, "partners": 200, "leads": 200}

ROWS = [
    row("import", others=403, coordinator=200),
    row("import", "POST", others=403, coordinator=200, note="no file"),
    row("import", "POST", data=parcel, others=403, coordinator=302, note="bring in"),
    row("still-open", **DESKS),
    row("still-open", "POST", data=received, others=403, partners=404, leads=404, receiver=302),
    row("old-log", **DESKS),
    row("old-log", "POST", data=waiting, others=403, partners=UNCHANGED, leads=UNCHANGED, advocate=302),
]
