"""A mail server that is away: nobody waits for another's address, and whoever was not reached gets it once."""

from datetime import datetime, timedelta
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest

from mdt.notices import mailing
from mdt.notices.models import NoticeMail
from privacy.wall import acting_as_system
from tests.notices.build import DESK, MONDAY, ZONE, mail_at_once, reasons, sent, tick_at
from tests.referrals.cast import Cast


class _Server:
    """Stands for the mail server, which is not under test: it takes nothing for `down`."""

    down: frozenset[str] = frozenset()

    def __init__(self) -> None:
        self.took: list[tuple[str, str]] = []

    def send(self, message: Any, fail_silently: bool = False) -> int:
        if set(message.to) & self.down:
            raise SMTPServerDisconnected
        self.took.append((message.to[0], message.extra_headers["Message-ID"]))
        return 1


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> _Server:
    found = _Server()
    monkeypatch.setattr(mailing.EmailMessage, "send", lambda message: found.send(message))
    return found


def test_one_address_that_is_not_reached_keeps_nobody_else_waiting_and_is_tried_for_an_hour(
    cast: Cast, server: _Server
) -> None:
    mail_at_once(cast.bob, cast.bea, cast.lena)
    server.down = frozenset({"bea@example.org"})
    sent(cast)
    tick_at(MONDAY)
    assert sorted(address for address, _ in server.took) == ["bob@example.org", "lena@example.org"]
    assert reasons(cast.bea) == ["waits"]
    for minutes in range(10, 60, 10):
        tick_at(MONDAY + timedelta(minutes=minutes))
    assert reasons(cast.bea) == ["not_delivered"]
    assert len(server.took) == 2


def test_a_server_that_comes_back_gets_the_same_message_once(cast: Cast, server: _Server) -> None:
    server.down = frozenset(DESK)
    sent(cast)
    eight = datetime(2027, 9, 14, 8, 0, tzinfo=ZONE)
    tick_at(eight)
    server.down = frozenset()
    for minutes in (9, 10, 11, 20):
        tick_at(eight + timedelta(minutes=minutes))

    assert sorted(address for address, _ in server.took) == DESK
    with acting_as_system():
        row = NoticeMail.objects.get(user=cast.bob)
    assert ("bob@example.org", f"<{row.pk}@localhost>") in server.took
