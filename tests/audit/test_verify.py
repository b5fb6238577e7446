"""One attack after the other, made with the rights of the database's owner and the triggers off."""

import contextlib
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings as project
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from audit import archive
from audit.ledger import System, compose, witness
from audit.note import PublicKey, SigningKey, TreeHead
from audit.sealer import seal
from audit.signing import read_key
from audit.verify import Unreadable, verify
from tests.audit.conftest import check, words, write

Forge = Callable[..., None]


def _id(index: int) -> str:
    return f"(SELECT event_id FROM ledger.leaf WHERE idx = {index})"


def _renumber(start: int, by: int) -> str:
    """Move the leaves from `start` on; far away and back, since each index stands once."""
    return (
        f"UPDATE ledger.leaf SET idx = idx + 1000 WHERE idx >= {start}; "
        f"UPDATE ledger.leaf SET idx = idx - 1000 + {by} WHERE idx >= 1000"
    )


CHANGED = "convert_to(replace(convert_from(body, 'UTF8'), 'words.opened', 'words.broken'), 'UTF8')"


def test_a_whole_ledger_is_whole(ten: str) -> None:
    write(2)
    report = check(kept=ten)

    assert (report.findings, report.leaves, report.unsealed, report.heads) == ([], 10, 2, 9)


def test_an_edited_event_is_named(ten: str, forge: Forge) -> None:
    forge(f"UPDATE ledger.event SET body = {CHANGED} WHERE id = {_id(4)}")

    report = check()
    assert report.first_bad == 4
    assert [found.index for found in report.findings] == [4]


def test_an_edit_with_its_leaf_made_to_fit_is_named_by_the_checkpoint_after_it(ten: str, forge: Forge) -> None:
    forge(
        f"UPDATE ledger.event SET body = {CHANGED}, kind = 'words.broken' WHERE id = {_id(4)}",
        "UPDATE ledger.leaf SET hash = (SELECT sha256('\\x00'::bytea || body) FROM ledger.event WHERE id = event_id) "
        "WHERE idx = 4",
    )

    report = check()
    assert report.first_bad == 4
    assert words(report) == ["Event 4 is not what was signed (checkpoint 5 of the copy)."]


def test_where_checkpoints_are_apart_the_first_that_it_can_be_is_named(ten: str, forge: Forge) -> None:
    forge("UPDATE ledger.leaf SET hash = sha256('x') WHERE idx = 9", f"DELETE FROM ledger.event WHERE id = {_id(9)}")

    report = check()
    assert words(report) == [
        "Event 9 is gone; its place in the tree is still there.",
        "One of the events 7 to 9 is not what was signed (checkpoint 8 of the copy).",
    ]
    assert report.first_bad == 7


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("codes", "ARRAY['HT-2222-2222-2']"),
        ("actor", "gen_random_uuid()"),
        ("kind", "'door.refused'"),
        ("at", "at - interval '1 second'"),
        ("team", "gen_random_uuid()"),
        ("inner_of", "gen_random_uuid()"),
    ],
)
def test_an_event_hidden_from_the_explorer_by_its_columns_is_named(
    ten: str, forge: Forge, column: str, value: str
) -> None:
    forge(f"UPDATE ledger.event SET {column} = {value} WHERE id = {_id(3)}")

    report = check()
    assert words(report) == [f"Event 3: what it is found by was changed ({column})."]
    assert report.first_bad == 3


def test_a_deletion_in_the_middle_is_named(ten: str, forge: Forge) -> None:
    forge(f"DELETE FROM ledger.event WHERE id = {_id(5)}")

    assert check().first_bad == 5
    assert words(check()) == ["Event 5 is gone; its place in the tree is still there."]


def test_a_deletion_with_its_leaf_is_named(ten: str, forge: Forge) -> None:
    forge(f"DELETE FROM ledger.event WHERE id = {_id(5)}", "DELETE FROM ledger.leaf WHERE idx = 5")

    assert check().first_bad == 5
    assert words(check()) == ["Events 5 to 5 are gone."]


