"""What this room allows to whom."""

from mdt.team.roles import Role, grant


def declare() -> None:
    grant("hours.set", "Set the hours, deputies and closures of their own agency", Role.AGENCY_LEAD)
    grant("hours.county", "Set the days on which the county is closed", Role.COORDINATOR)
