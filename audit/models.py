"""One event of the ledger as the explorer reads it. Nothing writes it through the ORM."""

import json
from functools import cached_property
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Event(models.Model):
    """A row of `ledger.event`. `body` is the exact RFC 8785 bytes; the columns beside it are its index."""

    id = models.UUIDField(primary_key=True)
    at = models.DateTimeField()
    kind = models.TextField()
    team = models.UUIDField(null=True)
    actor = models.UUIDField(null=True)
    agency = models.UUIDField(null=True)
    inner_of = models.UUIDField(null=True)
    records = ArrayField(models.UUIDField())
    codes = ArrayField(models.TextField())
    body = models.BinaryField()

    class Meta:
        managed = False
        db_table = 'ledger"."event'

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @cached_property
    def said(self) -> dict[str, Any]:
        """The event as it was written: see `audit.ledger.compose` for its keys."""
        said: dict[str, Any] = json.loads(bytes(self.body))
        return said
