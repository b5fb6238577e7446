"""The chair asks an owner to put something forward: one question, two answers, and nobody learns more than that."""

import re
from typing import Any

import pytest
from django.db import transaction
from django.db.utils import DatabaseError, IntegrityError
from django.utils import timezone

from cases.actions.walls import keep_from
from cases.duties.actions import forwarding
from cases.duties.asking import DutiesForwarded
from cases.models import Case
from mdt.meetings.actions.asking import ALL_SEE, ANSWERED, NOBODY, leave_what_was_asked
from mdt.meetings.asking import owned
from mdt.meetings.models import ActionItem, ActionKind, AgendaItem, ForwardAsk, Part, PartKind
from mdt.notices.models import Notice
from mdt.team.models import User
from mdt.team.roles import Role
from mdt.team.sectors import Basis
from privacy.wall import acting_as, acting_as_system
from referrals.actions import ending
from referrals.models import PutForward, Referral
from tests.conftest import Ledger
from tests.duties.build import begin, codes_seen, seen
from tests.referrals.build import seen_by
from tests.referrals.cast import Cast, client_of, make_person
from tests.turns import until_it_waits
from tests.walls.build import Hidden, fresh, lead, make_hidden
from tests.walls.test_reach import closed_to, told

ASK_WORDS = "asks you to put this forward"


@pytest.fixture
def hidden(cast: Cast) -> Hidden:
    """On the agenda, and not open to the hospital's desk."""
    made = make_hidden(cast)
    closed_to(made, cast.hospital.group_id)
    return made


def at(hidden: Hidden, what: str) -> str:
    return f"/meetings/{hidden.meeting.pk}/items/{hidden.item.pk}/{what}/"


def ask(cast: Cast, hidden: Hidden, by: User | None = None) -> Any:
    return client_of(by or cast.cora).post(at(hidden, "ask"), follow=True).content.decode()


def question() -> ForwardAsk:
    with acting_as_system():
        return ForwardAsk.objects.latest("asked_at")


def answer(user: User, what: str) -> Any:
    return client_of(user).post(f"/meetings/asked/{question().pk}/{what}/", follow=True)


def record(hidden: Hidden, user: User) -> str:
    return client_of(user).get(f"/referrals/{hidden.referral.pk}/").content.decode()


def preview(hidden: Hidden, user: User) -> str:
    page = client_of(user).get(f"/meetings/{hidden.meeting.pk}/preview/").content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def may_see(user: User, hidden: Hidden) -> bool:
    with acting_as(user):
        return Referral.objects.visible_to(user).filter(pk=hidden.referral.pk).exists()


def notices(cast: Cast) -> list[Any]:
    with acting_as_system(cast.team.pk):
        return list(Notice.objects.filter(kind="forward.asked").values_list("desk", "record_id"))


def test_asked_and_put_forward_with_one_press(cast: Cast, hidden: Hidden) -> None:
    assert not may_see(cast.carol, hidden)
    ask(cast, hidden)
    ask(cast, hidden, cast.chris)

    assert notices(cast) == [(cast.welfare.pk, hidden.referral.pk)]
    assert "Asked. No answer yet." in preview(hidden, cast.chris)
    assert ASK_WORDS in record(hidden, cast.alice)
    for other in (cast.bob, cast.chris, cast.cora):
        assert ASK_WORDS not in record(hidden, other)

    answer(cast.alice, "forward")
    assert may_see(cast.carol, hidden)
    assert ASK_WORDS not in record(hidden, cast.alice)
    assert told(cast, hidden) == []


def test_a_no_changes_nothing_and_the_chair_reads_only_that_there_is_an_answer(cast: Cast, hidden: Hidden) -> None:
    ask(cast, hidden)
    before = told(cast, hidden)
    answer(cast.alice, "leave")

    assert not may_see(cast.carol, hidden)
    assert told(cast, hidden) == before
    page = preview(hidden, cast.cora)
    assert "Asked, and they have answered." in page
    assert "Northfield Child Welfare" not in page.split("Not seen by all")[1]
    assert ASK_WORDS not in record(hidden, cast.alice)
    with acting_as_system():
        row = ForwardAsk.objects.values().get()
    assert not {"yes", "no", "leave", "forward"} & {str(value) for value in row.values()}
    ask(cast, hidden)
    assert len(notices(cast)) == 1
    assert ANSWERED in answer(cast.alice, "forward").content.decode()
    assert not may_see(cast.carol, hidden)


