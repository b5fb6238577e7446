"""`manage.py audit_export FILE`: a copy of the whole ledger for `audit_verify`."""

import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from audit import archive
from audit.ledger import System, witness


class Command(BaseCommand):
    help = "Write the whole ledger of every team to FILE: it names people and codes. Each team's ledger says so."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except OSError as error:
            raise CommandError(f"{file} was not written: {error.strerror}.") from None
        with os.fdopen(descriptor, "w", encoding="utf-8") as out:
            # Before the first byte, like every other look at the ledger.
            for team in archive.teams():
                witness("ledger.copied", by=System("audit_export", team))
            out.writelines(archive.lines())
        self.stdout.write(f"Written to {file}. Check it with: python -m audit.verify {file}")