def test_a_deletion_with_the_rest_moved_up_is_named(ten: str, forge: Forge) -> None:
    forge(
        f"DELETE FROM ledger.event WHERE id = {_id(5)}",
        "DELETE FROM ledger.leaf WHERE idx = 5",
        _renumber(6, -1),
    )

    report = check()
    assert report.first_bad == 5
    assert words(report) == [
        "Event 5 is not what was signed (checkpoint 6 of the copy).",
        "The ledger was rolled back from 10 to 9 events (checkpoint 8 of the copy).",
    ]


def _cut_tail(forge: Forge, keep: int) -> None:
    forge(
        f"DELETE FROM ledger.event WHERE id IN (SELECT event_id FROM ledger.leaf WHERE idx >= {keep})",
        f"DELETE FROM ledger.leaf WHERE idx >= {keep}",
    )


def test_a_deletion_at_the_tail_is_named(ten: str, forge: Forge) -> None:
    _cut_tail(forge, 8)

    report = check()
    assert report.first_bad == 8
    assert words(report) == ["The ledger was rolled back from 10 to 8 events (checkpoint 8 of the copy)."]


def test_a_tail_cut_off_with_its_checkpoints_is_seen_by_whoever_kept_one(ten: str, forge: Forge) -> None:
    """The state of an old backup: alone it is whole, so that auditors keep checkpoints elsewhere."""
    _cut_tail(forge, 7)
    forge("DELETE FROM ledger.checkpoint WHERE size > 7")
    assert check().findings == []

    report = check(kept=ten)
    assert report.first_bad == 7
    assert words(report) == ["The ledger was rolled back from 10 to 7 events (kept)."]


def test_an_old_state_that_was_gone_on_with_is_seen_by_whoever_kept_a_checkpoint(ten: str, forge: Forge) -> None:
    _cut_tail(forge, 7)
    forge("DELETE FROM ledger.checkpoint WHERE size > 7")
    write(5)
    seal()
    assert check().findings == []

    report = check(kept=ten)
    assert report.first_bad == 7
    assert words(report) == [
        "One of the events 7 to 9 is not what was signed (kept).",
        "checkpoint 8 of the copy and kept contradict each other.",
    ]


def test_an_insertion_in_the_middle_is_named(ten: str, forge: Forge, owner_sql: Any) -> None:
    write(1)
    forge(
        _renumber(3, 1),
        "INSERT INTO ledger.leaf (idx, event_id, hash) SELECT 3, e.id, sha256('\\x00'::bytea || e.body) "
        "FROM ledger.event e WHERE NOT EXISTS (SELECT FROM ledger.leaf l WHERE l.event_id = e.id)",
    )

    report = check()
    assert report.first_bad == 3
    assert words(report)[0] == "Event 3 is not what was signed (checkpoint 4 of the copy)."


def test_an_event_dated_back_is_named(ten: str) -> None:
    """The one insertion that the sealer itself would take in."""
    with time_machine.travel(timezone.now() - timedelta(hours=2)):
        witness("words.opened", by=System("test"))
    assert len(check().findings) == 1
    seal()

    report = check()
    assert report.first_bad == 10
    assert "Event 10 is dated" in words(report)[0]


def test_an_event_kept_from_the_sealer_is_named(ten: str, forge: Forge) -> None:
    write(1)
    forge("TRUNCATE ledger.unsealed")
    assert (seal(), check().findings) == (0, [])
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        write(1)
        assert seal() == 1

    (found,) = check().findings
    assert (found.index, found.words[:18]) == (None, "The unsealed event")


def test_two_events_that_changed_places_are_named(ten: str, forge: Forge) -> None:
    forge(
        "UPDATE ledger.leaf SET idx = 1000 WHERE idx = 2",
        "UPDATE ledger.leaf SET idx = 2 WHERE idx = 6",
        "UPDATE ledger.leaf SET idx = 6 WHERE idx = 1000",
    )

    report = check()
    assert report.first_bad == 2
    assert words(report) == ["Event 2 is not what was signed (checkpoint 3 of the copy)."]


