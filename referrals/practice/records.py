"""Records of the practice team beside its log: referrals with their clocks running, drafts, standing rules, agenda."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import time, timedelta
from itertools import islice
from typing import Final

from django.utils import timezone

from audit.ledger import System
from cases.duties.actions import forwarding
from cases.duties.actions.starting import start
from cases.profile import (
    AgeGroup,
    Area,
    Concern,
    FirstContact,
    Gender,
    Language,
    Noticed,
    Profile,
    Tick,
    Track,
    YesNo,
)
from cases.releases.actions.recording import Terms, record
from cases.releases.choices import How, Interpreter, Purpose, SignedBy
from cases.releases.models import Release
from cases.releases.signature import Signature
from mdt.meetings.actions.drafting import draft_agenda
from mdt.meetings.actions.planning import set_series
from mdt.meetings.actions.work import give_action
from mdt.meetings.models import ActionKind, Meeting
from mdt.meetings.series import Rule
from mdt.team.access import Door
from mdt.team.models import Body, Desk, User
from mdt.team.sectors import Basis
from privacy.wall import acting_as
from referrals.actions import answering, sending, writing
from referrals.actions.forwarding import put_forward, set_rule
from referrals.choices import CATEGORY_OF, Question, Service, Urgency
from referrals.models import Referral, StandingRule
from referrals.practice import agencies
from referrals.practice.directory import fill_directory

FORWARDED_BY_EACH: Final = 4
_TWO_WEEKS = timedelta(days=14)


@dataclass(frozen=True)
class Made:
    """What the records are hung on: people by their key, desks by their agency's key, bodies by name."""

    people: Mapping[str, User]
    desks: Mapping[str, Desk]
    bodies: Mapping[str, Body]


_TEENAGER: Final = Profile(
    age_group=AgeGroup.FROM_15,
    gender=Gender.WOMEN,
    language=Language.SPANISH,
    concern=Concern.SEX,
    area=Area.NORTH,
    in_danger=YesNo.NO,
    first_contact=FirstContact.THROUGH_SENDER,
    noticed=Noticed.THIS_WEEK,
    ticks=(Tick.INTERPRETER,),
)
_WORKER: Final = Profile(
    age_group=AgeGroup.FROM_25,
    gender=Gender.ANY,
    language=Language.NOT_KNOWN,
    concern=Concern.LABOR,
    area=Area.EAST,
    in_danger=YesNo.NOT_KNOWN,
    first_contact=FirstContact.DIRECT,
)

# From, to, help, how soon, about whom, and what the receiver has done since.
_SENT: Final = (
    ("dhs", "compass", Service.SAFETY, Urgency.TODAY, _TEENAGER, ""),
    ("dhs", "juvenile", Service.CASE_MANAGEMENT, Urgency.ROUTINE, _TEENAGER, "ask"),
    ("sheriff", "dhs", Service.SHELTER, Urgency.TWO_DAYS, _TEENAGER, "accept"),
    ("sheriff", "join", Service.HOUSING, Urgency.ROUTINE, _WORKER, "waitlist"),
    ("juvenile", "village", Service.MENTAL_HEALTH, Urgency.TWO_DAYS, _TEENAGER, ""),
    ("da", "lifeworks", Service.SUBSTANCE_USE, Urgency.ROUTINE, _WORKER, ""),
    ("milwaukie", "dhs", Service.FORENSIC_INTERVIEW, Urgency.TODAY, _TEENAGER, ""),
    ("join", "lifeworks", Service.EMPLOYMENT, Urgency.ROUTINE, _WORKER, "decline"),
    ("compass", "dhs", Service.HOUSING, Urgency.ROUTINE, _WORKER, "accept"),
)


def make_records(made: Made) -> None:
    """Everything beside the log, by the product's own actions, so that ledger and grants are as they would be."""
    for sender, receiver, service, urgency, profile, answer in _SENT:
        referral = _send(made, sender, receiver, service, urgency, profile)
        if answer:
            _answer(made.people[f"{receiver}-partner"], referral, answer)
    fill_directory(made.people, made.desks)
    _draft(made)
    _make_rules(made)
    _put_forward(made)
    _owe(made)
    _plan_meetings(made)


def _asked(desk: Desk | None, service: Service, urgency: Urgency, by: User, profile: Profile) -> writing.Asked:
    note = "Prefers a call in the morning." if by.place.agency.notes_allowed else ""
    return writing.Asked(desk, service, urgency, Basis.OWN_RULES, profile, note)


