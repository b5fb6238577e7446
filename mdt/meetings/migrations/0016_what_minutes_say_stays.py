"""An item of approved minutes stays in its lane too, by which it is numbered, and no other comes beside it."""

from django.db import migrations

_NOW = """
CREATE OR REPLACE FUNCTION meetings_item_stays() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    its record;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF (OLD.meeting_id, OLD.part_id, OLD.source, OLD.record, OLD.state, OLD.lane, OLD.position, OLD.minutes,
            OLD.presenter_id)
           IS NOT DISTINCT FROM
           (NEW.meeting_id, NEW.part_id, NEW.source, NEW.record, NEW.state, NEW.lane, NEW.position, NEW.minutes,
            NEW.presenter_id)
        THEN
            RETURN NEW;
        END IF;
    ELSIF TG_OP = 'INSERT' AND NEW.state = 'suggested' THEN
        RETURN NEW;
    END IF;
    -- OLD is empty for an INSERT, NEW for a DELETE; an UPDATE may bring an item from another meeting.
    FOR its IN SELECT OLD.meeting_id, OLD.part_id UNION SELECT NEW.meeting_id, NEW.part_id LOOP
        PERFORM 1 FROM meetings_sitting WHERE meeting_id = its.meeting_id FOR SHARE;
        IF EXISTS (SELECT 1 FROM meetings_minutes m WHERE m.meeting_id = its.meeting_id AND m.part_id = its.part_id) THEN
            RAISE EXCEPTION 'these minutes are approved' USING ERRCODE = 'check_violation';
        END IF;
    END LOOP;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
DROP TRIGGER item_stays ON meetings_agendaitem;
CREATE TRIGGER item_stays BEFORE INSERT OR UPDATE OR DELETE ON meetings_agendaitem FOR EACH ROW
    EXECUTE FUNCTION meetings_item_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0015_said_in_meetings_seen")]
    operations = [migrations.RunSQL(_NOW)]