def test_a_second_history_signed_with_the_stolen_key_is_seen(ten: str) -> None:
    key = read_key(project.CHECKPOINT_KEY_PATH)
    other = TreeHead(key.name, 10, bytes(32)).sign(key)

    report = check(kept=other)
    assert report.first_bad == 7
    assert words(report) == [
        "checkpoint 8 of the copy and kept contradict each other: 10 events, two roots.",
        "One of the events 7 to 9 is not what was signed (kept).",
    ]
    assert words(check(one=ten, other=other))[0] == "other and one contradict each other: 10 events, two roots."


def test_all_signed_anew_with_another_key_is_seen_by_whoever_kept_a_checkpoint(ten: str, forge: Forge) -> None:
    key = SigningKey.make("mdt-referrals/test")
    forge("TRUNCATE ledger.leaf, ledger.checkpoint", "INSERT INTO ledger.unsealed SELECT id FROM ledger.event")
    project.CHECKPOINT_KEY_PATH.write_text(key.write())
    seal()
    assert check().findings == []

    assert "is not signed by the key" in words(check(kept=ten))[0]


def test_a_checkpoint_of_another_ledger_does_not_count(ten: str) -> None:
    other = SigningKey.make("mdt-referrals/another")

    (found,) = check(kept=TreeHead(other.name, 1, bytes(32)).sign(other)).findings
    assert (found.index, found.words.startswith("kept: ")) == (None, True)


# The copy itself ---------------------------------------------------------------------------------------------


def test_a_copy_that_was_cut_or_mixed_up_is_not_read_as_whole(ten: str) -> None:
    copy = list(archive.lines())
    for broken in (
        copy[:-1],
        copy[1:],
        [],
        ["{"],
        ["[]"],
        ['{"ledger":2}'],
        [copy[0], '{"leaf":0}'],
        [*copy[:-1], '{"other":1}', copy[-1]],
    ):
        with pytest.raises(Unreadable):
            verify(broken, {})


def test_leaves_out_of_their_order_in_the_copy_are_named(ten: str) -> None:
    copy = list(archive.lines())
    first = next(number for number, line in enumerate(copy) if '"leaf"' in line)
    copy[first + 3], copy[first + 4] = copy[first + 4], copy[first + 3]

    report = verify(copy, {})
    assert report.first_bad == 3
    assert "Event 3 stands twice or out of its order." in words(report)


def test_checkpoints_left_out_of_the_copy_leave_events_unsigned(ten: str) -> None:
    copy = [line for line in archive.lines() if '"checkpoint"' not in line]

    report = verify(copy, {})
    assert words(report) == ["No checkpoint covers the events from 0 on."]
    assert verify(copy, {"kept": ten}).findings == []


def test_an_unsealed_ledger_has_nothing_to_check_against(sealing: PublicKey) -> None:
    write(1)
    with pytest.raises(Unreadable, match="Nothing was sealed yet"):
        check()
    assert verify(list(archive.lines()), {}, sealing).unsealed == 1


def test_no_changed_byte_passes(ten: str) -> None:
    """Any byte of the copy that is changed at random gives a finding or is unreadable, but for spaces in JSON."""
    copy = "".join(archive.lines())

    @given(st.integers(0, len(copy) - 1), st.characters(codec="ascii", min_codepoint=33))
    def run(at: int, other: str) -> None:
        changed = copy[:at] + other + copy[at + 1 :]
        if [json.loads(line) for line in copy.splitlines()] == _loads(changed):
            return
        with contextlib.suppress(Unreadable):
            assert verify(changed.splitlines(), {"kept": ten}).findings

    run()


def _loads(text: str) -> Any:
    try:
        return [json.loads(line) for line in text.splitlines()]
    except ValueError:
        return None


def test_an_event_that_is_no_event_is_named(sealing: PublicKey, forge: Forge, owner_sql: Any) -> None:
    """Bytes that no append would take, sealed as they are: named, never a crash."""
    write(3)
    whole = compose("words.opened", System("test").as_actor(), (), "", "", (), {})
    for index, body in enumerate([b"\xff\xfe", b"[]", whole.replace(b"+00:00", b"")]):
        forge(
            f"UPDATE ledger.event SET body = '\\x{body.hex()}' WHERE id = (SELECT id FROM ledger.event "
            f"ORDER BY transaction LIMIT 1 OFFSET {index})"
        )
    seal()

    assert [found.index for found in check().findings] == [0, 1, 2]
