"""`manage.py practice [--json]`: load the practice team once, and print where and how to sign in."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from audit.ledger import LedgerUnavailable
from config.home import home
from config.launcher.serve import address, holder
from mdt.team.roles import DESCRIPTIONS, Role
from privacy.keyring import KeyUnavailable
from referrals.practice.agencies import AGENCIES, SUBCOMMITTEES, TEAM
from referrals.practice.loading import Loaded, RealRecords, load
from referrals.practice.people import PASSWORD, people

_REAL_RECORDS = 3
_USUAL_PORT = 8000


class Command(BaseCommand):
    help = "Load the practice team (invented people) once, and print the sign-ins. Never beside real records."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print address, sign-ins, roles and agencies as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loaded = load()
        except RealRecords as reason:
            raise CommandError(str(reason), returncode=_REAL_RECORDS) from None
        except (LedgerUnavailable, KeyUnavailable) as error:
            raise CommandError(f"The practice team was not loaded. {error}") from None
        told = _told(loaded)
        self.stdout.write(json.dumps(told, indent=1) if options["json"] else _in_words(told))


def _told(loaded: Loaded | None) -> dict[str, Any]:
    agencies = {one.key: one for one in AGENCIES}
    running = holder(home())
    return {
        "practice": True,
        "team": TEAM,
        "address": address(running["port"] if running else _USUAL_PORT),
        "running": running is not None,
        # What the log came to if it was brought in just now.
        "log": loaded._asdict() if loaded else None,
        "password": PASSWORD,
        "sign_ins": [
            {
                "email": one.email,
                "password": PASSWORD,
                "name": one.name,
                "role": one.role.value,
                "agency": agencies[one.agency].name,
                "desk": agencies[one.agency].desk,
                "chairs": list(one.chairs),
            }
            for one in people()
        ],
        "roles": {role.value: {"label": str(role.label), "words": DESCRIPTIONS[role]} for role in Role},
        "agencies": [
            {
                "name": one.name,
                "sector": one.sector.value,
                "bindings": [binding.value for binding in one.bindings],
                "desk": one.desk,
                "phone": one.phone,
                "old_do_not_call": one.hotline,
                "notes_allowed": one.notes,
                "seats": list(one.seats),
            }
            for one in AGENCIES
        ],
        "subcommittees": list(SUBCOMMITTEES),
    }


def _in_words(told: dict[str, Any]) -> str:
    lines = [
        f"{told['team']}. Everything here is invented. Enter nothing about a real person.",
        f"Address:  {told['address']}{'' if told['running'] else ' (when script/server runs)'}",
        f"Password: {told['password']}  (for everybody below)",
        "",
    ]
    lines += [f"{one['email']:32} {one['role']:19} {one['agency']}" for one in told["sign_ins"]]
    if log := told["log"]:
        lines += ["", f"The log: imported={log['imported']} refused={log['refused']} already={log['already']}"]
    return "\n".join(lines)
