"""A team's own checklists: only with rights, judged by the guard, and each version as it was."""

import re
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from cases.screening.models import Instrument
from privacy.wall import acting_as, acting_as_system
from tests.referrals.cast import Cast, client_of
from tests.screening.build import ITEMS, add_list
from tests.turns import until_it_waits

TYPED = {
    "name": "Intake list",
    "items": "First sign\n\n  Second sign \nThird sign",
    "some_from": "1",
    "some_route": "advocate",
    "many_from": "2",
    "many_route": "refer",
    "about": "both",
    "rights": "A signed agreement with the publisher",
    "holds_rights": "on",
}


def post(cast: Cast, **changes: str | None) -> Any:
    typed = {name: value for name, value in (TYPED | changes).items() if value is not None}
    return client_of(cast.adam).post("/screening/checklists/add/", typed)


def rows(cast: Cast) -> list[Instrument]:
    with acting_as_system(cast.team.pk):
        return list(Instrument.objects.order_by("version"))


def test_it_is_added_and_can_be_screened_with(cast: Cast) -> None:
    assert post(cast).status_code == 302

    (added,) = rows(cast)
    assert (added.items, added.version, added.added_by_id) == (
        ["First sign", "Second sign", "Third sign"],
        1,
        cast.adam.pk,
    )
    page = client_of(cast.alice).get(f"/screening/new/{added.pk}/").content.decode()
    assert "Second sign" in page and "not validated" in page
    assert "A signed agreement" in client_of(cast.adam).get("/screening/checklists/").content.decode()


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"holds_rights": None}, "Tick that the county holds the rights."),
        ({"rights": ""}, "Say who gave the rights."),
        ({"items": " \n "}, "Type at least one item."),
        ({"items": "Call 503-555-0188"}, "This looks like a phone number."),
        ({"rights": "Ask 503-555-0188"}, "This looks like a phone number."),
        ({"many_from": "4"}, "There are fewer items than that."),
        ({"some_from": "3", "many_from": "2"}, "begins at the same number or a higher one"),
        ({"some_from": "0"}, "greater than or equal to 1"),
        ({"items": "x" * 201}, "An item has up to 200 characters."),
        ({"items": "\n".join(["Sign"] * 61)}, "Use up to 60 items."),
        ({"some_route": "determined"}, "Choose what to recommend for some signs."),
    ],
)
def test_what_is_refused_is_said_and_adds_nothing(cast: Cast, changes: dict[str, str | None], why: str) -> None:
    page = post(cast, **changes)

    assert page.status_code == 200 and why in page.content.decode()
    assert rows(cast) == []


def test_the_same_name_makes_a_new_version_and_leaves_the_old_as_it_was(cast: Cast) -> None:
    first = add_list(cast.adam)
    alice = client_of(cast.alice)
    alice.post(f"/screening/new/{first.pk}/", {"signs": ["0", "1"], "setting": "office"})

    second = add_list(cast.adam, items=["Only this"], some_from=1, many_from=1)

    assert [(row.version, row.items) for row in rows(cast)] == [(1, ITEMS), (2, ["Only this"])]
    listed = alice.get("/screening/").content.decode()
    assert str(second.pk) in listed and f"/screening/new/{first.pk}/" not in listed
    assert "Invented list, version 1" in listed
    assert alice.get(f"/screening/new/{first.pk}/").status_code == 404
    (path,) = set(re.findall(r"/screening/[0-9a-f-]{36}/", listed))
    assert "version 1" in alice.get(path).content.decode()


@pytest.mark.parametrize("change", ["items = '{x}'", "some_from = 1", "name = 'Other'", "rights = ''", "version = 9"])
def test_a_version_cannot_be_edited(cast: Cast, change: str) -> None:
    add_list(cast.adam)

    with (
        acting_as(cast.adam),
        pytest.raises(DatabaseError, match="stays as it is"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE screening_instrument SET {change}")


def test_one_taken_out_of_use_is_offered_no_more(cast: Cast) -> None:
    added = add_list(cast.adam)
    admin = client_of(cast.adam)
    for _ in range(2):
        admin.post(f"/screening/checklists/{added.pk}/retire/")

    assert client_of(cast.alice).get(f"/screening/new/{added.pk}/").status_code == 404
    assert "Out of use" in admin.get("/screening/checklists/").content.decode()


def test_another_teams_checklist_is_not_there(cast: Cast) -> None:
    added = add_list(cast.adam)

    assert client_of(cast.otto).get(f"/screening/new/{added.pk}/").status_code == 404
    with acting_as(cast.otto):
        assert not Instrument.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_added_at_once_one_stands_and_the_other_stays_in_its_form(cast: Cast) -> None:
    add_list(cast.adam, name=TYPED["name"])
    with acting_as(cast.adam):
        Instrument.objects.create(
            team=cast.team, name=TYPED["name"], version=2, added_by=cast.adam, items=ITEMS, some_from=1, many_from=2,
            some_route="advocate", many_route="refer", about="labor", rights=TYPED["rights"],
        )  # fmt: skip
        again = until_it_waits(lambda: post(cast))

    answer = again.result(20).content.decode()
    assert "was just added" in answer and "Second sign" in answer
    assert [one.version for one in rows(cast)] == [1, 2]
