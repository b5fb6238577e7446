"""Which category of a release each help of the directory falls under, with the kinds that came with it."""

import importlib

from django.db import migrations

before = importlib.import_module("referrals.migrations.0014_release_wall")

# As referrals.choices.CATEGORY_OF; a test holds the two together.
CATEGORIES = (
    ("safety", ("crisis", "safety", "missing_youth")),
    ("advocacy", ("advocacy_confidential", "advocacy_system", "case_management", "family", "mentor", "peer")),
    ("housing", ("shelter", "housing")),
    ("daily", ("basic", "education", "employment", "benefits", "child_care")),
    ("language", ("interpretation",)),
    ("medical", ("medical", "forensic_exam", "dental")),
    ("mental_health", ("mental_health",)),
    ("substance_use", ("substance_use",)),
    ("legal", ("legal_victim", "legal_immigration", "legal_civil", "hhs_help", "compensation", "labor")),
    ("justice", ("forensic_interview", "diversion", "csec_unit")),
)


def category(categories: tuple[tuple[str, tuple[str, ...]], ...]) -> str:
    """The function as in 0014_release_wall, over another list."""
    when = " ".join(f"WHEN service = ANY ({before._array(services)}) THEN '{key}'" for key, services in categories)
    return (
        "CREATE OR REPLACE FUNCTION wall.service_category(service text) RETURNS text LANGUAGE sql IMMUTABLE AS "
        f"$$ SELECT CASE {when} ELSE 'none' END $$"
    )


class Migration(migrations.Migration):
    dependencies = [("referrals", "0016_lists_stay_flat")]
    operations = [migrations.RunSQL(category(CATEGORIES), category(before.CATEGORIES))]
