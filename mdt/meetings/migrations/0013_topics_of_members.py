"""A topic is standing or raised by a member; subcommittees report in a place of their own."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0012_lease_of_nobody"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="topic",
            name="a_room_raises_once",
        ),
        migrations.RemoveField(
            model_name="topic",
            name="for_room",
        ),
    ]
