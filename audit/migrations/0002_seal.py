"""The seal: leaves of the tree over the ledger, signed checkpoints, and what a team's auditor may count."""

from django.db import migrations, models

from privacy.wall import LEDGER, OWNER

# Every event whose transaction is below the horizon has a leaf; the horizon holds for one cluster only, since a
# restored dump counts its transactions anew.
TABLES = f"""
CREATE TABLE ledger.leaf (idx bigint PRIMARY KEY, event_id uuid NOT NULL UNIQUE, hash bytea NOT NULL);
CREATE TABLE ledger.checkpoint (
    size bigint PRIMARY KEY,
    root bytea NOT NULL,
    edge bytea NOT NULL,
    note text NOT NULL,
    key text NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE TABLE ledger.horizon (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row), cluster bigint NOT NULL, below xid8 NOT NULL
);
CREATE INDEX event_transaction ON ledger.event (transaction);

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON ledger.leaf FOR EACH ROW EXECUTE FUNCTION ledger.refuse();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON ledger.leaf FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON ledger.checkpoint FOR EACH ROW EXECUTE FUNCTION ledger.refuse();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON ledger.checkpoint FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse();

ALTER TABLE ledger.leaf ENABLE ROW LEVEL SECURITY;
ALTER TABLE ledger.leaf FORCE ROW LEVEL SECURITY;
ALTER TABLE ledger.checkpoint ENABLE ROW LEVEL SECURITY;
ALTER TABLE ledger.checkpoint FORCE ROW LEVEL SECURITY;
ALTER TABLE ledger.horizon ENABLE ROW LEVEL SECURITY;
ALTER TABLE ledger.horizon FORCE ROW LEVEL SECURITY;
CREATE POLICY leaf_owner ON ledger.leaf TO {OWNER} USING (true) WITH CHECK (true);
CREATE POLICY checkpoint_owner ON ledger.checkpoint TO {OWNER} USING (true) WITH CHECK (true);
CREATE POLICY horizon_owner ON ledger.horizon TO {OWNER} USING (true) WITH CHECK (true);
-- A checkpoint is made to be handed round: every auditor reads it, whatever the team.
CREATE POLICY checkpoint_read ON ledger.checkpoint FOR SELECT TO {LEDGER} USING (
    (SELECT wall.kind()) IN ('auditor', 'system')
);
"""

