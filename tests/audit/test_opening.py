"""Opening: one event before the first word, and an error instead of a value that does not fit its record."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from audit.ledger import LedgerUnavailable
from audit.opening import WordsBroken, opening
from privacy.wall import acting_as, acting_as_system
from referrals.models import Referral
from tests.conftest import Ledger
from tests.referrals.build import make_sent, seen_by
from tests.referrals.cast import Cast, build_cast


@pytest.fixture
def cast(db: None) -> Cast:
    return build_cast()


def test_a_page_of_records_is_one_event_with_every_id(cast: Cast, ledger: Ledger) -> None:
    sent = [make_sent(cast.alice, cast.welfare, cast.sheriff) for _ in range(3)]

    with acting_as(cast.bob):
        records = [seen_by(cast.bob, one) for one in sent]
        with opening(records, by=cast.bob, purpose="inbox") as words:
            assert {words.read(one, "note") for one in records} == {"Prefers a morning call."}

    (event,) = ledger.events("words.opened")
    assert (event.records, event.codes) == ([one.pk for one in sent], [one.code for one in sent])
    assert (event.said["door"], event.said["purpose"]) == ("receiver", "inbox")
    assert "morning" not in bytes(event.body).decode()


def test_words_swapped_between_two_rows_are_an_error_and_one_event(cast: Cast, ledger: Ledger) -> None:
    one, two = (make_sent(cast.alice, cast.welfare, cast.sheriff) for _ in range(2))

    with acting_as(cast.bob):
        first, second = seen_by(cast.bob, one), seen_by(cast.bob, two)
        first.__dict__["note"] = second.__dict__["note"]
        with opening([first], by=cast.bob, purpose="read") as words, pytest.raises(WordsBroken):
            words.read(first, "note")

    (broken,) = ledger.events("words.broken")
    assert (broken.codes, broken.said["fields"]) == ([one.code], ["note"])


def test_without_the_ledger_nothing_is_opened(cast: Cast, owner_sql: Callable[..., Any]) -> None:
    sent = make_sent(cast.alice, cast.welfare, cast.sheriff)
    owner_sql("REVOKE EXECUTE ON FUNCTION ledger.append(bytea) FROM mdt_app, mdt_ledger")
    try:
        with acting_as(cast.bob):
            record = seen_by(cast.bob, sent)
            with pytest.raises(LedgerUnavailable), opening([record], by=cast.bob, purpose="read"):
                pytest.fail("opened without an event")
    finally:
        owner_sql("GRANT EXECUTE ON FUNCTION ledger.append(bytea) TO mdt_app, mdt_ledger")


def test_a_shredded_key_leaves_no_words(cast: Cast, ledger: Ledger) -> None:
    sent = make_sent(cast.alice, cast.welfare, cast.sheriff)
    with acting_as_system(cast.team.pk), connection.cursor() as cursor:
        cursor.execute("DELETE FROM privacy_datakey")

    with acting_as(cast.bob):
        record = seen_by(cast.bob, sent)
        with pytest.raises(WordsBroken), opening([record], by=cast.bob, purpose="read"):
            pytest.fail("opened without a key")
        assert Referral.objects.visible_to(cast.bob).count() == 1
