"""Lists at speed: filters in the address, pages by key, capped counts, the way through a queue."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mdt.team.roles import Role
from privacy.wall import acting_as, acting_as_system
from referrals import queue
from referrals.actions import answering, assigning, ending
from referrals.choices import Question, Service, Urgency
from referrals.models import Referral
from referrals.queue import INBOX, OUTBOX, Queue
from tests.referrals.build import make_sent, seen_by
from tests.referrals.cast import Cast, client_of, make_person

MARKS = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK")


def codes(page: Any) -> list[str]:
    """The codes of a list's rows, in order."""
    return re.findall(r'<span class="code small">(RF-[\w-]+)</span>', page.content.decode())


def statements(client: Client, path: str) -> int:
    """On every connection, without marks of transactions and the one that the test's own transaction adds."""
    with CaptureQueriesContext(connections["default"]) as one, CaptureQueriesContext(connections["audit"]) as two:
        assert client.get(path).status_code == 200
    return sum(not query["sql"].startswith(MARKS) for query in [*one.captured_queries, *two.captured_queries]) - 1


def due(cast: Cast, referral: Referral, **columns: Any) -> None:
    with acting_as_system(cast.team.pk):
        Referral.objects.filter(pk=referral.pk).update(**columns)


@pytest.fixture
def nine(cast: Cast) -> list[Referral]:
    """Nine referrals to the sheriff in the order in which they are due; two at once, where a page of four ends."""
    sent = [make_sent(cast.alice, cast.welfare, cast.sheriff) for _ in range(9)]
    start = timezone.now() + timedelta(days=1)
    for place, one in enumerate(sent):
        due(cast, one, answer_by=start + timedelta(hours=place - (place == 4)))
    tied = sorted(sent[3:5], key=lambda one: one.pk)
    return [*sent[:3], *tied, *sent[5:]]


def test_pages_by_key_show_each_row_once_in_both_directions(
    cast: Cast, nine: list[Referral], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "PAGE", 4)
    due(cast, nine[8], answer_by=None, remind_at=None)  # as a row of the old log, due at no time
    bob, forward, path = client_of(cast.bob), [], "/inbox/?tab=waiting"
    pages = []
    while path:
        page = bob.get(path)
        pages.append(codes(page))
        forward += pages[-1]
        older = re.search(r'rel="next" href="([^"]+)"', page.content.decode())
        path = "/inbox/" + older[1].replace("&amp;", "&") if older else ""
    assert forward == [one.code for one in nine]
    assert [len(one) for one in pages] == [4, 4, 1]

    newer = re.search(r'rel="prev" href="([^"]+)"', page.content.decode())
    assert newer
    back = bob.get("/inbox/" + newer[1].replace("&amp;", "&"))
    assert codes(back) == [one.code for one in nine[4:8]]
    first = re.search(r'rel="prev" href="([^"]+)"', back.content.decode())
    assert first and codes(bob.get("/inbox/" + first[1].replace("&amp;", "&"))) == [one.code for one in nine[:4]]


@pytest.mark.parametrize("broken", ["after=x", "before=" + "A" * 5000, "after=&before=", "tab=no&agency=no&days=-1"])
def test_an_address_that_is_not_ours_is_the_first_page(cast: Cast, nine: list[Referral], broken: str) -> None:
    assert codes(client_of(cast.bob).get(f"/inbox/?{broken}")) == [one.code for one in nine]


def test_a_list_costs_the_same_whatever_it_holds(cast: Cast, nine: list[Referral]) -> None:
    bob, alice = client_of(cast.bob), client_of(cast.alice)
    for client in (bob, alice):
        client.get("/inbox/")
    few = [statements(bob, "/inbox/"), statements(alice, "/referrals/")]
    for service in (Service.SHELTER, Service.MEDICAL):
        for _ in range(3):
            make_sent(cast.carol, cast.hospital, cast.sheriff, service=service, basis="own_rules")
    assert [statements(bob, "/inbox/"), statements(alice, "/referrals/")] == few
    assert few[0] <= 7 and few[1] <= 8
    filtered = "/inbox/?tab=waiting&service=shelter&overdue=on&mine=on&days=7"
    assert statements(bob, filtered) <= 7
    bob.get(f"/referrals/{nine[3].pk}/")
    assert statements(bob, f"/referrals/{nine[3].pk}/?list=inbox&tab=waiting") <= 7


