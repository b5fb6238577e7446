"""Checklists and screenings to begin a test with."""

from typing import Any

from cases.profile import Concern
from cases.screening.actions.instruments import add_instrument
from cases.screening.actions.screening import keep_band
from cases.screening.checklists import COUNTY_SIGNS
from cases.screening.choices import Action, Band, Setting
from cases.screening.models import Instrument, Screening
from mdt.team.models import User
from privacy.wall import acting_as

ITEMS = ["Quillwort under the heron", "Marzipan lantern", "Velvet turnip clock", "Cinnamon anvil", "Pebble orchestra"]


def add_list(by: User, **changes: Any) -> Instrument:
    """An invented checklist of five items: some from two, many from four."""
    values: dict[str, Any] = {
        "name": "Invented list",
        "items": ITEMS,
        "some_from": 2,
        "many_from": 4,
        "some_route": Action.ADVOCATE,
        "many_route": Action.REFER,
        "about": Concern.LABOR,
        "rights": "Written by this team",
        "validated": False,
    }
    with acting_as(by):
        return add_instrument(by=by, kept_words=0, **(values | changes))


def keep(by: User, band: Band = Band.MANY) -> Screening:
    with acting_as(by):
        return keep_band(by=by, checklist=COUNTY_SIGNS, band=band, setting=Setting.OFFICE)
