"""Actions that a meeting gives: by whom, to whom, and who may say that they are done."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import DatabaseError, connection
from django.urls import reverse

from audit.ledger import System
from mdt.meetings.actions.drafting import draft_agenda
from mdt.meetings.actions.editing import add
from mdt.meetings.actions.work import finish, give_action, reopen, take
from mdt.meetings.agenda import entries
from mdt.meetings.models import ActionItem, ActionKind, ItemState, Meeting, PartKind
from mdt.team.models import User
from mdt.team.policies import Refused
from mdt.team.roles import Role
from privacy.wall import acting_as, acting_as_system
from tests.cast import client_of
from tests.conftest import Ledger
from tests.meetings.conftest import Cast, person
from tests.meetings.test_parts import roster

DUE = date(2026, 11, 20)


def test_only_who_prepares_the_meetings_gives_an_action(cast: Cast) -> None:
    for user in (cast.dana, cast.outsider, cast.stranger):
        with pytest.raises(Refused, match="Only the chair"), acting_as(user):
            give_action(
                cast.body, kind=ActionKind.CONTACT, agency=cast.lee.place.agency, person=None, due_on=DUE, by=user
            )


def test_what_a_part_gave_is_not_there_for_who_does_not_sit_in_it(cast: Cast) -> None:
    """Neither for who prepares the body's other parts, nor for all of the owner agency; a lead and the doer see it."""
    action, desk = cast.action(cast.dana, DUE), cast.dana.groups.get().desk
    lead = person("Lena", cast.team, desk, Role.AGENCY_LEAD)
    with acting_as_system():
        ActionItem.objects.filter(pk=action.pk).update(part=cast.part(PartKind.CHILD))

    def see() -> str:
        readers = {"chair": cast.chair, "coordinator": cast.coordinator, "dana": cast.dana, "lead": lead}
        return " ".join(name for name, user in readers.items() if sees(user, action))

    assert see() == "chair coordinator dana lead"
    roster(cast, PartKind.CHILD, "lee")
    assert see() == "chair lead"
    assert action.code not in client_of(cast.coordinator).get(reverse("actions")).content.decode()
    with acting_as_system():
        ActionItem.objects.filter(pk=action.pk).update(person=cast.dana.place)
    assert see() == "chair dana lead"


def sees(user: User, action: ActionItem) -> bool:
    """By its door and, the door taken away, by plain SQL: both say the same, also where a statement reads nothing."""
    with acting_as(user), connection.cursor() as cursor:
        by_door = ActionItem.objects.visible_to(user).filter(pk=action.pk).exists()
        cursor.execute("UPDATE meetings_actionitem SET due_on = due_on")
        assert (ActionItem.objects.filter(pk=action.pk).exists(), cursor.rowcount) == (by_door, int(by_door))
    return by_door


def test_who_sits_in_a_body_writes_no_action_past_its_door(cast: Cast) -> None:
    """Dana sits there, and gives nobody anything to do."""
    action = cast.action(cast.dana, DUE)
    with pytest.raises(DatabaseError, match="row-level security"), acting_as(cast.dana):
        forged = {"kind": ActionKind.CONTACT, "agency": cast.dana.place.agency, "due_on": DUE}
        ActionItem.objects.create(
            team=cast.team, body=cast.body, part_id=action.part_id, given_by=cast.dana.place, **forged
        )


def test_an_agency_outside_the_body_is_given_nothing(cast: Cast) -> None:
    with pytest.raises(Refused, match="sits in this group"), acting_as(cast.chair):
        outside = cast.outsider.place.agency
        give_action(cast.body, kind=ActionKind.CONTACT, agency=outside, person=None, due_on=DUE, by=cast.chair)


def test_neither_other_members_nor_outsiders_finish_or_reopen_an_action(cast: Cast) -> None:
    action = cast.action(cast.dana, DUE)
    for user in (cast.lee, cast.outsider, cast.stranger):
        for change in (finish, reopen):
            with pytest.raises(Refused, match="Only the chair"), acting_as(user):
                change(action, by=user)

    with acting_as_system():
        assert ActionItem.objects.get().done_at is None


@pytest.mark.django_db(transaction=True)
def test_done_and_undone_once_each_with_an_event(cast: Cast, ledger: Ledger) -> None:
    action = cast.action(cast.dana, DUE)
    with acting_as(cast.dana):
        finish(action, by=cast.dana)
    with pytest.raises(Refused, match="done already"), acting_as(cast.chair):
        finish(action, by=cast.chair)
    with acting_as(cast.chair):
        reopen(action, by=cast.chair)
    with pytest.raises(Refused, match="open already"), acting_as(cast.dana):
        reopen(action, by=cast.dana)

    assert sorted(ledger.kinds()) == ["action.done", "action.reopened"]
    assert {tuple(event.codes) for event in ledger.events()} == {(action.code,)}


def test_the_database_keeps_who_and_when_together(cast: Cast) -> None:
    cast.action(cast.dana, DUE)
    with pytest.raises(Exception, match="done_at_and_by"), acting_as_system():
        ActionItem.objects.update(done_by=cast.dana.place)


# Undo and taking ----------------------------------------------------------------------------------------------


