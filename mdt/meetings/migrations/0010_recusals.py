"""Stepping back from an item: it and its record are gone for that person, whatever is asked (docs/adr/0098).

The floors above fill `wall.records_kept_from` and `wall.people_kept_from`: they know a record's case.
"""

import django.contrib.postgres.fields
import django.utils.timezone
from django.db import migrations, models
from django.db.models import PROTECT

import privacy.keys
from mdt.meetings.walls import mine, prepares_meeting
from privacy.wall import APP, IN_TEAM, build_wall

MINE = mine("meetings_recusal.place_id")
# The item's own wall decides inside the subquery: whoever it is kept from reads no recusal of it either.
ITEM_SEEN = """EXISTS (SELECT 1 FROM meetings_agendaitem i
    WHERE i.meeting_id = meetings_recusal.meeting_id AND i.record = meetings_recusal.record)"""
PREPARES = prepares_meeting("meetings_recusal.meeting_id")

# Of the owner's: whoever stepped back keeps a date, and no key of what it was.
FUNCTIONS = """
CREATE FUNCTION wall.recused_from() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT COALESCE(array_agg(r.record), '{}') FROM meetings_recusal r JOIN team_membership m ON m.id = r.place_id
    WHERE m.user_id = wall.person() AND r.ended_at IS NULL
$$;

CREATE FUNCTION wall.stepped_back() RETURNS TABLE (meeting uuid, at timestamptz) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT r.meeting_id, r.at FROM meetings_recusal r JOIN team_membership m ON m.id = r.place_id
    WHERE m.user_id = wall.person() AND r.team_id = wall.team() AND r.ended_at IS NULL
$$;

-- What a meeting gave to do about a record goes with it.
CREATE FUNCTION wall.actions_of(records uuid[]) RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT COALESCE(array_agg(t.action_id), '{}') FROM meetings_task t JOIN meetings_agendaitem i ON i.id = t.item_id
    WHERE i.record = ANY (records)
$$;

CREATE FUNCTION wall.records_of_action(of_action uuid) RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT COALESCE(array_agg(i.record), '{}') FROM meetings_task t JOIN meetings_agendaitem i ON i.id = t.item_id
    WHERE t.action_id = of_action
$$;

CREATE FUNCTION wall.records_kept_from() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT wall.recused_from() || wall.actions_of(wall.recused_from())
$$;

-- Whom a record is kept from, for the system's eyes alone.
CREATE FUNCTION wall.people_kept_from(of_record uuid) RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT COALESCE(array_agg(m.user_id), '{}') FROM meetings_recusal r JOIN team_membership m ON m.id = r.place_id
    WHERE wall.kind() = 'system' AND r.record = ANY (wall.records_of_action(of_record) || of_record) AND r.ended_at IS NULL
$$;

CREATE FUNCTION wall.kept_from(of_record uuid, person uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT person = ANY (wall.people_kept_from(of_record))
$$;
"""
DROP_FUNCTIONS = (
    "DROP FUNCTION wall.kept_from(uuid, uuid), wall.people_kept_from(uuid), wall.records_kept_from(), "
    "wall.records_of_action(uuid), wall.actions_of(uuid[]), "
    "wall.stepped_back(), wall.recused_from()"
)

HOLD = """
CREATE FUNCTION meetings_hold_recusal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.ended_at IS NOT NULL
        OR to_jsonb(OLD) - 'ended_at' - 'ended_by_id' IS DISTINCT FROM to_jsonb(NEW) - 'ended_at' - 'ended_by_id' THEN
        RAISE EXCEPTION 'that somebody stepped back stays as it was said' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER hold BEFORE UPDATE OR DELETE ON meetings_recusal FOR EACH ROW EXECUTE FUNCTION meetings_hold_recusal();
"""

# Beside the policies that are there: FOR ALL, since an UPDATE that reads nothing would pass a policy of reading.
KEPT = "ANY ((SELECT wall.records_kept_from())::uuid[])"
NARROWED = f"""
CREATE POLICY meetings_agendaitem_not_kept ON meetings_agendaitem AS RESTRICTIVE FOR ALL TO {APP} USING (NOT record = {KEPT});
CREATE POLICY meetings_actionitem_not_kept ON meetings_actionitem AS RESTRICTIVE FOR ALL TO {APP} USING (NOT id = {KEPT});
CREATE POLICY meetings_knownanswer_not_kept ON meetings_knownanswer AS RESTRICTIVE FOR ALL TO {APP}
    USING (EXISTS (SELECT 1 FROM meetings_agendaitem i WHERE i.id = meetings_knownanswer.item_id));
"""
WIDENED = """
DROP POLICY meetings_agendaitem_not_kept ON meetings_agendaitem;
DROP POLICY meetings_actionitem_not_kept ON meetings_actionitem;
DROP POLICY meetings_knownanswer_not_kept ON meetings_knownanswer;
"""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0009_running_held"), ("privacy", "0001_wall")]

    operations = [
        migrations.CreateModel(
            name="Recusal",
            fields=[
                (
                    "id",
                    models.UUIDField(default=privacy.keys.new_key, editable=False, primary_key=True, serialize=False),
                ),
                ("record", models.UUIDField(db_index=True)),
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
                (
                    "stood_as",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("prepares", "Prepares the meeting"),
                                ("presenter", "Presenter"),
                                ("owner", "Owner of the action"),
                            ],
                            max_length=10,
                        ),
                        default=list,
                        size=None,
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "ended_by",
                    models.ForeignKey(blank=True, null=True, on_delete=PROTECT, related_name="+", to="team.membership"),
                ),
                ("meeting", models.ForeignKey(on_delete=PROTECT, related_name="recusals", to="meetings.meeting")),
                ("place", models.ForeignKey(on_delete=PROTECT, related_name="+", to="team.membership")),
                ("team", models.ForeignKey(on_delete=PROTECT, related_name="+", to="team.team")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("place", "record"),
                        name="stepped_back_once_from_a_record",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("ended_by", None)),
                            models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="recusal_ended_at_and_by",
                    ),
                ],
            },
        ),
        migrations.RunSQL(FUNCTIONS, DROP_FUNCTIONS),
        migrations.RunSQL(HOLD, "DROP TRIGGER hold ON meetings_recusal; DROP FUNCTION meetings_hold_recusal()"),
        build_wall(
            "meetings_recusal",
            read=f"{IN_TEAM} AND NOT {MINE} AND {ITEM_SEEN}",
            insert=f"{IN_TEAM} AND {MINE} AND ended_at IS NULL AND {ITEM_SEEN}",
            update=f"{IN_TEAM} AND NOT {MINE} AND {ITEM_SEEN} AND {PREPARES}",
        ),
        migrations.RunSQL(NARROWED, WIDENED),
    ]
