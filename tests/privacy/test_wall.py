import time
import uuid

import pytest
from django.db import connection, connections
from django.test import override_settings

from privacy.wall import Claims, acting, sign

TEAM = uuid.UUID("018f0000-0000-7000-8000-000000000001")
PERSON = uuid.UUID("018f0000-0000-7000-8000-000000000002")
AGENCY = uuid.UUID("018f0000-0000-7000-8000-000000000003")
CLAIMS = Claims("user", PERSON, TEAM, AGENCY, [3, 5])


def _seen() -> tuple[object, ...]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT wall.kind(), wall.person(), wall.team(), wall.agency(), wall.desks()")
        return cursor.fetchone()


def _set(token: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('mdt.context', %s, true)", [token])


def _pid() -> int:
    connection.ensure_connection()
    return connection.connection.info.backend_pid


NOTHING = (None, None, None, None, [])


def test_a_signed_context_says_who_acts(db: None) -> None:
    with acting(CLAIMS):
        assert _seen() == ("user", PERSON, TEAM, AGENCY, [3, 5])


def test_no_context_says_nothing(db: None) -> None:
    assert _seen() == NOTHING


def test_an_inner_context_gives_way_to_the_outer_one_again(db: None) -> None:
    other = Claims("auditor", AGENCY, TEAM)
    with acting(CLAIMS):
        with acting(other):
            assert _seen() == ("auditor", AGENCY, TEAM, None, [])
        assert _seen()[0] == "user"
        with pytest.raises(RuntimeError), acting(other):
            raise RuntimeError
        assert _seen()[0] == "user"
    assert _seen() == NOTHING


@pytest.mark.parametrize("field", range(8))
def test_an_edited_context_says_nothing(db: None, field: int) -> None:
    parts = sign(CLAIMS, _pid(), int(time.time()) + 60).split("~")
    edits = [
        "system",
        str(AGENCY),
        str(PERSON),
        str(TEAM),
        "3,5,7",
        str(int(time.time()) + 999),
        "1",
        "0" * 64,
    ]
    parts[field] = edits[field]

    _set("~".join(parts))

    assert _seen() == NOTHING


def test_an_expired_context_says_nothing(db: None) -> None:
    _set(sign(CLAIMS, _pid(), int(time.time()) - 1))

    assert _seen() == NOTHING


def test_a_context_replayed_on_another_connection_says_nothing(db: None) -> None:
    connections["audit"].ensure_connection()
    _set(sign(CLAIMS, connections["audit"].connection.info.backend_pid, int(time.time()) + 60))

    assert _seen() == NOTHING


def test_a_context_signed_with_another_key_says_nothing(db: None) -> None:
    with override_settings(WALL_KEY="ab" * 32):
        token = sign(CLAIMS, _pid(), int(time.time()) + 60)
    _set(token)

    assert _seen() == NOTHING


@pytest.mark.parametrize("token", ["", "~", "~~~~~~~", "a~b~c~d~e~f~g~h", "user", "\u00e9~~~~~~~", "~" * 700])
def test_a_malformed_context_says_nothing_and_raises_nothing(db: None, token: str) -> None:
    _set(token)

    assert _seen() == NOTHING


def test_the_apps_role_cannot_read_the_signing_pads_nor_make_tables(db: None) -> None:
    for statement in (
        "SELECT * FROM wall.pads",
        "CREATE TABLE public.mine (id int)",
        "CREATE TEMPORARY TABLE mine (id int)",
        "CREATE SCHEMA mine",
        "SET ROLE mdt_owner",
    ):
        with connections["default"].cursor() as cursor:
            cursor.execute("SAVEPOINT try")
            with pytest.raises(Exception, match="permission denied"):
                cursor.execute(statement)
            cursor.execute("ROLLBACK TO SAVEPOINT try")
