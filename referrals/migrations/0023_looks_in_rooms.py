"""Who has seen a referral tells nothing of a sealed room: neither who is inside nor that there is one.

A look by the room's door alone, and all that happened on a room's agenda, is told to whoever did it and to nobody else.
Where a look went by other doors as well, the two sides are told of those.
"""

import importlib

from django.db import migrations

before = importlib.import_module("referrals.migrations.0011_work_at_speed")

SEEN_BY = f"""
CREATE OR REPLACE FUNCTION wall.referral_seen_by(referral uuid, before_at timestamptz, before_id uuid, most integer)
RETURNS TABLE (id uuid, at timestamptz, kind text, door text, purpose text, name text, agency text, own boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT e.id, e.at, e.kind, CASE WHEN d.mine THEN b.said ->> 'door' ELSE array_to_string(d.others, ', ') END,
        CASE WHEN o.own THEN b.said ->> 'purpose' ELSE '' END,
        CASE WHEN o.own THEN b.said #>> '{{actor,name}}' ELSE '' END, b.said #>> '{{agency,name}}', o.own
    FROM ledger.event e
    CROSS JOIN LATERAL (SELECT convert_from(e.body, 'UTF8')::jsonb AS said) b
    CROSS JOIN LATERAL (SELECT COALESCE(e.agency = wall.agency(), false) AS own) o
    CROSS JOIN LATERAL (SELECT string_to_array(COALESCE(b.said ->> 'door', ''), ', ') AS doors) w
    CROSS JOIN LATERAL (
        SELECT COALESCE(e.actor = wall.person(), false) AS mine, array_remove(w.doors, 'room') AS others,
            'room' = ANY (w.doors) AS room
    ) d
    WHERE wall.referrals_held(referral) AND e.records @> ARRAY[referral] AND e.team = wall.team()
        AND (e.inner_of IS NULL OR e.inner_of = wall.agency())
        AND (o.own OR (e.actor IS NOT NULL AND e.agency IS NOT NULL AND e.kind IN ({before._LISTED})))
        AND (d.mine OR NOT d.room OR cardinality(d.others) > 0 AND EXISTS (
            SELECT 1 FROM referrals_referral r WHERE r.id = referral AND e.agency IN (r.from_agency_id, r.to_agency_id)
        ))
        AND (d.mine OR NOT EXISTS (
            SELECT 1 FROM meetings_meeting t JOIN team_body g ON g.id = t.body_id
            WHERE t.id = ANY (e.records) AND g.subcommittee
        ))
        AND (e.at, e.id) < (before_at, before_id)
    ORDER BY e.at DESC, e.id DESC LIMIT least(most, 101)
$$;
"""
AS_BEFORE = before.SEEN_BY.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")


class Migration(migrations.Migration):
    dependencies = [("referrals", "0022_kept_lists_short"), ("meetings", "0010_recusals")]
    operations = [migrations.RunSQL(SEEN_BY, AS_BEFORE)]
