"""A person's calendar feed: made, made anew, ended, and found by its secret."""

import hashlib
import secrets
from typing import Any, Final

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from audit.ledger import System, enter
from mdt.meetings.models import CalendarFeed
from mdt.team.models import User
from privacy.wall import acting_as_system

# Whoever held a stolen session made it to outlast that session: signing out everywhere ends it too.
NOT_SIGNED_OUT: Final = Q(place__user__signed_out_at=None) | Q(made_at__gt=F("place__user__signed_out_at"))


@transaction.atomic
def make_feed(*, by: User) -> str:
    """A new secret for their feed, told this once; whatever address they had before finds nothing from now on."""
    secret = secrets.token_urlsafe(32)
    values = {"team_id": by.place.team_id, "secret_hash": _hash(secret), "made_at": timezone.now()}
    feed, _ = CalendarFeed.objects.update_or_create(place=by.place, defaults=values)
    enter("feed.made", by=by, records=[feed])
    return secret


@transaction.atomic
def end_feed(*, by: User) -> None:
    """Their address finds nothing from now on. Ending what has ended already changes nothing."""
    for feed in CalendarFeed.objects.filter(place=by.place):
        enter("feed.ended", by=by, records=[feed])
        feed.delete()


def end_feeds_after(sender: Any, user: User, **kwargs: Any) -> None:
    """A new password ends what was made with the old one, in each of their places."""
    with acting_as_system():
        for feed in CalendarFeed.objects.filter(place__user=user):
            enter("feed.ended", by=System("A new password", feed.team_id), records=[feed])
            feed.delete()


def owner_of(secret: str) -> User | None:
    """Whose feed this is, in the place that it was made for; None when it has ended, or that place has.

    Asked anew at each look, so that it dies with a place, a person's sign-in, their signing out everywhere, or an
    agency's suspension.
    """
    with acting_as_system():
        feed = CalendarFeed.objects.filter(
            NOT_SIGNED_OUT,
            secret_hash=_hash(secret),
            place__ended_at=None,
            place__user__is_active=True,
            place__agency__suspended_at=None,
            place__agency__memberships__left_on=None,
            place__agency__memberships__team=F("team"),
        ).select_related("place__user", "place__agency", "place__team")
        found = feed.first()
    if found is None:
        return None
    owner = found.place.user
    owner.current = found.place
    return owner


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
