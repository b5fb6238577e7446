"""The wall of saved views, and what the ledger tells whoever works on a referral: little, by functions of the owner's."""

from django.db import migrations

from privacy.wall import IN_TEAM, build_wall

OF_MY_AGENCY = f"{IN_TEAM} AND agency_id = (SELECT wall.agency())"
MINE = f"{OF_MY_AGENCY} AND owner_id = (SELECT wall.person())"
AT_MY_DESK = """EXISTS (SELECT 1 FROM team_desk d WHERE d.id = referrals_savedview.desk_id
    AND d.group_id = ANY ((SELECT wall.desks())::integer[]))"""

# Of one's own agency: everything, with the person's name. Of another: that it looked, when and by which door, by the
# agency's name alone. What a release-bound agency does is its own (inner_of), also here. `looks` are the kinds of
# events that showed the record to somebody; what another agency did with it stands in the referral's own timeline.
LOOKS = (
    "agenda.ics",
    "agenda.pdf",
    "agenda.prepared",
    "agenda.read",
    "old_log.listed",
    "referral.looked",
    "referrals.exported",
    "referrals.listed",
    "referrals.searched",
    "words.opened",
)
_LISTED = ", ".join(f"'{kind}'" for kind in LOOKS)
SEEN_BY = f"""
CREATE FUNCTION wall.referral_seen_by(referral uuid, before_at timestamptz, before_id uuid, most integer)
RETURNS TABLE (id uuid, at timestamptz, kind text, door text, purpose text, name text, agency text, own boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT e.id, e.at, e.kind, b.said ->> 'door', CASE WHEN o.own THEN b.said ->> 'purpose' ELSE '' END,
        CASE WHEN o.own THEN b.said #>> '{{actor,name}}' ELSE '' END, b.said #>> '{{agency,name}}', o.own
    FROM ledger.event e
    CROSS JOIN LATERAL (SELECT convert_from(e.body, 'UTF8')::jsonb AS said) b
    CROSS JOIN LATERAL (SELECT COALESCE(e.agency = wall.agency(), false) AS own) o
    WHERE wall.referrals_held(referral) AND e.records @> ARRAY[referral] AND e.team = wall.team()
        AND (e.inner_of IS NULL OR e.inner_of = wall.agency())
        AND (o.own OR (e.actor IS NOT NULL AND e.agency IS NOT NULL AND e.kind IN ({_LISTED})))
        AND (e.at, e.id) < (before_at, before_id)
    ORDER BY e.at DESC, e.id DESC LIMIT least(most, 101)
$$;
"""

# How often whoever acts did something of one kind: what a brake on exports needs to know, and nothing else.
OWN_EVENTS = """
CREATE FUNCTION wall.own_events(of_kind text, since timestamptz) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT count(*) FROM ledger.event e
    WHERE e.actor = wall.person() AND e.team = wall.team() AND e.at >= since AND e.kind = of_kind
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0010_saved_views"), ("audit", "0004_unsealed")]
    operations = [
        build_wall(
            "referrals_savedview",
            read=f"{OF_MY_AGENCY} AND (owner_id = (SELECT wall.person()) OR {AT_MY_DESK})",
            insert=f"{MINE} AND (desk_id IS NULL OR {AT_MY_DESK})",
            delete=MINE,
        ),
        migrations.RunSQL(SEEN_BY, "DROP FUNCTION wall.referral_seen_by(uuid, timestamptz, uuid, integer)"),
        migrations.RunSQL(OWN_EVENTS, "DROP FUNCTION wall.own_events(text, timestamptz)"),
    ]
