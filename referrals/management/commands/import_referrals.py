"""`manage.py import_referrals FILE [--dry-run] [--team NAME] [--by EMAIL]`: bring in the old log."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from audit.ledger import Acts, LedgerUnavailable, System
from mdt.team.models import Team, User
from privacy.keyring import KeyUnavailable
from referrals.importing.checking import Checked, check
from referrals.importing.spreadsheet import MAX_BYTES, Unreadable, read
from referrals.importing.writing import Counts, bring_in, foresee


class Command(BaseCommand):
    help = "Bring in the old log (CSV or XLSX): all of what may come in, or nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what would come in, and write nothing")
        parser.add_argument("--team", help="its name; needed where there are several")
        parser.add_argument("--by", help="the email of the coordinator who brings it in, for the ledger")

    def handle(self, *args: Any, **options: Any) -> None:
        team = _team(options["team"])
        by = _person(options["by"], team) if options["by"] else System("import_referrals", team.pk)
        try:
            with options["file"].open("rb") as file:
                sheet = read(file.read(MAX_BYTES + 1))
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be read: {error.strerror}.") from None
        except Unreadable as reason:
            raise CommandError(str(reason)) from None
        self._import(check(sheet, team=team), team, by, dry_run=options["dry_run"])

    def _import(self, checked: Checked, team: Team, by: Acts, *, dry_run: bool) -> None:
        for refusal in checked.refusals:
            self.stdout.write(f"row {refusal.row}, column {refusal.column}: {refusal.reason}")
        if checked.left_out:
            self.stdout.write(f"columns that are not kept: {', '.join(checked.left_out)}")
        if dry_run:
            counts = foresee(checked.rows, team=team)
            self.stdout.write(f"dry run, nothing is written; rows that would come in: {counts.imported}")
        else:
            counts = _bring_in(checked, team, by)
        self.stdout.write(f"notes not kept: {counts.notes_not_kept}")
        imported = 0 if dry_run else counts.imported
        self.stdout.write(f"imported={imported} refused={checked.refused} already={counts.already}")


def _bring_in(checked: Checked, team: Team, by: Acts) -> Counts:
    try:
        return bring_in(checked.rows, team=team, by=by, refused=checked.refused)
    except LedgerUnavailable:
        raise CommandError("The ledger cannot be written now. Nothing was brought in.") from None
    except KeyUnavailable as error:
        raise CommandError(f"Nothing was brought in. {error}") from None


def _team(name: str | None) -> Team:
    teams = Team.objects.filter(name=name) if name else Team.objects.all()
    found = list(teams.order_by("name")[:2])
    if len(found) == 1:
        return found[0]
    if found:
        raise CommandError("There are several teams here. Name one with --team.")
    raise CommandError("There is no team of this name." if name else "There is no team here yet.")


def _person(email: str, team: Team) -> User:
    person = User.objects.with_place().filter(email=email, is_active=True, current__team=team).first()
    if person is None or not person.has_perm("referrals.import"):
        raise CommandError("Nobody of this team with this email may bring in the old log.")
    return person
