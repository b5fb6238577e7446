"""What the directory says on Home: which services of one's own desks nobody has confirmed for too long."""

from dataclasses import dataclass

from mdt.directory.models import DeskService, staleness
from mdt.directory.policies import why_not_confirm
from mdt.team.home import Panel
from mdt.team.models import User


@dataclass(frozen=True)
class OwnServices:
    """For whoever may confirm them, as long as there is something to confirm."""

    key: str = "directory.own"
    order: int = 60
    permission: str = "directory.confirm"

    def present(self, user: User) -> Panel | None:
        is_stale = staleness(user.place.team)
        own = DeskService.objects.of_agency(user)
        old = [entry for entry in own if is_stale(entry) and why_not_confirm(user, entry.desk) is None]
        return Panel("directory/panel.html", {"count": len(old)}) if old else None
