"""A share stands by people inside who may see the case: what comes to their desk goes in before their eyes."""

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from cases.actions.walls import keep_from
from cases.duties.models import Duty
from cases.models import Case, CaseShare
from mdt.meetings.models import Recusal
from mdt.team.models import Body
from mdt.team.policies import Refused
from mdt.team.sectors import Basis
from privacy.wall import acting_as, acting_as_system
from referrals.actions.sending import send
from referrals.actions.writing import write_draft
from referrals.models import Referral
from tests.cast import Cast, client_of
from tests.duties.build import begin
from tests.referrals.build import asked, make_sent
from tests.rooms.build import meeting_of, now_as, room_for_cases
from tests.rooms.cases import another, enter, page, seen, share, sit
from tests.rooms.test_case_duties import finds


@pytest.fixture
def duty(cast: Cast, room: Body, referral: Referral) -> Duty:
    return begin(now_as(cast, "sender"), referral, "missing")


def walled(cast: Cast, referral: Referral, part: str) -> None:
    """By the lead of child welfare, who sits at the desk."""
    sit(cast, "lead", "child_welfare")
    lead = now_as(cast, "lead")
    with acting_as(lead):
        keep_from(Case.objects.get(pk=referral.case_id), person=cast.people[part], by=lead)


def kept_one(cast: Cast, first: Referral, by: str, desks: tuple[str, str], part: str) -> Referral:
    """Another referral of the same case, sent from one desk to the other and kept from somebody there."""
    sender, (own, to) = now_as(cast, by), (cast.desks[key] for key in desks)
    with acting_as(sender):
        case = Case.objects.get(pk=first.case_id)
        draft = write_draft(by=sender, from_desk=own, asked=asked(to, note=""), case=case)
        send(by=sender, draft=draft, kept_from=[cast.people[part]])
    return draft


def test_nothing_goes_in_while_whoever_is_inside_is_kept_from_the_case(
    cast: Cast, room: Body, referral: Referral, duty: Duty
) -> None:
    walled(cast, referral, "sender")
    to_us = another(cast, referral, cast.desks["child_welfare"], part="receiver")
    assert seen(cast, "third", [referral, to_us]) == [False, False]
    assert not finds(cast, "third", duty)

    sit(cast, "colleague", "child_welfare")
    enter(cast, room, "colleague")
    assert seen(cast, "third", [referral, to_us]) == [True, True]
    assert finds(cast, "third", duty)


def test_nothing_goes_in_while_a_sender_keeps_a_referral_from_whoever_is_inside(cast: Cast) -> None:
    room, sender, desk = room_for_cases(cast, "third", "advocate"), now_as(cast, "sender"), cast.desks["child_welfare"]
    first = make_sent(sender, desk, cast.desks["juvenile"], note="")
    share(cast, first, room, "third")
    assert seen(cast, "subchair", [first]) == [True]
    draft = kept_one(cast, first, "sender", ("child_welfare", "juvenile"), "third")

    # Who sits at the desk sees by its own door what is not kept from them, as if nothing of the case were.
    assert [(part, seen(cast, part, [first, draft])) for part in ("third", "subchair")] == [
        ("third", [True, False]),
        ("subchair", [False, False]),
    ]


def test_nothing_goes_in_while_whoever_is_inside_has_stepped_back(
    cast: Cast, room: Body, referral: Referral, duty: Duty
) -> None:
    meeting = meeting_of(cast, room, "subchair")
    for record in (referral.pk, duty.pk, referral.case_id):
        with acting_as_system(cast.team.pk):
            left = Recusal.objects.create(team=cast.team, meeting=meeting, record=record, place=cast.place("sender"))
        assert seen(cast, "third", [referral]) == [False]
        with acting_as_system(cast.team.pk):
            Recusal.objects.filter(pk=left.pk).update(ended_at=timezone.now(), ended_by=cast.place("subchair"))
        assert seen(cast, "third", [referral]) == [True]


def test_the_desks_own_pages_tell_of_no_wall(cast: Cast, room: Body, referral: Referral, duty: Duty) -> None:
    """A colleague reads there what they would read without it."""
    sit(cast, "colleague", "child_welfare")
    walled(cast, referral, "sender")
    assert seen(cast, "third", [referral]) == [False]

    own = page(cast, "colleague", "referral", referral.pk)
    assert "Everything of this case at Intake is shared" in own and "sees nothing of it now" not in own
    assert "sees this duty with its case" in page(cast, "colleague", "duty", duty.pk)


