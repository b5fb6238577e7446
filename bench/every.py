"""Every page that one partner's links lead to, at the smallest and the largest size: what grows with the tables shows.

The four pages of `growth` are those of all day. This one looks for the page that nobody thought of; one that counts or
sorts what an agency has grows tenfold, and a page with a few more rows by less than two.
"""

import html
import re
from collections.abc import Iterator
from urllib.parse import urljoin

from bench.data.shape import SPREAD
from bench.figures import Results, p50
from bench.pages import KEY, Site, need
from bench.web import Browser, Page

ASKS = 3
# Files, and what no record is read for.
_ELSEWHERE = re.compile(r"^(?!/)|^/(account|mfa|static|gallery|help)|\.(pdf|ics)$")
_LINK = re.compile(r'<a[^>]* href="([^"#]+)')
_VALUE = re.compile(r"=[^&]*")


def every_page(smallest: Site, largest: Site, rounds: int, results: Results) -> None:
    """One page of each shape, those of the two sizes in turn; the figure is that of the page that grows most."""
    small, large = (dict(_pages(site.visitors[SPREAD].browser)) for site in (smallest, largest))
    shapes = sorted(small.keys() & large.keys())
    need(len(shapes) > 30, f"only {len(shapes)} pages are found")
    times: dict[str, list[tuple[float, float]]] = {shape: [] for shape in shapes}
    for _ in range(rounds):
        for shape in shapes:
            asked = [(_page(largest, large[shape]), _page(smallest, small[shape])) for _ in range(ASKS)]
            most, least = (1000 * p50([page.seconds for page in side]) for side in zip(*asked, strict=True))
            times[shape].append((most, least))
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
    return _VALUE.sub("=", KEY.sub("*", address))


def _page(site: Site, path: str) -> Page:
    page = site.visitors[SPREAD].browser.get(path)
    need(page.status == 200, f"{path}: {page.status}")
    return page
