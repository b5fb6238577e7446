"""Whom a referral is kept from reads no grant of it to a person either, as no grant of it to a desk."""

import importlib

from django.db import migrations

from privacy.wall import OF_SYSTEM

before = importlib.import_module("referrals.migrations.0014_release_wall")
first = importlib.import_module("referrals.migrations.0002_wall")

_READ = (
    "ALTER POLICY referrals_referralpersongrant_read ON referrals_referralpersongrant USING (({rule}) OR ({system}));"
)
_NOT_KEPT = f"({before._PERSON_GRANTS}) AND NOT content_object_id = {first.KEPT}"


class Migration(migrations.Migration):
    dependencies = [("referrals", "0017_categories_of_services")]
    operations = [
        migrations.RunSQL(
            _READ.format(rule=_NOT_KEPT, system=OF_SYSTEM),
            _READ.format(rule=before._PERSON_GRANTS, system=OF_SYSTEM),
        ),
    ]
