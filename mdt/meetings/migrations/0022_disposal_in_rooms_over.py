"""Minutes of a subcommittee that is over are disposed of by its chair, who reads nothing of it (docs/adr/0120).

No policy opens for it. One function of the owner's lists what is past its day to the chair of a room that is over, and
the other presses for one of that list; the trigger of 0021 asks the chair's place and the day once more, and deletes.
"""

from django.db import migrations

from privacy.wall import WHO_ACTS

_HEAD = f"SECURITY DEFINER SET search_path = public, pg_temp AS $$\nDECLARE{WHO_ACTS}"
# The place in which they act.
_MY_PLACE = """SELECT w.id FROM team_membership w
        JOIN team_user u ON u.id = w.user_id AND u.is_active
        JOIN team_agency a ON a.id = w.agency_id AND a.suspended_at IS NULL
        WHERE my_kind = 'user' AND w.user_id = me AND w.team_id = my_team AND w.agency_id = my_agency AND w.ended_at IS NULL"""

# The day as 0021's trigger asks it, or whoever is shown it at midnight would be refused.
LISTED = f"""
CREATE FUNCTION wall.minutes_past_date() RETURNS TABLE (minutes uuid, its_meeting uuid, its_part uuid, its_group varchar,
    met_at timestamptz, in_zone varchar, its_kind varchar, due_on date) LANGUAGE plpgsql STABLE
{_HEAD}BEGIN
    IF NOT EXISTS ({_MY_PLACE}) THEN RETURN; END IF;
    RETURN QUERY SELECT m.id, t.id, p.id, b.name, t.starts_at, t.zone, p.kind, m.dispose_on
        FROM wall.room_standing r JOIN team_body b ON b.id = r.id
        JOIN meetings_meeting t ON t.body_id = r.id JOIN meetings_minutes m ON m.meeting_id = t.id
        JOIN meetings_part p ON p.id = m.part_id
        WHERE r.team_id = my_team AND r.chair_id = me AND NOT r.works
        AND m.disposed_at IS NULL AND m.dispose_on <= (now() AT TIME ZONE t.zone)::date;
END $$;
"""
# Whether it was this press that did it: of two at once the second finds nothing left.
PRESSED = f"""
CREATE FUNCTION wall.dispose_of_minutes(which uuid) RETURNS boolean LANGUAGE plpgsql VOLATILE
{_HEAD}BEGIN
    UPDATE meetings_minutes m SET disposed_at = now(), disposed_by_id = ({_MY_PLACE})
    WHERE m.id = which AND m.disposed_at IS NULL AND EXISTS (SELECT 1 FROM wall.minutes_past_date() d WHERE d.minutes = m.id);
    RETURN FOUND;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0021_disposal"), ("rooms", "0003_who_is_inside_once")]
    operations = [
        migrations.RunSQL(
            LISTED + PRESSED, "DROP FUNCTION wall.dispose_of_minutes(uuid); DROP FUNCTION wall.minutes_past_date()"
        )
    ]
