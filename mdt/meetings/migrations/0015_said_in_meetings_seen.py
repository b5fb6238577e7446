"""What was said to the statement in a meeting is read and written by who knows of that meeting: a room's stays inside."""

from django.db import migrations

from privacy.wall import APP

TABLE = "meetings_acknowledgement"
# The meeting's own wall decides inside the subquery.
NARROWED = f"""
CREATE POLICY {TABLE}_of_meeting ON {TABLE} AS RESTRICTIVE FOR ALL TO {APP} USING (
    meeting_id IS NULL OR EXISTS (SELECT 1 FROM meetings_meeting t WHERE t.id = {TABLE}.meeting_id)
)
"""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0014_packets"), ("privacy", "0001_wall")]
    operations = [migrations.RunSQL(NARROWED, f"DROP POLICY {TABLE}_of_meeting ON {TABLE}")]
