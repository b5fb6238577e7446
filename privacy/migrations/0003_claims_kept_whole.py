"""The five functions that read one claim each, in a language whose functions the planner takes as they are.

Those of `sql` it writes out into every query, 40 times in one that a wall guards, and reads their text anew each time.
"""

from django.db import migrations

CLAIMS = (
    ("kind", "text", "(wall.claims())[1]"),
    ("person", "uuid", "NULLIF((wall.claims())[2], '')::uuid"),
    ("team", "uuid", "NULLIF((wall.claims())[3], '')::uuid"),
    ("agency", "uuid", "NULLIF((wall.claims())[4], '')::uuid"),
    ("desks", "integer[]", "COALESCE(string_to_array(NULLIF((wall.claims())[5], ''), ',')::integer[], '{}')"),
)
_HEAD = "CREATE OR REPLACE FUNCTION wall.{}() RETURNS {} LANGUAGE {} STABLE AS $$"
KEPT_WHOLE = "\n".join(f"{_HEAD.format(name, of, 'plpgsql')}BEGIN RETURN {said}; END$$;" for name, of, said in CLAIMS)
WRITTEN_OUT = "\n".join(f"{_HEAD.format(name, of, 'sql')}SELECT {said}$$;" for name, of, said in CLAIMS)


class Migration(migrations.Migration):
    dependencies = [("privacy", "0002_keys")]
    operations = [migrations.RunSQL(KEPT_WHOLE, WRITTEN_OUT)]
