"""How referrals are read: adjectives that chain, starting from the one door."""

from typing import Any, Self
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, CharField, Exists, F, Func, OuterRef, Q, QuerySet, Value
from django.db.models.functions import JSONObject
from django.utils import timezone

from cases.models import Case
from cases.querysets import NotOfACaseKeptFromMe, SharesOf
from cases.releases.querysets import ReleaseBound, ReleaseEnds, ReleaseLets
from mdt.meetings.querysets import RecordKeptFrom
from mdt.rooms.inside import ROOM_DOOR, ROOM_NAME, InMyRooms
from mdt.team.access import Door, DoorQuerySet
from mdt.team.models import User
from mdt.team.sectors import RELEASE_BOUND
from privacy.plans import Constant
from referrals.choices import Source, State
from referrals.workflow import LIVE_STATES

_IN_ROOMS = "wall.referrals_in_rooms"


class NotKeptFromMe(Func):
    """False for a row whose sender keeps it from whom the wall's context names; only the database knows the list."""

    template = "(NOT %(expressions)s = ANY ((SELECT wall.referrals_kept_from())::uuid[]))"
    output_field = BooleanField()


class CategoryOf(Func):
    """The category of a release that a service is of: (service)."""

    function = "wall.service_category"
    output_field = CharField()


class ReleaseNeeded(Func):
    """The category that a release must hold for this to go out, or nothing: (team, sender, service)."""

    function = "wall.release_needed"
    output_field = CharField()


class AnswersFlow(Func):
    """Whether the reader may be told all that the receiver answers: (case, service, sender, receiver, reader)."""

    function = "wall.answers_flow"
    output_field = BooleanField()


class PutForwardLets(Func):
    """Whether releases let a holder put a referral forward to a body: (referral, holder, body)."""

    function = "wall.put_forward_lets"
    output_field = BooleanField()


def silent_to(me: UUID) -> Q:
    """Those of whose receiver `me` may know neither question nor waiting: no release lets its answers flow."""
    flow = AnswersFlow("case", "service", "from_agency", "to_agency", Value(me))
    return Q(to_agency__bindings__overlap=list(RELEASE_BOUND)) & ~Q(flow)


