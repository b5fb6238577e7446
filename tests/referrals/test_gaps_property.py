"""The property of agendas, lived by service gaps: desks take again, and stop again, between the chair's edits.

A gap that a desk has closed stays where the chair put it and says so; one that nobody put anywhere goes.
"""

from datetime import date
from types import SimpleNamespace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mdt.directory.choices import Capacity
from mdt.directory.models import DeskService
from mdt.meetings.agenda import entries
from mdt.meetings.models import AgendaItem, ItemState, Lane
from mdt.team.models import User
from privacy.wall import acting_as, acting_as_system
from referrals.choices import Service
from referrals.gaps import TAKEN_AGAIN
from referrals.models import ServiceGap
from tests.meetings.test_agenda_property import LETTERS, STEPS, Model, press, stands
from tests.referrals.cast import Cast
from tests.referrals.test_agenda import draft, next_meeting

SERVICES = dict(
    zip(
        LETTERS,
        (Service.BASIC, Service.CRISIS, Service.DENTAL, Service.HOUSING, Service.MEDICAL, Service.SHELTER),
        strict=True,
    )
)


def offer(cast: Cast, letter: str, capacity: Capacity) -> None:
    """What the sheriff's desk, the only one with this help, says of it."""
    with acting_as_system(cast.team.pk):
        DeskService.objects.update_or_create(
            team=cast.team,
            desk=cast.sheriff,
            service=SERVICES[letter],
            defaults={"capacity": capacity, "checked_on": date(2026, 5, 1)},
        )


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, min_size=4, max_size=14))
def test_gaps_that_close_and_open_again_keep_what_the_chair_decided(
    cast: Cast, steps: list[tuple[str, int, int]]
) -> None:
    meeting = next_meeting(cast)
    with acting_as_system():
        AgendaItem.objects.all().delete()
    for letter in LETTERS:
        offer(cast, letter, Capacity.NOT_TAKING)
    model = Model(offered=set(LETTERS), comes_in=Lane.LIST)
    model.draft(), draft(meeting)
    chair = User.objects.with_place().get(pk=cast.chris.pk)
    with acting_as(chair):
        records = dict(ServiceGap.objects.values_list("service", "pk"))
    names: dict[object, str] = {records[service]: letter for letter, service in SERVICES.items()}

    def item(letter: str) -> Any:
        with acting_as_system():
            return AgendaItem.objects.get(meeting=meeting, record=records[SERVICES[letter]]).pk

    def said_to_be_gone() -> set[str]:
        with acting_as(chair):
            shown = [one for state in ItemState for one in entries(meeting, chair, state)]
        return {names[one.item.record] for one in shown if one.line.detail == TAKEN_AGAIN}

    drafted: Any = SimpleNamespace(cast=SimpleNamespace(chair=chair), meeting=meeting, item=item)
    for what, which, number in steps:
        letter = LETTERS[which]
        allowed = model.apply(what, letter, number)
        if what == "draft":
            draft(meeting)
        elif what in ("gone", "back"):
            offer(cast, letter, Capacity.TAKING if what == "gone" else Capacity.NOT_TAKING)
        elif allowed:
            press(drafted, what, letter, number)
        listed = [(one, model.lane_of[one], model.minutes[one]) for one in model.listed]
        assert stands(drafted, names) == (listed, set(model.waiting), model.deferred)
        assert said_to_be_gone() == {*model.listed, *model.waiting, *model.deferred} - model.offered
