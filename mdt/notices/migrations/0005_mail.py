"""Mail by each person's wish: whom a notice was left for, and what became of the mail to each of them."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import privacy.keys
from privacy.wall import build_wall

# What waits for mail while this is installed goes to whoever sits there now.
LEFT_FOR = """UPDATE notices_notice n SET left_for = CASE WHEN only_for_id IS NOT NULL THEN ARRAY[only_for_id]
    ELSE ARRAY(SELECT g.user_id FROM team_user_groups g JOIN team_desk d ON d.group_id = g.group_id
        WHERE d.id = n.desk_id ORDER BY g.user_id) END
    WHERE addressed_at IS NULL"""

MINE = "user_id = (SELECT wall.person())"
ANY_SYSTEM = "(SELECT wall.kind()) = 'system'"


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0004_wall_only_for"),
        ("team", "0002_sessions_and_invitations"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(model_name="notice", name="notices_to_mail"),
        migrations.RenameField(model_name="notice", old_name="mailed_at", new_name="addressed_at"),
        migrations.AddField(
            model_name="notice",
            name="left_for",
            field=django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(condition=models.Q(("addressed_at", None)), fields=["at"], name="notices_to_address"),
        ),
        migrations.CreateModel(
            name="MailWish",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "cadence",
                    models.CharField(
                        choices=[
                            ("each", "Each time"),
                            ("daily", "Once a day"),
                            ("weekly", "Once a week"),
                            ("none", "Never"),
                        ],
                        default="daily",
                        max_length=10,
                    ),
                ),
                ("digested_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="NoticeMail",
            fields=[
                (
                    "id",
                    models.UUIDField(default=privacy.keys.new_key, editable=False, primary_key=True, serialize=False),
                ),
                ("team_id", models.UUIDField()),
                ("due_at", models.DateTimeField()),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "not_mailed_because",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not_wanted", "They asked for no mail"),
                            ("turned_off", "Their account is turned off"),
                            ("suspended", "Their agency is suspended"),
                            ("left", "They have no place in this team any more"),
                            ("moved", "They no longer sit at the desk"),
                            ("not_open", "It was not open to them any more"),
                            ("release_ended", "The release had ended"),
                            ("withdrawn", "It was withdrawn"),
                            ("over", "Nothing waited any more"),
                            ("read", "They had read it already"),
                            ("not_delivered", "The mail server did not take it"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="mails", to="notices.notice"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("decided_at", None)), fields=["due_at"], name="mail_that_is_due")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("notice", "user"), name="mailed_once_to_a_person"),
                    models.CheckConstraint(
                        condition=models.Q(("not_mailed_because", ""), ("decided_at__isnull", False), _connector="OR"),
                        name="a_reason_is_a_decision",
                    ),
                ],
            },
        ),
        migrations.RunSQL(LEFT_FOR, migrations.RunSQL.noop),
        build_wall("notices_mailwish", read=MINE, insert=MINE, update=MINE, system=ANY_SYSTEM),
        build_wall("notices_noticemail", read="false", insert="false"),
    ]
