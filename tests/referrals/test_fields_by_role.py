"""Which field of a referral reaches whom: a word that stands nowhere else in each, looked for on all pages (R3)."""

import re
from dataclasses import replace
from typing import Final

import pytest

from cases.profile import Language
from mdt.team.models import User
from mdt.team.roles import Role
from mdt.team.sectors import Basis
from privacy.wall import acting_as
from referrals.actions import answering
from referrals.actions.assigning import assign
from referrals.actions.forwarding import put_forward
from referrals.models import Referral
from tests.referrals.build import YOUNG, make_sent, seen_by
from tests.referrals.cast import Cast, client_of, make_person
from tests.referrals.test_agenda import draft, next_meeting

# Field: what stands in it here, and in nothing else that any page shows.
CANARIES: Final = {
    "note": "Prefers a morning call with sarsaparilla.",
    "profile": "Chuukese",
    "answer": "Speaks softly, bougainvillea.",
}
# Who may read which of them. Whoever is not named here reads none: that is the point.
ALLOWED: Final = {
    "alice": {"note", "profile", "answer"},
    "bob": {"note", "profile", "answer"},
    "bea": {"note", "profile", "answer"},
    "lena": {"note", "profile", "answer"},
    # A member of a group that it was put forward to sees the coded answers and no words.
    "carol": {"profile"},
    "chris": {"profile"},
    "cora": {"profile"},
    "nora": {"profile"},
}
_LINK: Final = re.compile(r'href="(/[^"#]*)"')
# What a form offers says nothing of anybody.
_CHOICE: Final = re.compile(r"<(option|label)\b.*?</\1>", re.DOTALL)
# Leaving ends the session; a feed or file is looked at by tests of its own.
_AWAY: Final = re.compile(r"/(sign-out|static|accounts|calendar)|\.(pdf|ics|xlsx|csv)$")


def pages_of(user: User, begin: list[str], most: int = 60) -> str:
    """All that the pages say to somebody who follows links from these addresses, as far as they know them."""
    client, waiting, seen, text = client_of(user), list(begin), set(begin), []
    while waiting and len(text) < most:
        answer = client.get(waiting.pop(0))
        if answer.status_code != 200 or not answer.headers.get("Content-Type", "").startswith("text/html"):
            continue
        words = answer.content.decode()
        text.append(_CHOICE.sub("", words))
        for link in _LINK.findall(words):
            plain = link.replace("&amp;", "&")
            if plain not in seen and not _AWAY.search(plain):
                seen.add(plain)
                waiting.append(plain)
    return "\n".join(text)


@pytest.fixture
def everywhere(cast: Cast) -> Referral:
    """A referral that has been asked about, put forward, assigned to a colleague and put on an agenda."""
    profile = replace(YOUNG, language=Language.CHUUKESE)
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff, note=CANARIES["note"], profile=profile)
    with acting_as(cast.bob):
        answering.ask(by=cast.bob, referral=seen_by(cast.bob, referral), question="language")
    with acting_as(cast.alice):
        mine = seen_by(cast.alice, referral)
        answering.answer(by=cast.alice, referral=mine, reply="yes", words=CANARIES["answer"])
        put_forward(by=cast.alice, referral=seen_by(cast.alice, referral), body=cast.body, basis=Basis.OWN_RULES)
    draft(next_meeting(cast))
    return referral


@pytest.mark.parametrize(
    "who", ["alice", "bob", "carol", "nora", "ada", "chris", "cora", "dana", "anna", "adam", "otto"]
)
def test_each_reads_the_fields_that_are_theirs_and_no_other(cast: Cast, everywhere: Referral, who: str) -> None:
    if who == "nora":
        reader = make_person("Nora", cast.team, cast.sheriff, Role.PARTNER, seated=False)
        with acting_as(cast.bob):
            assign(by=cast.bob, referral=seen_by(cast.bob, everywhere), person=reader)
    else:
        reader = getattr(cast, who)
    at = f"/referrals/{everywhere.pk}/"
    begin = [
        "/",
        at,
        f"{at}seen-by/",
        "/inbox/",
        "/referrals/",
        "/inbox/?mine=on",
        "/notices/",
        "/meetings/",
        "/audit/",
    ]

    text = pages_of(reader, begin)

    assert {field for field, words in CANARIES.items() if words in text} == ALLOWED.get(who, set())
