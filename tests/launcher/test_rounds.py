"""Send, kill the launcher, start again: what a sender was shown stays true. `MDT_ROUNDS=20` for the long run."""

import os
import time

import pytest

from tests.launcher.conftest import PATIENCE_SECONDS, Installation
from tests.launcher.sender import Sender
from tests.launcher.test_server import EXPECTED, census

pytestmark = pytest.mark.services
ROUNDS = int(os.environ.get("MDT_ROUNDS", "3"))


def test_no_code_and_no_event_is_lost(installation: Installation) -> None:
    installation.start()
    sender = Sender(installation)
    for number in range(ROUNDS):
        known = len(sender.codes)
        sender.begin()
        limit = time.monotonic() + PATIENCE_SECONDS
        while len(sender.codes) == known:
            assert sender.thread.is_alive() and time.monotonic() < limit, sender.ended
            time.sleep(0.01)
        # A different moment of sending in each round.
        time.sleep(0.037 * number)
        installation.kill()
        sender.thread.join()
        installation.start()
        assert census(installation) == EXPECTED

    sent = {row[0] for row in installation.sql("SELECT code FROM referrals_referral WHERE state = 'sent'")}
    told = installation.sql(
        "SELECT e->'records'->0->>'code' FROM (SELECT convert_from(body, 'UTF8')::jsonb AS e FROM ledger.event) AS x "
        "WHERE e->>'kind' = 'referral.send'"
    )
    assert len(sender.codes) >= ROUNDS
    assert set(sender.codes) <= sent
    assert sorted(row[0] for row in told) == sorted(sent)
