"""Saying what a desk offers, confirming it, taking it out; the team's own list of organisations outside."""

from collections.abc import Sequence
from typing import TypedDict

from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.ledger import enter
from mdt.directory.choices import Capacity, Service
from mdt.directory.models import DeskService, DirectoryRule, Organisation
from mdt.directory.policies import why_not_area, why_not_confirm, why_not_edit, why_not_keep_list
from mdt.team.models import Desk, User
from mdt.team.policies import Refused, require


class Offered(TypedDict):
    """What a lead says of one service."""

    ages: Sequence[str]
    languages: Sequence[str]
    areas: Sequence[str]
    features: Sequence[str]
    capacity: str


@transaction.atomic
def add_service(*, desk: Desk, service: Service | str, by: User, offered: Offered) -> DeskService:
    """Enter one more service of a desk, checked today.

    Raises:
        Refused: another agency's desk, the service is there already, or an area is said of a place to sleep.
    """
    require(why_not_edit(by, desk) or why_not_area(desk, service, offered["areas"]))
    entry = DeskService(team=by.place.team, desk=desk, service=service, checked_on=timezone.localdate(), **offered)
    try:
        with transaction.atomic():
            entry.save(force_insert=True)
    except IntegrityError as taken:
        raise Refused("This desk has this service already. Change the one that is there.") from taken
    enter("service.added", by=by, detail=_named(entry))
    return entry


@transaction.atomic
def change_service(*, entry: DeskService, by: User, offered: Offered) -> None:
    """Say anew for whom a service is, and whether it takes anybody. What is changed is checked.

    Raises:
        Refused: another agency's desk, or an area is said of a place to sleep.
    """
    require(why_not_edit(by, entry.desk) or why_not_area(entry.desk, entry.service, offered["areas"]))
    for name, value in offered.items():
        setattr(entry, name, value)
    entry.checked_on = timezone.localdate()
    entry.save()
    enter("service.changed", by=by, fields=sorted(offered), detail=_named(entry))


@transaction.atomic
def confirm_service(*, entry: DeskService, by: User, capacity: str) -> None:
    """Somebody of the desk says that it is right today, with the capacity that it has now.

    Raises:
        Refused: they neither sit at the desk nor lead its agency, or there is no such capacity.
    """
    require(why_not_confirm(by, entry.desk))
    if capacity not in Capacity.values:
        raise Refused("Choose whether the desk takes referrals now.")
    entry.capacity, entry.checked_on = capacity, timezone.localdate()
    entry.save(update_fields=["capacity", "checked_on"])
    enter("service.confirmed", by=by, fields=["capacity", "checked_on"], detail=_named(entry))


@transaction.atomic
def remove_service(*, entry: DeskService, by: User) -> None:
    """Take a service out of the directory. What was sent because of it stays where it is.

    Raises:
        Refused: another agency's desk.
    """
    require(why_not_edit(by, entry.desk))
    enter("service.removed", by=by, detail=_named(entry))
    entry.delete()


@transaction.atomic
def add_organisation(*, by: User, name: str, services: Sequence[str]) -> Organisation:
    """Put an organisation on the team's list; one of this name that was taken off stands on it again.

    Raises:
        Refused: it stands on the list already, or they do not keep the list.
    """
    require(why_not_keep_list(by))
    known = Organisation.objects.filter(team=by.place.team, name__iexact=name).first()
    if known and known.ended_at is None:
        raise Refused("This organization is on the list already.")
    organisation = known or Organisation(team=by.place.team)
    organisation.name, organisation.services, organisation.ended_at = name, list(services), None
    try:
        with transaction.atomic():
            organisation.save()
    except IntegrityError as taken:
        # Somebody else added it since it was looked for.
        raise Refused("This organization is on the list already.") from taken
    enter("organisation.added", by=by, detail={"organisation": str(organisation.pk)})
    return organisation


@transaction.atomic
def end_organisation(*, organisation: Organisation, by: User) -> None:
    """Take it off the list. What agencies logged with it keeps its name.

    Raises:
        Refused: they do not keep this team's list.
    """
    require(why_not_keep_list(by, organisation))
    organisation.ended_at = timezone.now()
    organisation.save()
    enter("organisation.ended", by=by, detail={"organisation": str(organisation.pk)})


@transaction.atomic
def set_stale_days(*, by: User, days: int) -> None:
    """Say after how many days an entry is out of date.

    Raises:
        Refused: they do not keep this team's list.
    """
    require(why_not_keep_list(by))
    DirectoryRule.objects.update_or_create(team=by.place.team, defaults={"stale_days": days})
    enter("directory.days_set", by=by, fields=["stale_days"])


def _named(entry: DeskService) -> dict[str, str | int]:
    return {"desk": str(entry.desk_id), "service": str(entry.service)}
