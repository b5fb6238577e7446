"""What the old log says on Home: rows to look at, and rows that only this agency can open to others."""

from dataclasses import dataclass

from mdt.team.home import Panel
from mdt.team.models import User
from referrals.models import Referral
from referrals.queue import Capped, counts_together


@dataclass(frozen=True)
class OldLog:
    """Nothing, once somebody has looked at every row."""

    key: str = "referrals.old_log"
    order: int = 40
    permission: str = "referrals.old_log"

    def present(self, user: User) -> Panel | None:
        counts = counts_together(
            user.place.team_id,
            {
                "to_check": Capped(Referral.objects.to_check_by(user)),
                "to_confirm": Capped(Referral.objects.to_confirm_by(user)),
            },
        )
        return Panel("referrals/old_log_panel.html", counts) if any(counts.values()) else None
