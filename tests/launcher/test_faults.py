"""A running server that loses its ledger, its keys or its disk: it shows nothing, keeps what was typed, comes back."""

import json
import os
import re
import signal
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from html import unescape
from pathlib import Path
from typing import Final

import pytest

from referrals.practice.people import PASSWORD
from tests.launcher.conftest import Installation
from tests.launcher.scene import Asked, Scene
from tests.launcher.test_refusals import assert_refused, may_mount, on_a_small_disk
from tests.launcher.test_server import wait_until
from tests.leaks.sweep import Sweep

pytestmark = pytest.mark.services

# What shows a record, a colleague's action or somebody's deeds. Every other page is directory, form or help.
SHOW_RECORDS: Final = {
    *("inbox", "outbox", "draft", "check", "referral", "sent", "put-forward", "decide", "still-open", "old-log"),
    *("meetings", "agenda", "agenda-pdf", "invitation", "build-agenda", "preview-agenda", "agenda-item"),
    *("topics", "actions", "notices", "mail-counts", "audit", "again", "seen-by", "waiting-notes", "waiting-note"),
    *("duties", "duty", "start-duty", "prove-duty", "duty-not-applicable", "offer-duty", "duty-rules"),
    *("screenings", "choose-checklist", "screen-case", "screening", "standing", "instruments"),
    *("releases", "release", "record-release", "revoke-release", "release-settings", "choose-release", "send-under"),
    *("draft-release", "phoned-in", "outside", "log-outside", "outside-outcome", "parts"),
    *("sections", "staffing", "presenters", "packets", "meeting-month", "step-back", "item-people", "kept-from"),
    *("run-meeting", "run-item", "room-copy", "attendance", "meeting-minutes", "minutes-pdf", "add-to-minutes"),
    *("minutes-past-date", "dispose-of-minutes"),
    *("rooms", "room", "room-purpose", "room-people", "queue-item", "report-queue-item", "give-back-queue-item"),
    *("give-to-subcommittee", "own-walls", "put-duty-forward"),
}
# Their codes are made up.
SAMPLES: Final = {"gallery-GET", "gallery-sample-GET", "find-GET"}
CODE: Final = re.compile(r"\b[A-Z]{2}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]\b")
NOTE: Final = "The safe place is near the river, and the bus stops there twice\nin the morning."
# What a request could have changed. Heartbeats, sessions, mails and the steps of a month, which beat tries each minute
# and lets wait, go on by themselves.
TABLES: Final = """
SELECT format('%I.%I', table_schema, table_name) FROM information_schema.tables
WHERE (table_schema = 'public'
        AND table_name NOT IN ('config_heartbeat', 'django_session', 'notices_notice', 'meetings_step'))
    OR (table_schema, table_name) = ('ledger', 'event')
"""
OF_THE_LEDGER: Final = "SELECT pid FROM pg_stat_activity WHERE usename = 'mdt_ledger'"
KEYS: Final = "SELECT key_id FROM privacy_keyringuse ORDER BY 1"
OPENED: Final = "SELECT count(*) FROM ledger.event WHERE kind = 'words.opened' AND %s::uuid = ANY (records)"


def state(running: Installation) -> list[tuple[object, ...]]:
    """The rows of each table, hashed."""
    hashed = "SELECT '{0}', md5(string_agg(t::text, '' ORDER BY t::text)) FROM {0} AS t"
    return running.sql(" UNION ALL ".join(hashed.format(table) for (table,) in running.sql(TABLES)) + " ORDER BY 1")


@pytest.fixture(scope="module")
def scene(shared: Installation) -> Scene:
    """People and records in the shared installation, and a note among them."""
    if shared.launcher is None or shared.launcher.poll() is not None:
        shared.start()
    made = Scene(shared)
    assert made.ask(made.forms["allow-notes-POST"])[0] == 302
    return made


@pytest.fixture
def without_append_right(scene: Scene, running: Installation) -> Iterator[None]:
    running.sql("REVOKE EXECUTE ON FUNCTION ledger.append(bytea) FROM mdt_app, mdt_ledger")
    yield
    running.sql("GRANT EXECUTE ON FUNCTION ledger.append(bytea) TO mdt_app, mdt_ledger")


def test_every_page_is_there_with_the_ledger(scene: Scene, running: Installation) -> None:
    """What the next tests find missing was there."""
    answers = {name: scene.ask(page) for name, page in scene.pages.items()}

    assert {name: status for name, (status, _) in answers.items() if status != 200} == {}
    assert {"inbox-GET", "referral-GET", "audit-GET"} <= {
        name for name, (_, text) in answers.items() if CODE.search(text)
    }


def test_without_the_append_right_no_page_shows_a_record(
    scene: Scene, running: Installation, without_append_right: None
) -> None:
    answers = {name: scene.ask(page) for name, page in scene.pages.items()}

    refused = {name for name, (status, _) in answers.items() if status == 503}
    assert refused == {name for name in answers if name.partition("-GET")[0] in SHOW_RECORDS}
    assert {name.partition("-GET")[0] for name in refused} == SHOW_RECORDS
    assert {status for name, (status, _) in answers.items() if name not in refused} == {200}
    assert [name for name, (_, text) in answers.items() if CODE.search(text) and name not in SAMPLES] == []
    # One and the same page, so nothing of a record is in it.
    (page,) = {answers[name][1] for name in refused}
    assert "We could not record who opens what" in page


