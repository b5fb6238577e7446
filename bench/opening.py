"""`python -m bench.opening`: opens the coded profiles of 25 referrals, 8 values each, as a page does: each record's
data key is unwrapped, its document opened, read and checked. The event and the query for the keys are not in it: they
have figures of their own, and the peer has neither. With `values` it prints them, for the peer to seal."""

import json
import sys

import django

django.setup()

from audit.ledger import System  # noqa: E402  # Django must be set up first
from audit.opening import Words  # noqa: E402
from bench.data.shape import profile_of  # noqa: E402
from bench.turns import clocked, serve  # noqa: E402
from cases.profile import Profile  # noqa: E402
from privacy.datakeys import unsaved_data_key, unwrapped  # noqa: E402
from privacy.sealing import seal  # noqa: E402
from referrals.models import Referral  # noqa: E402

RECORDS = 25
NAMES = ("age_group", "gender", "language", "concern", "area", "in_danger", "first_contact", "noticed")


def values_of(profile: Profile) -> list[str]:
    return [str(getattr(profile, name)) for name in NAMES]


def main() -> None:
    if sys.argv[1:] == ["values"]:
        print(json.dumps([values_of(profile_of(number)) for number in range(RECORDS)]))
    else:
        take_turns()


def take_turns() -> None:
    team = Referral().pk
    records, rows = [], []
    for number in range(RECORDS):
        record = Referral(team_id=team)
        row, key = unsaved_data_key(record.pk, team)
        seal(record, key, profile=profile_of(number))
        records.append(record)
        rows.append(row)

    def open_all() -> list[list[str]]:
        words = Words(records, {row.record_id: unwrapped(row) for row in rows}, System("bench"))
        return [values_of(words.read(record, "profile")) for record in records]

    assert open_all() == [values_of(profile_of(number)) for number in range(RECORDS)]
    serve({"open": lambda: clocked(open_all)})


if __name__ == "__main__":
    main()
