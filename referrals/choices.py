"""The coded answers of a referral. Keys are stable: they are stored; words may change."""

from collections.abc import Mapping
from typing import Final

from django.db import models

from cases.releases.choices import Category

# What may be asked for is what the directory knows.
from mdt.directory.choices import Service as Service

# Of which category of a release each service is. The database has the same list; a test holds the two together.
CATEGORY_OF: Final[Mapping[str, Category]] = {
    Service.CRISIS: Category.SAFETY,
    Service.SAFETY: Category.SAFETY,
    Service.ADVOCACY_CONFIDENTIAL: Category.ADVOCACY,
    Service.ADVOCACY_SYSTEM: Category.ADVOCACY,
    Service.CASE_MANAGEMENT: Category.ADVOCACY,
    Service.SHELTER: Category.HOUSING,
    Service.HOUSING: Category.HOUSING,
    Service.BASIC: Category.DAILY,
    Service.EDUCATION: Category.DAILY,
    Service.EMPLOYMENT: Category.DAILY,
    Service.INTERPRETATION: Category.LANGUAGE,
    Service.MEDICAL: Category.MEDICAL,
    Service.MENTAL_HEALTH: Category.MENTAL_HEALTH,
    Service.SUBSTANCE_USE: Category.SUBSTANCE_USE,
    Service.LEGAL_VICTIM: Category.LEGAL,
    Service.LEGAL_IMMIGRATION: Category.LEGAL,
    Service.FORENSIC_INTERVIEW: Category.JUSTICE,
    Service.DIVERSION: Category.JUSTICE,
    Service.CSEC_UNIT: Category.JUSTICE,
    Service.MISSING_YOUTH: Category.SAFETY,
    Service.FAMILY: Category.ADVOCACY,
    Service.MENTOR: Category.ADVOCACY,
    Service.PEER: Category.ADVOCACY,
    Service.BENEFITS: Category.DAILY,
    Service.CHILD_CARE: Category.DAILY,
    Service.FORENSIC_EXAM: Category.MEDICAL,
    Service.DENTAL: Category.MEDICAL,
    Service.LEGAL_CIVIL: Category.LEGAL,
    Service.HHS_HELP: Category.LEGAL,
    Service.COMPENSATION: Category.LEGAL,
    Service.LABOR: Category.LEGAL,
    # Something else is of no category: what nobody has named, no release lets out.
}


class Urgency(models.TextChoices):
    TODAY = "today", "Today"
    TWO_DAYS = "two_days", "Within 2 business days"
    ROUTINE = "routine", "Routine"


class State(models.TextChoices):
    DRAFT = "draft", "Draft"
    SENT = "sent", "Sent"
    QUESTION = "question", "Question asked"
    ACCEPTED = "accepted", "Accepted"
    WAITLISTED = "waitlisted", "Waitlisted"
    DECLINED = "declined", "Declined"
    CLOSED = "closed", "Closed"
    WITHDRAWN = "withdrawn", "Withdrawn"


class DeclineReason(models.TextChoices):
    NO_CAPACITY = "no_capacity", "No capacity"
    NOT_OUR_SERVICE = "not_our_service", "Not our service"
    OUTSIDE_AREA = "outside_area", "Outside our area"
    CONFLICT = "conflict", "Conflict"
    DUPLICATE = "duplicate", "Duplicate"
    OTHER = "other", "Other"
    # The only answer a release-bound agency may give without a release back: no reason, so nothing about the person.
    CANNOT_NOW = "cannot_now", "Cannot take now"
    # Nobody said no: the time to answer was over. Only the clock gives it.
    NO_ANSWER = "no_answer", "No answer in time"


class Outcome(models.TextChoices):
    GOALS_MET = "goals_met", "Help was given"
    PERSON_DECLINED = "person_declined", "The person did not want it"
    NOT_REACHED = "not_reached", "Could not reach the person"
    MOVED = "moved", "The person moved away"
    TRANSFERRED = "transferred", "Another agency took over"
    NOT_ELIGIBLE = "not_eligible", "Not eligible"
    # A release-bound agency's only outcome without a release back.
    NO_REPORT = "no_report", "Closed, no further report"
    # The old log says that a row is closed and not how. Nobody may choose this.
    NOT_RECORDED = "not_recorded", "Not recorded"


class Question(models.TextChoices):
    AGE_GROUP = "age_group", "Can you check the age group?"
    SAFE_TIME = "safe_time", "When is a safe time for a first contact?"
    WHO_CONTACTS = "who_contacts", "Who makes the first contact?"
    OTHER_SERVICES = "other_services", "Is another agency already helping with this?"
    LANGUAGE = "language", "Which language or interpreter is needed?"
    CALL_US = "call_us", "Can you call our desk about this?"
    # The old log says that a question was asked and not which. Nobody may choose this.
    NOT_RECORDED = "not_recorded", "Not recorded in the old log. Call their desk"


class Answer(models.TextChoices):
    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_KNOWN = "not_known", "Not known"
    WILL_CALL = "will_call", "We will call your desk"


class Report(models.TextChoices):
    """For a child: the report to the hotline or police, which this system never makes."""

    MADE = "made", "It is made"
    BEING_MADE = "being_made", "It is being made"
    NOT_REQUIRED = "not_required", "It is not required of me"
    NOT_SAID = "not_said", "I prefer not to say"


class ReviewIn(models.TextChoices):
    WEEK = "7", "In 1 week"
    TWO_WEEKS = "14", "In 2 weeks"
    MONTH = "30", "In 30 days"


class Source(models.TextChoices):
    FORM = "form", "Sent here"
    OLD_LOG = "old_log", "From the old log"
    PHONED_IN = "phoned_in", "Phoned in"


class SourceType(models.TextChoices):
    """Who phoned a referral in to the coordinator: kinds of callers without a sign-in, never who it was."""

    HOTEL = "hotel", "Hotel or motel"
    HOSPITAL = "hospital", "Hospital or clinic"
    SCHOOL = "school", "School"
    BUSINESS = "business", "Business or employer"
    TRANSPORT = "transport", "Airport, bus, train or driver"
    FAITH = "faith", "Faith group"
    ATTORNEY = "attorney", "Attorney"
    OFFICIAL = "official", "Police or public office outside the team"
    FAMILY = "family", "Family or friend"
    PERSON = "person", "The person"
    PUBLIC = "public", "Member of the public"
    OTHER = "other", "Somebody else"


class BoundSource(models.TextChoices):
    """Callers who may share nothing about a person without a signed release. Never stored: the call is not logged."""

    ADVOCATE = "advocate", "Confidential advocate"
    SHELTER = "dv_shelter", "Domestic violence shelter"
    YOUTH_SHELTER = "youth_shelter", "Youth shelter or street outreach for youth"
    PART_2 = "part_2", "Substance use treatment program"
    GRANT_BOUND = "grant_bound", "Victim service paid by VOCA or VAWA"


class OutsideOutcome(models.TextChoices):
    """What became of a person who was referred to an organisation outside the team."""

    CONNECTED = "connected", "They got the help"
    NO_CAPACITY = "no_capacity", "The organization could not take them"
    NOT_ELIGIBLE = "not_eligible", "Not eligible"
    PERSON_DECLINED = "person_declined", "The person did not want it"
    NOT_REACHED = "not_reached", "Could not reach the person"
    NOT_KNOWN = "not_known", "Not known"
    MISTAKE = "mistake", "Logged by mistake"
