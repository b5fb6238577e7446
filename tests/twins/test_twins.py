"""A case that is kept from somebody is not there for them: each byte that they receive is as in a world without it."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

import pytest
import time_machine
from pytest_django import Settings

from mdt.meetings.models import Part, PartKind
from privacy.wall import acting_as_system
from tests.referrals.cast import Cast, client_of
from tests.twins.further import Life, add_released, set_scene
from tests.twins.looking import Look, Received, Wants, differences, unpacked
from tests.twins.worlds import Adds, Seeds, World, add_hidden, build_base, built, in_one_transaction

# A Wednesday at ten in Los Angeles: business hours, and a day on which nothing of the base falls due.
NOW: Final = "2026-10-21T17:00:00+00:00"
READERS: Final = ("agency", "colleague", "chair", "recused", "unshared")
# Walled by their own agency, walled by who prepares the meeting, recused, and of a third agency; from all of them a
# release has taken something besides.
LATER_READERS: Final = ("agency", "chair", "recused", "third")
# What the first readers have not compared.
LATER: Final = ("/meetings/", "/subcommittees/", "/notices/", "/calendar/")
PDF: Final = re.compile(r"^/meetings/[0-9a-f-]+/parts/(?P<part>[0-9a-f-]+)/(?P<kind>agenda|minutes)\.pdf$")
# How many PDFs of each kind a reader opens: each is set by a process of its own.
PAPERS: Final = {"recused": 3, "agency": 1, "third": 1}

Pairs = dict[str, tuple[Received, Received]]


@pytest.fixture
def clock(settings: Settings) -> Iterator[time_machine.Traveller]:
    """Stands still; the database's own goes on, so contexts last for years."""
    settings.WALL_CONTEXT_SECONDS = 10 * 366 * 86_400
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def seeds(clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch) -> Seeds:
    in_one_transaction(monkeypatch)
    return Seeds(monkeypatch, clock)


def follow_later(papers: int) -> Wants:
    """What was not compared before, and so many of the PDFs of each kind."""
    opened = Counter[str]()

    def follows(link: str) -> bool:
        if not (pdf := PDF.match(link)):
            return link.startswith(LATER)
        opened[pdf["kind"]] += 1
        return opened[pdf["kind"]] <= papers

    return follows


def look_at_both(
    cast: Cast,
    base: World,
    seeds: Seeds,
    hides: tuple[Adds, ...],
    wants: dict[str, Callable[[], Wants]],
    then: Life | None = None,
) -> Pairs:
    """What each reader receives with what is hidden and without it."""
    found: dict[str, list[Received]] = {name: [] for name in wants}
    looks: list[World] = []
    for hidden in (hides, ()):
        seeds.clock.move_to(NOW)
        with built(cast, base, seeds, *hidden, then=then) as world:
            looks.append(world)
            for name, follows in wants.items():
                found[name].append(Look(name, world, looks[0], follows()).all())
            if hidden:
                check_it_is_there(cast, world)
    check_no_trace(found, looks[0])
    return {name: (one, other) for name, (one, other) in found.items()}


def check_it_is_there(cast: Cast, world: World) -> None:
    """The hidden case is really there for those who hold it: else the two worlds were equal by themselves."""
    bob = client_of(cast.bob)
    assert world.codes[0] in bob.get("/inbox/?tab=accepted").content.decode()
    for page in world.seen_at:
        assert world.codes[0] in bob.get(page).content.decode(), page
    assert world.codes[1] in client_of(cast.alice).get("/referrals/").content.decode()


def check_no_trace(found: dict[str, list[Received]], world: World) -> None:
    """No code and no key of it, but where the reader typed it themselves."""
    for name, (received, _) in found.items():
        for what, answer in received.items():
            words = unpacked(answer)
            given_away = [word for word in (*world.codes, *map(str, world.keys)) if word.encode() in words]
            # What the reader typed or asked for themselves comes back to them.
            asked = what.startswith("find ") or any(str(key) in what for key in world.keys)
            assert (name, what, [] if asked else given_away) == (name, what, [])


def told_apart(pairs: Pairs) -> dict[str, list[str]]:
    told = {name: differences(*worlds) for name, worlds in pairs.items()}
    return {name: some for name, some in told.items() if some}


def test_each_byte_is_as_in_a_world_without_the_case(cast: Cast, seeds: Seeds) -> None:
    base = build_base(cast)
    with acting_as_system(cast.team.pk):
        child = str(Part.objects.get(body=cast.body, kind=PartKind.CHILD).pk)

    def follows(link: str) -> bool:
        return not PDF.match(link) or child in link

    pairs = look_at_both(cast, base, seeds, (add_hidden,), dict.fromkeys(READERS, lambda: follows))
    assert told_apart(pairs) == {}
    # The walk reached what it is about.
    for name, kinds in {
        "agency": ("/inbox/?tab=accepted", "/notices/", "export outbox xlsx", "mail"),
        "chair": (".ics", "agenda.pdf", "/meetings/", "/seen-by/"),
        "recused": ("/build/", "/preview/", "agenda.pdf", ".ics"),
    }.items():
        addresses = pairs[name][1].keys()
        assert [kind for kind in kinds if not any(kind in address for address in addresses)] == []


def test_what_is_held_goes_on_or_comes_of_it_is_as_in_a_world_without_the_case(cast: Cast, seeds: Seeds) -> None:
    base = build_base(cast)
    life = Life(set_scene(base, cast), cast, seeds)
    wants = {name: partial(follow_later, PAPERS.get(name, 0)) for name in LATER_READERS}
    pairs = look_at_both(cast, base, seeds, (add_hidden, add_released), wants, then=life)
    assert told_apart(pairs) == {}
    # The walk reached what it is about: pages of what is in progress, minutes, all parts' papers, the room.
    reached = {"recused": ("/run/", "/run/room/", "/people/", "/record/", "/month/", "/packets/", "/subcommittee/")}
    reached |= {"agency": ("/record/", "/subcommittees/items/", "minutes.pdf"), "third": ("/record/", ".pdf")}
    reached = {name: (*kinds, "packet 1") for name, kinds in reached.items()}
    for name, kinds in reached.items():
        addresses = pairs[name][1].keys()
        assert [kind for kind in kinds if not any(kind in address for address in addresses)] == []
    gaps = b"14 people found nobody who could take them, January to June 2026"
    assert any(gaps in answer for answer in pairs["third"][1].values())
    papers = [pdf for address in pairs["recused"][1] if (pdf := PDF.match(address))]
    parts = {kind: {pdf["part"] for pdf in papers if pdf["kind"] == kind} for kind in ("agenda", "minutes")}
    assert {kind: len(some) for kind, some in parts.items()} == {"agenda": 3, "minutes": 3}
