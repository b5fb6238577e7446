"""What needs a release goes out and is seen only while one is in force: said once, and asked everywhere."""

import importlib

from django.db import migrations

from privacy.wall import APP, IN_TEAM, OF_SYSTEM

before = importlib.import_module("referrals.migrations.0002_wall")

ME = "(SELECT wall.agency())"

# As referrals.choices.CATEGORY_OF; a test holds the two together.
CATEGORIES = (
    ("safety", ("crisis", "safety")),
    ("advocacy", ("advocacy_confidential", "advocacy_system", "case_management")),
    ("housing", ("shelter", "housing")),
    ("daily", ("basic", "education", "employment")),
    ("language", ("interpretation",)),
    ("medical", ("medical",)),
    ("mental_health", ("mental_health",)),
    ("substance_use", ("substance_use",)),
    ("legal", ("legal_victim", "legal_immigration")),
    ("justice", ("forensic_interview", "diversion")),
)
# The steps that a release-bound receiver may take without a release back, and the reasons that say nothing.
PLAIN = ("accept", "close", "decline", "unaccept", "undo_accept", "undo_close", "undo_decline")
PLAIN_REASONS = ("", "cannot_now", "no_answer", "no_report")


def _array(values: tuple[str, ...]) -> str:
    return "'{" + ",".join(f'"{value}"' for value in values) + "}'"


_WHEN = " ".join(f"WHEN service = ANY ({_array(services)}) THEN '{key}'" for key, services in CATEGORIES)

# A service that the list does not know is of no category, so that no release lets it through.
DECIDE = f"""
CREATE FUNCTION wall.service_category(service text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE {_WHEN} ELSE 'none' END
$$;

CREATE FUNCTION wall.release_needed(of_team uuid, sender uuid, service text) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT CASE WHEN wall.release_bound(sender) OR wall.service_category(service) = ANY (wall.release_categories(of_team))
        THEN wall.service_category(service) ELSE '' END
$$;

CREATE FUNCTION wall.answers_flow(of_case uuid, service text, sender uuid, receiver uuid, reader uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT NOT wall.release_bound(receiver)
        OR wall.release_lets(of_case, receiver, CASE reader WHEN receiver THEN sender ELSE reader END, wall.service_category(service))
        OR (reader IN (sender, receiver) AND wall.release_lets_answers(of_case, sender, receiver, wall.service_category(service)))
$$;

CREATE FUNCTION wall.step_told(of_referral uuid, by_agency uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM referrals_referral r WHERE r.id = of_referral AND (r.to_agency_id IS DISTINCT FROM by_agency
        OR wall.answers_flow(r.case_id, r.service, r.from_agency_id, r.to_agency_id, wall.agency())))
$$;

CREATE FUNCTION wall.put_forward_lets(of_referral uuid, holder uuid, of_body uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM referrals_referral r WHERE r.id = of_referral
        AND (r.release_category = '' OR wall.release_names(r.case_id, r.from_agency_id, of_body, r.release_category))
        AND (NOT wall.release_bound(holder) OR wall.release_names(r.case_id, holder, of_body, wall.service_category(r.service))))
$$;

CREATE FUNCTION wall.referral_hidden(record uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM referrals_referral r WHERE r.id = record AND r.release_category <> ''
        AND r.from_agency_id IS DISTINCT FROM wall.agency()
        AND NOT wall.release_lets(r.case_id, r.from_agency_id, wall.agency(), r.release_category))
$$;
"""
_DROP_DECIDE = (
    "DROP FUNCTION wall.referral_hidden(uuid), wall.put_forward_lets(uuid, uuid, uuid), wall.step_told(uuid, uuid), "
    "wall.answers_flow(uuid, text, uuid, uuid, uuid), wall.release_needed(uuid, uuid, text), wall.service_category(text)"
)

# As in 0003_old_log and 0002_wall, but a receiver holds only what a release lets it see.
HELD = """
CREATE OR REPLACE FUNCTION wall.referrals_held(referral uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT wall.kind() = 'user' AND EXISTS (
        SELECT 1 FROM referrals_referral r WHERE r.id = referral AND r.team_id = wall.team() AND (
            r.from_agency_id = wall.agency()
            OR (r.to_agency_id = wall.agency() AND r.state NOT IN ('draft', 'declined') AND NOT r.waits_for_sender
                AND (r.release_category = '' OR wall.release_lets(r.case_id, r.from_agency_id, r.to_agency_id, r.release_category)))
        ) AND CASE r.state WHEN 'draft' THEN r.written_by_id = wall.person() ELSE
            EXISTS (SELECT 1 FROM referrals_referraldeskgrant g
                    WHERE g.content_object_id = r.id AND g.group_id = ANY (wall.desks()))
            OR EXISTS (SELECT 1 FROM referrals_referralpersongrant p
                       WHERE p.content_object_id = r.id AND p.user_id = wall.person() AND p.holder = wall.agency())
        END AND NOT EXISTS (
            SELECT 1 FROM referrals_keptfrom kept WHERE kept.referral_id = r.id AND kept.user_id = wall.person()
        )
    )
$$;
"""

