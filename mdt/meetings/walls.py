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


# Who prepares a body's meetings: its chair, and for bodies that are no subcommittee the team's two.
_PREPARES = """EXISTS (
    SELECT 1 FROM team_body b
    WHERE b.id = {body} AND (b.chair_id = (SELECT wall.person()) OR NOT b.subcommittee AND EXISTS (
        SELECT 1 FROM team_membership m WHERE m.user_id = (SELECT wall.person()) AND m.team_id = b.team_id
        AND m.ended_at IS NULL AND m.roles && ARRAY['chair', 'coordinator']::varchar[]))
)"""


def sits_in(table: str) -> str:
    """The condition that whoever acts sits in the body of a row of `table`."""
    return f"({_SITS.format(table=table)})"


def prepares(body: str) -> str:
    """The condition that whoever acts prepares the meetings of `body`, an SQL expression."""
    return _PREPARES.format(body=body)


def wall_of_body(table: str, write: str = "") -> RunSQL:
    """Wall a table with `team_id` and `body_id`: read and written by who sits in the body, deleted by jobs only.

    With `write`, only those for whom it holds write.
    """
    sits = f"{IN_TEAM} AND {sits_in(table)}"
    return build_wall(table, read=sits, insert=write or sits, update=write or sits)


_OF_MEETING = "EXISTS (SELECT 1 FROM meetings_meeting t WHERE t.id = {table}.meeting_id)"
_OF_ITEM = "EXISTS (SELECT 1 FROM meetings_agendaitem t WHERE t.id = {table}.item_id)"
_BODY_OF_MEETING = "(SELECT t.body_id FROM meetings_meeting t WHERE t.id = {meeting})"
_MINE = "EXISTS (SELECT 1 FROM team_membership p WHERE p.id = {column} AND p.user_id = (SELECT wall.person()))"


def of_meeting(table: str) -> str:
    """The row's meeting is seen: its own wall decides inside the subquery."""
    return f"{IN_TEAM} AND {_OF_MEETING.format(table=table)}"


def of_item(table: str) -> str:
    """The row's agenda item is seen: whatever hides an item from somebody hides what hangs on it too."""
    return f"{IN_TEAM} AND {_OF_ITEM.format(table=table)}"


def prepares_meeting(meeting: str) -> str:
    """Whoever acts prepares the meetings of the body whose meeting has this key."""
    return prepares(_BODY_OF_MEETING.format(meeting=meeting))


def mine(column: str) -> str:
    """A column of memberships holds the place of whoever acts."""
    return _MINE.format(column=column)
