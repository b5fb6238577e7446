"""What somebody stepped back from, and what is kept from them, is gone in all that belongs to its case.

A wall on a case and a recusal close every referral of the case, also those to come; what a sender keeps from people at
one receiver (`referrals_keptfrom`) closes that referral, and the case's other papers, as before (docs/adr/0098).
"""

import importlib

from django.db import migrations

from privacy.wall import APP, IN_TEAM, OF_SYSTEM

first = importlib.import_module("referrals.migrations.0002_wall")
releases = importlib.import_module("referrals.migrations.0014_release_wall")
KEPT = first.KEPT

LISTS = """
CREATE OR REPLACE FUNCTION wall.cases_walled() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT COALESCE(array_agg(walled.case_id), '{}') FROM (
        SELECT w.case_id FROM cases_casewall w WHERE w.user_id = wall.person() AND w.ended_at IS NULL
        UNION SELECT r.case_id FROM referrals_referral r WHERE r.id = ANY (wall.recused_from())
        UNION SELECT d.case_id FROM duties_duty d WHERE d.id = ANY (wall.recused_from())
        UNION SELECT c.id FROM cases_case c WHERE c.id = ANY (wall.recused_from())
    ) walled WHERE walled.case_id IS NOT NULL
$$;

CREATE OR REPLACE FUNCTION wall.referrals_kept_from() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT COALESCE(array_agg(kept.id), '{}') FROM (
        SELECT k.referral_id AS id FROM referrals_keptfrom k WHERE k.user_id = wall.person()
        UNION SELECT r.id FROM referrals_referral r WHERE r.case_id = ANY (wall.cases_walled())
        UNION SELECT unnest(wall.recused_from())
    ) kept
$$;

CREATE OR REPLACE FUNCTION wall.cases_kept_from() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT COALESCE(array_agg(kept.id), '{}') FROM (
        SELECT r.case_id AS id FROM referrals_keptfrom k JOIN referrals_referral r ON r.id = k.referral_id
        WHERE k.user_id = wall.person() AND r.case_id IS NOT NULL
        UNION SELECT unnest(wall.cases_walled())
    ) kept
$$;

CREATE OR REPLACE FUNCTION wall.records_kept_from() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH kept AS (SELECT wall.referrals_kept_from() || wall.duties_kept_from() || wall.cases_kept_from() AS ids)
    SELECT ids || wall.actions_of(ids) FROM kept
$$;

CREATE FUNCTION wall.papers_kept_from() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT COALESCE(array_agg(kept.id), '{}') FROM (
        SELECT r.id FROM releases_release r WHERE r.case_id = ANY (wall.cases_kept_from())
        UNION SELECT s.id FROM referrals_stoprequest s WHERE s.draft_id = ANY (wall.referrals_kept_from())
    ) kept
$$;

CREATE OR REPLACE FUNCTION wall.people_kept_from(of_record uuid) RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
    )
    SELECT COALESCE(array_agg(kept.user_id), '{}') FROM (
        SELECT k.user_id FROM referrals_keptfrom k WHERE k.referral_id IN (SELECT id FROM asked) OR
            (k.referral_id IN (SELECT id FROM records) AND NOT EXISTS (SELECT 1 FROM referrals_referral r WHERE r.id IN (SELECT id FROM asked)))
        UNION SELECT w.user_id FROM cases_casewall w WHERE w.case_id IN (SELECT id FROM its) AND w.ended_at IS NULL
        UNION SELECT m.user_id FROM meetings_recusal s JOIN team_membership m ON m.id = s.place_id
            WHERE s.record IN (SELECT id FROM records) AND s.ended_at IS NULL
    ) kept WHERE wall.kind() = 'system'
$$;
"""

# As in 0014, with the one list.
_LISTED = "NOT r.id = ANY (wall.referrals_kept_from())"
_KEPT_ROW = (
    "NOT EXISTS (\n            SELECT 1 FROM referrals_keptfrom kept WHERE kept.referral_id = r.id "
    "AND kept.user_id = wall.person()\n        )"
)
_KEPT_LINE = (
    "NOT EXISTS (SELECT 1 FROM referrals_keptfrom kept WHERE kept.referral_id = r.id AND kept.user_id = wall.person())"
)
HELD = releases.HELD.replace(_KEPT_ROW, _LISTED)
ENDED = releases.ENDED.replace(_KEPT_LINE, _LISTED).replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")

