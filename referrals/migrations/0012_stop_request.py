"""A stopped note that waits for a lead: its writer and the leads of their agency reach it, nobody else."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import privacy.keys
import privacy.sealing
from privacy.wall import IN_TEAM, build_wall

OWN = f"(SELECT wall.kind()) = 'user' AND {IN_TEAM} AND agency_id = (SELECT wall.agency())"
MINE = "asked_by_id = (SELECT wall.person())"
# Asked of the roles as they are now, since the signed context knows none.
LEAD = """EXISTS (SELECT 1 FROM team_membership place WHERE place.user_id = (SELECT wall.person())
    AND place.team_id = (SELECT wall.team()) AND place.agency_id = (SELECT wall.agency())
    AND place.ended_at IS NULL AND 'agency_lead' = ANY (place.roles))"""
DRAFT = """EXISTS (SELECT 1 FROM referrals_referral seen WHERE seen.id = referrals_stoprequest.draft_id
    AND seen.state = 'draft' AND seen.written_by_id = (SELECT wall.person()))"""


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0011_work_at_speed"),
        ("team", "0002_sessions_and_invitations"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="StopRequest",
            fields=[
                (
                    "id",
                    models.UUIDField(default=privacy.keys.new_key, editable=False, primary_key=True, serialize=False),
                ),
                ("code", models.CharField(editable=False, max_length=14)),
                ("team_id", models.UUIDField()),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("expires_at", models.DateTimeField()),
                ("stops", models.JSONField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting for your lead"),
                            ("allowed", "Your lead allowed the note"),
                            ("refused", "Your lead did not allow the note"),
                            ("expired", "Nobody answered in time"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                ("words", privacy.sealing.SealedText(null=True)),
                (
                    "agency",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="team.agency"),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "draft",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stop_request",
                        to="referrals.referral",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", None),
                            models.Q(("decided_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="never_allowed_by_the_writer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["waiting", "allowed"]), ("words__isnull", False)),
                            models.Q(("state__in", ["refused", "expired"]), ("words", None)),
                            _connector="OR",
                        ),
                        name="stopped_words_only_while_they_wait",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_by__isnull", False), ("state__in", ["allowed", "refused"])),
                            models.Q(("decided_by", None), ("state", "waiting")),
                            ("state", "expired"),
                            _connector="OR",
                        ),
                        name="decided_by_somebody",
                    ),
                ],
            },
        ),
        build_wall(
            "referrals_stoprequest",
            read=f"{OWN} AND ({MINE} OR {LEAD})",
            insert=f"{OWN} AND {MINE} AND {DRAFT}",
            # The answer is another's: whoever wrote the note changes nothing of the row.
            update=f"{OWN} AND NOT {MINE} AND {LEAD}",
            delete=f"{OWN} AND {MINE}",
        ),
    ]
