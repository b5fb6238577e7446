"""What a room reported of a record is there for whoever may see that record, in the database as by the door.

Whoever is inside the room reads its own reports, as before.
"""

from django.db import migrations

from privacy.wall import APP

# Each alternative's own wall decides inside the subquery.
SEEN = """about IS NULL OR body_id = ANY ((SELECT wall.rooms_read())::uuid[]) OR (SELECT wall.kind() = 'system')
    OR EXISTS (SELECT 1 FROM referrals_referral a WHERE a.id = subcommittees_report.about)
    OR EXISTS (SELECT 1 FROM duties_duty a WHERE a.id = subcommittees_report.about)
    OR EXISTS (SELECT 1 FROM meetings_actionitem a WHERE a.id = subcommittees_report.about)
    OR EXISTS (SELECT 1 FROM meetings_topic a WHERE a.id = subcommittees_report.about)"""
MADE = (
    f"CREATE POLICY subcommittees_report_of_record ON subcommittees_report AS RESTRICTIVE FOR SELECT TO {APP} "
    f"USING ({SEEN})"
)


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0027_service_gaps"),
        ("subcommittees", "0006_what_a_report_is_about"),
        ("duties", "0004_put_forward"),
    ]
    operations = [migrations.RunSQL(MADE, "DROP POLICY subcommittees_report_of_record ON subcommittees_report")]
