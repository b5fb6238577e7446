"""What the ground floor keeps: each record's wrapped data key, and which keys of the keyring were ever used."""

from django.db import models
from django.utils import timezone


class DataKey(models.Model):
    """One record's data key, wrapped by a key of the keyring. Deleting the row shreds what it sealed.

    It stands apart from the record, so that it can be destroyed, and backed up for a shorter time, by itself.
    """

    record_id = models.UUIDField(primary_key=True, editable=False)
    team_id = models.UUIDField(editable=False)
    key_id = models.CharField(max_length=200, editable=False)
    wrapped = models.BinaryField()
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Privacy:
        system = ("team_id", "key_id", "wrapped", "created_at")
        plain = {"key_id": "the fingerprint of a key, or a KMS's name for it", "wrapped": "a key, encrypted"}

    def __str__(self) -> str:
        return str(self.record_id)


class KeyringUse(models.Model):
    """A key that wraps, or has wrapped, data keys of this database: so is known whether one is missing.

    The database itself writes a row when a data key names a new key (migration 0002_keys).
    """

    key_id = models.CharField(max_length=200, primary_key=True, editable=False)
    first_used_at = models.DateTimeField(default=timezone.now, editable=False)

    class Privacy:
        system = ("key_id", "first_used_at")
        plain = {"key_id": "the fingerprint of a key, or a KMS's name for it"}

    def __str__(self) -> str:
        return self.key_id
