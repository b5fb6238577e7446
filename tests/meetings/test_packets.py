"""Packets for everybody: each made with its reader's rights at that moment, once, and nothing of it kept."""

from uuid import UUID

import pytest
from django.db import connection
from django.db.utils import DatabaseError
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.opening import WordsBroken
from mdt.meetings.actions import packets
from mdt.meetings.actions.packets import ask_for_packets, make_packet
from mdt.meetings.models import Meeting, Packet, State
from mdt.meetings.tasks import make
from mdt.notices.models import Notice
from mdt.team.models import Membership, User
from mdt.team.policies import Refused
from privacy.wall import acting_as, acting_as_system
from tests.cast import client_of
from tests.conftest import Ledger
from tests.meetings.conftest import Binder, Cast, Drafted, draft_and_add

Asked = list[tuple[UUID, UUID]]


def ask(drafted: Drafted, by: User, django_capture: object) -> Asked:
    """The jobs that asking starts, once its transaction is committed."""
    asked: list[tuple[str, str]] = []
    with django_capture(execute=True), acting_as(by):  # type: ignore[operator]
        ask_for_packets(drafted.fresh(), by=by, start=lambda packet, team: asked.append((packet, team)))
    return [(UUID(packet), UUID(team)) for packet, team in asked]


def states() -> dict[str, str]:
    with acting_as_system():
        return {one.reader.user.name: one.state for one in Packet.objects.select_related("reader__user")}


def told() -> list[str]:
    with acting_as_system():
        return sorted(Notice.objects.filter(kind="packet.ready").values_list("only_for__name", flat=True))


def test_everybody_gets_what_they_may_see_at_that_moment(
    drafted: Drafted, ledger: Ledger, django_capture_on_commit_callbacks: object
) -> None:
    drafted.publish()
    jobs = ask(drafted, drafted.cast.chair, django_capture_on_commit_callbacks)
    assert set(states().values()) == {"waiting"}
    drafted.binder.hidden = {"Dana": "B", "Lee": "AF"}

    for packet, team in jobs:
        make_packet(packet, team)

    assert states() == dict.fromkeys(("Chris", "Cory", "Dana", "Lee"), "ready")
    made = [
        "".join(sorted(code[3:] for code in event.codes if "PA-" in code)) for event in ledger.events("packet.made")
    ]
    assert sorted(made) == ["ABCDEF", "ABCDEF", "ACDEF", "BCDE"]
    assert told() == ["Chris", "Cory", "Dana", "Lee"]


def test_a_job_that_is_done_again_makes_and_tells_nothing_twice(
    drafted: Drafted, ledger: Ledger, django_capture_on_commit_callbacks: object
) -> None:
    drafted.publish()
    (packet, team), *_ = ask(drafted, drafted.cast.chair, django_capture_on_commit_callbacks)

    for _ in range(2):
        make_packet(packet, team)

    assert len(ledger.events("packet.made")) == len(told()) == 1


def test_whoever_left_in_between_gets_none(drafted: Drafted, django_capture_on_commit_callbacks: object) -> None:
    drafted.publish()
    jobs = ask(drafted, drafted.cast.chair, django_capture_on_commit_callbacks)
    drafted.cast.dana.groups.clear()
    User.objects.filter(pk=drafted.cast.lee.pk).update(is_active=False)

    for packet, team in jobs:
        make_packet(packet, team)

    assert states() == {"Chris": "ready", "Cory": "ready", "Dana": "away", "Lee": "away"}
    assert told() == ["Chris", "Cory"]


def test_a_packet_with_a_letter_that_has_no_glyph_is_named_as_not_made(
    cast: Cast, binder: Binder, django_capture_on_commit_callbacks: object
) -> None:
    drafted = draft_and_add(cast, binder, "A漢")
    drafted.publish()
    binder.hidden = {"Lee": "漢"}

    for packet, team in ask(drafted, cast.chair, django_capture_on_commit_callbacks):
        make_packet(packet, team)

    assert states() == {"Chris": "failed", "Cory": "failed", "Dana": "failed", "Lee": "ready"}
    page = client_of(cast.chair).get(reverse("packets", args=[drafted.meeting.pk])).content.decode()
    assert "4 of 4 done, 1 ready" in page
    assert "Could not be made" in page


