"""The wall of queues and reports, and what rooms change in the walls of meetings.

Inside a room its members do what members of a main body do; to everybody else its meetings are not there, and after its
last day nothing in it changes. The narrowing policies stand beside those of the meetings' own migrations.
"""

from typing import Any

from django.db import migrations

from mdt.meetings.walls import prepares
from privacy.wall import APP, IN_TEAM, build_wall

OPEN = "ANY ((SELECT wall.rooms_open())::uuid[])"
READ = "ANY ((SELECT wall.rooms_read())::uuid[])"
KEPT = "ANY ((SELECT wall.rooms_kept())::uuid[])"
OVER = "ANY ((SELECT wall.rooms_over())::uuid[])"


def _my_place(column: str) -> str:
    return (
        f"EXISTS (SELECT 1 FROM team_membership p WHERE p.id = {column} AND p.user_id = (SELECT wall.person()) "
        "AND p.team_id = (SELECT wall.team()) AND p.agency_id = (SELECT wall.agency()) AND p.ended_at IS NULL)"
    )


# What a room keeps to itself: every table of the meetings that names a body.
OF_A_BODY = ("series", "meeting", "actionitem", "topic", "part", "staffingask")
# What members of a body read and write, by `wall_of_body`.
OF_MEMBERS = ("series", "meeting", "actionitem", "topic")


def _policies() -> list[tuple[str, str, str, bool]]:
    """Table, command, condition, and whether it narrows."""
    items = (
        "EXISTS (SELECT 1 FROM meetings_meeting m WHERE m.id = meetings_agendaitem.meeting_id AND m.body_id = {which})"
    )
    asks = f"{IN_TEAM} AND state = 'asked' AND {_my_place('meetings_staffingask.asked_by_id')} AND body_id = {OPEN}"
    return [
        *((f"meetings_{one}", "SELECT", f"NOT body_id = {KEPT}", True) for one in OF_A_BODY),
        *(
            (f"meetings_{one}", command, f"NOT body_id = {OVER}", True)
            for one in OF_A_BODY
            for command in ("INSERT", "UPDATE", "DELETE")
        ),
        *(
            (f"meetings_{one}", command, f"{IN_TEAM} AND body_id = {OPEN}", False)
            for one in OF_MEMBERS
            for command in ("SELECT", "INSERT", "UPDATE")
        ),
        ("meetings_staffingask", "INSERT", asks, False),
        ("meetings_agendaitem", "SELECT", f"{IN_TEAM} AND {items.format(which=OPEN)}", False),
        ("meetings_agendaitem", "UPDATE", f"{IN_TEAM} AND {items.format(which=OPEN)}", False),
        ("meetings_agendaitem", "UPDATE", f"NOT {items.format(which=OVER)}", True),
        (
            "meetings_partseat",
            "SELECT",
            "EXISTS (SELECT 1 FROM meetings_part p WHERE p.id = meetings_partseat.part_id)",
            True,
        ),
    ]


def _policy(table: str, command: str, condition: str, narrows: bool) -> tuple[str, str]:
    name = f"{table}_{'room_kept' if narrows else 'in_room'}_{command.lower()}"
    kind = "AS RESTRICTIVE " if narrows else ""
    clause = "WITH CHECK" if command == "INSERT" else "USING"
    made = f"CREATE POLICY {name} ON {table} {kind}FOR {command} TO {APP} {clause} ({condition})"
    return made, f"DROP POLICY {name} ON {table}"


POLICIES = [_policy(*one) for one in _policies()]

# The rooms that take items from a main body, for those who prepare its meetings: their names, and nothing else of them.
TAKING = f"""
CREATE FUNCTION wall.rooms_taking(of_body uuid) RETURNS TABLE (id uuid, name varchar) LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT b.id, b.name FROM rooms_room r JOIN team_body b ON b.id = r.body_id
    WHERE wall.kind() = 'user' AND b.team_id = wall.team() AND r.takes_items AND r.reports_to_id = of_body
        AND r.ends_at > statement_timestamp() AND {prepares("of_body")}
$$;
"""

