"""Who takes the place of somebody that a record is gone for: each that one may be for an item has a stated successor.

Whom it is kept from never takes a place. Ask as the system: nobody else knows whom a record is kept from.
"""

from typing import Any

from django.db.models import QuerySet

from mdt.hours.desks import deputy_of
from mdt.meetings.keeping import people_kept_from
from mdt.meetings.models import AgendaItem
from mdt.rooms.inside import people_in
from mdt.team.models import Agency, Body, Desk, Membership
from mdt.team.roles import Role


def presents_instead(item: AgendaItem) -> Membership | None:
    """The deputy of the presenter's desk in that part, else a lead of their agency who sits there."""
    if item.presenter is None:
        return None
    agency = item.presenter.agency_id
    desks = list(_seats(item).filter(group__user=item.presenter.user_id, agency=agency).order_by("name", "pk"))
    deputies = [found.pk for desk in desks if (found := deputy_of(desk))]
    seated = _here(item).filter(agency=agency, user__groups__desk__in=desks)
    return seated.filter(user__in=deputies).first() or seated.filter(roles__contains=[Role.AGENCY_LEAD]).first()


def owns_instead(body: Body, agency: Agency, kept: set[Any]) -> Membership | None:
    """A lead of the agency that owns an action; the agency owns it in any case.

    In a subcommittee a lead who is inside: to others it is not there, nor what it asks for.
    """
    leads = _standing().filter(agency=agency, roles__contains=[Role.AGENCY_LEAD]).exclude(user__in=kept)
    if body.subcommittee:
        leads = leads.filter(pk__in=people_in(body).order_by().values("pk"))
    return leads.order_by("user__name", "pk").first()


def _here(item: AgendaItem) -> QuerySet[Membership]:
    return _standing().filter(team=item.team_id).exclude(user__in=people_kept_from(item.record))


def _standing() -> QuerySet[Membership]:
    return Membership.objects.standing().filter(user__is_active=True).order_by("user__name", "pk")


def _seats(item: AgendaItem) -> QuerySet[Desk]:
    return Desk.objects.open().filter(part_seats__part=item.part_id)
