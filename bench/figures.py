"""The figures that the project promises, what was measured of them, and the verdict."""

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Figure:
    """A promise: `words` as the table prints it, `limit` as the most, or the least where `least` says so."""

    key: str
    words: str
    limit: float
    least: bool = False

    def reached(self, value: float) -> bool:
        return value >= self.limit if self.least else value <= self.limit


def _growth() -> Iterable[Figure]:
    pages = {"inbox": ("inbox", 7), "half": ("page at half depth", 7), "referral": ("referral page", 7)}
    for agency, of in (("spread", ""), ("oldest", ", agency of the oldest 5 %")):
        for page, (words, most) in (pages | {"send": ("send", 10)}).items():
            yield Figure(f"p50 {page} {agency}", f"{words}{of}: p50 at the largest over the smallest", 1.2)
            yield Figure(f"p95 {page} {agency}", f"{words}{of}: p95 at the largest over the smallest", 1.3)
            yield Figure(f"statements {page} {agency}", f"{words}{of}: statements", most)
            yield Figure(f"more {page} {agency}", f"{words}{of}: statements more at the largest", 0)


FIGURES: Sequence[Figure] = (
    *_growth(),
    Figure("every page", "of every page that is linked, the one that grows most: largest over smallest, p50", 2),
    Figure("helpdesk list", "inbox at the largest over helpdesk's restricted list at 10 thousand, p50", 1 / 5),
    Figure("helpdesk ticket", "referral page at the largest over helpdesk's ticket page at 10 thousand, p50", 1 / 5),
    Figure("helpdesk create", "send at the largest over helpdesk's ticket creation at 10 thousand, p50", 1 / 2.5),
    Figure("bare", "inbox over the bare signed-in page, requests per second", 0.45, least=True),
    Figure("sealing", "inbox over the same page in clear, p50", 1.1),
    Figure("event", "inbox over the same page without its event, p50", 1.35),
    Figure("hidden", "asking for a hidden referral over an absent one: ranks of the times, away from even", 0.1),
    Figure("opening", "opening 25 x 8 sealed values over django-fernet-encrypted-fields", 1 / 8),
    Figure("sharing", "sharing 500 referrals over guardian's assign_perm over a queryset", 1 / 4),
    Figure("permission spread", "permission query at the largest over guardian's best set-up", 1 / 10),
    Figure("permission oldest", "the same, agency of the oldest 5 %", 1 / 10),
    Figure("import", "import of the old log, rows a minute", 10_000, least=True),
    Figure("statements inbox 25 agencies", "statements: inbox of 25 rows from 25 agencies", 7),
    Figure("statements inbox more", "statements: 25 rows less 2 rows", 0),
    Figure("statements referral", "statements: referral page at its first opening", 7),
    Figure("statements send", "statements: send for a child", 10),
    Figure("statements agenda", "statements: agenda of 30 items", 10),
    Figure("agenda queries", "agenda data over 1,000 open cases at the largest: queries", 6),
    Figure("agenda data", "agenda data over 1,000 open cases over a query for each case", 1 / 10),
    Figure("agenda growth", "agenda data at the largest over the size before", 1.2),
    Figure("agenda page statements", "statements: agenda page of 40 items", 10),
    Figure("agenda page", "agenda page of 40 items over the bare page with 40 rows, p95", 2),
    Figure("paper 40", "PDF of 40 cases with its data over WeasyPrint's of the same sheet", 1 / 4),
    Figure("paper 1000", "PDF of 1,000 cases over WeasyPrint's of the same sheet", 1 / 5),
    Figure("paper memory", "PDF of 1,000 cases ten times, child and parent, MB at most", 512),
    Figure("first start", "first page after script/server in a fresh clone, seconds", 90),
)


@dataclass
class Results:
    """What was measured: a value for each figure, the raw samples, and plain facts to print beside them."""

    values: dict[str, float] = field(default_factory=dict)
    samples: dict[str, list[list[float]]] = field(default_factory=dict)
    facts: list[str] = field(default_factory=list)

    def compare(self, key: str, rounds: Sequence[tuple[float, float]]) -> None:
        """The median of one side over the other, round by round, so that a drifting machine does not decide."""
        self.values[key] = statistics.median(one / other for one, other in rounds)

    def keep(self, name: str, rounds: Iterable[Iterable[float]]) -> None:
        """Raw samples: milliseconds, or requests per second, of each round."""
        self.samples[name] = [[round(one, 2) for one in many] for many in rounds]


def verdict(results: Results, left_out: frozenset[str] = frozenset()) -> bool:
    """Print each figure beside its limit; whether all are reached. One that was not measured is missed."""
    fine = True
    for figure in FIGURES:
        sign, value = "at least" if figure.least else "at most", results.values.get(figure.key)
        if figure.key in left_out and value is None:
            print(f"not covered   {figure.words}")
            continue
        good = value is not None and figure.reached(value)
        fine = fine and good
        shown = "not measured" if value is None else f"{value:.2f}".removesuffix(".00")
        print(f"{'reached' if good else 'MISSED':13} {figure.words}: {shown} ({sign} {figure.limit:.3g})")
    for fact in results.facts:
        print(f"beside        {fact}")
    return fine


def p50(times: Sequence[float]) -> float:
    return statistics.median(times)


def p95(times: Sequence[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]
