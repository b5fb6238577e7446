"""Whether releases let a referral go to a body is told to the agency that would put it there, and to jobs.

The other side would learn from it that a release-bound agency holds a release for the case.
"""

import importlib

from django.db import migrations

releases = importlib.import_module("referrals.migrations.0014_release_wall")
rooms = importlib.import_module("referrals.migrations.0021_rooms")

_HEAD = "LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$"
_start = releases.DECIDE.index("CREATE FUNCTION wall.put_forward_lets(")
LETS = str(releases.DECIDE[_start : releases.DECIDE.index("$$;", _start) + 3])
# Of the owner's alone (privacy/rights.py): asked for any holder.
STANDS = LETS.replace("wall.put_forward_lets(", "wall.put_forward_stands(")
FOR_ONESELF = f"""
CREATE OR REPLACE FUNCTION wall.put_forward_lets(of_referral uuid, holder uuid, of_body uuid) RETURNS boolean {_HEAD}
    SELECT (wall.kind() = 'system' OR holder = wall.agency()) AND wall.put_forward_stands(of_referral, holder, of_body)
$$;
"""
IN_ROOMS = rooms.ROOMS.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
MADE = STANDS + FOR_ONESELF + IN_ROOMS.replace("wall.put_forward_lets(", "wall.put_forward_stands(")
DROPPED = (
    IN_ROOMS
    + LETS.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
    + "DROP FUNCTION wall.put_forward_stands(uuid, uuid, uuid);"
)


class Migration(migrations.Migration):
    dependencies = [("referrals", "0029_said_at_meetings"), ("releases", "0004_ask_for_oneself")]
    operations = [migrations.RunSQL(MADE, DROPPED)]
