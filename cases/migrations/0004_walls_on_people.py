"""Keeping a case from named people: a row that they never read, and the list of cases that all walls ask."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import privacy.keys
from mdt.meetings.walls import mine, prepares
from privacy.wall import IN_TEAM, build_wall

PREPARES = prepares("cases_casewall.body_id")
ME = "(SELECT wall.person())"
MINE = mine("cases_casewall.set_by_id")
OURS = "body_id IS NULL AND holder = (SELECT wall.agency())"
KNOWN = "EXISTS (SELECT 1 FROM cases_case known WHERE known.id = cases_casewall.case_id)"
# Whoever is walled themselves reads no wall of that case: they do not know the case.
SEEN = f"{IN_TEAM} AND user_id <> {ME} AND {KNOWN} AND (({OURS}) OR (body_id IS NOT NULL AND {MINE}))"
SET = f"{SEEN} AND {MINE} AND ended_at IS NULL AND (body_id IS NULL OR {PREPARES})"

# The floor above adds those that somebody stepped back from.
WALLED = """
CREATE FUNCTION wall.cases_walled() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT COALESCE(array_agg(w.case_id), '{}') FROM cases_casewall w WHERE w.user_id = wall.person() AND w.ended_at IS NULL
$$;
"""
HOLD = """
CREATE FUNCTION cases_hold_wall() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.ended_at IS NOT NULL
        OR to_jsonb(OLD) - 'ended_at' - 'ended_by_id' IS DISTINCT FROM to_jsonb(NEW) - 'ended_at' - 'ended_by_id' THEN
        RAISE EXCEPTION 'a wall is lifted or stays as it is' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER hold BEFORE UPDATE ON cases_casewall FOR EACH ROW EXECUTE FUNCTION cases_hold_wall();
"""
PROTECT = django.db.models.deletion.PROTECT


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0003_kept_from"),
        ("meetings", "0010_recusals"),
        ("team", "0002_sessions_and_invitations"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CaseWall",
            fields=[
                (
                    "id",
                    models.UUIDField(default=privacy.keys.new_key, editable=False, primary_key=True, serialize=False),
                ),
                ("holder", models.UUIDField()),
                ("set_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "body",
                    models.ForeignKey(blank=True, null=True, on_delete=PROTECT, related_name="+", to="team.body"),
                ),
                ("case", models.ForeignKey(on_delete=PROTECT, related_name="walls", to="cases.case")),
                (
                    "ended_by",
                    models.ForeignKey(blank=True, null=True, on_delete=PROTECT, related_name="+", to="team.membership"),
                ),
                ("set_by", models.ForeignKey(on_delete=PROTECT, related_name="+", to="team.membership")),
                ("team", models.ForeignKey(on_delete=PROTECT, related_name="+", to="team.team")),
                ("user", models.ForeignKey(on_delete=PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("body", None), ("ended_at", None)),
                        fields=("case", "user", "holder"),
                        name="kept_once_by_an_agency",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("body__isnull", False), ("ended_at", None)),
                        fields=("case", "user", "set_by"),
                        name="kept_once_by_who_prepares",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("ended_by", None)),
                            models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="wall_ended_at_and_by",
                    ),
                ],
            },
        ),
        migrations.RunSQL(WALLED, "DROP FUNCTION wall.cases_walled()"),
        migrations.RunSQL(HOLD, "DROP TRIGGER hold ON cases_casewall; DROP FUNCTION cases_hold_wall()"),
        build_wall("cases_casewall", read=SEEN, insert=SET, update=SEEN),
    ]
