"""Putting referrals forward to a meeting body: by hand, or by an agency's own standing rules."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.utils import timezone

from audit.ledger import Acts, System, enter
from cases.duties.actions import forwarding
from cases.tracks import part_of
from mdt.meetings.models import PartKind
from mdt.meetings.rosters import desks_taking
from mdt.rooms.policies import may_work
from mdt.team.access import Door, Given, To, grant_many
from mdt.team.models import Agency, Body, Desk, User
from mdt.team.policies import Refused, require
from mdt.team.sectors import RELEASE_BOUND
from privacy.wall import acting_as_system
from referrals import policies
from referrals.actions.moving import hold, hold_many
from referrals.actions.together import Together, doors_of, judged
from referrals.choices import State
from referrals.models import PutForward, Referral, ReferralDeskGrant, StandingRule
from referrals.querysets import PutForwardLets
from referrals.workflow import LIVE_STATES

NO_PART = "That group has no part for this case. Its chair can add one."
NOTHING_THERE = "Your agency has not put this forward to that group, or took it back already."
NO_RELEASE = "This goes to a group only under a release that names the group and its members. Record one first."


@transaction.atomic
def put_forward(*, by: User, referral: Referral, body: Body, basis: str) -> None:
    """Let a meeting body see a referral, on the agency's own basis.

    Putting forward twice is once; what was taken back can be put forward again.

    Raises:
        Refused: the agency does not hold it, may not use the basis, or the body is another team's.
    """
    referral = hold(referral, by)
    require(why_not_to(body, referral, basis=basis, by=by))
    _open_to(body, referral, holder=by.place.agency_id, basis=basis, by=by, door=referral.passed)


@transaction.atomic
def put_forward_many(*, by: User, keys: Collection[UUID], body: Body, basis: str) -> Together:
    """The same for many referrals in one transaction and one event. What may not go forward stays as it is.

    Raises:
        Refused: none or too many at once, or the body is another team's.
    """
    require(_why_not_into(body, by))
    agency, held = by.place.agency_id, hold_many(keys, by)
    judgement = judged(keys, held, _asking(body, held, basis=basis, by=by))
    hold_seats(Body.objects.filter(pk=body.pk))
    if new := [one for one in judgement.done if _stand(body, one, holder=agency, basis=basis, rule="")]:
        _grant_seats(body, new, holder=agency)
        door, detail = doors_of(new), {"body": str(body.pk)}
        enter("referral.put_forward", by=by, records=new, door=door, detail=detail)
    return judgement


def why_not_to(body: Body, referral: Referral, *, basis: str, by: User) -> str | None:
    """Why `by` cannot let a body see a referral that they hold."""
    return _why_not_into(body, by) or _asking(body, [referral], basis=basis, by=by)(referral)


def _why_not_into(body: Body, by: User) -> str | None:
    """A room gets what somebody shares who is inside; their agency goes on holding it, and takes it back."""
    if body.team_id != by.place.team_id:
        return "That group belongs to another team."
    return may_work(by, body) if body.subcommittee else None


def _asking(body: Body, held: Sequence[Referral], *, basis: str, by: User) -> Callable[[Referral], str | None]:
    """What tells of each of `held` why it cannot go there, in the order in which somebody would ask.

    The database is asked of all at once, and only when it comes to that.
    """
    no_part = cache(lambda: _why_no_part(body, held))
    rows = Referral.objects.filter(pk__in=[one.pk for one in held])
    let = cache(lambda: set(_released(rows, body, by.place.agency_id).values_list("pk", flat=True)))

    def why_not(one: Referral) -> str | None:
        if reason := policies.why_not_put_forward(by, one, basis) or no_part().get(one.pk):
            return reason
        return None if one.pk in let() else NO_RELEASE

    return why_not


@transaction.atomic
def take_back(*, by: User, referral: Referral, body: Body) -> None:
    """Close a referral to a group again, as far as one's own agency opened it. No standing rule opens it anew.

    Raises:
        Refused: the agency does not hold it, or has nothing put forward there.
    """
    require(policies.why_not_take_back(referral))
    hold_seats(Body.objects.filter(pk=body.pk))
    own = PutForward.objects.filter(referral=referral, holder=by.place.agency_id, taken_back_at=None)
    if not own.filter(body=body).update(taken_back_at=timezone.now()):
        raise Refused(NOTHING_THERE)
    _unfounded(referral.desk_grants.filter(holder=by.place.agency_id)).delete()
    enter("referral.taken_back", by=by, records=[referral], door=referral.passed, detail={"body": str(body.pk)})


@transaction.atomic
def follow_seat(body: Body, desk: Desk) -> None:
    """Keep what a desk sees in step with its seats in a body's parts, whoever gave or took them.

    A desk that joined sees what stands put forward there, takes that part and is still open; one that left sees
    nothing by it.
    """
    by = System("The seats of a group", body.team_id)
    with acting_as_system(body.team_id):
        hold_seats(Body.objects.filter(pk=body.pk))
        lost = _unfounded(ReferralDeskGrant.objects.filter(group=desk.group_id, team_id=body.team_id))
        if closed := list(Referral.objects.filter(desk_grants__in=lost).distinct().order_by("pk")):
            lost.delete()
            enter("referral.seat_left", by=by, records=closed, detail={"desk": str(desk.pk)})
        standing = PutForward.objects.filter(still_live(), _to_part_of(desk.group_id), body=body, taken_back_at=None)
        seated = standing.select_related("referral")
        if forwarded := list(seated.order_by("pk")):
            to, now = To(desk, Door.PUT_FORWARD), timezone.now()
            grant_many(ReferralDeskGrant, [Given(one.referral, to, one.holder, now) for one in forwarded])
            opened = {one.referral_id: one.referral for one in forwarded}
            enter("referral.seat_joined", by=by, records=opened.values(), detail={"desk": str(desk.pk)})


def hold_seats(bodies: QuerySet[Body]) -> None:
    """Let changes of seats and of what is put forward take turns, so that no grant outlives its reason."""
    list(bodies.order_by("pk").select_for_update().values_list("pk"))


def _unfounded(grants: QuerySet[ReferralDeskGrant]) -> QuerySet[ReferralDeskGrant]:
    """Of these grants to bodies' desks, those that nothing put forward by the same agency bears any more."""
    bearing = PutForward.objects.filter(
        _to_part_of(OuterRef("group")),
        referral=OuterRef("content_object"),
        holder=OuterRef("holder"),
        taken_back_at=None,
    )
    return grants.filter(~Exists(bearing), via=Door.PUT_FORWARD)


