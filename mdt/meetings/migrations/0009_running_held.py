"""The database holds a meeting: outcomes only while it is in progress and by whoever holds the lease, and nothing that
approved minutes say is changed, by whatever door (mdt/meetings/locks.py).
"""

from django.db import migrations

from mdt.meetings.locks import LOCKS, UNLOCKS, lock_what_is_approved, only_in_progress
from mdt.meetings.walls import mine, of_item, of_meeting, prepares, prepares_meeting, wall_of_body
from privacy.wall import IN_TEAM, build_wall

OF_ITS_MEETING = "(SELECT i.meeting_id FROM meetings_agendaitem i WHERE i.id = {table}.item_id)"
SITS_IN_PART = """(EXISTS (
    SELECT 1 FROM meetings_partseat s JOIN team_desk d ON d.id = s.desk_id WHERE s.part_id = meetings_minutes.part_id
    AND d.closed_at IS NULL AND d.group_id = ANY ((SELECT wall.desks())::integer[])
) OR EXISTS (
    SELECT 1 FROM meetings_part p JOIN team_body b ON b.id = p.body_id
    WHERE p.id = meetings_minutes.part_id AND b.chair_id = (SELECT wall.person())
))"""
# A coordinator does all that a chair does except to approve minutes and add to them.
CHAIRS = """EXISTS (
    SELECT 1 FROM meetings_part p JOIN team_body b ON b.id = p.body_id
    WHERE p.id = {part} AND (b.chair_id = (SELECT wall.person()) OR NOT b.subcommittee AND EXISTS (
        SELECT 1 FROM team_membership m WHERE m.user_id = (SELECT wall.person()) AND m.team_id = b.team_id
        AND m.ended_at IS NULL AND 'chair' = ANY (m.roles)))
)"""
TEAMS_TWO = """EXISTS (
    SELECT 1 FROM team_membership m WHERE m.user_id = (SELECT wall.person()) AND m.team_id = {table}.team_id
    AND m.ended_at IS NULL AND m.roles && ARRAY['chair', 'coordinator']::varchar[]
)"""
OF_MINUTES = """EXISTS (SELECT 1 FROM meetings_minutes t WHERE t.id = meetings_addendum.minutes_id)
    AND (item_id IS NULL OR EXISTS (SELECT 1 FROM meetings_agendaitem i WHERE i.id = meetings_addendum.item_id))"""


def _of_meeting(table: str, *, delete: bool = False) -> migrations.RunSQL:
    """Read by whoever knows of the meeting, written by who prepares it."""
    written = f"{of_meeting(table)} AND {prepares_meeting(f'{table}.meeting_id')}"
    return build_wall(
        table, read=of_meeting(table), insert=written, update=written, delete=written if delete else "false"
    )


def _of_item(table: str, *, update: bool) -> migrations.RunSQL:
    """Read by whoever sees the item, written by those among them who prepare the meeting."""
    written = f"{of_item(table)} AND {prepares_meeting(OF_ITS_MEETING.format(table=table))}"
    return build_wall(table, read=of_item(table), insert=written, update=written if update else "false")


SETS = f"{IN_TEAM} AND {prepares('meetings_holdingrules.body_id')}"
STATES = f"{IN_TEAM} AND {TEAMS_TWO.format(table='meetings_statement')} AND {mine('meetings_statement.set_by_id')}"
NOTED = "meetings_acknowledgement.noted_by_id"
MY_OWN = mine("meetings_acknowledgement.person_id")
SAID_ALOUD = f"meeting_id IS NOT NULL AND {prepares_meeting('meetings_acknowledgement.meeting_id')}"
MAY_APPROVE = CHAIRS.format(part="meetings_minutes.part_id")
APPROVES = f"{IN_TEAM} AND {SITS_IN_PART} AND {MAY_APPROVE} AND {mine('meetings_minutes.approved_by_id')}"
PART_OF_ITS_MINUTES = "(SELECT t.part_id FROM meetings_minutes t WHERE t.id = meetings_addendum.minutes_id)"
ADDS = f"{OF_MINUTES} AND {CHAIRS.format(part=PART_OF_ITS_MINUTES)} AND {mine('meetings_addendum.by_id')}"


class Migration(migrations.Migration):
    dependencies = [("meetings", "0008_running_and_minutes"), ("privacy", "0001_wall")]
    operations = [
        _of_meeting("meetings_sitting"),
        _of_meeting("meetings_lease"),
        _of_meeting("meetings_attendance", delete=True),
        _of_item("meetings_outcome", update=True),
        _of_item("meetings_task", update=False),
        # The next item may follow one that whoever presses cannot see: turns are written by the system.
        build_wall("meetings_turn", read=of_item("meetings_turn"), insert="false"),
        wall_of_body("meetings_holdingrules", write=SETS),
        build_wall("meetings_statement", read=IN_TEAM, insert=STATES),
        build_wall(
            "meetings_acknowledgement",
            read=f"{IN_TEAM} AND ({MY_OWN} OR {TEAMS_TWO.format(table='meetings_acknowledgement')} OR {SAID_ALOUD})",
            insert=f"{IN_TEAM} AND {mine(NOTED)} AND ({MY_OWN} OR {SAID_ALOUD})",
        ),
        build_wall("meetings_minutes", read=f"{of_meeting('meetings_minutes')} AND {SITS_IN_PART}", insert=APPROVES),
        build_wall("meetings_addendum", read=f"{IN_TEAM} AND {OF_MINUTES}", insert=f"{IN_TEAM} AND {ADDS}"),
        migrations.RunSQL(LOCKS, UNLOCKS),
        lock_what_is_approved("meetings_outcome"),
        lock_what_is_approved("meetings_task"),
        lock_what_is_approved("meetings_attendance"),
        lock_what_is_approved("meetings_sitting", on="UPDATE OR DELETE"),
        only_in_progress("meetings_outcome"),
        only_in_progress("meetings_task"),
        only_in_progress("meetings_attendance"),
    ]
