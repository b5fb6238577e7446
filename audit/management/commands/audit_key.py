"""`manage.py audit_key`: make the key that signs checkpoints, once, and print its public half."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from audit import sealer
from audit.signing import SigningKeyUnavailable


class Command(BaseCommand):
    help = "Make the ledger's signing key for a database that never had a checkpoint; print the public key."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            key = sealer.set_up()
        except (SigningKeyUnavailable, OSError) as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"The signing key is in {settings.CHECKPOINT_KEY_PATH}. Keep a copy in a safe place.")
        self.stdout.write(str(key.public))
