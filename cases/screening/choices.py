"""The coded answers of screening. Keys are stable: they are stored; words may change."""

from django.db import models


class Band(models.TextChoices):
    """How many signs, and nothing about which. A band is no finding."""

    NONE = "none", "No signs ticked, or few"
    SOME = "some", "Some signs"
    MANY = "many", "Many signs"


class Setting(models.TextChoices):
    """Where the screening was done, by kind of place."""

    OFFICE = "office", "Our office"
    FIELD = "field", "In the field"
    HEALTH = "health", "Hospital or clinic"
    SCHOOL = "school", "School"
    CUSTODY = "custody", "Custody or intake"
    SHELTER = "shelter", "Shelter or drop-in"
    PHONE = "phone", "By phone"
    NOT_KNOWN = "not_known", "Not known"


class Action(models.TextChoices):
    """What is recommended, and what a person then decides to do."""

    REFER = "refer", "Send a referral"
    REPORT = "report", "Report to the child abuse hotline or police"
    ADVOCATE = "advocate", "Offer an advocate"
    LOOK_AGAIN = "look_again", "Screen again later"
    NOTHING = "nothing", "Nothing more now"


class Kind(models.TextChoices):
    """What a person says of a case: three things, apart, each with its own time."""

    SUSPECTED = "suspected", "Suspected"
    AT_RISK = "at_risk", "At risk"
    DETERMINED = "determined", "Determined"
