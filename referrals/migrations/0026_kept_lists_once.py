"""The lists of what is kept from whom say the same as in 0024_walls_pass_through, after one look whether there is anything.

Every policy asks for them, several times in a statement. From most people nothing is kept: then one query has said so,
where each list asked three, and its sisters again.
"""

from django.db import migrations

_HEAD = (
    "CREATE OR REPLACE FUNCTION wall.{}() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER "
    "SET search_path = public, pg_temp AS $$\nDECLARE\n    me uuid := wall.person();\nBEGIN"
)
_WALLED = "SELECT w.case_id FROM cases_casewall w WHERE w.user_id = me AND w.ended_at IS NULL"
_KEPT = "SELECT k.referral_id FROM referrals_keptfrom k WHERE k.user_id = me"
# Each list comes of a wall, a recusal, or a sender's own list, and of nothing else.
UNLESS_ANY = f"""
    IF NOT (EXISTS ({_WALLED}) OR EXISTS ({_KEPT}) OR EXISTS (
        SELECT r.record FROM meetings_recusal r JOIN team_membership m ON m.id = r.place_id
        WHERE m.user_id = me AND r.ended_at IS NULL)) THEN RETURN '{{}}'; END IF;"""

LISTS = f"""
{_HEAD.format("cases_walled")}{UNLESS_ANY}
    DECLARE
        recused uuid[] := wall.recused_under();
    BEGIN
        RETURN ARRAY({_WALLED}) || ARRAY(
            SELECT r.case_id FROM referrals_referral r WHERE r.id = ANY (recused) AND r.case_id IS NOT NULL
            UNION SELECT d.case_id FROM duties_duty d WHERE d.id = ANY (recused) AND d.case_id IS NOT NULL
            UNION SELECT c.id FROM cases_case c WHERE c.id = ANY (recused)
        );
    END;
END $$;

{_HEAD.format("referrals_kept_from")}{UNLESS_ANY}
    DECLARE
        walled uuid[] := wall.cases_walled();
    BEGIN
        RETURN wall.recused_under() || ARRAY({_KEPT})
            || ARRAY(SELECT r.id FROM referrals_referral r WHERE r.case_id = ANY (walled));
    END;
END $$;

{_HEAD.format("cases_kept_from")}{UNLESS_ANY}
    RETURN wall.cases_walled() || ARRAY(
        SELECT r.case_id FROM referrals_keptfrom k JOIN referrals_referral r ON r.id = k.referral_id
        WHERE k.user_id = me AND r.case_id IS NOT NULL
    );
END $$;

{_HEAD.format("duties_kept_from")}{UNLESS_ANY}
    DECLARE
        cases uuid[] := wall.cases_kept_from();
    BEGIN
        RETURN ARRAY(SELECT d.id FROM duties_duty d WHERE d.case_id = ANY (cases));
    END;
END $$;

{_HEAD.format("records_kept_from")}{UNLESS_ANY}
    DECLARE
        kept uuid[] := wall.referrals_kept_from() || wall.duties_kept_from() || wall.cases_kept_from();
    BEGIN
        RETURN kept || wall.actions_of(kept);
    END;
END $$;

{_HEAD.format("papers_kept_from")}{UNLESS_ANY}
    DECLARE
        cases uuid[] := wall.cases_kept_from();
        referrals uuid[] := wall.referrals_kept_from();
    BEGIN
        RETURN ARRAY(
            SELECT r.id FROM releases_release r WHERE r.case_id = ANY (cases)
            UNION SELECT s.id FROM referrals_stoprequest s WHERE s.draft_id = ANY (referrals)
        );
    END;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0025_rules_for_duties"), ("subcommittees", "0004_reports_go_with_records")]
    operations = [migrations.RunSQL(LISTS, migrations.RunSQL.noop)]
