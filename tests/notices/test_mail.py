"""Mail of notices: one text, as often as each person wants it, and to nobody who may not be told when it goes out."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db.utils import DatabaseError
from django.utils import timezone

from mdt.notices import kinds
from mdt.notices.actions import notify, set_cadence
from mdt.notices.choices import Cadence
from mdt.notices.digest import due_after
from mdt.notices.models import MailWish, Notice, NoticeMail
from mdt.notices.tasks import mail_notices
from mdt.team.models import AgencyMembership, Membership, User
from mdt.team.roles import Role
from privacy.wall import acting_as, acting_as_system
from referrals.actions import answering, ending
from referrals.models import Referral
from tests.duties.build import begin
from tests.notices.build import DESK, MONDAY, ZONE, at, mail_at_once, reasons, sent, tick_at, told, wish
from tests.referrals.build import seen_by
from tests.referrals.cast import Cast

# One text -----------------------------------------------------------------------------------------------------


def test_a_hundred_notices_over_every_kind_are_one_distinct_mail(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """With every door open, so that each kind's mail goes out: to some at once, to one in a digest."""
    every = {key: replace(kind, address=lambda *_: "/", over=None) for key, kind in kinds.notice_kinds().items()}
    assert len(every) >= 20
    monkeypatch.setattr(kinds, "_KINDS", every)
    mail_at_once(cast.bob, cast.bea)
    with at(MONDAY), acting_as_system():
        for place in range(100):
            notify([*every][place % len(every)], to=cast.sheriff, record=cast.body)
        while mail_notices():
            pass
    at_first = list(mail.outbox)
    # Lena has one mail of the reminders of duties that do not wait, and a digest of the rest.
    assert Counter(told()) == {"bob@example.org": 100, "bea@example.org": 100, "lena@example.org": 1}
    assert tick_at(MONDAY + timedelta(days=1)) == ["lena@example.org"]

    (words,) = {_said(message) for message in [*at_first, *mail.outbox]}
    assert "You have an update" in words
    for told_of in ("RF-", "HT-", "eferral", "duty", "Sheriff", "Intake", cast.team.name):
        assert told_of not in words


def _said(message: Any) -> str:
    """All of a mail but to whom, when, and its own number."""
    whole = message.message()
    for name in ("To", "Date", "Message-ID"):
        del whole[name]
    return str(whole)


# As often as each wants it ------------------------------------------------------------------------------------


def test_without_a_wish_there_is_one_digest_the_next_morning(cast: Cast) -> None:
    for minute in range(3):
        sent(cast, MONDAY + timedelta(minutes=minute))
    eight = datetime(2027, 9, 14, 8, 0, tzinfo=ZONE)

    assert tick_at(MONDAY + timedelta(minutes=5)) == []
    assert tick_at(eight - timedelta(seconds=1)) == []
    assert tick_at(eight) == DESK
    assert tick_at(eight + timedelta(minutes=1)) == []
    assert tick_at(eight + timedelta(days=1)) == []
    assert reasons(cast.bob) == ["", "", ""]


def test_each_time_weekly_and_never(cast: Cast) -> None:
    wish("each", cast.bob)
    wish("weekly", cast.bea)
    wish("none", cast.lena)
    sent(cast)
    sent(cast, MONDAY + timedelta(minutes=1))
    next_monday = datetime(2027, 9, 20, 8, 0, tzinfo=ZONE)

    assert tick_at(MONDAY + timedelta(minutes=2)) == ["bob@example.org", "bob@example.org"]
    assert tick_at(next_monday - timedelta(seconds=1)) == []
    assert tick_at(next_monday) == ["bea@example.org"]
    assert reasons(cast.lena) == ["not_wanted", "not_wanted"]


def test_a_beat_that_stood_still_for_three_days_sends_one_digest(cast: Cast) -> None:
    for day in range(3):
        sent(cast, MONDAY + timedelta(days=day))
    friday = datetime(2027, 9, 17, 10, 0, tzinfo=ZONE)

    assert tick_at(friday) == DESK
    assert tick_at(friday + timedelta(days=3)) == []


def test_what_is_left_too_late_for_a_digest_waits_for_the_next(cast: Cast) -> None:
    """Of the same morning, since the lost nudge of it comes only after the digest went out."""
    sent(cast)
    eight = datetime(2027, 9, 14, 8, 0, tzinfo=ZONE)
    late = sent(cast, eight - timedelta(seconds=2))
    with acting_as_system():
        Notice.objects.filter(record_id=late.pk).update(addressed_at=MONDAY)
    assert tick_at(eight) == DESK
    with acting_as_system():
        Notice.objects.filter(record_id=late.pk).update(addressed_at=None)

    assert tick_at(eight + timedelta(seconds=5)) == []
    assert tick_at(eight + timedelta(days=1)) == DESK


