"""Desks: opening and closing one, its telephone lines, and who sits at it."""

from typing import Literal

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from audit.ledger import Acts, enter
from mdt.team.actions.bodies import leave_body
from mdt.team.models import Agency, BodyDesk, Desk, Membership, User
from mdt.team.policies import (
    Refused,
    may_change_agency,
    may_change_desk,
    may_close_desk,
    may_manage_person,
    may_seat,
    require,
    why_not_called,
)

PhoneLine = Literal["phone", "after_hours"]


@transaction.atomic
def open_desk(
    *, agency: Agency, name: str, phone: str = "", after_hours: str = "", call_for_today: bool = False, by: User
) -> Desk:
    """A new desk with nobody at it. Its lines count as unchecked until somebody has called them."""
    require(may_change_agency(by, agency) or why_not_called(phone, call_for_today))
    _require_new_name(agency, name)
    desk = make_desk(agency=agency, name=name, phone=phone, after_hours=after_hours, by=by)
    if call_for_today:
        desk.call_for_today = True
        desk.save()
    return desk


def _require_new_name(agency: Agency, name: str, of: Desk | None = None) -> None:
    """Names of an agency's desks are given one at a time, so that of two at once the second finds it taken."""
    Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)
    taken = agency.desks.filter(name__iexact=name)
    if (taken.exclude(pk=of.pk) if of else taken).exists():
        raise Refused(f"{agency} already has a desk with this name.")


def make_desk(*, agency: Agency, name: str, phone: str = "", after_hours: str = "", by: Acts) -> Desk:
    """The desk and the auth group that its grants go to."""
    desk = Desk(agency=agency, name=name, phone=phone, after_hours=after_hours)
    desk.group = Group.objects.create(name=f"desk {desk.pk}")
    desk.save()
    enter("desk.opened", by=by, detail={"desk": str(desk.pk), "agency": str(agency.pk)})
    return desk


@transaction.atomic
def change_desk(*, desk: Desk, name: str, phone: str, after_hours: str, call_for_today: bool = False, by: User) -> Desk:
    """A changed line is unchecked again."""
    require(may_change_desk(by, desk) or why_not_called(phone, call_for_today))
    _require_new_name(desk.agency, name, of=desk)
    if phone != desk.phone:
        desk.phone_checked_on = None
    if after_hours != desk.after_hours:
        desk.after_hours_checked_on = None
    desk.name, desk.phone, desk.after_hours, desk.call_for_today = name, phone, after_hours, call_for_today
    desk.save()
    fields = ["name", "phone", "after_hours", "call_for_today"]
    enter("desk.changed", by=by, fields=fields, detail={"desk": str(desk.pk)})
    return desk


@transaction.atomic
def confirm_line(*, desk: Desk, line: PhoneLine, by: User) -> Desk:
    """Somebody called the line today and it is right."""
    require(may_change_desk(by, desk))
    if not getattr(desk, line):
        raise Refused("There is no number to confirm.")
    setattr(desk, f"{line}_checked_on", timezone.localdate())
    desk.save()
    enter("desk.line_confirmed", by=by, fields=[line], detail={"desk": str(desk.pk)})
    return desk


@transaction.atomic
def close_desk(*, desk: Desk, by: User) -> None:
    """From now on nothing new comes to it, and it sits in no body. Its people still see and answer what it holds."""
    desk = Desk.objects.select_for_update(of=["self"]).select_related("agency").get(pk=desk.pk)
    require(may_close_desk(by, desk))
    leave_body(BodyDesk.objects.filter(desk=desk), by=by)
    desk.closed_at = timezone.now()
    desk.save()
    enter("desk.closed", by=by, detail={"desk": str(desk.pk), "agency": str(desk.agency_id)})


@transaction.atomic
def seat(*, desk: Desk, membership: Membership, by: User) -> None:
    """From the next request on, the person sees what the desk holds in this team."""
    require(may_manage_person(by, membership) or may_seat(by, desk, membership.agency, membership.roles))
    take_seat(desk=desk, user=membership.user, by=by)


def take_seat(*, desk: Desk, user: User, by: Acts) -> None:
    user.groups.add(desk.group_id)
    enter("desk.seated", by=by, detail={"desk": str(desk.pk), "person": str(user.pk)})


@transaction.atomic
def unseat(*, desk: Desk, user: User, by: User) -> None:
    """From the next request on, the person sees nothing by this desk."""
    require(may_change_agency(by, desk.agency))
    leave_seat(desk=desk, user=user, by=by)


def leave_seat(*, desk: Desk, user: User, by: Acts) -> None:
    user.groups.remove(desk.group_id)
    enter("desk.unseated", by=by, detail={"desk": str(desk.pk), "person": str(user.pk)})
