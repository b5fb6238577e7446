"""A desk shares all that it holds of a case with a room that one of its people is in: one row, read at that desk alone.

What the row opens is asked at each statement, by the floors that know what a desk holds.
"""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import privacy.keys
from mdt.meetings.walls import mine
from mdt.team.sectors import Basis
from privacy.wall import APP, IN_TEAM, OF_SYSTEM, build_wall

DESK = """EXISTS (SELECT 1 FROM team_desk d WHERE d.id = cases_caseshare.desk_id
    AND d.agency_id = (SELECT wall.agency()) AND d.group_id = ANY ((SELECT wall.desks())::integer[]))"""
KNOWN = "EXISTS (SELECT 1 FROM cases_case known WHERE known.id = cases_caseshare.case_id)"
NOT_KEPT = "NOT case_id = ANY ((SELECT wall.cases_kept_from())::uuid[])"
SEEN = f"(SELECT wall.kind() = 'user') AND {IN_TEAM} AND {NOT_KEPT} AND {DESK} AND {KNOWN}"
INSIDE = "body_id = ANY ((SELECT wall.rooms_open())::uuid[])"
SHARED = f"{SEEN} AND {mine('cases_caseshare.shared_by_id')} AND ended_at IS NULL AND {INSIDE}"

# The room works, and somebody who sits at the desk is inside: what comes to the desk later goes in before their eyes.
STANDS = """
CREATE FUNCTION wall.share_stands(of_share uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT 1 FROM cases_caseshare s
        JOIN wall.room_standing k ON k.id = s.body_id AND k.works
        JOIN team_desk d ON d.id = s.desk_id AND d.closed_at IS NULL
        JOIN team_agency a ON a.id = d.agency_id AND a.suspended_at IS NULL
        JOIN team_membership p ON p.team_id = s.team_id AND p.agency_id = a.id AND p.ended_at IS NULL
        JOIN team_user u ON u.id = p.user_id AND u.is_active
        JOIN team_user_groups sits ON sits.user_id = u.id AND sits.group_id = d.group_id
        WHERE s.id = of_share AND s.ended_at IS NULL
        AND (wall.kind() = 'system' AND wall.team() IS NULL OR s.team_id = wall.team())
        AND (k.chair_id = u.id OR EXISTS (SELECT 1 FROM rooms_roommember m WHERE m.body_id = s.body_id AND m.place_id = p.id))
    )
$$;
"""
HOLD = f"""
CREATE FUNCTION cases_hold_share() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.ended_at IS NOT NULL
        OR to_jsonb(OLD) - 'ended_at' - 'ended_by_id' IS DISTINCT FROM to_jsonb(NEW) - 'ended_at' - 'ended_by_id' THEN
        RAISE EXCEPTION 'a share is taken back or stays as it is' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER hold BEFORE UPDATE ON cases_caseshare FOR EACH ROW EXECUTE FUNCTION cases_hold_share();
CREATE POLICY cases_caseshare_taken_back ON cases_caseshare AS RESTRICTIVE FOR UPDATE TO {APP} USING (true)
    WITH CHECK (({OF_SYSTEM}) OR ({mine("cases_caseshare.ended_by_id")}));
"""
UNHELD = """
DROP POLICY cases_caseshare_taken_back ON cases_caseshare;
DROP TRIGGER hold ON cases_caseshare;
DROP FUNCTION cases_hold_share();
"""
PROTECT = django.db.models.deletion.PROTECT


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0006_own_walls"),
        ("rooms", "0003_who_is_inside_once"),
        ("team", "0003_call_for_today"),
    ]
    operations = [
        migrations.CreateModel(
            name="CaseShare",
            fields=[
                (
                    "id",
                    models.UUIDField(default=privacy.keys.new_key, editable=False, primary_key=True, serialize=False),
                ),
                ("basis", models.CharField(choices=Basis.choices, max_length=30)),
                ("shared_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("body", models.ForeignKey(on_delete=PROTECT, related_name="+", to="team.body")),
                ("case", models.ForeignKey(on_delete=PROTECT, related_name="shares", to="cases.case")),
                ("desk", models.ForeignKey(on_delete=PROTECT, related_name="+", to="team.desk")),
                (
                    "ended_by",
                    models.ForeignKey(blank=True, null=True, on_delete=PROTECT, related_name="+", to="team.membership"),
                ),
                ("shared_by", models.ForeignKey(on_delete=PROTECT, related_name="+", to="team.membership")),
                ("team", models.ForeignKey(on_delete=PROTECT, related_name="+", to="team.team")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("case", "body", "desk"),
                        name="shared_once_by_a_desk",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("ended_by", None)),
                            models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="share_ended_at_and_by",
                    ),
                ],
            },
        ),
        migrations.RunSQL(STANDS, "DROP FUNCTION wall.share_stands(uuid)"),
        build_wall("cases_caseshare", read=SEEN, insert=SHARED, update=SEEN),
        migrations.RunSQL(HOLD, UNHELD),
    ]
