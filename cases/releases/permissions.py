"""What this room allows to whom."""

from mdt.team.roles import Role, grant


def declare() -> None:
    grant("releases.give", "Record and take back releases at their desk", Role.PARTNER, Role.AGENCY_LEAD)
    grant("releases.settings", "Set how long releases may last and what always needs one", Role.ADMINISTRATOR)
