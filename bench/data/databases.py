"""The bench's databases: one is migrated and gets its people, the others are copies of it that are then filled."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

PROJECT = Path(__file__).resolve().parent.parent.parent
TEMPLATE = "mdt"


def start() -> None:
    """Start PostgreSQL as the launcher does, in the bench's own folder, and make the template."""
    subprocess.run([sys.executable, "-m", "config.launcher", "database"], cwd=PROJECT, check=True)
    run("bench.data.template", TEMPLATE)


def exists(name: str) -> bool:
    with connected("postgres") as connection:
        return connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def migrate(name: str) -> None:
    """Bring a database that was kept from another run up to this code."""
    run("django", name, "migrate", "--database", "owner", "--verbosity", "0")


def stop() -> None:
    subprocess.run([sys.executable, "-m", "config.launcher", "stop"], cwd=PROJECT, check=False)


def run(module: str, database: str, *arguments: str, without: str = "") -> str:
    """Run a module of the bench on one database, with one layer of the product off; what it printed."""
    command = [sys.executable, "-m", module, *arguments]
    environment = os.environ | {"BENCH_DATABASE": database, "BENCH_WITHOUT": without}
    return subprocess.run(
        command, cwd=PROJECT, env=environment, check=True, stdout=subprocess.PIPE, text=True
    ).stdout.strip()


def copy(name: str) -> None:
    """A new database like the template: same people, no referrals."""
    with connected("postgres") as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(TEMPLATE))
        )
    # A copy has the tables' rights, not the database's own settings.
    migrate(name)


def rename(name: str, new: str) -> None:
    """Give a database its final name, with the settings that go with it."""
    with connected("postgres") as connection:
        connection.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(name), sql.Identifier(new)))


def make_empty(name: str) -> None:
    """A new database without anything of ours, for a peer."""
    with connected("postgres") as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))


def place() -> dict[str, Any]:
    """Where the server is and how to sign in, as the launcher wrote it."""
    told: dict[str, Any] = json.loads((Path(os.environ["MDT_HOME"]) / "services.json").read_text(encoding="utf-8"))
    database: dict[str, Any] = told["database"]
    return database


def connected(name: str) -> psycopg.Connection[Any]:
    """The owner's connection to one database, outside the wall: for what a page must be held against."""
    told = place()
    owner = told["roles"]["owner"]
    return psycopg.connect(
        host=told["host"],
        port=told["port"],
        dbname=name,
        user=owner["user"],
        password=owner["password"],
        autocommit=True,
    )
