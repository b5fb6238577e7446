"""No ledger, no data: the whole way from the request to the page, each time with the ledger broken otherwise."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.test import Client

from audit.ledger import System, witness
from mdt.team.models import Agency, Body, Membership, Team, User
from mdt.team.roles import Role
from mdt.team.sectors import Sector
from privacy.wall import Claims, acting
from tests.audit.pages import CODE, LABEL
from tests.audit.silence import Passage
from tests.conftest import Ledger

Sql = Callable[..., list[tuple[Any, ...]]]
pytestmark = pytest.mark.urls("tests.audit.pages")


@pytest.fixture
def browser(db: None) -> Client:
    """A partner (invented), signed in, in a browser that gets error pages as a person does."""
    team = Team.objects.create(name="Cedar County (invented)")
    agency = Agency.objects.create(name="Eastside CPS (invented)", sector=Sector.CHILD_WELFARE)
    user = User.objects.create(email="dana@example.org", name="Dana R. (invented)")
    user.current = Membership.objects.create(user=user, team=team, agency=agency, roles=[Role.PARTNER])
    user.save()
    browser = Client(raise_request_exception=False)
    browser.force_login(user, backend="mdt.team.backends.TeamBackend")
    return browser


def _no_page(browser: Client) -> None:
    """Nothing is shown, nothing is changed, and what was typed comes back."""
    page = browser.get("/show/")
    assert page.status_code == 503
    assert CODE not in page.content.decode()
    assert LABEL not in page.content.decode()

    typed = "A group that meets on the first Thursday of each month, at the long table"
    page = browser.post("/change/", {"name": typed}, headers={"Sec-Fetch-Site": "same-origin"})
    assert page.status_code == 503
    assert typed in page.content.decode()
    assert not Body.objects.exists()


@pytest.fixture
def without_append_right(owner_sql: Sql) -> Iterator[None]:
    owner_sql("REVOKE EXECUTE ON FUNCTION ledger.append(bytea) FROM mdt_app, mdt_ledger")
    yield
    owner_sql("GRANT EXECUTE ON FUNCTION ledger.append(bytea) TO mdt_app, mdt_ledger")


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_page_that_names_no_rule_is_not_there(browser: Client, method: str) -> None:
    page = getattr(browser, method)("/forgotten/", headers={"Sec-Fetch-Site": "same-origin"})
    assert page.status_code == 404
    assert LABEL not in page.content.decode()


def test_with_the_ledger_there_pages_and_changes_are_there(browser: Client, ledger: Ledger) -> None:
    assert LABEL in browser.get("/show/").content.decode()
    assert browser.post("/change/", {"name": "x"}).status_code == 200
    assert Body.objects.count() == 1
    assert ledger.kinds() == ["words.opened"]


def test_without_the_append_right_there_is_no_page(browser: Client, without_append_right: None, ledger: Ledger) -> None:
    _no_page(browser)
    assert browser.get("/nowhere/").status_code == 404
    assert ledger.events() == []


def test_it_comes_back_by_itself(browser: Client, owner_sql: Sql, ledger: Ledger) -> None:
    owner_sql("REVOKE EXECUTE ON FUNCTION ledger.append(bytea) FROM mdt_app, mdt_ledger")
    assert browser.get("/show/").status_code == 503
    owner_sql("GRANT EXECUTE ON FUNCTION ledger.append(bytea) TO mdt_app, mdt_ledger")

    assert browser.get("/show/").status_code == 200
    assert ledger.kinds() == ["words.opened"]


def test_what_may_not_be_refused_on_record_is_not_answered_either(browser: Client, without_append_right: None) -> None:
    """A refusal that leaves no event would let somebody try doors unseen."""
    Membership.objects.update(roles=[])
    # A change of roles ends the session, so it is a new one that is refused.
    browser.force_login(User.objects.get())
    assert browser.get("/show/").status_code == 503


def test_a_read_whose_request_then_fails_leaves_its_event(browser: Client, ledger: Ledger) -> None:
    page = browser.get("/fall/")

    assert page.status_code == 500
    assert LABEL not in page.content.decode()
    (event,) = ledger.events("words.opened")
    assert event.codes == [CODE]


def test_a_full_disk_takes_nothing_and_gives_back_what_was_typed(browser: Client, ledger: Ledger) -> None:
    typed = "A group that meets on the first Thursday of each month, at the long table"
    page = browser.post("/fill/", {"name": typed}, headers={"Sec-Fetch-Site": "same-origin"})

    assert page.status_code == 503
    assert "Nothing was saved or sent" in page.content.decode()
    assert typed in page.content.decode()
    assert not Body.objects.exists()
    assert ledger.events() == []


# A ledger that is silent, or hangs up --------------------------------------------------------------------------


@pytest.fixture
def passage(db: None, tmp_path: Path) -> Iterator[Passage]:
    """The ledger's connection goes through a passage, with short limits so that the test does not wait long."""
    audit = connections["audit"]
    audit.close()
    before = dict(audit.settings_dict)
    passage = Passage(tmp_path, before["HOST"], before["PORT"])
    audit.settings_dict["HOST"] = str(tmp_path)
    audit.settings_dict["OPTIONS"] = before["OPTIONS"] | {"connect_timeout": 2}
    yield passage
    audit.close()
    passage.close()
    audit.settings_dict.update(before)


