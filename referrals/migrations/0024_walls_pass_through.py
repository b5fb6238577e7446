"""A wall and a recusal pass through all that a record leads to, step by step; a lead alone walls another agency's people.

A report leads to its record, an action to the records of the items where it was given, and both ways round: whatever is
kept takes with it what was reported of it and given to do about it, however many steps away (docs/adr/0098).
"""

from django.db import migrations

from privacy.wall import APP, OF_SYSTEM

OF_OWNER = "LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$"

STEPS = f"""
CREATE OR REPLACE FUNCTION wall.actions_of(records uuid[]) RETURNS uuid[] {OF_OWNER}
    WITH RECURSIVE about(id) AS (
        SELECT unnest(records) UNION SELECT next.id FROM about CROSS JOIN LATERAL (
            SELECT t.action_id AS id FROM meetings_task t JOIN meetings_agendaitem i ON i.id = t.item_id WHERE i.record = about.id
            UNION ALL SELECT p.id FROM subcommittees_report p WHERE p.record = about.id
        ) next
    )
    SELECT COALESCE(array_agg(about.id), '{{}}') FROM about WHERE NOT about.id = ANY (records)
$$;

CREATE OR REPLACE FUNCTION wall.records_of_action(of_action uuid) RETURNS uuid[] {OF_OWNER}
    WITH RECURSIVE base(id) AS (
        SELECT of_action UNION SELECT next.id FROM base CROSS JOIN LATERAL (
            SELECT i.record AS id FROM meetings_task t JOIN meetings_agendaitem i ON i.id = t.item_id WHERE t.action_id = base.id
            UNION ALL SELECT p.record FROM subcommittees_report p WHERE p.id = base.id AND p.record IS NOT NULL
        ) next
    )
    SELECT COALESCE(array_agg(base.id), '{{}}') FROM base WHERE base.id <> of_action
$$;

-- For the system's eyes alone.
CREATE FUNCTION wall.records_under(of_record uuid) RETURNS uuid[] {OF_OWNER}
    SELECT wall.records_of_action(of_record) || of_record WHERE wall.kind() = 'system'
$$;

CREATE FUNCTION wall.recused_under() RETURNS uuid[] {OF_OWNER.replace("sql", "plpgsql")}
DECLARE
    recused uuid[] := wall.recused_from();
BEGIN
    IF recused = '{{}}' THEN RETURN recused; END IF;
    RETURN ARRAY(SELECT under.id FROM unnest(recused) r(id)
                 CROSS JOIN LATERAL unnest(wall.records_of_action(r.id) || r.id) under(id));
END $$;
"""

