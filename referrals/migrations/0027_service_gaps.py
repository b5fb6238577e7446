"""Which help was missing, in numbers that only a count writes and nobody changes."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import privacy.keys
from mdt.directory.choices import Service
from privacy.wall import IN_TEAM, build_wall


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0026_kept_lists_once"),
        ("team", "0003_call_for_today"),
    ]

    operations = [
        migrations.CreateModel(
            name="GapCount",
            fields=[
                (
                    "id",
                    models.UUIDField(default=privacy.keys.new_key, editable=False, primary_key=True, serialize=False),
                ),
                ("begins_on", models.DateField()),
                ("counted_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "team",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="team.team"),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("team", "begins_on"), name="a_half_year_counted_once")],
            },
        ),
        migrations.CreateModel(
            name="ServiceGap",
            fields=[
                (
                    "id",
                    models.UUIDField(default=privacy.keys.new_key, editable=False, primary_key=True, serialize=False),
                ),
                ("service", models.CharField(choices=Service.choices, max_length=24)),
                ("begins_on", models.DateField()),
                ("people", models.PositiveIntegerField(null=True)),
                (
                    "team",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="team.team"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("team", "service", "begins_on"), name="a_gap_once_in_a_half_year"),
                    models.CheckConstraint(
                        condition=models.Q(("people", None), ("people__gte", 11), _connector="OR"),
                        name="no_small_number_of_people",
                    ),
                ],
            },
        ),
        build_wall("referrals_gapcount", read="false", insert="false"),
        build_wall("referrals_servicegap", read=IN_TEAM, insert="false"),
    ]
