"""A referral comes into a room when an agency that holds it shares it there, and goes when that is taken back.

Whoever is inside sees it by no grant: the database asks at each statement whether they are still inside, whether it
still stands shared, and whether the releases let them. To the other side and to main bodies no room is named.
"""

from django.db import migrations

from privacy.wall import APP, IN_TEAM

ROOMS = """
CREATE FUNCTION wall.referrals_in_rooms() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT COALESCE(array_agg(f.referral_id), '{}') FROM referrals_putforward f JOIN referrals_referral r ON r.id = f.referral_id
    WHERE f.body_id = ANY (wall.rooms_open()) AND f.taken_back_at IS NULL AND r.team_id = wall.team() AND r.state <> 'draft'
        AND (f.holder = wall.agency() OR NOT wall.release_bound(f.holder)
             OR wall.release_lets(r.case_id, f.holder, wall.agency(), wall.service_category(r.service)))
        AND (r.release_category = '' OR r.from_agency_id = wall.agency()
             OR wall.release_lets(r.case_id, r.from_agency_id, wall.agency(), r.release_category))
        AND wall.put_forward_lets(f.referral_id, f.holder, f.body_id)
$$;
"""
KEPT = "ANY ((SELECT wall.rooms_kept())::uuid[])"
SYSTEM = "(SELECT wall.kind()) = 'system'"
POLICIES = f"""
CREATE POLICY referrals_referral_in_room ON referrals_referral FOR SELECT TO {APP} USING (
    (SELECT wall.kind() = 'user') AND {IN_TEAM} AND state <> 'draft'
    AND NOT id = ANY ((SELECT wall.referrals_kept_from())::uuid[]) AND id = ANY ((SELECT wall.referrals_in_rooms())::uuid[])
);
CREATE POLICY referrals_putforward_room_kept ON referrals_putforward AS RESTRICTIVE FOR SELECT TO {APP}
    USING ({SYSTEM} OR holder = (SELECT wall.agency()) OR NOT body_id = {KEPT});
CREATE POLICY referrals_putforward_into_room ON referrals_putforward AS RESTRICTIVE FOR INSERT TO {APP}
    WITH CHECK ({SYSTEM} OR NOT body_id = {KEPT});
CREATE POLICY referrals_putforward_again_into_room ON referrals_putforward AS RESTRICTIVE FOR UPDATE TO {APP} USING (true)
    WITH CHECK ({SYSTEM} OR taken_back_at IS NOT NULL OR NOT body_id = {KEPT});
"""
DROPPED = """
DROP POLICY referrals_referral_in_room ON referrals_referral;
DROP POLICY referrals_putforward_room_kept ON referrals_putforward;
DROP POLICY referrals_putforward_into_room ON referrals_putforward;
DROP POLICY referrals_putforward_again_into_room ON referrals_putforward;
"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0020_grants_of_many"), ("rooms", "0002_wall")]
    operations = [
        migrations.RunSQL(ROOMS, "DROP FUNCTION wall.referrals_in_rooms()"),
        migrations.RunSQL(POLICIES, DROPPED),
    ]
