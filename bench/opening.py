"""`python -m bench.opening`: opens the coded profiles of 25 referrals, 8 values each, from the bytes of their rows.

`open` does as a page does: each record's data key is unwrapped, its document opened, read and checked. `at_hand` has
the keys unwrapped before, as the peer has its one key. The event and the query for the keys are not in it: they have
figures of their own, and the peer has neither. With `values` it prints them, for the peer to seal.
"""

import json
import sys
from typing import cast
from uuid import UUID

import django

django.setup()

from audit.ledger import System
from audit.opening import Words
from bench.data.shape import profile_of
from bench.turns import often, serve
from cases.profile import Profile
from privacy.datakeys import RecordKey, unsaved_data_key, unwrapped
from privacy.sealing import SealedField, seal
from referrals.models import Referral

RECORDS = 25
NAMES = ("age_group", "gender", "language", "concern", "area", "in_danger", "first_contact", "noticed")
_FIELD = cast(SealedField, Referral._meta.get_field("profile"))


def values_of(profile: Profile) -> list[str]:
    return [getattr(profile, name) for name in NAMES]


def main() -> None:
    if sys.argv[1:] == ["values"]:
        print(json.dumps([values_of(profile_of(number)) for number in range(RECORDS)]))
    else:
        take_turns()


def take_turns() -> None:
    team = Referral().pk
    records, rows, stored = [], [], []
    for number in range(RECORDS):
        record = Referral(team_id=team)
        row, key = unsaved_data_key(record.pk, team)
        seal(record, key, profile=profile_of(number))
        records.append(record)
        rows.append(row)
        assert record.profile
        stored.append(record.profile._blob)

    def keys() -> dict[UUID, RecordKey]:
        return {row.record_id: unwrapped(row) for row in rows}

    def open_all(held: dict[UUID, RecordKey] | None = None) -> list[list[str]]:
        for record, blob in zip(records, stored, strict=True):
            record.profile = _FIELD.from_db_value(blob)
        words = Words(records, held or keys(), System("bench"))
        return [values_of(words.read(record, "profile")) for record in records]

    at_hand = keys()
    assert open_all() == open_all(at_hand) == [values_of(profile_of(number)) for number in range(RECORDS)]
    serve({"open": often(open_all), "at_hand": often(lambda: open_all(at_hand))})


if __name__ == "__main__":
    main()
