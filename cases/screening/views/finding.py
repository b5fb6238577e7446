"""Which checklists a team has: the shipped one and its own in their newest version."""

from uuid import UUID

from django.http import Http404

from cases.screening.checklists import SHIPPED, Checklist
from cases.screening.models import Instrument, Screening
from mdt.team.models import User


def checklists(user: User) -> list[Checklist]:
    """What may be screened with now."""
    own = Instrument.objects.of_team(user).in_use().order_by("name")
    return [*SHIPPED.values(), *(instrument.checklist for instrument in own)]


def find_checklist(user: User, key: str) -> Checklist:
    """One that is in use; 404 for any other."""
    found = next((checklist for checklist in checklists(user) if checklist.key == key), None)
    if found is None:
        raise Http404
    return found


def checklist_of(user: User, screening: Screening) -> Checklist:
    """The version that it was done with, in use or not."""
    if shipped := SHIPPED.get(screening.checklist):
        return shipped
    found: Instrument = Instrument.objects.of_team(user).get(pk=UUID(screening.checklist))
    return found.checklist


def names_of(user: User) -> dict[str, str]:
    """The name of every checklist that was ever in use, by its key."""
    own = {str(one.pk): one.name for one in Instrument.objects.of_team(user).only("name")}
    return own | {key: checklist.name for key, checklist in SHIPPED.items()}
