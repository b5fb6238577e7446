"""Items and reports are looked for by the record that they are about, in every policy that asks what is kept; and from
a subcommittee that is over no agency is asked for anything.
"""

from django.db import migrations, models

from privacy.wall import APP

NAME = "meetings_forwardask_room_kept_insert"
KEPT = "NOT meetings_forwardask.body_id = ANY ((SELECT wall.rooms_over())::uuid[])"


class Migration(migrations.Migration):
    dependencies = [
        ("subcommittees", "0006_what_a_report_is_about"),
        ("meetings", "0018_asking_owners"),
        ("team", "0003_call_for_today"),
    ]

    operations = [
        migrations.RunSQL(
            f"CREATE POLICY {NAME} ON meetings_forwardask AS RESTRICTIVE FOR INSERT TO {APP} WITH CHECK ({KEPT})",
            f"DROP POLICY {NAME} ON meetings_forwardask",
        ),
        migrations.AddIndex(
            model_name="queueitem",
            index=models.Index(
                condition=models.Q(("record__isnull", False)), fields=["record"], name="queued_on_a_record"
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                condition=models.Q(("record__isnull", False)), fields=["record"], name="reports_on_a_record"
            ),
        ),
    ]