@transaction.atomic
def put_forward_by_rules(body: Body) -> int:
    """Do what the agencies' standing rules for this body ask. Returns how much is newly put forward.

    Idempotent: an agency puts a referral forward to a body once. Done before an agenda is drafted, in the wall's
    context of the system.
    """
    now, new = timezone.now(), 0
    here = Agency.objects.in_team(body.team_id).filter(suspended_at=None)
    rules = StandingRule.objects.filter(body=body, agency__in=here)
    for rule in rules.select_related("agency", "body__team").order_by("pk"):
        if rule.basis not in rule.agency.bases:
            continue
        agency = rule.agency
        by = System("A standing rule", body.team_id, agency.pk, agency.name, inner=agency.release_bound)
        if rule.kind == StandingRule.Kind.DUTIES:
            new += forwarding.put_forward_by_rule(
                by=by, agency=agency, body=body, basis=rule.basis, days=rule.days, now=now
            )
            continue
        known = PutForward.objects.filter(referral=OuterRef("pk"), body=body, holder=rule.agency_id)
        meant = _released(_meant_by(rule, now).filter(~Exists(known)), body, rule.agency_id)
        for referral in meant.order_by("sent_at", "pk"):
            new += _open_to(body, referral, holder=rule.agency_id, basis=rule.basis, by=by, rule=rule.kind)
    return new


@transaction.atomic
def set_rule(*, by: User, body: Body, kind: str, days: int, basis: str) -> StandingRule:
    """Let an agency's referrals reach a group by themselves; a second rule of the kind takes the first's place.

    Raises:
        Refused: the basis is not the agency's, or the group is another team's.
    """
    place = by.place
    require(policies.why_not_rule(by, body, kind, basis))
    rule, _ = StandingRule.objects.update_or_create(
        team_id=place.team_id, agency=place.agency, body=body, kind=kind, defaults={"days": days, "basis": basis}
    )
    enter("rule.set", by=by, detail={"rule": str(rule.pk), "kind": kind, "days": days, "body": str(body.pk)})
    return rule


@transaction.atomic
def end_rule(*, by: User, rule: StandingRule) -> None:
    """From now on nothing goes forward by it; what already has stays until it is taken back or ends."""
    enter("rule.ended", by=by, detail={"rule": str(rule.pk), "kind": rule.kind, "body": str(rule.body_id)})
    rule.delete()


