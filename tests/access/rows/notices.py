"""Rows of notices: for whoever sits at the desk that one was left for. To anybody else it is not there."""

from typing import Any

from django.core import signing
from django.utils import timezone

from mdt.notices.models import Notice
from privacy.keys import new_key
from privacy.wall import acting_as_system
from tests.access.matrix import UNCHANGED, row
from tests.cast import Cast


def left(cast: Cast) -> dict[str, Any]:
    """A notice for the hospital's desk, of a referral that is no longer there."""
    with acting_as_system():
        notice = Notice.objects.create(
            team_id=cast.team.pk, desk=cast.desks["hospital"], kind="referral.send", record_id=new_key()
        )
    return {"pk": notice.pk}


def shown(cast: Cast) -> dict[str, Any]:
    """What the button of a page that is drawn now says; nobody's but the receiver's notice is there."""
    left(cast)
    return {"until": signing.dumps(timezone.now().isoformat(), salt="notices.shown")}


WATCHERS: dict[str, Any] = {"auditor": 403, "analyst": 403, "administrators": 403}

ROWS = [
    row("notices", others=200, **WATCHERS),
    row("open-notice", "POST", at=left, others=404, receiver=302, **WATCHERS),
    row("read-notice", "POST", at=left, others=404, receiver=302, **WATCHERS),
    row("read-all-notices", "POST", data=shown, others=UNCHANGED, receiver=302, **WATCHERS),
    row("my-settings", others=200, **WATCHERS),
    row("my-settings", "POST", data={"cadence": "weekly"}, others=302, **WATCHERS),
    row("mail-counts", others=403, administrators=200),
]
