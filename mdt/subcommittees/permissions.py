"""What this floor allows to whom. How far each reaches is who is inside: mdt/rooms/inside.py."""

from mdt.team.roles import WORKING, grant


def declare() -> None:
    grant("rooms.read", "Work in the subcommittees that they are in", *WORKING)