def test_only_whoever_prepares_a_published_agenda_has_them_made(drafted: Drafted) -> None:
    with acting_as(drafted.cast.chair), pytest.raises(Refused, match="Publish the agenda first"):
        ask_for_packets(drafted.fresh(), by=drafted.cast.chair, start=lambda *_: None)
    drafted.publish()
    with acting_as(drafted.cast.dana), pytest.raises(Refused, match="Only the chair"):
        ask_for_packets(drafted.fresh(), by=drafted.cast.dana, start=lambda *_: None)
    assert states() == {}


def test_the_wall_shows_them_to_who_sits_there_and_lets_nobody_write(
    drafted: Drafted, django_capture_on_commit_callbacks: object
) -> None:
    drafted.publish()
    ask(drafted, drafted.cast.chair, django_capture_on_commit_callbacks)

    for reader, count in ((drafted.cast.dana, 4), (drafted.cast.outsider, 0), (drafted.cast.stranger, 0)):
        with acting_as(reader):
            assert Packet.objects.count() == count
            assert Packet.objects.update(state="failed") == 0
            assert Packet.objects.all().delete()[0] == 0
    with acting_as_system():
        known = Packet.objects.values("team_id", "meeting_id").first() or {}
        place = Membership.objects.get(user=drafted.cast.outsider)
    with pytest.raises(DatabaseError, match="row-level security"), acting_as(drafted.cast.outsider):
        Packet.objects.create(**known, reader=place)


def test_whatever_goes_wrong_is_named_and_none_waits_for_ever(
    drafted: Drafted, django_capture_on_commit_callbacks: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafted.publish()
    jobs = ask(drafted, drafted.cast.chair, django_capture_on_commit_callbacks)

    def broken(*_: object) -> None:
        raise WordsBroken

    with monkeypatch.context() as patched:
        patched.setattr(packets, "opened", broken)
        make_packet(*jobs[0])
    for job in jobs:
        make_packet(*job)

    assert sorted(states().values()) == ["failed", "ready", "ready", "ready"]


def test_an_agenda_that_was_taken_back_is_said_to_be_that(
    drafted: Drafted, django_capture_on_commit_callbacks: object
) -> None:
    """Nobody is said to have left the meeting because of it."""
    drafted.publish()
    jobs = ask(drafted, drafted.cast.chair, django_capture_on_commit_callbacks)
    with acting_as_system():
        Meeting.objects.filter(pk=drafted.meeting.pk).update(state=State.CANCELLED)

    for job in jobs:
        make_packet(*job)

    assert set(states().values()) == {"not_held"}
    page = client_of(drafted.cast.chair).get(reverse("packets", args=[drafted.meeting.pk])).content.decode()
    assert page.count("The agenda was taken back") == 4


def test_two_who_ask_at_once_take_turns(drafted: Drafted) -> None:
    drafted.publish()
    with acting_as(drafted.cast.chair), CaptureQueriesContext(connection) as queries:
        ask_for_packets(drafted.fresh(), by=drafted.cast.chair, start=lambda *_: None)
    said = [query["sql"] for query in queries if "meetings_packet" in query["sql"] or "FOR UPDATE" in query["sql"]]
    assert 'FROM "meetings_meeting"' in said[0] and "FOR UPDATE" in said[0] and len(said) > 1


def test_one_packet_is_counted_as_one(drafted: Drafted, monkeypatch: pytest.MonkeyPatch) -> None:
    drafted.publish()
    monkeypatch.setattr(make, "delay", lambda *_: None)
    User.objects.exclude(pk=drafted.cast.chair.pk).update(is_active=False)
    address = reverse("packets", args=[drafted.meeting.pk])
    page = client_of(drafted.cast.chair).post(address, follow=True).content.decode()
    assert "Being made: 1 packet." in page and "0 of 1 done, 0 ready" in page
