"""Stepping back on the page, who is told of it, who takes over, and what a walled person must not be asked."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from audit import ledger
from cases.actions.walls import keep_from
from cases.models import Case
from mdt.hours.models import DeskHours
from mdt.meetings.actions import recusing
from mdt.meetings.actions.editing import set_presenter
from mdt.meetings.agenda import entries
from mdt.meetings.models import (
    ActionItem,
    ActionKind,
    AgendaItem,
    Lease,
    Meeting,
    Part,
    PartKind,
    Recusal,
    Sitting,
    Task,
)
from mdt.meetings.recusals import SteppedBack, recusals_of
from mdt.team.models import Membership, User
from mdt.team.policies import Refused
from mdt.team.roles import Role
from privacy.wall import acting_as, acting_as_system
from tests.meetings.held import write
from tests.referrals.cast import Cast, client_of, make_person
from tests.walls.build import Hidden, fresh, lead, make_hidden

STEPPED = "Stepped back:"
LINE = "You stepped back from an item on"


def press_back(user: User, hidden: Hidden, reason: str = "knows") -> None:
    address = f"/meetings/{hidden.meeting.pk}/items/{hidden.item.pk}/step-back/"
    answer = client_of(user).post(address, {"reason": reason})
    assert (answer.status_code, answer.headers.get("Location")) == (302, f"/meetings/{hidden.meeting.pk}/")


def presented_by(hidden: Hidden, user: User) -> None:
    with acting_as_system(hidden.meeting.team_id):
        AgendaItem.objects.filter(pk=hidden.item.pk).update(presenter=user.place)


def presenter_of(hidden: Hidden) -> str:
    with acting_as_system(hidden.meeting.team_id):
        held = AgendaItem.objects.select_related("presenter__user").get(pk=hidden.item.pk).presenter
    return held.user.name if held else ""


def stepped_back(hidden: Hidden, reader: User) -> list[SteppedBack]:
    return recusals_of(hidden.meeting, [hidden.item.record], reader).get(hidden.item.record, [])


def minutes_held_now(hidden: Hidden, cast: Cast) -> str:
    """The page of the minutes for its coordinator, of a meeting that was held just now."""
    now = timezone.now()
    with acting_as_system(cast.team.pk):
        cora = {"started_by": cast.cora.place, "ended_by": cast.cora.place}
        Sitting.objects.create(team=cast.team, meeting=hidden.meeting, started_at=now, ended_at=now, **cora)
    return client_of(cast.cora).get(f"/meetings/{hidden.meeting.pk}/record/").content.decode()


def said_of(page: str) -> list[str]:
    """The page's lines without those that are new each time."""
    return [line for line in page.splitlines() if not any(new in line for new in ("csrf", "nonce"))]


def kept_from(cast: Cast, hidden: Hidden, person: User) -> None:
    alice = lead(cast.alice)
    with acting_as(alice):
        keep_from(Case.objects.get(pk=hidden.referral.case_id), person=person, by=alice)