def test_taken_back_it_is_as_if_nobody_had_asked_and_may_be_asked_again(cast: Cast, hidden: Hidden) -> None:
    ask(cast, hidden)
    client_of(cast.chris).post(at(hidden, "ask-no-more"))

    assert ASK_WORDS not in record(hidden, cast.alice)
    assert ANSWERED in answer(cast.alice, "forward").content.decode()
    assert not may_see(cast.carol, hidden)
    assert "Asked" not in preview(hidden, cast.chris)
    ask(cast, hidden)
    assert ASK_WORDS in record(hidden, cast.alice)


def test_the_owner_is_told_neither_who_nor_how_many(cast: Cast, hidden: Hidden) -> None:
    ask(cast, hidden)
    page = record(hidden, cast.alice)
    said = page.split(ASK_WORDS)[1].split("</form>")[0]
    for word in ("Carol", "Cleo", "Hospital", "health", "2 members", "desk"):
        assert word not in said


def test_where_all_see_it_or_nobody_put_it_forward_nobody_is_asked(cast: Cast) -> None:
    hidden = make_hidden(cast)
    assert ALL_SEE in ask(cast, hidden)
    with acting_as_system(cast.team.pk):
        part = Part.objects.get(body=cast.body, kind=PartKind.OPEN)
        action = ActionItem.objects.create(
            team=cast.team, body=cast.body, part=part, kind=ActionKind.REPORT_BACK, agency=cast.hospital.agency,
            due_on=timezone.localdate(), given_by=cast.chris.place,
        )  # fmt: skip
        item = AgendaItem.objects.create(
            team=cast.team, meeting=hidden.meeting, part=part, source="meetings.actions", record=action.pk,
            state="listed", position=50,
        )  # fmt: skip
    assert "Ask its agency" not in preview(hidden, cast.cora)
    address = f"/meetings/{hidden.meeting.pk}/items/{item.pk}/ask/"
    assert NOBODY in client_of(cast.cora).post(address, follow=True).content.decode()
    assert notices(cast) == []


def test_only_the_desk_that_is_asked_answers(cast: Cast, hidden: Hidden) -> None:
    ask(cast, hidden)
    for stranger in (cast.bob, cast.carol, cast.otto, cast.lena):
        assert answer(stranger, "forward").status_code == 404
    assert answer(cast.chris, "leave").status_code in (403, 404)
    key = question().pk
    for stranger in (cast.bob, cast.carol, cast.lena, cast.otto, cast.ada):
        with acting_as(stranger):
            assert ForwardAsk.objects.count() == 0
            assert ForwardAsk.objects.filter(pk=key).update(answered_at=timezone.now()) == 0
    with pytest.raises(IntegrityError, match="only who is asked answers"), acting_as(fresh(cast.cora)):
        ForwardAsk.objects.filter(pk=key).update(answered_at=timezone.now())
    with pytest.raises(IntegrityError, match="only who prepares"), acting_as(cast.alice):
        ForwardAsk.objects.filter(pk=key).update(taken_back_at=timezone.now())
    with pytest.raises(IntegrityError, match="answered or taken back once"), acting_as(cast.alice):
        ForwardAsk.objects.filter(pk=key).update(desk=cast.sheriff)


def test_only_who_prepares_asks(cast: Cast, hidden: Hidden) -> None:
    for member in (cast.alice, cast.bob, cast.carol):
        assert client_of(member).post(at(hidden, "ask")).status_code in (403, 404)
    row = {
        "team_id": cast.team.pk, "body": cast.body, "item": hidden.item, "record": hidden.referral.pk,
        "desk": cast.welfare, "asked_by": cast.bob.place, "meets_at": timezone.now(),
    }  # fmt: skip
    with pytest.raises(DatabaseError, match="row-level security"), acting_as(cast.bob), transaction.atomic():
        ForwardAsk.objects.create(**row)
    cora = fresh(cast.cora)
    other = row | {"asked_by": cora.place, "record": hidden.second.pk}
    with pytest.raises(DatabaseError, match="row-level security"), acting_as(cora), transaction.atomic():
        ForwardAsk.objects.create(**other)


