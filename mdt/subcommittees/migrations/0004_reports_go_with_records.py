"""A report on an agenda is gone with its record for whom that is kept from, and nothing is changed unread (docs/adr/0098)."""

from django.db import migrations

from privacy.wall import APP

KEPT = "ANY ((SELECT wall.records_kept_from())::uuid[])"
TABLES = ("subcommittees_queueitem", "subcommittees_report")

# A report stands on agendas as a record of its own: it goes with what it is about, as an action does.
REPORTS = """
CREATE OR REPLACE FUNCTION wall.actions_of(records uuid[]) RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT COALESCE(array_agg(about.id), '{}') FROM (
        SELECT t.action_id AS id FROM meetings_task t JOIN meetings_agendaitem i ON i.id = t.item_id WHERE i.record = ANY (records)
        UNION SELECT p.id FROM subcommittees_report p WHERE p.record = ANY (records)
    ) about
$$;

CREATE OR REPLACE FUNCTION wall.records_of_action(of_action uuid) RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT COALESCE(array_agg(about.id), '{}') FROM (
        SELECT i.record AS id FROM meetings_task t JOIN meetings_agendaitem i ON i.id = t.item_id WHERE t.action_id = of_action
        UNION SELECT p.record FROM subcommittees_report p WHERE p.id = of_action AND p.record IS NOT NULL
    ) about
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("subcommittees", "0003_kept_and_minutes"), ("meetings", "0010_recusals")]
    operations = [
        # No way back: what stood before lets a report through.
        migrations.RunSQL(REPORTS),
        migrations.RunSQL(
            [
                f"CREATE POLICY {table}_kept_unread ON {table} AS RESTRICTIVE FOR UPDATE TO {APP} "
                f"USING (record IS NULL OR NOT record = {KEPT})"
                for table in TABLES
            ],
            [f"DROP POLICY {table}_kept_unread ON {table}" for table in TABLES],
        ),
    ]