FUNCTIONS = """
CREATE FUNCTION ledger.known_horizon() RETURNS xid8 LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT COALESCE((
        SELECT h.below FROM ledger.horizon h JOIN pg_control_system() c ON c.system_identifier = h.cluster
    ), '0'::xid8)
$$;

-- Gives every committed event without a leaf the next index, at most `most` of them, and returns the new leaves.
-- The anti-join finds a transaction that committed late; the horizon only spares looking at what is long sealed.
CREATE FUNCTION ledger.seal_batch(most integer) RETURNS TABLE (idx bigint, hash bytea)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    known xid8;
    finished xid8;
    first bigint;
    taken bigint;
    last xid8;
BEGIN
    IF wall.kind() IS DISTINCT FROM 'system' OR wall.team() IS NOT NULL THEN
        RAISE EXCEPTION 'only the sealer seals' USING ERRCODE = 'insufficient_privilege';
    END IF;
    -- One sealer at a time, until its transaction ends. Nobody who appends waits here.
    IF NOT pg_try_advisory_xact_lock(hashtextextended('ledger.seal', 0)) THEN RETURN; END IF;
    known := ledger.known_horizon();
    -- Read before the events are: whatever is below has ended, so the next statement sees all of it.
    finished := pg_snapshot_xmin(pg_current_snapshot());
    first := (SELECT COALESCE(max(l.idx) + 1, 0) FROM ledger.leaf l);
    INSERT INTO ledger.leaf (idx, event_id, hash)
        SELECT first + row_number() OVER (ORDER BY e.transaction, e.at, e.id) - 1, e.id, sha256('\\x00'::bytea || e.body)
        FROM ledger.event e
        WHERE e.transaction >= known AND NOT EXISTS (SELECT FROM ledger.leaf l WHERE l.event_id = e.id)
        ORDER BY e.transaction, e.at, e.id LIMIT most;
    GET DIAGNOSTICS taken = ROW_COUNT;
    IF taken = 0 THEN RETURN; END IF;
    IF taken = most THEN
        SELECT e.transaction INTO last FROM ledger.leaf l JOIN ledger.event e ON e.id = l.event_id
            WHERE l.idx = first + taken - 1;
        finished := LEAST(finished, last);
    END IF;
    INSERT INTO ledger.horizon (cluster, below) SELECT system_identifier, finished FROM pg_control_system()
        ON CONFLICT (only_row) DO UPDATE SET cluster = EXCLUDED.cluster, below = EXCLUDED.below;
    RETURN QUERY SELECT l.idx, l.hash FROM ledger.leaf l WHERE l.idx >= first ORDER BY l.idx;
END $$;

CREATE FUNCTION ledger.add_checkpoint(size bigint, root bytea, edge bytea, note text, key text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF wall.kind() IS DISTINCT FROM 'system' OR wall.team() IS NOT NULL THEN
        RAISE EXCEPTION 'only the sealer seals' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF add_checkpoint.size IS DISTINCT FROM (SELECT max(l.idx) + 1 FROM ledger.leaf l)
        OR add_checkpoint.size <= (SELECT max(c.size) FROM ledger.checkpoint c) THEN
        RAISE EXCEPTION 'a checkpoint covers all leaves and more than the one before it';
    END IF;
    INSERT INTO ledger.checkpoint (size, root, edge, note, key)
        VALUES (add_checkpoint.size, add_checkpoint.root, add_checkpoint.edge, add_checkpoint.note, add_checkpoint.key);
END $$;

-- When the oldest event was written that still has no leaf; nothing, if all have one.
CREATE FUNCTION ledger.unsealed_since() RETURNS timestamptz
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF COALESCE(wall.kind(), '') NOT IN ('auditor', 'system') THEN RETURN NULL; END IF;
    RETURN (
        SELECT min(e.at) FROM ledger.event e WHERE e.transaction >= ledger.known_horizon()
        AND NOT EXISTS (SELECT FROM ledger.leaf l WHERE l.event_id = e.id)
    );
END $$;

-- How many events a team's auditor may not read: those of agencies bound by releases, per day and agency.
CREATE FUNCTION ledger.inner_counts(since timestamptz, until timestamptz, zone text)
RETURNS TABLE (day date, agency uuid, name text, events bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
    IF wall.kind() IS DISTINCT FROM 'auditor' OR wall.team() IS NULL THEN RETURN; END IF;
    RETURN QUERY
    SELECT counted.day, counted.agency,
        -- Named as in one of the events counted: nothing above the ledger is read.
        (SELECT convert_from(e.body, 'UTF8')::jsonb #>> '{agency,name}' FROM ledger.event e WHERE e.id = counted.one),
        counted.events
    FROM (
        SELECT (e.at AT TIME ZONE zone)::date AS day, e.inner_of AS agency, (array_agg(e.id))[1] AS one, count(*) AS events
        FROM ledger.event e
        WHERE e.team = wall.team() AND e.inner_of IS NOT NULL AND e.inner_of IS DISTINCT FROM wall.agency()
            AND e.at >= since AND e.at < until
        GROUP BY 1, 2
    ) counted ORDER BY 1 DESC, 3;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_ledger")]
    operations = [
        migrations.RunSQL(TABLES, "DROP TABLE ledger.leaf, ledger.checkpoint, ledger.horizon"),
        migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Checkpoint",
            fields=[("size", models.BigIntegerField(primary_key=True, serialize=False))],
            options={"db_table": 'ledger"."checkpoint', "managed": False},
        ),
    ]
