"""Minutes whose day has come are disposed of by their chair, and by nobody and nothing else (docs/adr/0118).

One change of the row of minutes does it: then the database deletes what they said, the keys of its words with it. By
whatever door that change comes, its day is asked of the database's own clock.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

from mdt.meetings.walls import mine
from privacy.wall import APP, IN_TEAM

_HEAD = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$"

DISPOSAL = f"""
CREATE FUNCTION meetings_disposal() RETURNS trigger {_HEAD}
DECLARE
    its record;
    said uuid[];
    came uuid[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.disposed_at IS NOT NULL THEN
            RAISE EXCEPTION 'minutes are approved before they are disposed of' USING ERRCODE = 'check_violation';
        END IF;
        -- Two days short of what approving writes down, so that no zone makes it too early.
        IF wall.kind() = 'user' AND NEW.dispose_on < now()::date + 88 THEN
            RAISE EXCEPTION 'what is approved can be corrected for ninety days' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NULL;
    END IF;
    IF OLD.disposed_at IS NOT NULL OR NEW.disposed_at IS NULL OR to_jsonb(OLD) - 'disposed_at' - 'disposed_by_id'
       IS DISTINCT FROM to_jsonb(NEW) - 'disposed_at' - 'disposed_by_id' THEN
        RAISE EXCEPTION 'these minutes are approved' USING ERRCODE = 'check_violation';
    END IF;
    IF NOT isfinite(NEW.disposed_at) THEN
        RAISE EXCEPTION 'minutes are disposed of at a moment' USING ERRCODE = 'check_violation';
    END IF;
    SELECT t.zone, b.chair_id = m.user_id OR NOT b.subcommittee AND 'chair' = ANY (m.roles) AS chairs INTO its
    FROM meetings_meeting t JOIN meetings_part p ON p.id = NEW.part_id AND p.body_id = t.body_id
    JOIN team_body b ON b.id = t.body_id
    JOIN team_membership m ON m.id = NEW.disposed_by_id AND m.team_id = t.team_id AND m.ended_at IS NULL
    WHERE t.id = NEW.meeting_id;
    IF its.chairs IS NOT TRUE THEN
        RAISE EXCEPTION 'only the chair disposes of minutes' USING ERRCODE = 'check_violation';
    END IF;
    IF (now() AT TIME ZONE its.zone)::date < NEW.dispose_on THEN
        RAISE EXCEPTION 'these minutes are kept until %', NEW.dispose_on USING ERRCODE = 'check_violation';
    END IF;
    -- As approving does, so that minutes of another part do not come in between.
    PERFORM 1 FROM meetings_sitting WHERE meeting_id = NEW.meeting_id FOR UPDATE;
    WITH gone AS (
        DELETE FROM meetings_outcome o USING meetings_agendaitem i
        WHERE i.id = o.item_id AND i.meeting_id = NEW.meeting_id AND i.part_id = NEW.part_id RETURNING o.id
    ), added AS (DELETE FROM meetings_addendum WHERE minutes_id = NEW.id RETURNING id)
    SELECT array_agg(id) INTO said FROM (SELECT id FROM gone UNION ALL SELECT id FROM added) words;
    -- Who was there belongs to all parts: it goes with the last of them of which anything is recorded.
    IF NOT EXISTS (SELECT 1 FROM meetings_minutes WHERE meeting_id = NEW.meeting_id AND disposed_at IS NULL)
       AND NOT EXISTS (SELECT 1 FROM meetings_outcome o JOIN meetings_agendaitem i ON i.id = o.item_id
                       WHERE i.meeting_id = NEW.meeting_id)
       AND NOT EXISTS (SELECT 1 FROM meetings_task k JOIN meetings_agendaitem i ON i.id = k.item_id
                       WHERE i.meeting_id = NEW.meeting_id AND NOT EXISTS (
                           SELECT 1 FROM meetings_minutes m WHERE m.meeting_id = i.meeting_id AND m.part_id = i.part_id)) THEN
        WITH gone AS (DELETE FROM meetings_attendance WHERE meeting_id = NEW.meeting_id RETURNING id)
        SELECT array_agg(id) INTO came FROM gone;
    END IF;
    DELETE FROM privacy_datakey WHERE record_id = ANY (said || came) AND team_id = NEW.team_id;
    RETURN NULL;
END $$;
DROP TRIGGER approval ON meetings_minutes;
CREATE TRIGGER approval BEFORE INSERT OR DELETE ON meetings_minutes FOR EACH ROW EXECUTE FUNCTION meetings_approval();
-- After the change, so that the locks below find the minutes disposed of.
CREATE TRIGGER disposal AFTER INSERT OR UPDATE ON meetings_minutes FOR EACH ROW EXECUTE FUNCTION meetings_disposal();

-- Whose chair is asked and by which clock is the meeting's to say, so that it stays what it was when they were approved.
CREATE FUNCTION meetings_held_stays() RETURNS trigger {_HEAD}
BEGIN
    IF wall.kind() = 'user' AND (OLD.id, OLD.team_id, OLD.body_id, OLD.only_part_id, OLD.starts_at, OLD.zone)
       IS DISTINCT FROM (NEW.id, NEW.team_id, NEW.body_id, NEW.only_part_id, NEW.starts_at, NEW.zone)
       AND EXISTS (SELECT 1 FROM meetings_minutes m WHERE m.meeting_id = OLD.id) THEN
        RAISE EXCEPTION 'these minutes are approved' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER held_stays BEFORE UPDATE ON meetings_meeting FOR EACH ROW EXECUTE FUNCTION meetings_held_stays();
"""

# What is locked gives way to a disposal alone: its own trigger deletes, and no statement of anybody's.
GIVES_WAY = f"""
CREATE OR REPLACE FUNCTION meetings_approved_stays() RETURNS trigger {_HEAD}
DECLARE
    held jsonb; was jsonb; place record;
BEGIN
    IF TG_OP = 'DELETE' THEN held := to_jsonb(OLD); ELSE held := to_jsonb(NEW); END IF;
    IF TG_OP = 'UPDATE' THEN
        was := to_jsonb(OLD);
        IF (was -> 'id', was -> 'team_id', was -> 'item_id', was -> 'meeting_id')
           IS DISTINCT FROM (held -> 'id', held -> 'team_id', held -> 'item_id', held -> 'meeting_id') THEN
            RAISE EXCEPTION 'this stays with its meeting' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    place := meetings_place_of(held);
    -- An update of the sitting holds its row already.
    IF TG_TABLE_NAME <> 'meetings_sitting' THEN
        PERFORM 1 FROM meetings_sitting WHERE meeting_id = place.its_meeting FOR SHARE;
    END IF;
    IF EXISTS (SELECT 1 FROM meetings_minutes m WHERE m.meeting_id = place.its_meeting
               AND (place.its_part IS NULL OR m.part_id = place.its_part)
               AND NOT (m.disposed_at IS NOT NULL AND TG_OP = 'DELETE' AND pg_trigger_depth() > 1
                        AND TG_TABLE_NAME IN ('meetings_outcome', 'meetings_attendance'))) THEN
        RAISE EXCEPTION 'these minutes are approved' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION meetings_appended() RETURNS trigger {_HEAD}
BEGIN
    IF TG_OP = 'DELETE' AND pg_trigger_depth() > 1 AND EXISTS (
        SELECT 1 FROM meetings_minutes m WHERE m.id = OLD.minutes_id AND m.disposed_at IS NOT NULL) THEN
        RETURN OLD;
    END IF;
    IF TG_OP <> 'INSERT' THEN
        RAISE EXCEPTION 'what was added to minutes stays' USING ERRCODE = 'check_violation';
    END IF;
    -- Held, so that nothing is added behind a disposal.
    PERFORM 1 FROM meetings_minutes m WHERE m.id = NEW.minutes_id AND m.disposed_at IS NULL FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'these minutes are disposed of' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.item_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM meetings_minutes m
        JOIN meetings_agendaitem i ON i.meeting_id = m.meeting_id AND i.part_id = m.part_id
        WHERE m.id = NEW.minutes_id AND i.id = NEW.item_id
    ) THEN
        RAISE EXCEPTION 'that item is in other minutes' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""

# Only a person, and under their own name; that they chair the body is the trigger's to ask. No job has a way.
MY_PART = f"{IN_TEAM} AND part_id = ANY ((SELECT wall.parts_sat_in())::uuid[])"
PRESSED = f"""
DROP POLICY meetings_minutes_update ON meetings_minutes;
CREATE POLICY meetings_minutes_update ON meetings_minutes FOR UPDATE TO {APP}
    USING ({MY_PART}) WITH CHECK ({MY_PART} AND {mine("meetings_minutes.disposed_by_id")});
"""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0020_who_prepares_writes"), ("privacy", "0004_keys_by_name")]
    operations = [
        migrations.AddField(
            model_name="minutes",
            name="disposed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="minutes",
            name="disposed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="team.membership",
            ),
        ),
        migrations.AddConstraint(
            model_name="minutes",
            constraint=models.CheckConstraint(
                condition=Q(disposed_at=None, disposed_by=None)
                | Q(disposed_at__isnull=False, disposed_by__isnull=False),
                name="minutes_disposed_at_and_by",
            ),
        ),
        migrations.RunSQL(DISPOSAL + GIVES_WAY + PRESSED),
    ]
