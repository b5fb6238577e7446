"""Who is at a body's meetings, and who is told about them, at which of their desks."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from mdt.meetings.models import Meeting, Part, PartSeat
from mdt.notices.actions import TeamRecord, notify_person
from mdt.rooms.inside import agencies_in, people_in
from mdt.team.models import Agency, Body, Membership, User
from mdt.team.roles import Role


def who_prepares(body: Body) -> list[Membership]:
    """The chair of a body, and of one that is no subcommittee the team's chairs and coordinators who sit in it."""
    wanted = Q(user=body.chair_id)
    if not body.subcommittee:
        both = Q(roles__contains=[Role.CHAIR]) | Q(roles__contains=[Role.COORDINATOR])
        wanted |= both & Q(user__groups__desk__bodies=body, user__groups__desk__closed_at=None)
    found = Membership.objects.standing().filter(wanted, team=body.team_id, user__is_active=True)
    return list(found.select_related("user", "agency").distinct().order_by("pk"))


def presenters(body: Body) -> QuerySet[Membership]:
    """Who may present at a body: the people at its desks whose place in the team stands; in a room, who is inside."""
    if body.subcommittee:
        return people_in(body)
    return (
        Membership.objects.filter(team=body.team_id, ended_at=None, user__is_active=True)
        .filter(user__groups__desk__bodies=body, user__groups__desk__closed_at=None)
        .select_related("user", "agency")
        .distinct()
        .order_by("agency__name", "user__name", "id")
    )


def agencies_at(body: Body, part: Part) -> QuerySet[Agency]:
    """The agencies that sit in a part of a body's meetings: those of its desks; in a room, those of who is inside."""
    if body.subcommittee:
        return agencies_in(body)
    return Agency.objects.filter(desks__part_seats__part=part, desks__closed_at=None).distinct()


def members_of(meeting: Meeting) -> QuerySet[Membership]:
    """Who is at a meeting: the members of its body; at a special staffing those of its part, and who prepares it."""
    people = presenters(meeting.body)
    if meeting.only_part_id is None or meeting.body.subcommittee:
        return people
    seats = PartSeat.objects.filter(part=meeting.only_part_id, desk__closed_at=None, desk__group__user=OuterRef("user"))
    return people.filter(Q(Exists(seats)) | _prepares(meeting.body))


def _prepares(body: Body) -> Q:
    both = Q(roles__contains=[Role.CHAIR]) | Q(roles__contains=[Role.COORDINATOR])
    return Q(user=body.chair_id) if body.subcommittee else Q(user=body.chair_id) | both


def as_reader(place: Membership) -> User:
    """Somebody as their own request in this place would find them."""
    user: User = User.objects.with_place().get(pk=place.user_id)
    return user


def tell(kind: str, place: Membership, record: TeamRecord) -> None:
    """Leave a notice for one person at the first of their desks; nobody sits nowhere and is told."""
    notify_person(kind, person=place.user, agency=place.agency_id, record=record)