def _meant_by(rule: StandingRule, now: datetime) -> QuerySet[Referral]:
    """The agency's referrals that a rule speaks of. A release-bound receiver's silence is nobody's to tell."""
    sent: QuerySet[Referral] = Referral.objects.filter(
        team=rule.team_id, from_agency=rule.agency, state__in=LIVE_STATES
    )
    sent = sent.filter(waits_for_sender=False)
    told = sent.exclude(to_agency__bindings__overlap=list(RELEASE_BOUND))
    if rule.kind == StandingRule.Kind.NEW:
        return sent.filter(sent_at__gte=rule.created_at, sent_at__lte=now - timedelta(days=rule.days))
    if rule.kind == StandingRule.Kind.UNANSWERED:
        return told.filter(state=State.SENT, answer_by__lt=now - timedelta(days=rule.days))
    # A job has no time zone of its own: the day is over when it is over where the team works.
    today = timezone.localdate(now, ZoneInfo(rule.body.team.time_zone))
    return told.filter(state=State.WAITLISTED, review_on__lt=today - timedelta(days=rule.days))


def _released(referrals: QuerySet[Referral], body: Body, holder: UUID) -> QuerySet[Referral]:
    """Of these, those that the releases in force let this holder put forward to the body."""
    return referrals.filter(PutForwardLets("pk", Value(holder), Value(body.pk)))


def _open_to(
    body: Body, referral: Referral, *, holder: UUID, basis: str, by: Acts, rule: str = "", door: str = ""
) -> bool:
    """Write the row and the grants that member desks have not; False when this agency has put it forward already."""
    hold_seats(Body.objects.filter(pk=body.pk))
    new = _stand(body, referral, holder=holder, basis=basis, rule=rule)
    _grant_seats(body, [referral], holder=holder)
    if new:
        enter("referral.put_forward", by=by, records=[referral], door=door, detail={"body": str(body.pk)})
    return new


def _stand(body: Body, referral: Referral, *, holder: UUID, basis: str, rule: str) -> bool:
    """Write the row that it stands put forward there; False when it does so already."""
    values: dict[str, Any] = {"team_id": referral.team_id, "basis": basis, "rule": rule}
    row, new = PutForward.objects.get_or_create(referral=referral, body=body, holder=holder, defaults=values)
    if not new:
        taken_back = PutForward.objects.filter(pk=row.pk, taken_back_at__isnull=False)
        new = bool(taken_back.update(**values, at=timezone.now(), taken_back_at=None))
    return new


def _grant_seats(body: Body, referrals: Sequence[Referral], *, holder: UUID) -> None:
    """Let the desks see them that sit in the parts of the body that take their cases."""
    kinds, now = _kinds(referrals), timezone.now()
    to = {kind: [To(desk, Door.PUT_FORWARD) for desk in desks_taking(body, kind)] for kind in set(kinds.values())}
    given = [Given(one, to_desk, holder, now) for one in referrals for to_desk in to[kinds[one.pk]]]
    grant_many(ReferralDeskGrant, given)


def part_that_takes(referral: Referral) -> PartKind:
    """The kind of part of a meeting where it would stand."""
    return _kinds([referral])[referral.pk]


def _kinds(referrals: Iterable[Referral]) -> dict[UUID, PartKind]:
    """By referral, the kind of part that takes its case."""
    rows = Referral.objects.filter(pk__in=[one.pk for one in referrals])
    return {pk: PartKind(kind) for pk, kind in rows.values_list("pk", part_of("case__track", "track"))}


def _why_no_part(body: Body, referrals: Iterable[Referral]) -> dict[UUID, str]:
    """By referral, why the body cannot be put it forward: none of its parts takes such a case."""
    held = set(body.parts.standing().values_list("kind", flat=True))
    return {pk: NO_PART for pk, kind in _kinds(referrals).items() if kind not in held}


def _to_part_of(group: object) -> Q:
    """Put forward to a body where the desk of `group` sits in the part that takes the referral's case."""
    return Q(
        body__parts__kind=part_of("referral__case__track", "referral__track"),
        body__parts__ended_at=None,
        body__parts__seats__desk__group=group,
    )


def still_live() -> Q:
    """Of what stands put forward, what has not ended: what an agenda lists."""
    return Q(referral__state__in=LIVE_STATES, referral__waits_for_sender=False)
