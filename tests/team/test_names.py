"""Names of agencies, desks, groups and places are judged as words are; what a field is for is let through."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from mdt.meetings.forms import SeriesForm
from mdt.team.actions.people import invite
from mdt.team.forms import AcceptForm
from mdt.team.models import Agency, Body, Desk, Invitation
from privacy.guard import fields
from privacy.guard.judging import GuardUnavailable
from tests.cast import Cast
from tests.conftest import Ledger

pytestmark = pytest.mark.django_db
PHONE = "Intake 503-555-0142"
PERSON = "Maria Lopez line"
GOOD = "five invented plain words"


def post(cast: Cast, route: str, name: str, **more: str) -> HttpResponse:
    client = Client()
    client.force_login(cast.people["administrator"])
    args = {"add-desk": [cast.agencies["hospital"].pk], "desk": [cast.desks["hospital"].pk]}.get(route, [])
    return client.post(reverse(route, args=args), {"name": name, "sector": "labor"} | more)


def names() -> set[str]:
    found: set[str] = set()
    for model in (Agency, Body, Desk):
        found |= set(model.objects.values_list("name", flat=True))
    return found


@pytest.mark.parametrize("route", ["bodies", "add-agency", "add-desk", "desk"])
def test_a_number_in_a_name_is_refused_and_stays_in_the_form(cast: Cast, route: str) -> None:
    page = post(cast, route, PHONE)

    text = page.content.decode()
    assert page.status_code == 200
    assert "This looks like a phone number." in text
    assert f'value="{PHONE}"' in text
    assert PHONE not in names()


@pytest.mark.parametrize("route", ["bodies", "add-agency", "add-desk", "desk"])
def test_a_likely_name_is_asked_about_and_kept_by_a_tick(cast: Cast, ledger: Ledger, route: str) -> None:
    asked = post(cast, route, PERSON).content.decode()
    assert "This may be a name." in asked
    assert PERSON not in names()
    (keep,) = re.findall(r'name="(name-keep-[0-9a-f]+)"', asked)

    assert post(cast, route, PERSON, **{keep: "on"}).status_code == 302
    assert PERSON in names()


@pytest.mark.django_db(transaction=True)
def test_what_is_kept_is_counted_without_its_words(cast: Cast, ledger: Ledger) -> None:
    asked = post(cast, "bodies", PERSON).content.decode()
    (keep,) = re.findall(r'name="(name-keep-[0-9a-f]+)"', asked)
    post(cast, "bodies", PERSON, **{keep: "on"})

    (event,) = ledger.events("name.kept")
    assert event.said["detail"] == {"form": "BodyForm", "kept_words": 1}
    assert "Lopez" not in str([one.said for one in ledger.events()])


def test_the_first_desk_of_an_agency_is_judged_too(cast: Cast) -> None:
    page = post(cast, "add-agency", "New (invented)", desk=PHONE)

    assert "This looks like a phone number." in page.content.decode()
    assert not Agency.objects.filter(name="New (invented)").exists()


def test_a_line_is_for_a_number(cast: Cast) -> None:
    assert post(cast, "desk", "Night", phone="503-555-0142", after_hours="503-555-0143 ext. 2").status_code == 302

    cast.desks["hospital"].refresh_from_db()
    assert cast.desks["hospital"].phone == "503-555-0142"


@pytest.mark.parametrize("name", ["Dana Reed", "Sam O'Neil", "Björk Guðmundsdóttir", "Lee"])
def test_ones_own_name_is_a_name(name: str) -> None:
    assert AcceptForm({"name": name, "password": GOOD, "password_again": GOOD}).is_valid()


@pytest.mark.parametrize("name", ["Dana 503-555-0142", "dana@example.org", "123 Oak Street", "x\x00y", "a" * 81])
def test_ones_own_name_holds_no_number_or_address(name: str) -> None:
    form = AcceptForm({"name": name, "password": GOOD, "password_again": GOOD})

    assert list(form.errors) == ["name"]
    assert "could not check" not in str(form.errors)


def test_a_name_beside_an_invited_address_holds_no_number(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.people["lead"])
    typed = {"people": "Dana 503-555-0142 <dana@example.org>", "roles": ["partner"]}

    page = client.post(reverse("invite"), typed)

    assert "This looks like a phone number." in page.content.decode()
    assert not Invitation.objects.exists()
    assert client.post(reverse("invite"), typed | {"people": "Dana Reed <dana@example.org>"}).status_code == 302


def test_an_invited_name_that_is_no_name_is_not_taken_over(cast: Cast) -> None:
    """An invitation made before, or by the set-up command, may hold anything: the person's own form judges it."""
    secret = invite(
        agency=cast.agencies["hospital"], email="n@example.org", roles=["partner"], by=cast.people["other_lead"],
        name="Call 503-555-0142",
    ).secret  # fmt: skip
    page = Client().post(
        reverse("accept-invitation", args=[secret]),
        {"name": "Call 503-555-0142", "password": GOOD, "password_again": GOOD},
    )
    assert "This looks like a phone number." in page.content.decode()


def place(words: str) -> SeriesForm:
    form = SeriesForm({"place": words})
    form.full_clean()
    return form


@pytest.mark.parametrize(
    "words", ["Courthouse Annex, room 210", "155 N First Avenue", "Birch House", "Library, room 2"]
)
def test_a_meeting_place_may_be_an_address(words: str) -> None:
    assert "place" not in place(words).errors


@pytest.mark.parametrize("words", ["Room 2, call 503-555-0142", "Ask for Maria Lopez", "dana@example.org"])
def test_a_meeting_place_names_nobody(words: str) -> None:
    assert {error.code for error in place(words).errors.as_data()["place"]} <= {"guard_stop", "guard_ask"}


def test_without_the_guard_no_name_passes(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(text: str) -> None:
        raise GuardUnavailable("time")

    monkeypatch.setattr(fields, "judge", away)
    page = post(cast, "bodies", "Data Collection").content.decode()

    assert "We could not check this text for names." in page
    assert 'value="Data Collection"' in page
    assert not Body.objects.filter(name="Data Collection").exists()
