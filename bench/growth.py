"""What the size of the tables costs: four pages, for two agencies, at each size, request by request in turn."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from bench.figures import Results, p50, p95
from bench.pages import AGENCIES, Site, check_list, check_referral, check_send, need, prepare_send
from bench.web import at_once

# Each of the connections asks for each page so often in a round.
ASKS = 25
PAGES = ("inbox", "half", "referral", "send")
Times = dict[tuple[str, str, str], list[list[float]]]


def growth(sites: Mapping[str, Site], rounds: int, results: Results) -> None:
    """`sites` by size, smallest first."""
    smallest, *_, largest = sites
    counts = {size: _checked(site) for size, site in sites.items()}
    for page, agency in counts[largest]:
        most, least = counts[largest][page, agency], counts[smallest][page, agency]
        results.values[f"statements {page} {agency}"] = most
        results.values[f"more {page} {agency}"] = most - least
    times: Times = defaultdict(list)
    for number in range(rounds + 1):
        found = _round(sites)
        # The first round warms both sides up.
        if number:
            for key, asked in found.items():
                times[key].append(asked)
    for (page, agency, size), of_rounds in sorted(times.items()):
        results.keep(f"growth, {page}, {agency}, {size}, ms", of_rounds)
    for page in PAGES:
        for agency in AGENCIES:
            sides = zip(times[page, agency, largest], times[page, agency, smallest], strict=True)
            pairs = list(sides)
            results.compare(f"p50 {page} {agency}", [(p50(one), p50(other)) for one, other in pairs])
            results.compare(f"p95 {page} {agency}", [(p95(one), p95(other)) for one, other in pairs])
            ms = ", ".join(f"{size} {_middle(times[page, agency, size]):.1f}" for size in sites)
            results.facts.append(f"{page}, {agency}: p50 in ms at {ms}")


def _middle(rounds: Sequence[Sequence[float]]) -> float:
    return p50([p50(one) for one in rounds])


def _checked(site: Site) -> dict[tuple[str, str], int]:
    """Every page once, looked at whole; how many statements each took."""
    counts = {}
    for agency, number in AGENCIES.items():
        waiting = site.listed(number, "waiting")
        half = site.visitors[number].half
        counts["inbox", agency] = check_list(site, number, "/inbox/", waiting).statements
        counts["half", agency] = check_list(site, number, half, site.listed(number, "closed", half=True)).statements
        counts["referral", agency] = max(check_referral(site, number, key).statements for key, _, _ in waiting)
        counts["send", agency] = check_send(site, number).statements
    return counts


def _round(sites: Mapping[str, Site]) -> dict[tuple[str, str, str], list[float]]:
    """Milliseconds of each page, agency and size; the sizes take turns at being first."""
    times: dict[tuple[str, str, str], list[float]] = defaultdict(list)
    paths = {
        (agency, size): [f"/referrals/{key}/" for key, _, _ in site.listed(number, "waiting")]
        for agency, number in AGENCIES.items()
        for size, site in sites.items()
    }

    def ask(place: int) -> None:
        for turn in range(ASKS):
            order = list(sites.items())[:: 1 if turn % 2 else -1]
            for agency, number in AGENCIES.items():
                for page in PAGES:
                    for size, site in order:
                        of = paths[agency, size]
                        path = of[(turn * 2 + place) % len(of)]
                        times[page, agency, size].append(1000 * timed(site, number, page, path))

    at_once(ask)
    return times


def timed(site: Site, number: int, page: str, referral: str) -> float:
    """Seconds of one request, its answer looked at."""
    visitor = site.visitors[number]
    if page == "send":
        path, form = prepare_send(site, number)
        answer = visitor.browser.post(path, form)
        need(answer.status == 302, f"{path}: {answer.status}")
    else:
        path = {"inbox": "/inbox/", "half": visitor.half, "referral": referral}[page]
        answer = visitor.browser.get(path)
        need(answer.status == 200, f"{path}: {answer.status}")
    return answer.seconds
