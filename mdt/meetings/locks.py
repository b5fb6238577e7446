"""What the database itself refuses about a meeting: writing when it is not held, changing what approved minutes say.

The functions look past the walls, as the owner, since whoever writes may not see all. A write takes a share of the
sitting's row: ending and approving wait for it, and it for them, so nothing slips in behind an approval.

These are their first versions: what items are held to is in migration 0016, what disposal may delete in 0021. A new
table with words of minutes belongs in the functions there too.
"""

from django.db.migrations import RunSQL

LOCKS = """
CREATE FUNCTION meetings_place_of(held jsonb, OUT its_meeting uuid, OUT its_part uuid) LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF held ? 'item_id' THEN
        SELECT meeting_id, part_id INTO its_meeting, its_part FROM meetings_agendaitem
        WHERE id = (held ->> 'item_id')::uuid;
    ELSE
        its_meeting := (held ->> 'meeting_id')::uuid;
    END IF;
END $$;

CREATE FUNCTION meetings_approved_stays() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
               AND (place.its_part IS NULL OR m.part_id = place.its_part)) THEN
        RAISE EXCEPTION 'these minutes are approved' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION meetings_in_progress() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    held jsonb := to_jsonb(NEW); place record; over timestamptz;
BEGIN
    place := meetings_place_of(held);
    SELECT ended_at INTO over FROM meetings_sitting WHERE meeting_id = place.its_meeting AND team_id = NEW.team_id
    FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'this meeting has not begun' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_TABLE_NAME = 'meetings_attendance' THEN RETURN NEW; END IF;
    IF over IS NOT NULL THEN
        RAISE EXCEPTION 'this meeting is over' USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM meetings_lease l WHERE l.meeting_id = place.its_meeting
                   AND l.holder_id = (held ->> 'written_by_id')::uuid AND l.term = (held ->> 'term')::integer) THEN
        RAISE EXCEPTION 'somebody else writes at this meeting' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION meetings_approval() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        RAISE EXCEPTION 'these minutes are approved' USING ERRCODE = 'check_violation';
    END IF;
    PERFORM 1 FROM meetings_sitting WHERE meeting_id = NEW.meeting_id AND ended_at IS NOT NULL FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'this meeting has not ended' USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM meetings_meeting t JOIN meetings_part p ON p.body_id = t.body_id
        JOIN team_body b ON b.id = t.body_id
        JOIN team_membership m ON m.id = NEW.approved_by_id AND m.team_id = t.team_id AND m.ended_at IS NULL
        WHERE t.id = NEW.meeting_id AND p.id = NEW.part_id AND t.team_id = NEW.team_id
        AND (b.chair_id = m.user_id OR NOT b.subcommittee AND 'chair' = ANY (m.roles))
    ) THEN
        RAISE EXCEPTION 'only the chair approves minutes' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER approval BEFORE INSERT OR UPDATE OR DELETE ON meetings_minutes FOR EACH ROW
    EXECUTE FUNCTION meetings_approval();

CREATE FUNCTION meetings_appended() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        RAISE EXCEPTION 'what was added to minutes stays' USING ERRCODE = 'check_violation';
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
CREATE TRIGGER appended BEFORE INSERT OR UPDATE OR DELETE ON meetings_addendum FOR EACH ROW
    EXECUTE FUNCTION meetings_appended();

CREATE FUNCTION meetings_item_stays() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF (OLD.meeting_id, OLD.part_id, OLD.source, OLD.record, OLD.state, OLD.position, OLD.minutes, OLD.presenter_id)
           IS NOT DISTINCT FROM
           (NEW.meeting_id, NEW.part_id, NEW.source, NEW.record, NEW.state, NEW.position, NEW.minutes, NEW.presenter_id)
        THEN
            RETURN NEW;
        END IF;
    END IF;
    PERFORM 1 FROM meetings_sitting WHERE meeting_id = OLD.meeting_id FOR SHARE;
    IF EXISTS (SELECT 1 FROM meetings_minutes m WHERE m.meeting_id = OLD.meeting_id AND m.part_id = OLD.part_id) THEN
        RAISE EXCEPTION 'these minutes are approved' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER item_stays BEFORE UPDATE OR DELETE ON meetings_agendaitem FOR EACH ROW
    EXECUTE FUNCTION meetings_item_stays();
"""
UNLOCKS = """
DROP TRIGGER item_stays ON meetings_agendaitem;
DROP FUNCTION meetings_item_stays();
DROP TRIGGER appended ON meetings_addendum;
DROP FUNCTION meetings_appended();
DROP TRIGGER approval ON meetings_minutes;
DROP FUNCTION meetings_approval();
DROP FUNCTION meetings_in_progress();
DROP FUNCTION meetings_approved_stays();
DROP FUNCTION meetings_place_of(jsonb);
"""


def lock_what_is_approved(table: str, on: str = "INSERT OR UPDATE OR DELETE") -> RunSQL:
    """Refuse changes of rows with an `item_id`, or else a `meeting_id`, once the minutes of that are approved."""
    return RunSQL(
        f"CREATE TRIGGER approved_stays BEFORE {on} ON {table} FOR EACH ROW EXECUTE FUNCTION meetings_approved_stays()",
        f"DROP TRIGGER approved_stays ON {table}",
    )


def only_in_progress(table: str) -> RunSQL:
    """Take rows only while their meeting is held; what came of items, also only from whoever holds the lease."""
    return RunSQL(
        f"CREATE TRIGGER in_progress BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW "
        "EXECUTE FUNCTION meetings_in_progress()",
        f"DROP TRIGGER in_progress ON {table}",
    )
