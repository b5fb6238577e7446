"""A share opens nothing by somebody inside from whom the case is kept: what comes to the desk would go in unseen by it.

The desk's own page asks who is inside and no wall: that a share opens nothing would tell colleagues of one.
"""

from django.db import migrations

_HEAD = "STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$"
# The floor above adds the referrals that are kept from somebody, and what they stepped back from.
KEPT = f"""
CREATE FUNCTION wall.case_kept_from(of_case uuid, of_user uuid) RETURNS boolean LANGUAGE sql {_HEAD}
    SELECT EXISTS (SELECT 1 FROM cases_casewall w WHERE w.case_id = of_case AND w.user_id = of_user AND w.ended_at IS NULL)
$$;
"""
# As in 0007, of whom the case is not kept from where walls are asked.
INSIDE = f"""
CREATE FUNCTION wall.share_inside(of_share uuid, ask_walls boolean) RETURNS boolean LANGUAGE sql {_HEAD}
    SELECT EXISTS (
        SELECT 1 FROM cases_caseshare s
        JOIN wall.room_standing k ON k.id = s.body_id AND k.works
        JOIN team_desk d ON d.id = s.desk_id AND d.closed_at IS NULL
        JOIN team_agency a ON a.id = d.agency_id AND a.suspended_at IS NULL
        JOIN team_membership p ON p.team_id = s.team_id AND p.agency_id = a.id AND p.ended_at IS NULL
        JOIN team_user u ON u.id = p.user_id AND u.is_active
        JOIN team_user_groups sits ON sits.user_id = u.id AND sits.group_id = d.group_id
        WHERE s.id = of_share AND s.ended_at IS NULL
        AND (wall.kind() = 'system' AND wall.team() IS NULL OR s.team_id = wall.team())
        AND (k.chair_id = u.id OR EXISTS (SELECT 1 FROM rooms_roommember m WHERE m.body_id = s.body_id AND m.place_id = p.id))
        AND NOT (ask_walls AND wall.case_kept_from(s.case_id, u.id))
    )
$$;

CREATE OR REPLACE FUNCTION wall.share_stands(of_share uuid) RETURNS boolean LANGUAGE sql {_HEAD}
    SELECT wall.share_inside(of_share, true)
$$;
"""
# As in 0008.
SHARES = f"""
CREATE OR REPLACE FUNCTION wall.shares_of(of_case uuid) RETURNS jsonb LANGUAGE plpgsql {_HEAD}
BEGIN
    IF NOT EXISTS (SELECT 1 FROM cases_caseshare s WHERE s.case_id = of_case AND s.ended_at IS NULL) THEN RETURN '[]'; END IF;
    RETURN (
        SELECT COALESCE(jsonb_agg(jsonb_build_object(
            'pk', s.id, 'desk', d.name, 'stands', wall.share_inside(s.id, false),
            'name', CASE WHEN b.id = ANY (wall.rooms_read()) THEN b.name END
        ) ORDER BY s.shared_at, s.id), '[]')
        FROM cases_caseshare s JOIN team_desk d ON d.id = s.desk_id JOIN team_body b ON b.id = s.body_id
        WHERE s.case_id = of_case AND s.ended_at IS NULL AND wall.kind() = 'user' AND s.team_id = wall.team()
            AND d.agency_id = wall.agency() AND d.group_id = ANY (wall.desks()) AND NOT s.case_id = ANY (wall.cases_kept_from())
    );
END $$;
"""


class Migration(migrations.Migration):
    # What stood before asked no wall: there is no way back.
    dependencies = [("cases", "0009_shares_end_with_the_hold")]
    operations = [migrations.RunSQL(KEPT), migrations.RunSQL(INSIDE), migrations.RunSQL(SHARES)]
