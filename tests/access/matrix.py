"""Who may do what: every route, every method, every part of the cast (tests/cast.py), answered by hand.

To add a route, add one line to the file of its floor in `tests/access/rows/`:

    row("referrals:inbox", others=403, partners=200, leads=200),
    row("referrals:accept", "POST", at=sent_referral, others=403, partners=404, leads=404, receiver=302),

- `others` answers for every signed-in part that is not named; `out` for whoever has no session that stands
  (`anonymous`, `suspended`, `ended`): left out, they are sent to sign in.
- A part, or a group of parts (GROUPS), is named with its answer. A part named by itself wins over its group.
- An answer is a status; 302 to a POST means that something was written. SIGN_IN: sent to sign in. CONFIRM: asked for
  the password once more. UNCHANGED: sent on, with words that say why nothing was done.
- `at` is what the address needs: a function of the cast, which may also make the record, e.g. `place_of("sender")`.
- `data` is what is posted: a dict, or a function of the cast. `note` tells two rows of one route and method apart.

A route without a row, a method that is served without a row, and a row without a route fail `test_complete.py`.
What a refused request must not do, change anything, `test_matrix.py` checks for every cell.
Never work an answer out from the code: write what the design says.
"""

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from tests.access import rows
from tests.cast import PARTS, Cast

Answer = int | str
Where = Callable[[Cast], dict[str, Any]]

SIGN_IN: Final = "sign in"
CONFIRM: Final = "confirm"
UNCHANGED: Final = "unchanged"

OUT: Final = ("anonymous", "suspended", "ended")
GROUPS: Final = {
    "partners": ("sender", "colleague", "receiver", "third", "advocate", "neighbour"),
    "leads": ("lead", "other_lead"),
    "chairs": ("chair", "coordinator", "subchair"),
    "administrators": ("administrator", "neighbour_administrator"),
}
SIGNED_IN: Final = (*PARTS, "neighbour", "neighbour_administrator")


@dataclass(frozen=True)
class Row:
    """One route and method, with the answer to each part of the cast."""

    route: str
    method: str
    at: Where
    data: Where
    answers: Mapping[str, Answer]
    note: str = ""

    def __str__(self) -> str:
        return "-".join(filter(None, (self.route, self.method, self.note)))


def nowhere(cast: Cast) -> dict[str, Any]:
    return {}


def row(
    route: str,
    method: str = "GET",
    *,
    others: Answer,
    out: Answer = SIGN_IN,
    at: Where = nowhere,
    data: dict[str, Any] | Where = nowhere,
    note: str = "",
    **answers: Answer,
) -> Row:
    """One line of the matrix; see the top of this file.

    Raises:
        KeyError: an answer for a part that is not in the cast.
    """
    full = dict.fromkeys(SIGNED_IN, others) | dict.fromkeys(OUT, out)
    if unknown := set(answers) - set(full) - set(GROUPS):
        raise KeyError(f"not in the cast: {', '.join(sorted(unknown))}")
    for name, answer in answers.items():
        full |= dict.fromkeys(GROUPS.get(name, ()), answer)
    full |= {name: answer for name, answer in answers.items() if name not in GROUPS}
    return Row(route, method, at, data if callable(data) else lambda cast: data, full, note)


def place_of(part: str) -> Where:
    return lambda cast: {"place": cast.place(part).pk}


def agency_of(key: str) -> Where:
    return lambda cast: {"agency": cast.agencies[key].pk}


def desk_of(key: str, **more: str) -> Where:
    return lambda cast: {"desk": cast.desks[key].pk} | more


def body_of(key: str) -> Where:
    return lambda cast: {"body": cast.bodies[key].pk}


def all_rows() -> list[Row]:
    """The rows of every floor."""
    files = sorted(module.name for module in pkgutil.iter_modules(rows.__path__))
    return [line for name in files for line in importlib.import_module(f"{rows.__name__}.{name}").ROWS]
