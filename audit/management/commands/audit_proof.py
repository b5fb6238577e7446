"""`manage.py audit_proof EVENT` or `--since SIZE`: one line that proves it, for `python -m audit.verify`."""

import json
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from audit import archive
from audit.ledger import System, witness


class Command(BaseCommand):
    help = "Prove that EVENT (its id) is in the signed ledger, or that the ledger continues its first SIZE events."

    def add_arguments(self, parser: CommandParser) -> None:
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("event", type=UUID, nargs="?")
        which.add_argument("--since", type=int)

    def handle(self, *args: Any, event: UUID | None, since: int, **options: Any) -> None:
        try:
            proof = self._event(event) if event else archive.growth_proof(since)
        except archive.NotSealed as error:
            raise CommandError(str(error)) from None
        self.stdout.write(json.dumps(proof))

    def _event(self, event: UUID) -> dict[str, Any]:
        team, proof = archive.event_proof(event)
        witness("ledger.copied", by=System("audit_proof", team))
        return proof