# As in 0022_kept_lists_short, of what the records lead to.
LISTS = f"""
CREATE OR REPLACE FUNCTION wall.cases_walled() RETURNS uuid[] {OF_OWNER.replace("sql", "plpgsql")}
DECLARE
    me uuid := wall.person();
    recused uuid[] := wall.recused_under();
    walled uuid[] := ARRAY(SELECT w.case_id FROM cases_casewall w WHERE w.user_id = me AND w.ended_at IS NULL);
BEGIN
    IF recused = '{{}}' THEN RETURN walled; END IF;
    RETURN walled || ARRAY(
        SELECT r.case_id FROM referrals_referral r WHERE r.id = ANY (recused) AND r.case_id IS NOT NULL
        UNION SELECT d.case_id FROM duties_duty d WHERE d.id = ANY (recused) AND d.case_id IS NOT NULL
        UNION SELECT c.id FROM cases_case c WHERE c.id = ANY (recused)
    );
END $$;

CREATE OR REPLACE FUNCTION wall.referrals_kept_from() RETURNS uuid[] {OF_OWNER.replace("sql", "plpgsql")}
DECLARE
    me uuid := wall.person();
    walled uuid[] := wall.cases_walled();
    kept uuid[] := wall.recused_under() || ARRAY(SELECT k.referral_id FROM referrals_keptfrom k WHERE k.user_id = me);
BEGIN
    IF walled = '{{}}' THEN RETURN kept; END IF;
    RETURN kept || ARRAY(SELECT r.id FROM referrals_referral r WHERE r.case_id = ANY (walled));
END $$;

CREATE OR REPLACE FUNCTION wall.people_kept_from(of_record uuid) RETURNS uuid[] {OF_OWNER}
    WITH asked AS (
        SELECT of_record AS id UNION SELECT unnest(wall.records_of_action(of_record))
    ), its AS (
        SELECT r.case_id AS id FROM referrals_referral r WHERE r.id IN (SELECT id FROM asked)
        UNION SELECT d.case_id FROM duties_duty d WHERE d.id IN (SELECT id FROM asked)
        UNION SELECT c.id FROM cases_case c WHERE c.id IN (SELECT id FROM asked)
    ), records AS (
        SELECT id FROM asked UNION SELECT id FROM its
        UNION SELECT r.id FROM referrals_referral r WHERE r.case_id IN (SELECT id FROM its)
        UNION SELECT d.id FROM duties_duty d WHERE d.case_id IN (SELECT id FROM its)
    ), said AS (
        SELECT id FROM records UNION SELECT unnest(wall.actions_of(ARRAY(SELECT id FROM records WHERE id IS NOT NULL)))
    )
    SELECT COALESCE(array_agg(kept.user_id), '{{}}') FROM (
        SELECT k.user_id FROM referrals_keptfrom k WHERE k.referral_id IN (SELECT id FROM asked) OR
            (k.referral_id IN (SELECT id FROM records) AND NOT EXISTS (SELECT 1 FROM referrals_referral r WHERE r.id IN (SELECT id FROM asked)))
        UNION SELECT w.user_id FROM cases_casewall w WHERE w.case_id IN (SELECT id FROM its) AND w.ended_at IS NULL
        UNION SELECT m.user_id FROM meetings_recusal s JOIN team_membership m ON m.id = s.place_id
            WHERE s.record IN (SELECT id FROM said) AND s.ended_at IS NULL
    ) kept WHERE wall.kind() = 'system'
$$;
"""

# What a room reported in words alone goes with whoever stepped back from it.
OF_WORDS = f"""
CREATE POLICY subcommittees_report_not_left ON subcommittees_report AS RESTRICTIVE FOR ALL TO {APP}
    USING (NOT id = ANY ((SELECT wall.records_kept_from())::uuid[]))
"""

# An agency's lead keeps a case from another agency's people and opens it to them again, or who prepares a meeting does.
LEADS = f"""(
    ({OF_SYSTEM}) OR body_id IS NOT NULL
    OR EXISTS (SELECT 1 FROM team_membership m WHERE m.user_id = cases_casewall.user_id AND m.team_id = cases_casewall.team_id
        AND m.agency_id = (SELECT wall.agency()) AND m.ended_at IS NULL)
    OR EXISTS (SELECT 1 FROM team_membership m WHERE m.user_id = (SELECT wall.person()) AND m.team_id = cases_casewall.team_id
        AND m.agency_id = (SELECT wall.agency()) AND m.ended_at IS NULL AND m.roles && ARRAY['agency_lead']::varchar[])
)"""
BY_LEADS = f"""
CREATE POLICY cases_casewall_by_leads ON cases_casewall AS RESTRICTIVE FOR INSERT TO {APP} WITH CHECK {LEADS};
CREATE POLICY cases_casewall_lifted_by_leads ON cases_casewall AS RESTRICTIVE FOR UPDATE TO {APP} USING {LEADS};
"""
NOT_BY_LEADS = """
DROP POLICY cases_casewall_lifted_by_leads ON cases_casewall;
DROP POLICY cases_casewall_by_leads ON cases_casewall;
"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0023_looks_in_rooms"), ("subcommittees", "0004_reports_go_with_records")]
    operations = [
        # No way back: what stood before would let through what these hold.
        migrations.RunSQL(STEPS),
        migrations.RunSQL(LISTS),
        migrations.RunSQL(OF_WORDS, "DROP POLICY subcommittees_report_not_left ON subcommittees_report"),
        migrations.RunSQL(BY_LEADS, NOT_BY_LEADS),
    ]
