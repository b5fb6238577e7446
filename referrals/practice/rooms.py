"""The subcommittees of the practice team as closed rooms: what each is for, the partners in it, and a case in one."""

from datetime import timedelta
from typing import Final

from django.utils import timezone

from cases.duties.models import Duty
from mdt.meetings.actions.parts import add_part
from mdt.meetings.models import PartBasis, PartKind
from mdt.rooms.actions import name_member, set_room
from mdt.team.access import Door
from mdt.team.models import Membership
from mdt.team.sectors import Basis
from privacy.wall import acting_as
from referrals.actions.sharing import share_case
from referrals.models import Referral
from referrals.practice import agencies
from referrals.practice.records import Made

PURPOSES: Final = {
    agencies.LAW_ENFORCEMENT: "Agree how a first contact is made and who is called.",
    agencies.VICTIM_SERVICES: "Find services that are missing and close the gaps.",
    agencies.TRAINING: "Plan the training of the year.",
    agencies.DATA: "Agree what is counted, and how.",
    agencies.LABOR: "Learn what labor trafficking looks like in the county.",
}
_HALF_A_YEAR: Final = timedelta(days=180)


def open_rooms(made: Made) -> None:
    """Set each up by its own chair, with the partner of each agency that takes part."""
    for name, purpose in PURPOSES.items():
        body = made.bodies[name]
        chair = next(one for one in made.people.values() if one.pk == body.chair_id)
        with acting_as(chair):
            last_day = timezone.localdate() + _HALF_A_YEAR
            main = made.bodies[agencies.MDT]
            set_room(body, purpose=purpose, last_day=last_day, reports_to=main, takes_items=True, by=chair)
            for one in agencies.AGENCIES:
                if name in one.seats:
                    partner = made.people[f"{one.key}-partner"]
                    name_member(body, place=Membership.objects.get(user=partner, team=body.team_id), by=chair)
    _share_a_case(made)


def _share_a_case(made: Made) -> None:
    """The child whose clock runs at child welfare, with whoever looks for services."""
    body, by = made.bodies[agencies.VICTIM_SERVICES], made.people["dhs-partner"]
    chair = next(one for one in made.people.values() if one.pk == body.chair_id)
    with acting_as(chair):
        add_part(body, kind=PartKind.CHILD, basis=PartBasis.CHILD_ABUSE_TEAM, by=chair)
    with acting_as(by):
        owed = Duty.objects.owed_by(by).values("case")
        sent = Referral.objects.visible_through(by, Door.SENDER).filter(case__in=owed).latest("sent_at")
        share_case(by=by, referral=sent, body=body, basis=Basis.OWN_RULES)
