"""What a stranger or an insider types into names, addresses, cookies and headers: ignored, refused or plain text.

Never an answer of 500, never a piece of page, calendar, table or typst that the typed text has made.
"""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import icalendar
import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from audit.exports import safe
from mdt.meetings.calendar import Invitation, calendar_file
from mdt.meetings.pdf import agenda_pdf
from mdt.meetings.sheet import Row, Sheet
from mdt.team.models import Agency, Body, Desk, User
from tests.cast import PASSWORD, Cast

MARKUP = '"><script>alert(1)</script><img src=x onerror=alert(2)>'
TEMPLATE = "{{ settings.SECRET_KEY }}{% include 'base.html' %}<c-button href='javascript:1'>x</c-button>{{ 7|add:7 }}"
NAMES = [MARKUP, "' onmouseover='alert(3)", TEMPLATE, "=HYPERLINK(1)\r\nX-Evil: 1", "Ⓐ‮gro.elpmaxe"]
LONG = "A" * 65536
ODD = [
    "\x00",
    "a\x00b",
    LONG,
    "-1",
    "9" * 400,
    "1e999",
    "../../../etc/passwd",
    "%00",
    "\ud800",
    "'; DROP TABLE x;--",
    "{}",
]


def client_of(cast: Cast, part: str) -> Client:
    client = Client(raise_request_exception=True)
    client.force_login(cast.people[part])
    return client


# Names --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_text_on_every_page_that_shows_it(cast: Cast, name: str) -> None:
    child_welfare, desk, body = cast.agencies["child_welfare"], cast.desks["child_welfare"], cast.bodies["team"]
    Agency.objects.filter(pk=child_welfare.pk).update(name=name)
    Desk.objects.filter(pk=desk.pk).update(name=name, phone=name[:40])
    Body.objects.filter(pk=body.pk).update(name=name)
    User.objects.filter(pk=cast.people["sender"].pk).update(name=name[:80])
    administrator, sender = client_of(cast, "administrator"), client_of(cast, "sender")
    pages = [
        *(administrator.get(reverse(route)) for route in ("home", "people", "agencies", "bodies", "invite", "account")),
        administrator.get(reverse("agency", args=[child_welfare.pk])),
        administrator.get(reverse("leave-team", args=[child_welfare.pk])),
        administrator.get(reverse("desk", args=[desk.pk])),
        administrator.get(reverse("close-desk", args=[desk.pk])),
        administrator.get(reverse("body", args=[body.pk])),
        administrator.get(reverse("person", args=[cast.place("sender").pk])),
        *(sender.get(reverse(route)) for route in ("home", "account", "inbox", "outbox", "meetings")),
        client_of(cast, "receiver").get(reverse("send")),
        client_of(cast, "auditor").get(reverse("audit")),
        client_of(cast, "chair").get(reverse("series", args=[body.pk])),
    ]

    for page in pages:
        text = page.content.decode()
        assert page.status_code == 200, page.request["PATH_INFO"]
        for made in (
            "<script>alert",
            "<img src=x",
            "onmouseover='alert",
            'href="javascript',
            ">14<",
            "}14",
            "<c-button",
        ):
            assert made not in text, (page.request["PATH_INFO"], made)
        assert "X-Evil" not in page.headers


def test_a_place_adds_no_line_to_a_calendar_file() -> None:
    place = 'Room 1\r\nATTENDEE:mailto:x@example.org\nEND:VEVENT\r\nBEGIN:VALARM;,\\ "q"'
    made = calendar_file(
        Invitation(uuid4(), datetime(2031, 1, 2, 20, tzinfo=UTC), 60, place, 0, datetime(2031, 1, 1, tzinfo=UTC))
    )

    (event,) = icalendar.Calendar.from_ical(made).walk("VEVENT")
    assert "attendee" not in event
    assert event.subcomponents == []
    assert not [line for line in made.splitlines() if line.startswith((b"ATTENDEE", b"BEGIN:VALARM"))]


def test_words_of_an_agenda_are_not_typst() -> None:
    evil = '#read("/etc/passwd") #import "x.typ" $ x^2 $ *bold* = Heading <label> @ref \\ // gone /* gone */ "q" `raw`'
    row = Row(1, "RF-2M8Q-4TWN-6", evil, "", "New", "", 5)
    sheet = Sheet(
        body=evil, when="Thursday", place="Room 1", status="", part=evil, shield=evil, rows=(row,), printed="now"
    )

    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(agenda_pdf(sheet, seconds=60))).pages)

    squeezed = "".join(text.split())
    assert "".join(evil.split()) in squeezed
    assert "root:" not in text


