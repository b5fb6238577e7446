"""A PostgreSQL server of one's own in place of ours: `DATABASE_URL` names it and a role that may make roles.

That role is used once, to make our three roles and their database; its password is kept nowhere.
"""

from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from config.launcher.problems import Exit, Problem

OLDEST = 15
MAINTENANCE = "postgres"
_TLS = ("sslmode", "sslrootcert", "sslcert", "sslkey")
_DEFAULT_NAME = "mdt"


def _problem(sentence: str) -> Problem:
    return Problem(Exit.SERVER_UNUSABLE, sentence)


def place(url: str) -> dict[str, Any]:
    """Host, port, name and TLS settings in `url`, as `services.json` keeps them.

    Without a database's name, or with the maintenance database's, a database `mdt` is made.

    Raises:
        Problem: libpq cannot read it.
    """
    try:
        parts = conninfo_to_dict(url)
    except psycopg.ProgrammingError:
        raise _problem("DATABASE_URL cannot be read. It looks like postgresql://role:password@host/mdt") from None
    name = str(parts.get("dbname") or MAINTENANCE)
    return {
        "host": str(parts.get("host") or "localhost"),
        "port": int(parts.get("port") or 5432),
        "name": _DEFAULT_NAME if name == MAINTENANCE else name,
        "tls": {key: str(parts[key]) for key in _TLS if key in parts},
    }


def connect(where: dict[str, Any], login: dict[str, str], name: str | None = None) -> psycopg.Connection[Any]:
    """Connect in autocommit to the database at `where`, or to another one `name` on that server.

    Raises:
        Problem: the server does not answer, or refuses this role.
    """
    try:
        return psycopg.connect(
            host=where["host"],
            port=where["port"],
            dbname=name or where["name"],
            user=login["user"],
            password=login["password"],
            connect_timeout=5,
            autocommit=True,
            **where.get("tls", {}),
        )
    except psycopg.OperationalError as error:
        reason = str(error).strip().rpartition("FATAL:")[2].strip().splitlines()[-1]
        raise _problem(f"The database server at {where['host']} does not let {login['user']} in: {reason}.") from None


def check_version(connection: psycopg.Connection[Any]) -> None:
    """Refuse a server that is too old."""
    major = connection.info.server_version // 10000
    if major < OLDEST:
        raise _problem(f"The database server is PostgreSQL {major}; {OLDEST} or newer is needed.")


def connect_as_admin(url: str) -> psycopg.Connection[Any]:
    """Connect as the role that `url` names, to the database that it names."""
    parts = conninfo_to_dict(url)
    login = {"user": str(parts.get("user") or ""), "password": str(parts.get("password") or "")}
    return connect(place(url), login, str(parts.get("dbname") or MAINTENANCE))


def check(admin: psycopg.Connection[Any], where: dict[str, Any], *, ours: bool) -> None:
    """See whether roles and database can be made; changes nothing. `ours`: an earlier try may have made some.

    Raises:
        Problem: too old, too few rights, or in use by another installation.
    """
    check_version(admin)
    allowed = admin.execute(
        "SELECT rolsuper OR (rolcreaterole AND rolcreatedb) FROM pg_roles WHERE rolname = current_user"
    ).fetchone()
    if allowed != (True,):
        raise _problem("The role in DATABASE_URL may not make roles and databases; it needs CREATEROLE and CREATEDB.")
    there = _known(admin, where)
    if there and not ours:
        raise _problem(
            f"The server knows the role {min(there)} already, so another installation uses it. "
            "Bring that installation's services.json, or name another server."
        )
    tables = "SELECT 1 FROM pg_tables WHERE schemaname = 'public' LIMIT 1"
    if admin.info.dbname == where["name"] and admin.execute(tables).fetchone():
        raise _problem(f"The database {where['name']} holds tables already. Name an empty one, or none at all.")


def _known(admin: psycopg.Connection[Any], where: dict[str, Any]) -> set[str]:
    users = [login["user"] for login in where["roles"].values()]
    return {row[0] for row in admin.execute("SELECT rolname FROM pg_roles WHERE rolname = ANY(%s)", [users])}


def make(admin: psycopg.Connection[Any], where: dict[str, Any], rights: dict[str, str]) -> None:
    """Make the three roles with `rights` and their database; carries on where an earlier try was cut off.

    Raises:
        Problem: the server refused one of the steps.
    """
    try:
        _make(admin, where, rights)
    except psycopg.Error as error:
        raise _problem(f"The role in DATABASE_URL cannot make what is needed: {error.diag.message_primary}.") from None


def _make(admin: psycopg.Connection[Any], where: dict[str, Any], rights: dict[str, str]) -> None:
    there = _known(admin, where)
    for role, login in where["roles"].items():
        verb = "ALTER" if login["user"] in there else "CREATE"
        admin.execute(
            sql.SQL(f"{verb} ROLE {{}} LOGIN {rights[role]} PASSWORD {{}}").format(
                sql.Identifier(login["user"]), sql.Literal(login["password"])
            )
        )
    if admin.info.dbname == where["name"]:
        _hand_over(admin, where["name"], where["roles"]["owner"]["user"])
    _make_database(where)


def _hand_over(admin: psycopg.Connection[Any], name: str, owner: str) -> None:
    """Give the empty database that is there to our owner."""
    us = sql.Identifier(owner)
    admin.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(us))
    admin.execute(sql.SQL("ALTER DATABASE {} OWNER TO {}").format(sql.Identifier(name), us))
    admin.execute(sql.SQL("REVOKE {} FROM CURRENT_USER").format(us))


def _make_database(where: dict[str, Any]) -> None:
    name, logins = sql.Identifier(where["name"]), where["roles"]
    with connect(where, logins["owner"], MAINTENANCE) as owner:
        if not owner.execute("SELECT 1 FROM pg_database WHERE datname = %s", [where["name"]]).fetchone():
            owner.execute(sql.SQL("CREATE DATABASE {}").format(name))
        owner.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
        for role in ("app", "ledger"):
            us = sql.Identifier(logins[role]["user"])
            owner.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(name, us))