# What is left for a receiver that had accepted: the code and its own steps.
ENDED = """
CREATE FUNCTION wall.referrals_ended() RETURNS TABLE (id uuid, code varchar, sent_at timestamptz) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT r.id, r.code, r.sent_at FROM referrals_referral r
    WHERE wall.kind() = 'user' AND r.team_id = wall.team() AND r.to_agency_id = wall.agency()
        AND r.release_category <> '' AND r.state NOT IN ('draft', 'declined') AND NOT r.waits_for_sender
        AND (EXISTS (SELECT 1 FROM referrals_referraldeskgrant g
                     WHERE g.content_object_id = r.id AND g.group_id = ANY (wall.desks()))
             OR EXISTS (SELECT 1 FROM referrals_referralpersongrant p
                        WHERE p.content_object_id = r.id AND p.user_id = wall.person() AND p.holder = wall.agency()))
        AND NOT EXISTS (SELECT 1 FROM referrals_keptfrom kept WHERE kept.referral_id = r.id AND kept.user_id = wall.person())
        AND (SELECT s.kind FROM referrals_step s WHERE s.referral_id = r.id AND s.agency_id = r.to_agency_id
             AND s.kind IN ('accept', 'undo_accept', 'unaccept') ORDER BY s.at DESC, s.id DESC LIMIT 1) = 'accept'
        AND NOT wall.release_lets(r.case_id, r.from_agency_id, r.to_agency_id, r.release_category)
$$;

CREATE FUNCTION wall.referral_ended_steps(of_referral uuid) RETURNS TABLE (kind varchar, at timestamptz, by_name varchar) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT s.kind, s.at, s.by_name FROM referrals_step s JOIN wall.referrals_ended() e ON e.id = s.referral_id
    WHERE s.referral_id = of_referral AND s.agency_id = wall.agency()
$$;
"""

HOLD = f"""
CREATE FUNCTION referrals_hold_release() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.state = 'draft' THEN
        NEW.release_category := '';
        RETURN NEW;
    END IF;
    IF TG_OP = 'INSERT' THEN
        NEW.release_category := wall.release_needed(NEW.team_id, NEW.from_agency_id, NEW.service);
        RETURN NEW;
    END IF;
    IF OLD.state = 'draft' THEN
        NEW.release_category := wall.release_needed(NEW.team_id, NEW.from_agency_id, NEW.service);
    ELSIF (OLD.release_id, OLD.release_category) IS DISTINCT FROM (NEW.release_id, NEW.release_category) THEN
        RAISE EXCEPTION 'what was asked is frozen once it is sent' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.release_category <> '' AND NOT NEW.waits_for_sender AND (OLD.state = 'draft' OR OLD.waits_for_sender) THEN
        -- Whoever revokes waits until this is sent, or this waits until they have.
        PERFORM 1 FROM releases_release r WHERE r.case_id = NEW.case_id AND r.agency_id = NEW.from_agency_id FOR SHARE;
        IF NOT wall.release_lets(NEW.case_id, NEW.from_agency_id, NEW.to_agency_id, NEW.release_category) THEN
            RAISE EXCEPTION 'this goes out only under a release in force' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    IF OLD.state IN ('sent', 'question', 'waitlisted', 'accepted') AND wall.kind() = 'user' AND NEW.to_agency_id = wall.agency()
        AND ((NEW.state <> OLD.state AND OLD.state <> 'accepted' AND NEW.state IN ('question', 'waitlisted'))
            OR (NEW.decline_reason <> OLD.decline_reason AND NOT NEW.decline_reason = ANY ({_array(PLAIN_REASONS)}))
            OR (NEW.outcome <> OLD.outcome AND NOT NEW.outcome = ANY ({_array(PLAIN_REASONS)}))
            OR (NEW.seen_at, NEW.connected_at) IS DISTINCT FROM (OLD.seen_at, OLD.connected_at))
        AND NOT wall.answers_flow(NEW.case_id, NEW.service, NEW.from_agency_id, NEW.to_agency_id, NEW.to_agency_id) THEN
        RAISE EXCEPTION 'this answer needs a release back' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER hold_release BEFORE INSERT OR UPDATE ON referrals_referral FOR EACH ROW EXECUTE FUNCTION referrals_hold_release();

CREATE FUNCTION referrals_mark_grants() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_TABLE_NAME = 'referrals_referral' THEN
        UPDATE referrals_referraldeskgrant g SET under_release = true WHERE g.content_object_id = NEW.id;
        RETURN NULL;
    END IF;
    NEW.under_release := EXISTS (SELECT 1 FROM referrals_referral r WHERE r.id = NEW.content_object_id AND r.release_category <> '');
    RETURN NEW;
END $$;
CREATE TRIGGER mark_grants AFTER UPDATE ON referrals_referral FOR EACH ROW
    WHEN (OLD.state = 'draft' AND NEW.release_category <> '') EXECUTE FUNCTION referrals_mark_grants();
CREATE TRIGGER mark_grant BEFORE INSERT OR UPDATE ON referrals_referraldeskgrant FOR EACH ROW
    EXECUTE FUNCTION referrals_mark_grants();
"""
_DROP_HOLD = """
DROP TRIGGER hold_release ON referrals_referral;
DROP TRIGGER mark_grants ON referrals_referral;
DROP TRIGGER mark_grant ON referrals_referraldeskgrant;
DROP FUNCTION referrals_hold_release(), referrals_mark_grants();
"""

