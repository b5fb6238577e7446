"""The menu shows what a person may open, and marks where they are."""

import pytest
from django.urls import path

from config.navigation import Entry, Item, menu
from config.urls import handler404
from config.views import help_page

__all__ = ["handler404"]
pytestmark = pytest.mark.urls(__name__)

urlpatterns = [
    path("", help_page, name="home"),
    path("inbox/", help_page, name="inbox"),
    path("inbox/sent/", help_page, name="sent"),
    path("audit/", help_page, name="audit"),
    path("help/", help_page, name="help"),
]
ENTRIES = [
    Entry("Home", "home", "team.home"),
    Entry("Inbox", "inbox", "referrals.answer"),
    Entry("Sent", "sent", "referrals.send"),
    Entry("Audit", "audit", "audit.explore"),
]


FOLDED = [
    Entry("Home", "home", "team.home", daily=True),
    Entry("Inbox", "inbox", "team.home"),
    Entry("Sent", "sent", "team.home"),
    Entry("Audit", "audit", "audit.explore"),
    Entry("Help", "help", "audit.explore"),
]


class Person:
    def __init__(self, *permissions: str) -> None:
        self.permissions = permissions

    def has_perm(self, perm: str) -> bool:
        return perm in self.permissions


PARTNER = Person("team.home", "referrals.answer", "referrals.send")


def items(user: Person, here: str, counts: dict[str, int], entries: list[Entry]) -> list[Item]:
    seen = menu(user, here, counts, entries)
    return [*seen.shown, *seen.folded]


def labels(here: str, *permissions: str) -> tuple[list[str], list[str]]:
    seen = menu(Person(*permissions), here, {}, FOLDED)
    return [item.label for item in seen.shown], [item.label for item in seen.folded]


def test_what_is_not_daily_is_folded_away_but_never_the_page_one_is_on_or_only_two() -> None:
    assert labels("/", "team.home", "audit.explore") == (["Home"], ["Inbox", "Sent", "Audit", "Help"])
    assert labels("/inbox/RF-1/", "team.home", "audit.explore") == (["Home", "Inbox"], ["Sent", "Audit", "Help"])
    assert labels("/", "team.home") == (["Home", "Inbox", "Sent"], [])


def test_a_page_one_may_not_open_is_not_named() -> None:
    assert [item.label for item in items(PARTNER, "/", {}, ENTRIES)] == ["Home", "Inbox", "Sent"]
    assert [item.label for item in items(Person("audit.explore"), "/", {}, ENTRIES)] == ["Audit"]
    assert items(Person(), "/", {}, ENTRIES) == []


@pytest.mark.parametrize(
    ("here", "label"),
    [
        ("/", "Home"),
        ("/inbox/", "Inbox"),
        ("/inbox/RF-1/", "Inbox"),
        ("/inbox/sent/", "Sent"),
        ("/inbox/sent/2/", "Sent"),
    ],
)
def test_the_nearest_page_is_marked(here: str, label: str) -> None:
    assert [item.label for item in items(PARTNER, here, {}, ENTRIES) if item.current] == [label]


def test_elsewhere_nothing_is_marked() -> None:
    assert not any(item.current for item in items(PARTNER, "/help/", {}, ENTRIES))


def test_a_count_is_shown_only_where_it_is_known() -> None:
    counts = {item.label: item.count for item in items(PARTNER, "/", {"inbox": 4, "sent": 0}, ENTRIES)}

    assert counts == {"Home": None, "Inbox": 4, "Sent": 0}