def test_a_statement_at_the_desk_tells_of_no_wall(cast: Cast, room: Body, referral: Referral, duty: Duty) -> None:
    """Neither to colleagues, nor to the person from whom the case is kept, who goes on to see nothing of it."""
    sit(cast, "colleague", "child_welfare")
    with acting_as(now_as(cast, "sender")):
        share = CaseShare.objects.get()
    told = dict.fromkeys(("sender", "colleague", "lead"), True)
    walled(cast, referral, "sender")

    assert {part: stands(cast, part, share) for part in told} == told
    assert not stands(cast, "third", share)
    assert seen(cast, "sender", [referral]) == [False]
    assert not finds(cast, "sender", duty)


def stands(cast: Cast, part: str, share: CaseShare) -> bool:
    """What somebody is told by a statement of their own."""
    with acting_as(now_as(cast, part)), connection.cursor() as cursor:
        cursor.execute("SELECT wall.share_stands(%s)", [share.pk])
        return cursor.fetchone() == (True,)


def test_a_statement_off_the_desk_tells_of_no_share(cast: Cast, room: Body, referral: Referral, duty: Duty) -> None:
    """Whoever has a key from when they sat there, or from a colleague: not whether it stands, nor who is inside."""
    with acting_as(now_as(cast, "sender")):
        share = CaseShare.objects.get()
    told = "SELECT wall.share_stands(%s), wall.share_shows_duty(%s, %s)"
    for part in ("colleague", "lead", "other_lead"):
        with acting_as(now_as(cast, part)), connection.cursor() as cursor:
            cursor.execute(told, [share.pk, share.pk, duty.pk])
            assert (part, cursor.fetchone()) == (part, (False, False))


@pytest.fixture
def one_kept(cast: Cast) -> tuple[Body, Referral]:
    """A room that the third is in, and a referral that they see of a case of which another is kept from them."""
    room, sender, desk = room_for_cases(cast, "third"), now_as(cast, "sender"), cast.desks["child_welfare"]
    first = make_sent(sender, desk, cast.desks["juvenile"], note="")
    kept_one(cast, first, "sender", ("child_welfare", "juvenile"), "third")
    return room, first


def test_the_press_is_taken_where_one_referral_is_kept_from_who_presses(
    cast: Cast, one_kept: tuple[Body, Referral]
) -> None:
    """A press that failed, or a page that did not say that the case is shared, would tell them that there is one."""
    room, first = one_kept
    answer = client_of(now_as(cast, "third")).post(
        reverse("put-forward", args=[first.pk]), {"what": "case", "basis": Basis.OWN_RULES, "body": room.pk}
    )

    assert answer.status_code == 302
    own = page(cast, "third", "referral", first.pk)
    assert "Everything of this case at Intake is shared" in own and "sees nothing of it now" not in own
    # Nothing comes in by who does not see all of it.
    assert seen(cast, "subchair", [first]) == [False]


def test_a_share_goes_on_being_told_when_one_referral_is_kept_later(cast: Cast) -> None:
    room, sender, desk = room_for_cases(cast, "third"), now_as(cast, "sender"), cast.desks["child_welfare"]
    first = make_sent(sender, desk, cast.desks["juvenile"], note="")
    share(cast, first, room, "third")
    kept_one(cast, first, "sender", ("child_welfare", "juvenile"), "third")

    assert "Everything of this case at Intake is shared" in page(cast, "third", "referral", first.pk)
    assert seen(cast, "subchair", [first]) == [False]


def test_who_is_kept_from_one_referral_is_told_to_ask_a_colleague_for_a_duty(cast: Cast) -> None:
    """In words, and nothing is left of the try."""
    first = make_sent(now_as(cast, "receiver"), cast.desks["hospital"], cast.desks["child_welfare"], note="")
    kept_one(cast, first, "receiver", ("hospital", "child_welfare"), "sender")

    with pytest.raises(Refused, match="Ask a colleague"):
        begin(now_as(cast, "sender"), first, "missing")
    with acting_as_system(cast.team.pk):
        assert not Duty.objects.filter(case=first.case_id).exists()
    sit(cast, "colleague", "child_welfare")
    assert begin(now_as(cast, "colleague"), first, "missing").stop == ""
