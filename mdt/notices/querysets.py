"""Which notices are for whom, as adjectives that chain."""

from datetime import datetime
from typing import Any, Protocol, Self, TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

M = TypeVar("M", bound=Model)


class Reader(Protocol):
    """Somebody who may sit at desks."""

    @property
    def pk(self) -> Any: ...
    @property
    def place(self) -> Any: ...
    @property
    def desk_groups(self) -> list[int]: ...


class NoticeSet(QuerySet[M]):
    """Notices; the wall takes out those of records that are kept from the reader."""

    def visible_to(self, user: Reader) -> Self:
        """What was left for their desks in their current team, each with `unread`."""
        readings: Any = self.model._meta.get_field("readings").related_model
        mine = readings.objects.filter(notice=OuterRef("pk"), user=user.pk)
        for_me = Q(only_for=None) | Q(only_for=user.pk)
        here = self.filter(for_me, team_id=user.place.team_id, desk__group__in=user.desk_groups)
        return here.annotate(unread=~Exists(mine))

    def unread(self) -> Self:
        """Of what is `visible_to`."""
        return self.filter(unread=True)

    def unread_first(self) -> Self:
        """Of what is `visible_to`; then the newest."""
        return self.order_by("-unread", "-at", "-pk")

    def read_before(self, moment: datetime) -> Self:
        return self.filter(readings__at__lt=moment)


class MailSet(QuerySet[M]):
    """The mail of notices, one row for each person."""

    def open(self) -> Self:
        return self.filter(decided_at=None)

    def due(self, now: datetime) -> Self:
        return self.open().filter(due_at__lte=now)
