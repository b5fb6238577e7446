"""Send, kill the launcher, start again: what a sender was shown stays true. `MDT_ROUNDS=20` for the long run."""

import os
import time

import pytest

from tests.launcher.conftest import PATIENCE_SECONDS, Installation
from tests.launcher.sender import Sender
from tests.launcher.test_server import EXPECTED, census

pytestmark = pytest.mark.services
ROUNDS = int(os.environ.get("MDT_ROUNDS", "2"))

KEPT = """
SELECT referral.code FROM referrals_referral AS referral JOIN team_agency ON team_agency.id = referral.from_agency_id
WHERE team_agency.name = 'Northfield Child Welfare' AND referral.state = 'sent'
"""
TOLD = """
SELECT said->'records'->0->>'code' FROM (SELECT convert_from(body, 'UTF8')::jsonb AS said FROM ledger.event) AS event
WHERE said->>'kind' = 'referral.send'
"""


def test_no_code_and_no_event_is_lost(running: Installation) -> None:
    sender = Sender(running)
    for number in range(ROUNDS):
        known = len(sender.codes)
        sender.begin()
        limit = time.monotonic() + PATIENCE_SECONDS
        while len(sender.codes) == known:
            assert sender.thread.is_alive() and time.monotonic() < limit, sender.ended
            time.sleep(0.01)
        # A different moment of sending in each round.
        time.sleep(0.037 * number)
        running.kill()
        sender.thread.join()
        running.start()
        assert census(running) == EXPECTED

    kept = [row[0] for row in running.sql(KEPT)]
    told = [row[0] for row in running.sql(TOLD)]
    assert len(sender.codes) >= ROUNDS
    assert set(sender.codes) <= set(kept)
    assert [code for code in kept if told.count(code) != 1] == []
