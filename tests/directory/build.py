"""Entries of the directory to begin a test with, made by the product's own actions."""

from datetime import date
from typing import Any

from mdt.directory.actions import Offered, add_service
from mdt.directory.choices import Service
from mdt.directory.models import DeskService
from mdt.team.models import Desk, User
from mdt.team.roles import Role
from privacy.wall import acting_as, acting_as_system
from tests.referrals.cast import make_person

ANYBODY: Offered = {
    "ages": ["under_12", "12_14", "15_17", "18_24", "25_over"],
    "languages": ["english", "spanish"],
    "areas": ["north", "east", "south", "west"],
    "features": [],
    "capacity": "taking",
}


def offered(**changes: Any) -> Offered:
    return ANYBODY | changes  # type: ignore[operator,return-value]


def lead_of(desk: Desk) -> User:
    """Whoever leads the desk's agency; somebody new if nobody does."""
    place = desk.agency.people.filter(roles__contains=[Role.AGENCY_LEAD]).select_related("user").first()
    team = desk.agency.memberships.select_related("team").earliest("pk").team
    return place.user if place else make_person(f"Lead{desk.pk.hex[-6:]}", team, desk, Role.AGENCY_LEAD)


def offer(
    desk: Desk, service: Service | str = Service.SHELTER, *, checked_on: date | None = None, **changes: Any
) -> DeskService:
    """`desk` offers `service` to anybody but for `changes`, confirmed on `checked_on` or today."""
    lead = lead_of(desk)
    if service in (Service.SHELTER, Service.HOUSING):
        changes = {"areas": []} | changes
    with acting_as(lead):
        entry = add_service(desk=desk, service=service, by=lead, offered=offered(**changes))
    if checked_on:
        with acting_as_system(entry.team_id):
            DeskService.objects.filter(pk=entry.pk).update(checked_on=checked_on)
        entry.checked_on = checked_on
    return entry
