"""The written tables from the words of the old log to our choices. What is not here is refused, never guessed."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Final

from cases.profile import AgeGroup, Area, Concern, Gender, Language, Noticed, YesNo
from referrals.choices import DeclineReason, Service, State, Urgency

REQUIRED: Final = (
    "date_sent",
    "from_agency",
    "to_agency",
    "help_needed",
    "how_soon",
    "age_group",
    "gender",
    "language",
    "concern",
    "area",
    "in_danger_now",
    "status",
)
OPTIONAL: Final = ("noticed", "answered_on", "decline_reason", "note")
COLUMNS: Final = frozenset(REQUIRED + OPTIONAL)
DAYS: Final = frozenset({"date_sent", "answered_on"})
AGENCIES: Final = frozenset({"from_agency", "to_agency"})

# The log's word for each choice, as the county wrote it; `fold` makes case and spaces not matter.
CHOICES: Final[Mapping[str, Mapping[str, str]]] = {
    "help_needed": {
        "crisis response": Service.CRISIS,
        "safety planning": Service.SAFETY,
        "confidential advocacy": Service.ADVOCACY_CONFIDENTIAL,
        "system-based victim assistance": Service.ADVOCACY_SYSTEM,
        "case management": Service.CASE_MANAGEMENT,
        "emergency shelter": Service.SHELTER,
        "transitional housing": Service.HOUSING,
        "basic needs": Service.BASIC,
        "medical exam": Service.MEDICAL,
        "outpatient mental health": Service.MENTAL_HEALTH,
        "substance use treatment": Service.SUBSTANCE_USE,
        "forensic interview": Service.FORENSIC_INTERVIEW,
        "legal: victim rights": Service.LEGAL_VICTIM,
        "legal: immigration": Service.LEGAL_IMMIGRATION,
        "education": Service.EDUCATION,
        "employment": Service.EMPLOYMENT,
        "interpretation": Service.INTERPRETATION,
        "diversion program": Service.DIVERSION,
    },
    "how_soon": {
        "today": Urgency.TODAY,
        "within 2 business days": Urgency.TWO_DAYS,
        "routine": Urgency.ROUTINE,
    },
    "age_group": {
        "under 12": AgeGroup.UNDER_12,
        "12-14": AgeGroup.FROM_12,
        "15-17": AgeGroup.FROM_15,
        "18-24": AgeGroup.FROM_18,
        "25 and over": AgeGroup.FROM_25,
        "not known": AgeGroup.NOT_KNOWN,
    },
    "gender": {
        "girl or woman": Gender.WOMEN,
        "boy or man": Gender.MEN,
        # We keep which service fits, never an identity (OAR 413-010-0076): the log's word goes no further than here.
        "another gender": Gender.ANY,
        "not known": Gender.NOT_KNOWN,
    },
    "language": {
        "english": Language.ENGLISH,
        "spanish": Language.SPANISH,
        "vietnamese": Language.VIETNAMESE,
        "chuukese": Language.CHUUKESE,
        "russian": Language.RUSSIAN,
        "not known": Language.NOT_KNOWN,
    },
    "concern": {
        "sex trafficking": Concern.SEX,
        "labor trafficking": Concern.LABOR,
        "both": Concern.BOTH,
        "at risk": Concern.AT_RISK,
        "not known": Concern.NOT_KNOWN,
    },
    "area": {
        "north county": Area.NORTH,
        "east county": Area.EAST,
        "south county": Area.SOUTH,
        "west county": Area.WEST,
        "outside the county": Area.OUTSIDE,
        "not known": Area.NOT_KNOWN,
    },
    "noticed": {
        "today": Noticed.TODAY,
        "this week": Noticed.THIS_WEEK,
        "this month": Noticed.THIS_MONTH,
        "longer ago": Noticed.LONGER_AGO,
        "not known": Noticed.NOT_KNOWN,
    },
    "in_danger_now": {"yes": YesNo.YES, "no": YesNo.NO, "not known": YesNo.NOT_KNOWN},
    "status": {
        "sent": State.SENT,
        "question asked": State.QUESTION,
        "accepted": State.ACCEPTED,
        "waitlisted": State.WAITLISTED,
        "declined": State.DECLINED,
        "closed": State.CLOSED,
        "withdrawn": State.WITHDRAWN,
    },
    "decline_reason": {
        "no capacity": DeclineReason.NO_CAPACITY,
        "not our service": DeclineReason.NOT_OUR_SERVICE,
        "outside our area": DeclineReason.OUTSIDE_AREA,
        "conflict": DeclineReason.CONFLICT,
        "duplicate": DeclineReason.DUPLICATE,
    },
}

_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:T[0-9:.]+)?")
_AMERICAN_DAY = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_CENTURY = range(2000, 2100)


def fold(words: str) -> str:
    """Words by which a cell is recognised: case, kinds of space and dashes that programs put in do not matter."""
    plain = unicodedata.normalize("NFKC", words).replace("\u2013", "-").replace("\u2011", "-")
    return " ".join(plain.casefold().split())


def column_name(heading: str) -> str:
    """A heading as the tables name it: "Date sent" is `date_sent`."""
    return fold(heading).replace(" ", "_").rstrip(":")


def read_day(words: str) -> date | None:
    """A day as 2026-08-03 or, as American spreadsheets save it, 8/3/2026; None for one that does not exist."""
    if found := _DAY.fullmatch(words.strip()):
        year, month, day = map(int, found.groups())
    elif found := _AMERICAN_DAY.fullmatch(words.strip()):
        month, day, year = map(int, found.groups())
    else:
        return None
    try:
        return date(year, month, day) if year in _CENTURY else None
    except ValueError:
        return None
