"""What this room allows to whom."""

from mdt.team.roles import Role, grant

KEEPERS = (Role.PARTNER, Role.AGENCY_LEAD)
READERS = (*KEEPERS, Role.CHAIR, Role.COORDINATOR, Role.SUBCOMMITTEE_CHAIR)


def declare() -> None:
    grant("duties.keep", "Start duties of their agency and record how they ended", *KEEPERS)
    grant(
        "duties.read", "Open duties of their agency, that it is asked to take over, or that were put forward", *READERS
    )
    grant("duties.put_forward", "Put their agency's duties forward to a meeting", *KEEPERS)
    grant("duties.rules", "Switch on a rule for duties that counsel has confirmed", Role.ADMINISTRATOR)
