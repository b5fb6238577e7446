"""Somebody at a browser without scripts: reads pages over real HTTP, finds their forms, fills and sends them."""

import http.cookiejar
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, Request, build_opener

from tests.launcher.conftest import PATIENCE_SECONDS

Values = list[tuple[str, str]]
# Inputs that a person types into, or hands a file to.
TYPED: Final = {"text", "email", "password", "search", "tel", "url", "number", "date", "time", "textarea", "file"}


@dataclass
class Field:
    """One name of a form: what kind of input it is, the values it offers, and the ones it has."""

    kind: str
    options: list[str] = field(default_factory=list)
    given: list[str] = field(default_factory=list)


@dataclass
class Form:
    """Where it is sent, what it asks, and whether it takes files."""

    action: str
    method: str
    fields: dict[str, Field] = field(default_factory=dict)

    def typed(self) -> list[str]:
        """The names that a person types into."""
        return [name for name, one in self.fields.items() if one.kind in TYPED]

    def filled(self, type_into: Callable[[str, str], str], choose: Mapping[str, list[str]]) -> Values:
        """The values to send: what was given stays, typed fields get their words, choices what `choose` wants of them.

        Of a choice that is not wanted the first is taken; ticks are left out unless they are wanted or stand alone.
        """
        values: Values = []
        for name, one in self.fields.items():
            offered = [option for option in one.options if option]
            wanted = [option for option in choose.get(name, ()) if option in offered]
            if one.kind in TYPED:
                values.append((name, type_into(name, one.kind)))
            elif one.kind in ("hidden", "button"):
                values += [(name, value) for value in one.given]
            elif one.kind == "checkbox":
                values += [(name, value) for value in wanted or offered[: len(offered) == 1]]
            else:
                values += [(name, value) for value in wanted[:1] or offered[:1]]
        return values


class _Reader(HTMLParser):
    """Collects the forms and links of a page. Inputs may stand outside their form and name it."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path
        self.forms: dict[str, Form] = {}
        self.links: list[str] = []
        self._open = ""
        self._select = ""
        self._area = ""

    def handle_starttag(self, tag: str, pairs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in pairs}
        if tag == "a" and "href" in attributes:
            self.links.append(urljoin(self.path, attributes["href"]))
        elif tag == "form":
            self._open = attributes.get("id") or f"form {len(self.forms)}"
            action = urljoin(self.path, attributes.get("action") or self.path)
            self.forms[self._open] = Form(action, attributes.get("method", "get"))
        elif tag == "option" and self._select:
            self._field(self._select, attributes, "select").options.append(attributes.get("value", ""))
        elif tag in ("input", "select", "textarea") and attributes.get("name"):
            self._input(tag, attributes)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = ""
        elif tag == "select":
            self._select = ""

    def _input(self, tag: str, attributes: dict[str, str]) -> None:
        name, kind = attributes["name"], attributes.get("type", "text") if tag == "input" else tag
        if attributes.get("inputmode") == "numeric":
            kind = "number"
        one = self._field(name, attributes, kind)
        if tag == "select":
            self._select = name
        elif kind in ("radio", "checkbox"):
            one.options.append(attributes.get("value", "on"))
        elif kind == "hidden":
            one.given.append(attributes.get("value", ""))

    def _field(self, name: str, attributes: dict[str, str], kind: str) -> Field:
        key = attributes.get("form") or self._open
        form = self.forms.setdefault(key, Form(self.path, "get"))
        return form.fields.setdefault(name, Field(kind))


@dataclass
class Page:
    """What came back: where from, with which status, and its words."""

    path: str
    status: int
    text: str

    def _read(self) -> _Reader:
        reader = _Reader(self.path)
        reader.feed(self.text)
        return reader

    def forms(self) -> list[Form]:
        """The forms that are sent by POST."""
        return [form for form in self._read().forms.values() if form.method == "post"]

    def form(self, action: str) -> Form:
        """The one whose address ends so."""
        return next(form for form in self.forms() if form.action.endswith(action))

    def links(self) -> list[str]:
        """Paths of this system that the page leads to."""
        return [link for link in self._read().links if link.startswith("/")]


class Visitor:
    """One browser, and the password that its person would type. Error pages come back as pages."""

    def __init__(self, address: str, password: str = "") -> None:
        self.address, self.password = address, password
        self._browser = build_opener(HTTPCookieProcessor(http.cookiejar.CookieJar()))

    def read(self, path: str) -> Page:
        return self._ask(Request(self.address + path))

    def send(self, form: Form, values: Values, file: tuple[str, bytes] | None = None) -> Page:
        """Send a form; `file` is the name and content for the inputs that take one."""
        if any(one.kind == "file" for one in form.fields.values()):
            kind, body = _multipart(form, values, file or ("empty.csv", b""))
        else:
            kind, body = "application/x-www-form-urlencoded", urlencode(values, errors="surrogatepass").encode()
        headers = {"Content-Type": kind, "Origin": self.address, "Sec-Fetch-Site": "same-origin"}
        return self._ask(Request(self.address + form.action, body, headers))

    def _ask(self, request: Request) -> Page:
        try:
            answer = self._browser.open(request, timeout=PATIENCE_SECONDS)
        except HTTPError as error:
            answer = error
        with answer:
            return Page(urlsplit(answer.url).path, answer.status, answer.read().decode("utf-8", "replace"))


def _multipart(form: Form, values: Values, file: tuple[str, bytes]) -> tuple[str, bytes]:
    """The content type and body of a form with a file."""
    mark = uuid.uuid4().hex
    parts = []
    for name, value in values:
        takes_file = form.fields[name].kind == "file" if name in form.fields else False
        head = f'Content-Disposition: form-data; name="{name}"'
        if takes_file:
            head += f'; filename="{file[0]}"\r\nContent-Type: application/octet-stream'
        parts.append(f"--{mark}\r\n{head}\r\n\r\n".encode() + (file[1] if takes_file else value.encode()) + b"\r\n")
    return f"multipart/form-data; boundary={mark}", b"".join(parts) + f"--{mark}--\r\n".encode()
