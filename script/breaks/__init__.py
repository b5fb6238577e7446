"""The named breaks, by the floor that they are made on."""

from breaks import audit, cases, lives, meetings, privacy, referrals, rooms, team

MUTANTS = (
    *privacy.BREAKS,
    *audit.BREAKS,
    *team.BREAKS,
    *cases.BREAKS,
    *referrals.BREAKS,
    *lives.BREAKS,
    *meetings.BREAKS,
    *rooms.BREAKS,
)
