"""What leaves the pages: an agenda's file, an invitation, a feed. After a release has ended, none tells of it."""

import io

import pypdf
import pytest

from mdt.meetings.actions.editing import add, publish
from mdt.meetings.actions.feeds import make_feed
from mdt.meetings.agenda import entries
from mdt.meetings.models import ItemState, Meeting, Part
from mdt.team.models import User
from mdt.team.sectors import Basis
from privacy.wall import acting_as, acting_as_system
from referrals.actions.forwarding import put_forward, set_rule
from referrals.models import PutForward, Referral
from tests.cast import client_of
from tests.referrals.build import seen_by
from tests.referrals.cast import Cast
from tests.referrals.test_agenda import draft, next_meeting
from tests.releases.build import end, make_release, send_under


def papers(cast: Cast, meeting: Meeting, secret: str) -> dict[str, str]:
    """What each file says to the chair: the agenda of every part of the group, the invitation, the feed."""
    chris, text = client_of(cast.chris), ""
    with acting_as_system():
        parts = list(Part.objects.filter(body=cast.body).values_list("pk", flat=True))
    files = [chris.get(f"/meetings/{meeting.pk}/parts/{part}/agenda.pdf") for part in parts]
    for file in files:
        if file.headers.get("Content-Type") == "application/pdf":
            text += " ".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(file.content)).pages)
    invitation = chris.get(f"/meetings/{meeting.pk}/meeting.ics").content.decode()
    return {"pdf": text, "invitation": invitation, "feed": chris.get(f"/calendar/{secret}.ics").content.decode()}


def forwarded(cast: Cast) -> tuple[Referral, object]:
    release = make_release(cast.ada, cast.shelter, cast.body)
    referral = send_under(cast.ada, cast.shelter, cast.hospital, release)
    with acting_as(cast.ada):
        put_forward(by=cast.ada, referral=seen_by(cast.ada, referral), body=cast.body, basis="release")
    return referral, release


def test_no_file_of_a_meeting_tells_of_it_after_the_end(cast: Cast) -> None:
    referral, release = forwarded(cast)
    meeting = next_meeting(cast)
    assert draft(meeting)
    chris = User.objects.with_place().get(pk=cast.chris.pk)
    with acting_as(chris):
        add(meeting, items=[entry.item.pk for entry in entries(meeting, chris, ItemState.SUGGESTED)], by=chris)
        publish(meeting, by=chris)
        secret = make_feed(by=chris)
    before = papers(cast, meeting, secret)
    assert referral.code in before["pdf"]
    assert referral.code not in before["invitation"] + before["feed"], "no code ever stands in a calendar"

    end(cast.ada, release)  # type: ignore[arg-type]

    after = papers(cast, meeting, secret)
    with acting_as_system():
        case = Referral.objects.select_related("case").get(pk=referral.pk).case
    assert case is not None
    assert not [name for name, text in after.items() if referral.code in text or case.code in text]


@pytest.mark.parametrize("named", [False, True])
def test_a_bound_agencys_standing_rule_puts_forward_only_under_a_release(cast: Cast, named: bool) -> None:
    with acting_as(cast.ada):
        set_rule(by=cast.ada, body=cast.body, kind="new", days=0, basis=Basis.RELEASE)
    release = make_release(cast.ada, cast.shelter, cast.body if named else cast.hospital.agency)
    send_under(cast.ada, cast.shelter, cast.hospital, release)
    draft(next_meeting(cast))

    with acting_as_system():
        assert PutForward.objects.filter(body=cast.body, rule="new").exists() is named
