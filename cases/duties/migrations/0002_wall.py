"""The wall of duties: seen at the desks that they were granted to, moved by the agency that owes them alone.

What a duty began with is frozen, a stopped one stays as it is, and a proof fits the duty that it is of.
"""

from django.db import migrations

from privacy.wall import APP, IN_TEAM, build_wall

PERSON = "(SELECT wall.kind()) = 'user'"
MINE = "(SELECT wall.agency())"
MY_DESKS = "group_id = ANY ((SELECT wall.desks())::integer[])"
NOT_KEPT = "NOT case_id = ANY ((SELECT wall.cases_kept_from())::uuid[])"
GRANTED = f"""EXISTS (SELECT 1 FROM duties_dutydeskgrant g
    WHERE g.content_object_id = duties_duty.id AND g.{MY_DESKS})"""
SEEN = f"{PERSON} AND {IN_TEAM} AND {NOT_KEPT} AND {GRANTED}"
OWED = "EXISTS (SELECT 1 FROM duties_duty owed WHERE owed.id = {column} AND owed.agency_id = (SELECT wall.agency()))"

# Whether whoever acts may say which desks see a duty: at a desk of the agency that owes it, or as who just started it.
# A function of the owner's: the grants' policy cannot read the duties, whose policy reads the grants.
HELD = """
CREATE FUNCTION wall.duty_held(duty uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT wall.kind() = 'user' AND EXISTS (
        SELECT 1 FROM duties_duty d WHERE d.id = duty AND d.team_id = wall.team() AND d.agency_id = wall.agency()
        AND NOT d.case_id = ANY (wall.cases_kept_from()) AND (
            EXISTS (SELECT 1 FROM duties_dutydeskgrant g WHERE g.content_object_id = d.id AND g.group_id = ANY (wall.desks()))
            OR (d.started_by_id = wall.person() AND NOT EXISTS
                (SELECT 1 FROM duties_dutydeskgrant g WHERE g.content_object_id = d.id))
        )
    )
$$;
"""

# A duty goes on when the release under which its case was known has ended: then its case is still its own code.
ON_CASE = """
CREATE FUNCTION wall.duty_on(of_case uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT wall.kind() = 'user' AND NOT of_case = ANY (wall.cases_kept_from()) AND EXISTS (
        SELECT 1 FROM duties_duty d JOIN duties_dutydeskgrant g ON g.content_object_id = d.id
        WHERE d.case_id = of_case AND d.team_id = wall.team() AND g.group_id = ANY (wall.desks())
    )
$$;
"""

# A notice of a duty that one is kept from would tell of it.
KEPT_DUTIES = """
CREATE FUNCTION wall.duties_kept_from() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT COALESCE(array_agg(d.id), '{}') FROM duties_duty d WHERE d.case_id = ANY (wall.cases_kept_from())
$$;
"""

_FROZEN = "team_id, case_id, code, agency_id, rule, triggered_at, due_at, started_at, started_by_id"
_OLD = ", ".join(f"OLD.{name.strip()}" for name in _FROZEN.split(","))
_NEW = ", ".join(f"NEW.{name.strip()}" for name in _FROZEN.split(","))
HOLD = f"""
CREATE FUNCTION duties_hold() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF ({_OLD}) IS DISTINCT FROM ({_NEW}) THEN
        RAISE EXCEPTION 'what a duty began with is frozen' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.stop <> '' THEN
        RAISE EXCEPTION 'a stopped duty stays as it is' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.stop = 'proof' AND NOT EXISTS (SELECT 1 FROM duties_proof p WHERE p.duty_id = NEW.id AND p.done_at = NEW.proved_at) THEN
        RAISE EXCEPTION 'a duty is done by proof alone' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER hold BEFORE UPDATE ON duties_duty FOR EACH ROW EXECUTE FUNCTION duties_hold();

CREATE FUNCTION duties_hold_proof() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM duties_duty d WHERE d.id = NEW.duty_id AND d.stop = '' AND NEW.done_at >= d.triggered_at) THEN
        RAISE EXCEPTION 'a proof is of an open duty, and not from before it' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER hold_proof BEFORE INSERT ON duties_proof FOR EACH ROW EXECUTE FUNCTION duties_hold_proof();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("duties", "0001_initial"),
        ("privacy", "0001_wall"),
        ("cases", "0003_kept_from"),
        ("notices", "0002_wall"),
    ]
    operations = [
        migrations.RunSQL(HELD, "DROP FUNCTION wall.duty_held(uuid)"),
        migrations.RunSQL(ON_CASE, "DROP FUNCTION wall.duty_on(uuid)"),
        migrations.RunSQL(KEPT_DUTIES, "DROP FUNCTION wall.duties_kept_from()"),
        migrations.RunSQL(
            HOLD,
            "DROP TRIGGER hold ON duties_duty; DROP FUNCTION duties_hold(); "
            "DROP TRIGGER hold_proof ON duties_proof; DROP FUNCTION duties_hold_proof()",
        ),
        build_wall(
            "duties_duty",
            read=SEEN,
            insert=f"{PERSON} AND {IN_TEAM} AND agency_id = {MINE} AND started_by_id = (SELECT wall.person()) AND stop = '' "
            "AND EXISTS (SELECT 1 FROM cases_case known WHERE known.id = duties_duty.case_id)",
            update=f"{SEEN} AND agency_id = {MINE}",
        ),
        build_wall(
            "duties_proof",
            read=f"{IN_TEAM} AND {OWED.format(column='duties_proof.duty_id')}",
            insert=f"{IN_TEAM} AND by_id = (SELECT wall.person()) AND {OWED.format(column='duties_proof.duty_id')}",
        ),
        build_wall(
            "duties_dutydeskgrant",
            read=f"{IN_TEAM} AND ({MY_DESKS} OR holder = {MINE}) "
            "AND NOT content_object_id = ANY ((SELECT wall.duties_kept_from())::uuid[])",
            insert=f"{IN_TEAM} AND holder = {MINE} AND wall.duty_held(duties_dutydeskgrant.content_object_id)",
            delete=f"{IN_TEAM} AND holder = {MINE} AND wall.duty_held(duties_dutydeskgrant.content_object_id)",
        ),
        build_wall(
            "duties_confirmedrule",
            read=IN_TEAM,
            insert=f"{PERSON} AND {IN_TEAM}",
            delete=f"{PERSON} AND {IN_TEAM}",
        ),
        migrations.RunSQL(
            f"CREATE POLICY cases_case_by_duty ON cases_case FOR SELECT TO {APP} USING (wall.duty_on(cases_case.id))",
            "DROP POLICY cases_case_by_duty ON cases_case",
        ),
        migrations.RunSQL(
            f"CREATE POLICY notices_notice_no_kept_duty ON notices_notice AS RESTRICTIVE FOR SELECT TO {APP} "
            "USING (NOT record_id = ANY ((SELECT wall.duties_kept_from())::uuid[]))",
            "DROP POLICY notices_notice_no_kept_duty ON notices_notice",
        ),
    ]
