"""`python -m bench.data.template`: the tables, the keyring and the people, in the database that the others copy."""

import django

django.setup()

from django.core.management import call_command

from bench.data.people import seat
from bench.data.shape import AGENCIES
from mdt.team.models import Team
from privacy.datakeys import open_keyring

call_command("migrate", database="owner", verbosity=0)
call_command("collectstatic", interactive=False, verbosity=0)
open_keyring()
# A kept folder has them from its first run.
if not Team.objects.exists():
    team = Team.objects.create(name="Bench County (invented)")
    for number in range(AGENCIES):
        seat(team, number)
