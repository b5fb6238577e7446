"""The ledger: an append-only table in its own schema, written through one function."""

from django.db import migrations, models

from privacy.wall import LEDGER, OWNER

LEDGER_SQL = f"""
CREATE SCHEMA ledger;
REVOKE ALL ON SCHEMA ledger FROM PUBLIC;
CREATE TABLE ledger.event (
    id uuid PRIMARY KEY,
    at timestamptz NOT NULL,
    kind text NOT NULL,
    team uuid,
    actor uuid,
    agency uuid,
    inner_of uuid,
    records uuid[] NOT NULL,
    codes text[] NOT NULL,
    transaction xid8 NOT NULL DEFAULT pg_current_xact_id(),
    body bytea NOT NULL
);
CREATE INDEX event_codes ON ledger.event USING gin (codes);
CREATE INDEX event_records ON ledger.event USING gin (records);
CREATE INDEX event_team_at ON ledger.event (team, at DESC, id DESC);
CREATE INDEX event_actor_at ON ledger.event (actor, at DESC, id DESC);
CREATE INDEX event_agency_at ON ledger.event (agency, at DESC, id DESC);

-- The body is stored as it came: it is what is hashed. The columns beside it are read out of it, never given apart.
-- The same event sent twice after a broken connection is one event.
CREATE FUNCTION ledger.append(body bytea) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE e jsonb := convert_from(body, 'UTF8')::jsonb;
BEGIN
    INSERT INTO ledger.event (id, at, kind, team, actor, agency, inner_of, records, codes, body)
    VALUES (
        (e->>'id')::uuid, (e->>'at')::timestamptz, e->>'kind', (e->>'team')::uuid, (e#>>'{{actor,id}}')::uuid,
        (e#>>'{{agency,id}}')::uuid, (e->>'inner_of')::uuid,
        ARRAY(SELECT (r->>'id')::uuid FROM jsonb_array_elements(e->'records') r),
        ARRAY(SELECT r->>'code' FROM jsonb_array_elements(e->'records') r),
        append.body
    ) ON CONFLICT (id) DO NOTHING;
END $$;

CREATE FUNCTION ledger.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the ledger is append-only'; END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON ledger.event FOR EACH ROW EXECUTE FUNCTION ledger.refuse();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON ledger.event FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse();

ALTER TABLE ledger.event ENABLE ROW LEVEL SECURITY;
ALTER TABLE ledger.event FORCE ROW LEVEL SECURITY;
CREATE POLICY event_owner ON ledger.event TO {OWNER} USING (true) WITH CHECK (true);
-- An agency bound by releases keeps its inner events from the team's auditor; its own auditor reads them.
CREATE POLICY event_auditor ON ledger.event FOR SELECT TO {LEDGER} USING (
    (SELECT wall.kind()) = 'auditor' AND team = (SELECT wall.team())
    AND (inner_of IS NULL OR inner_of = (SELECT wall.agency()))
);
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = [("privacy", "0001_wall")]
    operations = [
        migrations.RunSQL(LEDGER_SQL, "DROP SCHEMA ledger CASCADE"),
        migrations.CreateModel(
            name="Event",
            fields=[("id", models.UUIDField(primary_key=True, serialize=False))],
            options={"db_table": 'ledger"."event', "managed": False},
        ),
    ]
