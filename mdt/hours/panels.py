"""The way from Home to closed days: a lead's own agency, a coordinator's county."""

from dataclasses import dataclass

from mdt.team.home import Panel
from mdt.team.models import User


@dataclass(frozen=True)
class ClosedDays:
    """Links for whoever may set something here."""

    key: str = "hours.closed"
    order: int = 95
    permission: str = "team.home"

    def present(self, user: User) -> Panel | None:
        may = {"agency": user.has_perm("hours.set"), "county": user.has_perm("hours.county")}
        return Panel("hours/panel.html", may) if any(may.values()) else None