@pytest.mark.parametrize(
    ("came", "cadence", "due"),
    [
        # By hand: eight in the county's own clock is 16:00 UTC in winter and 15:00 in summer.
        ((2027, 3, 13, 12, 0), "daily", (2027, 3, 14, 15, 0)),
        ((2027, 3, 12, 8, 0), "daily", (2027, 3, 13, 16, 0)),
        ((2027, 3, 14, 1, 59), "daily", (2027, 3, 14, 15, 0)),
        ((2027, 11, 6, 12, 0), "daily", (2027, 11, 7, 16, 0)),
        ((2027, 11, 7, 1, 30), "daily", (2027, 11, 7, 16, 0)),
        ((2027, 11, 5, 7, 59), "daily", (2027, 11, 5, 15, 0)),
        ((2027, 3, 8, 8, 1), "weekly", (2027, 3, 15, 15, 0)),
        ((2027, 11, 1, 8, 0), "weekly", (2027, 11, 8, 16, 0)),
        ((2027, 11, 7, 23, 59), "weekly", (2027, 11, 8, 16, 0)),
    ],
)
def test_eight_in_the_morning_over_both_changes_of_the_clock(
    came: tuple[int, ...], cadence: str, due: tuple[int, ...]
) -> None:
    moment = datetime(*came, tzinfo=ZONE)  # type: ignore[misc,arg-type]

    assert due_after(moment, cadence, ZONE) == datetime(*due, tzinfo=UTC)  # type: ignore[misc,arg-type]


def test_what_is_at_once_waits_for_no_digest(cast: Cast) -> None:
    """A clock of the law runs through the night; whoever wants no mail gets none even so."""
    referral = sent(cast)
    wish("none", cast.bea)
    with at(MONDAY):
        duty = begin(cast.bob, referral, "abuse_report")
    with at(MONDAY + timedelta(minutes=1)), acting_as_system():
        notify("duty.reminder", to=cast.sheriff, record=duty)

    assert tick_at(MONDAY + timedelta(minutes=1)) == ["bob@example.org", "lena@example.org"]
    assert reasons(cast.bob) == ["waits", ""]
    assert reasons(cast.bea) == ["not_wanted", "not_wanted"]
    assert tick_at(MONDAY + timedelta(days=1)) == ["bob@example.org", "lena@example.org"]


def test_a_changed_wish_is_heeded_by_what_waits_already(cast: Cast) -> None:
    sent(cast)
    tick_at(MONDAY)
    with at(MONDAY + timedelta(hours=1)):
        for person, cadence in ((cast.bob, "each"), (cast.bea, "none"), (cast.lena, "weekly")):
            with acting_as(person):
                set_cadence(by=person, cadence=Cadence(cadence))

    assert tick_at(MONDAY + timedelta(hours=1)) == ["bob@example.org"]
    assert reasons(cast.bea) == ["not_wanted"]
    assert tick_at(MONDAY + timedelta(days=1)) == []
    assert tick_at(datetime(2027, 9, 20, 8, 0, tzinfo=ZONE)) == ["lena@example.org"]


# To nobody who may not be told --------------------------------------------------------------------------------


def _move_desk(cast: Cast, referral: Referral) -> None:
    cast.bob.groups.remove(cast.sheriff.group_id)


def _move_agency(cast: Cast, referral: Referral) -> None:
    Membership.objects.filter(user=cast.bob).update(agency=cast.hospital.agency)


def _suspend(cast: Cast, referral: Referral) -> None:
    cast.sheriff.agency.suspended_at = timezone.now()
    cast.sheriff.agency.save()


def _turn_off(cast: Cast, referral: Referral) -> None:
    User.objects.filter(pk=cast.bob.pk).update(is_active=False)


def _end_place(cast: Cast, referral: Referral) -> None:
    Membership.objects.filter(user=cast.bob).update(ended_at=timezone.now())


def _other_team(cast: Cast, referral: Referral) -> None:
    AgencyMembership.objects.create(team=cast.other_team, agency=cast.sheriff.agency)
    place = Membership.objects.create(
        user=cast.bob, team=cast.other_team, agency=cast.sheriff.agency, roles=["partner"]
    )
    Membership.objects.filter(user=cast.bob, team=cast.team).update(ended_at=timezone.now())
    User.objects.filter(pk=cast.bob.pk).update(current=place)


def _watch(cast: Cast, referral: Referral) -> None:
    Membership.objects.filter(user=cast.bob).update(roles=[Role.AUDITOR])


def _keep(cast: Cast, referral: Referral) -> None:
    with acting_as_system():
        referral.kept_from.create(team_id=cast.team.pk, holder=cast.welfare.agency_id, user=cast.bob)


def _end_grant(cast: Cast, referral: Referral) -> None:
    with acting_as_system():
        referral.desk_grants.filter(group=cast.sheriff.group).delete()


def _withdraw(cast: Cast, referral: Referral) -> None:
    with acting_as(cast.alice):
        ending.withdraw(by=cast.alice, referral=seen_by(cast.alice, referral))


