"""The coded answers of a duty. Keys are stable: they are stored; words may change."""

from django.db import models


class Recipient(models.TextChoices):
    """To whom a duty is done."""

    HHS = "hhs", "HHS, Office on Trafficking in Persons (Shepherd)"
    HOTLINE = "hotline", "Child abuse hotline (ORCAH)"
    LAW_ENFORCEMENT = "law_enforcement", "Law enforcement"
    NCMEC = "ncmec", "National Center for Missing and Exploited Children"
    ODHS_SCREENER = "odhs_screener", "ODHS screener"
    COURT = "court", "Court and legal parties"
    SERVICES = "services", "Services for the young person"
    NCIC = "ncic", "NCIC"
    MEDICAL = "medical", "Designated medical professional"
    SCREENING = "screening", "The young person, by screening"
    PERSON = "person", "The person"
    INVESTIGATION = "investigation", "The investigation"
    AFFECTED = "affected", "The people affected"


class How(models.TextChoices):
    PHONE = "phone", "By phone"
    IN_PERSON = "in_person", "In person"
    ONLINE = "online", "In their online system"
    WRITING = "writing", "In writing"


class Held(models.TextChoices):
    """Where the number that came back is. It is never typed here."""

    YES = "yes", "Yes, our agency keeps it"
    NO = "no", "No number was given"


class Stop(models.TextChoices):
    """The three ways in which a duty stops; there is no other."""

    PROOF = "proof", "Done"
    NOT_APPLICABLE = "not_applicable", "Does not apply"
    TAKEN_OVER = "taken_over", "Taken over by another agency"


class NotApplicable(models.TextChoices):
    """Why a duty does not apply after all."""

    NOT_THE_TRIGGER = "not_the_trigger", "What starts this duty did not happen"
    NOT_OURS = "not_ours", "The law does not put this duty on our agency"
    DONE_BEFORE = "done_before", "It was done before this clock was started"
    STARTED_TWICE = "started_twice", "It was started twice"
    EXCEPTION = "exception", "A legal exception applies (ask your counsel)"
    COUNSEL = "counsel", "Our counsel says that it does not apply"


class Trigger(models.TextChoices):
    """What a person does in this system that starts a duty by itself. Everything else is started by hand."""

    BY_HAND = "by_hand", "Started by hand"
    DETERMINED = "determined", "A caseworker determined it, for a young person in ODHS care"
