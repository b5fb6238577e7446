"""What stands put forward comes from two rows now: a referral's own, and that of a case which a desk shares with a room.

The view is the one place that says so. It is read with the rights of whoever asks, so that the walls of what it is made
of hold; the owner's functions, which the policies ask, see all of it.
"""

import django.db.models.deletion
from django.db import migrations, models

from privacy.wall import APP, IN_TEAM, WHO_ACTS

# What the desk holds as a side, so not what was declined there; and what had ended before it was shared stays outside.
# `= ANY (ARRAY[...])` and not `=`: asked for each referral, from its index. For `=` the planner may instead read all
# that the desk was ever granted.
FORWARDED = """
CREATE VIEW referrals_forwarded WITH (security_invoker = true) AS
    SELECT f.id, f.team_id, f.referral_id, f.body_id, f.holder, f.rule, f.at
    FROM referrals_putforward f WHERE f.taken_back_at IS NULL
    UNION ALL
    SELECT md5(s.id::text || r.id::text)::uuid, s.team_id, r.id, s.body_id, d.agency_id, '', GREATEST(s.shared_at, r.sent_at)
    FROM cases_caseshare s JOIN team_desk d ON d.id = s.desk_id JOIN referrals_referral r ON r.case_id = s.case_id
    WHERE s.ended_at IS NULL AND NOT r.waits_for_sender
        AND (r.state IN ('sent', 'question', 'waitlisted', 'accepted') OR r.state <> 'draft' AND r.changed_at >= s.shared_at)
        AND EXISTS (SELECT 1 FROM referrals_referraldeskgrant g WHERE g.content_object_id = ANY (ARRAY[r.id])
                    AND g.group_id = d.group_id AND g.via IN ('sender', 'receiver'))
        AND wall.share_stands(s.id)
"""
# As in 0030, from the view, and for one room where a page shows one. Most people are in none: then nothing is looked for.
ROOMS = f"""
CREATE FUNCTION wall.referrals_in_rooms(of_body uuid) RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE{WHO_ACTS}
    my_rooms uuid[] := wall.rooms_open();
BEGIN
    IF my_rooms = '{{}}' THEN RETURN my_rooms; END IF;
    RETURN ARRAY(
        SELECT f.referral_id FROM referrals_forwarded f JOIN referrals_referral r ON r.id = f.referral_id
        WHERE f.body_id = ANY (my_rooms) AND (of_body IS NULL OR f.body_id = of_body) AND r.team_id = my_team AND r.state <> 'draft'
            AND (f.holder = my_agency OR NOT wall.release_bound(f.holder)
                 OR wall.release_lets(r.case_id, f.holder, my_agency, wall.service_category(r.service)))
            AND (r.release_category = '' OR r.from_agency_id = my_agency
                 OR wall.release_lets(r.case_id, r.from_agency_id, my_agency, r.release_category))
            AND wall.put_forward_stands(f.referral_id, f.holder, f.body_id)
    );
END $$;
"""
POLICY = f"""
CREATE POLICY referrals_referral_in_room ON referrals_referral FOR SELECT TO {APP} USING (
    (SELECT wall.kind() = 'user') AND {IN_TEAM} AND state <> 'draft'
    AND NOT id = ANY ((SELECT wall.referrals_kept_from())::uuid[]) AND id = ANY ((SELECT wall.referrals_in_rooms(NULL))::uuid[])
);
"""
# Of a referral that the desk itself holds: what somebody is named for, or sees at a meeting, gives no right to the rest.
HELD = f"""
CREATE POLICY cases_caseshare_by_holders ON cases_caseshare AS RESTRICTIVE FOR INSERT TO {APP} WITH CHECK (
    (SELECT wall.kind() = 'system') OR EXISTS (
        SELECT 1 FROM referrals_referral r JOIN referrals_referraldeskgrant g ON g.content_object_id = r.id
        JOIN team_desk d ON d.group_id = g.group_id
        WHERE r.case_id = cases_caseshare.case_id AND d.id = cases_caseshare.desk_id AND g.via IN ('sender', 'receiver')
            AND wall.referrals_held(r.id)
    )
);
"""
NOTHING = django.db.models.deletion.DO_NOTHING


class Migration(migrations.Migration):
    # What stood before knows of no shared case: there is no way back.
    dependencies = [
        ("cases", "0007_shares"),
        ("referrals", "0030_forward_for_oneself"),
        ("team", "0003_call_for_today"),
    ]
    operations = [
        migrations.RunSQL(FORWARDED),
        migrations.RunSQL(
            f"DROP POLICY referrals_referral_in_room ON referrals_referral; DROP FUNCTION wall.referrals_in_rooms();{ROOMS}{POLICY}"
        ),
        migrations.RunSQL(HELD),
        migrations.CreateModel(
            name="Forwarded",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("team_id", models.UUIDField()),
                ("holder", models.UUIDField()),
                ("rule", models.CharField(blank=True, max_length=20)),
                ("at", models.DateTimeField()),
                ("body", models.ForeignKey(on_delete=NOTHING, related_name="+", to="team.body")),
                ("referral", models.ForeignKey(on_delete=NOTHING, related_name="+", to="referrals.referral")),
            ],
            options={"db_table": "referrals_forwarded", "managed": False},
        ),
    ]
