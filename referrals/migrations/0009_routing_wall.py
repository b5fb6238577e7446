"""The wall of what went outside the team, and what is fixed from the moment that it is written."""

from django.db import migrations

from privacy.wall import IN_TEAM, build_wall

SEEN = f"""(SELECT wall.kind()) = 'user' AND {IN_TEAM} AND agency_id = (SELECT wall.agency())
    AND NOT case_id = ANY ((SELECT wall.cases_kept_from())::uuid[])
    AND EXISTS (SELECT 1 FROM team_desk d WHERE d.id = referrals_outsidereferral.desk_id
                AND d.group_id = ANY ((SELECT wall.desks())::integer[]))"""
# Of a case that whoever writes can see, on their own name.
WRITTEN = f"""{SEEN} AND logged_by_id = (SELECT wall.person())
    AND EXISTS (SELECT 1 FROM cases_case known WHERE known.id = referrals_outsidereferral.case_id)"""

HOLD = """
CREATE FUNCTION referrals_hold_source() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.source, OLD.source_type) IS DISTINCT FROM (NEW.source, NEW.source_type) THEN
        RAISE EXCEPTION 'where a referral came from stays as it was written' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER hold_source BEFORE UPDATE ON referrals_referral FOR EACH ROW EXECUTE FUNCTION referrals_hold_source();

CREATE FUNCTION referrals_hold_outside() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(OLD) - 'outcome' - 'outcome_at' IS DISTINCT FROM to_jsonb(NEW) - 'outcome' - 'outcome_at' THEN
        RAISE EXCEPTION 'what was noted stays, only its outcome is said later' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER hold BEFORE UPDATE ON referrals_outsidereferral FOR EACH ROW EXECUTE FUNCTION referrals_hold_outside();
"""
FREE = """
DROP TRIGGER hold_source ON referrals_referral;
DROP FUNCTION referrals_hold_source();
DROP TRIGGER hold ON referrals_outsidereferral;
DROP FUNCTION referrals_hold_outside();
"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0008_routing"), ("directory", "0002_wall"), ("cases", "0003_kept_from")]
    operations = [
        migrations.RunSQL(HOLD, FREE),
        build_wall("referrals_outsidereferral", read=SEEN, insert=WRITTEN, update=SEEN),
    ]
