"""A duty tells that there is a case, so each reader is asked about, and not the body alone that shows it to them.

A release to a group names its members of that day; who joins later, and no release names, finds none of its duties.
"""

from django.db import migrations

from privacy.wall import WHO_ACTS

_HEAD = "STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$"
# As with `wall.case_lets` (0004): who holds a case under another's release is known above.
LETS = f"""
CREATE FUNCTION wall.case_lets_reader(of_case uuid, holder uuid, reader uuid) RETURNS boolean LANGUAGE sql {_HEAD}
    SELECT true
$$;
"""
SEATS = f"""
CREATE OR REPLACE FUNCTION wall.duties_forwarded(to_desks integer[], of_body uuid) RETURNS uuid[] LANGUAGE sql {_HEAD}
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
        AND (d.agency_id = k.agency_id OR wall.case_lets_reader(d.case_id, d.agency_id, k.agency_id))
$$;
"""
ROOMS = f"""
CREATE OR REPLACE FUNCTION wall.duties_in_rooms(of_body uuid) RETURNS uuid[] LANGUAGE plpgsql {_HEAD}
DECLARE{WHO_ACTS}
    my_rooms uuid[] := wall.rooms_open();
BEGIN
    IF my_rooms = '{{}}' THEN RETURN my_rooms; END IF;
    RETURN ARRAY(
        SELECT f.duty_id FROM duties_forwarded f JOIN duties_duty d ON d.id = f.duty_id
        WHERE f.body_id = ANY (my_rooms) AND (of_body IS NULL OR f.body_id = of_body) AND f.team_id = my_team
            AND (d.agency_id = my_agency OR wall.case_lets_reader(d.case_id, d.agency_id, my_agency))
    );
END $$;
"""


class Migration(migrations.Migration):
    # What stood before asked no reader: there is no way back.
    dependencies = [("duties", "0005_in_rooms")]
    operations = [migrations.RunSQL(LETS), migrations.RunSQL(SEATS), migrations.RunSQL(ROOMS)]
