"""The rules as a table: what starts a duty and what does not, who owes it to whom and by when, and its source.

From the research brief on Oregon practice, section B, under its numbers. A rule whose source was not read (confidence
*memory*) ships switched off: an administrator turns it on for the team when counsel has confirmed it. What is no duty
about one person has no row: HHS's own time for interim help (B1a), training (B14), release dates (B16, kept with
releases), visas without a limit (B19), and the answer-by times of referrals (B21). No birth date is stored, so
B1b counts nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from cases.duties.choices import Recipient, Trigger
from mdt.team.sectors import Sector


class Confidence(StrEnum):
    READ = "read"
    SECONDARY = "secondary"
    MEMORY = "memory"


@dataclass(frozen=True)
class Rule:
    """One duty that the law puts on an agency.

    `to` holds one group for each notice that has to be given, and of a group's recipients one is enough. `hours` are
    hours of the clock, nights and weekends too; None is no number. `at_once` means immediately, whatever the hours.
    `fractions` of the hours are when reminders go out; a rule without hours reminds after `remind_hours`.
    """

    key: str
    number: str
    title: str
    trigger: str
    not_trigger: str
    sectors: frozenset[Sector]
    who: str
    to: Sequence[Sequence[Recipient]]
    citation: str
    confidence: Confidence
    hours: int | None = None
    at_once: bool = False
    same_day: bool = False
    fractions: Sequence[float] = (0.5, 0.75, 1.0)
    remind_hours: Sequence[int] = ()
    starts_on: Trigger = Trigger.BY_HAND

    @property
    def active(self) -> bool:
        """Whether it is in force as shipped."""
        return self.confidence != Confidence.MEMORY

    @property
    def limit(self) -> str:
        """By when, in words."""
        if self.hours:
            span = f"{self.hours // 24} days" if self.hours > 72 else f"{self.hours} hours"
            return f"{'At once, and within' if self.at_once else 'Within'} {span}"
        if self.same_day:
            return "The same day"
        return "At once" if self.at_once else "As soon as you can"

    def fits(self, sector: str) -> bool:
        """Whether the law puts it on agencies of this sector. No sector named is every sector."""
        return not self.sectors or sector in self.sectors

    def due_at(self, triggered_at: datetime, zone: str) -> datetime | None:
        """When it is late: hours of elapsed time, or the end of the day in the team's zone; None without a number."""
        if self.hours:
            return triggered_at + timedelta(hours=self.hours)
        if self.same_day:
            next_day = triggered_at.astimezone(ZoneInfo(zone)).date() + timedelta(days=1)
            return datetime.combine(next_day, time(), ZoneInfo(zone))
        return triggered_at if self.at_once else None

    def reminders(self, triggered_at: datetime, due_at: datetime | None) -> list[datetime]:
        """When its desk is reminded, in order."""
        if due_at is not None and due_at > triggered_at:
            span = due_at - triggered_at
            return [triggered_at + span * fraction for fraction in self.fractions]
        return [triggered_at + timedelta(hours=hours) for hours in self.remind_hours]

    def is_late(self, done_at: datetime, due_at: datetime | None) -> bool:
        """Whether a notice given at `done_at` was late. *At once* without a number is never called late here."""
        return due_at is not None and bool(self.hours or self.same_day) and done_at > due_at


CHILD_WELFARE: Final = frozenset({Sector.CHILD_WELFARE})
POLICE: Final = frozenset({Sector.LAW_ENFORCEMENT})
# Federal, State or local officials; a hospital or school may be one or not, and files as anybody may.
OFFICIALS: Final = frozenset(
    {
        Sector.LAW_ENFORCEMENT,
        Sector.CHILD_WELFARE,
        Sector.JUVENILE,
        Sector.PROSECUTION,
        Sector.FEDERAL,
        Sector.LABOR,
        Sector.SYSTEM_ADVOCACY,
    }
)
EVERYBODY: Final[frozenset[Sector]] = frozenset()

FOREIGN_CHILD: Final = "foreign_child"


def _table(*rules: Rule) -> Mapping[str, Rule]:
    return {rule.key: rule for rule in rules}