def test_a_page_deep_among_what_ended_costs_no_more(
    cast: Cast, nine: list[Referral], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "PAGE", 4)
    for one in nine:
        with acting_as(cast.bob):
            answering.accept(by=cast.bob, referral=seen_by(cast.bob, one))
            ending.close(by=cast.bob, referral=seen_by(cast.bob, one), outcome="goals_met")
    bob = client_of(cast.bob)
    first = bob.get("/inbox/?tab=closed").content.decode()
    older = re.search(r'rel="next" href="([^"]+)"', first)
    assert older
    deep = "/inbox/" + older[1].replace("&amp;", "&")
    assert codes(bob.get(deep)) == [one.code for one in nine[4::-1][:4]]
    # Session, person, context, what stands around the rows, the rows, the event, the keys.
    assert statements(bob, deep) == 7


def test_filters_narrow_and_their_chips_take_them_away(cast: Cast) -> None:
    shelter = make_sent(cast.alice, cast.welfare, cast.sheriff)
    today = make_sent(cast.carol, cast.hospital, cast.sheriff, service=Service.MEDICAL, urgency=Urgency.TODAY)
    late = make_sent(cast.carol, cast.hospital, cast.sheriff, service=Service.MEDICAL)
    due(cast, late, answer_by=timezone.now() - timedelta(hours=1))
    bob = client_of(cast.bob)

    def shown(query: str) -> set[str]:
        return set(codes(bob.get(f"/inbox/?{query}")))

    assert shown("service=medical") == {today.code, late.code}
    assert shown("urgency=today") == {today.code}
    assert shown(f"agency={cast.welfare.agency_id}") == {shelter.code}
    assert shown("overdue=on") == {late.code}
    assert shown("days=7") == {shelter.code, today.code, late.code}
    with time_machine.travel(timezone.now() + timedelta(days=20)):
        bob = client_of(cast.bob)
        new = make_sent(cast.alice, cast.welfare, cast.sheriff)
        assert shown("days=7") == {new.code}
        assert len(shown("days=30")) == 4
    bob = client_of(cast.bob)
    assert shown("service=medical&overdue=on&urgency=today") == set()
    page = bob.get("/inbox/?service=medical&overdue=on&urgency=today").content.decode()
    assert "No referrals match." in page and "clear all filters" in page
    assert 'href="?tab=waiting&amp;urgency=today&amp;overdue=on"' in page
    # The counts on the tabs are of what the filters leave.
    assert re.search(r"Waiting <span class=\"tab-count\">\(2\)", bob.get("/inbox/?service=medical").content.decode())


def test_assigned_to_me_finds_what_a_desk_never_showed(cast: Cast) -> None:
    nora = make_person("Nora", cast.team, cast.sheriff, Role.PARTNER, seated=False)
    mine, other = (make_sent(cast.alice, cast.welfare, cast.sheriff) for _ in range(2))
    with acting_as(cast.bob):
        assigning.assign(by=cast.bob, referral=seen_by(cast.bob, mine), person=nora)
        assigning.assign(by=cast.bob, referral=seen_by(cast.bob, other), person=cast.bea)
    page = client_of(nora).get("/inbox/?mine=on")
    assert codes(page) == [mine.code]
    assert ">Accept<" not in page.content.decode()
    assert codes(client_of(nora).get("/inbox/")) == []
    assert "Assigned to Bea (invented)" in client_of(cast.bob).get("/inbox/").content.decode()
    assert "Assigned to" not in client_of(cast.alice).get("/referrals/").content.decode().replace("Assigned to me", "")


