"""The wall around what belongs to a body: its members and its chair, whatever their roles."""

from django.db.migrations import RunSQL

from privacy.wall import IN_TEAM, build_wall

# Names in full, since an unqualified one would bind to the inner table.
_SITS = """EXISTS (
    SELECT 1 FROM team_bodydesk s JOIN team_desk d ON d.id = s.desk_id
    WHERE s.body_id = {table}.body_id AND d.closed_at IS NULL AND d.group_id = ANY ((SELECT wall.desks())::integer[])
) OR EXISTS (
    SELECT 1 FROM team_body b WHERE b.id = {table}.body_id AND b.chair_id = (SELECT wall.person())
)"""


def wall_of_body(table: str) -> RunSQL:
    """Wall a table with `team_id` and `body_id`: read and written by who sits in the body, deleted by jobs only."""
    sits = f"{IN_TEAM} AND ({_SITS.format(table=table)})"
    return build_wall(table, read=sits, insert=sits, update=sits)