def test_nobody_waits_longer_than_five_seconds_for_the_ledger(settings: Any) -> None:
    assert settings.LEDGER_SECONDS <= 5
    assert settings.DATABASES["audit"]["OPTIONS"]["connect_timeout"] <= 5


def test_a_ledger_that_never_answers_a_connection_shows_nothing(
    browser: Client, passage: Passage, ledger: Ledger
) -> None:
    passage.silent = True
    assert browser.get("/show/").status_code == 503
    passage.silent = False

    assert browser.get("/show/").status_code == 200
    assert ledger.kinds() == ["words.opened"]


def test_a_ledger_that_falls_silent_shows_nothing(
    browser: Client, passage: Passage, ledger: Ledger, settings: Any
) -> None:
    settings.LEDGER_SECONDS = 1
    assert browser.get("/show/").status_code == 200
    passage.silent = True
    page = browser.get("/show/")
    assert (page.status_code, CODE in page.content.decode()) == (503, False)
    passage.silent = False

    assert browser.get("/show/").status_code == 200
    assert ledger.kinds() == ["words.opened", "words.opened"]


def test_a_connection_that_was_ended_is_made_again_without_anybody_noticing(
    browser: Client, ledger: Ledger, owner_sql: Sql
) -> None:
    assert browser.get("/show/").status_code == 200
    _hang_up()

    assert browser.get("/show/").status_code == 200
    assert ledger.kinds() == ["words.opened", "words.opened"]


def _hang_up() -> None:
    """End the ledger's connection from the server's side, as its own role may."""
    other = connections["audit"].copy("audit")
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [connections["audit"].connection.info.backend_pid])
        assert cursor.fetchone() == (True,)
    other.close()


def test_a_server_that_is_gone_is_tried_once_more_and_no_longer(
    browser: Client, ledger: Ledger, tmp_path: Path
) -> None:
    audit = connections["audit"]
    assert browser.get("/show/").status_code == 200
    host = audit.settings_dict["HOST"]
    audit.settings_dict["HOST"] = str(tmp_path)
    try:
        audit.connection.close()
        assert browser.get("/show/").status_code == 503
    finally:
        audit.settings_dict["HOST"] = host

    assert browser.get("/show/").status_code == 200
    assert ledger.kinds() == ["words.opened", "words.opened"]


def test_the_same_event_twice_is_one(ledger: Ledger) -> None:
    """What makes the second try safe."""
    witness("words.opened", by=System("test"))
    (event,) = ledger.events()
    with connections["audit"].cursor() as cursor:
        cursor.execute("SELECT ledger.append(%s)", [bytes(event.body)])

    assert len(ledger.events()) == 1


def test_an_event_is_never_witnessed_inside_a_transaction_of_the_ledger(ledger: Ledger) -> None:
    with pytest.raises(RuntimeError), acting(Claims("auditor"), using="audit"):
        witness("words.opened", by=System("test"))
    assert ledger.events() == []
