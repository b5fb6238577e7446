"""Agendas, dates and topics are changed by who prepares the body's meetings, also by a statement of one's own.

A member raises a topic for once and takes that back; all else of these tables they read.
"""

from django.db import migrations

from privacy.wall import APP, OF_SYSTEM

SYSTEM = f"({OF_SYSTEM})"
PREPARED = "body_id = ANY ((SELECT wall.bodies_prepared())::uuid[])"
OF_ITEM = f"EXISTS (SELECT 1 FROM meetings_meeting m WHERE m.id = meetings_agendaitem.meeting_id AND m.{PREPARED})"
OF_CHANGE = f"EXISTS (SELECT 1 FROM meetings_series s WHERE s.id = meetings_serieschange.series_id AND s.{PREPARED})"
RAISED = """once AND EXISTS (SELECT 1 FROM team_membership p
    WHERE p.id = meetings_topic.given_by_id AND p.user_id = (SELECT wall.person()))"""


def _narrowed(table: str, who: str) -> migrations.RunSQL:
    """Whatever else lets somebody write a row of `table`, `who` must hold as well."""
    holds = f"({who} OR {SYSTEM})"
    return migrations.RunSQL(
        f"""
        CREATE POLICY {table}_prepared_insert ON {table} AS RESTRICTIVE FOR INSERT TO {APP} WITH CHECK {holds};
        CREATE POLICY {table}_prepared_update ON {table} AS RESTRICTIVE FOR UPDATE TO {APP} USING {holds};
        CREATE POLICY {table}_prepared_delete ON {table} AS RESTRICTIVE FOR DELETE TO {APP} USING {holds};
        """,
        f"""
        DROP POLICY {table}_prepared_delete ON {table};
        DROP POLICY {table}_prepared_update ON {table};
        DROP POLICY {table}_prepared_insert ON {table};
        """,
    )


class Migration(migrations.Migration):
    dependencies = [("meetings", "0019_why_and_parts")]
    operations = [
        _narrowed("meetings_meeting", PREPARED),
        _narrowed("meetings_series", PREPARED),
        _narrowed("meetings_serieschange", OF_CHANGE),
        _narrowed("meetings_agendaitem", OF_ITEM),
        _narrowed("meetings_topic", f"{PREPARED} OR {RAISED}"),
    ]
