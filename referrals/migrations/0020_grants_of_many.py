"""Granting many referrals looks once at who holds them; and a grant is marked by the statement, not by the row."""

import importlib

from django.db import migrations, models

before = importlib.import_module("referrals.migrations.0019_walls_on_people")
categories = importlib.import_module("referrals.migrations.0017_categories_of_services")

# As in 0019_walls_on_people, with whoever acts by name. `= ANY (ARRAY[...])`: asked for each referral, from an index.
_HELD = """
    r.team_id = {team} AND (
        r.from_agency_id = {agency}
        OR (r.to_agency_id = {agency} AND r.state NOT IN ('draft', 'declined') AND NOT r.waits_for_sender
            AND (r.release_category = '' OR wall.release_lets(r.case_id, r.from_agency_id, r.to_agency_id, r.release_category)))
    ) AND CASE r.state WHEN 'draft' THEN r.written_by_id = {person} ELSE
        EXISTS (SELECT 1 FROM referrals_referraldeskgrant g
                WHERE g.content_object_id = ANY (ARRAY[r.id]) AND g.group_id = ANY ({desks}))
        OR EXISTS (SELECT 1 FROM referrals_referralpersongrant p
                   WHERE p.content_object_id = ANY (ARRAY[r.id]) AND p.user_id = {person} AND p.holder = {agency})
    END AND NOT r.id = ANY ({kept})"""
_ASKED = {name: f"wall.{name}()" for name in ("team", "agency", "person", "desks")}
_ASKED |= {"kept": "wall.referrals_kept_from()"}
_KNOWN = {name: f"my_{name}" for name in _ASKED}

HELD = f"""
CREATE OR REPLACE FUNCTION wall.referrals_held(referral uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT wall.kind() = 'user' AND EXISTS (SELECT 1 FROM referrals_referral r WHERE r.id = referral AND {_HELD.format(**_ASKED)})
$$;
"""

# What the insert policy of the grants says, asked of all of them at once. One that it would refuse refuses them all.
GRANT = f"""
CREATE FUNCTION wall.referrals_grant(keys uuid[], referrals uuid[], desks integer[], doors text[], holders uuid[], moments timestamptz[])
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    my_kind text := wall.kind();
    my_person uuid := wall.person();
    my_team uuid := wall.team();
    my_agency uuid := wall.agency();
    my_desks integer[] := wall.desks();
    my_kept uuid[] := wall.referrals_kept_from();
    asked bigint := (SELECT count(DISTINCT one) FROM unnest(referrals) one);
    held bigint;
BEGIN
    SELECT count(*) INTO held FROM referrals_referral r WHERE r.id = ANY (referrals) AND CASE my_kind
        WHEN 'user' THEN {_HELD.format(**_KNOWN)}
        WHEN 'system' THEN my_team IS NULL OR r.team_id = my_team
        ELSE false
    END;
    IF held < asked OR (my_kind = 'user' AND EXISTS (SELECT 1 FROM unnest(holders) one WHERE one IS DISTINCT FROM my_agency)) THEN
        RAISE EXCEPTION 'new row violates row-level security policy for table "referrals_referraldeskgrant"'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO referrals_referraldeskgrant
        (id, team_id, holder, sort_at, via, under_release, group_id, permission_id, content_object_id)
    SELECT given.key, r.team_id, given.holder, given.moment, given.door, false, given.desk,
        (SELECT p.id FROM auth_permission p JOIN django_content_type c ON c.id = p.content_type_id
         WHERE c.app_label = 'referrals' AND c.model = 'referral' AND p.codename = 'view_referral'), given.referral
    FROM unnest(keys, referrals, desks, doors, holders, moments) given (key, referral, desk, door, holder, moment)
    LEFT JOIN referrals_referral r ON r.id = given.referral
    ON CONFLICT DO NOTHING;
END $$;
"""

MARK = """
DROP TRIGGER mark_grant ON referrals_referraldeskgrant;
CREATE TRIGGER mark_grant BEFORE UPDATE ON referrals_referraldeskgrant FOR EACH ROW EXECUTE FUNCTION referrals_mark_grants();

CREATE FUNCTION referrals_mark_new_grants() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE referrals_referraldeskgrant g SET under_release = true FROM given, referrals_referral r
    WHERE g.id = given.id AND r.id = given.content_object_id AND r.release_category <> '';
    RETURN NULL;
END $$;
CREATE TRIGGER mark_new_grants AFTER INSERT ON referrals_referraldeskgrant REFERENCING NEW TABLE AS given
    FOR EACH STATEMENT EXECUTE FUNCTION referrals_mark_new_grants();
"""
_MARK_BY_ROW = """
DROP TRIGGER mark_new_grants ON referrals_referraldeskgrant;
DROP FUNCTION referrals_mark_new_grants();
DROP TRIGGER mark_grant ON referrals_referraldeskgrant;
CREATE TRIGGER mark_grant BEFORE INSERT OR UPDATE ON referrals_referraldeskgrant FOR EACH ROW
    EXECUTE FUNCTION referrals_mark_grants();
"""
_DROP_GRANT = "DROP FUNCTION wall.referrals_grant(uuid[], uuid[], integer[], text[], uuid[], timestamptz[])"

# Kept whole as the claims are (privacy.0003): the policies of the referrals ask for it, and seldom need it.
CATEGORY = (
    categories.category(categories.CATEGORIES)
    .replace("LANGUAGE sql", "LANGUAGE plpgsql")
    .replace("$$ SELECT CASE", "$$ BEGIN RETURN CASE")
    .replace("END $$", "END; END $$")
)


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0019_walls_on_people"),
        ("privacy", "0003_claims_kept_whole"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]
    operations = [
        migrations.RunSQL(HELD, before.HELD),
        migrations.RunSQL(GRANT, _DROP_GRANT),
        migrations.RunSQL(MARK, _MARK_BY_ROW),
        migrations.RunSQL(CATEGORY, categories.category(categories.CATEGORIES)),
        # One permission, and a group that other indexes begin with: two indexes that were only written.
        migrations.AlterField(
            "referraldeskgrant", "group", models.ForeignKey("auth.group", models.CASCADE, db_index=False)
        ),
        migrations.AlterField(
            "referraldeskgrant", "permission", models.ForeignKey("auth.permission", models.CASCADE, db_index=False)
        ),
    ]
