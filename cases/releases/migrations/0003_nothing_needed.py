"""What needs no release asks for none: `release_ends` and `release_lets` say as in 0002_wall, and read nothing for it.

A list asks both of each row, and most rows need none.
"""

from django.db import migrations

_OF_OWNER = "LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$"
_ASKED = "(of_case uuid, giver uuid, reader uuid, category text)"
_IN_FORCE = """FROM wall.release_standing r WHERE r.case_id = of_case AND r.agency_id = giver
        AND reader = ANY (r.named) AND category = ANY (r.categories) AND wall.kind() IN ('user', 'system')"""

SHORT = f"""
CREATE OR REPLACE FUNCTION wall.release_ends{_ASKED} RETURNS timestamptz {_OF_OWNER}
BEGIN
    IF category = '' THEN RETURN NULL; END IF;
    RETURN (SELECT max(r.expires_at) {_IN_FORCE});
END $$;

CREATE OR REPLACE FUNCTION wall.release_lets{_ASKED} RETURNS boolean {_OF_OWNER}
BEGIN
    IF category = '' THEN RETURN false; END IF;
    RETURN EXISTS (SELECT 1 {_IN_FORCE});
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("releases", "0002_wall")]
    operations = [migrations.RunSQL(SHORT, migrations.RunSQL.noop)]
