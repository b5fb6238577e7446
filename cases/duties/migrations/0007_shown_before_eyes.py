"""Whether a duty goes with a share, which its own page says, and whether that share stands, are asked apart.

As with a referral's page, a colleague does not learn from it that the case is kept from whoever is inside.
"""

from django.db import migrations

# As in 0005.
SHOWS = """
CREATE OR REPLACE FUNCTION wall.share_shows_duty(of_share uuid, of_duty uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT wall.share_inside(of_share, false) AND EXISTS (
        SELECT 1 FROM cases_caseshare s JOIN team_desk k ON k.id = s.desk_id
        JOIN duties_duty d ON d.case_id = s.case_id
        WHERE s.id = of_share AND d.id = of_duty AND (d.stop = '' OR d.stopped_at >= s.shared_at)
            AND EXISTS (SELECT 1 FROM duties_dutydeskgrant g
                        WHERE g.content_object_id = d.id AND g.group_id = k.group_id AND g.via = 'assigned')
            AND NOT wall.release_bound(d.agency_id) AND wall.case_lets(d.case_id, d.agency_id, s.body_id)
    )
$$;
"""
FORWARDED = """
CREATE OR REPLACE VIEW duties_forwarded WITH (security_invoker = true) AS
    SELECT f.id, f.team_id, f.duty_id, f.body_id, f.at
    FROM duties_dutyforward f WHERE f.taken_back_at IS NULL AND wall.duty_forward_lets(f.duty_id, f.body_id)
    UNION ALL
    SELECT md5(s.id::text || d.id::text)::uuid, s.team_id, d.id, s.body_id, GREATEST(s.shared_at, d.started_at)
    FROM cases_caseshare s JOIN duties_duty d ON d.case_id = s.case_id
    WHERE s.ended_at IS NULL AND wall.share_stands(s.id) AND wall.share_shows_duty(s.id, d.id)
"""


class Migration(migrations.Migration):
    # What stood before asked no wall: there is no way back.
    dependencies = [("duties", "0006_to_readers_named"), ("cases", "0010_shares_stand_before_eyes")]
    operations = [migrations.RunSQL(SHOWS), migrations.RunSQL(FORWARDED)]
