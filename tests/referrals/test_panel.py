"""Home of somebody who sits at a desk: what to press first, and what waits for whom."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mdt.team.models import User
from privacy.wall import acting_as
from referrals import queue
from referrals.actions import answering
from referrals.choices import Question
from referrals.importing.panel import OldLog
from referrals.panels import Waiting
from tests.referrals.build import make_draft, make_sent, seen_by
from tests.referrals.cast import Cast, client_of


def home(user: User) -> str:
    """What stands on the page, without its tags."""
    main = client_of(user).get("/").content.decode().split("<main", 1)[1].split("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def test_a_first_visit_says_how_little_it_takes(cast: Cast) -> None:
    page = home(cast.alice)

    assert "Send a referral" in page
    assert "You have not sent a referral yet. It takes about 2 minutes." in page
    assert "0 waiting for your answer" in page


def test_each_count_is_of_ones_own_side(cast: Cast) -> None:
    make_sent(cast.alice, cast.welfare, cast.sheriff)
    asked = make_sent(cast.alice, cast.welfare, cast.sheriff)
    make_draft(cast.alice, cast.welfare, cast.sheriff)
    with acting_as(cast.bob):
        answering.ask(by=cast.bob, referral=seen_by(cast.bob, asked), question=Question.SAFE_TIME)

    assert "1 question for you 2 sent and still open 1 your draft" in home(cast.alice)
    assert "You have not sent a referral yet" not in home(cast.alice)
    assert "2 waiting for your answer" in home(cast.bob)
    assert "0 waiting for your answer" in home(cast.carol)


def test_whoever_may_not_send_is_not_asked_to(cast: Cast) -> None:
    assert "Send a referral" not in home(cast.ada)
    assert "still open" not in home(cast.ada)
    assert "0 waiting for your answer" in home(cast.ada)


def test_without_a_desk_there_is_no_work(cast: Cast) -> None:
    assert "waiting for your answer" not in home(cast.dana)
    assert "Who opened what" in home(cast.dana)


@pytest.mark.parametrize("panel", [Waiting(), OldLog()], ids=["waiting", "old log"])
def test_all_counts_are_one_statement(cast: Cast, panel: Waiting | OldLog) -> None:
    with acting_as(cast.alice), CaptureQueriesContext(connection) as asked:
        panel.present(cast.alice)

    assert len([query for query in asked if "referrals_referral" in query["sql"]]) == 1


def test_counting_ends_where_nobody_needs_to_know(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "MOST", 2)
    for _ in range(3):
        make_sent(cast.alice, cast.welfare, cast.sheriff)
        make_draft(cast.alice, cast.welfare, cast.sheriff)

    assert "2+ sent and still open 2+ your drafts" in home(cast.alice)
    assert "2+ waiting for your answer" in home(cast.bob)
