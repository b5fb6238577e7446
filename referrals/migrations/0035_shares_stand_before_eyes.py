"""Whom a case is kept from by a referral, or by stepping back from what belongs to it, bears no share of it either."""

from django.db import migrations

# As `wall.cases_kept_from` says of whoever acts (0019, 0024), of somebody else.
KEPT = """
CREATE OR REPLACE FUNCTION wall.case_kept_from(of_case uuid, of_user uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM cases_casewall w WHERE w.case_id = of_case AND w.user_id = of_user AND w.ended_at IS NULL)
        OR EXISTS (SELECT 1 FROM referrals_keptfrom k JOIN referrals_referral r ON r.id = k.referral_id
                   WHERE k.user_id = of_user AND r.case_id = of_case)
        OR EXISTS (
            SELECT 1 FROM meetings_recusal s JOIN team_membership m ON m.id = s.place_id
            CROSS JOIN LATERAL unnest(wall.records_of_action(s.record) || s.record) under(id)
            WHERE m.user_id = of_user AND s.ended_at IS NULL AND (
                under.id = of_case OR EXISTS (SELECT 1 FROM referrals_referral r WHERE r.id = under.id AND r.case_id = of_case)
                OR EXISTS (SELECT 1 FROM duties_duty d WHERE d.id = under.id AND d.case_id = of_case))
        )
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0034_duties_to_readers_named"),
        ("cases", "0010_shares_stand_before_eyes"),
        ("duties", "0006_to_readers_named"),
    ]
    operations = [migrations.RunSQL(KEPT, migrations.RunSQL.noop)]
