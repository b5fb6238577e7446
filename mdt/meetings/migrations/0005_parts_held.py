"""The database holds the parts: what they are is frozen, and an item stands in a part that takes it, of its own body.

`wall.must_take` is what a floor above calls for its own records, which alone know a track (ADR 0090).
"""

from django.db import migrations, models
from django.db.models import PROTECT

from privacy.wall import APP, IN_TEAM, OF_SYSTEM, build_wall

MUST_TAKE = """
CREATE FUNCTION wall.must_take(part uuid, track text) RETURNS void LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    its text := (SELECT kind FROM meetings_part WHERE id = part);
BEGIN
    IF its IS DISTINCT FROM (CASE track WHEN 'adult' THEN 'adult' ELSE 'child' END) THEN
        RAISE EXCEPTION 'this part does not take that case' USING ERRCODE = 'check_violation';
    END IF;
END $$;
"""
HELD = """
CREATE FUNCTION meetings_part_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what a part is never changes' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER stays BEFORE UPDATE ON meetings_part FOR EACH ROW
    WHEN ((OLD.id, OLD.team_id, OLD.body_id, OLD.kind, OLD.basis) IS DISTINCT FROM
          (NEW.id, NEW.team_id, NEW.body_id, NEW.kind, NEW.basis)
          OR OLD.ended_at IS NOT NULL AND NEW.ended_at IS DISTINCT FROM OLD.ended_at)
    EXECUTE FUNCTION meetings_part_stays();

CREATE FUNCTION meetings_part_of_its_body() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    its meetings_part := (SELECT p FROM meetings_part p WHERE p.id = NEW.part_id);
    fits boolean;
BEGIN
    IF TG_TABLE_NAME = 'meetings_agendaitem' THEN
        fits := EXISTS (SELECT 1 FROM meetings_meeting m WHERE m.id = NEW.meeting_id AND m.body_id = its.body_id);
    ELSIF TG_TABLE_NAME = 'meetings_actionitem' THEN
        fits := NEW.body_id = its.body_id;
    ELSE
        fits := EXISTS (SELECT 1 FROM team_bodydesk s WHERE s.body_id = its.body_id AND s.desk_id = NEW.desk_id);
    END IF;
    IF fits AND NEW.team_id = its.team_id THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'this part is another group''s' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER of_its_body BEFORE INSERT OR UPDATE ON meetings_agendaitem FOR EACH ROW
    EXECUTE FUNCTION meetings_part_of_its_body();
CREATE TRIGGER of_its_body BEFORE INSERT OR UPDATE ON meetings_actionitem FOR EACH ROW
    EXECUTE FUNCTION meetings_part_of_its_body();
CREATE TRIGGER of_its_body BEFORE INSERT OR UPDATE ON meetings_partseat FOR EACH ROW
    EXECUTE FUNCTION meetings_part_of_its_body();
"""
UNHELD = """
DROP TRIGGER of_its_body ON meetings_agendaitem;
DROP TRIGGER of_its_body ON meetings_actionitem;
DROP TRIGGER of_its_body ON meetings_partseat;
DROP FUNCTION meetings_part_of_its_body();
DROP TRIGGER stays ON meetings_part;
DROP FUNCTION meetings_part_stays();
"""

# Who prepares a body's meetings: its chair, and for bodies that are no subcommittee the team's two.
PREPARES = """EXISTS (
    SELECT 1 FROM team_body b WHERE b.id = {body} AND (b.chair_id = (SELECT wall.person()) OR NOT b.subcommittee AND EXISTS (
        SELECT 1 FROM team_membership m WHERE m.user_id = (SELECT wall.person()) AND m.team_id = b.team_id
        AND m.ended_at IS NULL AND m.roles && ARRAY['chair', 'coordinator']::varchar[]))
)"""
PREPARES_PART = PREPARES.format(body="meetings_part.body_id")
PREPARES_SEAT = PREPARES.format(body="(SELECT p.body_id FROM meetings_part p WHERE p.id = meetings_partseat.part_id)")

OF_MEETING = "EXISTS (SELECT 1 FROM meetings_meeting m WHERE m.id = meetings_agendaitem.meeting_id)"
SITS_IN_PART = """(EXISTS (
    SELECT 1 FROM meetings_partseat s JOIN team_desk d ON d.id = s.desk_id WHERE s.part_id = meetings_agendaitem.part_id
    AND d.closed_at IS NULL AND d.group_id = ANY ((SELECT wall.desks())::integer[])
) OR EXISTS (
    SELECT 1 FROM meetings_part p JOIN team_body b ON b.id = p.body_id
    WHERE p.id = meetings_agendaitem.part_id AND b.chair_id = (SELECT wall.person())
))"""
SEEN = f"({IN_TEAM} AND {OF_MEETING} AND {SITS_IN_PART}) OR ({OF_SYSTEM})"
SEEN_BEFORE = f"({IN_TEAM} AND {OF_MEETING}) OR ({OF_SYSTEM})"
POLICIES = ("meetings_agendaitem_read", "meetings_agendaitem_update")


def _seen(rule: str) -> list[str]:
    return [f"ALTER POLICY {name} ON meetings_agendaitem TO {APP} USING ({rule})" for name in POLICIES]


class Migration(migrations.Migration):
    dependencies = [("meetings", "0004_parts_of_what_exists"), ("privacy", "0001_wall")]
    operations = [
        migrations.AlterField(
            model_name="agendaitem",
            name="part",
            field=models.ForeignKey(on_delete=PROTECT, related_name="items", to="meetings.part"),
        ),
        migrations.AlterField(
            model_name="actionitem",
            name="part",
            field=models.ForeignKey(on_delete=PROTECT, related_name="+", to="meetings.part"),
        ),
        migrations.RunSQL(MUST_TAKE, "DROP FUNCTION wall.must_take(uuid, text)"),
        migrations.RunSQL(HELD, UNHELD),
        # Which desks sit where is known in the team, as who sits in a body is: whoever puts forward sees to whom.
        build_wall(
            "meetings_part",
            read=IN_TEAM,
            insert=f"{IN_TEAM} AND {PREPARES_PART}",
            update=f"{IN_TEAM} AND {PREPARES_PART}",
        ),
        build_wall(
            "meetings_partseat",
            read=IN_TEAM,
            insert=f"{IN_TEAM} AND {PREPARES_SEAT}",
            delete=f"{IN_TEAM} AND {PREPARES_SEAT}",
        ),
        migrations.RunSQL(_seen(SEEN), _seen(SEEN_BEFORE)),
    ]
