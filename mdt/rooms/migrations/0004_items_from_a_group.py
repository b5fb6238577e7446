"""A room that names no group takes no items: nobody could give one."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("rooms", "0003_who_is_inside_once"),
        ("team", "0003_call_for_today"),
    ]

    operations = [
        migrations.RunSQL(
            "UPDATE rooms_room SET takes_items = false WHERE takes_items AND reports_to_id IS NULL",
            migrations.RunSQL.noop,
        ),
        migrations.AddConstraint(
            model_name="room",
            constraint=models.CheckConstraint(
                condition=models.Q(("takes_items", False), ("reports_to__isnull", False), _connector="OR"),
                name="a_room_takes_items_from_a_group",
            ),
        ),
    ]
