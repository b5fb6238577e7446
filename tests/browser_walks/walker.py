"""Somebody at a page, with a mouse, the keyboard alone, or a finger; the page itself counts what they press.

A press is a trusted pointer going down, or Enter or Space on a control; a field counts once, at its first change.
Nothing of this is in the product: the counter is laid over each page by the test's browser.
"""

import json
import os
from pathlib import Path
from typing import Final

from django.conf import settings
from playwright.sync_api import Browser, Locator, Page

from mdt.team.models import User
from tests.browser import MODES, axe_findings, listen, overflow
from tests.referrals.cast import client_of

# ux.md 6: each walk three ways, and some with scripts off, where no page can count.
THREE_WAYS: Final = ("wide", "keys", "phone")
ALL_WAYS: Final = (*THREE_WAYS, "no-script")
# Where screenshots and counts of each walk are left for a person to look at.
_FOLDER: Final = os.environ.get("MDT_WALKS")
_MOST_TABS: Final = 400

_COUNTER: Final = """
(() => {
  if (!location.protocol.startsWith("http") || window.top !== window) return;
  const change = (how) => {
    const walk = JSON.parse(sessionStorage.getItem("walk") ?? '{"presses": 0, "fields": [], "pages": 0}');
    how(walk);
    sessionStorage.setItem("walk", JSON.stringify(walk));
  };
  const press = () => change((walk) => { walk.presses += 1; });
  const control = (at) => at.matches("a, button, select, summary, input[type=radio], input[type=checkbox]");
  change((walk) => { walk.pages += 1; });
  addEventListener("pointerdown", (event) => { if (event.isTrusted) press(); }, true);
  addEventListener("keydown", (event) => {
    if (!event.isTrusted || event.repeat) return;
    if (event.key === "Enter" && !event.target.matches("textarea")) press();
    if (event.key === " " && control(event.target)) press();
  }, true);
  addEventListener("change", ({ target }) => {
    const field = `${location.pathname} ${target.name}`;
    change((walk) => { if (!walk.fields.includes(field)) walk.fields.push(field); });
  }, true);
})();
"""


class Walker:
    """A signed-in person in a browser of their own, walking one of the ways of ALL_WAYS.

    `findings` gathers what axe has against the stops, `errors` what the console says.
    """

    def __init__(self, browser: Browser, base: str, user: User, way: str, walk: str = "") -> None:
        self.base, self.way, self.walk = base, way, walk
        self.context = browser.new_context(**MODES.get(way, MODES["wide"]))
        session = client_of(user).cookies[settings.SESSION_COOKIE_NAME].value
        self.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": base}])
        self.context.add_init_script(_COUNTER)
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(10_000)
        self.errors = listen(self.page)
        self.findings: list[str] = []
        self.stops = 0
        self.unseen = 0

    def begin(self, path: str) -> None:
        """Where the walk starts; what led here does not count."""
        self.page.goto(self.base + path)
        if self.way != "no-script":
            self.page.evaluate("sessionStorage.removeItem('walk')")
        self.look()

    def count(self) -> dict[str, int]:
        """Presses, fields and pages since the beginning, as the pages counted them."""
        walk = json.loads(self.page.evaluate("sessionStorage.getItem('walk')"))
        found = {"presses": walk["presses"] + self.unseen, "fields": len(walk["fields"]), "pages": walk["pages"]}
        if _FOLDER:
            self._file(".json").write_text(json.dumps(found | {"axe": len(self.findings), "console": len(self.errors)}))
        return found

    def press(self, control: Locator, key: str = "Enter") -> None:
        """One press on a control, reached as this way reaches it."""
        if self.way == "keys":
            self._tab_to(control)
            self.page.keyboard.press(key)
        elif self.way == "phone":
            control.tap()
        else:
            control.click()

    def go(self, control: Locator) -> None:
        """A press that leads to another page, and a look around there."""
        self.change(control)
        self.look()

    def change(self, control: Locator) -> None:
        """A press after which the same page comes anew."""
        with self.page.expect_navigation():
            self.press(control)

    def download(self, control: Locator) -> bytes:
        """A press that gives a file."""
        with self.page.expect_download() as download:
            self.press(control)
        return download.value.path().read_bytes()

    def link(self, name: str) -> Locator:
        return self.page.get_by_role("link", name=name).first

    def button(self, name: str, place: int = 0) -> Locator:
        return self.page.get_by_role("button", name=name).nth(place)

    def choose(self, group: str, option: str) -> None:
        """One of the radio buttons of a group."""
        radios = self.page.get_by_role("group", name=group)
        radio = radios.get_by_role("radio", name=option, exact=True)
        if self.way != "keys":
            self.press(radios.get_by_text(option, exact=True))
        else:
            # Tab stops at a group's first button, Space chooses it, arrows choose the others.
            self._tab_to(radios.get_by_role("radio").first)
            self.page.keyboard.press("Space")
            while not radio.is_checked():
                self.page.keyboard.press("ArrowDown")
        assert radio.is_checked()

    def select(self, label: str, option: str, *, exact: bool = False) -> None:
        """A row of a list that opens: one press to open it, one on the row."""
        box = self.page.get_by_label(label, exact=exact)
        if self.way == "keys":
            self._tab_to(box)
            self.page.keyboard.type(option)
        else:
            self.press(box)
            self.page.keyboard.type(option)
            # The opened list is a window of the browser's own: a person presses its row, which the page never sees.
            self.page.keyboard.press("Enter")
            self.unseen += 1
        assert box.evaluate("box => box.selectedOptions[0].label").startswith(option)

    def tick(self, label: str) -> None:
        """One press on a box."""
        self.press(self.page.get_by_label(label) if self.way == "keys" else self.page.get_by_text(label), "Space")
        assert self.page.get_by_label(label).is_checked()

    def type(self, box: Locator, text: str) -> None:
        """Into a field, over what stands there."""
        if self.way == "keys":
            self._tab_to(box)
        else:
            self.press(box)
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(text)

    def look(self) -> None:
        """At each stop: nothing of axe, nothing wider than the window, one heading."""
        self.stops += 1
        if _FOLDER:
            self.page.screenshot(path=self._file(f"-{self.stops:02}.png"), full_page=True)
        assert overflow(self.page) <= 0, self.page.url
        assert self.page.locator("h1").count() == 1, self.page.url
        if self.way != "no-script":
            self.findings += axe_findings(self.page)

    def end(self) -> None:
        """Close the browser, and hold the walk to what every page owes."""
        self.context.close()
        assert (self.findings, self.errors) == ([], [])

    def _tab_to(self, control: Locator) -> None:
        """As a person without a mouse: Tab after Tab, never a jump."""
        handle = control.element_handle()
        for _ in range(_MOST_TABS):
            if handle.evaluate("wanted => document.activeElement === wanted"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{_MOST_TABS} Tabs do not reach {control}")

    def _file(self, ending: str) -> Path:
        folder = Path(_FOLDER or "")
        folder.mkdir(parents=True, exist_ok=True)
        return folder / f"{self.walk}-{self.way}{ending}"
