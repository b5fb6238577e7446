"""Every page that one partner's links lead to, at the smallest and the largest size: none may grow with the tables.

The four pages of `growth` are those of all day. This one looks for the page that nobody thought of.
"""

import html
import re
from collections.abc import Iterator
from urllib.parse import urljoin

from bench.data.shape import SPREAD
from bench.figures import Results, p50
from bench.pages import Site, need
from bench.web import Browser

ASKS = 5
# Files, and what no record is read for.
_ELSEWHERE = re.compile(r"^(?!/)|^/(account|mfa|static|gallery|help)|\.(pdf|ics)$")
_LINK = re.compile(r'<a[^>]* href="([^"#]+)')
_KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
_VALUE = re.compile(r"=[^&]*")


def every_page(smallest: Site, largest: Site, rounds: int, results: Results) -> None:
    """One page of each shape, those of the two sizes in turn; the figure is that of the page that grows most."""
    small, large = (dict(_pages(site.visitors[SPREAD].browser)) for site in (smallest, largest))
    shapes = sorted(small.keys() & large.keys())
    need(len(shapes) > 30, f"only {len(shapes)} pages are found")
    times: dict[str, list[tuple[float, float]]] = {shape: [] for shape in shapes}
    for _ in range(rounds):
        for shape in shapes:
            sides = ((largest, large[shape]), (smallest, small[shape]))
            times[shape].append((_middle(*sides[0]), _middle(*sides[1])))
    grown = {shape: p50([most / least for most, least in pairs]) for shape, pairs in times.items()}
    for shape, pairs in times.items():
        results.keep(f"every page, {shape}, largest and smallest, ms", zip(*pairs, strict=True))
    results.values["every page"] = max(grown.values())
    worst = sorted(grown, key=lambda shape: -grown[shape])[:3]
    named = ", ".join(f"{shape} {grown[shape]:.2f}" for shape in worst)
    results.facts.append(f"of {len(shapes)} pages these grow most: {named}")


def _pages(browser: Browser) -> Iterator[tuple[str, str]]:
    """Shape and address of what is linked from Home on; of pages that differ by a key or a choice alone, one."""
    waiting, known = ["/"], {"/"}
    while waiting:
        address = waiting.pop(0)
        page = browser.get(address)
        if page.status != 200:
            continue
        yield _shape(address), address
        for link in _LINK.findall(page.body):
            found = urljoin(address, html.unescape(link))
            if _shape(found) not in known and not _ELSEWHERE.search(found):
                known.add(_shape(found))
                waiting.append(found)


def _shape(address: str) -> str:
    return _VALUE.sub("=", _KEY.sub("*", address))


def _middle(site: Site, path: str) -> float:
    """Milliseconds of one page."""
    answers = [site.visitors[SPREAD].browser.get(path) for _ in range(ASKS)]
    need(all(one.status == 200 for one in answers), f"{path} does not answer")
    return 1000 * p50([one.seconds for one in answers])
