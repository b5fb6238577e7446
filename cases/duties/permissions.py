"""What this room allows to whom."""

from mdt.team.roles import Role, grant


def declare() -> None:
    grant("duties.keep", "Start duties of their agency and record how they ended", Role.PARTNER, Role.AGENCY_LEAD)
    grant("duties.rules", "Switch on a rule for duties that counsel has confirmed", Role.ADMINISTRATOR)
