"""Opening: one event before the first word, and an error instead of a value that does not fit its record."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from audit.ledger import LedgerUnavailable
from audit.opening import WordsBroken, opening
from privacy.datakeys import provider
from privacy.models import DataKey
from privacy.wall import acting_as, acting_as_system
from referrals.actions import answering
from referrals.models import Referral
from tests.conftest import Ledger
from tests.referrals.build import make_sent, seen_by
from tests.referrals.cast import Cast, build_cast, client_of


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


def test_a_shredded_key_leaves_no_words_and_one_event(cast: Cast, ledger: Ledger) -> None:
    sent = make_sent(cast.alice, cast.welfare, cast.sheriff)
    with acting_as_system(cast.team.pk):
        DataKey.objects.all().delete()

    with acting_as(cast.bob):
        record = seen_by(cast.bob, sent)
        with opening([record], by=cast.bob, purpose="read") as words:
            for field in ("note", "profile", "note"):
                with pytest.raises(WordsBroken):
                    words.read(record, field)
        assert Referral.objects.visible_to(cast.bob).count() == 1
    assert [event.codes for event in ledger.events("words.broken")] == [[sent.code]]


def shred(referral: Referral) -> None:
    DataKey.objects.filter(pk=referral.pk).delete()


def damage(referral: Referral) -> None:
    key = DataKey.objects.get(pk=referral.pk)
    DataKey.objects.filter(pk=referral.pk).update(wrapped=bytes([key.wrapped[0] ^ 1]) + bytes(key.wrapped[1:]))


def take_from_another(referral: Referral) -> None:
    other = DataKey.objects.exclude(pk=referral.pk).first()
    DataKey.objects.filter(pk=referral.pk).update(wrapped=other.wrapped)


def name_another_key(referral: Referral) -> None:
    DataKey.objects.filter(pk=referral.pk).update(key_id="0" * 16)


@pytest.mark.parametrize("breaks", [shred, damage, take_from_another, name_another_key])
def test_one_broken_data_key_keeps_no_other_record_shut(
    cast: Cast, ledger: Ledger, breaks: Callable[[Referral], None]
) -> None:
    sent = [make_sent(cast.alice, cast.welfare, cast.sheriff) for _ in range(3)]
    with acting_as_system(cast.team.pk):
        breaks(sent[1])

    with acting_as(cast.bob):
        records = [seen_by(cast.bob, one) for one in sent]
        with opening(records, by=cast.bob, purpose="inbox") as words:
            assert words.read(records[0], "note") == words.read(records[2], "note") == "Prefers a morning call."
            with pytest.raises(WordsBroken):
                words.read(records[1], "note")
    assert [event.codes for event in ledger.events("words.broken")] == [[sent[1].code]]


def test_a_broken_step_names_its_referral(cast: Cast, ledger: Ledger) -> None:
    sent = make_sent(cast.alice, cast.welfare, cast.sheriff)
    with acting_as(cast.bob):
        answering.ask(by=cast.bob, referral=seen_by(cast.bob, sent), question="safe_time")
    with acting_as(cast.alice):
        answering.answer(by=cast.alice, referral=seen_by(cast.alice, sent), reply="yes", words="On Friday.")

    with acting_as(cast.bob):
        record = seen_by(cast.bob, sent)
        step = record.steps.get(kind="answer")
        step.__dict__["words"] = record.__dict__["note"]
        with opening([record], by=cast.bob, purpose="read") as words, pytest.raises(WordsBroken):
            words.read(step, "words")

    (broken,) = ledger.events("words.broken")
    assert (broken.codes, broken.said["fields"]) == ([sent.code], ["words"])


def test_without_a_keyring_nothing_is_opened(cast: Cast, settings: Settings, tmp_path: Path) -> None:
    sent = make_sent(cast.alice, cast.welfare, cast.sheriff)
    settings.KEYRING_PATH = tmp_path / "away.json"
    provider.cache_clear()
    try:
        with (
            acting_as(cast.bob),
            pytest.raises(WordsBroken),
            opening([seen_by(cast.bob, sent)], by=cast.bob, purpose="read"),
        ):
            pytest.fail("opened without a keyring")
        for path in ("/inbox/", f"/referrals/{sent.pk}/"):
            page = client_of(cast.bob).get(path)
            assert (page.status_code, sent.code in page.content.decode()) == (503, False)
    finally:
        provider.cache_clear()
