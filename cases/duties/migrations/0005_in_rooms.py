"""What a desk owes of a case that it shares with a room is open to the room too, by the row of the case alone.

As with referrals, a view says what stands put forward, and is read with the rights of whoever asks.
"""

import django.db.models.deletion
from django.db import migrations, models

from privacy.wall import APP, IN_TEAM, WHO_ACTS

_HEAD = "STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$"
# As to a main group (0004): no release covers a duty, and who has the case under another's release asks that one.
SHOWS = f"""
CREATE FUNCTION wall.share_shows_duty(of_share uuid, of_duty uuid) RETURNS boolean LANGUAGE sql {_HEAD}
    SELECT wall.share_stands(of_share) AND EXISTS (
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
CREATE VIEW duties_forwarded WITH (security_invoker = true) AS
    SELECT f.id, f.team_id, f.duty_id, f.body_id, f.at
    FROM duties_dutyforward f WHERE f.taken_back_at IS NULL AND wall.duty_forward_lets(f.duty_id, f.body_id)
    UNION ALL
    SELECT md5(s.id::text || d.id::text)::uuid, s.team_id, d.id, s.body_id, GREATEST(s.shared_at, d.started_at)
    FROM cases_caseshare s JOIN duties_duty d ON d.case_id = s.case_id
    WHERE s.ended_at IS NULL AND wall.share_shows_duty(s.id, d.id)
"""
ROOMS = f"""
CREATE FUNCTION wall.duties_in_rooms(of_body uuid) RETURNS uuid[] LANGUAGE plpgsql {_HEAD}
DECLARE{WHO_ACTS}
    my_rooms uuid[] := wall.rooms_open();
BEGIN
    IF my_rooms = '{{}}' THEN RETURN my_rooms; END IF;
    RETURN ARRAY(
        SELECT f.duty_id FROM duties_forwarded f
        WHERE f.body_id = ANY (my_rooms) AND (of_body IS NULL OR f.body_id = of_body) AND f.team_id = my_team
    );
END $$;

CREATE OR REPLACE FUNCTION wall.cases_forwarded() RETURNS uuid[] LANGUAGE sql {_HEAD}
    SELECT COALESCE(array_agg(d.case_id), '{{}}') FROM duties_duty d
    WHERE d.id = ANY (wall.duties_forwarded(wall.desks(), NULL) || wall.duties_in_rooms(NULL))
        AND NOT d.case_id = ANY (wall.cases_kept_from())
$$;

CREATE POLICY duties_duty_in_room ON duties_duty FOR SELECT TO {APP} USING (
    (SELECT wall.kind() = 'user') AND {IN_TEAM} AND NOT case_id = ANY ((SELECT wall.cases_kept_from())::uuid[])
    AND id = ANY ((SELECT wall.duties_in_rooms(NULL))::uuid[])
);
"""
NOTHING = django.db.models.deletion.DO_NOTHING


class Migration(migrations.Migration):
    # What stood before knows of no shared case: there is no way back.
    dependencies = [("cases", "0007_shares"), ("duties", "0004_put_forward"), ("team", "0003_call_for_today")]
    operations = [
        migrations.RunSQL(SHOWS),
        migrations.RunSQL(FORWARDED),
        migrations.RunSQL(ROOMS),
        migrations.CreateModel(
            name="ForwardedDuty",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("team_id", models.UUIDField()),
                ("at", models.DateTimeField()),
                ("body", models.ForeignKey(on_delete=NOTHING, related_name="+", to="team.body")),
                ("duty", models.ForeignKey(on_delete=NOTHING, related_name="+", to="duties.duty")),
            ],
            options={"db_table": "duties_forwarded", "managed": False},
        ),
    ]
