"""The main menu: which pages it names, and for whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from django.urls import reverse


@dataclass(frozen=True)
class Entry:
    """One page of the menu: its words, its url name, and the permission that it needs."""

    label: str
    url_name: str
    permission: str
    daily: bool = False


@dataclass(frozen=True)
class Item:
    """An entry as one person sees it on one page. `count` is None where the page does not know it."""

    label: str
    url: str
    current: bool
    count: int | None


@dataclass(frozen=True)
class Menu:
    """What stands in sight, and what is folded under *More*: so the menu takes one row, or two on a phone."""

    shown: Sequence[Item]
    folded: Sequence[Item] = ()


class Allowed(Protocol):
    """Whoever can say what they may do without asking the database."""

    def has_perm(self, perm: str) -> bool: ...


_WORTH_FOLDING: Final = 3

# In the order of the menu; a page that a role may not open is not named to it.
ENTRIES: Final[Sequence[Entry]] = (
    Entry("Home", "home", "team.home", daily=True),
    Entry("Inbox", "inbox", "referrals.answer", daily=True),
    Entry("My referrals", "outbox", "referrals.send", daily=True),
    Entry("Phoned in", "phoned-in", "referrals.phone_in", daily=True),
    Entry("Who takes this?", "who", "directory.read"),
    Entry("Your services", "services", "directory.confirm"),
    Entry("Releases", "releases", "releases.give"),
    Entry("Duties", "duties", "duties.keep", daily=True),
    Entry("Screening", "screenings", "screening.screen"),
    Entry("Meetings", "meetings", "meetings.read", daily=True),
    Entry("Subcommittees", "rooms", "rooms.read"),
    Entry("Notices", "notices", "notices.read", daily=True),
    Entry("Old log", "import", "referrals.import"),
    Entry("Directory", "kept-directory", "directory.keep"),
    Entry("Audit", "audit", "audit.explore", daily=True),
    Entry("People", "people", "team.invite", daily=True),
    Entry("Agencies", "agencies", "team.administer", daily=True),
    Entry("Groups", "bodies", "team.administer"),
    Entry("Rules for duties", "duty-rules", "duties.rules"),
    Entry("Rules for releases", "release-settings", "releases.settings"),
    Entry("Checklists", "instruments", "screening.instruments"),
    Entry("Your account", "account", "team.home"),
)


def menu(user: Allowed, path: str, counts: Mapping[str, int], entries: Sequence[Entry] = ENTRIES) -> Menu:
    """The menu of `user` on the page at `path`; `counts` maps url names to numbers shown beside the words.

    The page that they are on is always in sight, and one or two are not worth folding away.
    """
    seen = [(entry, reverse(entry.url_name)) for entry in entries if user.has_perm(entry.permission)]
    here = max((url for _, url in seen if _within(path, url)), key=len, default=None)
    all_of_it = [(entry.daily, Item(entry.label, url, url == here, counts.get(entry.url_name))) for entry, url in seen]
    folded = [item for daily, item in all_of_it if not (daily or item.current)]
    if len(folded) < _WORTH_FOLDING:
        return Menu([item for _, item in all_of_it])
    return Menu([item for daily, item in all_of_it if daily or item.current], folded)


def _within(path: str, url: str) -> bool:
    """Whether `path` is the page at `url` or below it. Home is above all, so it counts for itself only."""
    return path == url or (url != "/" and path.startswith(url))
