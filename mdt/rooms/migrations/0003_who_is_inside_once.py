"""Who is inside which room, said as in 0002_wall, with whoever acts and their place read once instead of for each room."""

from django.db import migrations

from privacy.wall import WHO_ACTS

_HEAD = (
    "CREATE OR REPLACE FUNCTION wall.{}() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER "
    "SET search_path = public, pg_temp AS $$\nDECLARE" + WHO_ACTS
)
# Of somebody whose place has ended, or of no user, there is none; then nobody is inside anything.
_PLACES = """    places uuid[] := ARRAY(SELECT p.id FROM team_membership p WHERE my_kind = 'user' AND p.user_id = me
        AND p.team_id = my_team AND p.agency_id = my_agency AND p.ended_at IS NULL);
BEGIN
    IF places = '{}' THEN RETURN places; END IF;"""
_WORKED_IN = """r.works AND (r.chair_id = me
        OR EXISTS (SELECT 1 FROM rooms_roommember m WHERE m.body_id = r.id AND m.place_id = ANY (places)))"""

INSIDE = f"""
{_HEAD.format("rooms_chaired")}{_PLACES}
    RETURN ARRAY(SELECT r.id FROM wall.room_standing r WHERE r.team_id = my_team AND r.works AND r.chair_id = me);
END $$;

{_HEAD.format("rooms_open")}{_PLACES}
    RETURN ARRAY(SELECT r.id FROM wall.room_standing r WHERE r.team_id = my_team AND {_WORKED_IN});
END $$;

{_HEAD.format("rooms_read")}{_PLACES}
    RETURN ARRAY(SELECT r.id FROM wall.room_standing r WHERE r.team_id = my_team
        AND ({_WORKED_IN} OR r.kept AND r.chair_id = me));
END $$;

{_HEAD.format("rooms_kept")}    inside uuid[] := wall.rooms_read();
BEGIN
    IF my_kind = 'system' THEN RETURN '{{}}'; END IF;
    RETURN ARRAY(SELECT b.id FROM team_body b WHERE b.subcommittee AND NOT b.id = ANY (inside));
END $$;

{_HEAD.format("rooms_named")}    inside uuid[] := wall.rooms_read();
BEGIN
    IF my_kind = 'system' THEN
        RETURN ARRAY(SELECT b.id FROM team_body b WHERE my_team IS NULL OR b.team_id = my_team);
    END IF;
    IF my_kind = 'user' AND EXISTS (SELECT 1 FROM team_membership p WHERE p.user_id = me AND p.team_id = my_team
                                    AND p.ended_at IS NULL AND 'administrator' = ANY (p.roles)) THEN
        RETURN inside || ARRAY(SELECT b.id FROM team_body b WHERE b.team_id = my_team);
    END IF;
    RETURN inside;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("rooms", "0002_wall")]
    operations = [migrations.RunSQL(INSIDE, migrations.RunSQL.noop)]
