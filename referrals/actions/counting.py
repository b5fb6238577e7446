"""Counting who found no help, by service: once for each half-year, kept only where no number tells of a few people."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from audit.ledger import System, enter
from mdt.directory.choices import Capacity
from mdt.directory.models import DeskService
from mdt.team.models import Body, Team
from mdt.team.sectors import RELEASE_BOUND
from referrals.choices import DeclineReason, State
from referrals.models import FEWEST, GapCount, OutsideReferral, Referral, ServiceGap

# What was sent last has been answered by then.
SETTLES: Final = timedelta(days=14)
NOTHING_FITS: Final = (DeclineReason.NO_CAPACITY, DeclineReason.NOT_OUR_SERVICE, DeclineReason.OUTSIDE_AREA)

# Of one service: each person with the agencies that know of it.
Known = Mapping[UUID, set[UUID]]


def half_before(day: date) -> date:
    """The first day of the last half-year that was over by `day`."""
    return date(day.year, 1, 1) if day.month > 6 else date(day.year - 1, 7, 1)


def end_of(begins_on: date) -> date:
    """The day after a half-year."""
    return date(begins_on.year, 7, 1) if begins_on.month == 1 else date(begins_on.year + 1, 1, 1)


@transaction.atomic
def count_gaps(body: Body) -> None:
    """Count the last half-year if nobody has, and note for which help no desk is taking; in the system's context."""
    team = body.team
    begins_on = half_before(timezone.localdate(timezone=ZoneInfo(team.time_zone)) - SETTLES)
    _, new = GapCount.objects.get_or_create(team=team, begins_on=begins_on)
    if new:
        counts = {service: shown(known) for service, known in unserved(team, begins_on).items()}
        gaps = [ServiceGap(team=team, service=key, begins_on=begins_on, people=count) for key, count in counts.items()]
        ServiceGap.objects.bulk_create([gap for gap in gaps if gap.people])
        enter("gaps.counted", by=System("The count of service gaps", team.pk), detail={"from": begins_on.isoformat()})
    noted = ServiceGap.objects.filter(team=team, begins_on=begins_on).values_list("service", flat=True)
    untaken = untaken_in(team.pk).keys() - set(noted)
    ServiceGap.objects.bulk_create(
        [ServiceGap(team=team, service=service, begins_on=begins_on) for service in sorted(untaken)],
        ignore_conflicts=True,
    )


def shown(known: Known) -> int | None:
    """How many people, where that tells nobody of a few: not the public, nor an agency that knows some of them.

    Whoever takes their own from the number must be left with none or with enough.
    """
    if len(known) < FEWEST:
        return None
    agencies: set[UUID] = set().union(*known.values())
    for agency in agencies:
        others = sum(1 for knowing in known.values() if agency not in knowing)
        if 0 < others < FEWEST:
            return None
    return len(known)


def untaken_in(team: UUID) -> dict[str, int]:
    """By service for which no desk is taking, how many desks offer it."""
    offered: dict[str, list[str]] = defaultdict(list)
    entries = DeskService.objects.filter(team=team, desk__closed_at=None, desk__agency__suspended_at=None)
    for service, capacity in entries.values_list("service", "capacity"):
        offered[service].append(capacity)
    return {key: len(held) for key, held in offered.items() if Capacity.TAKING not in held}


def unserved(team: Team, begins_on: date) -> Mapping[str, Known]:
    """By service, who was asked for in a half-year and found nobody: of agencies alone that no release binds."""
    zone, ends_on = ZoneInfo(team.time_zone), end_of(begins_on)
    since, until = (datetime.combine(day, time(), zone) for day in (begins_on, ends_on))
    sent = Referral.objects.filter(team=team, sent_at__gte=since, sent_at__lt=until, release_category="")
    sent = sent.filter(waits_for_sender=False, case__isnull=False)
    bound = list(RELEASE_BOUND)
    sent = sent.exclude(from_agency__bindings__overlap=bound).exclude(to_agency__bindings__overlap=bound)
    missed = Q(state=State.DECLINED, decline_reason__in=NOTHING_FITS)
    missed |= Q(state=State.WAITLISTED, review_on__lt=ends_on)
    helped = Referral.objects.filter(case=OuterRef("case"), service=OuterRef("service"), sent_at__gte=since)
    helped = helped.filter(state__in=(State.ACCEPTED, State.CLOSED))
    rows = sent.filter(missed).filter(~Exists(helped)).values_list("service", "case", "from_agency", "to_agency")
    found = _by_service((service, case, agencies) for service, case, *agencies in rows)
    outside = OutsideReferral.objects.filter(team=team, referred_on__gte=begins_on, referred_on__lt=ends_on)
    outside = outside.filter(service__in=untaken_in(team.pk)).exclude(agency__bindings__overlap=bound)
    for service, case, agency in outside.values_list("service", "case", "agency"):
        found[service][case].add(agency)
    return found


def _by_service(rows: Iterable[tuple[str, UUID, list[UUID]]]) -> dict[str, dict[UUID, set[UUID]]]:
    found: dict[str, dict[UUID, set[UUID]]] = defaultdict(lambda: defaultdict(set))
    for service, case, agencies in rows:
        found[service][case].update(agencies)
    return found