RULES: Final = _table(
    Rule(
        FOREIGN_CHILD, "B1", "Tell HHS about a possible foreign-national child",
        "An official finds that a person under 18, who is not a citizen or permanent resident, may be a victim.",
        "A determination that somebody is a victim does not start this, and none is needed.",
        OFFICIALS, "Federal, State and local officials", ((Recipient.HHS,),),
        "22 USC 7105(b)(1); OTIP Request for Assistance instructions (2021)", Confidence.READ, hours=24,
    ),
    Rule(
        "before_18", "B1b", "Send HHS the request before the 18th birthday",
        "A young person with an open request for HHS help turns 18 soon.",
        "The letter may come after the birthday. No birth date is kept here, so no day is counted.",
        OFFICIALS, "Whoever makes the request", ((Recipient.HHS,),),
        "OTIP-PI-16-01", Confidence.READ, remind_hours=(24, 72, 168),
    ),
    Rule(
        "determined_in_care", "B2", "Report a determination about a young person in ODHS care",
        "A caseworker determines that a child or young adult in ODHS care is a victim of sex trafficking.",
        "A suspicion or “at risk” does not start this. A missing child does not either; that is another duty.",
        CHILD_WELFARE, "The ODHS caseworker",
        ((Recipient.ODHS_SCREENER,), (Recipient.LAW_ENFORCEMENT,), (Recipient.NCMEC,)),
        "OAR 413-080-0062(1)(a),(b)", Confidence.READ, hours=24, at_once=True, starts_on=Trigger.DETERMINED,
    ),
    Rule(
        "services_in_care", "B3", "Find services for a young person in ODHS care",
        "A caseworker determines a victim, or that a child or young adult in ODHS care is at risk.",
        "“At risk” asks for services only. It starts no 24-hour notice.",
        CHILD_WELFARE, "The ODHS caseworker", ((Recipient.SERVICES,),),
        "OAR 413-080-0062(1)(c),(d),(2)", Confidence.READ, remind_hours=(72, 168),
    ),
    Rule(
        "missing", "B4", "Report a missing child in substitute care",
        "ODHS gets information that a child in substitute care is missing.",
        "A determination that the child is a victim does not start this.",
        CHILD_WELFARE, "The ODHS caseworker", ((Recipient.LAW_ENFORCEMENT,), (Recipient.NCMEC,)),
        "OAR 413-080-0053(1)", Confidence.READ, hours=24, at_once=True,
    ),
    Rule(
        "missing_court", "B4a", "Tell the court and legal parties about a missing child",
        "ODHS gets information that a child in substitute care is missing.",
        "Not where telling them would put the child at risk (safety exception).",
        CHILD_WELFARE, "ODHS", ((Recipient.COURT,),),
        "OAR 413-080-0053(1)(d)", Confidence.READ, remind_hours=(24, 72),
    ),
    Rule(
        "located", "B5", "After a missing child is found",
        "A child who was missing from substitute care is located.",
        "The report that the child is missing is a duty of its own.",
        CHILD_WELFARE, "ODHS", ((Recipient.LAW_ENFORCEMENT,), (Recipient.NCMEC,), (Recipient.COURT,)),
        "OAR 413-080-0053(2)", Confidence.READ, remind_hours=(24, 72),
    ),
    Rule(
        "identified_iv_e", "B6", "Report a child identified as a victim to law enforcement",
        "The State's IV-E agency identifies a child as a victim of sex trafficking.",
        "A suspicion does not start this.",
        CHILD_WELFARE, "The State's IV-E agency (ODHS)", ((Recipient.LAW_ENFORCEMENT,),),
        "42 USC 671(a)(34)(A)", Confidence.READ, hours=24, at_once=True,
    ),
    Rule(
        "missing_iv_e", "B7", "Report a missing or abducted child of a IV-E agency",
        "A child for whom the State's IV-E agency is responsible is missing or abducted.",
        "A determination that the child is a victim does not start this.",
        CHILD_WELFARE, "The State's IV-E agency (ODHS)", ((Recipient.LAW_ENFORCEMENT,), (Recipient.NCMEC,)),
        "42 USC 671(a)(35)(B); P.L. 117-348", Confidence.MEMORY, hours=24, at_once=True,
    ),
    Rule(
        "ncic", "B8", "Enter a missing young person into NCIC",
        "Police get a report that a person under 21 is missing.",
        "A referral about the person is not that report.",
        POLICE, "Law enforcement", ((Recipient.NCIC,),),
        "34 USC 41308", Confidence.MEMORY, hours=2,
    ),
    Rule(
        "abuse_report", "B9", "Report child abuse",
        "A mandatory reporter has reasonable cause to believe that a child was abused. Letting or leading a child "
        "into a commercial sex act is abuse.",
        "Sending a referral is not a report. What you know only from a report that police or ODHS surely have needs "
        "no second one. Privilege may excuse some reporters; ask your counsel.",
        EVERYBODY, "Mandatory reporters", ((Recipient.HOTLINE, Recipient.LAW_ENFORCEMENT),),
        "ORS 419B.005, .010, .015", Confidence.READ, at_once=True, remind_hours=(1, 4, 24),
    ),
    Rule(
        "cross_report", "B10", "Pass an urgent abuse report on",
        "ODHS or police get a child abuse report of the urgent tier.",
        "Other tiers have other times. Check the rule.",
        CHILD_WELFARE | POLICE, "ODHS to police, police to ODHS",
        ((Recipient.LAW_ENFORCEMENT, Recipient.HOTLINE),),
        "ORS 419B.015(1)(b); OAR 413-015-0305, -0310", Confidence.READ, same_day=True,
    ),
    Rule(
        "investigate", "B11", "Begin the investigation of a report",
        "ODHS or police get a child abuse report.",
        "A referral is not a report.",
        CHILD_WELFARE | POLICE, "ODHS or police", ((Recipient.INVESTIGATION,),),
        "ORS 419B.020", Confidence.MEMORY, at_once=True, remind_hours=(1, 4, 24),
    ),
    Rule(
        "injury", "B12", "Medical assessment of a suspicious injury",
        "An investigator sees a suspicious physical injury of a child. Each new injury starts it again.",
        "Photographs are due at once, before this.",
        CHILD_WELFARE | POLICE, "The investigator of ODHS or police", ((Recipient.MEDICAL,),),
        "ORS 419B.023(2),(3)", Confidence.READ, hours=48,
    ),
    Rule(
        "intake_screening", "B13", "Screen a young person at intake",
        "A young person is taken into custody, or comes to intake.",
        "A positive screening starts the report of child abuse. It is no finding.",
        frozenset({Sector.JUVENILE}), "The county juvenile department", ((Recipient.SCREENING,),),
        "ORS 419C.030", Confidence.READ, remind_hours=(24, 72),
    ),
    Rule(
        "victim_rights", "B15", "Give notice of victims' rights",
        "A person reasonably appears to be a victim in a criminal action.",
        "A referral for services does not start this.",
        POLICE | frozenset({Sector.PROSECUTION}), "Police; the prosecutor checks it was done", ((Recipient.PERSON,),),
        "ORS 147.417", Confidence.READ, remind_hours=(24, 72),
    ),
    Rule(
        "compelled", "B17", "Tell the person that information was compelled",
        "A court or a statute makes a victim-service provider release information about a person.",
        "A release that the person signed does not start this.",
        frozenset({Sector.CONFIDENTIAL_ADVOCACY, Sector.SYSTEM_ADVOCACY, Sector.OTHER_SERVICE, Sector.LEGAL_AID}),
        "The victim-service provider", ((Recipient.PERSON,),),
        "28 CFR 94.115(b)", Confidence.READ, remind_hours=(24, 72),
    ),
    Rule(
        "continued_presence", "B18", "Renew Continued Presence",
        "Continued Presence was granted for 2 years and comes to its renewal date.",
        "The date is on the grant. It is not kept here.",
        POLICE | frozenset({Sector.FEDERAL}), "Federal law enforcement; local police ask",
        ((Recipient.LAW_ENFORCEMENT,),),
        "22 USC 7105(c)(3); 28 CFR 1100.35", Confidence.MEMORY, remind_hours=(24, 168),
    ),
    Rule(
        "breach", "B20", "Tell people about a breach of their information",
        "Your agency finds a breach of personal information.",
        "More than 250 people: the Attorney General is told too.",
        EVERYBODY, "The agency that held it", ((Recipient.AFFECTED,),),
        "ORS 646A.604", Confidence.MEMORY, hours=45 * 24,
    ),
)  # fmt: skip


def rules_for(sector: str, turned_on: Iterable[str] = ()) -> list[Rule]:
    """The rules in force for agencies of a sector; `turned_on` are the keys that counsel has confirmed here."""
    confirmed = frozenset(turned_on)
    return [rule for rule in RULES.values() if rule.fits(sector) and (rule.active or rule.key in confirmed)]


def waiting_rules() -> list[Rule]:
    """The rules that ship switched off."""
    return [rule for rule in RULES.values() if not rule.active]
