"""A calendar feed for each person, the day from which items are late, and what a holiday does to a date."""

import django.core.validators
import django.utils.timezone
from django.db import migrations, models
from django.db.models import CASCADE, PROTECT

import privacy.keys
from privacy.wall import IN_TEAM, build_wall

MINE = (
    f"{IN_TEAM} AND "
    """EXISTS (
    SELECT 1 FROM team_membership m WHERE m.id = meetings_calendarfeed.place_id AND m.user_id = (SELECT wall.person())
)"""
)


class Migration(migrations.Migration):
    dependencies = [("meetings", "0005_parts_held"), ("hours", "0001_hours")]

    operations = [
        migrations.AddField(
            model_name="series",
            name="cut_off_days",
            field=models.PositiveSmallIntegerField(
                default=2, validators=[django.core.validators.MaxValueValidator(31)]
            ),
        ),
        migrations.AddField(
            model_name="series",
            name="on_holiday",
            field=models.CharField(
                choices=[
                    ("hold", "It is held all the same"),
                    ("skip", "It is not held"),
                    ("next_day", "It is held on the next working day"),
                    ("week_later", "It is held a week later"),
                ],
                default="hold",
                max_length=10,
            ),
        ),
        # When the items of before came is not known, and nobody is called late for it.
        migrations.AddField(model_name="agendaitem", name="came_at", field=models.DateTimeField(blank=True, null=True)),
        migrations.AlterField(
            model_name="agendaitem",
            name="came_at",
            field=models.DateTimeField(blank=True, default=django.utils.timezone.now, null=True),
        ),
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                (
                    "id",
                    models.UUIDField(default=privacy.keys.new_key, editable=False, primary_key=True, serialize=False),
                ),
                ("secret_hash", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("place", models.OneToOneField(on_delete=CASCADE, related_name="+", to="team.membership")),
                ("team", models.ForeignKey(on_delete=PROTECT, related_name="+", to="team.team")),
            ],
        ),
        build_wall("meetings_calendarfeed", read=MINE, insert=MINE, update=MINE, delete=MINE),
    ]
