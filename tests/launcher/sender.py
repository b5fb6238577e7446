"""A person who sends one referral after another through the pages, over real HTTP."""

import http.client
import http.cookiejar
import re
import subprocess
import sys
import urllib.parse
import urllib.request
from threading import Thread

from tests.launcher.conftest import PROJECT, Installation

# Makes the invented team of the tests in the running installation, and signs one of its people in.
_SET_UP = """
import django
django.setup()
from tests.referrals.cast import build_cast, client_of
cast = build_cast()
print(client_of(cast.alice).cookies["mdt_session"].value, cast.sheriff.pk)
"""

ANSWERS = {
    "service": "shelter",
    "urgency": "routine",
    "age_group": "15_17",
    "gender": "women",
    "language": "spanish",
    "concern": "sex",
    "area": "north",
    "in_danger": "no",
    "first_contact": "through_sender",
    "basis": "person_agreed",
}


class Sender:
    """Sends until the server goes away; `codes` are those that were shown on the page after sending."""

    def __init__(self, installation: Installation) -> None:
        environment = installation.environment | {"DJANGO_SETTINGS_MODULE": "config.settings.local"}
        done = subprocess.run(
            [sys.executable, "-c", _SET_UP], cwd=PROJECT, env=environment, capture_output=True, text=True, check=True
        )
        self.session, self.desk = done.stdout.split()
        self.address = f"http://127.0.0.1:{installation.port}"
        self.codes: list[str] = []
        self.ended: Exception | None = None
        self.thread = Thread()

    def begin(self) -> None:
        self.thread = Thread(target=self._send_until_it_breaks)
        self.thread.start()

    def _send_until_it_breaks(self) -> None:
        jar = http.cookiejar.CookieJar()
        jar.set_cookie(_cookie("mdt_session", self.session))
        self.browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        try:
            while True:
                self.codes.append(self._send())
        except (OSError, http.client.HTTPException, AssertionError) as error:
            self.ended = error

    def _send(self) -> str:
        check = self._post("/referrals/new/", ANSWERS | {"desk": self.desk})
        seen = re.search(r'name="seen" value="([^"]+)"', check.text)
        assert seen, check.text
        sent = self._post(check.path, {"seen": seen[1], "confirm": "on", "report": "made"})
        code = re.search(r"RF-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]", sent.text)
        assert code and sent.path.endswith("/sent/"), sent.text
        return code[0]

    def _post(self, path: str, answers: dict[str, str]) -> "Page":
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self._read(path).text)
        assert token
        return self._read(path, urllib.parse.urlencode(answers | {"csrfmiddlewaretoken": token[1]}).encode())

    def _read(self, path: str, data: bytes | None = None) -> "Page":
        with self.browser.open(self.address + path, data, timeout=20) as answer:
            return Page(urllib.parse.urlsplit(answer.url).path, answer.read().decode())


def _cookie(name: str, value: str) -> http.cookiejar.Cookie:
    """A cookie of this server, for the session only (the arguments of Cookie have no defaults)."""
    return http.cookiejar.Cookie(
        0, name, value, None, False, "127.0.0.1", False, False, "/", True, False, None, True, None, None, {}
    )


class Page:
    """Where a request ended, and what was there."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