# What is kept is kept as a draft too: one begun for a case that is walled later.
_GRANTED = releases._GRANTED.replace(f" AND NOT referrals_referral.id = {KEPT}", "")
_NOT_KEPT = f"NOT referrals_referral.id = {KEPT}"
_SEEN = (
    f"{first.PERSON} AND {IN_TEAM} AND {_NOT_KEPT} AND (({first.DRAFT_OF_MINE}) OR ({_GRANTED} AND {releases._LET}))"
)
_DRAFT_DELETED = f"{IN_TEAM} AND {_NOT_KEPT} AND {first.DRAFT_OF_MINE}"


def _alter(policy: str, condition: str) -> str:
    return f"ALTER POLICY {policy} ON referrals_referral USING (({condition}) OR ({OF_SYSTEM}));"


POLICIES = f"""
{_alter("referrals_referral_read", _SEEN)}
{_alter("referrals_referral_update", f"{_SEEN} AND {first.PARTY}")}
{_alter("referrals_referral_delete", _DRAFT_DELETED)}
"""
POLICIES_BEFORE = f"""
{_alter("referrals_referral_read", releases._SEEN)}
{_alter("referrals_referral_update", f"{releases._SEEN} AND {first.PARTY}")}
{_alter("referrals_referral_delete", f"{IN_TEAM} AND {first.DRAFT_OF_MINE}")}
"""

# Rows beside a referral or a case that their own agency could read, or change unread, without looking at it.
_BESIDE = (
    ("referrals_putforward", f"NOT referral_id = {KEPT}"),
    ("referrals_keptfrom", f"NOT referral_id = {KEPT}"),
    ("referrals_referralpersongrant", f"NOT content_object_id = {KEPT}"),
    ("referrals_stoprequest", f"NOT draft_id = {KEPT}"),
    ("releases_release", "case_id IS NULL OR NOT case_id = ANY ((SELECT wall.cases_kept_from())::uuid[])"),
)
NARROWED = [
    f"CREATE POLICY {table}_not_kept ON {table} AS RESTRICTIVE FOR ALL TO {APP} USING ({rule})"
    for table, rule in _BESIDE
]
WIDENED = [f"DROP POLICY {table}_not_kept ON {table}" for table, _ in _BESIDE]
OF_PAPERS = (
    f"CREATE POLICY notices_notice_no_kept_paper ON notices_notice AS RESTRICTIVE FOR SELECT TO {APP} "
    "USING (NOT record_id = ANY ((SELECT wall.papers_kept_from())::uuid[]))"
)

# An agency keeps from people only a case that it holds, by a referral or a duty.
BY_HOLDERS = f"""
CREATE POLICY cases_casewall_by_holders ON cases_casewall AS RESTRICTIVE FOR INSERT TO {APP} WITH CHECK (
    {releases.SYSTEM} OR body_id IS NOT NULL
    OR EXISTS (SELECT 1 FROM referrals_referral r WHERE r.case_id = cases_casewall.case_id AND wall.referrals_held(r.id))
    OR EXISTS (SELECT 1 FROM duties_duty d WHERE d.case_id = cases_casewall.case_id AND d.agency_id = (SELECT wall.agency()))
)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0018_grants_kept_from"),
        ("cases", "0004_walls_on_people"),
        ("meetings", "0010_recusals"),
        ("duties", "0002_wall"),
        ("releases", "0002_wall"),
    ]
    operations = [
        # No way back: what stood before knows of no wall on a person.
        migrations.RunSQL(LISTS),
        migrations.RunSQL(HELD),
        migrations.RunSQL(ENDED),
        migrations.RunSQL(POLICIES, POLICIES_BEFORE),
        migrations.RunSQL(NARROWED, WIDENED),
        migrations.RunSQL(OF_PAPERS, "DROP POLICY notices_notice_no_kept_paper ON notices_notice"),
        migrations.RunSQL(BY_HOLDERS, "DROP POLICY cases_casewall_by_holders ON cases_casewall"),
    ]
