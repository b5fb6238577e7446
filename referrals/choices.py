"""The coded answers of a referral. Keys are stable: they are stored; words may change."""

from django.db import models


class Service(models.TextChoices):
    """What help is needed (own terms over the OVC and OTIP lists)."""

    CRISIS = "crisis", "Crisis response"
    SAFETY = "safety", "Safety planning"
    ADVOCACY_CONFIDENTIAL = "advocacy_confidential", "Confidential advocacy"
    ADVOCACY_SYSTEM = "advocacy_system", "System-based victim assistance"
    CASE_MANAGEMENT = "case_management", "Case management"
    SHELTER = "shelter", "Emergency shelter"
    HOUSING = "housing", "Transitional housing"
    BASIC = "basic", "Basic needs"
    MEDICAL = "medical", "Medical exam"
    MENTAL_HEALTH = "mental_health", "Outpatient mental health"
    SUBSTANCE_USE = "substance_use", "Substance use treatment"
    FORENSIC_INTERVIEW = "forensic_interview", "Forensic interview"
    LEGAL_VICTIM = "legal_victim", "Legal: victim rights"
    LEGAL_IMMIGRATION = "legal_immigration", "Legal: immigration"
    EDUCATION = "education", "Education"
    EMPLOYMENT = "employment", "Employment"
    INTERPRETATION = "interpretation", "Interpretation"
    DIVERSION = "diversion", "Diversion program"


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
