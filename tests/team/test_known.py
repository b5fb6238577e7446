"""The guard's harmless names: read once a minute and after each change, never for each text."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mdt.directory.models import Organisation
from mdt.team import known
from mdt.team.actions.bodies import add_body
from mdt.team.models import Agency
from privacy.guard import judge
from privacy.guard.findings import Tier
from privacy.wall import acting_as, acting_as_system
from tests.cast import Cast


def test_many_texts_read_the_names_once(cast: Cast) -> None:
    judge("Ask Cedar House about a bed.")
    with CaptureQueriesContext(connection) as queries:
        for _ in range(5):
            judge("Ask Cedar House about a bed.")

    assert len(queries) == 0


def test_an_organisation_outside_the_team_is_known_with_no_context_of_its_team(cast: Cast) -> None:
    """The directory's table is behind the wall; a text is judged in whatever context its writer has."""
    assert judge("Sent to Zelda Quill Pantry.").tier is Tier.ASK
    with acting_as_system(cast.team.pk):
        Organisation.objects.create(team=cast.team, name="Zelda Quill Pantry", services=["food"])

    assert judge("Sent to Zelda Quill Pantry.").tier is Tier.CLEAN
    with acting_as(cast.people["sender"]):
        assert judge("Sent to Zelda Quill Pantry.").tier is Tier.CLEAN
        before = Organisation.objects.count()
        known.forget()
        judge("Fine.")
        assert Organisation.objects.count() == before == 1
    assert Organisation.objects.count() == 0


@pytest.mark.parametrize(
    ("text", "tier"),
    [
        ("{name} has a bed.", Tier.CLEAN),
        ("She stays at {name} tonight and works with {name}.", Tier.CLEAN),
        ("they met her at {name}, then left", Tier.CLEAN),
        ("{name} Zelda said so.", Tier.ASK),
        ("{name} 503-555-0157", Tier.STOP),
        ("info@{name}.example", Tier.STOP),
        ("{name}: 1430 NE Alder Street", Tier.STOP),
        ("snap is {name}_97", Tier.STOP),
    ],
)
@pytest.mark.parametrize("name", ["Grace House", "Harbor Light Youth Services", "Willa Marsh Center", "Casa Esperanza"])
def test_a_known_name_hides_nothing_around_it(cast: Cast, name: str, text: str, tier: Tier) -> None:
    """Names of the team's own are not asked about, and no identifier hides in or behind one."""
    Agency.objects.create(name=name, sector="health")
    written = name.replace(" ", "").lower() if "@" in text or "_" in text else name

    assert judge(text.format(name=written)).tier is tier


def test_a_name_of_one_word_is_still_somebodys_where_somebody_speaks(cast: Cast) -> None:
    Agency.objects.create(name="Marisol", sector="health")

    assert judge("Ask at Marisol for a bed.").tier is Tier.CLEAN
    assert judge("Marisol said she is scared of her uncle.").tier is Tier.ASK


def test_what_this_process_adds_counts_at_once(cast: Cast) -> None:
    assert "Marigold Table (invented)" not in known.names()
    add_body(team=cast.team, name="Marigold Table (invented)", subcommittee=False, by=cast.people["administrator"])

    assert "Marigold Table (invented)" in known.names()


def test_what_another_process_changes_counts_after_a_minute(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """An update past the signals stands for another process: nothing tells this one of it."""
    clock = [1000.0]
    monkeypatch.setattr(known.time, "monotonic", lambda: clock[0])
    assert "Hospital (invented)" in known.names()
    Agency.objects.filter(pk=cast.agencies["hospital"].pk).update(name="Zelda Quill")

    clock[0] += 59.9
    assert "Hospital (invented)" in known.names()
    clock[0] += 0.1
    assert "Hospital (invented)" not in known.names()
    assert judge("Zelda Quill").tier is Tier.CLEAN


def test_a_clock_that_went_back_keeps_no_name_forever(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [1000.0]
    monkeypatch.setattr(known.time, "monotonic", lambda: clock[0])
    known.names()
    Agency.objects.filter(pk=cast.agencies["hospital"].pk).update(name="Zelda Quill")
    clock[0] = 10.0

    assert "Zelda Quill" in known.names()
