"""Events and checkpoints of the ledger as they are read. Nothing writes them through the ORM."""

import json
from functools import cached_property
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from audit.querysets import EventQuerySet


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

    objects = EventQuerySet.as_manager()

    class Privacy:
        system = ("at", "kind", "team", "actor", "agency", "inner_of", "records", "codes", "body")
        plain = {
            "kind": "a key of audit.kinds",
            "codes": "random codes of records",
            "body": "who acted; ids, codes and field names, never a value",
        }

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


class Checkpoint(models.Model):
    """A row of `ledger.checkpoint`: the tree of the first `size` events, signed. Written by the sealer alone."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField()
    edge = models.BinaryField()
    note = models.TextField()
    key = models.TextField()
    at = models.DateTimeField()

    class Privacy:
        system = ("size", "root", "edge", "note", "key", "at")
        plain = {
            "root": "a hash",
            "edge": "hashes",
            "note": "size and hash of the tree, signed, for everybody to keep",
            "key": "the public key that checks the note",
        }

    class Meta:
        managed = False
        db_table = 'ledger"."checkpoint'

    def __str__(self) -> str:
        return f"checkpoint {self.size}"
