"""Row keys: of the form that the RFC gives, and in the order in which they were made."""

from itertools import pairwise
from uuid import RFC_4122

from privacy.keys import new_key


def test_a_key_is_a_uuid_of_version_7() -> None:
    key = new_key()

    assert (key.version, key.variant) == (7, RFC_4122)


def test_keys_of_one_millisecond_stand_in_the_order_in_which_they_were_made() -> None:
    """A row is found as the first or the newest of its kind by its key: the agency's first team, a person's place."""
    keys = [new_key() for _ in range(2_000)]
    millisecond = [key.int >> 80 for key in keys]

    assert len(set(millisecond)) < len(keys) / 2
    assert all(before < after for before, after in pairwise(keys))


def test_no_two_keys_share_their_random_part() -> None:
    keys = [new_key() for _ in range(2_000)]

    assert len({key.int & ((1 << 62) - 1) for key in keys}) == len(keys)
