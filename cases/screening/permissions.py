"""What this room allows to whom."""

from mdt.team.roles import Role, grant


def declare() -> None:
    grant("screening.screen", "Screen, and say how a case stands for their agency", Role.PARTNER, Role.AGENCY_LEAD)
    grant("screening.instruments", "Add checklists that the county has the rights to", Role.ADMINISTRATOR)
