"""What referrals say on Home: what waits for this person's answer, and what their agency waits for."""

from dataclasses import dataclass

from django.db.models import Count, Q

from mdt.team.access import Door
from mdt.team.home import Panel
from mdt.team.models import User
from referrals.choices import Outcome, State
from referrals.models import Referral, StopRequest
from referrals.querysets import silent_to
from referrals.workflow import OPEN_STATES


@dataclass(frozen=True)
class Waiting:
    """Counts with links, and the one big button."""

    key: str = "referrals.waiting"
    order: int = 20
    permission: str = "referrals.answer"

    def present(self, user: User) -> Panel | None:
        if not user.desk_groups:
            return None
        # What the page of a referral keeps to itself, no count tells.
        told = ~silent_to(user.place.agency_id)
        received = Referral.objects.visible_through(user, Door.RECEIVER)
        mine = Referral.objects.visible_through(user, Door.SENDER).aggregate(
            sent=Count("pk", filter=Q(state__in=OPEN_STATES)),
            questions=Count("pk", filter=Q(state=State.QUESTION) & told),
            all=Count("pk"),
            helped=Count("pk", filter=Q(state=State.CLOSED, outcome=Outcome.GOALS_MET) & told),
        )
        context = {
            "to_answer": received.filter(state__in=OPEN_STATES).count(),
            "drafts": Referral.objects.drafts_of(user).count(),
            "bound": user.place.agency.release_bound,
        }
        return Panel("referrals/home_panel.html", mine | context)


@dataclass(frozen=True)
class StopsToAllow:
    """For a lead: how many stopped notes of colleagues wait."""

    key: str = "referrals.stops"
    order: int = 15
    permission: str = "referrals.allow_words"

    def present(self, user: User) -> Panel | None:
        waiting = StopRequest.objects.to_decide_by(user).count()
        return Panel("referrals/stops_panel.html", {"waiting": waiting}) if waiting else None
