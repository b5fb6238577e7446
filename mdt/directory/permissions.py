"""What this room allows to whom."""

from mdt.team.roles import Role, grant

SITTING = (Role.PARTNER, Role.AGENCY_LEAD)


def declare() -> None:
    grant(
        "directory.read",
        "See which desks take which referrals now",
        *SITTING, Role.CHAIR, Role.COORDINATOR, Role.SUBCOMMITTEE_CHAIR, Role.ADMINISTRATOR,
    )  # fmt: skip
    grant("directory.confirm", "Confirm what their own desk offers, and whether it takes referrals now", *SITTING)
    grant("directory.edit", "Say what the desks of their own agency offer, and for whom", Role.AGENCY_LEAD)
    grant(
        "directory.keep",
        "Keep the list of organizations outside the team, and say when the directory is out of date",
        Role.COORDINATOR, Role.ADMINISTRATOR,
    )  # fmt: skip
