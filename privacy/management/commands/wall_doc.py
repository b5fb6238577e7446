"""`manage.py wall_doc` writes docs/wall.sql: what the wall says now, as the database holds it.

Migrations of many floors write it, and later ones replace what earlier ones said; here is the sum. The test database is
held to it, so that a change of a policy shows as one.
"""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connections

PAGE = settings.BASE_DIR / "docs" / "wall.sql"
HEAD = """-- What the wall says: the functions that its policies ask, and the policies of each table.
-- Written by `manage.py wall_doc`; do not edit. How it is built: docs/architecture.md.
"""
FUNCTIONS = """
SELECT pg_get_functiondef(p.oid) FROM pg_proc p
WHERE p.pronamespace = 'wall'::regnamespace AND p.prokind = 'f' ORDER BY p.proname, p.oid::regprocedure::text
"""
VIEWS = """
SELECT format(E'CREATE VIEW %I.%I%s AS\\n%s', n.nspname, c.relname,
    ' WITH (' || array_to_string(c.reloptions, ', ') || ')', pg_get_viewdef(c.oid))
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'v' AND n.nspname IN ('public', 'wall') ORDER BY n.nspname DESC, c.relname
"""
# Each table also lets its owner pass, who migrates: that policy says nothing.
POLICIES = """
SELECT tablename, policyname, permissive, cmd, roles, qual, with_check
FROM pg_policies WHERE schemaname = 'public' AND policyname <> tablename || '_owner' ORDER BY tablename, policyname
"""


def page(using: str = "owner") -> str:
    """The whole page, in SQL."""
    with connections[using].cursor() as cursor:
        cursor.execute(FUNCTIONS)
        functions = [f"{text.rstrip()};" for (text,) in cursor.fetchall()]
        cursor.execute(VIEWS)
        views = [text.rstrip() for (text,) in cursor.fetchall()]
        cursor.execute(POLICIES)
        policies = [_policy(*row) for row in cursor.fetchall()]
    return "\n\n".join([HEAD.rstrip(), *views, *functions, *policies]) + "\n"


def _policy(table: str, name: str, kind: str, command: str, roles: list[str], *said: str | None) -> str:
    using, check = said
    lines = [f"CREATE POLICY {name} ON {table} AS {kind} FOR {command} TO {', '.join(roles)}"]
    lines += [f"    USING {using}"] if using else []
    lines += [f"    WITH CHECK {check}"] if check and check != using else []
    return "\n".join(lines) + ";"


class Command(BaseCommand):
    help = "Write docs/wall.sql from the database."

    def handle(self, *args: Any, **options: Any) -> None:
        PAGE.write_text(page(), encoding="utf-8")
