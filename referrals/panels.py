"""What referrals say on Home: what waits for this person's answer, and what their agency waits for."""

from dataclasses import dataclass

from mdt.team.home import Panel
from mdt.team.models import User
from privacy.plans import Constant
from referrals.choices import Outcome, State
from referrals.models import Referral, StopRequest
from referrals.querysets import silent_to
from referrals.queue import INBOX, OUTBOX, Capped, Queue, counts_together


@dataclass(frozen=True)
class Waiting:
    """Counts with links, and the one big button."""

    key: str = "referrals.waiting"
    order: int = 20
    permission: str = "referrals.answer"

    def present(self, user: User) -> Panel | None:
        if not user.desk_groups:
            return None
        inbox, outbox = Queue.read(INBOX, {}), Queue.read(OUTBOX, {})
        sent = outbox.seen(user)
        # What the page of a referral keeps to itself, no count tells.
        told = sent.filter(~silent_to(user.place.agency_id))
        counts = counts_together(
            user.place.team_id,
            {
                "to_answer": inbox.count(inbox.seen(user), user),
                "sent": outbox.count(sent, user),
                "any": Capped(sent[:1]),
                "questions": Capped(told.filter(state=Constant(State.QUESTION))),
                "helped": Capped(told.filter(state=Constant(State.CLOSED), outcome=Constant(Outcome.GOALS_MET))),
                "drafts": Capped(Referral.objects.drafts_of(user)),
            },
        )
        return Panel("referrals/home_panel.html", counts | {"bound": user.place.agency.release_bound})


@dataclass(frozen=True)
class StopsToAllow:
    """For a lead: how many stopped notes of colleagues wait."""

    key: str = "referrals.stops"
    order: int = 15
    permission: str = "referrals.allow_words"

    def present(self, user: User) -> Panel | None:
        waiting = StopRequest.objects.to_decide_by(user).count()
        return Panel("referrals/stops_panel.html", {"waiting": waiting}) if waiting else None
