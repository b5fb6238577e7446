"""A recusal and a wall pass through a room's report and through an action, however many steps lead to the case."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.models import CaseWall
from mdt.meetings.actions.recusing import step_back
from mdt.meetings.keeping import people_kept_from
from mdt.meetings.models import ActionItem, ActionKind, AgendaItem, Lease, RecusalReason, Sitting, Task
from mdt.subcommittees.models import Advice, QueueItem, Report, Step
from mdt.team.models import Body
from privacy.wall import acting_as, acting_as_system
from tests.referrals.cast import Cast, client_of
from tests.walls.build import Hidden, fresh, make_hidden, rows_seen
from tests.walls.test_wall import NOTHING


def report_of(cast: Cast, hidden: Hidden) -> AgendaItem:
    """What a room reported of the referral, on the same agenda."""
    now, source = timezone.now(), hidden.item.source
    about = {"team": cast.team, "part": hidden.item.part.kind, "source": source, "record": hidden.referral.pk}
    with acting_as_system(cast.team.pk):
        room = Body.objects.create(team=cast.team, name="Labor (invented)", subcommittee=True, chair=cast.chris)
        given = QueueItem.objects.create(
            **about, body=room, from_body=cast.body, given_by=cast.chris.place, step=Step.TAKEN,
            taken_by=cast.chris.place, taken_at=now,
        )  # fmt: skip
        report = Report.objects.create(
            **about, item=given, body=room, to_body=cast.body, said_by="Labor (invented)", advice=Advice.CHANGE,
            by=cast.chris.place,
        )  # fmt: skip
        return AgendaItem.objects.create(
            team=cast.team, meeting=hidden.meeting, part=hidden.item.part, source="subcommittees.reports",
            record=report.pk, state="listed", position=50,
        )  # fmt: skip


def action_at(cast: Cast, item: AgendaItem, position: int) -> AgendaItem:
    """An action that was given at an item, itself an item again."""
    due = timezone.localdate() + timedelta(days=3)
    what = {"team": cast.team, "kind": ActionKind.FOLLOW_UP, "agency": cast.sheriff.agency, "due_on": due}
    with acting_as_system(cast.team.pk):
        action = ActionItem.objects.create(**what, body=cast.body, part=item.part, given_by=cast.chris.place)
        Task.objects.create(**what, item=item, action=action, term=1, written_by=cast.chris.place)
        return AgendaItem.objects.create(
            team=cast.team, meeting=item.meeting, part=item.part, source="meetings.actions", record=action.pk,
            state="listed", position=position,
        )  # fmt: skip


@pytest.fixture
def chain(cast: Cast) -> tuple[Hidden, list[AgendaItem]]:
    """The referral, a report of it, an action given at that, and one given at that action's own item."""
    hidden = make_hidden(cast)
    report = report_of(cast, hidden)
    with acting_as_system(cast.team.pk):
        Sitting.objects.create(team=cast.team, meeting=hidden.meeting, started_by=cast.chris.place)
        until = timezone.now() + timedelta(minutes=5)
        Lease.objects.create(team=cast.team, meeting=hidden.meeting, holder=cast.chris.place, until=until)
    first = action_at(cast, report, 51)
    return hidden, [hidden.item, report, first, action_at(cast, first, 52)]


@pytest.mark.parametrize("at", [0, 1, 2, 3])
def test_stepping_back_anywhere_takes_all_of_it_away(
    cast: Cast, chain: tuple[Hidden, list[AgendaItem]], at: int
) -> None:
    hidden, items = chain
    # Chris prepares the meeting and sees each of the four.
    assert rows_seen(cast.chris)["meetings_agendaitem"] == 4

    with acting_as(fresh(cast.chris)):
        step_back(hidden.meeting, item=items[at].pk, reason=RecusalReason.UNSAID, by=fresh(cast.chris))

    assert rows_seen(cast.chris) == NOTHING
    with acting_as(fresh(cast.chris)):
        assert (Report.objects.count(), ActionItem.objects.count(), QueueItem.objects.count()) == (0, 0, 0)
    with acting_as_system(cast.team.pk):
        assert [people_kept_from(item.record) for item in items] == [{cast.chris.pk}] * 4


@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_report_and_an_action_are_kept_with_their_case(
    cast: Cast, chain: tuple[Hidden, list[AgendaItem]], at: int
) -> None:
    hidden, items = chain
    page = f"/meetings/{hidden.meeting.pk}/items/{items[at].pk}/people/"

    answer = client_of(cast.chris).post(page, {"person": str(cast.bea.pk)}, follow=True).content.decode()

    assert "This is kept from Bea (invented)." in answer
    with acting_as_system(cast.team.pk):
        assert CaseWall.objects.get().case_id == hidden.referral.case_id
    assert rows_seen(cast.bea) == NOTHING
