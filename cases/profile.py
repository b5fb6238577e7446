"""The coded profile of a person: groups and areas instead of facts, sealed as one document, never plain columns.

Every choice has "Not known" and nothing is preselected. *Gender* says which service fits and nothing more
(OAR 413-010-0076 keeps a child's identity confidential).
"""

from django.db import models

from mdt.directory.choices import AgeGroup as AgeGroup
from mdt.directory.choices import Area as Area
from mdt.directory.choices import Language as Language
from privacy.documents import Document

CHILDREN = frozenset({AgeGroup.UNDER_12, AgeGroup.FROM_12, AgeGroup.FROM_15})


class Track(models.TextChoices):
    """Child and adult never share a packet (ORS 418.747 speaks of children's teams only)."""

    CHILD = "child", "Child"
    ADULT = "adult", "Adult"
    NOT_KNOWN = "not_known", "Not known"


def track_for(age_group: str) -> Track:
    """The track that follows from the age group."""
    if age_group in CHILDREN:
        return Track.CHILD
    return Track.ADULT if age_group in (AgeGroup.FROM_18, AgeGroup.FROM_25) else Track.NOT_KNOWN


class Gender(models.TextChoices):
    WOMEN = "women", "For girls or women"
    MEN = "men", "For boys or men"
    ANY = "any", "Any service fits"
    NOT_KNOWN = "not_known", "Not known"


class Concern(models.TextChoices):
    SEX = "sex", "Sex trafficking"
    LABOR = "labor", "Labor trafficking"
    BOTH = "both", "Both"
    AT_RISK = "at_risk", "At risk"
    NOT_KNOWN = "not_known", "Not known"


class Noticed(models.TextChoices):
    TODAY = "today", "Today"
    THIS_WEEK = "this_week", "This week"
    THIS_MONTH = "this_month", "This month"
    LONGER_AGO = "longer_ago", "Longer ago"
    NOT_KNOWN = "not_known", "Not known"


class FirstContact(models.TextChoices):
    THROUGH_SENDER = "through_sender", "Through us"
    DIRECT = "direct", "Contact them directly"
    EXPECTED = "expected", "They will contact you"
    NOT_KNOWN = "not_known", "Not known"


class YesNo(models.TextChoices):
    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_KNOWN = "not_known", "Not known"


class Tick(models.TextChoices):
    """What a note would otherwise be written for."""

    INTERPRETER = "interpreter", "Needs an interpreter"
    WOMAN_WORKER = "woman_worker", "Asks for a woman worker"
    CHILD_CARE = "child_care", "Needs child care"
    TRANSPORT = "transport", "Needs a ride"
    NO_MESSAGES = "no_messages", "Do not leave messages"
    TURNING_18 = "turning_18", "Turns 18 soon"


class Profile(Document, kind="profile", version=1):
    """A person as one referral describes them. A draft may have gaps; what is sent has none but `noticed`."""

    age_group: AgeGroup | None = None
    gender: Gender | None = None
    language: Language | None = None
    concern: Concern | None = None
    area: Area | None = None
    in_danger: YesNo | None = None
    first_contact: FirstContact | None = None
    noticed: Noticed | None = None
    ticks: tuple[Tick, ...] = ()
