"""The coded terms of a release. Keys are stable: they are stored; words may change."""

from django.db import models


class Category(models.TextChoices):
    """What may be shared: the help that is needed of this kind, with the coded answers that a referral asks for."""

    SAFETY = "safety", "Crisis help and safety"
    ADVOCACY = "advocacy", "Advocacy and case management"
    HOUSING = "housing", "Shelter and housing"
    DAILY = "daily", "Basic needs, school and work"
    LANGUAGE = "language", "Interpretation"
    MEDICAL = "medical", "Medical care"
    MENTAL_HEALTH = "mental_health", "Mental health"
    SUBSTANCE_USE = "substance_use", "Substance use treatment"
    LEGAL = "legal", "Legal help"
    JUSTICE = "justice", "Interviews and court programs"


class Purpose(models.TextChoices):
    SERVICES = "services", "To get services"
    SAFETY = "safety", "To plan for safety"
    TOGETHER = "together", "To plan help together in a meeting"
    COURT = "court", "For a court program or a legal case"


class SignedBy(models.TextChoices):
    """Who may sign. Whoever is thought to have harmed a minor may not."""

    SELF = "self", "The person"
    MINOR = "minor", "A minor who may sign alone"
    MINOR_AND_PARENT = "minor_and_parent", "A minor, and a parent who is not the abuser"
    GUARDIAN = "guardian", "A guardian who is not the abuser"


class How(models.TextChoices):
    """How it was signed. A spoken yes is not a release."""

    IN_PERSON = "in_person", "On paper, in person"
    ELECTRONIC = "electronic", "With an electronic signature"


class Interpreter(models.TextChoices):
    YES = "yes", "Yes"
    NO = "no", "No, none was needed"


class Revoked(models.TextChoices):
    """How it was taken back. A spoken word is enough, and ends it at once."""

    ORAL = "oral", "They said so"
    WRITTEN = "written", "In writing"
