"""A referral on an agenda stands in the part that takes its case, whatever an INSERT says (docs/adr/0090)."""

from django.db import migrations

ITS_TRACK = "SELECT COALESCE(NULLIF(c.track, 'not_known'), r.track) FROM referrals_referral r LEFT JOIN cases_case c ON c.id = r.case_id"

MOVED = f"""
UPDATE meetings_agendaitem i SET part_id = p.id
FROM meetings_meeting m, meetings_part p, referrals_referral r
WHERE i.record = r.id AND m.id = i.meeting_id AND p.body_id = m.body_id AND p.kind =
    CASE ({ITS_TRACK} WHERE r.id = i.record) WHEN 'adult' THEN 'adult' ELSE 'child' END;
"""

HELD = f"""
CREATE FUNCTION referrals_in_its_part() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    its text := ({ITS_TRACK} WHERE r.id = NEW.record);
BEGIN
    IF its IS NOT NULL THEN
        PERFORM wall.must_take(NEW.part_id, its);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER referral_in_its_part BEFORE INSERT OR UPDATE ON meetings_agendaitem FOR EACH ROW
    EXECUTE FUNCTION referrals_in_its_part();

CREATE FUNCTION referrals_track_on_agendas() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM referrals_referral r JOIN meetings_agendaitem i ON i.record = r.id
        JOIN meetings_meeting m ON m.id = i.meeting_id
        WHERE r.case_id = NEW.id AND m.starts_at > now() AND i.state <> 'suggested'
    ) THEN
        RAISE EXCEPTION 'a case on an agenda to come keeps its track' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER track_on_agendas BEFORE UPDATE ON cases_case FOR EACH ROW
    WHEN (OLD.track <> NEW.track) EXECUTE FUNCTION referrals_track_on_agendas();
"""
UNHELD = """
DROP TRIGGER referral_in_its_part ON meetings_agendaitem;
DROP FUNCTION referrals_in_its_part();
DROP TRIGGER track_on_agendas ON cases_case;
DROP FUNCTION referrals_track_on_agendas();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0014_release_wall"),
        ("meetings", "0005_parts_held"),
        ("cases", "0003_kept_from"),
    ]
    operations = [migrations.RunSQL(MOVED, migrations.RunSQL.noop), migrations.RunSQL(HELD, UNHELD)]
