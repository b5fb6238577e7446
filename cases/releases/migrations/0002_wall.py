"""The wall of releases: the giver's desk alone reads one, its terms are frozen, and one place says what it lets.

Everybody else asks `wall.release_lets`: the policies, `visible_to`, and Python.
"""

from django.db import migrations

from privacy.wall import IN_TEAM, build_wall

PERSON = "(SELECT wall.kind()) = 'user'"
MINE = "agency_id = (SELECT wall.agency())"
AT_MY_DESK = """EXISTS (SELECT 1 FROM team_desk d WHERE d.id = releases_release.desk_id AND d.agency_id = releases_release.agency_id
    AND d.group_id = ANY ((SELECT wall.desks())::integer[]))"""
OWN = f"{PERSON} AND {IN_TEAM} AND {MINE} AND {AT_MY_DESK}"
KNOWN = "EXISTS (SELECT 1 FROM cases_case known WHERE known.id = releases_release.case_id)"

# As mdt.team.sectors.RELEASE_BOUND and the models' defaults say; a test holds them together.
BINDINGS = ("fvpsa", "part_2", "privileged", "rhy", "vawa", "voca")
LONGEST_DAYS = 30
BOUND = ("substance_use",)

# "In force" is said here and nowhere else. The statement's own time, so that a long transaction outlives no release.
STANDING = """
CREATE VIEW wall.release_standing AS
    SELECT id, team_id, case_id, agency_id, body_id, named, categories, expires_at, answers_may_flow_back
    FROM releases_release
    WHERE revoked_at IS NULL AND starts_at <= statement_timestamp() AND expires_at > statement_timestamp();
"""

# Of the owner's, since they read across agencies; they answer only inside a signed context.
FUNCTIONS = f"""
CREATE FUNCTION wall.release_bound(of_agency uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM team_agency a WHERE a.id = of_agency AND a.bindings && '{{{",".join(BINDINGS)}}}'::varchar[])
$$;

CREATE FUNCTION wall.release_ends(of_case uuid, giver uuid, reader uuid, category text) RETURNS timestamptz LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT max(r.expires_at) FROM wall.release_standing r
    WHERE r.case_id = of_case AND r.agency_id = giver AND reader = ANY (r.named) AND category = ANY (r.categories)
        AND wall.kind() IN ('user', 'system')
$$;

CREATE FUNCTION wall.release_lets(of_case uuid, giver uuid, reader uuid, category text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT 1 FROM wall.release_standing r
        WHERE r.case_id = of_case AND r.agency_id = giver AND reader = ANY (r.named) AND category = ANY (r.categories)
    ) AND wall.kind() IN ('user', 'system')
$$;

CREATE FUNCTION wall.release_lets_answers(of_case uuid, giver uuid, receiver uuid, category text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT 1 FROM wall.release_standing r WHERE r.case_id = of_case AND r.agency_id = giver
        AND receiver = ANY (r.named) AND category = ANY (r.categories) AND r.answers_may_flow_back
    ) AND wall.kind() IN ('user', 'system')
$$;

CREATE FUNCTION wall.release_names(of_case uuid, giver uuid, of_body uuid, category text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT 1 FROM wall.release_standing r WHERE r.case_id = of_case AND r.agency_id = giver
        AND r.body_id = of_body AND category = ANY (r.categories)
    ) AND wall.kind() IN ('user', 'system')
$$;

CREATE FUNCTION wall.release_stands(release uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM wall.release_standing r WHERE r.id = release)
$$;

CREATE FUNCTION wall.release_categories(of_team uuid) RETURNS text[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT COALESCE((SELECT s.bound::text[] FROM releases_releasesettings s WHERE s.team_id = of_team), '{{{",".join(BOUND)}}}')
$$;
"""

HOLD = f"""
CREATE FUNCTION releases_hold() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    free text[] := ARRAY['case_id', 'revoked_at', 'revoked_how', 'warn_at', 'end_at'];
    longest integer;
BEGIN
    IF TG_OP = 'INSERT' THEN
        SELECT s.longest_days INTO longest FROM releases_releasesettings s WHERE s.team_id = NEW.team_id;
        -- Two hours more, for a day that a change of the clocks makes longer.
        IF NEW.expires_at - NEW.starts_at > make_interval(hours => 24 * COALESCE(longest, {LONGEST_DAYS}) + 2) THEN
            RAISE EXCEPTION 'a release is longer than the team lets it be' USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.revoked_at IS NOT NULL THEN
            RAISE EXCEPTION 'a release is not revoked before it is given' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF to_jsonb(OLD) - free IS DISTINCT FROM to_jsonb(NEW) - free THEN
        RAISE EXCEPTION 'the terms of a release are frozen' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.case_id IS NOT NULL AND NEW.case_id IS DISTINCT FROM OLD.case_id THEN
        RAISE EXCEPTION 'a release keeps its case' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.revoked_at IS NOT NULL AND (OLD.revoked_at, OLD.revoked_how) IS DISTINCT FROM (NEW.revoked_at, NEW.revoked_how) THEN
        RAISE EXCEPTION 'what is revoked stays revoked' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER hold BEFORE INSERT OR UPDATE ON releases_release FOR EACH ROW EXECUTE FUNCTION releases_hold();
"""


class Migration(migrations.Migration):
    dependencies = [("releases", "0001_initial"), ("privacy", "0001_wall"), ("cases", "0003_kept_from")]
    operations = [
        migrations.RunSQL(STANDING, "DROP VIEW wall.release_standing"),
        migrations.RunSQL(
            FUNCTIONS,
            "DROP FUNCTION wall.release_bound(uuid), wall.release_ends(uuid, uuid, uuid, text), "
            "wall.release_lets(uuid, uuid, uuid, text), wall.release_lets_answers(uuid, uuid, uuid, text), "
            "wall.release_names(uuid, uuid, uuid, text), wall.release_stands(uuid), wall.release_categories(uuid)",
        ),
        migrations.RunSQL(HOLD, "DROP TRIGGER hold ON releases_release; DROP FUNCTION releases_hold()"),
        build_wall(
            "releases_release",
            read=OWN,
            insert=f"{OWN} AND recorded_by_id = (SELECT wall.person()) AND (case_id IS NULL OR {KNOWN})",
            update=OWN,
        ),
        build_wall(
            "releases_releasesettings", read=IN_TEAM, insert=f"{PERSON} AND {IN_TEAM}", update=f"{PERSON} AND {IN_TEAM}"
        ),
    ]
