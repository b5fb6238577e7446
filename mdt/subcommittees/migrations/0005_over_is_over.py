"""After its last day nobody writes anything of a subcommittee's meetings: not minutes, nor what came of items, nor who came.

Stepping back stays open: it takes sight away and changes nothing that others read.
"""

from django.db import migrations

from privacy.wall import APP

_OVER = "b.body_id = ANY ((SELECT wall.rooms_over())::uuid[])"
_OF = {
    "body": "{table}.body_id = ANY ((SELECT wall.rooms_over())::uuid[])",
    "meeting": f"EXISTS (SELECT 1 FROM meetings_meeting b WHERE b.id = {{table}}.meeting_id AND {_OVER})",
    "item": "EXISTS (SELECT 1 FROM meetings_agendaitem i JOIN meetings_meeting b ON b.id = i.meeting_id "
    f"WHERE i.id = {{table}}.item_id AND {_OVER})",
    "minutes": "EXISTS (SELECT 1 FROM meetings_minutes t JOIN meetings_meeting b ON b.id = t.meeting_id "
    f"WHERE t.id = {{table}}.minutes_id AND {_OVER})",
    "part": f"EXISTS (SELECT 1 FROM meetings_part b WHERE b.id = {{table}}.part_id AND {_OVER})",
    "series": f"EXISTS (SELECT 1 FROM meetings_series b WHERE b.id = {{table}}.series_id AND {_OVER})",
}
_TABLES = {
    "acknowledgement": "meeting",
    "addendum": "minutes",
    "attendance": "meeting",
    "holdingrules": "body",
    "knownanswer": "item",
    "lease": "meeting",
    "minutes": "meeting",
    "outcome": "item",
    "partseat": "part",
    "recusal": "meeting",
    "selection": "series",
    "serieschange": "series",
    "sitting": "meeting",
    "task": "item",
}


def _policy(table: str, command: str, of: str) -> str:
    clause = "WITH CHECK" if command == "INSERT" else "USING"
    return (
        f"CREATE POLICY {table}_room_kept_{command.lower()} ON {table} AS RESTRICTIVE FOR {command} TO {APP} "
        f"{clause} (NOT {_OF[of].format(table=table)})"
    )


POLICIES = [
    (f"meetings_{table}", command, of)
    for table, of in _TABLES.items()
    for command in ("INSERT", "UPDATE", "DELETE")
    if (table, command) != ("recusal", "INSERT")
]


class Migration(migrations.Migration):
    dependencies = [
        ("subcommittees", "0004_reports_go_with_records"),
        ("meetings", "0015_said_in_meetings_seen"),
    ]
    operations = [
        migrations.RunSQL(
            [_policy(*one) for one in POLICIES],
            [f"DROP POLICY {table}_room_kept_{command.lower()} ON {table}" for table, command, _ in POLICIES],
        )
    ]
