"""What is for one person at a desk, nobody else there may read."""

from django.db import migrations

from privacy.wall import APP


class Migration(migrations.Migration):
    dependencies = [("notices", "0003_only_for")]
    operations = [
        migrations.RunSQL(
            f"CREATE POLICY notices_notice_only_for ON notices_notice AS RESTRICTIVE FOR SELECT TO {APP} USING "
            "(only_for_id IS NULL OR only_for_id = (SELECT wall.person()) OR (SELECT wall.kind()) = 'system')",
            "DROP POLICY notices_notice_only_for ON notices_notice",
        )
    ]
