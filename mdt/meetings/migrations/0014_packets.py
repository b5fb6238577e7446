"""How far the packets of a meeting have come: read by who sits in the meeting, written by the system alone."""

import django.utils.timezone
from django.db import migrations, models

import privacy.keys
from privacy.wall import IN_TEAM, build_wall

_READ = (
    f"(SELECT wall.kind() = 'user') AND {IN_TEAM} AND "
    "EXISTS (SELECT 1 FROM meetings_meeting m WHERE m.id = meetings_packet.meeting_id)"
)


class Migration(migrations.Migration):
    dependencies = [("meetings", "0013_topics_of_members"), ("team", "0003_call_for_today")]
    operations = [
        migrations.CreateModel(
            name="Packet",
            fields=[
                (
                    "id",
                    models.UUIDField(default=privacy.keys.new_key, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("ready", "Ready"),
                            ("failed", "Could not be made"),
                            ("away", "Not in this team now"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("done_at", models.DateTimeField(null=True)),
                ("meeting", models.ForeignKey("meetings.meeting", models.PROTECT, related_name="packets")),
                ("reader", models.ForeignKey("team.membership", models.PROTECT, related_name="+")),
                ("team", models.ForeignKey("team.team", models.PROTECT, related_name="+")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("meeting", "reader"), name="one_packet_of_a_meeting_for_a_reader"),
                    models.CheckConstraint(
                        condition=models.Q(state="waiting", done_at=None)
                        | ~models.Q(state="waiting") & models.Q(done_at__isnull=False),
                        name="packet_done_at_some_time",
                    ),
                ],
            },
        ),
        build_wall("meetings_packet", read=_READ, insert="false"),
    ]
