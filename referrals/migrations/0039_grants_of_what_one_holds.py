"""An agency's grants to desks are for those of its people to whom it gave the record, no longer for all who work there.

They tell that there are referrals, when and with which desks: an analyst or an auditor of the agency, who sees none, could
list them by a statement of their own, and delete them.
"""

from django.db import migrations

from privacy.wall import IN_TEAM, OF_SYSTEM

GRANTED = """
CREATE FUNCTION wall.referral_granted(referral uuid) RETURNS boolean LANGUAGE sql
STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    -- Of what is kept or hidden from whoever asks it says no more than of what is not there.
    SELECT wall.kind() = 'user' AND NOT referral = ANY (wall.referrals_kept_from()) AND NOT wall.referral_hidden(referral) AND (
        EXISTS (SELECT 1 FROM referrals_referraldeskgrant g
                WHERE g.content_object_id = referral AND g.group_id = ANY (wall.desks()) AND g.via <> 'put_forward')
        OR EXISTS (SELECT 1 FROM referrals_referralpersongrant p
                   WHERE p.content_object_id = referral AND p.user_id = wall.person() AND p.holder = wall.agency()))
$$;
"""
# As in 0014 and 0018, but for what an agency holds.
_OWN = f"""{IN_TEAM} AND (group_id = ANY ((SELECT wall.desks())::integer[])
        OR (holder = (SELECT wall.agency()) AND wall.referral_granted(content_object_id)))
    AND NOT content_object_id = ANY ((SELECT wall.referrals_kept_from())::uuid[])"""
_READ = f"{_OWN} AND NOT (under_release AND wall.referral_hidden(content_object_id))"
POLICIES = f"""
ALTER POLICY referrals_referraldeskgrant_read ON referrals_referraldeskgrant USING (({_READ}) OR ({OF_SYSTEM}));
ALTER POLICY referrals_referraldeskgrant_delete ON referrals_referraldeskgrant USING (({_OWN}) OR ({OF_SYSTEM}));
"""


class Migration(migrations.Migration):
    # What stood before listed them: there is no way back.
    dependencies = [("referrals", "0038_bounds_of_the_waiting")]
    operations = [migrations.RunSQL(GRANTED), migrations.RunSQL(POLICIES)]
