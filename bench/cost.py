"""What single layers cost: the inbox beside the bare signed-in page, without its event, and in clear."""

import time

from bench.data.shape import SPREAD
from bench.figures import Results, p50
from bench.pages import ROWS, Site, check_list, need
from bench.web import Browser, at_once

SECONDS = 3.0
ASKS = 25
# What both pages must hold as often, so that the bare page stays as much to draw as the inbox.
DRAWN = ("<form", "<input", "<select", "<option", "<button", "/accept/")


def beside_bare(site: Site, rounds: int, results: Results) -> None:
    """Requests per second of the inbox and the bare page, in turn."""
    browser = site.visitors[SPREAD].browser
    samples: dict[str, list[float]] = {"/inbox/": [], "/bare/": []}
    drawn = [[browser.get(path).body.count(part) for part in DRAWN] for path in samples]
    need(drawn[0] == drawn[1], "the bare page is not drawn as the inbox is")
    for number in range(rounds + 1):
        for path, rates in samples.items():
            rate = _requests_per_second(browser, path)
            if number:
                rates.append(rate)
    pairs = list(zip(samples["/inbox/"], samples["/bare/"], strict=True))
    results.compare("bare", pairs)
    results.keep("inbox and bare page, requests per second", pairs)


def _requests_per_second(browser: Browser, path: str) -> float:
    done: list[int] = []
    until = time.perf_counter() + SECONDS

    def ask(place: int) -> None:
        while time.perf_counter() < until:
            page = browser.get(path)
            need(page.status == 200 and page.body.count("/accept/") == ROWS, f"{path} has not {ROWS} rows")
            done.append(place)

    began = time.perf_counter()
    at_once(ask)
    return len(done) / (time.perf_counter() - began)


def layers(whole: Site, without: dict[str, Site], rounds: int, results: Results) -> None:
    """`without` by layer: the same referrals and the same page, served with this one layer off."""
    sides = {"whole": whole} | without
    for layer, site in sides.items():
        check_list(site, SPREAD, "/inbox/", site.listed(SPREAD, "waiting"), events=0 if layer == "event" else 1)
    times: dict[str, list[list[float]]] = {side: [] for side in sides}
    for number in range(rounds + 1):
        found = _round(sides)
        if number:
            for side, asked in found.items():
                times[side].append(asked)
    for side, of_rounds in times.items():
        results.keep(f"inbox, {'whole' if side == 'whole' else f'without {side}'}, ms", of_rounds)
    for layer in without:
        pairs = zip(times["whole"], times[layer], strict=True)
        results.compare(layer, [(p50(one), p50(other)) for one, other in pairs])


def _round(sides: dict[str, Site]) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {side: [] for side in sides}

    def ask(place: int) -> None:
        for turn in range(ASKS):
            for side, site in list(sides.items())[:: 1 if turn % 2 else -1]:
                page = site.visitors[SPREAD].browser.get("/inbox/")
                need(page.status == 200, "the inbox does not answer")
                times[side].append(1000 * page.seconds)

    at_once(ask)
    return times
