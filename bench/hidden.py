"""Whether time tells that a referral is there: one that is hidden and one that does not exist are asked for in turn."""

import math
from collections import Counter
from collections.abc import Sequence
from statistics import NormalDist
from typing import NamedTuple
from uuid import UUID

from bench.data.shape import OUTSIDER
from bench.figures import Results, p50
from bench.pages import Site, need

PAIRS = 200
# The highest bit of the number in a key (`bench.data.shape`): the same moment, so the same place in every index.
_NOBODYS = 1 << 47


class Ranks(NamedTuple):
    """What the ranks of two samples say: the chance that one of the first is the larger, and how likely as far from
    even as that is if there is no difference."""

    effect: float
    p: float


def ranks(ones: Sequence[float], others: Sequence[float]) -> Ranks:
    """Mann and Whitney's test (Annals of Mathematical Statistics 18, 1947), two-sided, by the normal approximation
    with the corrections for ties and continuity, as in `scipy.stats.mannwhitneyu` (method "asymptotic")."""
    every = sorted((*ones, *others))
    times = Counter(every)
    # Equal values share the middle of their ranks.
    rank = {value: every.index(value) + (count + 1) / 2 for value, count in times.items()}
    pairs, count = len(ones) * len(others), len(every)
    larger = sum(rank[value] for value in ones) - len(ones) * (len(ones) + 1) / 2
    tied = sum(many**3 - many for many in times.values()) / (count * (count - 1))
    deviation = math.sqrt(pairs / 12 * (count + 1 - tied))
    far = max(abs(larger - pairs / 2) - 0.5, 0.0)
    return Ranks(larger / pairs, 2 * (1 - NormalDist().cdf(far / deviation)) if deviation else 1.0)


def hidden(site: Site, results: Results) -> None:
    """One agency asks for others' referrals, and for keys of the same moments that nothing has."""
    found = site.tables.execute("SELECT id FROM referrals_referral ORDER BY md5(id::text) LIMIT %s", (PAIRS,))
    there: list[UUID] = [key for (key,) in found]
    absent = [UUID(int=key.int ^ _NOBODYS) for key in there]
    need(len(there) == PAIRS, f"there are no {PAIRS} referrals")
    (known,) = site._one("SELECT count(*) FROM referrals_referral WHERE id = ANY (%s)", absent)
    need(not known, "a key that nothing should have is a referral's")
    # What was read once is at hand: a disk is not what is measured.
    _ask(site, there, absent)
    times = _ask(site, there, absent)
    told = ranks(*times)
    results.values["hidden"] = abs(told.effect - 0.5)
    results.keep("hidden and absent, ms", times)
    middles = " and ".join(f"{p50(side):.2f}" for side in times)
    results.facts.append(
        f"a hidden and an absent referral: {middles} ms, the hidden one slower in {told.effect:.0%} of all pairs, "
        f"Mann-Whitney p {told.p:.3f}"
    )


def _ask(site: Site, there: Sequence[UUID], absent: Sequence[UUID]) -> tuple[list[float], list[float]]:
    """Milliseconds of each side; they take turns at being first."""
    browser = site.visitors[OUTSIDER].browser
    times: tuple[list[float], list[float]] = ([], [])
    for turn, pair in enumerate(zip(there, absent, strict=True)):
        for side in (0, 1) if turn % 2 else (1, 0):
            page = browser.get(f"/referrals/{pair[side]}/")
            need(page.status == 404, f"another agency gets {page.status} for a referral")
            times[side].append(1000 * page.seconds)
    return times
