"""The wall of rooms: who is inside which, said once, and a subcommittee's own row that is not there for others.

`wall.rooms_open()` are those that whoever acts works in, `wall.rooms_read()` also those that its chair may still read,
`wall.rooms_kept()` all others of any team. Policies ask for these lists once in a statement, and rows after them.
"""

from typing import Any

from django.db import migrations

from privacy.keys import new_key
from privacy.wall import APP, IN_TEAM, OF_SYSTEM, build_wall

# As mdt.rooms.models.READ_ON. The statement's own time, so that a long transaction outlives no room.
STANDING = """
CREATE VIEW wall.room_standing AS
    SELECT b.id, b.team_id, b.chair_id, COALESCE(r.ends_at > statement_timestamp(), true) AS works,
        COALESCE(r.ends_at + interval '30 days' > statement_timestamp(), true) AS kept
    FROM team_body b LEFT JOIN rooms_room r ON r.body_id = b.id WHERE b.subcommittee;
"""

# Of the owner's, since the policies of the tables that they read ask them. They answer only inside a signed context.
FUNCTIONS = """
CREATE FUNCTION wall.rooms_chaired() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT COALESCE(array_agg(r.id), '{}') FROM wall.room_standing r
    WHERE wall.kind() = 'user' AND r.works AND r.team_id = wall.team() AND r.chair_id = wall.person()
        AND EXISTS (SELECT 1 FROM team_membership p WHERE p.user_id = wall.person() AND p.team_id = r.team_id
                    AND p.agency_id = wall.agency() AND p.ended_at IS NULL)
$$;

CREATE FUNCTION wall.rooms_open() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT wall.rooms_chaired() || COALESCE(array_agg(r.id), '{}') FROM wall.room_standing r
    JOIN rooms_roommember m ON m.body_id = r.id JOIN team_membership p ON p.id = m.place_id
    WHERE wall.kind() = 'user' AND r.works AND r.team_id = wall.team() AND p.team_id = r.team_id
        AND p.user_id = wall.person() AND p.agency_id = wall.agency() AND p.ended_at IS NULL
$$;

CREATE FUNCTION wall.rooms_read() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT wall.rooms_open() || COALESCE(array_agg(r.id), '{}') FROM wall.room_standing r
    WHERE wall.kind() = 'user' AND r.kept AND r.team_id = wall.team() AND r.chair_id = wall.person()
        AND EXISTS (SELECT 1 FROM team_membership p WHERE p.user_id = wall.person() AND p.team_id = r.team_id
                    AND p.agency_id = wall.agency() AND p.ended_at IS NULL)
$$;

CREATE FUNCTION wall.rooms_kept() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT COALESCE(array_agg(b.id), '{}') FROM team_body b
    WHERE b.subcommittee AND wall.kind() IS DISTINCT FROM 'system' AND NOT b.id = ANY (wall.rooms_read())
$$;

CREATE FUNCTION wall.rooms_over() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT COALESCE(array_agg(r.id), '{}') FROM wall.room_standing r WHERE NOT r.works AND wall.kind() IS DISTINCT FROM 'system'
$$;

CREATE FUNCTION wall.rooms_named() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT wall.rooms_read() || COALESCE(array_agg(b.id), '{}') FROM team_body b
    WHERE wall.kind() = 'system' AND (wall.team() IS NULL OR b.team_id = wall.team())
        OR wall.kind() = 'user' AND b.team_id = wall.team() AND EXISTS (
            SELECT 1 FROM team_membership p WHERE p.user_id = wall.person() AND p.team_id = b.team_id
            AND p.ended_at IS NULL AND 'administrator' = ANY (p.roles))
$$;
"""
DROP = """
DROP FUNCTION wall.rooms_named(), wall.rooms_over(), wall.rooms_kept(), wall.rooms_read(), wall.rooms_open(),
    wall.rooms_chaired();
DROP VIEW wall.room_standing;
"""

