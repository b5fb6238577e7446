"""What this floor allows to whom."""

from mdt.team.roles import WORKING, grant


def declare() -> None:
    grant("notices.read", "See that something waits for a desk they sit at", *WORKING)
