"""The grants of a duty are for those of its agency who hold it, as those of a referral are (`referrals` 0039)."""

from django.db import migrations

from privacy.wall import IN_TEAM, OF_SYSTEM

# As in 0002 and with the walls of `cases`, but for what an agency holds.
READ = f"""{IN_TEAM} AND (group_id = ANY ((SELECT wall.desks())::integer[])
        OR (holder = (SELECT wall.agency()) AND wall.duty_held(content_object_id)))
    AND NOT content_object_id = ANY ((SELECT wall.duties_kept_from())::uuid[])"""


class Migration(migrations.Migration):
    # What stood before listed them: there is no way back.
    dependencies = [("duties", "0007_shown_before_eyes")]
    operations = [
        migrations.RunSQL(
            f"ALTER POLICY duties_dutydeskgrant_read ON duties_dutydeskgrant USING (({READ}) OR ({OF_SYSTEM}));"
        )
    ]