def test_no_filter_tells_what_a_row_hides(cast: Cast) -> None:
    """A shelter that asks nothing reads as sent; what was withdrawn is a code whose service nobody finds out."""
    asked = make_sent(cast.alice, cast.welfare, cast.shelter)
    due(cast, asked, state="waitlisted", review_on=timezone.localdate(), answer_by=timezone.now() - timedelta(days=2))
    alice = client_of(cast.alice)
    assert codes(alice.get("/referrals/?state=waitlisted")) == []
    assert codes(alice.get("/referrals/?state=sent")) == [asked.code]
    due(cast, asked, state="sent", review_on=None)
    assert codes(alice.get("/referrals/?overdue=on")) == []
    assert codes(client_of(cast.ada).get("/inbox/?overdue=on")) == [asked.code]

    withdrawn = make_sent(cast.alice, cast.welfare, cast.sheriff)
    with acting_as(cast.alice):
        ending.withdraw(by=cast.alice, referral=seen_by(cast.alice, withdrawn))
    bob = client_of(cast.bob)
    assert codes(bob.get("/inbox/?tab=closed")) == [withdrawn.code]
    assert codes(bob.get("/inbox/?tab=closed&service=shelter")) == []
    assert codes(bob.get("/inbox/?tab=closed&urgency=routine")) == []
    assert codes(alice.get("/referrals/?tab=closed&service=shelter")) == [withdrawn.code]


def test_counts_end_where_nobody_needs_to_know(
    cast: Cast, nine: list[Referral], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "MOST", 5)
    page = client_of(cast.bob).get("/inbox/").content.decode()
    assert "(5+)" in page and "(9)" not in page


def test_the_way_through_a_queue(cast: Cast, nine: list[Referral]) -> None:
    bob = client_of(cast.bob)
    second = bob.get(f"/referrals/{nine[1].pk}/?list=inbox&tab=waiting").content.decode()
    assert "2 of 9" in second
    assert f'rel="prev" href="/referrals/{nine[0].pk}/?list=inbox&amp;tab=waiting"' in second
    assert f'rel="next" href="/referrals/{nine[2].pk}/?list=inbox&amp;tab=waiting"' in second
    assert "of 9" not in bob.get(f"/referrals/{nine[1].pk}/").content.decode()

    done = bob.post(f"/referrals/{nine[1].pk}/accept/?list=inbox&tab=waiting")
    assert done["Location"].startswith(f"/referrals/{nine[2].pk}/?list=inbox&tab=waiting&undo=")
    following = bob.get(done["Location"]).content.decode()
    assert "2 of 8" in following and f"{nine[1].code}: accepted." in following
    assert f'action="/referrals/{nine[1].pk}/undo/"' in following
    declined = bob.post(f"/referrals/{nine[2].pk}/decide/decline/?list=inbox&tab=waiting", {"reason": "no_capacity"})
    assert declined["Location"].startswith(f"/referrals/{nine[3].pk}/?list=inbox")
    last = bob.post(f"/referrals/{nine[8].pk}/accept/?list=inbox&tab=waiting")
    assert last["Location"].startswith("/inbox/?tab=waiting&undo=")


def test_a_queue_leads_nobody_to_what_is_not_theirs(cast: Cast, nine: list[Referral]) -> None:
    """The neighbours are asked for behind the same door as the list."""
    kept = make_sent(cast.alice, cast.welfare, cast.sheriff, kept_from=[cast.bob])
    due(cast, kept, answer_by=timezone.now())
    with acting_as(cast.bob):
        first = Queue.read(INBOX, {}).beside(cast.bob, seen_by(cast.bob, nine[0]))
    assert (first.previous, first.told) == (None, "1 of 9")
    with acting_as(cast.carol):
        assert Queue.read(INBOX, {}).rows(cast.carol).count() == 0
    with acting_as(cast.alice):
        referral = seen_by(cast.alice, nine[0])
        assert Queue.read(INBOX, {}).beside(cast.alice, referral).count == 0
        assert Queue.read(OUTBOX, {}).beside(cast.alice, referral).told == "2 of 10"


def test_what_left_the_list_still_has_neighbours(cast: Cast, nine: list[Referral]) -> None:
    with acting_as(cast.bob):
        answering.ask(by=cast.bob, referral=seen_by(cast.bob, nine[0]), question=Question.AGE_GROUP)
        answering.accept(by=cast.bob, referral=seen_by(cast.bob, nine[4]))
        beside = Queue.read(INBOX, {}).beside(cast.bob, seen_by(cast.bob, nine[4]))
    assert (beside.next, beside.told) == (nine[5].pk, "one of 8")
