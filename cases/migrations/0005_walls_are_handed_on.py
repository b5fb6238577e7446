"""What a chair keeps from somebody passes on to who prepares that body's meetings once the chair's place has ended.

Else nobody could ever lift it (docs/adr/0098).
"""

import importlib

from django.db import migrations

from privacy.wall import IN_TEAM, OF_SYSTEM

before = importlib.import_module("cases.migrations.0004_walls_on_people")
HANDED_ON = f"""body_id IS NOT NULL AND {before.PREPARES} AND EXISTS (
    SELECT 1 FROM team_membership gone WHERE gone.id = cases_casewall.set_by_id AND gone.ended_at IS NOT NULL
)"""
SEEN = (
    f"{IN_TEAM} AND user_id <> {before.ME} AND {before.KNOWN} "
    f"AND (({before.OURS}) OR (body_id IS NOT NULL AND {before.MINE}) OR ({HANDED_ON}))"
)


def _seen(condition: str) -> list[str]:
    rule = f"(({condition}) OR ({OF_SYSTEM}))"
    return [
        f"ALTER POLICY cases_casewall_read ON cases_casewall USING {rule}",
        f"ALTER POLICY cases_casewall_update ON cases_casewall USING {rule} WITH CHECK {rule}",
    ]


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_walls_on_people")]
    operations = [migrations.RunSQL(_seen(SEEN), _seen(before.SEEN))]
