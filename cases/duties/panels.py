"""What duties say on Home: how many run, and how many are due."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, F, Q
from django.utils import timezone

from cases.duties.models import Duty
from mdt.team.home import Panel
from mdt.team.models import User

SOON = timedelta(hours=24)


@dataclass(frozen=True)
class DutiesDue:
    """Counts with links, and nothing where nothing runs."""

    key: str = "duties.due"
    order: int = 15
    permission: str = "duties.keep"

    def present(self, user: User) -> Panel | None:
        if not user.desk_groups:
            return None
        now, at_once = timezone.now(), Q(due_at=F("triggered_at"))
        counts = (
            Duty.objects.owed_by(user)
            .open()
            .aggregate(
                open=Count("pk"),
                due=Count("pk", filter=Q(due_at__lte=now + SOON, due_at__gt=now) | at_once),
                over=Count("pk", filter=Q(due_at__lte=now) & ~at_once),
            )
        )
        counts["offered"] = Duty.objects.offered_to(user).open().count()
        return Panel("duties/home_panel.html", counts) if counts["open"] or counts["offered"] else None
