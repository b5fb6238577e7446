"""Notices: for whom, in which words, where they lead, and when they are gone."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from mdt.notices.actions import mark_read, notify
from mdt.notices.kinds import NoticeKind, register_notice_kinds
from mdt.notices.models import Notice, NoticeReading
from mdt.notices.tasks import forget_notices, mail_notices
from mdt.team.models import User
from mdt.team.roles import Role
from privacy.wall import acting_as, acting_as_system
from referrals.actions.answering import accept
from referrals.models import Referral
from tests.conftest import Ledger
from tests.notices.build import mail_at_once, wish
from tests.referrals.build import make_sent, seen_by
from tests.referrals.cast import Cast, build_cast, client_of, make_person


def sent(cast: Cast, **more: object) -> Referral:
    return make_sent(cast.alice, cast.welfare, cast.sheriff, **more)  # type: ignore[arg-type]


def notices() -> list[Notice]:
    with acting_as_system():
        return list(Notice.objects.order_by("at"))


def page(user: User) -> str:
    return client_of(user).get("/notices/").content.decode().split("<main")[1].split("</main>")[0]


def test_a_notice_is_for_the_desk_that_it_was_left_for(cast: Cast) -> None:
    sent(cast)

    assert "A referral waits for an answer at Intake" in page(cast.bob)
    assert "A referral waits for an answer at Intake" in page(cast.bea)
    for user in (cast.alice, cast.carol, cast.ada, cast.chris, cast.otto):
        assert "Nothing is new" in page(user)


def test_the_page_says_that_something_waits_and_nothing_of_it(cast: Cast) -> None:
    referral = sent(cast)
    with acting_as(cast.bob):
        accept(by=cast.bob, referral=seen_by(cast.bob, referral))

    for text in (page(cast.alice), page(cast.bob)):
        assert "Open" in text
        for word in (referral.code, str(referral.pk), "ccepted", "helter", "Northfield", "morning", "15 to"):
            assert word not in text, word


def test_looking_is_one_event_with_a_count(cast: Cast, ledger: Ledger) -> None:
    sent(cast)
    page(cast.bob)

    (event,) = ledger.events("notices.listed")
    assert (event.said["detail"], event.said["records"]) == ({"count": 1}, [])


def test_opening_reads_it_for_oneself_and_leads_to_the_record(cast: Cast) -> None:
    referral, bob = sent(cast), client_of(cast.bob)
    (notice,) = notices()

    answer = bob.post(f"/notices/{notice.pk}/open/")

    assert answer["Location"] == f"/referrals/{referral.pk}/"
    assert "Mark as read" not in page(cast.bob)
    assert "Mark as read" in page(cast.bea)


def test_the_unread_ones_stand_first(cast: Cast) -> None:
    sent(cast)
    sent(cast)
    newest = notices()[-1]
    client_of(cast.bob).post(f"/notices/{newest.pk}/read/")

    text = page(cast.bob)
    assert text.count("A referral waits") == 2
    assert text.index("Mark as read") < text.index(f"/notices/{newest.pk}/open/")


def test_the_new_ones_stand_by_the_day_on_which_they_came(cast: Cast) -> None:
    """Half past eleven at night in the county is the next day in Greenwich."""
    night = datetime(2027, 9, 13, 23, 30, tzinfo=ZoneInfo("America/Los_Angeles"))
    for hours in (0, 1, 48):
        with time_machine.travel(night + timedelta(hours=hours), tick=False):
            sent(cast)
    with time_machine.travel(night + timedelta(hours=48, minutes=20), tick=False):
        words = re.findall(r"<h[23]>(.*?)</h[23]>|(A referral waits)", page(cast.bob))

    seen = [heading or "-" for heading, _ in words]
    assert seen == ["New", "Today", "-", "Yesterday", "-", "Monday, September 13", "-"]


def test_one_press_reads_what_the_page_showed_and_not_what_came_since(cast: Cast) -> None:
    sent(cast)
    sent(cast)
    drawn = page(cast.bob)
    assert "Mark 2 as read" in drawn
    (until,) = re.findall(r'name="until" value="([^"]+)"', drawn)
    sent(cast)
    client_of(cast.bob).post("/notices/read-all/", {"until": until})

    assert "Mark 1 as read" in page(cast.bob)
    assert "Mark 3 as read" in page(cast.bea)


@pytest.mark.parametrize("until", ["", "2099-01-01T00:00:00+00:00", "made:up", "\x00"])
def test_a_button_that_no_page_drew_reads_nothing(cast: Cast, until: str) -> None:
    sent(cast)
    answer = client_of(cast.bob).post("/notices/read-all/", {"until": until}, follow=True)

    assert "This page is out of date" in answer.content.decode()
    assert "Mark 1 as read" in page(cast.bob)


def test_the_menu_counts_them_when_home_or_their_page_is_loaded(cast: Cast) -> None:
    bob = client_of(cast.bob)
    count = re.compile(r'href="/notices/"[^>]*>Notices <span class="tab-count">\((\d+)\)</span>')
    assert not count.search(bob.get("/").content.decode())
    sent(cast)
    sent(cast)
    for path in ("/", "/notices/"):
        assert count.findall(bob.get(path).content.decode()) == ["2"]
    assert not count.search(client_of(cast.carol).get("/").content.decode())


@pytest.mark.django_db(transaction=True)
def test_what_somebody_does_with_notices_is_one_event_each_with_numbers_only() -> None:
    cast, ledger = build_cast(), Ledger()
    sent(cast)
    sent(cast)
    (until,) = re.findall(r'name="until" value="([^"]+)"', page(cast.bob))
    for _ in range(2):
        client_of(cast.bob).post("/notices/read-all/", {"until": until})
    client_of(cast.bob).post("/account/settings/", {"cadence": "weekly"})

    (read,) = ledger.events("notices.all_read")
    assert (read.said["detail"], read.said["records"]) == ({"count": 2}, [])
    (wished,) = ledger.events("mail.cadence_set")
    assert wished.said["detail"] == {"cadence": "weekly"}


def test_somebody_says_how_often_they_want_mail(cast: Cast) -> None:
    bob = client_of(cast.bob)
    checked = re.compile(r'value="(\w+)"[^>]*checked')
    assert checked.findall(bob.get("/account/settings/").content.decode()) == ["daily"]
    answer = bob.post("/account/settings/", {"cadence": "weekly"}, follow=True)

    assert "Saved. Mail: once a week." in answer.content.decode()
    assert checked.findall(bob.get("/account/settings/").content.decode()) == ["weekly"]
    assert checked.findall(client_of(cast.bea).get("/account/settings/").content.decode()) == ["daily"]


@pytest.mark.parametrize("cadence", ["", "hourly"])
def test_a_wish_that_does_not_exist_is_asked_again(cast: Cast, cadence: str) -> None:
    answer = client_of(cast.bob).post("/account/settings/", {"cadence": cadence})

    assert answer.status_code == 200
    assert "Choose how often we may mail you." in answer.content.decode()


def test_the_administrator_reads_numbers_and_no_names(cast: Cast) -> None:
    """What would say that there was something not for somebody is one number, and a small one is hidden."""
    wish("each", cast.bea)
    wish("none", cast.lena)
    sent(cast, kept_from=[cast.bob])
    mail_at_once(cast.bob)
    mail_notices()
    text = client_of(cast.adam).get("/notices/mail/").content.decode().split("<main")[1]
    lines = dict(re.findall(r'<th scope="row">(.*?)</th><td data-label="How often">(.*?)</td>', text))

    assert lines["Mailed, or part of a digest"] == "1"
    assert lines["They asked for no mail"] == "1"
    assert lines["Nothing was new or open to them any more"] == "10 or fewer"
    for person in (cast.bob, cast.bea, cast.lena):
        assert person.name not in text
        assert person.email not in text
    assert client_of(cast.adam).get("/notices/mail/").status_code == 200
    otto = make_person("Olga", cast.other_team, cast.elsewhere, Role.ADMINISTRATOR, seated=False)
    elsewhere = client_of(otto).get("/notices/mail/").content.decode()
    assert ">1</td>" not in elsewhere
    assert "10 or fewer" not in elsewhere


def test_reading_twice_is_one_reading(cast: Cast) -> None:
    sent(cast)
    for _ in range(2):
        client_of(cast.bob).post(f"/notices/{notices()[0].pk}/read/")

    with acting_as_system():
        assert NoticeReading.objects.count() == 1


@pytest.mark.parametrize("where", ["open", "read"])
def test_a_notice_of_somebody_else_is_not_there(cast: Cast, where: str) -> None:
    sent(cast)
    (notice,) = notices()

    for user in (cast.alice, cast.carol, cast.ada, cast.otto):
        assert client_of(user).post(f"/notices/{notice.pk}/{where}/").status_code == 404
    with acting_as_system():
        assert not NoticeReading.objects.exists()


def test_rights_are_asked_at_the_moment_of_opening(cast: Cast) -> None:
    """The notice stays; what it told of is no longer this desk's to see."""
    referral, bob = sent(cast), client_of(cast.bob)
    (notice,) = notices()
    with acting_as_system():
        referral.desk_grants.filter(group=cast.sheriff.group).delete()

    answer = bob.post(f"/notices/{notice.pk}/open/", follow=True)

    assert answer.redirect_chain == [("/notices/", 302)]
    assert "no longer open to you" in answer.content.decode()


