"""The lists of what is kept from whom say the same as in 0019_walls_on_people and before, and stop at the first nothing.

Every policy asks for them. Of most people nothing is kept; then only the short lists are read, each once.
"""

from django.db import migrations

_HEAD = (
    "CREATE OR REPLACE FUNCTION wall.{}() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER "
    "SET search_path = public, pg_temp AS $$"
)

SHORT = f"""
{_HEAD.format("recused_from")}
DECLARE
    me uuid := wall.person();
BEGIN
    RETURN ARRAY(SELECT r.record FROM meetings_recusal r JOIN team_membership m ON m.id = r.place_id
                 WHERE m.user_id = me AND r.ended_at IS NULL);
END $$;

{_HEAD.format("cases_walled")}
DECLARE
    me uuid := wall.person();
    recused uuid[] := wall.recused_from();
    walled uuid[] := ARRAY(SELECT w.case_id FROM cases_casewall w WHERE w.user_id = me AND w.ended_at IS NULL);
BEGIN
    IF recused = '{{}}' THEN RETURN walled; END IF;
    RETURN walled || ARRAY(
        SELECT r.case_id FROM referrals_referral r WHERE r.id = ANY (recused) AND r.case_id IS NOT NULL
        UNION SELECT d.case_id FROM duties_duty d WHERE d.id = ANY (recused) AND d.case_id IS NOT NULL
        UNION SELECT c.id FROM cases_case c WHERE c.id = ANY (recused)
    );
END $$;

{_HEAD.format("referrals_kept_from")}
DECLARE
    me uuid := wall.person();
    walled uuid[] := wall.cases_walled();
    kept uuid[] := wall.recused_from() || ARRAY(SELECT k.referral_id FROM referrals_keptfrom k WHERE k.user_id = me);
BEGIN
    IF walled = '{{}}' THEN RETURN kept; END IF;
    RETURN kept || ARRAY(SELECT r.id FROM referrals_referral r WHERE r.case_id = ANY (walled));
END $$;

{_HEAD.format("cases_kept_from")}
DECLARE
    me uuid := wall.person();
BEGIN
    RETURN wall.cases_walled() || ARRAY(
        SELECT r.case_id FROM referrals_keptfrom k JOIN referrals_referral r ON r.id = k.referral_id
        WHERE k.user_id = me AND r.case_id IS NOT NULL
    );
END $$;

{_HEAD.format("duties_kept_from")}
DECLARE
    cases uuid[] := wall.cases_kept_from();
BEGIN
    IF cases = '{{}}' THEN RETURN cases; END IF;
    RETURN ARRAY(SELECT d.id FROM duties_duty d WHERE d.case_id = ANY (cases));
END $$;

{_HEAD.format("records_kept_from")}
DECLARE
    kept uuid[] := wall.referrals_kept_from() || wall.duties_kept_from() || wall.cases_kept_from();
BEGIN
    IF kept = '{{}}' THEN RETURN kept; END IF;
    RETURN kept || wall.actions_of(kept);
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0021_rooms")]
    operations = [migrations.RunSQL(SHORT, migrations.RunSQL.noop)]
