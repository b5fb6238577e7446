"""A share's row is hidden from who is kept from the whole case, and no longer from who is kept from one referral of it.

To them the page of another referral stopped saying that the case is shared, and the press that shares it failed: both
told that there is one which they may not see. The share opens nothing by them (`wall.case_kept_from`).
"""

from django.db import migrations

from mdt.meetings.walls import mine
from privacy.wall import IN_TEAM, OF_SYSTEM

# As in `cases` 0007, but for the walls that are asked.
SEEN = f"""(SELECT wall.kind() = 'user') AND {IN_TEAM} AND NOT case_id = ANY ((SELECT wall.cases_walled())::uuid[])
    AND EXISTS (SELECT 1 FROM team_desk d WHERE d.id = cases_caseshare.desk_id
        AND d.agency_id = (SELECT wall.agency()) AND d.group_id = ANY ((SELECT wall.desks())::integer[]))
    AND EXISTS (SELECT 1 FROM cases_case known WHERE known.id = cases_caseshare.case_id)"""
SHARED = f"""{SEEN} AND {mine("cases_caseshare.shared_by_id")} AND ended_at IS NULL
    AND body_id = ANY ((SELECT wall.rooms_open())::uuid[])"""
POLICIES = f"""
ALTER POLICY cases_caseshare_read ON cases_caseshare USING (({SEEN}) OR ({OF_SYSTEM}));
ALTER POLICY cases_caseshare_insert ON cases_caseshare WITH CHECK (({SHARED}) OR ({OF_SYSTEM}));
ALTER POLICY cases_caseshare_update ON cases_caseshare USING (({SEEN}) OR ({OF_SYSTEM}));
"""
# As in `cases` 0010, but for those walls and for `share_stands`, which now says the same at the desk.
SHARES = """
CREATE OR REPLACE FUNCTION wall.shares_of(of_case uuid) RETURNS jsonb LANGUAGE plpgsql
STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM cases_caseshare s WHERE s.case_id = of_case AND s.ended_at IS NULL) THEN RETURN '[]'; END IF;
    RETURN (
        SELECT COALESCE(jsonb_agg(jsonb_build_object(
            'pk', s.id, 'desk', d.name, 'stands', wall.share_stands(s.id),
            'name', CASE WHEN b.id = ANY (wall.rooms_read()) THEN b.name END
        ) ORDER BY s.shared_at, s.id), '[]')
        FROM cases_caseshare s JOIN team_desk d ON d.id = s.desk_id JOIN team_body b ON b.id = s.body_id
        WHERE s.case_id = of_case AND s.ended_at IS NULL AND wall.kind() = 'user' AND s.team_id = wall.team()
            AND d.agency_id = wall.agency() AND d.group_id = ANY (wall.desks()) AND NOT s.case_id = ANY (wall.cases_walled())
    );
END $$;
"""


class Migration(migrations.Migration):
    # What stood before told of walls: there is no way back.
    dependencies = [("referrals", "0036_shared_from_what_is_open"), ("cases", "0012_shares_tell_of_no_wall")]
    operations = [migrations.RunSQL(POLICIES), migrations.RunSQL(SHARES)]
