"""A standing rule may speak of duties; and a case known under another's release goes to the body that it names alone."""

from django.db import migrations, models

# A duty tells that there is a case. Who has it by a referral under a release shows it where that release does.
LETS = """
CREATE OR REPLACE FUNCTION wall.case_lets(of_case uuid, holder uuid, of_body uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT NOT EXISTS (
        SELECT 1 FROM referrals_referral r WHERE r.case_id = of_case AND r.to_agency_id = holder AND r.state <> 'draft'
        AND r.release_category <> '' AND NOT wall.release_names(r.case_id, r.from_agency_id, of_body, r.release_category)
    )
$$;
"""
KINDS = [
    ("new", "New referrals, from now on"),
    ("unanswered", "Referrals unanswered past their day"),
    ("waitlisted", "Referrals waitlisted past their review day"),
    ("duties", "Duties that we owe and that are past their time"),
]


class Migration(migrations.Migration):
    dependencies = [("referrals", "0024_walls_pass_through"), ("duties", "0004_put_forward")]
    operations = [
        migrations.AlterField("standingrule", "kind", models.CharField(choices=KINDS, max_length=12)),
        migrations.RunSQL(LETS, migrations.RunSQL.noop),
    ]
