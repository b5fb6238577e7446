"""A case that is kept from somebody is not there for them: each byte that they receive is as in a world without it."""

from collections.abc import Iterator

import pytest
import time_machine
from pytest_django import Settings

from mdt.meetings.models import Part, PartKind
from privacy.wall import acting_as_system
from tests.referrals.cast import Cast, client_of
from tests.twins.looking import Look, Received, differences, unpacked
from tests.twins.worlds import Seeds, World, build_base, built, in_one_transaction

# A Wednesday at ten in Los Angeles: business hours, and a day on which nothing of the base falls due.
NOW = "2026-10-21T17:00:00+00:00"
READERS = ("agency", "colleague", "chair", "recused", "unshared")


@pytest.fixture
def clock(settings: Settings) -> Iterator[None]:
    """Stands still; the database's own goes on, so contexts last for years."""
    settings.WALL_CONTEXT_SECONDS = 10 * 366 * 86_400
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def twins(clock: None, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[Received, Received]]:
    """What each reader receives with the hidden case and without it."""
    in_one_transaction(monkeypatch)
    seeds = Seeds(monkeypatch)
    base = build_base(cast)
    with acting_as_system(cast.team.pk):
        child = str(Part.objects.get(body=cast.body, kind=PartKind.CHILD).pk)
    found: dict[str, list[Received]] = {name: [] for name in READERS}
    looks: list[World] = []
    for hidden in (True, False):
        with built(cast, base, seeds, hidden=hidden) as world:
            looks.append(world)
            for name in READERS:
                found[name].append(Look(name, world, looks[0], child).all())
            if hidden:
                check_it_is_there(cast, world)
    check_no_trace(found, looks[0])
    return {name: (one, other) for name, (one, other) in found.items()}


def check_it_is_there(cast: Cast, world: World) -> None:
    """The hidden case is really there for those who hold it: else the two worlds were equal by themselves."""
    bob = client_of(cast.bob)
    assert world.codes[0] in bob.get("/inbox/?tab=accepted").content.decode()
    assert world.codes[0] in bob.get(f"/meetings/{world.meeting.pk}/").content.decode()
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


def test_each_byte_is_as_in_a_world_without_the_case(twins: dict[str, tuple[Received, Received]]) -> None:
    told = {name: differences(*worlds) for name, worlds in twins.items()}
    assert {name: some for name, some in told.items() if some} == {}
    # The walk reached what it is about.
    for name, kinds in {
        "agency": ("/inbox/?tab=accepted", "/notices/", "export outbox xlsx", "mail"),
        "chair": (".ics", "agenda.pdf", "/meetings/", "/seen-by/"),
        "recused": ("/build/", "/preview/", "agenda.pdf", ".ics"),
    }.items():
        addresses = twins[name][1].keys()
        assert [kind for kind in kinds if not any(kind in address for address in addresses)] == []
