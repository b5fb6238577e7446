"""Who takes this: asked before the form, carried into it, marked in the chooser; two better desks after a no."""

import re
from datetime import date

import pytest
import time_machine
from django.db import connections
from django.utils import timezone

from mdt.directory.choices import Service
from mdt.team.models import User
from privacy.wall import acting_as, acting_as_system
from referrals.actions import answering, ending
from referrals.choices import CATEGORY_OF, State
from referrals.models import Referral
from referrals.routing import open_already
from tests.conftest import Ledger
from tests.directory.build import offer
from tests.referrals.build import YOUNG, make_sent, seen_by
from tests.referrals.cast import Cast, client_of
from tests.referrals.test_pages import ANSWERS

OLD = date(2026, 1, 5)


def text(user: User, address: str) -> str:
    return client_of(user).get(address).content.decode()


def options(page: str) -> list[str]:
    """The chooser's lines as they are read, groups included."""
    box = page[page.index('name="desk"') :]
    found = re.findall(r'<optgroup label="([^"]+)"|<option[^>]*>([^<]+)</option>', box[: box.index("</select>")])
    return [group or line for group, line in found]


def declined(cast: Cast, **changes: object) -> Referral:
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff, **changes)
    with acting_as(cast.bob):
        answering.decline(by=cast.bob, referral=seen_by(cast.bob, referral), reason="no_capacity")
    return referral


def test_the_page_shows_who_gives_the_help_and_what_each_desk_said(cast: Cast) -> None:
    offer(cast.hospital, checked_on=OLD)
    offer(cast.sheriff, capacity="waitlist")
    offer(cast.court, ages=["25_over"])
    offer(cast.shelter, Service.DENTAL)
    page = text(cast.alice, "/referrals/who/?service=shelter&age_group=15_17&language=spanish")

    assert "2 desks give this help" in page
    assert page.index("Northfield Hospital") < page.index("Northfield Sheriff")
    assert "not confirmed since January 5, 2026" in page
    assert "not for all of your answers (1)" in page
    assert "Only for another age group." not in page.split("not for all of your answers")[0]
    assert "Harbor Advocates" not in page


def test_one_may_ask_for_those_who_take_people_now(cast: Cast) -> None:
    offer(cast.hospital)
    offer(cast.sheriff, capacity="waitlist")
    page = text(cast.alice, "/referrals/who/?service=shelter&capacity=taking")

    assert "1 desk gives this help" in page
    assert "Northfield Sheriff" not in page


def test_an_answer_that_is_none_is_said_and_counts_as_not_given(cast: Cast) -> None:
    offer(cast.hospital)
    page = text(cast.alice, "/referrals/who/?service=shelter&area=moon")

    assert "1 desk gives this help" in page
    assert "There is something to fix" in page


def test_no_desk_of_another_team_and_none_of_ones_own_is_offered(cast: Cast) -> None:
    offer(cast.welfare)
    offer(cast.elsewhere)
    assert "0 desks" in text(cast.alice, "/referrals/who/?service=shelter")


def test_what_was_chosen_there_is_chosen_on_the_form(cast: Cast) -> None:
    """The press on *Send to this desk* carries desk and answers; nothing of it is asked again."""
    offer(cast.hospital)
    alice = client_of(cast.alice)
    page = alice.get("/referrals/who/?service=shelter&age_group=15_17&language=spanish&area=north").content.decode()
    form = page[page.index(f'name="desk" value="{cast.hospital.pk}"') - 400 :]
    carried = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]+)"', form[: form.index("</form>")]))
    carried.pop("csrfmiddlewaretoken", None)
    written = alice.post("/referrals/new/", carried).content.decode()

    assert f'<option value="{cast.hospital.pk}" selected>' in written
    assert '<option value="shelter" selected>' in written
    assert [value for value in ("15_17", "spanish", "north") if f'value="{value}"' in written] != []
    assert len(re.findall(r'type="radio"[^>]*checked', written)) == 3
    assert "There is something to fix" not in written


def test_a_desk_that_is_not_one_is_not_chosen(cast: Cast) -> None:
    written = client_of(cast.alice).post("/referrals/new/", {"begin": "1", "desk": "'; --", "service": "<b>"})

    assert written.status_code == 200
    assert "; --" not in written.content.decode()
    assert "selected" not in written.content.decode().split('name="urgency"')[0].replace('value="" selected', "")


def test_the_chooser_hides_no_desk_and_marks_what_is_known(cast: Cast) -> None:
    offer(cast.hospital, capacity="not_taking")
    offer(cast.sheriff, checked_on=OLD, capacity="waitlist")
    before = options(text(cast.alice, "/referrals/new/"))
    assert before == [
        "Choose a desk",
        "Harbor Advocates: Intake",
        "Northfield Hospital: Intake (not taking referrals)",
        "Northfield Prosecutor: Intake",
        "Northfield Sheriff: Intake (waitlist, not confirmed since January 5, 2026)",
    ]
    asked = client_of(cast.alice).post("/referrals/new/", {"begin": "1", "service": "shelter"}).content.decode()
    assert options(asked) == [
        "Choose a desk",
        "Desks that give this help",
        "Northfield Sheriff: Intake (waitlist, not confirmed since January 5, 2026)",
        "Northfield Hospital: Intake (not taking referrals)",
        "Other desks",
        "Harbor Advocates: Intake",
        "Northfield Prosecutor: Intake",
    ]


def test_a_desk_that_takes_nobody_may_be_chosen_all_the_same(cast: Cast) -> None:
    offer(cast.hospital, capacity="not_taking")
    answer = client_of(cast.alice).post("/referrals/new/", ANSWERS | {"desk": str(cast.hospital.pk)})

    assert answer.status_code == 302
    with acting_as_system(cast.team.pk):
        assert Referral.objects.get().to_desk_id == cast.hospital.pk


