"""What waits for its seal stands in a list of its own, so that sealing costs the same however long the ledger is.

A horizon of transaction numbers did it before; it fails where a dump is restored into a cluster that counts anew.
"""

from django.db import migrations

from privacy.wall import OWNER

TABLE = f"""
CREATE TABLE ledger.unsealed (event_id uuid PRIMARY KEY);
INSERT INTO ledger.unsealed
    SELECT e.id FROM ledger.event e WHERE NOT EXISTS (SELECT FROM ledger.leaf l WHERE l.event_id = e.id);
ALTER TABLE ledger.unsealed ENABLE ROW LEVEL SECURITY;
ALTER TABLE ledger.unsealed FORCE ROW LEVEL SECURITY;
CREATE POLICY unsealed_owner ON ledger.unsealed TO {OWNER} USING (true) WITH CHECK (true);
"""

FUNCTIONS = """
CREATE OR REPLACE FUNCTION ledger.append(body bytea) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE e jsonb := convert_from(body, 'UTF8')::jsonb;
BEGIN
    INSERT INTO ledger.event (id, at, kind, team, actor, agency, inner_of, records, codes, body)
    VALUES (
        (e->>'id')::uuid, (e->>'at')::timestamptz, e->>'kind', (e->>'team')::uuid, (e#>>'{actor,id}')::uuid,
        (e#>>'{agency,id}')::uuid, (e->>'inner_of')::uuid,
        ARRAY(SELECT (r->>'id')::uuid FROM jsonb_array_elements(e->'records') r),
        ARRAY(SELECT r->>'code' FROM jsonb_array_elements(e->'records') r),
        append.body
    ) ON CONFLICT (id) DO NOTHING;
    -- Seen by the sealer when this transaction commits, however late that is.
    IF FOUND THEN INSERT INTO ledger.unsealed (event_id) VALUES ((e->>'id')::uuid); END IF;
END $$;

-- Gives the committed events that wait the next indexes, at most `most` of them, and returns the new leaves.
CREATE OR REPLACE FUNCTION ledger.seal_batch(most integer) RETURNS TABLE (idx bigint, hash bytea)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE first bigint;
BEGIN
    IF wall.kind() IS DISTINCT FROM 'system' OR wall.team() IS NOT NULL THEN
        RAISE EXCEPTION 'only the sealer seals' USING ERRCODE = 'insufficient_privilege';
    END IF;
    -- One sealer at a time, until its transaction ends. Nobody who appends waits here.
    IF NOT pg_try_advisory_xact_lock(hashtextextended('ledger.seal', 0)) THEN RETURN; END IF;
    first := (SELECT COALESCE(max(l.idx) + 1, 0) FROM ledger.leaf l);
    RETURN QUERY
    WITH taken AS (
        DELETE FROM ledger.unsealed WHERE event_id IN (
            SELECT u.event_id FROM ledger.unsealed u JOIN ledger.event e ON e.id = u.event_id
            ORDER BY e.transaction, e.at, e.id LIMIT most
        ) RETURNING event_id
    ), sealed AS (
        INSERT INTO ledger.leaf (idx, event_id, hash)
        SELECT first + row_number() OVER (ORDER BY e.transaction, e.at, e.id) - 1, e.id, sha256('\\x00'::bytea || e.body)
        FROM taken JOIN ledger.event e ON e.id = taken.event_id
        WHERE NOT EXISTS (SELECT FROM ledger.leaf l WHERE l.event_id = e.id)
        RETURNING idx, hash
    ) SELECT sealed.idx, sealed.hash FROM sealed ORDER BY sealed.idx;
END $$;

CREATE OR REPLACE FUNCTION ledger.unsealed_since() RETURNS timestamptz
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF COALESCE(wall.kind(), '') NOT IN ('auditor', 'system') THEN RETURN NULL; END IF;
    RETURN (SELECT min(e.at) FROM ledger.unsealed u JOIN ledger.event e ON e.id = u.event_id);
END $$;

DROP FUNCTION ledger.known_horizon();
DROP TABLE ledger.horizon;
DROP INDEX ledger.event_transaction;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_reading")]
    operations = [
        migrations.RunSQL(TABLE, migrations.RunSQL.noop),
        migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop),
    ]