HOLD = """
CREATE FUNCTION subcommittees_hold() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    free text[] := ARRAY['step', 'taken_by_id', 'taken_at', 'closed_at'];
    item subcommittees_queueitem;
    report subcommittees_report;
BEGIN
    IF TG_TABLE_NAME = 'subcommittees_queueitem' THEN
        IF TG_OP = 'UPDATE' AND (to_jsonb(OLD) - free IS DISTINCT FROM to_jsonb(NEW) - free OR OLD.closed_at IS NOT NULL) THEN
            RAISE EXCEPTION 'what was asked of a room is frozen' USING ERRCODE = 'check_violation';
        END IF;
        IF NOT EXISTS (SELECT 1 FROM team_body b WHERE b.id = NEW.body_id AND b.team_id = NEW.team_id AND b.subcommittee) THEN
            RAISE EXCEPTION 'only a subcommittee has a queue' USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.taken_by_id IS NOT NULL AND (TG_OP = 'INSERT' OR NEW.taken_by_id IS DISTINCT FROM OLD.taken_by_id) AND NOT EXISTS (
            SELECT 1 FROM team_membership p JOIN team_body b ON b.id = NEW.body_id AND b.team_id = p.team_id
            WHERE p.id = NEW.taken_by_id AND p.ended_at IS NULL AND (p.user_id = b.chair_id OR EXISTS (
                SELECT 1 FROM rooms_roommember m WHERE m.body_id = b.id AND m.place_id = p.id))
        ) THEN
            RAISE EXCEPTION 'only somebody in the room takes its items' USING ERRCODE = 'check_violation';
        END IF;
    ELSIF TG_TABLE_NAME = 'subcommittees_report' THEN
        IF TG_OP = 'UPDATE' THEN
            RAISE EXCEPTION 'a report is never changed' USING ERRCODE = 'check_violation';
        END IF;
        SELECT * INTO item FROM subcommittees_queueitem q WHERE q.id = NEW.item_id;
        IF (item.team_id, item.body_id, item.part, item.source, item.record) IS DISTINCT FROM
            (NEW.team_id, NEW.body_id, NEW.part, NEW.source, NEW.record)
            OR NEW.to_body_id IS DISTINCT FROM COALESCE(item.from_body_id, (SELECT r.reports_to_id FROM rooms_room r WHERE r.body_id = item.body_id)) THEN
            RAISE EXCEPTION 'a report is about its item' USING ERRCODE = 'check_violation';
        END IF;
    ELSE
        SELECT * INTO report FROM subcommittees_report r WHERE r.id = NEW.record;
        IF FOUND AND NOT EXISTS (
            SELECT 1 FROM meetings_part p WHERE p.id = NEW.part_id AND p.kind = report.part AND p.body_id = report.to_body_id
        ) THEN
            RAISE EXCEPTION 'this part does not take that report' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER hold BEFORE INSERT OR UPDATE ON subcommittees_queueitem FOR EACH ROW EXECUTE FUNCTION subcommittees_hold();
CREATE TRIGGER hold BEFORE INSERT OR UPDATE ON subcommittees_report FOR EACH ROW EXECUTE FUNCTION subcommittees_hold();
CREATE TRIGGER report_in_its_part BEFORE INSERT OR UPDATE ON meetings_agendaitem FOR EACH ROW
    EXECUTE FUNCTION subcommittees_hold();
"""
UNHOLD = """
DROP TRIGGER hold ON subcommittees_queueitem;
DROP TRIGGER hold ON subcommittees_report;
DROP TRIGGER report_in_its_part ON meetings_agendaitem;
DROP FUNCTION subcommittees_hold();
"""

GIVEN = f"""{IN_TEAM} AND {_my_place("subcommittees_queueitem.given_by_id")} AND step = 'waiting' AND (
    from_body_id IS NULL AND body_id = {OPEN}
    OR EXISTS (SELECT 1 FROM wall.rooms_taking(from_body_id) t WHERE t.id = body_id)
)"""
SITS_IN_ITS_PART = """EXISTS (
    SELECT 1 FROM meetings_part p JOIN team_body b ON b.id = p.body_id
    WHERE p.body_id = subcommittees_report.to_body_id AND p.kind = subcommittees_report.part AND (
        b.chair_id = (SELECT wall.person()) OR EXISTS (
            SELECT 1 FROM meetings_partseat s JOIN team_desk d ON d.id = s.desk_id
            WHERE s.part_id = p.id AND d.closed_at IS NULL AND d.group_id = ANY ((SELECT wall.desks())::integer[]))
    )
)"""


def unseat_desks(apps: Any, schema_editor: Any) -> None:
    """A subcommittee has named people now (rooms 0002); who sat at its desks is among them."""
    seats = apps.get_model("meetings", "PartSeat")._default_manager.using(schema_editor.connection.alias)
    seats.filter(part__body__subcommittee=True).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("subcommittees", "0001_initial"),
        ("rooms", "0002_wall"),
        ("meetings", "0007_sections_months_staffings"),
    ]
    operations = [
        migrations.RunPython(unseat_desks),
        migrations.RunSQL(TAKING, "DROP FUNCTION wall.rooms_taking(uuid)"),
        migrations.RunSQL(HOLD, UNHOLD),
        migrations.RunSQL([made for made, _ in POLICIES], [dropped for _, dropped in POLICIES]),
        build_wall(
            "subcommittees_queueitem",
            read=f"{IN_TEAM} AND body_id = {READ}",
            insert=GIVEN,
            update=f"{IN_TEAM} AND body_id = {OPEN}",
        ),
        build_wall(
            "subcommittees_report",
            read=f"{IN_TEAM} AND (body_id = {READ} OR {SITS_IN_ITS_PART})",
            insert=f"{IN_TEAM} AND body_id = {OPEN} AND {_my_place('subcommittees_report.by_id')}",
        ),
    ]
