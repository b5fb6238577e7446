"""Who has set a wall can lift it also when they do not see the case any more: its agency's leads, and who set it.

Before, whoever lost the case kept the wall for ever. Whom it is about, or who is kept from the case, reads none, as before.
"""

import importlib

from django.db import migrations

from privacy.wall import IN_TEAM, OF_SYSTEM

first = importlib.import_module("cases.migrations.0004_walls_on_people")
before = importlib.import_module("cases.migrations.0005_walls_are_handed_on")

NOT_MY_OWN = f"user_id <> {first.ME} AND NOT case_id = ANY ((SELECT wall.cases_kept_from())::uuid[])"
OURS = f"{first.OURS} AND ({first.KNOWN} OR {first.MINE} OR (SELECT wall.leads()))"
SEEN = f"{IN_TEAM} AND {NOT_MY_OWN} AND (({OURS}) OR (body_id IS NOT NULL AND {first.MINE}) OR ({before.HANDED_ON}))"


def _seen(condition: str) -> list[str]:
    rule = f"(({condition}) OR ({OF_SYSTEM}))"
    return [
        f"ALTER POLICY cases_casewall_read ON cases_casewall USING {rule}",
        f"ALTER POLICY cases_casewall_update ON cases_casewall USING {rule} WITH CHECK {rule}",
    ]


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_walls_are_handed_on"), ("meetings", "0019_why_and_parts")]
    operations = [migrations.RunSQL(_seen(SEEN), _seen(before.SEEN))]
