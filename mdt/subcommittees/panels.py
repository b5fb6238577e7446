"""What a room says on Home: nothing to whoever is in none."""

from dataclasses import dataclass

from mdt.rooms.inside import rooms_worked_in_by
from mdt.subcommittees.reading import counts_of
from mdt.team.home import Panel
from mdt.team.models import User


@dataclass(frozen=True)
class YourRooms:
    key: str = "rooms.mine"
    order: int = 35
    permission: str = "rooms.read"

    def present(self, user: User) -> Panel | None:
        found = list(rooms_worked_in_by(user).order_by("name"))
        if not found:
            return None
        counts = counts_of(found, user)
        return Panel("subcommittees/home_panel.html", {"rooms": [(one, counts[one.pk]) for one in found]})