def test_all_pages_are_without_it_and_one_line_stays(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    hidden, written = make_hidden(cast), list[str]()
    append = ledger._append
    monkeypatch.setattr(ledger, "_append", lambda using, body: (written.append(body.decode()), append(using, body)))
    carol, code = client_of(cast.carol), hidden.referral.code
    assert code in carol.get(f"/meetings/{hidden.meeting.pk}/").content.decode()

    press_back(cast.carol, hidden)

    agenda = carol.get(f"/meetings/{hidden.meeting.pk}/").content.decode()
    assert (code in agenda, agenda.count(LINE)) == (False, 1)
    for record in (hidden.referral, hidden.second):
        assert carol.get(f"/referrals/{record.pk}/").status_code == 404
    assert carol.get(f"/meetings/{hidden.meeting.pk}/items/{hidden.item.pk}/step-back/").status_code == 404
    found = carol.post("/find/", {"code": hidden.second.code}).content.decode()
    assert "You can open nothing with this code" in found
    (event,) = [body for body in written if '"kind":"recusal.made"' in body]
    assert (code in event, "knows" in event) == (True, False)


def test_a_reason_is_asked_and_nothing_is_chosen_beforehand(cast: Cast) -> None:
    hidden = make_hidden(cast)
    address = f"/meetings/{hidden.meeting.pk}/items/{hidden.item.pk}/step-back/"

    page = client_of(cast.carol).post(address, {}).content.decode()

    assert "Choose a reason. You may choose not to say." in page
    assert "checked" not in page
    with acting_as_system(cast.team.pk):
        assert Recusal.objects.count() == 0


def test_who_prepares_reads_the_reason_others_that_they_stepped_back_and_they_nothing(cast: Cast) -> None:
    hidden = make_hidden(cast)
    press_back(cast.carol, hidden)
    told = {}
    for name in ("chris", "bob", "carol"):
        reader = fresh(getattr(cast, name))
        with acting_as(reader):
            told[name] = [(one.person, one.reason) for one in stepped_back(hidden, reader)]

    name = "Carol (invented), Northfield Hospital"
    assert told == {"chris": [(name, "I know somebody in it outside my work")], "bob": [(name, "")], "carol": []}


def test_whoever_was_let_back_in_before_the_meeting_is_in_no_minutes(cast: Cast) -> None:
    hidden = make_hidden(cast)
    press_back(cast.carol, hidden)
    with acting_as_system(cast.team.pk):
        recusal = Recusal.objects.get()
    base = f"/meetings/{hidden.meeting.pk}/items/{hidden.item.pk}"

    client_of(cast.cora).post(f"{base}/let-in/{recusal.pk}/")

    chris = fresh(cast.chris)
    with acting_as(chris):
        assert stepped_back(hidden, chris) == []
    assert STEPPED not in minutes_held_now(hidden, cast)
    assert hidden.referral.code in client_of(cast.carol).get(f"/meetings/{hidden.meeting.pk}/").content.decode()


def test_a_chair_who_steps_back_is_followed_by_whoever_else_prepares_and_no_name_is_told(cast: Cast) -> None:
    """A name that differs between items, or is missing at one, would tell whom that one is kept from."""
    hidden = make_hidden(cast)
    other = make_person("Zed", cast.team, cast.court, Role.CHAIR)
    address = f"/meetings/{hidden.meeting.pk}/items/{hidden.item.pk}/step-back/"
    before = client_of(cast.chris).get(address).content.decode()
    for person in (other, cast.cora):
        kept_from(cast, hidden, person)
    assert "Whoever else prepares this group" in before
    assert said_of(client_of(cast.chris).get(address).content.decode()) == said_of(before)
    with acting_as_system(cast.team.pk):
        Case.objects.get(pk=hidden.referral.case_id).walls.update(ended_at=timezone.now(), ended_by=cast.alice.place)

    press_back(cast.chris, hidden)

    builder = client_of(cast.chris).get(f"/meetings/{hidden.meeting.pk}/build/").content.decode()
    assert hidden.referral.code not in builder
    assert hidden.referral.code in client_of(other).get(f"/meetings/{hidden.meeting.pk}/build/").content.decode()


@pytest.mark.parametrize("deputy", ["bea", "lena", ""])
def test_a_presenter_is_followed_by_their_desks_deputy_else_its_lead(cast: Cast, deputy: str) -> None:
    hidden = make_hidden(cast)
    presented_by(hidden, cast.bob)
    if deputy == "bea":
        with acting_as_system():
            DeskHours.objects.update_or_create(desk=cast.sheriff, defaults={"deputy": cast.bea})
    elif not deputy:
        kept_from(cast, hidden, cast.lena)

    press_back(cast.bob, hidden)

    assert presenter_of(hidden) == {"bea": cast.bea.name, "lena": cast.lena.name, "": ""}[deputy]


def test_a_walled_presenter_is_replaced_at_once_and_never_named_again(cast: Cast) -> None:
    """Called upon in the room, they would learn of it."""
    hidden = make_hidden(cast)
    presented_by(hidden, cast.bea)
    kept_from(cast, hidden, cast.bea)
    assert presenter_of(hidden) == cast.lena.name

    chris = fresh(cast.chris)
    with acting_as(chris):
        set_presenter(hidden.meeting, item=hidden.item.pk, presenter=cast.bob.place, by=chris)
        # As with Bob, without a refusal: that would tell the chair who of the desk is behind a wall.
        set_presenter(hidden.meeting, item=hidden.item.pk, presenter=cast.bea.place, by=chris)
    assert presenter_of(hidden) == cast.lena.name
    kept_from(cast, hidden, cast.lena)
    with acting_as(chris), pytest.raises(Refused, match="cannot present this item"):
        set_presenter(hidden.meeting, item=hidden.item.pk, presenter=cast.bea.place, by=chris)


def test_a_presenter_is_followed_while_the_meeting_goes_on_and_the_ledger_tells(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    hidden, written = make_hidden(cast), list[str]()
    presented_by(hidden, cast.bea)
    with acting_as_system(cast.team.pk):
        Sitting.objects.create(team=cast.team, meeting=hidden.meeting, started_by=cast.chris.place)
        Meeting.objects.filter(pk=hidden.meeting.pk).update(starts_at=timezone.now() - timedelta(minutes=5))
    append = ledger._append
    monkeypatch.setattr(ledger, "_append", lambda using, body: (written.append(body.decode()), append(using, body)))

    kept_from(cast, hidden, cast.bea)

    assert presenter_of(hidden) == cast.lena.name
    (event,) = [body for body in written if '"kind":"agenda.handed_over"' in body]
    assert (str(hidden.item.pk) in event, hidden.referral.code in event, cast.bea.name in event) == (True, False, False)


def test_somebody_who_works_in_another_team_just_now_is_kept_from_it_too(cast: Cast) -> None:
    hidden = make_hidden(cast)
    away = Membership.objects.create(
        user=cast.bea, team=cast.other_team, agency=cast.elsewhere.agency, roles=[Role.PARTNER]
    )
    User.objects.filter(pk=cast.bea.pk).update(current=away)
    page = f"/meetings/{hidden.meeting.pk}/items/{hidden.item.pk}/people/"

    answer = client_of(cast.chris).post(page, {"person": str(cast.bea.pk)}, follow=True).content.decode()

    assert "This is kept from Bea (invented)." in answer
    assert ">Bea (invented), Northfield Sheriff</option>" in answer


def test_the_owner_of_an_action_is_followed_by_their_agencys_lead(cast: Cast) -> None:
    hidden = make_hidden(cast)
    with acting_as_system(cast.team.pk):
        action = ActionItem.objects.create(
            team=cast.team,
            body=cast.body,
            part=Part.objects.get(body=cast.body, kind=PartKind.OPEN),
            kind=ActionKind.FOLLOW_UP,
            agency=cast.sheriff.agency,
            person=cast.bob.place,
            due_on=timezone.localdate() + timedelta(days=3),
            given_by=cast.chris.place,
        )
        item = AgendaItem.objects.create(
            team=cast.team, meeting=hidden.meeting, part=action.part, source="meetings.actions", record=action.pk,
            state="listed", position=99,
        )  # fmt: skip

    press_back(cast.bob, Hidden(hidden.referral, hidden.second, hidden.meeting, item))

    with acting_as_system(cast.team.pk):
        action.refresh_from_db()
    assert action.person == cast.lena.place
    assert "Follow up on services" not in client_of(cast.bob).get("/meetings/actions/").content.decode()
    assert "Follow up on services" in client_of(cast.lena).get("/meetings/actions/").content.decode()


def test_the_chair_keeps_it_from_somebody_and_is_told_of_nobody_elses_wall(cast: Cast) -> None:
    hidden = make_hidden(cast)
    kept_from(cast, hidden, cast.bea)
    page, chris = f"/meetings/{hidden.meeting.pk}/items/{hidden.item.pk}/people/", client_of(cast.chris)
    before = chris.get(page).content.decode()
    assert "Bea (invented)</p>" not in before and ">Bea (invented), Northfield Sheriff</option>" in before

    told = [
        chris.post(page, {"person": str(person.pk)}, follow=True).content.decode() for person in (cast.bea, cast.bob)
    ]

    assert "This is kept from Bea (invented)." in told[0]
    assert "This is kept from Bob (invented)." in told[1]
    assert hidden.referral.code not in client_of(cast.bob).get("/inbox/").content.decode()
    agency = client_of(fresh(cast.alice)).get(f"/referrals/{hidden.referral.pk}/people/").content.decode()
    assert ('<p class="item-title">Bea' in agency, '<p class="item-title">Bob' in agency) == (True, False)


def test_lifting_it_brings_it_back(cast: Cast) -> None:
    hidden = make_hidden(cast)
    page, alice = f"/referrals/{hidden.referral.pk}/people/", client_of(lead(cast.alice))
    alice.post(page, {"person": str(cast.bob.pk)})
    assert client_of(cast.bob).get(f"/referrals/{hidden.referral.pk}/").status_code == 404
    with acting_as_system(cast.team.pk):
        wall = Case.objects.get(pk=hidden.referral.case_id).walls.get()

    assert client_of(cast.carol).post(f"{page}{wall.pk}/lift/").status_code == 404  # of the other side
    alice.post(f"{page}{wall.pk}/lift/")

    assert client_of(cast.bob).get(f"/referrals/{hidden.referral.pk}/").status_code == 200


def test_nobody_keeps_it_from_themselves_or_from_another_team(cast: Cast) -> None:
    hidden = make_hidden(cast)
    as_lead = client_of(lead(cast.alice))
    for person in (cast.alice, cast.otto):
        page = as_lead.post(f"/referrals/{hidden.referral.pk}/people/", {"person": str(person.pk)})
        assert "Choose a person of this team." in page.content.decode()
        alice = fresh(cast.alice)
        with acting_as(alice), pytest.raises(Refused):
            keep_from(Case.objects.get(pk=hidden.referral.case_id), person=person, by=alice)


def test_a_chair_who_stepped_back_can_still_add_and_move_others(cast: Cast) -> None:
    """Places of what they do not see stay taken."""
    hidden = make_hidden(cast)
    press_back(cast.chris, hidden)
    with acting_as_system(cast.team.pk):
        part = Part.objects.get(body=cast.body, kind=PartKind.OPEN)
        action = ActionItem.objects.create(
            team=cast.team, body=cast.body, part=part, kind=ActionKind.TRAINING, agency=cast.court.agency,
            due_on=timezone.localdate(), given_by=cast.chris.place,
        )  # fmt: skip
        AgendaItem.objects.filter(pk=hidden.item.pk).update(position=7)
        new = AgendaItem.objects.create(
            team=cast.team, meeting=hidden.meeting, part=part, source="meetings.actions", record=action.pk, position=1
        )

    answer = client_of(cast.chris).post(f"/meetings/{hidden.meeting.pk}/add/", {"item": str(new.pk)})

    assert answer.status_code == 302
    chris = fresh(cast.chris)
    with acting_as(chris):
        assert [entry.item.pk for entry in entries(hidden.meeting, chris)] == [new.pk]


def test_the_minutes_say_who_stepped_back_and_no_reason(cast: Cast) -> None:
    hidden = make_hidden(cast)
    press_back(cast.carol, hidden)

    minutes = minutes_held_now(hidden, cast)

    assert minutes.count(f"{STEPPED} Carol (invented), Northfield Hospital.") == 1
    assert "outside my work" not in minutes


def test_the_minutes_say_who_has_stepped_back_since_an_earlier_meeting(cast: Cast) -> None:
    """It holds at every meeting to come, so each one's minutes say it."""
    hidden = make_hidden(cast)
    press_back(cast.carol, hidden)
    with acting_as_system(cast.team.pk):
        later = Meeting.objects.select_related("body").filter(starts_at__gt=hidden.meeting.starts_at)[0]
        moved = AgendaItem.objects.get(pk=hidden.item.pk)
        moved.pk, moved.meeting = None, later
        moved.save(force_insert=True)
        Meeting.objects.filter(pk=later.pk).update(
            state="published", published_at=timezone.now(), published_by=cast.cora.place
        )
    hidden.meeting, hidden.item = later, moved

    assert minutes_held_now(hidden, cast).count(f"{STEPPED} Carol (invented), Northfield Hospital.") == 1


def test_two_presses_at_once_step_back_once(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    hidden, once = make_hidden(cast), recusing.step_back

    def twice(*args: Any, **kwargs: Any) -> None:
        once(*args, **kwargs)
        once(*args, **kwargs)

    monkeypatch.setattr(recusing, "step_back", twice)
    press_back(cast.carol, hidden)
    with acting_as_system(hidden.meeting.team_id):
        assert Recusal.objects.filter(place=cast.carol.place).count() == 1


def test_a_task_is_never_given_to_somebody_whom_its_item_is_kept_from(cast: Cast) -> None:
    hidden, chris, now = make_hidden(cast), fresh(cast.chris), timezone.now()
    press_back(cast.bob, hidden)
    with acting_as_system(cast.team.pk):
        held = {"team": cast.team, "meeting": hidden.meeting}
        Sitting.objects.create(started_at=now, started_by=chris.place, **held)
        Lease.objects.create(holder=chris.place, until=now + timedelta(hours=1), **held)

    task = {"kind": ActionKind.FOLLOW_UP, "agency": cast.sheriff.agency, "person": cast.bob.place, "due_on": now.date()}
    write(hidden.meeting, hidden.item.pk, chris, "task", task=task)

    with acting_as_system(cast.team.pk):
        assert ActionItem.objects.get().person == Task.objects.get().person == cast.lena.place