def _answer(cast: Cast, referral: Referral) -> None:
    with acting_as(cast.bea):
        answering.accept(by=cast.bea, referral=seen_by(cast.bea, referral))


def _decline(cast: Cast, referral: Referral) -> None:
    with acting_as(cast.bea):
        answering.decline(by=cast.bea, referral=seen_by(cast.bea, referral), reason="no_capacity")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (_move_desk, "moved"),
        (_move_agency, "moved"),
        (_suspend, "suspended"),
        (_turn_off, "turned_off"),
        (_end_place, "left"),
        (_other_team, "left"),
        (_watch, "not_open"),
        (_keep, "not_open"),
        (_end_grant, "not_open"),
        (_withdraw, "withdrawn"),
        (_answer, "over"),
        (_decline, "not_open"),
    ],
)
@pytest.mark.parametrize("cadence", ["each", "daily"])
def test_what_changed_between_queue_and_mail_gives_no_mail_and_says_why(
    cast: Cast, cadence: str, change: Callable[[Cast, Referral], None], reason: str
) -> None:
    """It changes after the notice was queued, and for a digest after it was addressed too."""
    wish(cadence, cast.bob)
    referral = sent(cast)
    if cadence == "daily":
        tick_at(MONDAY + timedelta(minutes=1))
    with at(MONDAY + timedelta(minutes=2)):
        change(cast, referral)
    assert "bob@example.org" not in _but_the_withdrawals(cast, referral, MONDAY + timedelta(days=1))
    assert reasons(cast.bob)[0] == reason


def _but_the_withdrawals(cast: Cast, referral: Referral, moment: datetime) -> list[str]:
    """Whom a tick mails, without the notice of the change itself, which goes to the desk as it should."""
    with acting_as_system():
        Notice.objects.filter(record_id=referral.pk, kind="referral.withdraw").delete()
    return tick_at(moment)


def test_a_withdrawal_itself_is_told(cast: Cast) -> None:
    mail_at_once(cast.bob)
    referral = sent(cast)
    with at(MONDAY + timedelta(minutes=1)):
        _withdraw(cast, referral)

    assert tick_at(MONDAY + timedelta(minutes=2)) == ["bob@example.org"]
    assert reasons(cast.bob) == ["withdrawn", ""]


def test_whoever_has_read_it_gets_no_mail_of_it(cast: Cast) -> None:
    sent(cast)
    with at(MONDAY), acting_as(cast.bob):
        notice = Notice.objects.visible_to(cast.bob).get()
        notice.readings.create(team_id=cast.team.pk, user=cast.bob)

    assert tick_at(MONDAY + timedelta(days=1)) == ["bea@example.org", "lena@example.org"]
    assert reasons(cast.bob) == ["read"]


def test_whoever_takes_a_seat_later_was_not_told_of_what_came_before(cast: Cast) -> None:
    mail_at_once(cast.carol)
    sent(cast)
    Membership.objects.filter(user=cast.carol).update(agency=cast.sheriff.agency)
    cast.carol.groups.add(cast.sheriff.group_id)

    assert "carol@example.org" not in tick_at(MONDAY + timedelta(days=1))


def test_somebody_who_works_in_another_team_at_the_moment_is_told_by_this_teams_door(cast: Cast) -> None:
    AgencyMembership.objects.create(team=cast.other_team, agency=cast.sheriff.agency)
    place = Membership.objects.create(
        user=cast.bob, team=cast.other_team, agency=cast.sheriff.agency, roles=["partner"]
    )
    User.objects.filter(pk=cast.bob.pk).update(current=place)
    mail_at_once(cast.bob)
    sent(cast)

    assert tick_at(MONDAY) == ["bob@example.org"]
    assert User.objects.get(pk=cast.bob.pk).current_id == place.pk


# The wall -----------------------------------------------------------------------------------------------------


def test_nobody_reads_what_became_of_mail_and_only_their_own_wish(cast: Cast) -> None:
    """As the app's role, with the application's filter taken away."""
    referral = sent(cast, kept_from=[cast.bob])
    tick_at(MONDAY + timedelta(days=1))
    assert reasons(cast.bob) == ["not_open"]

    for person in (cast.bob, cast.bea, cast.alice, cast.adam, cast.dana, cast.otto):
        with acting_as(person):
            assert not NoticeMail.objects.exists()
            assert set(MailWish.objects.values_list("user", flat=True)) <= {person.pk}
            assert NoticeMail.objects.update(not_mailed_because="") == 0
    with acting_as(cast.bea):
        assert MailWish.objects.filter(user=cast.bob.pk).update(cadence="none") == 0
    with pytest.raises(DatabaseError, match="row-level security"), acting_as(cast.bea):
        MailWish.objects.create(user=cast.adam, cadence="none")
    with pytest.raises(DatabaseError, match="row-level security"), acting_as(cast.bea):
        notice = Notice.objects.get(record_id=referral.pk)
        NoticeMail.objects.create(team_id=cast.team.pk, notice=notice, user=cast.bea, due_at=timezone.now())
