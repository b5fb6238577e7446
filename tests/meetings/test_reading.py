"""An agenda as each reader gets it: page, PDF and calendar file say the same and nothing of what is hidden."""

import io
import re
from datetime import date
from html.parser import HTMLParser

import pypdf
import pytest
from django.db import connections
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mdt.meetings.actions.editing import defer, set_minutes, set_presenter
from mdt.meetings.actions.planning import change_date
from mdt.meetings.models import AgendaItem, PartKind
from mdt.team.models import User
from privacy.wall import acting_as, acting_as_system
from tests.cast import client_of
from tests.conftest import Ledger
from tests.meetings.conftest import Binder, Cast, Drafted, draft_and_add

ROUTES = ("agenda", "agenda-pdf", "invitation")


class Words(HTMLParser):
    """The text of one element of a page."""

    def __init__(self, tag: str) -> None:
        super().__init__()
        self.tag, self.inside, self.hidden, self.found = tag, False, False, ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside |= tag == self.tag
        # What is not read on the page, what is not printed, and the mark behind the words.
        self.hidden = not {"hidden", "off-paper", "watermark"}.isdisjoint((dict(attrs).get("class") or "").split())

    def handle_endtag(self, tag: str) -> None:
        self.inside &= tag != self.tag
        self.hidden = False

    def handle_data(self, data: str) -> None:
        if self.inside and not self.hidden:
            self.found += f" {data}"


def words_of(page: HttpResponse) -> str:
    parser = Words("article")
    parser.feed(page.content.decode())
    return " ".join(parser.found.split())


def words_of_pdf(file: HttpResponse) -> str:
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(file.content)).pages]
    return " ".join(" ".join(pages).split())


def read(user: User, drafted: Drafted, route: str) -> HttpResponse:
    return client_of(user).get(address_of(drafted, route))


def address_of(drafted: Drafted, route: str) -> str:
    """The PDF's is that of the open part, in which the papers lie."""
    meeting = [] if route == "meetings" else [drafted.meeting.pk]
    return reverse(route, args=[*meeting, drafted.cast.part(PartKind.OPEN).pk] if route == "agenda-pdf" else meeting)


@pytest.fixture
def published(drafted: Drafted) -> Drafted:
    """C has 20 minutes and Dana, A has Lee, and everything is published."""
    cast = drafted.cast
    with acting_as(cast.chair):
        set_minutes(drafted.meeting, minutes={drafted.item("C"): 20}, by=cast.chair)
        set_presenter(drafted.meeting, item=drafted.item("C"), presenter=cast.dana.place, by=cast.chair)
        set_presenter(drafted.meeting, item=drafted.item("A"), presenter=cast.lee.place, by=cast.chair)
    drafted.publish()
    return drafted


PRINTED = "Printed by Lee, Juvenile Practice, October 26, 2026, 9 a.m. PDT"
BLOCK = "Case review Agenda Thursday, November 5, 2026, noon to 2 p.m. PST Courthouse Annex, room 210"
HEAD = "No. Item Presenter Minutes"
OPEN = "Open part This part may be open to the public. It names no case."
CHILD = "Child case review Confidential: child abuse team, ORS 418.747, 418.795. Keep it apart from other parts."
ADULT = "Adult case review Confidential by the members' written agreement. Keep it apart from other parts."
NOTHING = "Nothing is in this part for you."


def test_the_page_says_what_is_on_the_agenda(published: Drafted) -> None:
    published.binder.hidden = {"Lee": "BDE"}
    page = read(published.cast.lee, published, "agenda")

    assert words_of(page) == (
        f"{BLOCK} {OPEN} {HEAD} "
        "1 PA-A Paper A Lee, Juvenile Practice 5 "
        "2 PA-C Paper C Dana, Eastside Practice 20 "
        "3 PA-F Paper F 5 "
        f"{PRINTED} {CHILD} {NOTHING} {PRINTED} {ADULT} {NOTHING} {PRINTED}"
    )


def test_the_pdf_says_the_same_as_the_page(published: Drafted) -> None:
    published.binder.hidden = {"Lee": "BDE"}
    page, file = (read(published.cast.lee, published, route) for route in ("agenda", "agenda-pdf"))

    assert file.headers["Content-Type"] == "application/pdf"
    # The mark across the paper comes first.
    assert words_of_pdf(file) == f"{PRINTED} {words_of(page).split(f' {CHILD}')[0]} Page 1 of 1"


@pytest.mark.parametrize("route", [*ROUTES, "meetings"])
def test_with_and_without_hidden_items_every_byte_is_the_same(published: Drafted, route: str) -> None:
    """Twin databases: C and E are hidden from Lee; then they, and one deferred, are not there at all."""
    cast = published.cast
    published.binder.hidden = {"Lee": "CDE"}
    with acting_as(cast.chair):
        defer(published.meeting, item=published.item("D"), by=cast.chair)
    address = address_of(published, route)
    with_hidden = client_of(cast.lee).get(address)

    with acting_as_system():
        gone = AgendaItem.objects.filter(pk__in=[published.item(letter) for letter in "CDE"])
        assert gone.delete()[0] == 3
    without = client_of(cast.lee).get(address)

    assert with_hidden.status_code == without.status_code == 200
    assert plain(with_hidden.content) == plain(without.content)
    assert with_hidden.headers.items() == without.headers.items()