class Referrals(DoorQuerySet[Any]):
    """Referrals behind their door. A draft is nobody's but its writer's.

    What needs a release exists for its giver, and for others while one is in force that names them.
    """

    door_beside = ROOM_DOOR

    def visible_to(self, user: User) -> Self:
        return super().visible_to(user)._not_kept()._released_to(user)

    def _seen_beside(self, user: User) -> Q:
        return Q(InMyRooms("pk", _IN_ROOMS))

    def visible_through(self, user: User, door: Door) -> Self:
        """Of a side's door, only what that side's agency is named on, so that a list is read from its own index."""
        side = {Door.SENDER: "from_agency", Door.RECEIVER: "to_agency"}.get(door)
        own = {side: user.place.agency_id} if side else {}
        return super().visible_through(user, door).filter(**own)._not_kept()._released_to(user)

    def _released_to(self, user: User) -> Self:
        me = user.place.agency_id
        lets = Q(ReleaseLets("case", "from_agency", Value(me), "release_category"))
        return self.filter(Q(release_category=Constant("")) | Q(from_agency=me) | lets)

    def _lawful(self, grants: QuerySet[Any], user: User) -> QuerySet[Any]:
        """What a release-bound agency put forward counts for the members that its release names."""
        me = user.place.agency_id
        category = CategoryOf(OuterRef("service"))
        lets = Q(ReleaseLets(OuterRef("case"), "holder", Value(me), category))
        return grants.filter(~Q(via=Door.PUT_FORWARD) | Q(holder=me) | ~Q(ReleaseBound("holder")) | lets)

    def with_release(self, user: User) -> Self:
        """Each with what releases say of it to `user`: `answers_flow`, and of the receiver's `release_ends`."""
        me = Value(user.place.agency_id)
        return self.annotate(
            answers_flow=AnswersFlow("case", "service", "from_agency", "to_agency", me),
            release_ends=ReleaseEnds("case", "from_agency", me, "release_category"),
        )

    def _not_kept(self) -> Self:
        return self.filter(NotKeptFromMe("pk")).exclude(state=Constant(State.DRAFT))

    def drafts_of(self, user: User) -> Self:
        """Those they wrote for the agency they are in now."""
        place = user.place
        mine = self.filter(
            state=Constant(State.DRAFT), written_by=user, team=place.team_id, from_agency=place.agency_id
        )
        return mine.filter(NotKeptFromMe("pk"))

    def assigned_to(self, user: User) -> Self:
        """Those that their agency named `user` for, and no other agency that they may have been at."""
        named = self._grants("person_grants").filter(user=user, holder=user.place.agency_id, via=Door.ASSIGNED)
        return self.filter(Exists(named))

    def with_assigned(self, agency: UUID) -> Self:
        """Each with `assigned`: the names of the people whom this agency named for it."""
        named = self._grants("person_grants").filter(holder=agency, via=Door.ASSIGNED)
        return self.annotate(assigned=ArraySubquery(named.order_by("user__name").values("user__name")))

    def declined_at_desks_of(self, user: User) -> Self:
        """What a colleague's no, or the clock, has taken out of sight; for the system's own eyes."""
        had = self.filter(state=State.DECLINED, team=user.place.team_id, to_desk__group_id__in=user.desk_groups)
        return had.exclude(RecordKeptFrom("pk", Value(user.pk)))._released_to(user).with_release(user)

    def with_groups_of(self, agency: UUID) -> Self:
        """Each with `groups`: key and name of the bodies that this agency has it put forward to."""
        standing: Any = self.model._meta.get_field("put_forward").related_model
        own = standing.objects.filter(referral=OuterRef("pk"), holder=agency, taken_back_at=None)
        named = own.annotate(its=ROOM_NAME).order_by("its", "pk").values(named=JSONObject(pk="body_id", name="its"))
        return self.annotate(groups=ArraySubquery(named))

    def with_shares(self) -> Self:
        """Each with `shares`: the rooms that desks of whoever acts share its case with."""
        return self.annotate(shares=SharesOf("case"))

    def shared_with(self, body: UUID) -> Self:
        """What stands shared with this room: by itself, or as part of a case."""
        return self.filter(InMyRooms("pk", _IN_ROOMS, body))

    def for_rows(self, other: str) -> Self:
        """With what a list's row shows, and no more: the agency of the `other` side, the coded profile still sealed."""
        return self.select_related(other).only(*_ROW, f"{other}__name", f"{other}__bindings")

    def for_lines(self) -> Self:
        """With what a line of an agenda shows, and no more: nothing that is sealed."""
        return self.select_related("from_agency", "to_agency").only(*_LINE)

    def to_confirm_by(self, user: User) -> Self:
        """Rows of the old log that the desks of `user` sent and that wait for a release, the oldest first.

        Each with `released`: whether one is in force that lets its receiver see it.
        """
        rows = self.visible_through(user, Door.SENDER).filter(waits_for_sender=True)
        rows = rows.annotate(released=ReleaseLets("case", "from_agency", "to_agency", "release_category"))
        return rows.select_related("to_agency").order_by("sent_at", "pk")

    def unchecked(self) -> Self:
        """Rows of the old log that looked open, and that nobody has touched since they were brought in."""
        states = [Constant(state) for state in sorted(LIVE_STATES)]
        return self.filter(source=Constant(Source.OLD_LOG), state__in=states, changed_at=F("written_at"))

    def to_check_by(self, user: User) -> Self:
        """Of these, what came to the desks of `user`, the oldest first."""
        rows = self.visible_through(user, Door.RECEIVER).unchecked()
        return rows.select_related("from_agency").order_by("sent_at", "pk")


class OutsideReferrals(QuerySet[Any]):
    """What a desk noted of organisations outside the team: that desk's, and nobody else's."""

    def visible_to(self, user: User) -> Self:
        place = user.place
        mine = self.filter(team=place.team_id, agency=place.agency_id, desk__group__in=user.desk_groups)
        # A case that a release shows no more is in no count either.
        return mine.filter(NotOfACaseKeptFromMe("case"), Exists(Case.objects.filter(pk=OuterRef("case"))))

    def waiting_first(self) -> Self:
        """Without an outcome first, then the newest."""
        return self.order_by(F("outcome_at").asc(nulls_first=True), "-referred_on", "-pk")


_ROW = (
    "team_id", "code", "state", "service", "urgency", "decline_reason", "outcome", "answer_by", "sent_at",
    "changed_at", "waits_for_sender", "profile", "release_category", "from_agency", "to_agency",
)  # fmt: skip

_LINE = (
    "team_id", "code", "state", "service", "urgency", "decline_reason", "outcome", "answer_by", "sent_at", "review_on",
    "changed_at", "release_category", "from_agency__name", "from_agency__sector", "from_agency__bindings",
    "to_agency__name", "to_agency__sector", "to_agency__bindings",
)  # fmt: skip


class StopRequests(QuerySet[Any]):
    """Stopped notes that wait for a lead."""

    def to_decide_by(self, lead: User) -> Self:
        """Of their agency and not their own, while the time runs; what ends first stands first."""
        waiting = self.filter(state="waiting", expires_at__gt=timezone.now(), agency=lead.place.agency_id)
        own = waiting.filter(team_id=lead.place.team_id).exclude(asked_by=lead)
        return own.select_related("asked_by").order_by("expires_at", "pk")
