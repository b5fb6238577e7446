"""Whether an entry may be changed, by whom: each policy returns the reason why not, or None."""

from collections.abc import Collection

from mdt.directory.fitting import hides_area
from mdt.directory.models import Organisation
from mdt.team.models import Desk, User

NOT_YOURS = "Only the agency's own lead can set this."


def why_not_edit(by: User, desk: Desk) -> str | None:
    return None if desk.agency_id == by.place.agency_id and by.has_perm("directory.edit") else NOT_YOURS


def why_not_confirm(by: User, desk: Desk) -> str | None:
    """A desk's own people know whether it takes anybody today; its lead may say so too."""
    if why_not_edit(by, desk) is None:
        return None
    sits = desk.agency_id == by.place.agency_id and desk.group_id in by.desk_groups
    return None if sits else "Only somebody who sits at this desk, or the agency's lead, can confirm this."


def why_not_keep_list(by: User, organisation: Organisation | None = None) -> str | None:
    """The team's own list and its days are its coordinator's and administrator's, and no other team's."""
    mine = organisation is None or organisation.team_id == by.place.team_id
    return None if mine and by.has_perm("directory.keep") else "Only your own team's coordinator can change its list."


def why_not_area(desk: Desk, service: str, areas: Collection[str]) -> str | None:
    if areas and hides_area(service, desk.agency):
        return "Where a place to sleep is stays out of here, and so does the area it serves. Leave the area empty."
    return None
