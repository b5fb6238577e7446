"""Why somebody stepped back stands in a row that who prepares the meeting alone reads; and an action's wall asks for its
part, its doer and its owner, as its door does.
"""

import django.db.models.deletion
from django.db import migrations, models

import privacy.keys
from mdt.meetings.walls import prepares_meeting
from privacy.wall import APP, IN_TEAM, OF_SYSTEM, build_wall

PROTECT = django.db.models.deletion.PROTECT
_HEAD = "LANGUAGE {} STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$"
_OWNERS = _HEAD.format("plpgsql")

# The recusal's own wall decides inside the subquery: whoever stepped back reads neither it nor why.
OF_WHO_PREPARES = f"""EXISTS (SELECT 1 FROM meetings_recusal r WHERE r.id = meetings_whysteppedback.recusal_id
    AND {prepares_meeting("r.meeting_id")})"""
# Said once, by whoever stepped back; they do not see the row that it is about.
JUST_SAID = f"""
CREATE FUNCTION wall.recusal_is_mine(recusal uuid) RETURNS boolean {_HEAD.format("sql")}
    SELECT EXISTS (SELECT 1 FROM meetings_recusal r JOIN team_membership m ON m.id = r.place_id
        WHERE r.id = recusal AND m.user_id = wall.person() AND r.team_id = wall.team() AND r.ended_at IS NULL)
$$;
"""
COPIED = """
INSERT INTO meetings_whysteppedback (id, team_id, recusal_id, reason)
    SELECT gen_random_uuid(), team_id, id, reason FROM meetings_recusal;
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
"""

# Lists that a statement asks for once. As PartQuerySet.sat_in_by and bodies_built_by say.
LISTS = f"""
CREATE FUNCTION wall.parts_sat_in() RETURNS uuid[] {_OWNERS}
DECLARE
    me uuid := wall.person();
    my_team uuid := wall.team();
    my_desks integer[] := wall.desks();
    my_rooms uuid[] := wall.rooms_read();
BEGIN
    IF wall.kind() IS DISTINCT FROM 'user' THEN RETURN '{{}}'; END IF;
    RETURN ARRAY(
        SELECT p.id FROM meetings_part p JOIN team_body b ON b.id = p.body_id WHERE p.team_id = my_team AND CASE
            WHEN b.subcommittee THEN b.id = ANY (my_rooms)
            ELSE b.chair_id = me OR EXISTS (
                SELECT 1 FROM meetings_partseat s JOIN team_desk d ON d.id = s.desk_id
                WHERE s.part_id = p.id AND d.closed_at IS NULL AND d.group_id = ANY (my_desks))
        END
    );
END $$;

CREATE FUNCTION wall.bodies_prepared() RETURNS uuid[] {_OWNERS}
DECLARE
    me uuid := wall.person();
    my_team uuid := wall.team();
BEGIN
    IF wall.kind() IS DISTINCT FROM 'user' THEN RETURN '{{}}'; END IF;
    RETURN ARRAY(
        SELECT b.id FROM team_body b WHERE b.team_id = my_team AND (b.chair_id = me OR NOT b.subcommittee AND EXISTS (
            SELECT 1 FROM team_membership m WHERE m.user_id = me AND m.team_id = my_team AND m.ended_at IS NULL
            AND m.roles && ARRAY['chair', 'coordinator']::varchar[]))
    );
END $$;

-- Whether whoever acts leads their agency in this team.
CREATE FUNCTION wall.leads() RETURNS boolean {_HEAD.format("sql")}
    SELECT EXISTS (SELECT 1 FROM team_membership m WHERE m.user_id = wall.person() AND m.team_id = wall.team()
        AND m.agency_id = wall.agency() AND m.ended_at IS NULL AND 'agency_lead' = ANY (m.roles))
$$;
"""
DROP_LISTS = "DROP FUNCTION wall.leads(), wall.bodies_prepared(), wall.parts_sat_in()"

MY_PART = "part_id = ANY ((SELECT wall.parts_sat_in())::uuid[])"
PREPARED = "body_id = ANY ((SELECT wall.bodies_prepared())::uuid[])"
DOER = """EXISTS (SELECT 1 FROM team_membership p WHERE p.id = meetings_actionitem.person_id
    AND p.user_id = (SELECT wall.person()))"""
OURS = f"agency_id = (SELECT wall.agency()) AND ({MY_PART} OR {DOER} OR (SELECT wall.leads()))"
ITS_OWN = f"({OURS}) OR ({MY_PART} AND {PREPARED})"
SYSTEM = f"({OF_SYSTEM})"
# FOR ALL: an UPDATE that reads no column passes a policy of reading.
NARROWED = f"""
CREATE POLICY meetings_actionitem_its_own ON meetings_actionitem AS RESTRICTIVE FOR ALL TO {APP}
    USING ({IN_TEAM} AND ({ITS_OWN}) OR {SYSTEM});
CREATE POLICY meetings_actionitem_given ON meetings_actionitem AS RESTRICTIVE FOR INSERT TO {APP}
    WITH CHECK ({PREPARED} OR {SYSTEM});
"""
WIDENED = """
DROP POLICY meetings_actionitem_its_own ON meetings_actionitem;
DROP POLICY meetings_actionitem_given ON meetings_actionitem;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0018_asking_owners"),
        ("rooms", "0002_wall"),
        ("team", "0003_call_for_today"),
    ]
    operations = [
        migrations.CreateModel(
            name="WhySteppedBack",
            fields=[
                (
                    "id",
                    models.UUIDField(default=privacy.keys.new_key, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("conflict", "A conflict of interest"),
                            ("knows", "I know somebody in it outside my work"),
                            ("agency", "It concerns a colleague or my own agency"),
                            ("unsaid", "I would rather not say"),
                        ],
                        max_length=10,
                    ),
                ),
                ("recusal", models.OneToOneField("meetings.recusal", PROTECT, related_name="why")),
                ("team", models.ForeignKey("team.team", PROTECT, related_name="+")),
            ],
        ),
        migrations.RunSQL(JUST_SAID, "DROP FUNCTION wall.recusal_is_mine(uuid)"),
        build_wall(
            "meetings_whysteppedback",
            read=f"{IN_TEAM} AND {OF_WHO_PREPARES}",
            insert=f"{IN_TEAM} AND wall.recusal_is_mine(recusal_id)",
        ),
        migrations.RunSQL(COPIED, migrations.RunSQL.noop),
        migrations.RemoveField("recusal", "reason"),
        migrations.RunSQL(LISTS, DROP_LISTS),
        migrations.RunSQL(NARROWED, WIDENED),
    ]
