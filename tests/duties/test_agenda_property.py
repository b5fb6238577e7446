"""The property of agendas, lived by duties that their owner takes back and puts forward again between the edits.

What is taken back is not there for the chair, who can do nothing with it; put forward again, it stands where it was.
"""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.ledger import System
from mdt.meetings.actions.drafting import draft_agenda
from mdt.meetings.models import AgendaItem
from mdt.team.models import User
from privacy.wall import acting_as_system
from tests.duties.build import begin
from tests.duties.test_forwarding import back, forward
from tests.meetings.test_agenda_property import LETTERS, STEPS, Model, press, stands
from tests.referrals.build import make_sent
from tests.referrals.cast import Cast
from tests.referrals.test_agenda import next_meeting


@dataclass
class Seen(Model):
    """The same model, of which the chair sees what stands put forward."""

    def apply(self, what: str, letter: str, number: int) -> bool:
        if what not in ("gone", "back", "draft") and letter not in self.offered:
            return False
        return super().apply(what, letter, number)

    def _move(self, letter: str, to: int) -> None:
        """What the chair does not see keeps its place between the others."""
        lane = self.lanes[self.lane_of[letter]]
        seen = [one for one in lane if one in self.offered]
        first = [one for one in self.listed if one in self.offered].index(seen[0]) + 1
        seen.remove(letter)
        lane.remove(letter)
        place = min(max(to - first, 0), len(seen))
        if place < len(seen):
            lane.insert(lane.index(seen[place]), letter)
        else:
            lane.insert(lane.index(seen[-1]) + 1 if seen else 0, letter)

    def stands(self) -> tuple[Any, ...]:
        listed = [(one, self.lane_of[one], self.minutes[one]) for one in self.listed if one in self.offered]
        deferred = {one: number for one, number in self.deferred.items() if one in self.offered}
        return listed, {one for one in self.waiting if one in self.offered}, deferred


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, min_size=4, max_size=14))
def test_duties_taken_back_and_put_forward_again_keep_what_the_chair_decided(
    cast: Cast, steps: list[tuple[str, int, int]]
) -> None:
    meeting = next_meeting(cast)
    with acting_as_system():
        AgendaItem.objects.all().delete()
    duties = {
        letter: begin(cast.alice, make_sent(cast.alice, cast.welfare, cast.sheriff, note=""), "missing")
        for letter in LETTERS
    }
    names: dict[object, str] = {duty.pk: letter for letter, duty in duties.items()}
    chair = User.objects.with_place().get(pk=cast.chris.pk)

    def item(letter: str) -> Any:
        with acting_as_system():
            return AgendaItem.objects.get(meeting=meeting, record=duties[letter].pk).pk

    drafted: Any = SimpleNamespace(cast=SimpleNamespace(chair=chair), meeting=meeting, item=item)
    model = Seen(offered=set(LETTERS))

    def draft() -> None:
        with acting_as_system(cast.team.pk):
            draft_agenda(meeting, by=System("agenda job"))

    for duty in duties.values():
        forward(cast.alice, duty, cast.body)
    model.draft(), draft()
    for what, which, number in steps:
        letter = LETTERS[which]
        stood = letter in model.offered
        allowed = model.apply(what, letter, number)
        if what == "draft":
            draft()
        elif what == "gone" and stood:
            back(cast.alice, duties[letter], cast.body)
        elif what == "back" and not stood:
            forward(cast.alice, duties[letter], cast.body)
        elif what not in ("gone", "back") and allowed:
            press(drafted, what, letter, number)
        assert stands(drafted, names) == model.stands()
    for letter in model.offered:
        back(cast.alice, duties[letter], cast.body)
