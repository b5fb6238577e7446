"""Home of somebody who sits at a desk: what to press first, and what waits for whom."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mdt.team.models import User
from privacy.wall import acting_as
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


@pytest.mark.parametrize(
    ("panel", "indexes"),
    [
        (
            Waiting(),
            {
                "referral_waiting_in",
                "referral_waiting_out",
                "referral_asked_out",
                "referral_helped_out",
                "referral_drafts",
            },
        ),
        (OldLog(), {"referral_unchecked", "referral_unconfirmed"}),
    ],
    ids=["waiting", "old log"],
)
def test_each_count_is_read_from_an_index_of_its_own(cast: Cast, panel: Waiting | OldLog, indexes: set[str]) -> None:
    """In so small a table none would pay; so that one is used where it can be, nothing else may be."""
    with acting_as(cast.alice), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
        with CaptureQueriesContext(connection) as asked:
            panel.present(cast.alice)
        (counted,) = [query["sql"] for query in asked if "referrals_referral" in query["sql"]]
        cursor.execute(f"EXPLAIN {counted}")
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert set(re.findall(r"using (referral_\w+) on", plan)) >= indexes, plan
