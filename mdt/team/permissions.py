"""What this floor allows to whom."""

from mdt.team.roles import Role, grant

EVERYONE = tuple(Role)


def declare() -> None:
    grant("team.home", "See their own home page and settings", *EVERYONE)
    grant("team.check_words", "Have words checked for names while they type them", *EVERYONE)
    grant(
        "team.invite",
        "Invite, seat and turn off people: a lead of their own agency, an administrator of the team",
        Role.AGENCY_LEAD,
        Role.ADMINISTRATOR,
    )
    grant("team.administer", "Set up agencies, desks, bodies and what binds an agency", Role.ADMINISTRATOR)
    # The explorer lives on the floor below, which knows no role: it names these keys only.
    grant("audit.explore", "Read who opened what", Role.AUDITOR)
    grant("audit.export", "Take part of the ledger away, with a reason", Role.AUDITOR)
