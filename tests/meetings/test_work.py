"""Actions that a meeting gives: by whom, to whom, and who may say that they are done."""

from datetime import date

import pytest

from mdt.meetings.actions.work import finish, give_action, reopen
from mdt.meetings.models import ActionItem, ActionKind
from mdt.team.policies import Refused
from privacy.wall import acting_as, acting_as_system
from tests.conftest import Ledger
from tests.meetings.conftest import Cast

DUE = date(2026, 11, 20)


def test_only_who_prepares_the_meetings_gives_an_action(cast: Cast) -> None:
    for user in (cast.dana, cast.outsider, cast.stranger):
        with pytest.raises(Refused, match="Only the chair"), acting_as(user):
            give_action(
                cast.body, kind=ActionKind.CONTACT, agency=cast.lee.place.agency, person=None, due_on=DUE, by=user
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
