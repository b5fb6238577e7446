"""A case is shared from a referral that is still open: who got only what was withdrawn or has ended holds none to share."""

from django.db import migrations

# As in 0031.
HELD = """
ALTER POLICY cases_caseshare_by_holders ON cases_caseshare WITH CHECK (
    (SELECT wall.kind() = 'system') OR EXISTS (
        SELECT 1 FROM referrals_referral r JOIN referrals_referraldeskgrant g ON g.content_object_id = r.id
        JOIN team_desk d ON d.group_id = g.group_id
        WHERE r.case_id = cases_caseshare.case_id AND d.id = cases_caseshare.desk_id AND g.via IN ('sender', 'receiver')
            AND r.state IN ('sent', 'question', 'waitlisted', 'accepted') AND wall.referrals_held(r.id)
    )
);
"""


class Migration(migrations.Migration):
    # What stood before let what had ended be shared from: there is no way back.
    dependencies = [("referrals", "0035_shares_stand_before_eyes")]
    operations = [migrations.RunSQL(HELD)]
