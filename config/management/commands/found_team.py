"""`manage.py found_team` sets a team up and prints the invitation of its first administrator."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from mdt.team.actions.agencies import found_team
from mdt.team.policies import Refused
from mdt.team.sectors import Sector


class Command(BaseCommand):
    help = "Set up a team, the agency that runs it, and an invitation for its first administrator."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="the team, e.g. 'Cedar County team'")
        parser.add_argument("--agency", required=True, help="the agency that runs it")
        parser.add_argument("--sector", required=True, choices=Sector.values)
        parser.add_argument("--email", required=True, help="of the first administrator")
        parser.add_argument("--time-zone", default="America/Los_Angeles")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            founded = found_team(
                name=options["name"],
                agency_name=options["agency"],
                sector=Sector(options["sector"]),
                email=options["email"],
                time_zone=options["time_zone"],
            )
        except Refused as refused:
            raise CommandError(str(refused)) from None
        kind = "a practice team: invented data only" if founded.team.practice else "a real team"
        self.stdout.write(f"{founded.team} is set up as {kind}.")
        self.stdout.write("Open this on the server's address within 7 days; it works once:")
        self.stdout.write(reverse("accept-invitation", args=[founded.invited.secret]))
