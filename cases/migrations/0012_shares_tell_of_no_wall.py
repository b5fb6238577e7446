"""A share tells of no wall: who sits at its desk is answered as if there were none, and elsewhere nobody is answered.

Who sits at the desk reads the row, and could ask by a statement of their own: "it opens nothing, and somebody of ours is
inside" says that this person is kept from the case, and says so to the person themselves as well. So they are answered as
if nobody were; what a share opens to them they see by their own door, and their own walls stand before it. Who neither
sits there nor is in the room is answered no, whatever key of a share they know.
"""

from django.db import migrations

_HEAD = "STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$"
# As in 0010, for who sits at the desk, who is in the room, and jobs.
INSIDE = f"""
CREATE OR REPLACE FUNCTION wall.share_inside(of_share uuid, ask_walls boolean) RETURNS boolean LANGUAGE sql {_HEAD}
    SELECT EXISTS (
        SELECT 1 FROM cases_caseshare s
        JOIN wall.room_standing k ON k.id = s.body_id AND k.works
        JOIN team_desk d ON d.id = s.desk_id AND d.closed_at IS NULL
        JOIN team_agency a ON a.id = d.agency_id AND a.suspended_at IS NULL
        JOIN team_membership p ON p.team_id = s.team_id AND p.agency_id = a.id AND p.ended_at IS NULL
        JOIN team_user u ON u.id = p.user_id AND u.is_active
        JOIN team_user_groups sits ON sits.user_id = u.id AND sits.group_id = d.group_id
        WHERE s.id = of_share AND s.ended_at IS NULL
        AND CASE wall.kind()
            WHEN 'system' THEN wall.team() IS NULL OR s.team_id = wall.team()
            ELSE s.team_id = wall.team() AND (d.group_id = ANY (wall.desks()) OR s.body_id = ANY (wall.rooms_open()))
        END
        AND (k.chair_id = u.id OR EXISTS (SELECT 1 FROM rooms_roommember m WHERE m.body_id = s.body_id AND m.place_id = p.id))
        AND NOT (ask_walls AND wall.case_kept_from(s.case_id, u.id))
    )
$$;

CREATE OR REPLACE FUNCTION wall.share_stands(of_share uuid) RETURNS boolean LANGUAGE sql {_HEAD}
    SELECT wall.share_inside(of_share, NOT EXISTS (
        SELECT 1 FROM cases_caseshare s JOIN team_desk d ON d.id = s.desk_id
        WHERE s.id = of_share AND wall.kind() = 'user' AND d.group_id = ANY (wall.desks())
    ))
$$;
"""


class Migration(migrations.Migration):
    # What stood before told of walls: there is no way back.
    dependencies = [("cases", "0011_shared_as_it_is_said"), ("rooms", "0003_who_is_inside_once")]
    operations = [migrations.RunSQL(INSIDE)]