def test_after_a_no_the_two_best_other_desks_are_offered(cast: Cast) -> None:
    """Not the desk that said no, none that takes nobody, none for other ages, none of one's own."""
    offer(cast.sheriff)
    offer(cast.welfare)
    offer(cast.hospital, capacity="waitlist")
    offer(cast.court, capacity="not_taking")
    offer(cast.shelter)
    page = text(cast.alice, f"/referrals/{declined(cast).pk}/")
    offered = re.findall(r"\?desk=([0-9a-f-]+)", page)

    assert offered == [str(cast.shelter.pk), str(cast.hospital.pk)]
    form = client_of(cast.alice).get(re.search(r'href="(/referrals/[^"]+\?desk=[^"]+)"', page)[1]).content.decode()  # type: ignore[index]
    assert re.search(rf'value="{cast.shelter.pk}"[^>]*checked', form)


def test_a_desk_that_was_asked_before_for_the_same_is_not_offered_again(cast: Cast) -> None:
    offer(cast.hospital)
    referral = declined(cast)
    alice = client_of(cast.alice)
    assert f"?desk={cast.hospital.pk}" in alice.get(f"/referrals/{referral.pk}/").content.decode()
    alice.post(f"/referrals/{referral.pk}/again/", ANSWERS | {"desk": str(cast.hospital.pk)})
    with acting_as_system(cast.team.pk):
        draft = Referral.objects.get(state=State.DRAFT)
    check = alice.get(f"/referrals/drafts/{draft.pk}/check/").content.decode()
    seen = re.search(r'name="seen" value="([^"]+)"', check)
    assert seen
    alice.post(f"/referrals/drafts/{draft.pk}/check/", {"seen": seen[1], "confirm": "on", "report": "made"})

    assert f"?desk={cast.hospital.pk}" not in alice.get(f"/referrals/{referral.pk}/").content.decode()


def test_the_one_who_declined_is_offered_nothing(cast: Cast) -> None:
    offer(cast.hospital)
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff)
    assert "?desk=" not in text(cast.bob, f"/referrals/{referral.pk}/")
    assert "?desk=" not in text(cast.alice, f"/referrals/{referral.pk}/")


def test_what_is_open_for_the_same_person_and_help_is_shown_first(cast: Cast, ledger: Ledger) -> None:
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff)
    page = text(cast.alice, f"/referrals/{referral.pk}/again/")

    assert page.index("Track it") < page.index("Same person, another desk") < page.index('name="desk"')
    assert f'href="/referrals/{referral.pk}/">Track it' in page
    assert [event.codes for event in ledger.events("referral.looked")] == [[referral.code]]


def test_the_check_page_shows_it_before_another_is_sent(cast: Cast) -> None:
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff)
    alice = client_of(cast.alice)
    page = alice.post(
        f"/referrals/{referral.pk}/again/", ANSWERS | {"desk": str(cast.hospital.pk)}, follow=True
    ).content.decode()
    assert page.index("Track it") < page.index("Send to Northfield Hospital")
    other = alice.post(
        f"/referrals/{referral.pk}/again/",
        ANSWERS | {"desk": str(cast.hospital.pk), "service": "dental"},
        follow=True,
    )
    assert "Track it" not in other.content.decode()


@pytest.mark.parametrize("end", ["decline", "withdraw"])
def test_what_has_ended_is_not_in_the_way(cast: Cast, end: str) -> None:
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff)
    if end == "decline":
        with acting_as(cast.bob):
            answering.decline(by=cast.bob, referral=seen_by(cast.bob, referral), reason="no_capacity")
    else:
        with acting_as(cast.alice):
            ending.withdraw(by=cast.alice, referral=seen_by(cast.alice, referral))

    assert "Track it" not in text(cast.alice, f"/referrals/{referral.pk}/again/")


def test_nobody_learns_what_another_agency_asked_for_the_same_case(cast: Cast) -> None:
    """The sheriff received it on this case; what child welfare asked of the hospital is not told to them."""
    received = make_sent(cast.alice, cast.welfare, cast.sheriff)
    with acting_as_system(cast.team.pk):
        case = received.case_id
    other = make_sent(cast.alice, cast.welfare, cast.hospital)
    with acting_as(cast.bob):
        assert open_already(cast.bob, case, Service.SHELTER) == []
    with acting_as(cast.alice):
        assert [one.pk for one in open_already(cast.alice, case, Service.SHELTER)] == [received.pk]
        assert [one.pk for one in open_already(cast.alice, other.case_id, Service.SHELTER)] == [other.pk]
        assert open_already(cast.alice, case, "") == []


def test_an_entry_goes_stale_while_nobody_looks(cast: Cast) -> None:
    offer(cast.hospital)
    with time_machine.travel(timezone.now() + timezone.timedelta(days=32)):
        assert "not confirmed since" in text(cast.alice, "/referrals/who/?service=shelter")


def test_a_young_person_is_not_offered_a_desk_for_adults(cast: Cast) -> None:
    offer(cast.hospital, ages=["18_24", "25_over"])
    assert YOUNG.age_group == "15_17"
    assert "?desk=" not in text(cast.alice, f"/referrals/{declined(cast).pk}/")


@pytest.mark.parametrize("service", Service.values)
def test_the_database_knows_the_category_of_every_help(db: None, service: str) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT wall.service_category(%s)", [service])
        assert cursor.fetchone() == (CATEGORY_OF.get(service, "none"),)
    assert (service in CATEGORY_OF) is (service != "other")
