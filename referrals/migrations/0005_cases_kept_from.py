"""Fill the floor below's list of the cases of which a referral is kept from whoever acts."""

from django.db import migrations

FILL = """
CREATE OR REPLACE FUNCTION wall.cases_kept_from() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT COALESCE(array_agg(DISTINCT r.case_id), '{}') FROM referrals_keptfrom kept
    JOIN referrals_referral r ON r.id = kept.referral_id WHERE kept.user_id = wall.person() AND r.case_id IS NOT NULL
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0004_new_rule_words"), ("cases", "0003_kept_from")]
    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