def test_done_is_taken_back_for_half_a_minute_by_who_said_it(cast: Cast, clock: time_machine.Traveller) -> None:
    action = cast.action(cast.dana, DUE)
    with acting_as(cast.dana):
        finish(action, by=cast.dana)
    clock.shift(30)
    with acting_as(cast.dana):
        reopen(action, by=cast.dana)
        finish(action, by=cast.dana)
    clock.shift(31)

    with pytest.raises(Refused, match="half minute"), acting_as(cast.dana):
        reopen(action, by=cast.dana)
    with acting_as(cast.coordinator):
        reopen(action, by=cast.coordinator)
    with acting_as_system():
        assert ActionItem.objects.get().done_at is None


def test_a_colleague_does_not_undo_what_another_has_done(cast: Cast) -> None:
    action = cast.action(cast.dana, DUE)
    colleague = person("Eve", cast.team, cast.dana.groups.get().desk, Role.PARTNER)
    with acting_as(cast.dana):
        finish(action, by=cast.dana)

    with pytest.raises(Refused, match="half minute"), acting_as(colleague):
        reopen(action, by=colleague)


def test_one_of_two_colleagues_takes_an_action_and_nobody_of_another_agency(cast: Cast) -> None:
    action = cast.action(cast.dana, DUE)
    colleague = person("Eve", cast.team, cast.dana.groups.get().desk, Role.PARTNER)
    for other in (cast.lee, cast.chair):
        with pytest.raises(Refused, match="that owns this action"), acting_as(other):
            take(action, by=other)
    with acting_as(colleague):
        take(action, by=colleague)
    with pytest.raises(Refused, match="A colleague has taken it"), acting_as(cast.dana):
        take(action, by=cast.dana)

    with acting_as_system():
        assert ActionItem.objects.get().person == colleague.place


def test_the_lists_are_mine_my_agencys_and_all_that_i_see(cast: Cast) -> None:
    """The chair prepares the meetings and sees all; Dana sees her agency's alone."""
    own, theirs = cast.action(cast.chair, date(2026, 11, 1)), cast.action(cast.dana, date(2026, 11, 2))
    taken = cast.action(cast.dana, date(2026, 11, 3))
    with acting_as(cast.dana):
        take(taken, by=cast.dana)
    with acting_as_system():
        for user, whose, expected in [
            (cast.chair, "mine", []),
            (cast.chair, "agency", [own]),
            (cast.chair, "all", [own, theirs, taken]),
            (cast.dana, "mine", [taken]),
            (cast.dana, "agency", [theirs, taken]),
            (cast.dana, "all", [theirs, taken]),
            (cast.lee, "all", []),
            (cast.outsider, "all", []),
        ]:
            found = ActionItem.objects.visible_to(user).of(whose, user)
            assert list(found.order_by("due_on")) == expected


def test_the_page_offers_to_take_back_and_forgets_it_after_half_a_minute(
    cast: Cast, clock: time_machine.Traveller
) -> None:
    action = cast.action(cast.dana, DUE)
    dana, page = client_of(cast.dana), reverse("actions")
    assert "Nothing is yours to do." in dana.get(page + "?whose=mine").content.decode()
    assert "I do it" in dana.get(page + "?whose=agency").content.decode()

    back = dana.post(reverse("action-done", args=[action.pk]), {"next": "agency"}, follow=True)

    assert back.redirect_chain == [(page + "?whose=agency", 302)]
    assert "You can take it back for half a minute." in back.content.decode()
    astray = dana.post(reverse("action-done", args=[action.pk]), {"next": "//elsewhere.example"}, follow=True)
    assert astray.redirect_chain == [(page, 302)]
    clock.shift(31)
    assert "take it back" not in dana.get(page).content.decode()
    late = dana.post(reverse("action-reopen", args=[action.pk]), follow=True).content.decode()
    assert "The half minute for taking it back is over." in late


def test_an_overdue_action_returns_to_each_agenda_until_it_is_done(cast: Cast, clock: time_machine.Traveller) -> None:
    """Due in November, listed in November, still open: it comes to December and to January with its days."""
    cast.series()
    action = cast.action(cast.dana, date(2026, 11, 4))
    with acting_as_system():
        november, december, january = Meeting.objects.select_related("body").order_by("starts_at")
    late = (
        (november, "1 day"),
        (december, "29 days, on 1 agenda before"),
        (january, "64 days, on 2 agendas before"),
    )
    for meeting, since in late:
        clock.move_to(meeting.starts_at - timedelta(hours=2))
        with acting_as_system(cast.team.pk):
            draft_agenda(meeting, by=System("agenda job"))
        with acting_as(cast.chair):
            (entry,) = entries(meeting, cast.chair, ItemState.SUGGESTED)
            add(meeting, items=[entry.item.pk], by=cast.chair)
        assert entry.line.code == action.code
        assert entry.reason == f"Overdue for {since}"
    with acting_as(cast.dana):
        finish(action, by=cast.dana)
    with acting_as_system(cast.team.pk):
        assert draft_agenda(january, by=System("agenda job")) == 0


def test_the_list_that_is_shown_is_marked(cast: Cast) -> None:
    page = client_of(cast.dana).get(reverse("actions") + "?whose=agency").content.decode()
    assert page.count('aria-current="page">My agency&#x27;s') == 1
    assert 'aria-current="page">Mine' not in page
