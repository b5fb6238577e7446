"""Who is told about a body's meetings, and at which of their desks."""

from django.db.models import Q

from mdt.notices.actions import TeamRecord, notify
from mdt.team.models import Body, Desk, Membership, User
from mdt.team.roles import Role


def who_prepares(body: Body) -> list[Membership]:
    """The chair of a body, and of one that is no subcommittee the team's chairs and coordinators who sit in it."""
    wanted = Q(user=body.chair_id)
    if not body.subcommittee:
        both = Q(roles__contains=[Role.CHAIR]) | Q(roles__contains=[Role.COORDINATOR])
        wanted |= both & Q(user__groups__desk__bodies=body, user__groups__desk__closed_at=None)
    found = Membership.objects.standing().filter(wanted, team=body.team_id, user__is_active=True)
    return list(found.select_related("user", "agency").distinct().order_by("pk"))


def as_reader(place: Membership) -> User:
    """Somebody as their own request in this place would find them."""
    user: User = User.objects.with_place().get(pk=place.user_id)
    return user


def tell(kind: str, place: Membership, record: TeamRecord) -> None:
    """Leave a notice for one person at the first of their desks; nobody sits nowhere and is told."""
    desk = Desk.objects.open().filter(agency=place.agency_id, group__user=place.user_id).order_by("name", "pk").first()
    if desk:
        notify(kind, to=desk, record=record, only_for=place.user)