def test_without_the_append_right_nothing_is_written_and_what_was_typed_comes_back(
    scene: Scene, running: Installation, without_append_right: None
) -> None:
    forms = [*scene.forms.values(), scene.written(NOTE)]
    before = state(running)
    answers = {form.name: scene.ask(form) for form in forms}

    assert {name: status for name, (status, _) in answers.items() if status != 503} == {}
    assert state(running) == before
    assert NOTE in unescape(answers["send-POST"][1])
    for form in forms:
        text = unescape(answers[form.name][1])
        assert [one for one in form.texts if f'value="{one}"' not in text and f"\n{one}</textarea>" not in text] == []


def test_with_the_append_right_again_it_works_again(scene: Scene, running: Installation) -> None:
    assert scene.ask(scene.written(NOTE))[0] == 302
    assert scene.ask(scene.pages["referral-GET"])[0] == 200


@contextmanager
def frozen(pids: list[int]) -> Iterator[None]:
    """Processes that take bytes and answer nothing, like a hung machine's."""
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)


def test_a_ledger_that_falls_silent_shows_nothing_within_the_limit(scene: Scene, running: Installation) -> None:
    """Neither the ledger's kept connections answer nor a new one; a reader who waits ten seconds would give up."""
    page = scene.pages["referral-GET"]
    # Several at once, so that each web process has its own connection for everything but the ledger.
    with ThreadPoolExecutor(4) as readers:
        assert {status for status, _ in readers.map(scene.ask, [page] * 8)} == {200}
    (postmaster,) = running.pids("bin/postgres -D")
    ledgers = [int(str(pid)) for (pid,) in running.sql(OF_THE_LEDGER)]
    with frozen([postmaster, *ledgers]):
        status, text = scene.ask(page)

    assert (status, CODE.findall(text)) == (503, [])
    assert scene.ask(page)[0] == 200


def test_a_reader_who_hangs_up_is_on_record(scene: Scene, running: Installation) -> None:
    """What became of the answer is not known, so it counts as read."""
    page = scene.pages["referral-GET"]
    key = page.path.strip("/").rpartition("/")[2]
    ((before,),) = running.sql(OPENED, key)
    request = f"GET {page.path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {scene.cookies(page)}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", running.port)) as line:
        line.sendall(request.encode())
    wait_until(lambda: running.sql(OPENED, key) != [(before,)])


def test_a_keyring_that_went_away_is_missed_and_put_back_it_opens_the_old_note(
    scene: Scene, running: Installation
) -> None:
    """A web process keeps the keyring that it has read until it ends; one that has not read it yet shows nothing."""
    draft = Asked("check-GET", "sender", scene.ask(scene.written(NOTE))[1], {})
    assert NOTE in unescape(scene.ask(draft)[1])
    keyring = Path(json.loads((running.home / "services.json").read_text())["keyring"])
    away, keys, held = keyring.with_suffix(".away"), keyring.read_bytes(), running.sql(KEYS)
    keyring.rename(away)
    try:
        status, text = scene.ask(draft)
        assert (status, NOTE in unescape(text)) in {(200, True), (503, False)}
        assert running.stop() == 0
        assert_refused(running.run("serve"), 16, json.loads(keys)["primary"], "Nothing was made")
        assert not keyring.exists()
    finally:
        away.rename(keyring)

    running.start()
    assert NOTE in unescape(scene.ask(draft)[1])
    assert (keyring.read_bytes(), running.sql(KEYS)) == (keys, held)


@pytest.mark.skipif(not may_mount(), reason="needs a user namespace that may mount a small disk")
def test_a_disk_that_fills_up_takes_nothing_and_gives_back_what_was_typed(installation: Installation) -> None:
    """The disk is mounted where only the server sees it; we reach it by way of the server's process."""
    installation.home.mkdir()
    installation.start(on_a_small_disk(300))
    assert installation.launcher is not None
    filler = Path(f"/proc/{installation.launcher.pid}/root{installation.home}/filler")
    sweep = Sweep(f"http://127.0.0.1:{installation.port}", PASSWORD)
    partner = sweep.sign_in("dhs-partner@example.org")
    form = partner.read("/referrals/new/").form("/referrals/new/")
    values = [*form.filled(lambda name, kind: NOTE, {}), ("later", "1")]
    assert partner.send(form, values).status == 200
    with suppress(OSError), filler.open("wb", buffering=0) as file:
        while file.write(bytes(2**16)):
            pass
    # A page of a table that has room left still takes a row or two.
    answers = [partner.send(form, values) for _ in range(20)]
    filler.unlink()

    assert {answer.status for answer in answers} <= {200, 503}
    full = [answer for answer in answers if answer.path == "/referrals/new/"]
    assert full
    assert [answer for answer in full if answer.status != 503 or NOTE not in unescape(answer.text)] == []
    assert partner.send(form, values).path == "/referrals/"
