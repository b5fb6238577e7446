"""Parts of a body's meetings and their rosters; items and actions get theirs in the next two migrations."""

from django.db import migrations, models
from django.db.models import CASCADE, PROTECT

import privacy.keys


def _key() -> models.UUIDField:
    return models.UUIDField(default=privacy.keys.new_key, editable=False, primary_key=True, serialize=False)


def _part() -> models.ForeignKey:
    return models.ForeignKey(null=True, on_delete=PROTECT, related_name="+", to="meetings.part")


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0002_standing_topics"),
        ("team", "0002_sessions_and_invitations"),
    ]

    operations = [
        migrations.CreateModel(
            name="Part",
            fields=[
                ("id", _key()),
                (
                    "kind",
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
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("none", "No shield: it may be an open meeting and its papers open records"),
                            ("child_abuse_team", "Child abuse team (ORS 418.747, 418.795)"),
                            ("child_fatality", "Child fatality review (ORS 192.690(1)(g))"),
                            ("agreement", "The members' written agreement"),
                            ("counsel", "A basis that county counsel has named"),
                        ],
                        max_length=20,
                    ),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("body", models.ForeignKey(on_delete=PROTECT, related_name="parts", to="team.body")),
                ("team", models.ForeignKey(on_delete=PROTECT, related_name="+", to="team.team")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)), fields=("body", "kind"), name="one_part_of_a_kind"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("basis__in", ("none",)), ("kind", "open")),
                            models.Q(("basis__in", ("agreement", "counsel")), ("kind", "members")),
                            models.Q(("basis__in", ("child_abuse_team", "child_fatality")), ("kind", "child")),
                            models.Q(("basis__in", ("agreement", "counsel")), ("kind", "adult")),
                            _connector="OR",
                        ),
                        name="a_part_has_a_basis_of_its_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at", None), models.Q(("kind", "open"), _negated=True), _connector="OR"
                        ),
                        name="the_open_part_stays",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PartSeat",
            fields=[
                ("id", _key()),
                ("desk", models.ForeignKey(on_delete=PROTECT, related_name="part_seats", to="team.desk")),
                ("part", models.ForeignKey(on_delete=CASCADE, related_name="seats", to="meetings.part")),
                ("team", models.ForeignKey(on_delete=PROTECT, related_name="+", to="team.team")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("part", "desk"), name="desk_once_in_a_part")],
            },
        ),
        migrations.AddField(model_name="agendaitem", name="part", field=_part()),
        migrations.AddField(model_name="actionitem", name="part", field=_part()),
    ]
