"""Who has seen a referral tells of a meeting only where the event names one of a main body.

What somebody wrote, turned to or put on an agenda in a room names no meeting, nor does that they stepped back, or told a
presenter something: whoever did it finds it, and no colleague.
"""

import importlib

from django.db import migrations

before = importlib.import_module("referrals.migrations.0023_looks_in_rooms")

AT_MEETINGS = ("action", "agenda", "lease", "meeting", "minutes", "outcome", "presenter", "queue", "recusal", "room")
_LISTED = ", ".join(f"'{kind}'" for kind in AT_MEETINGS)
NAMES_A_MEETING = f"""AND (d.mine OR split_part(e.kind, '.', 1) NOT IN ({_LISTED}) OR EXISTS (
            SELECT 1 FROM meetings_meeting t JOIN team_body g ON g.id = t.body_id
            WHERE t.id = ANY (e.records) AND NOT g.subcommittee
        ))
        AND (e.at, e.id) < (before_at, before_id)"""
SEEN_BY = before.SEEN_BY.replace("AND (e.at, e.id) < (before_at, before_id)", NAMES_A_MEETING)


class Migration(migrations.Migration):
    dependencies = [("referrals", "0028_reports_by_their_records")]
    operations = [migrations.RunSQL(SEEN_BY, before.SEEN_BY)]
