"""The wall's schema: the pads of its signing key and the functions that read a signed context.

It runs before every other migration, so that each table can be walled in the migration that makes it.
"""

from django.db import migrations

# HMAC-SHA-256 (RFC 2104) from the built-in sha256(), since pgcrypto is not in every PostgreSQL. The pads are the
# key XORed with 0x36 and 0x5c, 64 bytes each, computed once by privacy/rights.py.
SCHEMA = """
CREATE SCHEMA wall;
REVOKE ALL ON SCHEMA wall FROM PUBLIC;
CREATE TABLE wall.pads (only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row), inner_pad bytea NOT NULL, outer_pad bytea NOT NULL);

CREATE FUNCTION wall.claims() RETURNS text[] LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    parts text[] := string_to_array(current_setting('mdt.context', true), '~');
    pads wall.pads;
    mac bytea;
BEGIN
    IF array_length(parts, 1) IS DISTINCT FROM 8 THEN RETURN NULL; END IF;
    SELECT * INTO pads FROM wall.pads;
    IF NOT FOUND THEN RETURN NULL; END IF;
    mac := sha256(pads.outer_pad || sha256(pads.inner_pad || convert_to(array_to_string(parts[1:7], '~'), 'UTF8')));
    IF encode(mac, 'hex') IS DISTINCT FROM parts[8] THEN RETURN NULL; END IF;
    IF parts[7]::integer <> pg_backend_pid() OR parts[6]::bigint < extract(epoch FROM clock_timestamp()) THEN RETURN NULL; END IF;
    RETURN parts;
END $$;

CREATE FUNCTION wall.kind() RETURNS text LANGUAGE sql STABLE AS 'SELECT (wall.claims())[1]';
CREATE FUNCTION wall.person() RETURNS uuid LANGUAGE sql STABLE AS $$SELECT NULLIF((wall.claims())[2], '')::uuid$$;
CREATE FUNCTION wall.team() RETURNS uuid LANGUAGE sql STABLE AS $$SELECT NULLIF((wall.claims())[3], '')::uuid$$;
CREATE FUNCTION wall.agency() RETURNS uuid LANGUAGE sql STABLE AS $$SELECT NULLIF((wall.claims())[4], '')::uuid$$;
CREATE FUNCTION wall.desks() RETURNS integer[] LANGUAGE sql STABLE AS $$SELECT COALESCE(string_to_array(NULLIF((wall.claims())[5], ''), ',')::integer[], '{}')$$;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    run_before = [("contenttypes", "0001_initial")]
    operations = [migrations.RunSQL(SCHEMA, "DROP SCHEMA wall CASCADE")]
