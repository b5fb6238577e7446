"""How a referral reads to one side: its status in words, its flags, its lines. No queries, no opening.

A release-bound receiver's silence says something about a person too, so its sender sees neither waiting nor reasons.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.utils import timezone

from audit.opening import Words, WordsBroken
from cases.profile import CHILDREN, Profile, Tick, YesNo
from mdt.counted import counted
from referrals.choices import Answer, DeclineReason, Outcome, Question, Service, State, Urgency
from referrals.models import Referral, Step
from referrals.policies import answers_plainly, is_gone, may_move, side_of
from referrals.workflow import MOVES, OPEN_STATES, Side


@dataclass(frozen=True)
class Status:
    """`state` keys the colour, `label` is what is read."""

    state: str
    label: str


@dataclass(frozen=True)
class Flag:
    kind: str
    label: str


@dataclass(frozen=True)
class ListRow:
    """One line of an inbox or outbox. Of one that is `broken` the coded words cannot be opened."""

    referral: Referral
    status: Status
    flags: Sequence[Flag]
    age_group: str
    waiting: str
    may_ask: bool
    gone: bool
    broken: bool = False
    may_accept: bool = True

    @property
    def title(self) -> str:
        return heading(self.referral)


@dataclass(frozen=True)
class SummaryLine:
    """One line of a summary."""

    key: str
    value: str


@dataclass(frozen=True)
class Happened:
    """One entry of the timeline, as this side may read it."""

    title: str
    at: datetime
    by: str
    words: str


def is_silent(referral: Referral) -> bool:
    """Whether this reader may not see how the receiver goes about it: no release back is in force."""
    return side_of(referral) != Side.RECEIVER and answers_plainly(referral)


def status(referral: Referral) -> Status:
    if is_silent(referral):
        return _plain_status(referral)
    if referral.state == State.DECLINED:
        if referral.decline_reason == DeclineReason.CANNOT_NOW:
            return Status(State.DECLINED, DeclineReason.CANNOT_NOW.label)
        if referral.decline_reason == DeclineReason.NO_ANSWER:
            return Status(State.DECLINED, DeclineReason.NO_ANSWER.label)
        return Status(State.DECLINED, f"Declined: {DeclineReason(referral.decline_reason).label.lower()}")
    if referral.state == State.CLOSED:
        return Status(State.CLOSED, f"Closed: {Outcome(referral.outcome).label.removeprefix('Closed, ').lower()}")
    return Status(referral.state, State(referral.state).label)


def _plain_status(referral: Referral) -> Status:
    """What may be known without a release back, whatever was said while there was one."""
    if referral.state in OPEN_STATES:
        return Status(State.SENT, State.SENT.label)
    if referral.state == State.DECLINED:
        return Status(State.DECLINED, DeclineReason.CANNOT_NOW.label)
    if referral.state == State.CLOSED:
        return Status(State.CLOSED, f"Closed: {Outcome.NO_REPORT.label.removeprefix('Closed, ')}")
    return Status(referral.state, State(referral.state).label)


def flags(referral: Referral, now: datetime | None = None) -> list[Flag]:
    found = []
    if referral.urgency == Urgency.TODAY and referral.state in OPEN_STATES:
        found.append(Flag("urgent", "Today"))
    if is_overdue(referral, now or timezone.now()):
        found.append(Flag("overdue", "Overdue"))
    return found


def is_overdue(referral: Referral, now: datetime) -> bool:
    waits = referral.state == State.SENT and referral.answer_by is not None and referral.answer_by < now
    return waits and not is_silent(referral)


def answer_by(referral: Referral) -> datetime | None:
    """By when an answer is due, for whoever may know that one is."""
    due = referral.state in (State.SENT, State.QUESTION) and not is_silent(referral)
    return referral.answer_by if due else None


def waiting(referral: Referral, now: datetime | None = None) -> str:
    """How long it has waited, in words; nothing for whoever may not know that it waits."""
    if referral.state not in OPEN_STATES or referral.sent_at is None or is_silent(referral):
        return ""
    days = ((now or timezone.now()) - referral.sent_at).days
    return "waiting since today" if days == 0 else f"waiting {counted(days, 'day')}"


def sides(referral: Referral) -> tuple[str, str]:
    """From whom and to whom, by name to the two sides. To others, an agency that tells something is its type."""
    here = side_of(referral) is not None
    names = [
        agency.name if here or not agency.tells_by_its_name else agency.type_words
        for agency in (referral.from_agency, referral.receiver)
    ]
    return names[0], names[1]


def profile_of(referral: Referral, words: Words) -> Profile:
    """The coded person of an opened referral."""
    profile: Profile = words.read(referral, "profile")
    return profile


def rows(referrals: Iterable[Referral], words: Words) -> list[ListRow]:
    return [_row(referral, words) for referral in referrals]


def _row(referral: Referral, words: Words) -> ListRow:
    gone, broken, group = is_gone(referral), False, None
    try:
        group = None if gone else profile_of(referral, words).age_group
    except WordsBroken:
        broken = True
    return ListRow(
        referral,
        status(referral),
        flags(referral),
        group.label if group else "",
        waiting(referral),
        may_ask=may_move(MOVES["ask"], referral),
        gone=gone,
        broken=broken,
        may_accept=may_move(MOVES["accept"], referral),
    )


def heading(referral: Referral) -> str:
    """What it is called: the help that is needed, unless it is gone."""
    return "Withdrawn referral" if is_gone(referral) else str(Service(referral.service).label)


def profile_lines(profile: Profile) -> list[SummaryLine]:
    """The coded person as a summary, in the order of the form."""
    pairs: list[tuple[str, models.TextChoices | None]] = [
        ("Age group", profile.age_group),
        ("Which service fits", profile.gender),
        ("Language", profile.language),
        ("Type of concern", profile.concern),
        ("Area", profile.area),
        ("In danger now", profile.in_danger),
        ("First contact", profile.first_contact),
    ]
    if profile.noticed:
        pairs.append(("When noticed", profile.noticed))
    lines = [SummaryLine(key, str(value.label) if value else "Not answered") for key, value in pairs]
    if profile.ticks:
        lines.append(SummaryLine("Good to know", ", ".join(Tick(tick).label for tick in profile.ticks)))
    return lines


def is_child(profile: Profile) -> bool:
    return profile.age_group in CHILDREN


def call_first(referral: Referral, profile: Profile) -> bool:
    """Whether the sender is asked to call before anything else."""
    return referral.urgency == Urgency.TODAY or profile.in_danger == YesNo.YES


def asks_for_call(referral: Referral) -> bool:
    """Whether its desk wants a call first for what is for today, has a checked phone, and nobody has called yet."""
    waits = referral.state in OPEN_STATES | {State.DRAFT} and referral.called_at is None
    desk = referral.to_desk if referral.urgency == Urgency.TODAY else None
    return waits and desk is not None and desk.call_for_today and desk.phone_checked_on is not None


def timeline(referral: Referral, steps: Iterable[Step], words: Words) -> list[Happened]:
    """What happened, newest first. A silent receiver's steps show to the sender only where the status does."""
    told = [_told(referral, step, words) for step in steps]
    found = [one for one in [*told, _seen(referral), sent(referral)] if one is not None]
    return sorted(found, key=lambda one: one.at, reverse=True)


