"""The pages on which a case is shared with a room, seen there, and taken back."""

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, CaseShare
from mdt.team.models import Body
from privacy.wall import acting_as, acting_as_system
from referrals.actions.assigning import assign
from referrals.models import Referral
from referrals.sharing_forms import PutForwardForm
from tests.cast import Cast, client_of
from tests.conftest import Ledger
from tests.referrals.build import make_sent, seen_by
from tests.rooms.build import end_at, now_as, second_desk
from tests.rooms.cases import another, enter, leave, page, seen, share, sit

NAME = "Labor Trafficking (invented)"
CASE = {"what": "case", "basis": "own_rules"}


def case_code(referral: Referral) -> str:
    with acting_as_system():
        return Case.objects.get(pk=referral.case_id).code


@pytest.mark.django_db(transaction=True)
def test_a_case_is_shared_seen_and_taken_back(cast: Cast, room: Body, ledger: Ledger) -> None:
    made = make_sent(now_as(cast, "sender"), cast.desks["child_welfare"], cast.desks["hospital"], note="")
    client, address = client_of(now_as(cast, "sender")), reverse("put-forward", args=[made.pk])
    offered = page(cast, "sender", "put-forward", made.pk)
    assert "Everything of this case at your desk" in offered and "only its own people see that" in offered

    client.post(address, CASE | {"body": room.pk})
    later, code = another(cast, made, cast.desks["police"]), case_code(made)
    inside = page(cast, "third", "room", room.pk)
    assert inside.index(f"Case {code}") < inside.index(made.code) < inside.index(later.code)
    assert inside.count(code) == 1
    (told,) = ledger.events("case.shared")
    assert told.codes == [code]

    own = page(cast, "sender", "referral", later.pk)
    assert f"Everything of this case at Intake is shared with {NAME}" in own and "sees nothing of it now" not in own
    with acting_as_system():
        held = CaseShare.objects.get()
    back = reverse("take-case-back", args=[later.pk, held.pk])
    assert f"{code} is taken back from {NAME}" in client.post(back, follow=True).content.decode()
    assert "Shared with this subcommittee" not in page(cast, "third", "room", room.pk)
    assert "not shared with that subcommittee any more" in client.post(back, follow=True).content.decode()
    (told,) = ledger.events("case.taken_back")
    assert told.said["door"] == "sender"


def test_what_is_taken_back_by_itself_is_said_to_stay_as_part_of_its_case(
    cast: Cast, room: Body, referral: Referral
) -> None:
    """To whoever sits at the desk that shared the case; to others of the agency it is taken back, and no more."""
    other, police = second_desk(cast, "child_welfare", "colleague"), cast.desks["police"]
    alone, theirs = another(cast, referral, police), another(cast, referral, other, part="receiver")
    enter(cast, room, "colleague")
    said = {}
    for part, one in (("sender", alone), ("colleague", theirs)):
        client = client_of(now_as(cast, part))
        client.post(reverse("put-forward", args=[one.pk]), {"what": "referral", "basis": "own_rules", "body": room.pk})
        answer = client.post(reverse("take-back", args=[one.pk, room.pk]), follow=True).content.decode()
        assert f"{one.code} is taken back from {NAME}." in answer
        said[part] = "It stays open there as part of its case." in answer

    assert said == {"sender": True, "colleague": False}
    assert seen(cast, "third", [alone, theirs]) == [True, False]


def test_a_main_group_gets_no_whole_case(cast: Cast, room: Body) -> None:
    made = make_sent(now_as(cast, "sender"), cast.desks["child_welfare"], cast.desks["hospital"], note="")
    client, address = client_of(now_as(cast, "sender")), reverse("put-forward", args=[made.pk])

    answer = client.post(address, CASE | {"body": cast.bodies["team"].pk}).content.decode()
    assert "A whole case goes to a subcommittee only." in answer
    assert "Choose what they may see." in client.post(address, {"body": room.pk, "basis": "own_rules"}).content.decode()
    with acting_as_system():
        assert not CaseShare.objects.exists()