def _send(made: Made, sender: str, receiver: str, service: Service, urgency: Urgency, profile: Profile) -> Referral:
    by = made.people[f"{sender}-partner"]
    with acting_as(by):
        asked = _asked(made.desks[receiver], service, urgency, by, profile)
        if by.place.agency.release_bound or service == Service.SUBSTANCE_USE:
            asked = replace(asked, release=_released(made, sender, receiver, service, by))
        draft = writing.write_draft(by=by, from_desk=made.desks[sender], asked=asked)
        sending.send(by=by, draft=draft, called=urgency == Urgency.TODAY)
    return draft


def _released(made: Made, sender: str, receiver: str, service: Service, by: User) -> Release:
    """An invented person has signed for this one agency and this kind of help."""
    today = timezone.localdate()
    terms = Terms(
        to=made.desks[receiver].agency,
        categories=[CATEGORY_OF[service]],
        purpose=Purpose.SERVICES,
        starts_on=today,
        ends_on=today + _TWO_WEEKS,
        answers_may_flow_back=True,
        signature=Signature(signed_by=SignedBy.SELF, how=How.IN_PERSON, interpreter=Interpreter.NO),
        freely_given=True,
    )
    return record(by=by, desk=made.desks[sender], terms=terms)


def _answer(by: User, referral: Referral, answer: str) -> None:
    with acting_as(by):
        rows = Referral.objects.visible_to(by).select_related("from_desk", "to_desk", "from_agency", "to_agency")
        seen: Referral = rows.get(pk=referral.pk)
        if answer == "ask":
            answering.ask(by=by, referral=seen, question=Question.SAFE_TIME)
        elif answer == "accept":
            answering.accept(by=by, referral=seen)
        elif answer == "waitlist":
            answering.waitlist(by=by, referral=seen, review_on=timezone.localdate() + _TWO_WEEKS)
        else:
            answering.decline(by=by, referral=seen, reason="no_capacity")


def _draft(made: Made) -> None:
    by = made.people["dhs-partner"]
    with acting_as(by):
        asked = _asked(None, Service.LEGAL_VICTIM, Urgency.ROUTINE, by, Profile(age_group=AgeGroup.FROM_15))
        writing.write_draft(by=by, from_desk=made.desks["dhs"], asked=asked)


def _make_rules(made: Made) -> None:
    mdt = made.bodies[agencies.MDT]
    for key, kind, days in (
        ("dhs", StandingRule.Kind.UNANSWERED, 3),
        ("dhs", StandingRule.Kind.WAITLISTED, 0),
        ("sheriff", StandingRule.Kind.NEW, 0),
        ("dhs", StandingRule.Kind.DUTIES, 1),
    ):
        lead = made.people[f"{key}-lead"]
        with acting_as(lead):
            set_rule(by=lead, body=mdt, kind=kind, days=days, basis=Basis.OWN_RULES)


def _put_forward(made: Made) -> None:
    """A few newest live rows of the log from each agency that may, so that the chair has a month's agenda."""
    mdt = made.bodies[agencies.MDT]
    for key in made.desks:
        by = made.people[f"{key}-lead"]
        if by.place.agency.release_bound:
            continue
        with acting_as(by):
            live = Referral.objects.visible_through(by, Door.SENDER).unchecked().filter(waits_for_sender=False)
            for referral in islice(live.select_related("to_agency").order_by("-sent_at", "-pk"), FORWARDED_BY_EACH):
                put_forward(by=by, referral=referral, body=mdt, basis=Basis.OWN_RULES)


def _owe(made: Made) -> None:
    """A clock of the law that runs at one agency, and that its meeting may see."""
    by, mdt = made.people["dhs-partner"], made.bodies[agencies.MDT]
    with acting_as(by):
        sent = Referral.objects.visible_through(by, Door.SENDER).filter(case__track=Track.CHILD).latest("sent_at")
        duty = start(by=by, case=sent.case, rule="missing", triggered_at=timezone.now() - timedelta(hours=20))
        forwarding.put_forward(by=by, duty=duty, body=mdt, basis=Basis.OWN_RULES)


def _plan_meetings(made: Made) -> None:
    """The public page of a partner group says first Thursday; ours meets at noon, in a room that does not exist."""
    chair, mdt = made.people["chair"], made.bodies[agencies.MDT]
    today = timezone.localdate()
    with acting_as(chair):
        settings = {
            "rule": str(Rule(1, 3, 1, today)),
            "starts_on": today,
            "at": time(12),
            "zone": agencies.ZONE,
            "minutes": 150,
            "place": "Practice room (invented)",
            "draft_days": 31,
        }
        series = set_series(mdt, settings=settings, by=chair)
        due = today + _TWO_WEEKS
        desk = made.desks["dhs"]
        give_action(mdt, kind=ActionKind.REPORT_BACK, agency=desk.agency, person=None, due_on=due, by=chair)
        meeting = Meeting.objects.filter(series=series).order_by("starts_at")[0]
    draft_agenda(meeting, by=System("practice", mdt.team_id))
