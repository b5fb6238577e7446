"""A desk may ask to be called first for what is for today: its senders are told so, with its line."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from mdt.team.actions.desks import change_desk, confirm_line, open_desk
from mdt.team.policies import Refused
from privacy.wall import acting_as
from referrals.actions import answering, calling
from referrals.choices import Urgency
from tests.referrals.build import make_draft, make_sent, seen_by
from tests.referrals.cast import Cast, client_of

LINE = "555-0123"
SENT = datetime(2027, 9, 13, 9, 0, tzinfo=ZoneInfo("America/Los_Angeles"))


def asks(cast: Cast, *, checked: bool = True) -> None:
    change_desk(desk=cast.sheriff, name="Intake", phone=LINE, after_hours="", call_for_today=True, by=cast.lena)
    if checked:
        confirm_line(desk=cast.sheriff, line="phone", by=cast.lena)


def page(cast: Cast, path: str) -> str:
    return client_of(cast.alice).get(path).content.decode().split("<main")[1]


@pytest.mark.parametrize("urgency", Urgency)
def test_only_what_is_for_today_is_called_in_and_the_line_stands_beside_it(cast: Cast, urgency: Urgency) -> None:
    asks(cast)
    draft = make_draft(cast.alice, cast.welfare, cast.sheriff, urgency=urgency)
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff, urgency=urgency)
    for path in (f"drafts/{draft.pk}/check", f"{referral.pk}/sent", str(referral.pk)):
        text = page(cast, f"/referrals/{path}/")
        assert ("Call first" in text) == (urgency == Urgency.TODAY), path
        if urgency == Urgency.TODAY:
            assert LINE in re.split("Call first", text)[1], path


def test_nobody_is_asked_to_call_a_number_that_nobody_has_checked(cast: Cast) -> None:
    asks(cast, checked=False)
    draft = make_draft(cast.alice, cast.welfare, cast.sheriff, urgency=Urgency.TODAY)
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff, urgency=Urgency.TODAY)
    for path in (f"drafts/{draft.pk}/check", f"{referral.pk}/sent", str(referral.pk)):
        text = page(cast, f"/referrals/{path}/")
        assert ("Call first" in text, "old, do not call" in text) == (False, True), path


def test_a_desk_that_did_not_ask_is_not_called_first(cast: Cast) -> None:
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff, urgency=Urgency.TODAY)

    assert "Call first" not in page(cast, f"/referrals/{referral.pk}/")


@pytest.mark.parametrize("then", ["called", "answered"])
def test_it_is_said_until_somebody_called_or_answered(cast: Cast, then: str) -> None:
    asks(cast)
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff, urgency=Urgency.TODAY)
    person = cast.alice if then == "called" else cast.bob
    with acting_as(person):
        mine = seen_by(person, referral)
        if then == "called":
            calling.note_call(by=person, referral=mine)
        else:
            answering.accept(by=person, referral=mine)

    assert "Call first" not in page(cast, f"/referrals/{referral.pk}/")


def test_the_receiver_is_not_told_to_call_itself(cast: Cast) -> None:
    asks(cast)
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff, urgency=Urgency.TODAY)

    assert "Call first" not in client_of(cast.bob).get(f"/referrals/{referral.pk}/").content.decode()


def test_a_desk_without_a_phone_cannot_ask(cast: Cast) -> None:
    with pytest.raises(Refused, match="Give the phone"):
        open_desk(agency=cast.sheriff.agency, name="Night", call_for_today=True, by=cast.lena)
    with pytest.raises(Refused, match="Give the phone"):
        change_desk(desk=cast.sheriff, name="Intake", phone="", after_hours=LINE, call_for_today=True, by=cast.lena)
    typed = {"name": "Intake", "phone": "", "after_hours": LINE, "call_for_today": "on"}
    answer = client_of(cast.lena).post(f"/desks/{cast.sheriff.pk}/", typed)
    text = answer.content.decode()
    assert (answer.status_code, "Give the phone that is to be called." in text, LINE in text) == (200, True, True)
    cast.sheriff.refresh_from_db()
    assert not cast.sheriff.call_for_today


def test_a_lead_ticks_it_and_takes_it_back(cast: Cast) -> None:
    lena, path = client_of(cast.lena), f"/desks/{cast.sheriff.pk}/"
    typed = {"name": "Intake", "phone": LINE, "after_hours": ""}
    for more, asked in (({"call_for_today": "on"}, True), ({}, False)):
        lena.post(path, typed | more)
        cast.sheriff.refresh_from_db()
        assert cast.sheriff.call_for_today is asked


def test_a_waitlisted_one_of_today_still_asks(cast: Cast) -> None:
    asks(cast)
    with time_machine.travel(SENT, tick=False):
        referral = make_sent(cast.alice, cast.welfare, cast.sheriff, urgency=Urgency.TODAY)
        with acting_as(cast.bob):
            answering.waitlist(by=cast.bob, referral=seen_by(cast.bob, referral), review_on=SENT.date())
        assert "Call first" in page(cast, f"/referrals/{referral.pk}/")
