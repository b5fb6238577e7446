"""What a member tells a presenter: read by that presenter alone, and never asked of an agency bound by releases."""

import pytest
from django.db import DatabaseError
from django.urls import reverse

from mdt.meetings.actions.editing import set_presenter
from mdt.meetings.actions.parts import set_roster
from mdt.meetings.actions.presenting import tell_presenter
from mdt.meetings.models import Known, KnownAnswer, PartKind
from mdt.team.models import Agency, User
from mdt.team.policies import Refused
from mdt.team.sectors import Binding
from privacy.wall import acting_as, acting_as_system
from tests.cast import client_of
from tests.meetings.conftest import Binder, Cast, Drafted, draft_and_add
from tests.turns import until_it_waits


@pytest.fixture
def presented(cast: Cast, binder: Binder) -> Drafted:
    """Paper A is a child's case, which Dana presents; every desk sits in that part."""
    cast.series()
    with acting_as(cast.chair):
        set_roster(cast.part(PartKind.CHILD), desks=[desk.pk for desk in cast.body.desks.all()], by=cast.chair)
    binder.sides = {"A": PartKind.CHILD}
    drafted = draft_and_add(cast, binder, "AB")
    with acting_as(cast.chair):
        for letter in "AB":
            set_presenter(drafted.meeting, item=drafted.item(letter), presenter=cast.dana.place, by=cast.chair)
    drafted.publish()
    return Drafted(cast, binder, drafted.fresh())


def tell(presented: Drafted, by: User, answer: Known | None = Known.KNOWN, letter: str = "A") -> None:
    with acting_as(by):
        tell_presenter(presented.meeting, item=presented.item(letter), answer=answer, by=by)


def page(presented: Drafted, user: User) -> str:
    return client_of(user).get(reverse("presenters", args=[presented.meeting.pk])).content.decode()


def test_only_the_presenter_reads_it(presented: Drafted) -> None:
    cast = presented.cast
    tell(presented, cast.lee)
    assert "Lee, Juvenile Practice: We know this person" in page(presented, cast.dana)
    for user in (cast.chair, cast.coordinator):
        assert "Lee, Juvenile Practice" not in page(presented, user)
        with acting_as(user):
            assert not KnownAnswer.objects.exists()


def test_a_new_presenter_does_not_inherit_it(presented: Drafted) -> None:
    cast = presented.cast
    tell(presented, cast.lee)
    with acting_as(cast.chair):
        set_presenter(presented.meeting, item=presented.item("A"), presenter=cast.chair.place, by=cast.chair)
    assert "Lee, Juvenile Practice" not in page(presented, cast.chair)
    assert "Lee, Juvenile Practice" not in page(presented, cast.dana)


def test_it_is_changed_and_taken_back_by_buttons(presented: Drafted) -> None:
    client, address = client_of(presented.cast.lee), [presented.meeting.pk, presented.item("A")]
    for answer, kept in (("known", ["known"]), ("phone", ["phone"]), ("made up", []), ("phone", ["phone"]), ("", [])):
        client.post(reverse("tell-presenter", args=address), {"answer": answer})
        with acting_as_system():
            assert list(KnownAnswer.objects.values_list("answer", flat=True)) == kept


@pytest.mark.django_db(transaction=True)
def test_of_two_presses_at_once_the_second_is_what_is_told(presented: Drafted) -> None:
    lee, address = presented.cast.lee, [presented.meeting.pk, presented.item("A")]
    browser = client_of(lee)
    with acting_as(lee):
        tell_presenter(presented.meeting, item=presented.item("A"), answer=Known.KNOWN, by=lee)
        again = until_it_waits(lambda: browser.post(reverse("tell-presenter", args=address), {"answer": "phone"}))

    assert again.result(20).status_code == 302
    with acting_as_system():
        assert list(KnownAnswer.objects.values_list("answer", flat=True)) == ["phone"]


def test_a_release_bound_agency_is_never_asked_and_the_database_takes_no_answer_of_it(presented: Drafted) -> None:
    cast = presented.cast
    tell(presented, cast.lee)
    with acting_as_system():
        Agency.objects.filter(pk=cast.lee.place.agency_id).update(bindings=[Binding.VAWA])
    lee = User.objects.with_place().get(pk=cast.lee.pk)

    assert "We know this person" not in page(presented, lee)
    # What it said before it was bound is not shown any more either.
    assert "Lee, Juvenile Practice" not in page(presented, cast.dana)
    with pytest.raises(Refused):
        tell(presented, lee)
    values = {"team": cast.team, "item_id": presented.item("A"), "told": cast.dana.place, "answer": "known"}
    with acting_as(lee):
        KnownAnswer.objects.all().delete()
    with pytest.raises(DatabaseError, match="row-level security"), acting_as(lee):
        KnownAnswer.objects.create(**values, place=lee.place)


def test_nobody_is_asked_of_the_open_part_of_their_own_item_or_of_what_they_do_not_see(presented: Drafted) -> None:
    cast = presented.cast
    for user, letter in ((cast.lee, "B"), (cast.dana, "A")):
        with pytest.raises(Refused):
            tell(presented, user, letter=letter)
    presented.binder.hidden = {"Lee": "A"}
    with pytest.raises(Refused):
        tell(presented, cast.lee)
