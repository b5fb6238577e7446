"""The team floor's own panels of Home: what is left to set up, and what an agency lead should look at."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from mdt.team.home import Panel, register_panel
from mdt.team.models import Agency, Body, Desk, Invitation, Membership, User
from mdt.team.roles import Role


@dataclass(frozen=True)
class Task:
    """One step of setting a team up."""

    title: str
    words: str
    url: str
    done: bool


@dataclass(frozen=True)
class SetUp:
    """For administrators, until every step is done."""

    key: str = "team.set_up"
    order: int = 10
    permission: str = "team.administer"

    def present(self, user: User) -> Panel | None:
        tasks = _tasks(user.place.team_id)
        done = sum(task.done for task in tasks)
        if done == len(tasks):
            return None
        return Panel("team/setup_panel.html", {"tasks": tasks, "done": done})


def _tasks(team_id: UUID) -> list[Task]:
    agencies = Agency.objects.filter(memberships__team=team_id, memberships__left_on=None, suspended_at=None)
    standing = Membership.objects.standing().filter(team=team_id)
    leads = standing.filter(roles__contains=[Role.AGENCY_LEAD]).values("agency")
    desks = Desk.objects.open().filter(agency__in=agencies)
    bodies = Body.objects.filter(team=team_id)
    administrators = standing.filter(roles__contains=[Role.ADMINISTRATOR]).count()
    to_agencies, to_people, to_groups = reverse("agencies"), reverse("invite"), reverse("bodies")
    working = agencies.exclude(desks=None)
    return [
        Task("Two agencies", "Add an agency", reverse("add-agency"), agencies.count() >= 2),
        Task("A desk at two agencies", "Open a desk", to_agencies, working.distinct().count() >= 2),
        Task(
            "A lead at each agency with a desk", "Invite a lead", to_people, not working.exclude(pk__in=leads).exists()
        ),
        Task("Somebody at every desk", "Seat people", to_agencies, not _without_people(desks).exists()),
        Task("Every phone line checked", "Check the lines", to_agencies, not _unchecked(desks).exists()),
        Task("A group that meets, with a chair", "Add a group", to_groups, bodies.exclude(chair=None).exists()),
        Task("A second administrator", "Invite one", to_people, administrators >= 2),
    ]


def _without_people(desks: QuerySet[Desk]) -> QuerySet[Desk]:
    return desks.exclude(group__user__is_active=True)


def _unchecked(desks: QuerySet[Desk]) -> QuerySet[Desk]:
    return desks.exclude(phone="").filter(phone_checked_on=None)


@dataclass(frozen=True)
class OwnAgency:
    """For agency leads: desks that nobody looks at, lines that nobody has called, invitations that nobody took up."""

    key: str = "team.own_agency"
    order: int = 90
    permission: str = "team.invite"

    def present(self, user: User) -> Panel | None:
        if not user.has_role(Role.AGENCY_LEAD):
            return None
        desks = Desk.objects.open().filter(agency=user.place.agency_id).order_by("name")
        waiting = Invitation.objects.filter(
            team=user.place.team_id, agency=user.place.agency_id, accepted_at=None
        ).count()
        context = {"empty": list(_without_people(desks)), "unchecked": list(_unchecked(desks)), "waiting": waiting}
        return Panel("team/lead_panel.html", context) if any(context.values()) else None


_PANELS: Final = (SetUp(), OwnAgency())


def register() -> None:
    for panel in _PANELS:
        register_panel(panel)