def test_a_colleague_whom_the_case_is_kept_from_learns_of_no_question(cast: Cast, hidden: Hidden) -> None:
    wanda = make_person("Wanda", cast.team, cast.welfare, Role.PARTNER)
    alice = lead(cast.alice)
    with acting_as(alice):
        keep_from(Case.objects.get(pk=hidden.referral.case_id), person=wanda, by=alice)
    ask(cast, hidden)

    assert answer(wanda, "forward").status_code == 404
    with acting_as(wanda):
        assert ForwardAsk.objects.count() == 0
        assert Notice.objects.filter(kind="forward.asked").count() == 0
    with acting_as(alice):
        assert Notice.objects.filter(kind="forward.asked").count() == 1


def test_a_chair_who_steps_back_loses_sight_of_the_question(cast: Cast, hidden: Hidden) -> None:
    ask(cast, hidden)
    client_of(cast.chris).post(at(hidden, "step-back"), {"reason": "unsaid"})
    with acting_as(fresh(cast.chris)):
        assert ForwardAsk.objects.count() == 0
    assert client_of(cast.chris).post(at(hidden, "ask-no-more"), follow=True).status_code in (200, 404)
    with acting_as_system():
        assert ForwardAsk.objects.get().taken_back_at is None


def test_what_may_not_be_put_forward_any_more_is_refused_by_its_own_door(cast: Cast, hidden: Hidden) -> None:
    """The question stays open: no is left to say."""
    ask(cast, hidden)
    with acting_as(cast.alice):
        ending.withdraw(by=cast.alice, referral=seen_by(cast.alice, hidden.referral))
    page = answer(cast.alice, "forward").content.decode()

    assert "This referral has ended" in page
    with acting_as_system():
        assert ForwardAsk.objects.get().answered_at is None
    assert "You said no" in answer(cast.alice, "leave").content.decode()


def test_of_two_agencies_the_one_whose_putting_forward_stands_is_asked(cast: Cast, hidden: Hidden) -> None:
    with acting_as_system(cast.team.pk):
        PutForward.objects.filter(referral=hidden.referral).update(taken_back_at=timezone.now())
        PutForward.objects.create(
            referral=hidden.referral, team_id=cast.team.pk, body=cast.body, holder=cast.sheriff.agency_id,
            basis=Basis.OWN_RULES,
        )  # fmt: skip
        found = owned([hidden.referral.pk], cast.body)
    assert found[hidden.referral.pk].desk == cast.sheriff


def test_a_duty_is_asked_of_the_desk_that_owes_it_and_put_forward_again(cast: Cast) -> None:
    hidden = make_hidden(cast)
    duty = begin(cast.alice, hidden.referral, "missing")
    with acting_as(cast.alice):
        forwarding.put_forward(by=cast.alice, duty=seen(cast.alice, duty), body=cast.body, basis=Basis.OWN_RULES)
        forwarding.take_back(by=cast.alice, duty=duty, body=cast.body.pk)
    assert duty.code not in codes_seen(cast.chris)
    with acting_as_system(cast.team.pk):
        assert owned([duty.pk], cast.body)[duty.pk].desk == cast.welfare
    assert DutiesForwarded().address(duty.pk, cast.bob) is None
    with acting_as(cast.alice):
        assert DutiesForwarded().address(duty.pk, cast.alice) == f"/duties/{duty.pk}/"
        DutiesForwarded().put_forward(duty.pk, cast.body, by=cast.alice)
    assert duty.code in codes_seen(cast.chris)


@pytest.mark.django_db(transaction=True)
def test_the_ledger_says_who_asked_and_what_was_answered(cast: Cast, ledger: Ledger) -> None:
    """The auditor alone reads how."""
    hidden = make_hidden(cast)
    closed_to(hidden, cast.hospital.group_id)
    ask(cast, hidden)
    client_of(cast.cora).post(at(hidden, "ask-no-more"))
    ask(cast, hidden)
    answer(cast.alice, "leave")

    kinds = [kind for kind in ledger.kinds() if kind.startswith("forward.")]
    assert kinds == ["forward.asked", "forward.ask_taken_back", "forward.asked", "forward.left"]


@pytest.mark.django_db(transaction=True)
def test_of_two_answers_at_once_the_second_is_told(cast: Cast, hidden: Hidden) -> None:
    ask(cast, hidden)
    asked, browser = question(), client_of(cast.alice)
    with acting_as(cast.alice):
        leave_what_was_asked(asked, by=cast.alice)
        again = until_it_waits(lambda: browser.post(f"/meetings/asked/{asked.pk}/forward/", follow=True))

    assert ANSWERED in again.result(20).content.decode()
    assert not may_see(cast.carol, hidden)
