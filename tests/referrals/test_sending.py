"""Sending as the action holds it, whatever the form let through: the desk, the answers, and other windows."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.utils import timezone

import tests.cast
from mdt.team.models import AgencyMembership, User
from mdt.team.policies import Refused
from mdt.team.roles import Role
from privacy.wall import acting_as, acting_as_system
from referrals.actions import sending, writing
from referrals.actions.moving import Overtaken
from referrals.models import Referral
from tests.referrals.build import YOUNG, asked, make_draft
from tests.referrals.cast import Cast, client_of
from tests.referrals.test_pages import ANSWERS


def draft_of(cast: Cast) -> Referral:
    """The draft as a page fetches it. Use inside `acting_as(cast.alice)`."""
    drafts = Referral.objects.drafts_of(cast.alice)
    return drafts.select_related("from_desk__agency", "to_desk__agency").get()


def state(referral: Referral) -> str:
    with acting_as_system(referral.team_id):
        return Referral.objects.get(pk=referral.pk).state


def close_desk(cast: Cast) -> None:
    cast.sheriff.closed_at = timezone.now()
    cast.sheriff.save()


def suspend(cast: Cast) -> None:
    cast.sheriff.agency.suspended_at = timezone.now()
    cast.sheriff.agency.save()


def leave(cast: Cast) -> None:
    AgencyMembership.objects.filter(agency=cast.sheriff.agency).update(left_on=timezone.localdate())


@pytest.mark.parametrize("happens", [close_desk, suspend, leave])
def test_a_desk_that_cannot_receive_any_more_gets_nothing(cast: Cast, happens: Callable[[Cast], None]) -> None:
    draft = make_draft(cast.alice, cast.welfare, cast.sheriff)
    happens(cast)

    with acting_as(cast.alice), pytest.raises(Refused, match="takes no referrals now"):
        sending.send(by=cast.alice, draft=draft_of(cast))
    assert state(draft) == "draft"
    assert str(cast.sheriff.pk) not in client_of(cast.alice).get("/referrals/new/").content.decode()


@pytest.mark.parametrize("to", ["welfare", "elsewhere"])
def test_nothing_goes_to_ones_own_agency_or_to_another_team(cast: Cast, to: str) -> None:
    draft = make_draft(cast.alice, cast.welfare, getattr(cast, to))

    with acting_as(cast.alice), pytest.raises(Refused, match="takes no referrals now"):
        sending.send(by=cast.alice, draft=draft_of(cast))
    assert state(draft) == "draft"


@pytest.mark.parametrize(
    "gap",
    [
        {"service": ""},
        {"urgency": ""},
        {"basis": ""},
        {"profile": replace(YOUNG, area=None)},
        {"profile": replace(YOUNG, in_danger=None)},
    ],
)
def test_a_draft_with_a_gap_is_refused_by_the_action_itself(cast: Cast, gap: dict[str, object]) -> None:
    draft = make_draft(cast.alice, cast.welfare, cast.sheriff, **gap)

    with acting_as(cast.alice), pytest.raises(Refused, match="answers are still missing"):
        sending.send(by=cast.alice, draft=draft_of(cast))
    assert state(draft) == "draft"


def test_a_gap_that_is_filled_later_can_be_sent_and_one_that_is_opened_cannot(cast: Cast) -> None:
    draft = make_draft(cast.alice, cast.welfare, cast.sheriff, profile=replace(YOUNG, area=None))
    with acting_as(cast.alice):
        writing.rewrite_draft(by=cast.alice, draft=draft_of(cast), asked=asked(cast.sheriff))
        writing.rewrite_draft(by=cast.alice, draft=draft_of(cast), asked=asked(cast.sheriff, service=""))
        with pytest.raises(Refused):
            sending.send(by=cast.alice, draft=draft_of(cast))
        writing.rewrite_draft(by=cast.alice, draft=draft_of(cast), asked=asked(cast.sheriff))
        sending.send(by=cast.alice, draft=draft_of(cast))
    assert state(draft) == "sent"


def test_what_changed_in_another_window_is_not_sent_unseen(cast: Cast) -> None:
    """The change comes after the draft was fetched for sending, so only the statement that sends can notice."""
    draft = make_draft(cast.alice, cast.welfare, cast.sheriff)
    with acting_as(cast.alice):
        checked = draft_of(cast)
        writing.rewrite_draft(by=cast.alice, draft=draft_of(cast), asked=asked(cast.sheriff, urgency="today"))
        with pytest.raises(Overtaken) as overtaken:
            sending.send(by=cast.alice, draft=checked)
    assert overtaken.value.referral.state == "draft"
    assert state(draft) == "draft"


def test_a_draft_that_was_sent_is_not_rewritten(cast: Cast) -> None:
    draft = make_draft(cast.alice, cast.welfare, cast.sheriff)
    with acting_as(cast.alice):
        stale = draft_of(cast)
        sending.send(by=cast.alice, draft=draft_of(cast))
        with pytest.raises(Overtaken):
            writing.rewrite_draft(by=cast.alice, draft=stale, asked=asked(cast.hospital))
    with acting_as_system(cast.team.pk):
        assert Referral.objects.get(pk=draft.pk).to_desk_id == cast.sheriff.pk


def test_words_typed_into_a_draft_that_was_sent_meanwhile_are_kept_and_can_go_on(cast: Cast) -> None:
    draft = make_draft(cast.alice, cast.welfare, cast.sheriff)
    with acting_as(cast.alice):
        sending.send(by=cast.alice, draft=draft_of(cast))
    typed = ANSWERS | {"desk": str(cast.hospital.pk), "note": "An evening call is better."}
    alice = client_of(cast.alice)

    late = alice.post(f"/referrals/drafts/{draft.pk}/", typed)
    page = late.content.decode()

    assert late.status_code == 409
    assert "This draft was sent already" in page and draft.code in page
    assert "An evening call is better." in page and re.search(r'value="15_17"[^>]*checked', page)
    assert '<form class="form" method="post" action="/referrals/new/"' in page
    with acting_as_system(cast.team.pk):
        assert Referral.objects.get().to_desk_id == cast.sheriff.pk
    assert alice.post("/referrals/new/", typed).status_code == 302
    with acting_as_system(cast.team.pk):
        assert sorted(Referral.objects.values_list("state", flat=True)) == ["draft", "sent"]


@pytest.mark.parametrize("page", ["", "check/"])
def test_the_pages_of_a_draft_that_was_sent_lead_to_what_was_sent(cast: Cast, page: str) -> None:
    draft = make_draft(cast.alice, cast.welfare, cast.sheriff)
    with acting_as(cast.alice):
        sending.send(by=cast.alice, draft=draft_of(cast))

    alice = client_of(cast.alice).get(f"/referrals/drafts/{draft.pk}/{page}", follow=True)
    assert alice.redirect_chain == [(f"/referrals/{draft.pk}/sent/", 302)]
    assert "You sent this already, from another window." in alice.content.decode()
    for other in (cast.bob, cast.bea, cast.carol):
        assert client_of(other).post(f"/referrals/drafts/{draft.pk}/{page}", ANSWERS).status_code == 404


def test_whoever_lost_their_seat_sends_nothing_from_that_desk(cast: Cast) -> None:
    draft = make_draft(cast.alice, cast.welfare, cast.sheriff)
    cast.alice.groups.clear()
    alice = User.objects.with_place().get(pk=cast.alice.pk)

    with acting_as(alice), pytest.raises(Refused, match="do not sit at the desk"):
        sending.send(by=alice, draft=draft_of(cast))
    assert state(draft) == "draft"


def test_whom_to_keep_it_from_is_asked_of_this_teams_people_at_the_desk_alone(cast: Cast) -> None:
    """The sheriff's agency works in another county too; who it is there is nothing to the sender."""
    tests.cast.make_person("Zoe (invented)", cast.other_team, cast.sheriff.agency, Role.PARTNER, desk=cast.sheriff)
    draft = make_draft(cast.alice, cast.welfare, cast.sheriff)

    asks = client_of(cast.alice).get(f"/referrals/drafts/{draft.pk}/check/").context["form"]
    assert [person.name for person in asks.fields["kept_from"].queryset] == [
        "Bea (invented)",
        "Bob (invented)",
        "Lena (invented)",
    ]
