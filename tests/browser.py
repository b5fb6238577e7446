"""A real browser for tests: Chromium of the system, axe's rules, and the widths and themes that pages must bear."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any, Final

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Locator, Page, sync_playwright

_ARGUMENTS: Final = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_AXE_TAGS: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Only what is asked for crosses to Python: the whole answer of axe is larger than the page.
_RUN_AXE: Final = """
tags => axe.run({runOnly: tags, resultTypes: ["violations"]}).then(({violations}) =>
    violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 120)}`)))
"""

WIDE: Final[dict[str, Any]] = {"viewport": {"width": 1366, "height": 768}}
PHONE: Final[dict[str, Any]] = {"viewport": {"width": 320, "height": 640}, "has_touch": True}
MODES: Final[dict[str, dict[str, Any]]] = {
    "wide": WIDE,
    "phone": PHONE,
    "dark": WIDE | {"color_scheme": "dark"},
    "forced": WIDE | {"forced_colors": "active"},
    "no-script": WIDE | {"java_script_enabled": False},
}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; skipped with a reason where there is none, an error under CI."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if path is None:
        missing = "Chromium is not installed: browser tests did not run."
        pytest.fail(missing) if os.environ.get("CI") == "true" else pytest.skip(missing)
    # Playwright keeps an event loop in this thread; Django would refuse its database calls there.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=_ARGUMENTS)
        yield chromium
        chromium.close()


def follow(page: Page, control: Locator) -> None:
    """Press what leads to another page, and wait for it: after a mere click the old or a half page may be looked at."""
    with page.expect_navigation():
        control.click()


def axe_findings(page: Page) -> list[str]:
    """What axe has against the page as it stands, one line each."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return list(page.evaluate(_RUN_AXE, _AXE_TAGS))


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


def serve(page: Page, base: str, glob: str, draw: Callable[[], str]) -> None:
    """Answer `glob` with what `draw` gives, under the content security policy of the real pages at `base`."""
    policy = page.request.get(f"{base}/help/").headers["content-security-policy"]
    headers = {"content-type": "text/html; charset=utf-8", "content-security-policy": policy}
    page.route(glob, lambda route: route.fulfill(body=draw(), headers=headers))


def listen(page: Page) -> list[str]:
    """A list that fills with errors of the console: broken scripts, missing files, refused styles."""
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    return errors