HOLD = """
CREATE FUNCTION rooms_hold() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_TABLE_NAME = 'rooms_room' THEN
        IF TG_OP = 'UPDATE' AND (OLD.id, OLD.team_id, OLD.body_id) IS DISTINCT FROM (NEW.id, NEW.team_id, NEW.body_id)
            OR TG_OP = 'UPDATE' AND OLD.ends_at <= statement_timestamp() AND NEW.ends_at > OLD.ends_at THEN
            RAISE EXCEPTION 'a room that has ended stays ended' USING ERRCODE = 'check_violation';
        END IF;
        IF NOT EXISTS (SELECT 1 FROM team_body b WHERE b.id = NEW.body_id AND b.team_id = NEW.team_id AND b.subcommittee) THEN
            RAISE EXCEPTION 'only a subcommittee of its team is a room' USING ERRCODE = 'check_violation';
        END IF;
    ELSIF TG_TABLE_NAME = 'rooms_roommember' THEN
        IF NOT EXISTS (
            SELECT 1 FROM team_body b JOIN team_membership p ON p.team_id = b.team_id
            WHERE b.id = NEW.body_id AND b.team_id = NEW.team_id AND b.subcommittee AND p.id = NEW.place_id AND p.ended_at IS NULL
            AND p.roles && ARRAY['partner', 'agency_lead', 'chair', 'coordinator', 'subcommittee_chair']::varchar[]
        ) THEN
            RAISE EXCEPTION 'only somebody who works in the team is a member of its room' USING ERRCODE = 'check_violation';
        END IF;
    ELSIF EXISTS (SELECT 1 FROM team_body b WHERE b.id = NEW.body_id AND b.subcommittee) THEN
        RAISE EXCEPTION 'a subcommittee has named people, and no desks' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER hold BEFORE INSERT OR UPDATE ON rooms_room FOR EACH ROW EXECUTE FUNCTION rooms_hold();
CREATE TRIGGER hold BEFORE INSERT OR UPDATE ON rooms_roommember FOR EACH ROW EXECUTE FUNCTION rooms_hold();
CREATE TRIGGER no_desk_in_a_room BEFORE INSERT OR UPDATE ON team_bodydesk FOR EACH ROW EXECUTE FUNCTION rooms_hold();
"""
UNHOLD = """
DROP TRIGGER hold ON rooms_room;
DROP TRIGGER hold ON rooms_roommember;
DROP TRIGGER no_desk_in_a_room ON team_bodydesk;
DROP FUNCTION rooms_hold();
"""

ADMINISTERED = """EXISTS (
    SELECT 1 FROM team_membership p WHERE p.user_id = (SELECT wall.person()) AND p.team_id = team_body.team_id
    AND p.ended_at IS NULL AND 'administrator' = ANY (p.roles)
)"""

# Whoever reads a room's row may hold it while they work; changing it is an administrator's, and what it is, nobody's.
SEALED = f"""
CREATE FUNCTION rooms_stay_rooms() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_user = '{APP}' AND wall.kind() IS DISTINCT FROM 'system' THEN
        RAISE EXCEPTION 'a subcommittee stays one' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stays_a_room BEFORE UPDATE ON team_body FOR EACH ROW
    WHEN (OLD.subcommittee IS DISTINCT FROM NEW.subcommittee) EXECUTE FUNCTION rooms_stay_rooms();
ALTER POLICY team_body_update ON team_body WITH CHECK (NOT subcommittee OR {ADMINISTERED} OR ({OF_SYSTEM}));
"""
UNSEALED = "DROP TRIGGER stays_a_room ON team_body; DROP FUNCTION rooms_stay_rooms();"

READ = f"{IN_TEAM} AND body_id = ANY ((SELECT wall.rooms_read())::uuid[])"
CHAIRED = f"{IN_TEAM} AND body_id = ANY ((SELECT wall.rooms_chaired())::uuid[])"
MYSELF = """EXISTS (
    SELECT 1 FROM team_membership p WHERE p.id = rooms_roommember.place_id AND p.user_id = (SELECT wall.person())
)"""


def name_those_who_sat(apps: Any, schema_editor: Any) -> None:
    """Whoever sat at a desk of a subcommittee is a member of it by name, so that nobody loses sight by an update."""
    using = schema_editor.connection.alias
    seat, place, member = (
        apps.get_model(app, name)._default_manager.using(using)
        for app, name in (("team", "BodyDesk"), ("team", "Membership"), ("rooms", "RoomMember"))
    )
    for one in seat.filter(body__subcommittee=True).select_related("body", "desk").order_by("pk"):
        sat = place.filter(team_id=one.body.team_id, agency_id=one.desk.agency_id, ended_at=None)
        for its in sat.filter(user__groups=one.desk.group_id).exclude(user_id=one.body.chair_id).order_by("pk"):
            values = {"id": new_key(), "team_id": one.body.team_id}
            member.get_or_create(body_id=one.body_id, place_id=its.pk, defaults=values)
        one.delete()


class Migration(migrations.Migration):
    dependencies = [("rooms", "0001_initial"), ("privacy", "0001_wall")]
    operations = [
        migrations.RunSQL(STANDING + FUNCTIONS, DROP),
        migrations.RunPython(name_those_who_sat),
        # The rows above still wait for their foreign keys' checks, and a table that waits cannot be altered.
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.RunSQL(HOLD, UNHOLD),
        build_wall("rooms_room", read=READ, insert=CHAIRED, update=CHAIRED),
        build_wall("rooms_roommember", read=READ, insert=CHAIRED, delete=f"({CHAIRED}) OR ({READ} AND {MYSELF})"),
        # Main bodies are read before a context exists, as they were. A subcommittee's row is its room's, and those
        # administrators' who open it; what is in it they do not read.
        build_wall(
            "team_body",
            read="NOT subcommittee OR id = ANY ((SELECT wall.rooms_named())::uuid[])",
            insert="true",
            update="NOT subcommittee OR id = ANY ((SELECT wall.rooms_named())::uuid[])",
            delete=f"NOT subcommittee OR {ADMINISTERED}",
        ),
        migrations.RunSQL(SEALED, UNSEALED),
    ]