@pytest.mark.parametrize("cell", ["=1+1", " =1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "＝1"])
def test_a_cell_of_an_export_is_no_formula(cell: str) -> None:
    (row,) = csv.reader(io.StringIO(f'"{safe(cell)}"'))
    assert row[0].lstrip(" ")[:1] not in "=+-@\t\r＝"


# Addresses ----------------------------------------------------------------------------------------------------

ELSEWHERE = [
    "https://evil.example.org/",
    "//evil.example.org",
    "/\\evil.example.org",
    "javascript:alert(1)",
    "https:evil",
]


@pytest.mark.parametrize("next_page", ELSEWHERE)
def test_signing_in_leads_nowhere_else(cast: Cast, client: Client, next_page: str) -> None:
    form = client.get(reverse("account_login"), {"next": next_page}).content.decode()
    assert 'href="javascript' not in form and 'href="https://evil' not in form

    answer = client.post(
        reverse("account_login"), {"login": "sender@example.org", "password": PASSWORD, "next": next_page}
    )
    assert (answer.status_code, answer["Location"]) == (302, "/")


@pytest.mark.parametrize("next_page", ELSEWHERE)
def test_no_button_leads_elsewhere_either(cast: Cast, next_page: str) -> None:
    lead = client_of(cast, "lead")
    for route, args in (
        ("confirm-line", [cast.desks["child_welfare"].pk, "phone"]),
        ("end-sessions", []),
        ("leave", []),
    ):
        answer = lead.post(reverse(route, args=args), {"next": next_page})
        assert answer["Location"].startswith("/") and "evil" not in answer["Location"]


def lists() -> Iterator[tuple[str, str, dict[str, str]]]:
    for value in ODD:
        for name in ("after", "tab", "page", "before", "person", "agency", "code", "first", "last", "next"):
            yield "sender", "inbox", {name: value}
            yield "sender", "outbox", {name: value}
            yield "administrator", "people", {name: value}
            yield "auditor", "audit", {name: value}
            yield "auditor", "audit-export", {name: value}
        yield "administrator", "invite", {"agency": value}
        yield "lead", "people", {"after": value, "tab": value}


@pytest.mark.parametrize("value", range(len(ODD)))
def test_an_odd_value_in_an_address_is_ignored(cast: Cast, value: int) -> None:
    clients: dict[str, Client] = {}
    for part, route, data in lists():
        if ODD[value] not in data.values():
            continue
        client = clients.setdefault(part, client_of(cast, part))
        answer = client.get(reverse(route), {key: text.encode("utf-8", "surrogatepass") for key, text in data.items()})
        assert answer.status_code in (200, 302, 400, 404), (route, data)


@pytest.mark.parametrize("value", range(len(ODD)))
def test_an_odd_value_in_a_search_is_said_and_not_found(cast: Cast, value: int) -> None:
    auditor = client_of(cast, "auditor")
    good = {"first": "2031-01-01", "last": "2031-01-02"}
    for name in ("code", "person", "agency", "first", "last", "before", "asked", "reason"):
        typed = ODD[value].encode("utf-8", "surrogatepass")
        for route in ("audit", "audit-export"):
            answer = auditor.post(reverse(route), good | {name: typed})
            assert answer.status_code in (200, 302, 400), (route, name)


# Cookies, headers, methods, bodies ------------------------------------------------------------------------------


@pytest.mark.parametrize("cookie", [LONG, "a" * 41, "../../etc/passwd", "%00", "\\000", "'; --", ""])
def test_a_made_up_session_is_nobodys(cast: Cast, client: Client, cookie: str) -> None:
    for name in ("mdt_session", "mdt_csrf", "messages"):
        client.cookies[name] = cookie
    answer = client.get("/")
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("account_login"))


def test_a_null_in_a_session_cookie_is_nobodys(cast: Cast, client: Client) -> None:
    for name in (b"mdt_session", b"mdt_csrf"):
        answer = client.get("/", HTTP_COOKIE=(name + b"=a\x00b").decode("latin-1"))
        assert answer.status_code in (302, 400)


@pytest.mark.parametrize(
    "host", ["evil.example.org", "testserver@evil.example.org", "testserver:80:80", "a\x00b", "", "[::1"]
)
def test_another_host_is_not_served(cast: Cast, host: str) -> None:
    answer = Client(raise_request_exception=False).get("/sign-in/", HTTP_HOST=host)

    assert answer.status_code == 400
    assert "evil" not in answer.content.decode()


def test_a_forwarded_host_is_not_believed(cast: Cast, client: Client) -> None:
    headers = {"HTTP_X_FORWARDED_HOST": "evil.example.org", "HTTP_FORWARDED": "host=evil.example.org"}
    answer = client.get("/", **headers)  # type: ignore[arg-type]
    assert "evil" not in answer["Location"]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])
