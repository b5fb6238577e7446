"""What the database's own catalog says of walls and roles, held against the written list."""

from django.db import connections

from privacy.management.commands.wall_doc import PAGE, page
from privacy.rights import OUTSIDE_THE_WALL, OWNERS_ALONE


def _rows(sql: str) -> list[tuple[object, ...]]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def test_every_table_is_walled_and_forced_but_the_written_list(db: None) -> None:
    tables = _rows(
        "SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity FROM pg_class c "
        "JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p') "
        "AND n.nspname IN ('public', 'ledger')"
    )

    assert {name for name, walled in tables if not walled} == OUTSIDE_THE_WALL


def test_the_serving_roles_own_nothing_and_bypass_nothing(db: None) -> None:
    roles = _rows(
        "SELECT rolname, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole FROM pg_roles "
        "WHERE rolname IN ('mdt_app', 'mdt_ledger', 'mdt_owner') ORDER BY 1"
    )
    assert roles == [
        ("mdt_app", False, False, False, False),
        ("mdt_ledger", False, False, False, False),
        ("mdt_owner", False, False, True, False),
    ]
    assert (
        _rows("SELECT 1 FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member WHERE r.rolname LIKE 'mdt_%'") == []
    )
    assert (
        _rows("SELECT 1 FROM pg_class c JOIN pg_roles r ON r.oid = relowner WHERE rolname IN ('mdt_app', 'mdt_ledger')")
        == []
    )


def test_every_definer_function_pins_its_search_path(db: None) -> None:
    loose = _rows(
        "SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE p.prosecdef "
        "AND n.nspname IN ('public', 'wall', 'ledger') "
        "AND NOT EXISTS (SELECT 1 FROM unnest(p.proconfig) c WHERE c LIKE 'search_path=%pg_temp')"
    )

    assert loose == []


def test_every_view_that_is_read_asks_as_its_reader(db: None) -> None:
    """One that asks as its owner reads past the walls."""
    views = _rows(
        "SELECT c.relname, c.reloptions FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
        "WHERE c.relkind = 'v' AND n.nspname = 'public'"
    )

    assert [name for name, options in views if options != ["security_invoker=true"]] == []
    assert views


def test_the_written_wall_is_the_one_that_stands(db: None) -> None:
    """`manage.py wall_doc` writes it anew; the difference shows what a migration did to the whole."""
    assert PAGE.read_text(encoding="utf-8") == page()


def test_each_function_of_the_owner_alone_is_there(db: None) -> None:
    """A name that is not found would leave a function to the application after its arguments changed."""
    assert _rows(f"SELECT name FROM unnest(ARRAY{list(OWNERS_ALONE)}) name WHERE to_regprocedure(name) IS NULL") == []
