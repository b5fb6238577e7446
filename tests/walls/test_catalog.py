"""Each table that points to a record or a case asks what is kept from whoever acts: its policies say so."""

import re

from django.db import connections

# By what else: these follow a row that does, or, where one record of a case alone is kept, stay for the rest of it.
FOLLOWS = {
    "cases_caseshare": "wall.cases_walled",
    "cases_casewall": "cases_case",
    "meetings_recusal": "meetings_agendaitem",
    "referrals_step": "wall.referrals_held",
    "duties_proof": "duties_duty",
}
ASKS = re.compile(r"wall\.(records|referrals|cases|duties)_kept_from")


def test_every_table_that_points_to_a_case_asks_what_is_kept(db: None) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("""
            SELECT c.table_name, COALESCE((
                SELECT string_agg(p.qual, ' ') FROM pg_policies p WHERE p.tablename = c.table_name
                AND p.cmd IN ('SELECT', 'ALL') AND p.roles = '{mdt_app}'
            ), '') FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
            WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'
            AND c.column_name IN ('record', 'record_id', 'case_id', 'referral_id', 'content_object_id') ORDER BY 1
        """)
        rules = dict(cursor.fetchall())

    asking = {table for table, rule in rules.items() if ASKS.search(rule) or FOLLOWS.get(table, "?") in rule}
    # A key of a sealed record opens nothing by itself, and is read by the record's own key.
    assert set(rules) - asking == {"privacy_datakey"}
    assert {"subcommittees_queueitem", "subcommittees_report", "releases_release", "notices_notice"} <= asking
