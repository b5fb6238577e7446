"""Home by role: panels that floors register, in order, for those who may see them."""

from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse

from mdt.team import home
from mdt.team.home import Panel, panels_for, register_panel
from mdt.team.models import Membership, User
from mdt.team.roles import Role
from tests.cast import Cast, add_person


@dataclass(frozen=True)
class Shown:
    """A panel as a floor above would register it."""

    key: str
    order: int
    permission: str = "team.home"
    silent: bool = False

    def present(self, user: User) -> Panel | None:
        return None if self.silent else Panel("team/lead_panel.html", {"key": self.key, "waiting": 1})


@pytest.fixture
def no_panels(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(home, "_SOURCES", {})


def text(cast: Cast, part: str) -> str:
    client = Client()
    client.force_login(cast.people[part])
    return client.get(reverse("home")).content.decode()


def test_panels_come_in_their_order_and_a_silent_one_not_at_all(cast: Cast, no_panels: None) -> None:
    for panel in (Shown("late", 30), Shown("first", 1), Shown("nothing", 2, silent=True), Shown("middle", 10)):
        register_panel(panel)

    assert [panel.context["key"] for panel in panels_for(cast.people["sender"])] == ["first", "middle", "late"]


def test_a_panel_is_asked_only_for_those_with_its_permission(cast: Cast, no_panels: None) -> None:
    register_panel(Shown("people", 1, permission="team.invite"))

    assert panels_for(cast.people["sender"]) == []
    assert len(panels_for(cast.people["lead"])) == 1


def test_a_key_is_registered_once(no_panels: None) -> None:
    register_panel(Shown("one", 1))

    with pytest.raises(ValueError, match="twice"):
        register_panel(Shown("one", 2))


def test_an_empty_home_says_what_comes_next(cast: Cast, no_panels: None) -> None:
    assert "New work for your desk will show here" in text(cast, "sender")
    assert "ask your agency lead to seat you" in text(cast, "colleague")
    assert "Invite people" in text(cast, "lead")


def test_a_new_team_opens_on_what_is_left_to_set_up(cast: Cast) -> None:
    page = text(cast, "administrator")

    assert "Set up your team: 5 of 7 done" in page
    assert "A second administrator" in page


def test_a_team_that_is_set_up_asks_for_nothing(cast: Cast) -> None:
    add_person(cast, "second", cast.team, "police", Role.ADMINISTRATOR)
    for agency in ("juvenile", "police", "prosecutor", "shelter"):
        add_person(cast, f"{agency}_lead", cast.team, agency, Role.AGENCY_LEAD)

    assert "Set up your team" not in text(cast, "administrator")


def test_a_lead_reads_what_their_agency_has_to_look_at(cast: Cast) -> None:
    assert "Your agency" not in text(cast, "lead")
    cast.people["sender"].groups.clear()
    cast.people["ended"].groups.clear()

    assert "Nobody sits at Intake" in text(cast, "lead")
    assert "Nobody sits at Intake" not in text(cast, "other_lead")


def test_somebody_in_two_teams_works_in_one_at_a_time(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.people["both"])
    other = Membership.objects.get(user=cast.people["both"], team=cast.other_team)
    assert "Rivers County" in client.get(reverse("account")).content.decode()
    assert client.get(reverse("meetings")).status_code == 200

    client.post(reverse("switch-team", args=[other.pk]))

    page = client.get(reverse("account")).content.decode()
    assert "Work in this team" in page
    assert User.objects.get(pk=cast.people["both"].pk).current == other


def test_nobody_goes_on_in_a_team_that_has_ended_for_them(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.people["both"])
    Membership.objects.filter(user=cast.people["both"], team=cast.other_team).update(ended_at="2026-01-01T00:00Z")
    other = Membership.objects.get(user=cast.people["both"], team=cast.other_team)

    assert client.post(reverse("switch-team", args=[other.pk])).status_code == 404
