"""The coded words in which help is asked for and offered. Keys are stable: they are stored; words may change.

The floors above describe a person's need in the same age groups, languages and areas, so that the two can be held
against each other.
"""

from django.db import models


class Service(models.TextChoices):
    """What help is needed (own terms over the OVC and OTIP lists).

    A report to the hotline or the police is no service: it is a duty, which this system never does for anybody.
    """

    CRISIS = "crisis", "Crisis response"
    SAFETY = "safety", "Safety planning"
    ADVOCACY_CONFIDENTIAL = "advocacy_confidential", "Confidential advocacy"
    ADVOCACY_SYSTEM = "advocacy_system", "System-based victim assistance"
    CASE_MANAGEMENT = "case_management", "Case management"
    SHELTER = "shelter", "Emergency shelter"
    HOUSING = "housing", "Transitional housing"
    BASIC = "basic", "Basic needs"
    MEDICAL = "medical", "Medical exam"
    FORENSIC_EXAM = "forensic_exam", "Forensic medical exam (SANE)"
    DENTAL = "dental", "Dental care"
    MENTAL_HEALTH = "mental_health", "Outpatient mental health"
    SUBSTANCE_USE = "substance_use", "Substance use treatment"
    FORENSIC_INTERVIEW = "forensic_interview", "Forensic interview"
    LEGAL_VICTIM = "legal_victim", "Legal: victim rights"
    LEGAL_IMMIGRATION = "legal_immigration", "Legal: immigration"
    LEGAL_CIVIL = "legal_civil", "Legal: civil"
    HHS_HELP = "hhs_help", "HHS eligibility or certification"
    COMPENSATION = "compensation", "Crime victim compensation"
    BENEFITS = "benefits", "Public benefits"
    EDUCATION = "education", "Education"
    EMPLOYMENT = "employment", "Employment"
    CHILD_CARE = "child_care", "Child care"
    INTERPRETATION = "interpretation", "Interpretation"
    FAMILY = "family", "Family and caregiver support"
    MENTOR = "mentor", "Mentoring"
    PEER = "peer", "Peer support group"
    DIVERSION = "diversion", "Diversion program"
    CSEC_UNIT = "csec_unit", "Specialized youth caseload"
    MISSING_YOUTH = "missing_youth", "Missing youth support"
    LABOR = "labor", "Labor rights and wages"
    OTHER = "other", "Something else (call the desk)"


class AgeGroup(models.TextChoices):
    UNDER_12 = "under_12", "Under 12"
    FROM_12 = "12_14", "12 to 14"
    FROM_15 = "15_17", "15 to 17"
    FROM_18 = "18_24", "18 to 24"
    FROM_25 = "25_over", "25 and over"
    NOT_KNOWN = "not_known", "Not known"


class Language(models.TextChoices):
    ENGLISH = "english", "English"
    SPANISH = "spanish", "Spanish"
    VIETNAMESE = "vietnamese", "Vietnamese"
    CHUUKESE = "chuukese", "Chuukese"
    RUSSIAN = "russian", "Russian"
    OTHER = "other", "Another language"
    NOT_KNOWN = "not_known", "Not known"


class Area(models.TextChoices):
    NORTH = "north", "North county"
    EAST = "east", "East county"
    SOUTH = "south", "South county"
    WEST = "west", "West county"
    OUTSIDE = "outside", "Outside the county"
    NOT_KNOWN = "not_known", "Not known"


class Capacity(models.TextChoices):
    TAKING = "taking", "Taking referrals"
    WAITLIST = "waitlist", "Waitlist"
    NOT_TAKING = "not_taking", "Not taking referrals"


class Feature(models.TextChoices):
    """What else a sender asks on the phone. There is no line of words to put a person or a place into."""

    INTERPRETER = "interpreter", "Interpreter for any language"
    ALL_HOURS = "all_hours", "Day and night"
    COMES = "comes", "Comes to the person"
    NO_FEE = "no_fee", "No fee"
    NO_PAPERS = "no_papers", "No identity papers asked for"
    WHEELCHAIR = "wheelchair", "Wheelchair access"
    CHILDREN_TOO = "children_too", "The person's children too"


def known(choices: type[models.TextChoices]) -> list[tuple[str, str]]:
    """What a desk may say that it serves: every choice but "Not known", which a person may be."""
    return [(key, label) for key, label in choices.choices if key != "not_known"]
