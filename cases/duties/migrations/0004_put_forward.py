"""A duty is put forward to a body, and the desks of the part that takes its case see it while it stands so."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import privacy.keys
from mdt.team.sectors import Basis
from privacy.wall import APP, IN_TEAM, OF_SYSTEM, build_wall

OF_OWNER = "LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$"
PERSON = "(SELECT wall.kind()) = 'user'"
NOT_KEPT = "NOT case_id = ANY ((SELECT wall.cases_kept_from())::uuid[])"
GRANTED = """EXISTS (SELECT 1 FROM duties_dutydeskgrant g
    WHERE g.content_object_id = duties_duty.id AND g.group_id = ANY ((SELECT wall.desks())::integer[]))"""
FORWARDED = "ANY ((SELECT wall.duties_forwarded(wall.desks(), NULL))::uuid[])"

# Who holds a case under another's release is known above: the floor of referrals says more.
LETS = f"""
CREATE FUNCTION wall.case_lets(of_case uuid, holder uuid, of_body uuid) RETURNS boolean {OF_OWNER}
    SELECT true
$$;

CREATE FUNCTION wall.duty_forward_lets(of_duty uuid, of_body uuid) RETURNS boolean {OF_OWNER}
    SELECT EXISTS (
        SELECT 1 FROM duties_duty d JOIN team_body b ON b.id = of_body
        WHERE d.id = of_duty AND b.team_id = d.team_id AND NOT b.subcommittee
        AND NOT wall.release_bound(d.agency_id) AND wall.case_lets(d.case_id, d.agency_id, of_body)
    )
$$;
"""

# Asked anew at each statement, so nothing has to follow a roster. Whoever acts asks for their own desks alone.
SEATS = f"""
CREATE FUNCTION wall.duties_forwarded(to_desks integer[], of_body uuid) RETURNS uuid[] {OF_OWNER}
    SELECT COALESCE(array_agg(DISTINCT f.duty_id), '{{}}') FROM duties_dutyforward f
    JOIN duties_duty d ON d.id = f.duty_id JOIN cases_case c ON c.id = d.case_id
    JOIN meetings_part p ON p.body_id = f.body_id AND p.ended_at IS NULL
        AND p.kind = CASE c.track WHEN 'adult' THEN 'adult' ELSE 'child' END
    JOIN meetings_partseat s ON s.part_id = p.id JOIN team_desk k ON k.id = s.desk_id
    WHERE f.taken_back_at IS NULL AND k.closed_at IS NULL AND k.group_id = ANY (to_desks)
        AND (of_body IS NULL OR f.body_id = of_body)
        AND CASE wall.kind() WHEN 'user' THEN d.team_id = wall.team() AND to_desks <@ wall.desks()
            WHEN 'system' THEN wall.team() IS NULL OR d.team_id = wall.team() ELSE false END
        AND wall.duty_forward_lets(f.duty_id, f.body_id)
$$;

CREATE FUNCTION wall.cases_forwarded() RETURNS uuid[] {OF_OWNER}
    SELECT COALESCE(array_agg(d.case_id), '{{}}') FROM duties_duty d
    WHERE d.id = ANY (wall.duties_forwarded(wall.desks(), NULL)) AND NOT d.case_id = ANY (wall.cases_kept_from())
$$;
"""

# As in 0002, and what stands put forward. Only the desks that work on a duty move it and read its proofs.
_READ = f"{PERSON} AND {IN_TEAM} AND {NOT_KEPT} AND "
READ = (
    f"ALTER POLICY duties_duty_read ON duties_duty USING (({_READ} ({GRANTED} OR id = {FORWARDED})) OR ({OF_SYSTEM}))"
)
READ_BEFORE = f"ALTER POLICY duties_duty_read ON duties_duty USING (({_READ} {GRANTED}) OR ({OF_SYSTEM}))"
_OWED = "EXISTS (SELECT 1 FROM duties_duty owed WHERE owed.id = duties_proof.duty_id AND owed.agency_id = (SELECT wall.agency()))"
_HELD = "wall.duty_held(duties_proof.duty_id)"


def _proofs(owed: str) -> str:
    written = f"{IN_TEAM} AND by_id = (SELECT wall.person()) AND {owed}"
    return (
        f"ALTER POLICY duties_proof_read ON duties_proof USING (({IN_TEAM} AND {owed}) OR ({OF_SYSTEM}));"
        f"ALTER POLICY duties_proof_insert ON duties_proof WITH CHECK (({written}) OR ({OF_SYSTEM}))"
    )


# In the part that takes its case, whatever an INSERT says (docs/adr/0090).
HELD = """
CREATE FUNCTION duties_in_its_part() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    its text := (SELECT c.track FROM duties_duty d JOIN cases_case c ON c.id = d.case_id WHERE d.id = NEW.record);
BEGIN
    IF its IS NOT NULL THEN
        PERFORM wall.must_take(NEW.part_id, its);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER duty_in_its_part BEFORE INSERT OR UPDATE ON meetings_agendaitem FOR EACH ROW
    EXECUTE FUNCTION duties_in_its_part();

