"""The queue of a room and its reports."""

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
            name="QueueItem",
            fields=[
                (
                    "id",
                    models.UUIDField(default=privacy.keys.new_key, editable=False, primary_key=True, serialize=False),
                ),
                ("words", privacy.sealing.SealedText(null=True)),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("open", "Open part"),
                            ("members", "Members only, no cases"),
                            ("child", "Child case review"),
                            ("adult", "Adult case review"),
                        ],
                        max_length=10,
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=40)),
                ("record", models.UUIDField(null=True)),
                ("given_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("waiting", "Nobody has taken it"),
                            ("taken", "Taken"),
                            ("reported", "Reported back"),
                            ("returned", "Given back"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("taken_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="queue", to="team.body"
                    ),
                ),
                (
                    "from_body",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="team.body"
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="team.membership"
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="team.membership"
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="team.team"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.UUIDField(default=privacy.keys.new_key, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("open", "Open part"),
                            ("members", "Members only, no cases"),
                            ("child", "Child case review"),
                            ("adult", "Adult case review"),
                        ],
                        max_length=10,
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=40)),
                ("record", models.UUIDField(null=True)),
                ("said_by", models.CharField(max_length=120)),
                (
                    "advice",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("continue", "Go on as before"),
                            ("change", "Change what is done"),
                            ("close", "Nothing more to do"),
                            ("decide", "The group is to decide"),
                            ("inform", "For information"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "given_back",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not_ours", "It is not for this subcommittee"),
                            ("no_time", "It cannot be done in time"),
                            ("not_enough", "Not enough is known to work on it"),
                            ("elsewhere", "Somebody else works on it"),
                        ],
                        max_length=12,
                    ),
                ),
                ("words", privacy.sealing.SealedText(null=True)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "body",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="team.body"),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="team.membership"
                    ),
                ),
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="report", to="subcommittees.queueitem"
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="team.team"),
                ),
                (
                    "to_body",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="team.body"),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="queueitem",
            index=models.Index(fields=["body", "step", "given_at"], name="queue_of_a_room"),
        ),
        migrations.AddConstraint(
            model_name="queueitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("taken_at", None), ("taken_by", None)),
                    models.Q(("taken_at__isnull", False), ("taken_by__isnull", False)),
                    _connector="OR",
                ),
                name="taken_at_and_by",
            ),
        ),
        migrations.AddConstraint(
            model_name="queueitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at", None), ("step", "waiting"), ("taken_by", None)),
                    models.Q(("closed_at", None), ("step", "taken"), ("taken_by__isnull", False)),
                    models.Q(("closed_at__isnull", False), ("step__in", ["reported", "returned"])),
                    _connector="OR",
                ),
                name="a_queue_item_is_where_its_step_says",
            ),
        ),
        migrations.AddConstraint(
            model_name="queueitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("record", None), ("source", "")),
                    models.Q(
                        ("from_body__isnull", False), ("record__isnull", False), models.Q(("source", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="only_a_main_body_gives_a_record",
            ),
        ),
        migrations.AddConstraint(
            model_name="queueitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("part__in", ["open", "members"]), ("record__isnull", False), _connector="OR"),
                name="words_alone_stand_apart_from_cases",
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(fields=["to_body", "at"], name="reports_to_a_body"),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("given_back", ""), models.Q(("advice", ""), _negated=True)),
                    models.Q(("advice", ""), ("words", None), models.Q(("given_back", ""), _negated=True)),
                    _connector="OR",
                ),
                name="a_report_advises_or_gives_back",
            ),
        ),
    ]
