"""The wall of the referrals' tables, the workflow's own trigger, and what a case shows through its referrals."""

from django.db import migrations

from privacy.wall import APP, IN_TEAM, build_wall

MINE = "holder = (SELECT wall.agency())"
MY_DESKS = "group_id = ANY ((SELECT wall.desks())::integer[])"
REFERRAL_SEEN = "EXISTS (SELECT 1 FROM referrals_referral seen WHERE seen.id = {column})"

# Whether whoever acts is of a party that still holds a referral, as its draft's writer or at a desk that sees it. A
# function of the owner's, since a policy of the grants that read the referrals, whose policy reads the grants, would
# never end.
HELD = """
CREATE FUNCTION wall.referrals_held(referral uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT wall.kind() = 'user' AND EXISTS (
        SELECT 1 FROM referrals_referral r WHERE r.id = referral AND r.team_id = wall.team() AND (
            r.from_agency_id = wall.agency() OR (r.to_agency_id = wall.agency() AND r.state NOT IN ('draft', 'declined'))
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

# Owned by the owner, so that whoever a referral is kept from cannot even learn that there is a list.
KEPT_FROM = """
CREATE FUNCTION wall.referrals_kept_from() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT COALESCE(array_agg(kept.referral_id), '{}') FROM referrals_keptfrom kept WHERE kept.user_id = wall.person()
$$;
"""

KEPT = "ANY ((SELECT wall.referrals_kept_from())::uuid[])"
# A draft stays with the agency that it was written for, when its writer goes on to another.
DRAFT_OF_MINE = "state = 'draft' AND written_by_id = (SELECT wall.person()) AND from_agency_id = (SELECT wall.agency())"
# `= ANY (ARRAY[...])` and not `=`: asked for each row that is shown, from its index. For `=` the planner may instead
# gather every grant that a desk holds, which costs as much as the desk is old.
GRANTED = f"""state <> 'draft' AND (
    EXISTS (SELECT 1 FROM referrals_referraldeskgrant g
            WHERE g.content_object_id = ANY (ARRAY[referrals_referral.id]) AND g.{MY_DESKS})
    OR EXISTS (SELECT 1 FROM referrals_referralpersongrant p
               WHERE p.content_object_id = ANY (ARRAY[referrals_referral.id]) AND p.user_id = (SELECT wall.person())
               AND p.holder = (SELECT wall.agency()))
) AND NOT referrals_referral.id = {KEPT}"""
PERSON = "(SELECT wall.kind() = 'user')"
SEEN = f"{PERSON} AND {IN_TEAM} AND (({DRAFT_OF_MINE}) OR ({GRANTED}))"
PARTY = "(SELECT wall.agency()) IN (from_agency_id, to_agency_id)"
MY_GRANTS = f"{IN_TEAM} AND ({MY_DESKS} OR {MINE}) AND NOT content_object_id = {KEPT}"

# The workflow's pairs, as referrals.workflow.allowed_pairs() gives them; a test holds the two together.
PAIRS = (
    ("accepted", "closed"),
    ("accepted", "question"),
    ("accepted", "sent"),
    ("accepted", "waitlisted"),
    ("accepted", "withdrawn"),
    ("draft", "sent"),
    ("question", "accepted"),
    ("question", "declined"),
    ("question", "sent"),
    ("question", "waitlisted"),
    ("question", "withdrawn"),
    ("sent", "accepted"),
    ("sent", "declined"),
    ("sent", "question"),
    ("sent", "waitlisted"),
    ("sent", "withdrawn"),
    ("waitlisted", "accepted"),
    ("waitlisted", "declined"),
    ("waitlisted", "question"),
    ("waitlisted", "withdrawn"),
)
_LIST = ", ".join(f"('{before}', '{after}')" for before, after in PAIRS)
_FROZEN = (
    "team_id, case_id, code, source, from_agency_id, from_desk_id, to_agency_id, to_desk_id, written_by_id, service, "
    "urgency, track, basis, report, profile, note, whole, sent_at, log_hash"
)
_OLD = ", ".join(f"OLD.{name.strip()}" for name in _FROZEN.split(","))
_NEW = ", ".join(f"NEW.{name.strip()}" for name in _FROZEN.split(","))
WORKFLOW = f"""
CREATE FUNCTION referrals_hold_workflow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN ({_LIST}) THEN
        RAISE EXCEPTION 'a referral does not go from % to %', OLD.state, NEW.state USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.state <> 'draft' AND ({_OLD}) IS DISTINCT FROM ({_NEW}) THEN
        RAISE EXCEPTION 'what was asked is frozen once it is sent' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER hold_workflow BEFORE UPDATE ON referrals_referral FOR EACH ROW EXECUTE FUNCTION referrals_hold_workflow();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0001_initial"),
        ("privacy", "0001_wall"),
        ("cases", "0002_wall"),
        ("notices", "0002_wall"),
    ]
    operations = [
        migrations.RunSQL(HELD, "DROP FUNCTION wall.referrals_held(uuid)"),
        migrations.RunSQL(KEPT_FROM, "DROP FUNCTION wall.referrals_kept_from()"),
        migrations.RunSQL(
            WORKFLOW, "DROP TRIGGER hold_workflow ON referrals_referral; DROP FUNCTION referrals_hold_workflow()"
        ),
        build_wall(
            "referrals_referral",
            read=SEEN,
            insert=f"{PERSON} AND {IN_TEAM} AND {DRAFT_OF_MINE}",
            update=f"{SEEN} AND {PARTY}",
            delete=f"{IN_TEAM} AND {DRAFT_OF_MINE}",
        ),
        build_wall(
            "referrals_step",
            # The two sides only: what was put forward to a meeting does not carry its history along.
            read=f"{IN_TEAM} AND wall.referrals_held(referrals_step.referral_id)",
            insert=f"{IN_TEAM} AND agency_id = (SELECT wall.agency()) AND by_id = (SELECT wall.person()) AND "
            f"EXISTS (SELECT 1 FROM referrals_referral seen WHERE seen.id = referrals_step.referral_id AND {PARTY})",
        ),
        build_wall(
            "referrals_referraldeskgrant",
            read=MY_GRANTS,
            insert=f"{IN_TEAM} AND {MINE} AND wall.referrals_held(referrals_referraldeskgrant.content_object_id)",
            delete=MY_GRANTS,
        ),
        build_wall(
            "referrals_referralpersongrant",
            read=f"{IN_TEAM} AND (user_id = (SELECT wall.person()) OR {MINE})",
            insert=f"{IN_TEAM} AND {MINE} AND wall.referrals_held(referrals_referralpersongrant.content_object_id)",
            delete=f"{IN_TEAM} AND {MINE}",
        ),
        build_wall(
            "referrals_keptfrom",
            read=f"{IN_TEAM} AND {MINE} AND user_id <> (SELECT wall.person())",
            insert=f"{IN_TEAM} AND {MINE} AND wall.referrals_held(referrals_keptfrom.referral_id)",
            delete=f"{IN_TEAM} AND {MINE}",
        ),
        build_wall(
            "referrals_putforward",
            read=REFERRAL_SEEN.format(column="referrals_putforward.referral_id"),
            insert=f"{IN_TEAM} AND {MINE} AND wall.referrals_held(referrals_putforward.referral_id)",
            update=f"{IN_TEAM} AND {MINE}",
            delete=f"{IN_TEAM} AND {MINE}",
        ),
        build_wall(
            "referrals_standingrule",
            read=f"{IN_TEAM} AND agency_id = (SELECT wall.agency())",
            insert=f"{IN_TEAM} AND agency_id = (SELECT wall.agency())",
            update=f"{IN_TEAM} AND agency_id = (SELECT wall.agency())",
            delete=f"{IN_TEAM} AND agency_id = (SELECT wall.agency())",
        ),
        # A notice of what one is kept from would tell of it.
        migrations.RunSQL(
            f"CREATE POLICY notices_notice_not_kept ON notices_notice AS RESTRICTIVE FOR SELECT TO {APP} "
            f"USING (NOT record_id = {KEPT})",
            "DROP POLICY notices_notice_not_kept ON notices_notice",
        ),
        # The floor above says by which of its records a case is seen.
        migrations.RunSQL(
            f"CREATE POLICY cases_case_by_referral ON cases_case FOR SELECT TO {APP} USING "
            "(EXISTS (SELECT 1 FROM referrals_referral seen WHERE seen.case_id = cases_case.id))",
            "DROP POLICY cases_case_by_referral ON cases_case",
        ),
    ]
