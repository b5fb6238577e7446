"""Two ticks at once, and a worker that is killed: each person is mailed once. On real connections."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection, connections
from django.utils import timezone

from mdt.notices import mailing
from mdt.notices.models import NoticeMail
from mdt.notices.tasks import mail_notices
from privacy.wall import acting_as_system
from tests.notices.build import reasons, told, wish
from tests.referrals.build import make_sent
from tests.referrals.cast import Cast, build_cast

DESK = ["bea@example.org", "bob@example.org", "lena@example.org"]


@pytest.fixture
def due(transactional_db: None) -> Iterator[Cast]:
    """Three notices of one desk: a digest of them is due for bob and lena, bea wants each. Nothing is sent yet."""
    cast = build_cast()
    wish("each", cast.bea)
    for _ in range(3):
        make_sent(cast.alice, cast.welfare, cast.sheriff)
    while mailing.address_one():
        pass
    with acting_as_system():
        NoticeMail.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    yield cast


def test_two_ticks_at_once_send_one_digest_and_each_notice_once(due: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The mail server takes its time, so that the second tick looks while the first one is sending."""
    send, barrier, done = mailing._send, threading.Barrier(2, timeout=10), []

    def slowly(address: str, first: NoticeMail) -> bool:
        time.sleep(0.1)
        return send(address, first)

    def run() -> None:
        try:
            barrier.wait()
            done.append(mail_notices())
        finally:
            connections.close_all()

    monkeypatch.setattr(mailing, "_send", slowly)
    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert len(done) == 2
    assert told() == ["bea@example.org"] * 3 + ["bob@example.org", "lena@example.org"]
    assert mail_notices() == 0


def test_two_ticks_at_once_address_a_notice_once(transactional_db: None) -> None:
    cast = build_cast()
    make_sent(cast.alice, cast.welfare, cast.sheriff)
    with acting_as_system():
        assert mailing.address_one()
        # The row is still held by this transaction.
        done: list[bool] = []
        other = threading.Thread(target=lambda: (done.append(mailing.address_one()), connections.close_all()))
        other.start()
        other.join(timeout=20)
    assert done == [False]
    assert reasons(cast.bob) == ["waits"]


_KILLED = """
import os, signal, sys
import django
django.setup()
from django.db import connections
for alias in ("default", "audit"):
    connections[alias].settings_dict["NAME"] = sys.argv[1]
from mdt.notices import mailing
die = lambda *args: os.kill(os.getpid(), signal.SIGKILL)
if sys.argv[2] == "before the mail":
    mailing._send = die
mailing.mail_one()
die()
"""


@pytest.mark.parametrize(("when", "left"), [("before the mail", 5), ("after the commit", 4)])
def test_a_killed_tick_leaves_the_rest_to_the_next_and_nobody_is_mailed_twice(due: Cast, when: str, left: int) -> None:
    """Five mails in all: three to bea, a digest to bob and one to lena."""
    command = [sys.executable, "-c", _KILLED, str(connection.settings_dict["NAME"]), when]
    died = subprocess.run(command, cwd=settings.BASE_DIR, env=dict(os.environ), stderr=subprocess.PIPE, timeout=60)
    assert died.returncode == -signal.SIGKILL, died.stderr.decode()

    mail_notices()
    mail_notices()
    assert len(mail.outbox) == left
    assert set(told()) <= set(DESK)
    for person in (due.bob, due.bea, due.lena):
        assert reasons(person) == ["", "", ""]