def _seen(referral: Referral) -> Happened | None:
    if referral.seen_at is None or is_silent(referral):
        return None
    return Happened(MOVES["seen"].done, referral.seen_at, referral.receiver.name, "")


def sent(referral: Referral) -> Happened | None:
    return Happened("Sent", referral.sent_at, referral.from_agency.name, "") if referral.sent_at else None


def _told(referral: Referral, step: Step, words: Words) -> Happened | None:
    theirs = step.agency_id == referral.to_agency_id
    if not theirs or not is_silent(referral):
        return Happened(_title(step), step.at, step.agency.name, words.read(step, "words") or "")
    return Happened(_plain_title(step), step.at, step.agency.name, "") if MOVES[step.kind].plain else None


def _plain_title(step: Step) -> str:
    if step.kind == "decline":
        return str(DeclineReason.CANNOT_NOW.label)
    return str(Outcome.NO_REPORT.label) if step.kind == "close" else MOVES[step.kind].done


def _title(step: Step) -> str:
    if step.kind == "ask":
        return f"Question: {Question(step.reason).label}"
    if step.kind == "answer":
        return f"Answer: {Answer(step.reason).label}"
    if step.kind == "lapse":
        return f"{MOVES['lapse'].done}. Try another desk"
    if step.kind == "decline" and step.reason != DeclineReason.CANNOT_NOW:
        return f"Declined: {DeclineReason(step.reason).label.lower()}"
    if step.kind in ("decline", "close"):
        return str((DeclineReason if step.kind == "decline" else Outcome)(step.reason).label)
    return MOVES[step.kind].done
