"""All that one reader receives: every page that their links lead to, what they ask for, files, feed and mail."""

import io
import re
import time
import zipfile
from collections import Counter, deque
from collections.abc import Callable, Iterator
from typing import Final
from urllib.parse import urljoin

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.core import mail
from django.db import connection
from django.http import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.referrals.cast import client_of
from tests.twins.worlds import STAYS, TOKENS, World

Received = dict[str, bytes]

_LINK: Final = re.compile(rb'<a[^>]* href="([^"#]+)')
# Sign-in and second steps hold secrets of their own and nothing of records; the gallery and help are the same for all.
_ELSEWHERE: Final = ("/account", "/mfa", "/static", "/gallery", "/help", "/sign", "http", "mailto", "tel:", "//")
# Of pages that differ by a key alone, so many: the first ones in each list.
_MOST_OF_A_SHAPE: Final = 2
# Of the papers of a meeting's parts, so many: there is one for each.
_MOST_PAPERS: Final = 3
# Of a list under other tabs and filters, so many: no page has more tabs.
_MOST_OF_A_LIST: Final = 4
_VALUE: Final = re.compile(r"=[^&]*")
_KEY: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")

Wants = Callable[[str], bool]


class Look:
    """A reader's browser, and what it was sent. `wants` says which links it follows."""

    def __init__(self, name: str, world: World, hidden: World, wants: Wants) -> None:
        self.name, self.world, self.hidden, self.wants = name, world, hidden, wants
        self.client: Client = client_of(world.readers[name])
        proof = {"method": "password", "at": time.time(), "reauthenticated": True}
        session = self.client.session
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [proof]
        session.save()
        self.received: Received = {}

    def all(self) -> Received:
        self.follow_links()
        self.ask()
        self.read_mail()
        return self.received | self.world.made.get(self.name, {})

    def follow_links(self) -> None:
        """Every page that is linked from Home on, in the order in which links stand."""
        waiting, known, shapes = deque(self.world.begin), set(self.world.begin), Counter[str]()
        while waiting:
            address = waiting.popleft()
            for link in self._links(address, self.get(address)):
                shape = _VALUE.sub("=", _KEY.sub("*", link))
                if link not in known and shapes[shape] < _most_of(link) and self._is_ours(link):
                    shapes[shape] += 1
                    known.add(link)
                    waiting.append(link)

    def ask(self) -> None:
        """By address, by code and as a file: what is there, and what the hidden world alone has."""
        for address in self.hidden.addresses:
            self.get(address)
        if secret := self.world.feeds.get(self.name):
            self.get(f"/calendar/{secret}.ics")
        for typed in _spelled(self.hidden.codes):
            self._keep(f"find {typed}", self.client.post("/find/", {"code": typed}))
        for of, form in (("inbox", "csv"), ("outbox", "xlsx")):
            said = {"reason": "own_work", "format": form}
            self._keep(f"export {of} {form}", self.client.post(f"/lists/{of}/export/?tab=all", said))

    def read_mail(self) -> None:
        mine = [one for one in mail.outbox if self.world.readers[self.name].email in one.to]
        self.received["mail"] = "\n".join(str(one.message()["Subject"]) + str(one.body) for one in mine).encode()

    def get(self, address: str) -> bytes:
        with CaptureQueriesContext(connection) as queries:
            answer = self.client.get(address)
        self._keep(address, answer)
        self.received[f"{address} (statements)"] = str(len(queries)).encode()
        return self.received[address]

    def _keep(self, what: str, answer: HttpResponseBase) -> None:
        heads = "\n".join(f"{key}: {value}" for key, value in sorted(answer.headers.items()))
        body: bytes = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
        cookies = answer.cookies.output()
        self.received[what] = plain(f"{answer.status_code}\n{heads}\n{cookies}\n".encode() + body)

    def _is_ours(self, link: str) -> bool:
        return link.startswith("/") and not link.startswith(_ELSEWHERE) and self.wants(link)

    def _links(self, address: str, page: bytes) -> list[str]:
        return [urljoin(address, link.decode().replace("&amp;", "&")) for link in _LINK.findall(page)]


def _most_of(link: str) -> int:
    if link.endswith(".pdf"):
        return _MOST_PAPERS
    return _MOST_OF_A_LIST if "?" in link else _MOST_OF_A_SHAPE


def _spelled(codes: list[str]) -> Iterator[str]:
    """Each code as it is, and one with a sign left out and one with two swapped, which the search would help with."""
    yield from codes
    yield codes[0][:-1]
    yield codes[0][:6] + codes[0][7] + codes[0][6] + codes[0][8:]


def plain(received: bytes) -> bytes:
    """Without the listed tokens, and without the one line that stays with whoever stepped back."""
    for pattern, word in TOKENS:
        received = pattern.sub(word, received)
    if stays := STAYS.findall(received):
        (length,) = re.findall(rb"Content-Length: (\d+)", received)
        without = int(length) - sum(map(len, stays))
        received = STAYS.sub(b"", received).replace(b"Content-Length: " + length, b"Content-Length: %d" % without)
    return received


def differences(one: Received, other: Received) -> list[str]:
    """Which answers differ, with the first bytes where they do."""
    found = [f"{what}: only in one world" for what in sorted(one.keys() ^ other.keys())]
    for what in sorted(one.keys() & other.keys()):
        if one[what] != other[what]:
            at = next((i for i, (a, b) in enumerate(zip(one[what], other[what], strict=False)) if a != b), 0)
            here = slice(max(0, at - 80), at + 80)
            found.append(f"{what}: {one[what][here]!r} / {other[what][here]!r}")
    return found


def unpacked(received: bytes) -> bytes:
    """The inner files of a workbook, where one was sent: a code in it is deflated."""
    start = received.find(b"PK\x03\x04")
    if start < 0:
        return received
    with zipfile.ZipFile(io.BytesIO(received[start:])) as book:
        return b"".join(book.read(name) for name in sorted(book.namelist()))
