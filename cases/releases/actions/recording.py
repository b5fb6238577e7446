"""Recording that somebody signed: the terms, never the paper."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from audit.ledger import enter
from cases.codes import new_code
from cases.models import Case
from cases.parties import cases_held_by
from cases.releases import policies
from cases.releases.models import Release, ReleaseSettings, settings_of
from cases.releases.signature import Signature
from mdt.rooms.inside import agencies_in
from mdt.rooms.policies import may_work
from mdt.team.models import Agency, Body, Desk, Team, User
from mdt.team.policies import Refused, require
from privacy.datakeys import new_data_key
from privacy.sealing import seal


@dataclass(frozen=True)
class Terms:
    """What a release says. `to` is one agency, or a body whose members are named as they are now."""

    to: Agency | Body
    categories: Collection[str]
    purpose: str
    starts_on: date
    ends_on: date
    answers_may_flow_back: bool
    signature: Signature
    # "Services do not depend on it" was said.
    freely_given: bool
    # None for a person whom no case is of yet: the first referral under the release gives it one.
    case: Case | None = None


@transaction.atomic
def record(*, by: User, desk: Desk, terms: Terms) -> Release:
    """Keep the terms of what was signed, for the desk that holds the paper.

    Raises:
        Refused: not at this desk, a case that is not theirs, a receiver that cannot be one, a subcommittee that `by` is
            not in, days that are not allowed, or services that depend on it.
    """
    place, now = by.place, timezone.now()
    if desk.group_id not in by.desk_groups or desk.closed_at:
        raise Refused("Only somebody at an open desk of your agency can record a release for it.")
    if not terms.freely_given:
        raise Refused("A release counts only when services do not depend on it. Say so to the person, then tick it.")
    if isinstance(terms.to, Body) and terms.to.subcommittee:
        require(may_work(by, terms.to))
    if terms.case and not cases_held_by(by).filter(pk=terms.case.pk).exists():
        raise Refused("Your desk does not work on this case.")
    team_settings = settings_of(place.team_id)
    today = timezone.localdate(now, ZoneInfo(place.team.time_zone))
    require(policies.why_not_days(terms.starts_on, terms.ends_on, today, team_settings.longest_days))
    release = _release(by, desk, terms, named_by(terms.to, place.agency_id, place.team_id))
    _set_times(release, terms, place.team, team_settings, now)
    _, key = new_data_key(release.pk, place.team_id)
    seal(release, key, signature=terms.signature)
    release.save(force_insert=True)
    enter("release.recorded", by=by, records=[release])
    return release


def named_by(to: Agency | Body, giver: UUID, team_id: UUID) -> list[UUID]:
    """The agencies that a release to an agency or a body names, at this moment.

    Raises:
        Refused: none of them is another agency that works in the team.
    """
    here = Agency.objects.in_team(team_id).filter(suspended_at=None).exclude(pk=giver)
    if isinstance(to, Body):
        # A subcommittee has people and no desks: it names the agencies for which they are in it now.
        sits = Q(pk__in=agencies_in(to).values("pk")) if to.subcommittee else Q(desks__bodies=to, desks__closed_at=None)
        here = here.filter(sits) if to.team_id == team_id else here.none()
    else:
        here = here.filter(pk=to.pk)
    named = sorted(set(here.values_list("pk", flat=True)))
    if not named:
        raise Refused("Choose another agency of your team, or a group with members of other agencies.")
    return named


def _release(by: User, desk: Desk, terms: Terms, named: list[UUID]) -> Release:
    return Release(
        team=by.place.team,
        code=new_code("RL"),
        agency=by.place.agency,
        desk=desk,
        case=terms.case,
        named=named,
        body=terms.to if isinstance(terms.to, Body) else None,
        categories=sorted(set(terms.categories)),
        purpose=terms.purpose,
        answers_may_flow_back=terms.answers_may_flow_back,
        freely_given=terms.freely_given,
        recorded_by=by,
    )


def _set_times(release: Release, terms: Terms, team: Team, team_settings: ReleaseSettings, now: datetime) -> None:
    """From the first minute of the first day to the last of the last, where the team works."""
    zone = ZoneInfo(team.time_zone)
    release.starts_at = datetime.combine(terms.starts_on, time(), zone)
    release.expires_at = datetime.combine(terms.ends_on + timedelta(days=1), time(), zone)
    warn_at = release.expires_at - timedelta(days=team_settings.warn_days)
    release.warn_at = warn_at if warn_at > now else None
    release.end_at = release.expires_at
