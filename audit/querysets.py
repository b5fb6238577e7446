"""Which events an auditor may read, and what they look for among them."""

from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db import models
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from audit.ledger import Acts

Record = TypeVar("Record", bound=models.Model)


class EventQuerySet(QuerySet[Record]):
    """Events of the ledger. Row-level security stands behind `visible_to`, on the alias `audit` only."""

    def visible_to(self, reader: Acts) -> "EventQuerySet[Record]":
        """Their team's events, but the inner ones of other agencies that are bound by releases."""
        actor = reader.as_actor()
        return self.filter(Q(inner_of=None) | Q(inner_of=actor.agency_id), team=actor.team_id)

    def by(self, person: UUID) -> "EventQuerySet[Record]":
        return self.filter(actor=person)

    def of(self, agency: UUID) -> "EventQuerySet[Record]":
        return self.filter(agency=agency)

    def about(self, code: str) -> "EventQuerySet[Record]":
        """Events that name the record with this code; the database finds them by its index (migration 0003)."""
        return self.filter(pk__in=RawSQL("SELECT ledger.about(%s)", [code]))

    def between(self, since: datetime, until: datetime) -> "EventQuerySet[Record]":
        """From `since` on, before `until`."""
        return self.filter(at__gte=since, at__lt=until)

    def newest_first(self) -> "EventQuerySet[Record]":
        return self.order_by("-at", "-id")

    def older_than(self, at: datetime, event: UUID) -> "EventQuerySet[Record]":
        """What comes after that event in the order of `newest_first`."""
        return self.filter(Q(at__lt=at) | Q(id__lt=event), at__lte=at)
