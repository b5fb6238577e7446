"""A duty of a case that its owner knows under another's release is read by those whom that release names."""

from django.db import migrations

# As `wall.case_lets` asks of a body (0025). Whoever sent the referral knows of the case.
LETS = """
CREATE OR REPLACE FUNCTION wall.case_lets_reader(of_case uuid, holder uuid, reader uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT NOT EXISTS (
        SELECT 1 FROM referrals_referral r WHERE r.case_id = of_case AND r.to_agency_id = holder AND r.state <> 'draft'
        AND r.release_category <> '' AND r.from_agency_id IS DISTINCT FROM reader
        AND NOT wall.release_lets(r.case_id, r.from_agency_id, reader, r.release_category)
    )
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0033_seen_by_its_own_events"), ("duties", "0006_to_readers_named")]
    operations = [migrations.RunSQL(LETS, migrations.RunSQL.noop)]
