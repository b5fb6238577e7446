"""What this floor allows to whom. How far each reaches is in mdt/meetings/policies.py."""

from mdt.team.roles import WORKING, Role, grant


def declare() -> None:
    grant(
        "meetings.answer_ask",
        "Answer when a meeting asks their agency to put something forward",
        Role.PARTNER,
        Role.AGENCY_LEAD,
    )
    grant("meetings.read", "Read the agendas of the bodies they sit in", *WORKING)
    grant(
        "meetings.build",
        "Build and publish the agendas of their bodies",
        Role.CHAIR,
        Role.COORDINATOR,
        Role.SUBCOMMITTEE_CHAIR,
    )
