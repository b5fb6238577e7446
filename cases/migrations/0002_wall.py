"""The wall of cases: nobody reads one by itself; the floors above add by which of their records it is seen."""

from django.db import migrations

from privacy.wall import IN_TEAM, build_wall


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial"), ("privacy", "0001_wall")]
    operations = [build_wall("cases_case", read="false", insert=IN_TEAM)]
