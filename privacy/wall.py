"""The second wall: PostgreSQL row-level security behind a signed, per-transaction context.

`visible_to(user)` is the filter; the wall is what remains when somebody forgets it. Each transaction sets
`mdt.context` to a token signed with a key that only the database's owner and this process hold. Setting names
in PostgreSQL are free for everyone to set, so an unsigned context would stop mistakes but not SQL injection.
"""

import hashlib
import hmac
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from django.conf import settings
from django.db import connections, transaction
from django.db.migrations import RunSQL

OWNER = "mdt_owner"
APP = "mdt_app"
LEDGER = "mdt_ledger"

_SET = "SELECT current_setting('mdt.context', true), set_config('mdt.context', %s, true)"


@dataclass(frozen=True)
class Claims:
    """What a context asserts: who acts, of which kind, in which team, for which agency and desks.

    `kind` is "user", "auditor" or "system"; a system context with no team sees every team.
    """

    kind: str
    user: UUID | None = None
    team: UUID | None = None
    agency: UUID | None = None
    desks: Sequence[int] = ()


class Walled(Protocol):
    """Anybody whom the wall can know."""

    def wall_claims(self) -> Claims: ...


def sign(claims: Claims, backend_pid: int, expires: int) -> str:
    """The token for one database connection: seven fields joined by `~`, then their HMAC-SHA-256 (RFC 2104) in hex."""
    body = "~".join(
        [
            claims.kind,
            str(claims.user or ""),
            str(claims.team or ""),
            str(claims.agency or ""),
            ",".join(map(str, claims.desks)),
            str(expires),
            str(backend_pid),
        ]
    )
    key = bytes.fromhex(settings.WALL_KEY)
    return f"{body}~{hmac.new(key, body.encode(), hashlib.sha256).hexdigest()}"


@contextmanager
def acting(claims: Claims, using: str = "default") -> Iterator[None]:
    """Open a transaction in which the wall lets `claims` through, and put back what was set before.

    The outermost transaction's end clears the setting by itself; only a nested one must restore it, and then
    even after an error the savepoint's rollback has restored it already.
    """
    connection = connections[using]
    nested = connection.in_atomic_block
    with transaction.atomic(using=using):
        before = _set_context(using, claims)
        yield
        if nested:
            with connection.cursor() as cursor:
                cursor.execute(_SET, [before])


def _set_context(using: str, claims: Claims) -> str:
    connection = connections[using]
    with connection.cursor() as cursor:
        expires = int(time.time()) + settings.WALL_CONTEXT_SECONDS
        cursor.execute(_SET, [sign(claims, connection.connection.info.backend_pid, expires)])
        return cursor.fetchone()[0] or ""


def acting_as(user: Walled, using: str = "default") -> AbstractContextManager[None]:
    """`with acting_as(user):` a transaction in which only what the wall shows `user` exists."""
    return acting(user.wall_claims(), using)


def acting_as_system(team: UUID | None = None) -> AbstractContextManager[None]:
    """A job's transaction: one team, or every team for a tick that looks for what is due."""
    return acting(Claims(kind="system", team=team))


# What a migration says --------------------------------------------------------------------------------------

IN_TEAM = "team_id = (SELECT wall.team())"
# The comparison stands inside the subquery: the planner takes a plain yes or no for as likely as not, but "= 'system'"
# for one in 200, and then reads and sorts a whole list where its first rows, in an index's order, would do.
OF_SYSTEM = "(SELECT wall.kind() = 'system') AND ((SELECT wall.team()) IS NULL OR team_id = (SELECT wall.team()))"

# Declared by a function in plpgsql: whoever acts, read once. Each of `wall.kind()` and its sisters checks the context's
# signature anew, and policies ask such functions several times in a statement.
WHO_ACTS = """
    claims text[] := wall.claims();
    my_kind text := claims[1];
    me uuid := NULLIF(claims[2], '')::uuid;
    my_team uuid := NULLIF(claims[3], '')::uuid;
    my_agency uuid := NULLIF(claims[4], '')::uuid;
"""


def build_wall(
    table: str, *, read: str, insert: str, update: str = "false", delete: str = "false", system: str = OF_SYSTEM
) -> RunSQL:
    """Enable and force row-level security on `table`, with one policy per command for the app's role.

    Each argument is an SQL condition on the row; name the table's columns in full inside subqueries, since an
    unqualified `id` binds to the inner table and lets foreign rows through. The owner gets a policy of its own,
    because FORCE hides rows from the owner's data migrations too. `system` is what a job may reach: of its team, unless
    the table belongs to none.
    """
    name = table.replace(".", "_").replace('"', "")
    statements: list[str | tuple[str, Any]] = [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY {name}_owner ON {table} TO {OWNER} USING (true) WITH CHECK (true)",
        f"CREATE POLICY {name}_read ON {table} FOR SELECT TO {APP} USING (({read}) OR ({system}))",
        f"CREATE POLICY {name}_insert ON {table} FOR INSERT TO {APP} WITH CHECK (({insert}) OR ({system}))",
        f"CREATE POLICY {name}_update ON {table} FOR UPDATE TO {APP} USING (({update}) OR ({system}))",
        f"CREATE POLICY {name}_delete ON {table} FOR DELETE TO {APP} USING (({delete}) OR ({system}))",
    ]
    return RunSQL(statements, f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