CREATE FUNCTION duties_track_on_agendas() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM duties_duty d JOIN meetings_agendaitem i ON i.record = d.id
        JOIN meetings_meeting m ON m.id = i.meeting_id
        WHERE d.case_id = NEW.id AND m.starts_at > now() AND i.state <> 'suggested'
    ) THEN
        RAISE EXCEPTION 'a case on an agenda to come keeps its track' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER track_of_duties BEFORE UPDATE ON cases_case FOR EACH ROW
    WHEN (OLD.track <> NEW.track) EXECUTE FUNCTION duties_track_on_agendas();
"""
UNHELD = """
DROP TRIGGER duty_in_its_part ON meetings_agendaitem;
DROP FUNCTION duties_in_its_part();
DROP TRIGGER track_of_duties ON cases_case;
DROP FUNCTION duties_track_on_agendas();
"""
OURS = "wall.duty_held(duties_dutyforward.duty_id)"
LET = "wall.duty_forward_lets(duties_dutyforward.duty_id, duties_dutyforward.body_id)"
RUNS = "EXISTS (SELECT 1 FROM duties_duty d WHERE d.id = duties_dutyforward.duty_id AND d.stop = '')"
PROTECT = django.db.models.deletion.PROTECT


class Migration(migrations.Migration):
    dependencies = [
        ("duties", "0003_fewer_indexes"),
        ("meetings", "0015_said_in_meetings_seen"),
        ("releases", "0002_wall"),
        ("team", "0002_sessions_and_invitations"),
    ]
    operations = [
        migrations.CreateModel(
            name="DutyForward",
            fields=[
                (
                    "id",
                    models.UUIDField(default=privacy.keys.new_key, editable=False, primary_key=True, serialize=False),
                ),
                ("team_id", models.UUIDField()),
                ("basis", models.CharField(choices=Basis.choices, max_length=30)),
                ("by_rule", models.BooleanField(default=False)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("taken_back_at", models.DateTimeField(null=True)),
                ("body", models.ForeignKey(on_delete=PROTECT, related_name="+", to="team.body")),
                ("duty", models.ForeignKey(on_delete=PROTECT, related_name="put_forward", to="duties.duty")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("duty", "body"), name="duty_put_forward_once")],
            },
        ),
        migrations.RunSQL(LETS, "DROP FUNCTION wall.duty_forward_lets(uuid, uuid), wall.case_lets(uuid, uuid, uuid)"),
        migrations.RunSQL(SEATS, "DROP FUNCTION wall.cases_forwarded(), wall.duties_forwarded(integer[], uuid)"),
        build_wall(
            "duties_dutyforward",
            read=f"{IN_TEAM} AND {OURS}",
            insert=f"{IN_TEAM} AND {OURS} AND {LET} AND {RUNS}",
            update=f"{IN_TEAM} AND {OURS}",
        ),
        migrations.RunSQL(
            f"CREATE POLICY duties_dutyforward_again ON duties_dutyforward AS RESTRICTIVE FOR UPDATE TO {APP} USING (true) "
            f"WITH CHECK (({OF_SYSTEM}) OR taken_back_at IS NOT NULL OR ({LET} AND {RUNS}))",
            "DROP POLICY duties_dutyforward_again ON duties_dutyforward",
        ),
        migrations.RunSQL(READ, READ_BEFORE),
        migrations.RunSQL(_proofs(_HELD), _proofs(_OWED)),
        migrations.RunSQL(
            f"CREATE POLICY cases_case_forwarded ON cases_case FOR SELECT TO {APP} "
            "USING (id = ANY ((SELECT wall.cases_forwarded())::uuid[]))",
            "DROP POLICY cases_case_forwarded ON cases_case",
        ),
        migrations.RunSQL(HELD, UNHELD),
    ]