def plain(content: bytes) -> bytes:
    """The only bytes that may differ from one answer to the next: the token of each form."""
    token = rb'name="csrfmiddlewaretoken" value="[A-Za-z0-9]{64}"'
    assert b"csrfmiddlewaretoken" not in re.sub(token, b"", content)
    return re.sub(token, b"", content)


def test_the_builder_too_hides_every_byte_of_what_its_chair_may_not_see(drafted: Drafted) -> None:
    chair, coordinator = drafted.cast.chair, drafted.cast.coordinator
    drafted.binder.hidden = {"Chris": "BDE"}
    with acting_as(coordinator):
        set_minutes(drafted.meeting, minutes={drafted.item("B"): 99}, by=coordinator)
        defer(drafted.meeting, item=drafted.item("D"), by=coordinator)
    pages = ("build-agenda", "preview-agenda")
    with_hidden = [plain(read(chair, drafted, page).content) for page in pages]
    with acting_as_system():
        AgendaItem.objects.filter(pk__in=[drafted.item(letter) for letter in "BDE"]).delete()

    assert [plain(read(chair, drafted, page).content) for page in pages] == with_hidden


def test_what_is_not_published_shows_its_time_and_no_item(drafted: Drafted) -> None:
    printed = "Printed by Dana, Eastside Practice, October 26, 2026, 9 a.m. PDT"
    assert words_of(read(drafted.cast.dana, drafted, "agenda")) == (
        f"{BLOCK} Draft. Not published yet. {OPEN} {NOTHING} {printed} {CHILD} {NOTHING} {printed} "
        f"{ADULT} {NOTHING} {printed}"
    )


def test_a_published_agenda_that_is_not_held_says_so_and_shows_no_item(published: Drafted) -> None:
    cast = published.cast
    with acting_as(cast.chair):
        change_date(cast.body.series, original=date(2026, 11, 5), moved_to=None, by=cast.chair)

    assert words_of(read(cast.dana, published, "agenda")).startswith(
        f"{BLOCK} This meeting is not held. {OPEN} {NOTHING}"
    )
    assert b"STATUS:CANCELLED" in read(cast.dana, published, "invitation").content


def test_the_calendar_file_has_no_word_of_the_agenda(published: Drafted) -> None:
    file = read(published.cast.dana, published, "invitation").content.decode()

    assert "SUMMARY:MDT meeting\r\nDTSTART:20261105T200000Z\r\nDTEND:20261105T220000Z" in file
    assert "Paper" not in file
    assert "Case review" not in file


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("name", ["outsider", "stranger"])
def test_who_does_not_sit_in_the_body_finds_nothing(published: Drafted, name: str, route: str) -> None:
    answer = read(getattr(published.cast, name), published, route)

    assert answer.status_code == 404
    assert b"Paper" not in answer.content


@pytest.mark.parametrize("route", ["build-agenda", "preview-agenda"])
def test_members_may_not_build(published: Drafted, route: str) -> None:
    assert read(published.cast.dana, published, route).status_code == 403


def test_letters_that_the_pdf_cannot_show_are_named_on_the_page(published: Drafted) -> None:
    published.binder.papers = {key: "中" if value == "F" else value for key, value in published.binder.papers.items()}
    browser = client_of(published.cast.lee)
    page = browser.get(address_of(published, "agenda-pdf"), follow=True)

    assert page.redirect_chain == [(reverse("agenda", args=[published.meeting.pk]), 302)]
    assert "The PDF cannot show these letters: 中." in page.content.decode()


@pytest.mark.parametrize(
    ("route", "kind"), [("agenda", "agenda.read"), ("agenda-pdf", "agenda.pdf"), ("invitation", "agenda.ics")]
)
def test_reading_is_one_event_with_what_was_shown(published: Drafted, ledger: Ledger, route: str, kind: str) -> None:
    published.binder.hidden = {"Lee": "BDE"}
    read(published.cast.lee, published, route)

    (event,) = ledger.events()
    shown = ["PA-A", "PA-C", "PA-F"] if route != "invitation" else []
    assert (event.kind, event.codes) == (kind, [published.meeting.code, *shown])


@pytest.mark.parametrize("route", ["agenda", "build-agenda"])
def test_thirty_items_cost_no_more_statements_than_ten(cast: Cast, binder: Binder, route: str) -> None:
    """Session, person, context, meeting, items, parts, and the event: the source of the test asks nothing."""
    drafted = draft_and_add(cast, binder, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcd")
    drafted.publish()
    browser = client_of(cast.chair)
    address = reverse(route, args=[drafted.meeting.pk])
    browser.get(address)
    with CaptureQueriesContext(connections["default"]) as data, CaptureQueriesContext(connections["audit"]) as ledger:
        browser.get(address)

    statements = [q["sql"] for q in (*data, *ledger) if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(statements) <= 8, statements
