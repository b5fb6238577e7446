"""Rooms and their members by name."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import privacy.keys
import privacy.sealing


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("team", "0003_call_for_today"),
    ]

    operations = [
        migrations.CreateModel(
            name="Room",
            fields=[
                (
                    "id",
                    models.UUIDField(default=privacy.keys.new_key, editable=False, primary_key=True, serialize=False),
                ),
                ("purpose", privacy.sealing.SealedText(null=True)),
                ("ends_at", models.DateTimeField()),
                ("takes_items", models.BooleanField(default=False)),
                ("set_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("warn_at", models.DateTimeField(null=True)),
                ("end_at", models.DateTimeField(null=True)),
                (
                    "body",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="room", to="team.body"
                    ),
                ),
                (
                    "reports_to",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="team.body"
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="team.team"),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("warn_at__isnull", False)), fields=["warn_at", "id"], name="room_to_warn"
                    ),
                    models.Index(
                        condition=models.Q(("end_at__isnull", False)), fields=["end_at", "id"], name="room_to_end"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reports_to", models.F("body")), _negated=True),
                        name="a_room_reports_to_another",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RoomMember",
            fields=[
                (
                    "id",
                    models.UUIDField(default=privacy.keys.new_key, editable=False, primary_key=True, serialize=False),
                ),
                ("named_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="room_members", to="team.body"
                    ),
                ),
                (
                    "named_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="team.membership"
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="team.membership"
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="team.team"),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("body", "place"), name="member_once_in_a_room")],
            },
        ),
    ]