def test_a_method_that_a_page_does_not_take_changes_nothing(cast: Cast, method: str) -> None:
    administrator = client_of(cast, "administrator")
    address = reverse("close-desk", args=[cast.desks["police"].pk])

    assert administrator.generic(method, address).status_code == 405
    cast.desks["police"].refresh_from_db()
    assert cast.desks["police"].closed_at is None


@pytest.mark.parametrize("header", ["HTTP_X_HTTP_METHOD_OVERRIDE", "HTTP_X_METHOD_OVERRIDE", "HTTP_X_HTTP_METHOD"])
def test_a_method_is_not_overridden(cast: Cast, header: str) -> None:
    administrator = client_of(cast, "administrator")
    address = reverse("close-desk", args=[cast.desks["police"].pk])
    asked: dict[str, Any] = {header: "POST"}

    assert administrator.get(address, {"_method": "POST"}, **asked).status_code == 200
    cast.desks["police"].refresh_from_db()
    assert cast.desks["police"].closed_at is None


def test_a_body_beyond_the_limit_is_refused(cast: Cast, client: Client) -> None:
    typed = {"login": "sender@example.org", "password": "x" * (2 * 1024 * 1024 + 1)}
    assert client.post(reverse("account_login"), typed, "application/x-www-form-urlencoded").status_code in (200, 400)
    raw = "password=" + typed["password"]
    assert client.generic("POST", "/sign-in/", raw, "application/x-www-form-urlencoded").status_code == 400
    many = "&".join(f"f{number}=1" for number in range(2001))
    assert client.generic("POST", "/sign-in/", many, "application/x-www-form-urlencoded").status_code == 400


@pytest.mark.parametrize("value", range(len(ODD)))
def test_odd_text_in_forms_before_sign_in_is_no_error_of_ours(cast: Cast, client: Client, value: int) -> None:
    typed = ODD[value].encode("utf-8", "surrogatepass")
    for route, names in (("account_login", ("login", "password")), ("account_reset_password", ("email",))):
        answer = client.post(reverse(route), dict.fromkeys(names, typed))
        assert answer.status_code in (200, 302, 400, 429), route


@pytest.mark.parametrize("value", range(len(ODD)))
def test_odd_text_in_forms_of_the_team_is_no_error_of_ours(cast: Cast, value: int) -> None:
    administrator, typed = client_of(cast, "administrator"), ODD[value].encode("utf-8", "surrogatepass")
    desk, body = cast.desks["child_welfare"].pk, cast.bodies["team"].pk
    for route, args, names in (
        ("bodies", [], ("name",)),
        ("add-agency", [], ("name", "sector", "people", "roles", "desk", "bindings")),
        ("invite", [], ("people", "agency", "roles", "desk")),
        ("desk", [desk], ("name", "phone", "after_hours")),
        ("seat", [desk], ("person",)),
        ("name-chair", [body], ("person",)),
        ("add-desk-to-body", [body], ("desk",)),
        ("change-roles", [cast.place("sender").pk], ("roles",)),
    ):
        answer = administrator.post(reverse(route, args=args), dict.fromkeys(names, typed))
        assert answer.status_code in (200, 302, 400), route


def test_an_odd_address_is_not_found(cast: Cast, client: Client) -> None:
    sender = client_of(cast, "sender")
    for path in (
        "/join/%00/",
        "/join/" + "a" * 5000 + "/",
        "/referrals/%00/",
        "/desks/1/",
        "/%0d%0aSet-Cookie:x=1/",
        "/%ff/",
    ):
        answer = sender.get(path)
        assert answer.status_code == 404, path
        assert "x=1" not in str(answer.cookies)
    assert client.get("/password/zzz-%00/").status_code in (200, 302, 404)