# Rows of the old log that a release-bound agency confirmed by its word alone wait again, now for a release.
OLD_LOG = """
UPDATE referrals_referral SET release_category = wall.service_category(service), waits_for_sender = true
WHERE source = 'old_log' AND state <> 'draft' AND wall.release_bound(from_agency_id);
UPDATE referrals_referraldeskgrant g SET under_release = true
FROM referrals_referral r WHERE r.id = g.content_object_id AND r.release_category <> '';
"""

_LET = (
    f"(release_category = '' OR from_agency_id = {ME} OR "
    f"wall.release_lets(case_id, from_agency_id, {ME}, release_category))"
)
# What a release-bound agency put forward is seen by the members of the body that its release names.
_LAWFUL = (
    f"(g.via <> 'put_forward' OR g.holder = {ME} OR NOT wall.release_bound(g.holder) OR "
    f"wall.release_lets(referrals_referral.case_id, g.holder, {ME}, wall.service_category(referrals_referral.service)))"
)
_GRANTED = before.GRANTED.replace(f"g.{before.MY_DESKS})", f"g.{before.MY_DESKS} AND {_LAWFUL})")
_SEEN = f"{before.PERSON} AND {IN_TEAM} AND (({before.DRAFT_OF_MINE}) OR ({_GRANTED} AND {_LET}))"

_STEP_READ = (
    f"{IN_TEAM} AND (agency_id = {ME} OR (kind = ANY ({_array(PLAIN)}) AND reason = ANY ({_array(PLAIN_REASONS)})) "
    "OR wall.step_told(referrals_step.referral_id, agency_id)) AND wall.referrals_held(referrals_step.referral_id)"
)
_GRANTS = f"{before.MY_GRANTS} AND NOT (under_release AND wall.referral_hidden(content_object_id))"
_PERSON_GRANTS = (
    f"{IN_TEAM} AND (user_id = (SELECT wall.person()) OR {before.MINE}) "
    "AND NOT wall.referral_hidden(referrals_referralpersongrant.content_object_id)"
)
SYSTEM = "(SELECT wall.kind()) = 'system'"


def _alter(policy: str, table: str, condition: str) -> str:
    return f"ALTER POLICY {policy} ON {table} USING (({condition}) OR ({OF_SYSTEM}));"


_PLAIN_STEP = f"(kind = ANY ({_array(PLAIN)}) AND reason = ANY ({_array(PLAIN_REASONS)}))"
# The policies of 0002_wall with the releases in them, and four that narrow.
POLICIES = f"""
{_alter("referrals_referral_read", "referrals_referral", _SEEN)}
{_alter("referrals_referral_update", "referrals_referral", f"{_SEEN} AND {before.PARTY}")}
{_alter("referrals_step_read", "referrals_step", _STEP_READ)}
{_alter("referrals_referraldeskgrant_read", "referrals_referraldeskgrant", _GRANTS)}
{_alter("referrals_referralpersongrant_read", "referrals_referralpersongrant", _PERSON_GRANTS)}
CREATE POLICY referrals_step_told ON referrals_step AS RESTRICTIVE FOR INSERT TO {APP}
    WITH CHECK ({SYSTEM} OR {_PLAIN_STEP} OR wall.step_told(referral_id, agency_id));
CREATE POLICY referrals_putforward_released ON referrals_putforward AS RESTRICTIVE FOR INSERT TO {APP}
    WITH CHECK ({SYSTEM} OR wall.put_forward_lets(referral_id, holder, body_id));
CREATE POLICY referrals_putforward_again ON referrals_putforward AS RESTRICTIVE FOR UPDATE TO {APP} USING (true)
    WITH CHECK ({SYSTEM} OR taken_back_at IS NOT NULL OR wall.put_forward_lets(referral_id, holder, body_id));
CREATE POLICY notices_notice_released ON notices_notice AS RESTRICTIVE FOR SELECT TO {APP}
    USING ({SYSTEM} OR NOT wall.referral_hidden(record_id));
"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0013_releases"), ("notices", "0004_wall_only_for"), ("releases", "0002_wall")]
    operations = [
        migrations.RunSQL(DECIDE, _DROP_DECIDE),
        migrations.RunSQL(HELD, migrations.RunSQL.noop),
        migrations.RunSQL(ENDED, "DROP FUNCTION wall.referral_ended_steps(uuid); DROP FUNCTION wall.referrals_ended()"),
        migrations.RunSQL(OLD_LOG, migrations.RunSQL.noop),
        migrations.RunSQL(HOLD, _DROP_HOLD),
        migrations.RunSQL(POLICIES),
    ]
