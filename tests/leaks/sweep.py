"""Goes through every page that somebody can reach by links, and types into every field that it finds there."""

import re
from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from django.utils import timezone

from tests.leaks.visitor import Form, Page, Visitor

# Passes the guard, and is nobody's name. It is typed wherever nothing may be kept in plain.
CANARY: Final = "bougainvillea"
# Typed on the pages below, which are kept in plain: a search that does not find it finds nothing.
DIRECTORY: Final = "sarsaparilla"
# What is kept in plain on purpose (docs/privacy-fields.md, class *reference*): pages by how they begin, and why.
IN_PLAIN: Final = {
    "/people/": "colleagues are known to each other by name and address",
    "/join/": "a colleague gives their own name",
    "/agencies/": "which agencies there are is public",
    "/desks/": "a desk's name and staff lines stand on every referral, so that names travel by phone",
    "/groups/": "the names of the team's groups are public",
    "/screening/checklists/": "the words of a checklist are about nobody, and judged by the guard",
    "/meetings/groups/": "where and when a group meets goes into calendars",
    "/meetings/statement/change/": "a team's words on confidentiality are about nobody, and judged by the guard",
    "/meetings/staffings/": "where and when a special staffing is held does too",
}
# A group's standing topics are words of one's own, and sealed.
_SEALED_THERE: Final = "/topics/"

# Answers that no column of the workflow has: in plain, they could only come out of a profile.
CODED: Final = (
    "through_sender",
    "chuukese",
    "turning_18",
    "woman_worker",
    "no_messages",
    "longer_ago",
    "under_12",
    "at_risk",
)
WANTED: Final = {
    "age_group": ["under_12"],
    "first_contact": ["through_sender"],
    "language": ["chuukese"],
    "concern": ["at_risk"],
    "noticed": ["longer_ago"],
    "ticks": ["turning_18", "woman_worker", "no_messages"],
    "roles": ["partner"],
}
_NOT_HERE: Final = ("/static/", "/gallery/", "/leave/", "/sign-out/")
_FILE: Final = (f"{CANARY}.csv", f"{CANARY}\n{CANARY} 503-555-0188\n".encode())
_KEY: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+")
_OF_A_KIND: Final = 2
_NEW_PASSWORD: Final = f"{CANARY} and plain words"


class Sweep:
    """One person after another, at most two pages of a kind for each, and each form typed into by two of them.

    `typed` are the names of all fields that were typed into, `broken` what answered 5xx.
    """

    def __init__(self, address: str, password: str) -> None:
        self.address, self.password = address, password
        self.typed: set[str] = set()
        self.broken: list[str] = []
        self._forms: dict[str, int] = {}
        self._number = 0

    def sign_in(self, email: str) -> Visitor:
        visitor = Visitor(self.address, self.password)
        form = visitor.read("/sign-in/").form("/sign-in/")
        landed = visitor.send(form, form.filled(lambda name, kind: {"login": email}.get(name, self.password), {}))
        assert landed.path == "/", landed.text
        return visitor

    def walk(self, visitor: Visitor, start: Iterable[str] = ("/",)) -> None:
        """Every page within reach; each form with a field to type into, first refused and then right."""
        waiting, seen, kinds = list(start), set[str](), dict[str, int]()
        while waiting:
            path = waiting.pop(0).split("#")[0]
            kind = _kind(path)
            if path in seen or kinds.get(kind, 0) >= _OF_A_KIND or path.startswith(_NOT_HERE):
                continue
            seen.add(path)
            kinds[kind] = kinds.get(kind, 0) + 1
            page = self._note(visitor.read(path))
            waiting += page.links()
            for form in page.forms():
                waiting += self._type(visitor, form)

    def _type(self, visitor: Visitor, form: Form) -> list[str]:
        """Fill a form twice and send it. Returns where the second answer leads to."""
        kind = _kind(form.action)
        if not form.typed() or self._forms.get(kind, 0) >= _OF_A_KIND:
            return []
        self._forms[kind] = self._forms.get(kind, 0) + 1
        self.typed |= set(form.typed())
        self._note(visitor.send(form, form.filled(lambda name, kind: _refused(form), WANTED), _FILE))
        right = form.filled(lambda name, kind: self._right(visitor, form, name, kind), WANTED)
        page = self._note(visitor.send(form, right, _FILE))
        if form.action == "/account/password/" and page.path != form.action:
            visitor.password = _NEW_PASSWORD
        return page.links()

    def _right(self, visitor: Visitor, form: Form, name: str, kind: str) -> str:
        """What each field takes."""
        self._number += 1
        if name == "oldpassword" or form.action.startswith("/account/confirm/"):
            return visitor.password
        if name == "people" or kind == "email":
            return f"{_word(form)}{self._number}@example.org"
        return {
            "date": (timezone.localdate() + timedelta(days=self._number)).isoformat(),
            "time": "12:00",
            "number": "20",
            "password": _NEW_PASSWORD,
        }.get(kind, f"{_word(form)} in plain words {self._number}")

    def _note(self, page: Page) -> Page:
        if page.status >= 500:
            self.broken.append(f"{page.status} {page.path}")
        return page


def _kind(path: str) -> str:
    """A path without its keys."""
    return _KEY.sub("*", path)


def _refused(form: Form) -> str:
    """What no field should take: a telephone number, and words where a day or a number belongs."""
    return f"{_word(form)} call 503-555-0188"


def _word(form: Form) -> str:
    plain = form.action.startswith(tuple(IN_PLAIN)) and not form.action.endswith(_SEALED_THERE)
    return DIRECTORY if plain else CANARY