def test_who_is_in_no_room_or_at_no_desk_is_not_asked(cast: Cast, room: Body) -> None:
    """Nor may they say it unasked."""
    sender = now_as(cast, "sender")
    made = make_sent(sender, cast.desks["child_welfare"], cast.desks["hospital"], note="")
    enter(cast, room, "colleague")
    with acting_as(sender):
        assign(by=sender, referral=seen_by(sender, made), person=cast.people["colleague"])

    for part in ("receiver", "colleague"):
        user = now_as(cast, part)
        with acting_as(user):
            assert (
                "what"
                not in PutForwardForm(by=user, desk=None if part == "colleague" else cast.desks["hospital"]).fields
            )
        client_of(user).post(reverse("put-forward", args=[made.pk]), CASE | {"body": room.pk})
    with acting_as_system():
        assert not CaseShare.objects.exists()


def test_a_colleague_at_the_desk_reads_no_name_and_takes_it_back(cast: Cast, room: Body, referral: Referral) -> None:
    sit(cast, "colleague", "child_welfare")
    own = page(cast, "colleague", "referral", referral.pk)
    assert "at Intake is shared with a subcommittee" in own and NAME not in own

    with acting_as_system():
        held = CaseShare.objects.get()
    done = client_of(now_as(cast, "colleague")).post(
        reverse("take-case-back", args=[referral.pk, held.pk]), follow=True
    )
    assert "is taken back from a subcommittee" in done.content.decode() and NAME not in done.content.decode()
    assert seen(cast, "third", [referral]) == [False]


def test_the_page_says_when_the_room_sees_nothing_by_it(cast: Cast, room: Body, referral: Referral) -> None:
    leave(cast, room, "sender")
    assert "It sees nothing of it now" in page(cast, "sender", "referral", referral.pk)

    enter(cast, room, "sender")
    assert "It sees nothing of it now" not in page(cast, "sender", "referral", referral.pk)
    end_at(room, timezone.now())
    assert "It sees nothing of it now" in page(cast, "sender", "referral", referral.pk)


def test_neither_the_other_side_nor_a_member_reads_that_a_case_is_shared(
    cast: Cast, room: Body, referral: Referral
) -> None:
    enter(cast, room, "receiver")
    for part in ("receiver", "third"):
        assert "Everything of this case" not in page(cast, part, "referral", referral.pk)
    with acting_as_system():
        held = CaseShare.objects.get()
    for part in ("receiver", "third", "colleague", "lead"):
        answer = client_of(now_as(cast, part)).post(reverse("take-case-back", args=[referral.pk, held.pk]))
        assert (part, answer.status_code) == (part, 404)


def test_another_desk_of_the_agency_reads_nothing_of_it(cast: Cast, room: Body, referral: Referral) -> None:
    """It holds the same case, and may not know that the first desk does."""
    second = second_desk(cast, "child_welfare", "colleague")
    theirs = another(cast, referral, second, part="receiver")

    assert "is shared with" not in page(cast, "colleague", "referral", theirs.pk)
    with acting_as_system():
        held = CaseShare.objects.get()
    answer = client_of(now_as(cast, "colleague")).post(reverse("take-case-back", args=[theirs.pk, held.pk]))
    assert answer.status_code == 404


def test_another_cases_referral_is_no_way_to_a_share(cast: Cast, room: Body, referral: Referral) -> None:
    other = make_sent(now_as(cast, "sender"), cast.desks["child_welfare"], cast.desks["hospital"], note="")
    with acting_as_system():
        held = CaseShare.objects.get()

    answer = client_of(now_as(cast, "sender")).post(reverse("take-case-back", args=[other.pk, held.pk]))
    assert answer.status_code == 404 and seen(cast, "third", [referral]) == [True]


def test_each_case_stands_by_itself_on_the_rooms_page(cast: Cast, room: Body, referral: Referral) -> None:
    other = make_sent(now_as(cast, "third"), cast.desks["juvenile"], cast.desks["hospital"], note="")
    share(cast, other, room, "third")
    last = another(cast, referral, cast.desks["police"])

    inside = page(cast, "subchair", "room", room.pk)
    said = [case_code(referral), referral.code, last.code, case_code(other), other.code]
    assert [inside.index(code) for code in said] == sorted(inside.index(code) for code in said)
