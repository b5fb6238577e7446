"""Whoever stepped back from a record reads neither what a room was given nor what it reported of it; members of a room
read its own minutes."""

from django.db import migrations

from privacy.wall import APP, IN_TEAM

KEPT = "record IS NULL OR NOT record = ANY ((SELECT wall.records_kept_from())::uuid[])"
OF_A_ROOM = """EXISTS (
    SELECT 1 FROM meetings_meeting m WHERE m.id = meetings_minutes.meeting_id AND m.body_id = ANY ((SELECT wall.rooms_open())::uuid[])
)"""
MADE = f"""
CREATE POLICY subcommittees_queueitem_not_kept ON subcommittees_queueitem AS RESTRICTIVE FOR SELECT TO {APP} USING ({KEPT});
CREATE POLICY subcommittees_report_not_kept ON subcommittees_report AS RESTRICTIVE FOR SELECT TO {APP} USING ({KEPT});
CREATE POLICY meetings_minutes_in_room ON meetings_minutes FOR SELECT TO {APP} USING ({IN_TEAM} AND {OF_A_ROOM});
"""
DROPPED = """
DROP POLICY subcommittees_queueitem_not_kept ON subcommittees_queueitem;
DROP POLICY subcommittees_report_not_kept ON subcommittees_report;
DROP POLICY meetings_minutes_in_room ON meetings_minutes;
"""


class Migration(migrations.Migration):
    dependencies = [("subcommittees", "0002_wall"), ("meetings", "0010_recusals")]
    operations = [migrations.RunSQL(MADE, DROPPED)]
