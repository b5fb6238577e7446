"""The wall of screening: what a desk kept is that desk's alone, and how a case stands is said by a person alone."""

from django.db import migrations

from privacy.wall import APP, IN_TEAM, build_wall

PERSON = "(SELECT wall.kind()) = 'user'"
MINE = "agency_id = (SELECT wall.agency())"
NOT_KEPT = "COALESCE(NOT case_id = ANY ((SELECT wall.cases_kept_from())::uuid[]), true)"
AT_MY_DESK = """EXISTS (SELECT 1 FROM team_desk d WHERE d.id = {table}.desk_id
    AND d.group_id = ANY ((SELECT wall.desks())::integer[]))"""
KNOWN = "EXISTS (SELECT 1 FROM cases_case known WHERE known.id = {table}.case_id)"


def seen(table: str) -> str:
    return f"{PERSON} AND {IN_TEAM} AND {MINE} AND {NOT_KEPT} AND {AT_MY_DESK.format(table=table)}"


# Beside the ordinary policies, which let jobs write: of a standing they may not.
BY_A_PERSON = f"""
CREATE POLICY screening_standing_by_a_person ON screening_standing AS RESTRICTIVE FOR INSERT TO {APP}
    WITH CHECK ({PERSON} AND set_by_id = (SELECT wall.person()));
CREATE POLICY screening_standing_unchanged ON screening_standing AS RESTRICTIVE FOR UPDATE TO {APP} USING (false);
"""

HOLD = """
CREATE FUNCTION screening_hold() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(OLD) - 'action' IS DISTINCT FROM to_jsonb(NEW) - 'action' OR OLD.action <> '' THEN
        RAISE EXCEPTION 'a screening keeps its band, and its one decision' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER hold BEFORE UPDATE ON screening_screening FOR EACH ROW EXECUTE FUNCTION screening_hold();

CREATE FUNCTION screening_hold_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(OLD) - 'retired_at' IS DISTINCT FROM to_jsonb(NEW) - 'retired_at' THEN
        RAISE EXCEPTION 'a version of a checklist stays as it is' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER hold_version BEFORE UPDATE ON screening_instrument FOR EACH ROW EXECUTE FUNCTION screening_hold_version();
"""


class Migration(migrations.Migration):
    dependencies = [("screening", "0001_initial"), ("privacy", "0001_wall"), ("cases", "0003_kept_from")]
    operations = [
        migrations.RunSQL(
            HOLD,
            "DROP TRIGGER hold ON screening_screening; DROP FUNCTION screening_hold(); "
            "DROP TRIGGER hold_version ON screening_instrument; DROP FUNCTION screening_hold_version()",
        ),
        build_wall(
            "screening_screening",
            read=seen("screening_screening"),
            insert=f"{seen('screening_screening')} AND (case_id IS NULL OR {KNOWN.format(table='screening_screening')})",
            update=seen("screening_screening"),
        ),
        build_wall(
            "screening_standing",
            read=seen("screening_standing"),
            insert=f"{seen('screening_standing')} AND {KNOWN.format(table='screening_standing')}",
        ),
        migrations.RunSQL(
            BY_A_PERSON,
            "DROP POLICY screening_standing_by_a_person ON screening_standing; "
            "DROP POLICY screening_standing_unchanged ON screening_standing",
        ),
        build_wall(
            "screening_instrument",
            read=IN_TEAM,
            insert=f"{PERSON} AND {IN_TEAM} AND added_by_id = (SELECT wall.person())",
            update=f"{PERSON} AND {IN_TEAM}",
        ),
    ]
