"""What a release lets is told to its giver's agency, to the agency that asks for itself, and to jobs.

Before, whoever could send a statement of their own and knew a case asked whether a shelter holds a release for it: that it
does tells that the person is there. `release_names` is asked by functions of the owner's alone (privacy/rights.py).
"""

import importlib

from django.db import migrations

first = importlib.import_module("cases.releases.migrations.0002_wall")
before = importlib.import_module("cases.releases.migrations.0003_nothing_needed")

_ANYBODY = "wall.kind() IN ('user', 'system')"
_ONESELF = "(wall.kind() = 'system' OR wall.kind() = 'user' AND wall.agency() IN (giver, {other}))"
ASKED = before.SHORT.replace(_ANYBODY, _ONESELF.format(other="reader"))


def _first(name: str) -> str:
    start = first.FUNCTIONS.index(f"CREATE FUNCTION wall.{name}(")
    end = first.FUNCTIONS.index("$$;", start) + 3
    return str(first.FUNCTIONS[start:end]).replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")


ANSWERS = _first("release_lets_answers").replace(_ANYBODY, _ONESELF.format(other="receiver"))
STANDS = """
CREATE OR REPLACE FUNCTION wall.release_stands(release uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM wall.release_standing r WHERE r.id = release
        AND (wall.kind() = 'system' OR r.agency_id = wall.agency()))
$$;
"""
AS_BEFORE = before.SHORT + _first("release_lets_answers") + _first("release_stands")


class Migration(migrations.Migration):
    dependencies = [("releases", "0003_nothing_needed")]
    operations = [migrations.RunSQL(ASKED + ANSWERS + STANDS, AS_BEFORE)]
