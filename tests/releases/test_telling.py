"""The tick tells the giver's desk before and after the end, each once."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from cases.releases.tasks import tell_of_ends
from mdt.notices.models import Notice
from privacy.wall import acting_as_system
from tests.cast import client_of
from tests.referrals.cast import Cast
from tests.releases.build import end, make_release


def told() -> list[tuple[str, object]]:
    with acting_as_system():
        rows = Notice.objects.filter(kind__startswith="release.").order_by("at", "pk")
        return [(one.kind, one.desk_id) for one in rows]


def test_soon_and_over_are_told_to_the_givers_desk_once_each(cast: Cast) -> None:
    release = make_release(cast.ada, cast.shelter, cast.sheriff.agency)
    assert release.warn_at
    second = timedelta(seconds=1)

    for moment, times in [(release.warn_at - second, 0), (release.warn_at, 1), (release.expires_at - second, 0)]:
        with time_machine.travel(moment, tick=False):
            assert (tell_of_ends(), tell_of_ends()) == (times, 0)
    with time_machine.travel(release.expires_at + second, tick=False):
        assert (tell_of_ends(), tell_of_ends()) == (1, 0)

    assert told() == [("release.ends_soon", cast.shelter.pk), ("release.ended", cast.shelter.pk)]
    assert "A release has ended" in client_of(cast.ada).get("/notices/").content.decode()
    assert "release" not in client_of(cast.bob).get("/notices/").content.decode().split("<main")[1]


def test_what_its_own_desk_took_back_is_no_news(cast: Cast) -> None:
    release = make_release(cast.ada, cast.shelter, cast.sheriff.agency)
    end(cast.ada, release)

    with time_machine.travel(timezone.now() + timedelta(days=40), tick=False):
        assert tell_of_ends() == 0


def test_a_tick_that_is_killed_has_told_and_emptied_or_neither(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    release = make_release(cast.ada, cast.shelter, cast.sheriff.agency)

    def killed(*args: object, **kwargs: object) -> None:
        raise SystemExit

    with time_machine.travel(release.expires_at, tick=False):
        with monkeypatch.context() as patch, pytest.raises(SystemExit):
            patch.setattr("cases.releases.tasks.notify", killed)
            tell_of_ends()
        assert told() == []
        assert tell_of_ends() == 2
