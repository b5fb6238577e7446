"""Whether something may be done with a duty: each policy returns the reason why not, or None."""

from collections.abc import Collection
from datetime import datetime

from cases.duties.choices import Recipient
from cases.duties.models import Duty
from cases.duties.rules import Rule
from mdt.team.models import Agency, Body, Desk

ANOTHER_AGENCY = "The law does not put this duty on agencies like yours. If it concerns you, ask your counsel."
SWITCHED_OFF = "This rule is switched off here until counsel has confirmed it."


def why_not_start(
    agency: Agency, rule: Rule, confirmed: Collection[str], triggered_at: datetime, now: datetime
) -> str | None:
    """A rule in force, of the agency's own sector, whose trigger has happened."""
    if not rule.fits(agency.sector):
        return ANOTHER_AGENCY
    if not rule.active and rule.key not in confirmed:
        return SWITCHED_OFF
    return "That time has not come yet. Give the time when it happened." if triggered_at > now else None


def why_not_prove(duty: Duty, given: Collection[str], recipient: str, done_at: datetime, now: datetime) -> str | None:
    """A notice to one whom the rule names, not given before, between the trigger and now."""
    if recipient not in outstanding(duty.law, given):
        return "This duty does not ask for that, or it is recorded already."
    if done_at > now:
        return "That time has not come yet. Give the time when it was done."
    if done_at < duty.triggered_at:
        return "That is before the duty began. If it was done before, choose that the duty does not apply."
    return None


def outstanding(rule: Rule, given: Collection[str]) -> list[Recipient]:
    """Whom the rule still asks to be told: of a group of recipients, one that was told is enough."""
    open_groups = [group for group in rule.to if not set(group).intersection(given)]
    return [recipient for group in open_groups for recipient in group]


def why_not_put_forward(agency: Agency, body: Body, basis: str) -> str | None:
    """To a main group, on a basis that the agency may use. What a release lets out says nothing of a duty."""
    if agency.release_bound:
        return "Your agency shares only under a release, and no release covers a duty. Say it at the meeting yourself."
    if body.subcommittee:
        return "A duty goes to a main group, not to a subcommittee."
    return None if basis in agency.bases else "Choose a basis that your agency may use."


def why_not_offer(duty: Duty, desk: Desk) -> str | None:
    """Only a duty that the other's sector may owe too, and between agencies that need no release for it."""
    if duty.offered_to_id:
        return "Another agency is being asked already. Take that back first."
    if not duty.law.fits(desk.agency.sector):
        return "The law does not put this duty on that agency."
    if duty.agency.release_bound or desk.agency.release_bound:
        return "One of the two agencies may share this only under a release. Call their desk instead."
    return None