def test_whom_a_referral_is_kept_from_learns_of_no_notice(cast: Cast) -> None:
    sent(cast, kept_from=[cast.bea])
    (notice,) = notices()

    assert "Nothing is new" in page(cast.bea)
    assert client_of(cast.bea).post(f"/notices/{notice.pk}/open/").status_code == 404
    assert "A referral waits" in page(cast.bob)


def test_the_wall_shows_no_reading_of_others_and_takes_none_in_their_name(cast: Cast) -> None:
    """As the app's role, with the application's filter taken away."""
    sent(cast)
    (notice,) = notices()
    with acting_as(cast.bob):
        mark_read(notice=notice, by=cast.bob)
    with acting_as(cast.bea):
        assert not NoticeReading.objects.exists()
    with pytest.raises(Exception, match="row-level security"), acting_as(cast.bea):
        NoticeReading.objects.create(team_id=cast.team.pk, notice=notice, user=cast.bob)


def test_a_kind_that_nobody_registered_is_not_left(cast: Cast) -> None:
    with pytest.raises(KeyError), acting_as(cast.alice):
        notify("referral.gossip", to=cast.sheriff, record=cast.body)
    with pytest.raises(ValueError, match="registered twice"):
        register_notice_kinds(NoticeKind("old_log", "A", "B", address=lambda record, user: None))
    assert notices() == []


def test_a_read_one_goes_30_days_after_the_first_reading_and_an_unread_one_stays(cast: Cast) -> None:
    sent(cast)
    sent(cast)
    read, unread = notices()
    start = timezone.now()
    with acting_as(cast.bob):
        mark_read(notice=read, by=cast.bob)

    def after(days: float) -> int:
        with time_machine.travel(start + timedelta(days=days)):
            return forget_notices()

    assert [after(29.9), after(30.1), after(30.2)] == [0, 1, 0]
    assert [notice.pk for notice in notices()] == [unread.pk]
    with acting_as_system():
        assert not NoticeReading.objects.exists()


def test_the_menu_names_them_for_who_sits_at_desks(cast: Cast) -> None:
    assert 'href="/notices/"' in client_of(cast.bob).get("/").content.decode()
    assert 'href="/notices/"' not in client_of(cast.dana).get("/").content.decode()


def test_every_button_of_the_page_carries_its_forms_token(cast: Cast) -> None:
    """Without it a browser's press is refused, which a test's own client would not notice."""
    sent(cast)
    drawn = page(cast.bob)

    assert drawn.count("<form") == drawn.count("csrfmiddlewaretoken") == 3
