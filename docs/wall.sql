-- What the wall says: the functions that its policies ask, and the policies of each table.
-- Written by `manage.py wall_doc`; do not edit. How it is built: docs/architecture.md.

CREATE VIEW wall.release_standing AS
 SELECT id,
    team_id,
    case_id,
    agency_id,
    body_id,
    named,
    categories,
    expires_at,
    answers_may_flow_back
   FROM releases_release
  WHERE ((revoked_at IS NULL) AND (starts_at <= statement_timestamp()) AND (expires_at > statement_timestamp()));

CREATE VIEW wall.room_standing AS
 SELECT b.id,
    b.team_id,
    b.chair_id,
    COALESCE((r.ends_at > statement_timestamp()), true) AS works,
    COALESCE(((r.ends_at + '30 days'::interval) > statement_timestamp()), true) AS kept
   FROM (team_body b
     LEFT JOIN rooms_room r ON ((r.body_id = b.id)))
  WHERE b.subcommittee;

CREATE VIEW public.duties_forwarded WITH (security_invoker=true) AS
 SELECT f.id,
    f.team_id,
    f.duty_id,
    f.body_id,
    f.at
   FROM duties_dutyforward f
  WHERE ((f.taken_back_at IS NULL) AND wall.duty_forward_lets(f.duty_id, f.body_id))
UNION ALL
 SELECT (md5(((s.id)::text || (d.id)::text)))::uuid AS id,
    s.team_id,
    d.id AS duty_id,
    s.body_id,
    GREATEST(s.shared_at, d.started_at) AS at
   FROM (cases_caseshare s
     JOIN duties_duty d ON ((d.case_id = s.case_id)))
  WHERE ((s.ended_at IS NULL) AND wall.share_stands(s.id) AND wall.share_shows_duty(s.id, d.id));

CREATE VIEW public.referrals_forwarded WITH (security_invoker=true) AS
 SELECT f.id,
    f.team_id,
    f.referral_id,
    f.body_id,
    f.holder,
    f.rule,
    f.at
   FROM referrals_putforward f
  WHERE (f.taken_back_at IS NULL)
UNION ALL
 SELECT (md5(((s.id)::text || (r.id)::text)))::uuid AS id,
    s.team_id,
    r.id AS referral_id,
    s.body_id,
    d.agency_id AS holder,
    ''::character varying AS rule,
    GREATEST(s.shared_at, r.sent_at) AS at
   FROM ((cases_caseshare s
     JOIN team_desk d ON ((d.id = s.desk_id)))
     JOIN referrals_referral r ON ((r.case_id = s.case_id)))
  WHERE ((s.ended_at IS NULL) AND (NOT r.waits_for_sender) AND (((r.state)::text = ANY ((ARRAY['sent'::character varying, 'question'::character varying, 'waitlisted'::character varying, 'accepted'::character varying])::text[])) OR (((r.state)::text <> 'draft'::text) AND (r.changed_at >= s.shared_at))) AND (EXISTS ( SELECT 1
           FROM referrals_referraldeskgrant g
          WHERE ((g.content_object_id = ANY (ARRAY[r.id])) AND (g.group_id = d.group_id) AND ((g.via)::text = ANY ((ARRAY['sender'::character varying, 'receiver'::character varying])::text[]))))) AND wall.share_stands(s.id));

CREATE OR REPLACE FUNCTION wall.actions_of(records uuid[])
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    WITH RECURSIVE about(id) AS (
        SELECT unnest(records) UNION SELECT next.id FROM about CROSS JOIN LATERAL (
            SELECT t.action_id AS id FROM meetings_task t JOIN meetings_agendaitem i ON i.id = t.item_id WHERE i.record = about.id
            UNION ALL SELECT p.id FROM subcommittees_report p WHERE p.record = about.id
        ) next
    )
    SELECT COALESCE(array_agg(about.id), '{}') FROM about WHERE NOT about.id = ANY (records)
$function$;

CREATE OR REPLACE FUNCTION wall.agency()
 RETURNS uuid
 LANGUAGE plpgsql
 STABLE
AS $function$BEGIN RETURN NULLIF((wall.claims())[4], '')::uuid; END$function$;

CREATE OR REPLACE FUNCTION wall.answers_flow(of_case uuid, service text, sender uuid, receiver uuid, reader uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT NOT wall.release_bound(receiver)
        OR wall.release_lets(of_case, receiver, CASE reader WHEN receiver THEN sender ELSE reader END, wall.service_category(service))
        OR (reader IN (sender, receiver) AND wall.release_lets_answers(of_case, sender, receiver, wall.service_category(service)))
$function$;

CREATE OR REPLACE FUNCTION wall.bodies_prepared()
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
    me uuid := wall.person();
    my_team uuid := wall.team();
BEGIN
    IF wall.kind() IS DISTINCT FROM 'user' THEN RETURN '{}'; END IF;
    RETURN ARRAY(
        SELECT b.id FROM team_body b WHERE b.team_id = my_team AND (b.chair_id = me OR NOT b.subcommittee AND EXISTS (
            SELECT 1 FROM team_membership m WHERE m.user_id = me AND m.team_id = my_team AND m.ended_at IS NULL
            AND m.roles && ARRAY['chair', 'coordinator']::varchar[]))
    );
END $function$;

CREATE OR REPLACE FUNCTION wall.case_kept_from(of_case uuid, of_user uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT EXISTS (SELECT 1 FROM cases_casewall w WHERE w.case_id = of_case AND w.user_id = of_user AND w.ended_at IS NULL)
        OR EXISTS (SELECT 1 FROM referrals_keptfrom k JOIN referrals_referral r ON r.id = k.referral_id
                   WHERE k.user_id = of_user AND r.case_id = of_case)
        OR EXISTS (
            SELECT 1 FROM meetings_recusal s JOIN team_membership m ON m.id = s.place_id
            CROSS JOIN LATERAL unnest(wall.records_of_action(s.record) || s.record) under(id)
            WHERE m.user_id = of_user AND s.ended_at IS NULL AND (
                under.id = of_case OR EXISTS (SELECT 1 FROM referrals_referral r WHERE r.id = under.id AND r.case_id = of_case)
                OR EXISTS (SELECT 1 FROM duties_duty d WHERE d.id = under.id AND d.case_id = of_case))
        )
$function$;

CREATE OR REPLACE FUNCTION wall.case_lets(of_case uuid, holder uuid, of_body uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT NOT EXISTS (
        SELECT 1 FROM referrals_referral r WHERE r.case_id = of_case AND r.to_agency_id = holder AND r.state <> 'draft'
        AND r.release_category <> '' AND NOT wall.release_names(r.case_id, r.from_agency_id, of_body, r.release_category)
    )
$function$;

CREATE OR REPLACE FUNCTION wall.case_lets_reader(of_case uuid, holder uuid, reader uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT NOT EXISTS (
        SELECT 1 FROM referrals_referral r WHERE r.case_id = of_case AND r.to_agency_id = holder AND r.state <> 'draft'
        AND r.release_category <> '' AND r.from_agency_id IS DISTINCT FROM reader
        AND NOT wall.release_lets(r.case_id, r.from_agency_id, reader, r.release_category)
    )
$function$;

CREATE OR REPLACE FUNCTION wall.cases_forwarded()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT COALESCE(array_agg(d.case_id), '{}') FROM duties_duty d
    WHERE d.id = ANY (wall.duties_forwarded(wall.desks(), NULL) || wall.duties_in_rooms(NULL))
        AND NOT d.case_id = ANY (wall.cases_kept_from())
$function$;

CREATE OR REPLACE FUNCTION wall.cases_kept_from()
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
    me uuid := wall.person();
BEGIN
    IF NOT (EXISTS (SELECT w.case_id FROM cases_casewall w WHERE w.user_id = me AND w.ended_at IS NULL) OR EXISTS (SELECT k.referral_id FROM referrals_keptfrom k WHERE k.user_id = me) OR EXISTS (
        SELECT r.record FROM meetings_recusal r JOIN team_membership m ON m.id = r.place_id
        WHERE m.user_id = me AND r.ended_at IS NULL)) THEN RETURN '{}'; END IF;
    RETURN wall.cases_walled() || ARRAY(
        SELECT r.case_id FROM referrals_keptfrom k JOIN referrals_referral r ON r.id = k.referral_id
        WHERE k.user_id = me AND r.case_id IS NOT NULL
    );
END $function$;

CREATE OR REPLACE FUNCTION wall.cases_walled()
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
    me uuid := wall.person();
BEGIN
    IF NOT (EXISTS (SELECT w.case_id FROM cases_casewall w WHERE w.user_id = me AND w.ended_at IS NULL) OR EXISTS (SELECT k.referral_id FROM referrals_keptfrom k WHERE k.user_id = me) OR EXISTS (
        SELECT r.record FROM meetings_recusal r JOIN team_membership m ON m.id = r.place_id
        WHERE m.user_id = me AND r.ended_at IS NULL)) THEN RETURN '{}'; END IF;
    DECLARE
        recused uuid[] := wall.recused_under();
    BEGIN
        RETURN ARRAY(SELECT w.case_id FROM cases_casewall w WHERE w.user_id = me AND w.ended_at IS NULL) || ARRAY(
            SELECT r.case_id FROM referrals_referral r WHERE r.id = ANY (recused) AND r.case_id IS NOT NULL
            UNION SELECT d.case_id FROM duties_duty d WHERE d.id = ANY (recused) AND d.case_id IS NOT NULL
            UNION SELECT c.id FROM cases_case c WHERE c.id = ANY (recused)
        );
    END;
END $function$;

CREATE OR REPLACE FUNCTION wall.claims()
 RETURNS text[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
DECLARE
    parts text[] := string_to_array(current_setting('mdt.context', true), '~');
    pads wall.pads;
    mac bytea;
BEGIN
    IF array_length(parts, 1) IS DISTINCT FROM 8 THEN RETURN NULL; END IF;
    SELECT * INTO pads FROM wall.pads;
    IF NOT FOUND THEN RETURN NULL; END IF;
    mac := sha256(pads.outer_pad || sha256(pads.inner_pad || convert_to(array_to_string(parts[1:7], '~'), 'UTF8')));
    IF encode(mac, 'hex') IS DISTINCT FROM parts[8] THEN RETURN NULL; END IF;
    IF parts[7]::integer <> pg_backend_pid() OR parts[6]::bigint < extract(epoch FROM clock_timestamp()) THEN RETURN NULL; END IF;
    RETURN parts;
END $function$;

CREATE OR REPLACE FUNCTION wall.data_keys(records uuid[])
 RETURNS SETOF privacy_datakey
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT k.* FROM privacy_datakey k WHERE k.record_id = ANY (records)
        AND (k.team_id = wall.team() OR wall.kind() = 'system' AND wall.team() IS NULL)
$function$;

CREATE OR REPLACE FUNCTION wall.desks()
 RETURNS integer[]
 LANGUAGE plpgsql
 STABLE
AS $function$BEGIN RETURN COALESCE(string_to_array(NULLIF((wall.claims())[5], ''), ',')::integer[], '{}'); END$function$;

CREATE OR REPLACE FUNCTION wall.dispose_of_minutes(which uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
    claims text[] := wall.claims();
    my_kind text := claims[1];
    me uuid := NULLIF(claims[2], '')::uuid;
    my_team uuid := NULLIF(claims[3], '')::uuid;
    my_agency uuid := NULLIF(claims[4], '')::uuid;
BEGIN
    UPDATE meetings_minutes m SET disposed_at = now(), disposed_by_id = (SELECT w.id FROM team_membership w
        JOIN team_user u ON u.id = w.user_id AND u.is_active
        JOIN team_agency a ON a.id = w.agency_id AND a.suspended_at IS NULL
        WHERE my_kind = 'user' AND w.user_id = me AND w.team_id = my_team AND w.agency_id = my_agency AND w.ended_at IS NULL)
    WHERE m.id = which AND m.disposed_at IS NULL AND EXISTS (SELECT 1 FROM wall.minutes_past_date() d WHERE d.minutes = m.id);
    RETURN FOUND;
END $function$;

CREATE OR REPLACE FUNCTION wall.duties_forwarded(to_desks integer[], of_body uuid)
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT COALESCE(array_agg(DISTINCT f.duty_id), '{}') FROM duties_dutyforward f
    JOIN duties_duty d ON d.id = f.duty_id JOIN cases_case c ON c.id = d.case_id
    JOIN meetings_part p ON p.body_id = f.body_id AND p.ended_at IS NULL
        AND p.kind = CASE c.track WHEN 'adult' THEN 'adult' ELSE 'child' END
    JOIN meetings_partseat s ON s.part_id = p.id JOIN team_desk k ON k.id = s.desk_id
    WHERE f.taken_back_at IS NULL AND k.closed_at IS NULL AND k.group_id = ANY (to_desks)
        AND (of_body IS NULL OR f.body_id = of_body)
        AND CASE wall.kind() WHEN 'user' THEN d.team_id = wall.team() AND to_desks <@ wall.desks()
            WHEN 'system' THEN wall.team() IS NULL OR d.team_id = wall.team() ELSE false END
        AND wall.duty_forward_lets(f.duty_id, f.body_id)
        AND (d.agency_id = k.agency_id OR wall.case_lets_reader(d.case_id, d.agency_id, k.agency_id))
$function$;

CREATE OR REPLACE FUNCTION wall.duties_in_rooms(of_body uuid)
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
    claims text[] := wall.claims();
    my_kind text := claims[1];
    me uuid := NULLIF(claims[2], '')::uuid;
    my_team uuid := NULLIF(claims[3], '')::uuid;
    my_agency uuid := NULLIF(claims[4], '')::uuid;

    my_rooms uuid[] := wall.rooms_open();
BEGIN
    IF my_rooms = '{}' THEN RETURN my_rooms; END IF;
    RETURN ARRAY(
        SELECT f.duty_id FROM duties_forwarded f JOIN duties_duty d ON d.id = f.duty_id
        WHERE f.body_id = ANY (my_rooms) AND (of_body IS NULL OR f.body_id = of_body) AND f.team_id = my_team
            AND (d.agency_id = my_agency OR wall.case_lets_reader(d.case_id, d.agency_id, my_agency))
    );
END $function$;

CREATE OR REPLACE FUNCTION wall.duties_kept_from()
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
    me uuid := wall.person();
BEGIN
    IF NOT (EXISTS (SELECT w.case_id FROM cases_casewall w WHERE w.user_id = me AND w.ended_at IS NULL) OR EXISTS (SELECT k.referral_id FROM referrals_keptfrom k WHERE k.user_id = me) OR EXISTS (
        SELECT r.record FROM meetings_recusal r JOIN team_membership m ON m.id = r.place_id
        WHERE m.user_id = me AND r.ended_at IS NULL)) THEN RETURN '{}'; END IF;
    DECLARE
        cases uuid[] := wall.cases_kept_from();
    BEGIN
        RETURN ARRAY(SELECT d.id FROM duties_duty d WHERE d.case_id = ANY (cases));
    END;
END $function$;

CREATE OR REPLACE FUNCTION wall.duty_forward_lets(of_duty uuid, of_body uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT EXISTS (
        SELECT 1 FROM duties_duty d JOIN team_body b ON b.id = of_body
        WHERE d.id = of_duty AND b.team_id = d.team_id AND NOT b.subcommittee
        AND NOT wall.release_bound(d.agency_id) AND wall.case_lets(d.case_id, d.agency_id, of_body)
    )
$function$;

CREATE OR REPLACE FUNCTION wall.duty_held(duty uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT wall.kind() = 'user' AND EXISTS (
        SELECT 1 FROM duties_duty d WHERE d.id = duty AND d.team_id = wall.team() AND d.agency_id = wall.agency()
        AND NOT d.case_id = ANY (wall.cases_kept_from()) AND (
            EXISTS (SELECT 1 FROM duties_dutydeskgrant g WHERE g.content_object_id = d.id AND g.group_id = ANY (wall.desks()))
            OR (d.started_by_id = wall.person() AND NOT EXISTS
                (SELECT 1 FROM duties_dutydeskgrant g WHERE g.content_object_id = d.id))
        )
    )
$function$;

CREATE OR REPLACE FUNCTION wall.duty_on(of_case uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT wall.kind() = 'user' AND NOT of_case = ANY (wall.cases_kept_from()) AND EXISTS (
        SELECT 1 FROM duties_duty d JOIN duties_dutydeskgrant g ON g.content_object_id = d.id
        WHERE d.case_id = of_case AND d.team_id = wall.team() AND g.group_id = ANY (wall.desks())
    )
$function$;

CREATE OR REPLACE FUNCTION wall.kept_from(of_record uuid, person uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT person = ANY (wall.people_kept_from(of_record))
$function$;

CREATE OR REPLACE FUNCTION wall.kind()
 RETURNS text
 LANGUAGE plpgsql
 STABLE
AS $function$BEGIN RETURN (wall.claims())[1]; END$function$;

CREATE OR REPLACE FUNCTION wall.leads()
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT EXISTS (SELECT 1 FROM team_membership m WHERE m.user_id = wall.person() AND m.team_id = wall.team()
        AND m.agency_id = wall.agency() AND m.ended_at IS NULL AND 'agency_lead' = ANY (m.roles))
$function$;

CREATE OR REPLACE FUNCTION wall.minutes_past_date()
 RETURNS TABLE(minutes uuid, its_meeting uuid, its_part uuid, its_group character varying, met_at timestamp with time zone, in_zone character varying, its_kind character varying, due_on date)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
    claims text[] := wall.claims();
    my_kind text := claims[1];
    me uuid := NULLIF(claims[2], '')::uuid;
    my_team uuid := NULLIF(claims[3], '')::uuid;
    my_agency uuid := NULLIF(claims[4], '')::uuid;
BEGIN
    IF NOT EXISTS (SELECT w.id FROM team_membership w
        JOIN team_user u ON u.id = w.user_id AND u.is_active
        JOIN team_agency a ON a.id = w.agency_id AND a.suspended_at IS NULL
        WHERE my_kind = 'user' AND w.user_id = me AND w.team_id = my_team AND w.agency_id = my_agency AND w.ended_at IS NULL) THEN RETURN; END IF;
    RETURN QUERY SELECT m.id, t.id, p.id, b.name, t.starts_at, t.zone, p.kind, m.dispose_on
        FROM wall.room_standing r JOIN team_body b ON b.id = r.id
        JOIN meetings_meeting t ON t.body_id = r.id JOIN meetings_minutes m ON m.meeting_id = t.id
        JOIN meetings_part p ON p.id = m.part_id
        WHERE r.team_id = my_team AND r.chair_id = me AND NOT r.works
        AND m.disposed_at IS NULL AND m.dispose_on <= (now() AT TIME ZONE t.zone)::date;
END $function$;

CREATE OR REPLACE FUNCTION wall.must_take(part uuid, track text)
 RETURNS void
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
    its text := (SELECT kind FROM meetings_part WHERE id = part);
BEGIN
    IF its IS DISTINCT FROM (CASE track WHEN 'adult' THEN 'adult' ELSE 'child' END) THEN
        RAISE EXCEPTION 'this part does not take that case' USING ERRCODE = 'check_violation';
    END IF;
END $function$;

CREATE OR REPLACE FUNCTION wall.own_events(of_kind text, since timestamp with time zone)
 RETURNS bigint
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT count(*) FROM ledger.event e
    WHERE e.actor = wall.person() AND e.team = wall.team() AND e.at >= since AND e.kind = of_kind
$function$;

CREATE OR REPLACE FUNCTION wall.papers_kept_from()
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
    me uuid := wall.person();
BEGIN
    IF NOT (EXISTS (SELECT w.case_id FROM cases_casewall w WHERE w.user_id = me AND w.ended_at IS NULL) OR EXISTS (SELECT k.referral_id FROM referrals_keptfrom k WHERE k.user_id = me) OR EXISTS (
        SELECT r.record FROM meetings_recusal r JOIN team_membership m ON m.id = r.place_id
        WHERE m.user_id = me AND r.ended_at IS NULL)) THEN RETURN '{}'; END IF;
    DECLARE
        cases uuid[] := wall.cases_kept_from();
        referrals uuid[] := wall.referrals_kept_from();
    BEGIN
        RETURN ARRAY(
            SELECT r.id FROM releases_release r WHERE r.case_id = ANY (cases)
            UNION SELECT s.id FROM referrals_stoprequest s WHERE s.draft_id = ANY (referrals)
        );
    END;
END $function$;

CREATE OR REPLACE FUNCTION wall.parts_sat_in()
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
    me uuid := wall.person();
    my_team uuid := wall.team();
    my_desks integer[] := wall.desks();
    my_rooms uuid[] := wall.rooms_read();
BEGIN
    IF wall.kind() IS DISTINCT FROM 'user' THEN RETURN '{}'; END IF;
    RETURN ARRAY(
        SELECT p.id FROM meetings_part p JOIN team_body b ON b.id = p.body_id WHERE p.team_id = my_team AND CASE
            WHEN b.subcommittee THEN b.id = ANY (my_rooms)
            ELSE b.chair_id = me OR EXISTS (
                SELECT 1 FROM meetings_partseat s JOIN team_desk d ON d.id = s.desk_id
                WHERE s.part_id = p.id AND d.closed_at IS NULL AND d.group_id = ANY (my_desks))
        END
    );
END $function$;

CREATE OR REPLACE FUNCTION wall.people_kept_from(of_record uuid)
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    WITH asked AS (
        SELECT of_record AS id UNION SELECT unnest(wall.records_of_action(of_record))
    ), its AS (
        SELECT r.case_id AS id FROM referrals_referral r WHERE r.id IN (SELECT id FROM asked)
        UNION SELECT d.case_id FROM duties_duty d WHERE d.id IN (SELECT id FROM asked)
        UNION SELECT c.id FROM cases_case c WHERE c.id IN (SELECT id FROM asked)
    ), records AS (
        SELECT id FROM asked UNION SELECT id FROM its
        UNION SELECT r.id FROM referrals_referral r WHERE r.case_id IN (SELECT id FROM its)
        UNION SELECT d.id FROM duties_duty d WHERE d.case_id IN (SELECT id FROM its)
    ), said AS (
        SELECT id FROM records UNION SELECT unnest(wall.actions_of(ARRAY(SELECT id FROM records WHERE id IS NOT NULL)))
    )
    SELECT COALESCE(array_agg(kept.user_id), '{}') FROM (
        SELECT k.user_id FROM referrals_keptfrom k WHERE k.referral_id IN (SELECT id FROM asked) OR
            (k.referral_id IN (SELECT id FROM records) AND NOT EXISTS (SELECT 1 FROM referrals_referral r WHERE r.id IN (SELECT id FROM asked)))
        UNION SELECT w.user_id FROM cases_casewall w WHERE w.case_id IN (SELECT id FROM its) AND w.ended_at IS NULL
        UNION SELECT m.user_id FROM meetings_recusal s JOIN team_membership m ON m.id = s.place_id
            WHERE s.record IN (SELECT id FROM said) AND s.ended_at IS NULL
    ) kept WHERE wall.kind() = 'system'
$function$;

CREATE OR REPLACE FUNCTION wall.person()
 RETURNS uuid
 LANGUAGE plpgsql
 STABLE
AS $function$BEGIN RETURN NULLIF((wall.claims())[2], '')::uuid; END$function$;

CREATE OR REPLACE FUNCTION wall.put_forward_lets(of_referral uuid, holder uuid, of_body uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT (wall.kind() = 'system' OR holder = wall.agency()) AND wall.put_forward_stands(of_referral, holder, of_body)
$function$;

CREATE OR REPLACE FUNCTION wall.put_forward_stands(of_referral uuid, holder uuid, of_body uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT EXISTS (SELECT 1 FROM referrals_referral r WHERE r.id = of_referral
        AND (r.release_category = '' OR wall.release_names(r.case_id, r.from_agency_id, of_body, r.release_category))
        AND (NOT wall.release_bound(holder) OR wall.release_names(r.case_id, holder, of_body, wall.service_category(r.service))))
$function$;

CREATE OR REPLACE FUNCTION wall.records_kept_from()
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
    me uuid := wall.person();
BEGIN
    IF NOT (EXISTS (SELECT w.case_id FROM cases_casewall w WHERE w.user_id = me AND w.ended_at IS NULL) OR EXISTS (SELECT k.referral_id FROM referrals_keptfrom k WHERE k.user_id = me) OR EXISTS (
        SELECT r.record FROM meetings_recusal r JOIN team_membership m ON m.id = r.place_id
        WHERE m.user_id = me AND r.ended_at IS NULL)) THEN RETURN '{}'; END IF;
    DECLARE
        kept uuid[] := wall.referrals_kept_from() || wall.duties_kept_from() || wall.cases_kept_from();
    BEGIN
        RETURN kept || wall.actions_of(kept);
    END;
END $function$;

CREATE OR REPLACE FUNCTION wall.records_of_action(of_action uuid)
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    WITH RECURSIVE base(id) AS (
        SELECT of_action UNION SELECT next.id FROM base CROSS JOIN LATERAL (
            SELECT i.record AS id FROM meetings_task t JOIN meetings_agendaitem i ON i.id = t.item_id WHERE t.action_id = base.id
            UNION ALL SELECT p.record FROM subcommittees_report p WHERE p.id = base.id AND p.record IS NOT NULL
        ) next
    )
    SELECT COALESCE(array_agg(base.id), '{}') FROM base WHERE base.id <> of_action
$function$;

CREATE OR REPLACE FUNCTION wall.records_under(of_record uuid)
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT wall.records_of_action(of_record) || of_record WHERE wall.kind() = 'system'
$function$;

CREATE OR REPLACE FUNCTION wall.recusal_is_mine(recusal uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT EXISTS (SELECT 1 FROM meetings_recusal r JOIN team_membership m ON m.id = r.place_id
        WHERE r.id = recusal AND m.user_id = wall.person() AND r.team_id = wall.team() AND r.ended_at IS NULL)
$function$;

CREATE OR REPLACE FUNCTION wall.recused_from()
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
    me uuid := wall.person();
BEGIN
    RETURN ARRAY(SELECT r.record FROM meetings_recusal r JOIN team_membership m ON m.id = r.place_id
                 WHERE m.user_id = me AND r.ended_at IS NULL);
END $function$;

CREATE OR REPLACE FUNCTION wall.recused_under()
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
    recused uuid[] := wall.recused_from();
BEGIN
    IF recused = '{}' THEN RETURN recused; END IF;
    RETURN ARRAY(SELECT under.id FROM unnest(recused) r(id)
                 CROSS JOIN LATERAL unnest(wall.records_of_action(r.id) || r.id) under(id));
END $function$;

CREATE OR REPLACE FUNCTION wall.referral_ended_steps(of_referral uuid)
 RETURNS TABLE(kind character varying, at timestamp with time zone, by_name character varying)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT s.kind, s.at, s.by_name FROM referrals_step s JOIN wall.referrals_ended() e ON e.id = s.referral_id
    WHERE s.referral_id = of_referral AND s.agency_id = wall.agency()
$function$;

CREATE OR REPLACE FUNCTION wall.referral_granted(referral uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    -- Of what is kept or hidden from whoever asks it says no more than of what is not there.
    SELECT wall.kind() = 'user' AND NOT referral = ANY (wall.referrals_kept_from()) AND NOT wall.referral_hidden(referral) AND (
        EXISTS (SELECT 1 FROM referrals_referraldeskgrant g
                WHERE g.content_object_id = referral AND g.group_id = ANY (wall.desks()) AND g.via <> 'put_forward')
        OR EXISTS (SELECT 1 FROM referrals_referralpersongrant p
                   WHERE p.content_object_id = referral AND p.user_id = wall.person() AND p.holder = wall.agency()))
$function$;

CREATE OR REPLACE FUNCTION wall.referral_hidden(record uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT EXISTS (SELECT 1 FROM referrals_referral r WHERE r.id = record AND r.release_category <> ''
        AND r.from_agency_id IS DISTINCT FROM wall.agency()
        AND NOT wall.release_lets(r.case_id, r.from_agency_id, wall.agency(), r.release_category))
$function$;

CREATE OR REPLACE FUNCTION wall.referral_seen_by(referral uuid, before_at timestamp with time zone, before_id uuid, most integer)
 RETURNS TABLE(id uuid, at timestamp with time zone, kind text, door text, purpose text, name text, agency text, own boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    WITH of_it AS MATERIALIZED (SELECT * FROM ledger.event WHERE records @> ARRAY[referral])
    SELECT e.id, e.at, e.kind, CASE WHEN d.mine THEN b.said ->> 'door' ELSE array_to_string(d.others, ', ') END,
        CASE WHEN o.own THEN b.said ->> 'purpose' ELSE '' END,
        CASE WHEN o.own THEN b.said #>> '{actor,name}' ELSE '' END, b.said #>> '{agency,name}', o.own
    FROM of_it e
    CROSS JOIN LATERAL (SELECT convert_from(e.body, 'UTF8')::jsonb AS said) b
    CROSS JOIN LATERAL (SELECT COALESCE(e.agency = wall.agency(), false) AS own) o
    CROSS JOIN LATERAL (SELECT string_to_array(COALESCE(b.said ->> 'door', ''), ', ') AS doors) w
    CROSS JOIN LATERAL (
        SELECT COALESCE(e.actor = wall.person(), false) AS mine, array_remove(w.doors, 'room') AS others,
            'room' = ANY (w.doors) AS room
    ) d
    WHERE wall.referrals_held(referral) AND e.team = wall.team()
        AND (e.inner_of IS NULL OR e.inner_of = wall.agency())
        AND (o.own OR (e.actor IS NOT NULL AND e.agency IS NOT NULL AND e.kind IN ('agenda.ics', 'agenda.pdf', 'agenda.prepared', 'agenda.read', 'old_log.listed', 'referral.looked', 'referrals.exported', 'referrals.listed', 'referrals.searched', 'words.opened')))
        AND (d.mine OR NOT d.room OR cardinality(d.others) > 0 AND EXISTS (
            SELECT 1 FROM referrals_referral r WHERE r.id = referral AND e.agency IN (r.from_agency_id, r.to_agency_id)
        ))
        AND (d.mine OR NOT EXISTS (
            SELECT 1 FROM meetings_meeting t JOIN team_body g ON g.id = t.body_id
            WHERE t.id = ANY (e.records) AND g.subcommittee
        ))
        AND (d.mine OR split_part(e.kind, '.', 1) NOT IN ('action', 'agenda', 'lease', 'meeting', 'minutes', 'outcome', 'presenter', 'queue', 'recusal', 'room') OR EXISTS (
            SELECT 1 FROM meetings_meeting t JOIN team_body g ON g.id = t.body_id
            WHERE t.id = ANY (e.records) AND NOT g.subcommittee
        ))
        AND (e.at, e.id) < (before_at, before_id)
    ORDER BY e.at DESC, e.id DESC LIMIT least(most, 101)
$function$;

CREATE OR REPLACE FUNCTION wall.referrals_ended()
 RETURNS TABLE(id uuid, code character varying, sent_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT r.id, r.code, r.sent_at FROM referrals_referral r
    WHERE wall.kind() = 'user' AND r.team_id = wall.team() AND r.to_agency_id = wall.agency()
        AND r.release_category <> '' AND r.state NOT IN ('draft', 'declined') AND NOT r.waits_for_sender
        AND (EXISTS (SELECT 1 FROM referrals_referraldeskgrant g
                     WHERE g.content_object_id = r.id AND g.group_id = ANY (wall.desks()))
             OR EXISTS (SELECT 1 FROM referrals_referralpersongrant p
                        WHERE p.content_object_id = r.id AND p.user_id = wall.person() AND p.holder = wall.agency()))
        AND NOT r.id = ANY (wall.referrals_kept_from())
        AND (SELECT s.kind FROM referrals_step s WHERE s.referral_id = r.id AND s.agency_id = r.to_agency_id
             AND s.kind IN ('accept', 'undo_accept', 'unaccept') ORDER BY s.at DESC, s.id DESC LIMIT 1) = 'accept'
        AND NOT wall.release_lets(r.case_id, r.from_agency_id, r.to_agency_id, r.release_category)
$function$;

CREATE OR REPLACE FUNCTION wall.referrals_grant(keys uuid[], referrals uuid[], desks integer[], doors text[], holders uuid[], moments timestamp with time zone[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
        WHEN 'user' THEN 
    r.team_id = my_team AND (
        r.from_agency_id = my_agency
        OR (r.to_agency_id = my_agency AND r.state NOT IN ('draft', 'declined') AND NOT r.waits_for_sender
            AND (r.release_category = '' OR wall.release_lets(r.case_id, r.from_agency_id, r.to_agency_id, r.release_category)))
    ) AND CASE r.state WHEN 'draft' THEN r.written_by_id = my_person ELSE
        EXISTS (SELECT 1 FROM referrals_referraldeskgrant g
                WHERE g.content_object_id = ANY (ARRAY[r.id]) AND g.group_id = ANY (my_desks))
        OR EXISTS (SELECT 1 FROM referrals_referralpersongrant p
                   WHERE p.content_object_id = ANY (ARRAY[r.id]) AND p.user_id = my_person AND p.holder = my_agency)
    END AND NOT r.id = ANY (my_kept)
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
END $function$;

CREATE OR REPLACE FUNCTION wall.referrals_held(referral uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT wall.kind() = 'user' AND EXISTS (SELECT 1 FROM referrals_referral r WHERE r.id = referral AND 
    r.team_id = wall.team() AND (
        r.from_agency_id = wall.agency()
        OR (r.to_agency_id = wall.agency() AND r.state NOT IN ('draft', 'declined') AND NOT r.waits_for_sender
            AND (r.release_category = '' OR wall.release_lets(r.case_id, r.from_agency_id, r.to_agency_id, r.release_category)))
    ) AND CASE r.state WHEN 'draft' THEN r.written_by_id = wall.person() ELSE
        EXISTS (SELECT 1 FROM referrals_referraldeskgrant g
                WHERE g.content_object_id = ANY (ARRAY[r.id]) AND g.group_id = ANY (wall.desks()))
        OR EXISTS (SELECT 1 FROM referrals_referralpersongrant p
                   WHERE p.content_object_id = ANY (ARRAY[r.id]) AND p.user_id = wall.person() AND p.holder = wall.agency())
    END AND NOT r.id = ANY (wall.referrals_kept_from()))
$function$;

CREATE OR REPLACE FUNCTION wall.referrals_in_rooms(of_body uuid)
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
    claims text[] := wall.claims();
    my_kind text := claims[1];
    me uuid := NULLIF(claims[2], '')::uuid;
    my_team uuid := NULLIF(claims[3], '')::uuid;
    my_agency uuid := NULLIF(claims[4], '')::uuid;

    my_rooms uuid[] := wall.rooms_open();
BEGIN
    IF my_rooms = '{}' THEN RETURN my_rooms; END IF;
    RETURN ARRAY(
        SELECT f.referral_id FROM referrals_forwarded f JOIN referrals_referral r ON r.id = f.referral_id
        WHERE f.body_id = ANY (my_rooms) AND (of_body IS NULL OR f.body_id = of_body) AND r.team_id = my_team AND r.state <> 'draft'
            AND (f.holder = my_agency OR NOT wall.release_bound(f.holder)
                 OR wall.release_lets(r.case_id, f.holder, my_agency, wall.service_category(r.service)))
            AND (r.release_category = '' OR r.from_agency_id = my_agency
                 OR wall.release_lets(r.case_id, r.from_agency_id, my_agency, r.release_category))
            AND wall.put_forward_stands(f.referral_id, f.holder, f.body_id)
    );
END $function$;

CREATE OR REPLACE FUNCTION wall.referrals_kept_from()
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
    me uuid := wall.person();
BEGIN
    IF NOT (EXISTS (SELECT w.case_id FROM cases_casewall w WHERE w.user_id = me AND w.ended_at IS NULL) OR EXISTS (SELECT k.referral_id FROM referrals_keptfrom k WHERE k.user_id = me) OR EXISTS (
        SELECT r.record FROM meetings_recusal r JOIN team_membership m ON m.id = r.place_id
        WHERE m.user_id = me AND r.ended_at IS NULL)) THEN RETURN '{}'; END IF;
    DECLARE
        walled uuid[] := wall.cases_walled();
    BEGIN
        RETURN wall.recused_under() || ARRAY(SELECT k.referral_id FROM referrals_keptfrom k WHERE k.user_id = me)
            || ARRAY(SELECT r.id FROM referrals_referral r WHERE r.case_id = ANY (walled));
    END;
END $function$;

CREATE OR REPLACE FUNCTION wall.release_bound(of_agency uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT EXISTS (SELECT 1 FROM team_agency a WHERE a.id = of_agency AND a.bindings && '{fvpsa,part_2,privileged,rhy,vawa,voca}'::varchar[])
$function$;

CREATE OR REPLACE FUNCTION wall.release_categories(of_team uuid)
 RETURNS text[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT COALESCE((SELECT s.bound::text[] FROM releases_releasesettings s WHERE s.team_id = of_team), '{substance_use}')
$function$;

CREATE OR REPLACE FUNCTION wall.release_ends(of_case uuid, giver uuid, reader uuid, category text)
 RETURNS timestamp with time zone
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    IF category = '' THEN RETURN NULL; END IF;
    RETURN (SELECT max(r.expires_at) FROM wall.release_standing r WHERE r.case_id = of_case AND r.agency_id = giver
        AND reader = ANY (r.named) AND category = ANY (r.categories) AND (wall.kind() = 'system' OR wall.kind() = 'user' AND wall.agency() IN (giver, reader)));
END $function$;

CREATE OR REPLACE FUNCTION wall.release_lets(of_case uuid, giver uuid, reader uuid, category text)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    IF category = '' THEN RETURN false; END IF;
    RETURN EXISTS (SELECT 1 FROM wall.release_standing r WHERE r.case_id = of_case AND r.agency_id = giver
        AND reader = ANY (r.named) AND category = ANY (r.categories) AND (wall.kind() = 'system' OR wall.kind() = 'user' AND wall.agency() IN (giver, reader)));
END $function$;

CREATE OR REPLACE FUNCTION wall.release_lets_answers(of_case uuid, giver uuid, receiver uuid, category text)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT EXISTS (
        SELECT 1 FROM wall.release_standing r WHERE r.case_id = of_case AND r.agency_id = giver
        AND receiver = ANY (r.named) AND category = ANY (r.categories) AND r.answers_may_flow_back
    ) AND (wall.kind() = 'system' OR wall.kind() = 'user' AND wall.agency() IN (giver, receiver))
$function$;

CREATE OR REPLACE FUNCTION wall.release_names(of_case uuid, giver uuid, of_body uuid, category text)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT EXISTS (
        SELECT 1 FROM wall.release_standing r WHERE r.case_id = of_case AND r.agency_id = giver
        AND r.body_id = of_body AND category = ANY (r.categories)
    ) AND wall.kind() IN ('user', 'system')
$function$;

CREATE OR REPLACE FUNCTION wall.release_needed(of_team uuid, sender uuid, service text)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT CASE WHEN wall.release_bound(sender) OR wall.service_category(service) = ANY (wall.release_categories(of_team))
        THEN wall.service_category(service) ELSE '' END
$function$;

CREATE OR REPLACE FUNCTION wall.release_stands(release uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT EXISTS (SELECT 1 FROM wall.release_standing r WHERE r.id = release
        AND (wall.kind() = 'system' OR r.agency_id = wall.agency()))
$function$;

CREATE OR REPLACE FUNCTION wall.rooms_chaired()
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
    claims text[] := wall.claims();
    my_kind text := claims[1];
    me uuid := NULLIF(claims[2], '')::uuid;
    my_team uuid := NULLIF(claims[3], '')::uuid;
    my_agency uuid := NULLIF(claims[4], '')::uuid;
    places uuid[] := ARRAY(SELECT p.id FROM team_membership p WHERE my_kind = 'user' AND p.user_id = me
        AND p.team_id = my_team AND p.agency_id = my_agency AND p.ended_at IS NULL);
BEGIN
    IF places = '{}' THEN RETURN places; END IF;
    RETURN ARRAY(SELECT r.id FROM wall.room_standing r WHERE r.team_id = my_team AND r.works AND r.chair_id = me);
END $function$;

CREATE OR REPLACE FUNCTION wall.rooms_kept()
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
    claims text[] := wall.claims();
    my_kind text := claims[1];
    me uuid := NULLIF(claims[2], '')::uuid;
    my_team uuid := NULLIF(claims[3], '')::uuid;
    my_agency uuid := NULLIF(claims[4], '')::uuid;
    inside uuid[] := wall.rooms_read();
BEGIN
    IF my_kind = 'system' THEN RETURN '{}'; END IF;
    RETURN ARRAY(SELECT b.id FROM team_body b WHERE b.subcommittee AND NOT b.id = ANY (inside));
END $function$;

CREATE OR REPLACE FUNCTION wall.rooms_named()
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
    claims text[] := wall.claims();
    my_kind text := claims[1];
    me uuid := NULLIF(claims[2], '')::uuid;
    my_team uuid := NULLIF(claims[3], '')::uuid;
    my_agency uuid := NULLIF(claims[4], '')::uuid;
    inside uuid[] := wall.rooms_read();
BEGIN
    IF my_kind = 'system' THEN
        RETURN ARRAY(SELECT b.id FROM team_body b WHERE my_team IS NULL OR b.team_id = my_team);
    END IF;
    IF my_kind = 'user' AND EXISTS (SELECT 1 FROM team_membership p WHERE p.user_id = me AND p.team_id = my_team
                                    AND p.ended_at IS NULL AND 'administrator' = ANY (p.roles)) THEN
        RETURN inside || ARRAY(SELECT b.id FROM team_body b WHERE b.team_id = my_team);
    END IF;
    RETURN inside;
END $function$;

CREATE OR REPLACE FUNCTION wall.rooms_open()
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
    claims text[] := wall.claims();
    my_kind text := claims[1];
    me uuid := NULLIF(claims[2], '')::uuid;
    my_team uuid := NULLIF(claims[3], '')::uuid;
    my_agency uuid := NULLIF(claims[4], '')::uuid;
    places uuid[] := ARRAY(SELECT p.id FROM team_membership p WHERE my_kind = 'user' AND p.user_id = me
        AND p.team_id = my_team AND p.agency_id = my_agency AND p.ended_at IS NULL);
BEGIN
    IF places = '{}' THEN RETURN places; END IF;
    RETURN ARRAY(SELECT r.id FROM wall.room_standing r WHERE r.team_id = my_team AND r.works AND (r.chair_id = me
        OR EXISTS (SELECT 1 FROM rooms_roommember m WHERE m.body_id = r.id AND m.place_id = ANY (places))));
END $function$;

CREATE OR REPLACE FUNCTION wall.rooms_over()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT COALESCE(array_agg(r.id), '{}') FROM wall.room_standing r WHERE NOT r.works AND wall.kind() IS DISTINCT FROM 'system'
$function$;

CREATE OR REPLACE FUNCTION wall.rooms_read()
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
    claims text[] := wall.claims();
    my_kind text := claims[1];
    me uuid := NULLIF(claims[2], '')::uuid;
    my_team uuid := NULLIF(claims[3], '')::uuid;
    my_agency uuid := NULLIF(claims[4], '')::uuid;
    places uuid[] := ARRAY(SELECT p.id FROM team_membership p WHERE my_kind = 'user' AND p.user_id = me
        AND p.team_id = my_team AND p.agency_id = my_agency AND p.ended_at IS NULL);
BEGIN
    IF places = '{}' THEN RETURN places; END IF;
    RETURN ARRAY(SELECT r.id FROM wall.room_standing r WHERE r.team_id = my_team
        AND (r.works AND (r.chair_id = me
        OR EXISTS (SELECT 1 FROM rooms_roommember m WHERE m.body_id = r.id AND m.place_id = ANY (places))) OR r.kept AND r.chair_id = me));
END $function$;

CREATE OR REPLACE FUNCTION wall.rooms_taking(of_body uuid)
 RETURNS TABLE(id uuid, name character varying)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT b.id, b.name FROM rooms_room r JOIN team_body b ON b.id = r.body_id
    WHERE wall.kind() = 'user' AND b.team_id = wall.team() AND r.takes_items AND r.reports_to_id = of_body
        AND r.ends_at > statement_timestamp() AND EXISTS (
    SELECT 1 FROM team_body b
    WHERE b.id = of_body AND (b.chair_id = (SELECT wall.person()) OR NOT b.subcommittee AND EXISTS (
        SELECT 1 FROM team_membership m WHERE m.user_id = (SELECT wall.person()) AND m.team_id = b.team_id
        AND m.ended_at IS NULL AND m.roles && ARRAY['chair', 'coordinator']::varchar[]))
)
$function$;

CREATE OR REPLACE FUNCTION wall.service_category(service text)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE
AS $function$ BEGIN RETURN CASE WHEN service = ANY ('{"crisis","safety","missing_youth"}') THEN 'safety' WHEN service = ANY ('{"advocacy_confidential","advocacy_system","case_management","family","mentor","peer"}') THEN 'advocacy' WHEN service = ANY ('{"shelter","housing"}') THEN 'housing' WHEN service = ANY ('{"basic","education","employment","benefits","child_care"}') THEN 'daily' WHEN service = ANY ('{"interpretation"}') THEN 'language' WHEN service = ANY ('{"medical","forensic_exam","dental"}') THEN 'medical' WHEN service = ANY ('{"mental_health"}') THEN 'mental_health' WHEN service = ANY ('{"substance_use"}') THEN 'substance_use' WHEN service = ANY ('{"legal_victim","legal_immigration","legal_civil","hhs_help","compensation","labor"}') THEN 'legal' WHEN service = ANY ('{"forensic_interview","diversion","csec_unit"}') THEN 'justice' ELSE 'none' END; END $function$;

CREATE OR REPLACE FUNCTION wall.share_inside(of_share uuid, ask_walls boolean)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT EXISTS (
        SELECT 1 FROM cases_caseshare s
        JOIN wall.room_standing k ON k.id = s.body_id AND k.works
        JOIN team_desk d ON d.id = s.desk_id AND d.closed_at IS NULL
        JOIN team_agency a ON a.id = d.agency_id AND a.suspended_at IS NULL
        JOIN team_membership p ON p.team_id = s.team_id AND p.agency_id = a.id AND p.ended_at IS NULL
        JOIN team_user u ON u.id = p.user_id AND u.is_active
        JOIN team_user_groups sits ON sits.user_id = u.id AND sits.group_id = d.group_id
        WHERE s.id = of_share AND s.ended_at IS NULL
        AND CASE wall.kind()
            WHEN 'system' THEN wall.team() IS NULL OR s.team_id = wall.team()
            ELSE s.team_id = wall.team() AND (d.group_id = ANY (wall.desks()) OR s.body_id = ANY (wall.rooms_open()))
        END
        AND (k.chair_id = u.id OR EXISTS (SELECT 1 FROM rooms_roommember m WHERE m.body_id = s.body_id AND m.place_id = p.id))
        AND NOT (ask_walls AND wall.case_kept_from(s.case_id, u.id))
    )
$function$;

CREATE OR REPLACE FUNCTION wall.share_shows_duty(of_share uuid, of_duty uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT wall.share_inside(of_share, false) AND EXISTS (
        SELECT 1 FROM cases_caseshare s JOIN team_desk k ON k.id = s.desk_id
        JOIN duties_duty d ON d.case_id = s.case_id
        WHERE s.id = of_share AND d.id = of_duty AND (d.stop = '' OR d.stopped_at >= s.shared_at)
            AND EXISTS (SELECT 1 FROM duties_dutydeskgrant g
                        WHERE g.content_object_id = d.id AND g.group_id = k.group_id AND g.via = 'assigned')
            AND NOT wall.release_bound(d.agency_id) AND wall.case_lets(d.case_id, d.agency_id, s.body_id)
    )
$function$;

CREATE OR REPLACE FUNCTION wall.share_stands(of_share uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT wall.share_inside(of_share, NOT EXISTS (
        SELECT 1 FROM cases_caseshare s JOIN team_desk d ON d.id = s.desk_id
        WHERE s.id = of_share AND wall.kind() = 'user' AND d.group_id = ANY (wall.desks())
    ))
$function$;

CREATE OR REPLACE FUNCTION wall.shares_of(of_case uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM cases_caseshare s WHERE s.case_id = of_case AND s.ended_at IS NULL) THEN RETURN '[]'; END IF;
    RETURN (
        SELECT COALESCE(jsonb_agg(jsonb_build_object(
            'pk', s.id, 'desk', d.name, 'stands', wall.share_stands(s.id),
            'name', CASE WHEN b.id = ANY (wall.rooms_read()) THEN b.name END
        ) ORDER BY s.shared_at, s.id), '[]')
        FROM cases_caseshare s JOIN team_desk d ON d.id = s.desk_id JOIN team_body b ON b.id = s.body_id
        WHERE s.case_id = of_case AND s.ended_at IS NULL AND wall.kind() = 'user' AND s.team_id = wall.team()
            AND d.agency_id = wall.agency() AND d.group_id = ANY (wall.desks()) AND NOT s.case_id = ANY (wall.cases_walled())
    );
END $function$;

CREATE OR REPLACE FUNCTION wall.step_told(of_referral uuid, by_agency uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT EXISTS (SELECT 1 FROM referrals_referral r WHERE r.id = of_referral AND (r.to_agency_id IS DISTINCT FROM by_agency
        OR wall.answers_flow(r.case_id, r.service, r.from_agency_id, r.to_agency_id, wall.agency())))
$function$;

CREATE OR REPLACE FUNCTION wall.stepped_back()
 RETURNS TABLE(meeting uuid, at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT r.meeting_id, r.at FROM meetings_recusal r JOIN team_membership m ON m.id = r.place_id
    WHERE m.user_id = wall.person() AND r.team_id = wall.team() AND r.ended_at IS NULL
$function$;

CREATE OR REPLACE FUNCTION wall.team()
 RETURNS uuid
 LANGUAGE plpgsql
 STABLE
AS $function$BEGIN RETURN NULLIF((wall.claims())[3], '')::uuid; END$function$;

CREATE POLICY cases_case_by_duty ON cases_case AS PERMISSIVE FOR SELECT TO mdt_app
    USING wall.duty_on(id);

CREATE POLICY cases_case_by_referral ON cases_case AS PERMISSIVE FOR SELECT TO mdt_app
    USING (EXISTS ( SELECT 1
   FROM referrals_referral seen
  WHERE (seen.case_id = cases_case.id)));

CREATE POLICY cases_case_delete ON cases_case AS PERMISSIVE FOR DELETE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY cases_case_forwarded ON cases_case AS PERMISSIVE FOR SELECT TO mdt_app
    USING (id = ANY (( SELECT wall.cases_forwarded() AS cases_forwarded)::uuid[]));

CREATE POLICY cases_case_insert ON cases_case AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK ((team_id = ( SELECT wall.team() AS team)) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY cases_case_read ON cases_case AS PERMISSIVE FOR SELECT TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY cases_case_update ON cases_case AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY cases_caseshare_by_holders ON cases_caseshare AS RESTRICTIVE FOR INSERT TO mdt_app
    WITH CHECK (( SELECT (wall.kind() = 'system'::text)) OR (EXISTS ( SELECT 1
   FROM ((referrals_referral r
     JOIN referrals_referraldeskgrant g ON ((g.content_object_id = r.id)))
     JOIN team_desk d ON ((d.group_id = g.group_id)))
  WHERE ((r.case_id = cases_caseshare.case_id) AND (d.id = cases_caseshare.desk_id) AND ((g.via)::text = ANY ((ARRAY['sender'::character varying, 'receiver'::character varying])::text[])) AND ((r.state)::text = ANY ((ARRAY['sent'::character varying, 'question'::character varying, 'waitlisted'::character varying, 'accepted'::character varying])::text[])) AND wall.referrals_held(r.id)))));

CREATE POLICY cases_caseshare_delete ON cases_caseshare AS PERMISSIVE FOR DELETE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY cases_caseshare_insert ON cases_caseshare AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK ((( SELECT (wall.kind() = 'user'::text)) AND (team_id = ( SELECT wall.team() AS team)) AND (NOT (case_id = ANY (( SELECT wall.cases_walled() AS cases_walled)::uuid[]))) AND (EXISTS ( SELECT 1
   FROM team_desk d
  WHERE ((d.id = cases_caseshare.desk_id) AND (d.agency_id = ( SELECT wall.agency() AS agency)) AND (d.group_id = ANY (( SELECT wall.desks() AS desks)::integer[]))))) AND (EXISTS ( SELECT 1
   FROM cases_case known
  WHERE (known.id = cases_caseshare.case_id))) AND (EXISTS ( SELECT 1
   FROM team_membership p
  WHERE ((p.id = cases_caseshare.shared_by_id) AND (p.user_id = ( SELECT wall.person() AS person))))) AND (ended_at IS NULL) AND (body_id = ANY (( SELECT wall.rooms_open() AS rooms_open)::uuid[]))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY cases_caseshare_read ON cases_caseshare AS PERMISSIVE FOR SELECT TO mdt_app
    USING ((( SELECT (wall.kind() = 'user'::text)) AND (team_id = ( SELECT wall.team() AS team)) AND (NOT (case_id = ANY (( SELECT wall.cases_walled() AS cases_walled)::uuid[]))) AND (EXISTS ( SELECT 1
   FROM team_desk d
  WHERE ((d.id = cases_caseshare.desk_id) AND (d.agency_id = ( SELECT wall.agency() AS agency)) AND (d.group_id = ANY (( SELECT wall.desks() AS desks)::integer[]))))) AND (EXISTS ( SELECT 1
   FROM cases_case known
  WHERE (known.id = cases_caseshare.case_id)))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY cases_caseshare_taken_back ON cases_caseshare AS RESTRICTIVE FOR UPDATE TO mdt_app
    USING true
    WITH CHECK ((( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))) OR (EXISTS ( SELECT 1
   FROM team_membership p
  WHERE ((p.id = cases_caseshare.ended_by_id) AND (p.user_id = ( SELECT wall.person() AS person))))));

CREATE POLICY cases_caseshare_update ON cases_caseshare AS PERMISSIVE FOR UPDATE TO mdt_app
    USING ((( SELECT (wall.kind() = 'user'::text)) AND (team_id = ( SELECT wall.team() AS team)) AND (NOT (case_id = ANY (( SELECT wall.cases_walled() AS cases_walled)::uuid[]))) AND (EXISTS ( SELECT 1
   FROM team_desk d
  WHERE ((d.id = cases_caseshare.desk_id) AND (d.agency_id = ( SELECT wall.agency() AS agency)) AND (d.group_id = ANY (( SELECT wall.desks() AS desks)::integer[]))))) AND (EXISTS ( SELECT 1
   FROM cases_case known
  WHERE (known.id = cases_caseshare.case_id)))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY cases_casewall_by_holders ON cases_casewall AS RESTRICTIVE FOR INSERT TO mdt_app
    WITH CHECK ((( SELECT wall.kind() AS kind) = 'system'::text) OR (body_id IS NOT NULL) OR (EXISTS ( SELECT 1
   FROM referrals_referral r
  WHERE ((r.case_id = cases_casewall.case_id) AND wall.referrals_held(r.id)))) OR (EXISTS ( SELECT 1
   FROM duties_duty d
  WHERE ((d.case_id = cases_casewall.case_id) AND (d.agency_id = ( SELECT wall.agency() AS agency))))));

CREATE POLICY cases_casewall_by_leads ON cases_casewall AS RESTRICTIVE FOR INSERT TO mdt_app
    WITH CHECK ((( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))) OR (body_id IS NOT NULL) OR (EXISTS ( SELECT 1
   FROM team_membership m
  WHERE ((m.user_id = cases_casewall.user_id) AND (m.team_id = cases_casewall.team_id) AND (m.agency_id = ( SELECT wall.agency() AS agency)) AND (m.ended_at IS NULL)))) OR (EXISTS ( SELECT 1
   FROM team_membership m
  WHERE ((m.user_id = ( SELECT wall.person() AS person)) AND (m.team_id = cases_casewall.team_id) AND (m.agency_id = ( SELECT wall.agency() AS agency)) AND (m.ended_at IS NULL) AND (m.roles && ARRAY['agency_lead'::character varying])))));

CREATE POLICY cases_casewall_delete ON cases_casewall AS PERMISSIVE FOR DELETE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY cases_casewall_insert ON cases_casewall AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK (((team_id = ( SELECT wall.team() AS team)) AND (user_id <> ( SELECT wall.person() AS person)) AND (EXISTS ( SELECT 1
   FROM cases_case known
  WHERE (known.id = cases_casewall.case_id))) AND (((body_id IS NULL) AND (holder = ( SELECT wall.agency() AS agency))) OR ((body_id IS NOT NULL) AND (EXISTS ( SELECT 1
   FROM team_membership p
  WHERE ((p.id = cases_casewall.set_by_id) AND (p.user_id = ( SELECT wall.person() AS person))))))) AND (EXISTS ( SELECT 1
   FROM team_membership p
  WHERE ((p.id = cases_casewall.set_by_id) AND (p.user_id = ( SELECT wall.person() AS person))))) AND (ended_at IS NULL) AND ((body_id IS NULL) OR (EXISTS ( SELECT 1
   FROM team_body b
  WHERE ((b.id = cases_casewall.body_id) AND ((b.chair_id = ( SELECT wall.person() AS person)) OR ((NOT b.subcommittee) AND (EXISTS ( SELECT 1
           FROM team_membership m
          WHERE ((m.user_id = ( SELECT wall.person() AS person)) AND (m.team_id = b.team_id) AND (m.ended_at IS NULL) AND (m.roles && ARRAY['chair'::character varying, 'coordinator'::character varying]))))))))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY cases_casewall_lifted_by_leads ON cases_casewall AS RESTRICTIVE FOR UPDATE TO mdt_app
    USING ((( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))) OR (body_id IS NOT NULL) OR (EXISTS ( SELECT 1
   FROM team_membership m
  WHERE ((m.user_id = cases_casewall.user_id) AND (m.team_id = cases_casewall.team_id) AND (m.agency_id = ( SELECT wall.agency() AS agency)) AND (m.ended_at IS NULL)))) OR (EXISTS ( SELECT 1
   FROM team_membership m
  WHERE ((m.user_id = ( SELECT wall.person() AS person)) AND (m.team_id = cases_casewall.team_id) AND (m.agency_id = ( SELECT wall.agency() AS agency)) AND (m.ended_at IS NULL) AND (m.roles && ARRAY['agency_lead'::character varying])))));

CREATE POLICY cases_casewall_read ON cases_casewall AS PERMISSIVE FOR SELECT TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND (user_id <> ( SELECT wall.person() AS person)) AND (NOT (case_id = ANY (( SELECT wall.cases_kept_from() AS cases_kept_from)::uuid[]))) AND (((body_id IS NULL) AND (holder = ( SELECT wall.agency() AS agency)) AND ((EXISTS ( SELECT 1
   FROM cases_case known
  WHERE (known.id = cases_casewall.case_id))) OR (EXISTS ( SELECT 1
   FROM team_membership p
  WHERE ((p.id = cases_casewall.set_by_id) AND (p.user_id = ( SELECT wall.person() AS person))))) OR ( SELECT wall.leads() AS leads))) OR ((body_id IS NOT NULL) AND (EXISTS ( SELECT 1
   FROM team_membership p
  WHERE ((p.id = cases_casewall.set_by_id) AND (p.user_id = ( SELECT wall.person() AS person)))))) OR ((body_id IS NOT NULL) AND (EXISTS ( SELECT 1
   FROM team_body b
  WHERE ((b.id = cases_casewall.body_id) AND ((b.chair_id = ( SELECT wall.person() AS person)) OR ((NOT b.subcommittee) AND (EXISTS ( SELECT 1
           FROM team_membership m
          WHERE ((m.user_id = ( SELECT wall.person() AS person)) AND (m.team_id = b.team_id) AND (m.ended_at IS NULL) AND (m.roles && ARRAY['chair'::character varying, 'coordinator'::character varying]))))))))) AND (EXISTS ( SELECT 1
   FROM team_membership gone
  WHERE ((gone.id = cases_casewall.set_by_id) AND (gone.ended_at IS NOT NULL))))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY cases_casewall_update ON cases_casewall AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND (user_id <> ( SELECT wall.person() AS person)) AND (NOT (case_id = ANY (( SELECT wall.cases_kept_from() AS cases_kept_from)::uuid[]))) AND (((body_id IS NULL) AND (holder = ( SELECT wall.agency() AS agency)) AND ((EXISTS ( SELECT 1
   FROM cases_case known
  WHERE (known.id = cases_casewall.case_id))) OR (EXISTS ( SELECT 1
   FROM team_membership p
  WHERE ((p.id = cases_casewall.set_by_id) AND (p.user_id = ( SELECT wall.person() AS person))))) OR ( SELECT wall.leads() AS leads))) OR ((body_id IS NOT NULL) AND (EXISTS ( SELECT 1
   FROM team_membership p
  WHERE ((p.id = cases_casewall.set_by_id) AND (p.user_id = ( SELECT wall.person() AS person)))))) OR ((body_id IS NOT NULL) AND (EXISTS ( SELECT 1
   FROM team_body b
  WHERE ((b.id = cases_casewall.body_id) AND ((b.chair_id = ( SELECT wall.person() AS person)) OR ((NOT b.subcommittee) AND (EXISTS ( SELECT 1
           FROM team_membership m
          WHERE ((m.user_id = ( SELECT wall.person() AS person)) AND (m.team_id = b.team_id) AND (m.ended_at IS NULL) AND (m.roles && ARRAY['chair'::character varying, 'coordinator'::character varying]))))))))) AND (EXISTS ( SELECT 1
   FROM team_membership gone
  WHERE ((gone.id = cases_casewall.set_by_id) AND (gone.ended_at IS NOT NULL))))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY directory_deskservice_delete ON directory_deskservice AS PERMISSIVE FOR DELETE TO mdt_app
    USING (((( SELECT wall.kind() AS kind) = 'user'::text) AND (team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM team_desk d
  WHERE ((d.id = directory_deskservice.desk_id) AND (d.agency_id = ( SELECT wall.agency() AS agency)))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY directory_deskservice_insert ON directory_deskservice AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK (((( SELECT wall.kind() AS kind) = 'user'::text) AND (team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM team_desk d
  WHERE ((d.id = directory_deskservice.desk_id) AND (d.agency_id = ( SELECT wall.agency() AS agency)))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY directory_deskservice_read ON directory_deskservice AS PERMISSIVE FOR SELECT TO mdt_app
    USING ((team_id = ( SELECT wall.team() AS team)) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY directory_deskservice_update ON directory_deskservice AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (((( SELECT wall.kind() AS kind) = 'user'::text) AND (team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM team_desk d
  WHERE ((d.id = directory_deskservice.desk_id) AND (d.agency_id = ( SELECT wall.agency() AS agency)))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY directory_directoryrule_delete ON directory_directoryrule AS PERMISSIVE FOR DELETE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY directory_directoryrule_insert ON directory_directoryrule AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK (((( SELECT wall.kind() AS kind) = 'user'::text) AND (team_id = ( SELECT wall.team() AS team))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY directory_directoryrule_read ON directory_directoryrule AS PERMISSIVE FOR SELECT TO mdt_app
    USING ((team_id = ( SELECT wall.team() AS team)) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY directory_directoryrule_update ON directory_directoryrule AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (((( SELECT wall.kind() AS kind) = 'user'::text) AND (team_id = ( SELECT wall.team() AS team))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY directory_organisation_delete ON directory_organisation AS PERMISSIVE FOR DELETE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY directory_organisation_insert ON directory_organisation AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK (((( SELECT wall.kind() AS kind) = 'user'::text) AND (team_id = ( SELECT wall.team() AS team))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY directory_organisation_read ON directory_organisation AS PERMISSIVE FOR SELECT TO mdt_app
    USING ((team_id = ( SELECT wall.team() AS team)) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY directory_organisation_update ON directory_organisation AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (((( SELECT wall.kind() AS kind) = 'user'::text) AND (team_id = ( SELECT wall.team() AS team))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY duties_confirmedrule_delete ON duties_confirmedrule AS PERMISSIVE FOR DELETE TO mdt_app
    USING (((( SELECT wall.kind() AS kind) = 'user'::text) AND (team_id = ( SELECT wall.team() AS team))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY duties_confirmedrule_insert ON duties_confirmedrule AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK (((( SELECT wall.kind() AS kind) = 'user'::text) AND (team_id = ( SELECT wall.team() AS team))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY duties_confirmedrule_read ON duties_confirmedrule AS PERMISSIVE FOR SELECT TO mdt_app
    USING ((team_id = ( SELECT wall.team() AS team)) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY duties_confirmedrule_update ON duties_confirmedrule AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY duties_duty_delete ON duties_duty AS PERMISSIVE FOR DELETE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY duties_duty_in_room ON duties_duty AS PERMISSIVE FOR SELECT TO mdt_app
    USING (( SELECT (wall.kind() = 'user'::text)) AND (team_id = ( SELECT wall.team() AS team)) AND (NOT (case_id = ANY (( SELECT wall.cases_kept_from() AS cases_kept_from)::uuid[]))) AND (id = ANY (( SELECT wall.duties_in_rooms(NULL::uuid) AS duties_in_rooms)::uuid[])));

CREATE POLICY duties_duty_insert ON duties_duty AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK (((( SELECT wall.kind() AS kind) = 'user'::text) AND (team_id = ( SELECT wall.team() AS team)) AND (agency_id = ( SELECT wall.agency() AS agency)) AND (started_by_id = ( SELECT wall.person() AS person)) AND ((stop)::text = ''::text) AND (EXISTS ( SELECT 1
   FROM cases_case known
  WHERE (known.id = duties_duty.case_id)))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY duties_duty_read ON duties_duty AS PERMISSIVE FOR SELECT TO mdt_app
    USING (((( SELECT wall.kind() AS kind) = 'user'::text) AND (team_id = ( SELECT wall.team() AS team)) AND (NOT (case_id = ANY (( SELECT wall.cases_kept_from() AS cases_kept_from)::uuid[]))) AND ((EXISTS ( SELECT 1
   FROM duties_dutydeskgrant g
  WHERE ((g.content_object_id = duties_duty.id) AND (g.group_id = ANY (( SELECT wall.desks() AS desks)::integer[]))))) OR (id = ANY (( SELECT wall.duties_forwarded(wall.desks(), NULL::uuid) AS duties_forwarded)::uuid[])))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY duties_duty_update ON duties_duty AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (((( SELECT wall.kind() AS kind) = 'user'::text) AND (team_id = ( SELECT wall.team() AS team)) AND (NOT (case_id = ANY (( SELECT wall.cases_kept_from() AS cases_kept_from)::uuid[]))) AND (EXISTS ( SELECT 1
   FROM duties_dutydeskgrant g
  WHERE ((g.content_object_id = duties_duty.id) AND (g.group_id = ANY (( SELECT wall.desks() AS desks)::integer[]))))) AND (agency_id = ( SELECT wall.agency() AS agency))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY duties_dutydeskgrant_delete ON duties_dutydeskgrant AS PERMISSIVE FOR DELETE TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND (holder = ( SELECT wall.agency() AS agency)) AND wall.duty_held(content_object_id)) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY duties_dutydeskgrant_insert ON duties_dutydeskgrant AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK (((team_id = ( SELECT wall.team() AS team)) AND (holder = ( SELECT wall.agency() AS agency)) AND wall.duty_held(content_object_id)) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY duties_dutydeskgrant_read ON duties_dutydeskgrant AS PERMISSIVE FOR SELECT TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND ((group_id = ANY (( SELECT wall.desks() AS desks)::integer[])) OR ((holder = ( SELECT wall.agency() AS agency)) AND wall.duty_held(content_object_id))) AND (NOT (content_object_id = ANY (( SELECT wall.duties_kept_from() AS duties_kept_from)::uuid[])))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY duties_dutydeskgrant_update ON duties_dutydeskgrant AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY duties_dutyforward_again ON duties_dutyforward AS RESTRICTIVE FOR UPDATE TO mdt_app
    USING true
    WITH CHECK ((( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))) OR (taken_back_at IS NOT NULL) OR (wall.duty_forward_lets(duty_id, body_id) AND (EXISTS ( SELECT 1
   FROM duties_duty d
  WHERE ((d.id = duties_dutyforward.duty_id) AND ((d.stop)::text = ''::text))))));

CREATE POLICY duties_dutyforward_delete ON duties_dutyforward AS PERMISSIVE FOR DELETE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY duties_dutyforward_insert ON duties_dutyforward AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK (((team_id = ( SELECT wall.team() AS team)) AND wall.duty_held(duty_id) AND wall.duty_forward_lets(duty_id, body_id) AND (EXISTS ( SELECT 1
   FROM duties_duty d
  WHERE ((d.id = duties_dutyforward.duty_id) AND ((d.stop)::text = ''::text))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY duties_dutyforward_read ON duties_dutyforward AS PERMISSIVE FOR SELECT TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND wall.duty_held(duty_id)) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY duties_dutyforward_update ON duties_dutyforward AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND wall.duty_held(duty_id)) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY duties_proof_delete ON duties_proof AS PERMISSIVE FOR DELETE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY duties_proof_insert ON duties_proof AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK (((team_id = ( SELECT wall.team() AS team)) AND (by_id = ( SELECT wall.person() AS person)) AND wall.duty_held(duty_id)) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY duties_proof_read ON duties_proof AS PERMISSIVE FOR SELECT TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND wall.duty_held(duty_id)) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY duties_proof_update ON duties_proof AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY hours_closure_delete ON hours_closure AS PERMISSIVE FOR DELETE TO mdt_app
    USING ((agency_id = ( SELECT wall.agency() AS agency)) OR (( SELECT wall.kind() AS kind) = 'system'::text));

CREATE POLICY hours_closure_insert ON hours_closure AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK ((agency_id = ( SELECT wall.agency() AS agency)) OR (( SELECT wall.kind() AS kind) = 'system'::text));

CREATE POLICY hours_closure_read ON hours_closure AS PERMISSIVE FOR SELECT TO mdt_app
    USING ((( SELECT wall.kind() AS kind) = ANY (ARRAY['user'::text, 'auditor'::text])) OR (( SELECT wall.kind() AS kind) = 'system'::text));

CREATE POLICY hours_closure_update ON hours_closure AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (false OR (( SELECT wall.kind() AS kind) = 'system'::text));

CREATE POLICY hours_countyday_delete ON hours_countyday AS PERMISSIVE FOR DELETE TO mdt_app
    USING ((team_id = ( SELECT wall.team() AS team)) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY hours_countyday_insert ON hours_countyday AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK ((team_id = ( SELECT wall.team() AS team)) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY hours_countyday_read ON hours_countyday AS PERMISSIVE FOR SELECT TO mdt_app
    USING ((team_id = ( SELECT wall.team() AS team)) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY hours_countyday_update ON hours_countyday AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY hours_deskhours_delete ON hours_deskhours AS PERMISSIVE FOR DELETE TO mdt_app
    USING (false OR (( SELECT wall.kind() AS kind) = 'system'::text));

CREATE POLICY hours_deskhours_insert ON hours_deskhours AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK ((EXISTS ( SELECT 1
   FROM team_desk d
  WHERE ((d.id = hours_deskhours.desk_id) AND (d.agency_id = ( SELECT wall.agency() AS agency))))) OR (( SELECT wall.kind() AS kind) = 'system'::text));

CREATE POLICY hours_deskhours_read ON hours_deskhours AS PERMISSIVE FOR SELECT TO mdt_app
    USING ((( SELECT wall.kind() AS kind) = ANY (ARRAY['user'::text, 'auditor'::text])) OR (( SELECT wall.kind() AS kind) = 'system'::text));

CREATE POLICY hours_deskhours_update ON hours_deskhours AS PERMISSIVE FOR UPDATE TO mdt_app
    USING ((EXISTS ( SELECT 1
   FROM team_desk d
  WHERE ((d.id = hours_deskhours.desk_id) AND (d.agency_id = ( SELECT wall.agency() AS agency))))) OR (( SELECT wall.kind() AS kind) = 'system'::text));

CREATE POLICY meetings_acknowledgement_delete ON meetings_acknowledgement AS PERMISSIVE FOR DELETE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_acknowledgement_insert ON meetings_acknowledgement AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK (((team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM team_membership p
  WHERE ((p.id = meetings_acknowledgement.noted_by_id) AND (p.user_id = ( SELECT wall.person() AS person))))) AND ((EXISTS ( SELECT 1
   FROM team_membership p
  WHERE ((p.id = meetings_acknowledgement.person_id) AND (p.user_id = ( SELECT wall.person() AS person))))) OR ((meeting_id IS NOT NULL) AND (EXISTS ( SELECT 1
   FROM team_body b
  WHERE ((b.id = ( SELECT t.body_id
           FROM meetings_meeting t
          WHERE (t.id = meetings_acknowledgement.meeting_id))) AND ((b.chair_id = ( SELECT wall.person() AS person)) OR ((NOT b.subcommittee) AND (EXISTS ( SELECT 1
           FROM team_membership m
          WHERE ((m.user_id = ( SELECT wall.person() AS person)) AND (m.team_id = b.team_id) AND (m.ended_at IS NULL) AND (m.roles && ARRAY['chair'::character varying, 'coordinator'::character varying])))))))))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_acknowledgement_of_meeting ON meetings_acknowledgement AS RESTRICTIVE FOR ALL TO mdt_app
    USING ((meeting_id IS NULL) OR (EXISTS ( SELECT 1
   FROM meetings_meeting t
  WHERE (t.id = meetings_acknowledgement.meeting_id))));

CREATE POLICY meetings_acknowledgement_read ON meetings_acknowledgement AS PERMISSIVE FOR SELECT TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND ((EXISTS ( SELECT 1
   FROM team_membership p
  WHERE ((p.id = meetings_acknowledgement.person_id) AND (p.user_id = ( SELECT wall.person() AS person))))) OR (EXISTS ( SELECT 1
   FROM team_membership m
  WHERE ((m.user_id = ( SELECT wall.person() AS person)) AND (m.team_id = meetings_acknowledgement.team_id) AND (m.ended_at IS NULL) AND (m.roles && ARRAY['chair'::character varying, 'coordinator'::character varying])))) OR ((meeting_id IS NOT NULL) AND (EXISTS ( SELECT 1
   FROM team_body b
  WHERE ((b.id = ( SELECT t.body_id
           FROM meetings_meeting t
          WHERE (t.id = meetings_acknowledgement.meeting_id))) AND ((b.chair_id = ( SELECT wall.person() AS person)) OR ((NOT b.subcommittee) AND (EXISTS ( SELECT 1
           FROM team_membership m
          WHERE ((m.user_id = ( SELECT wall.person() AS person)) AND (m.team_id = b.team_id) AND (m.ended_at IS NULL) AND (m.roles && ARRAY['chair'::character varying, 'coordinator'::character varying])))))))))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_acknowledgement_room_kept_delete ON meetings_acknowledgement AS RESTRICTIVE FOR DELETE TO mdt_app
    USING (NOT (EXISTS ( SELECT 1
   FROM meetings_meeting b
  WHERE ((b.id = meetings_acknowledgement.meeting_id) AND (b.body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[]))))));

CREATE POLICY meetings_acknowledgement_room_kept_insert ON meetings_acknowledgement AS RESTRICTIVE FOR INSERT TO mdt_app
    WITH CHECK (NOT (EXISTS ( SELECT 1
   FROM meetings_meeting b
  WHERE ((b.id = meetings_acknowledgement.meeting_id) AND (b.body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[]))))));

CREATE POLICY meetings_acknowledgement_room_kept_update ON meetings_acknowledgement AS RESTRICTIVE FOR UPDATE TO mdt_app
    USING (NOT (EXISTS ( SELECT 1
   FROM meetings_meeting b
  WHERE ((b.id = meetings_acknowledgement.meeting_id) AND (b.body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[]))))));

CREATE POLICY meetings_acknowledgement_update ON meetings_acknowledgement AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_actionitem_delete ON meetings_actionitem AS PERMISSIVE FOR DELETE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_actionitem_given ON meetings_actionitem AS RESTRICTIVE FOR INSERT TO mdt_app
    WITH CHECK ((body_id = ANY (( SELECT wall.bodies_prepared() AS bodies_prepared)::uuid[])) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_actionitem_in_room_insert ON meetings_actionitem AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK ((team_id = ( SELECT wall.team() AS team)) AND (body_id = ANY (( SELECT wall.rooms_open() AS rooms_open)::uuid[])));

CREATE POLICY meetings_actionitem_in_room_select ON meetings_actionitem AS PERMISSIVE FOR SELECT TO mdt_app
    USING ((team_id = ( SELECT wall.team() AS team)) AND (body_id = ANY (( SELECT wall.rooms_open() AS rooms_open)::uuid[])));

CREATE POLICY meetings_actionitem_in_room_update ON meetings_actionitem AS PERMISSIVE FOR UPDATE TO mdt_app
    USING ((team_id = ( SELECT wall.team() AS team)) AND (body_id = ANY (( SELECT wall.rooms_open() AS rooms_open)::uuid[])));

CREATE POLICY meetings_actionitem_insert ON meetings_actionitem AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK (((team_id = ( SELECT wall.team() AS team)) AND ((EXISTS ( SELECT 1
   FROM (team_bodydesk s
     JOIN team_desk d ON ((d.id = s.desk_id)))
  WHERE ((s.body_id = meetings_actionitem.body_id) AND (d.closed_at IS NULL) AND (d.group_id = ANY (( SELECT wall.desks() AS desks)::integer[]))))) OR (EXISTS ( SELECT 1
   FROM team_body b
  WHERE ((b.id = meetings_actionitem.body_id) AND (b.chair_id = ( SELECT wall.person() AS person))))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_actionitem_its_own ON meetings_actionitem AS RESTRICTIVE FOR ALL TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND (((agency_id = ( SELECT wall.agency() AS agency)) AND ((part_id = ANY (( SELECT wall.parts_sat_in() AS parts_sat_in)::uuid[])) OR (EXISTS ( SELECT 1
   FROM team_membership p
  WHERE ((p.id = meetings_actionitem.person_id) AND (p.user_id = ( SELECT wall.person() AS person))))) OR ( SELECT wall.leads() AS leads))) OR ((part_id = ANY (( SELECT wall.parts_sat_in() AS parts_sat_in)::uuid[])) AND (body_id = ANY (( SELECT wall.bodies_prepared() AS bodies_prepared)::uuid[]))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_actionitem_not_kept ON meetings_actionitem AS RESTRICTIVE FOR ALL TO mdt_app
    USING (NOT (id = ANY (( SELECT wall.records_kept_from() AS records_kept_from)::uuid[])));

CREATE POLICY meetings_actionitem_read ON meetings_actionitem AS PERMISSIVE FOR SELECT TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND ((EXISTS ( SELECT 1
   FROM (team_bodydesk s
     JOIN team_desk d ON ((d.id = s.desk_id)))
  WHERE ((s.body_id = meetings_actionitem.body_id) AND (d.closed_at IS NULL) AND (d.group_id = ANY (( SELECT wall.desks() AS desks)::integer[]))))) OR (EXISTS ( SELECT 1
   FROM team_body b
  WHERE ((b.id = meetings_actionitem.body_id) AND (b.chair_id = ( SELECT wall.person() AS person))))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_actionitem_room_kept_delete ON meetings_actionitem AS RESTRICTIVE FOR DELETE TO mdt_app
    USING (NOT (body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[])));

CREATE POLICY meetings_actionitem_room_kept_insert ON meetings_actionitem AS RESTRICTIVE FOR INSERT TO mdt_app
    WITH CHECK (NOT (body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[])));

CREATE POLICY meetings_actionitem_room_kept_select ON meetings_actionitem AS RESTRICTIVE FOR SELECT TO mdt_app
    USING (NOT (body_id = ANY (( SELECT wall.rooms_kept() AS rooms_kept)::uuid[])));

CREATE POLICY meetings_actionitem_room_kept_update ON meetings_actionitem AS RESTRICTIVE FOR UPDATE TO mdt_app
    USING (NOT (body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[])));

CREATE POLICY meetings_actionitem_update ON meetings_actionitem AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND ((EXISTS ( SELECT 1
   FROM (team_bodydesk s
     JOIN team_desk d ON ((d.id = s.desk_id)))
  WHERE ((s.body_id = meetings_actionitem.body_id) AND (d.closed_at IS NULL) AND (d.group_id = ANY (( SELECT wall.desks() AS desks)::integer[]))))) OR (EXISTS ( SELECT 1
   FROM team_body b
  WHERE ((b.id = meetings_actionitem.body_id) AND (b.chair_id = ( SELECT wall.person() AS person))))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_addendum_delete ON meetings_addendum AS PERMISSIVE FOR DELETE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_addendum_insert ON meetings_addendum AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK (((team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM meetings_minutes t
  WHERE (t.id = meetings_addendum.minutes_id))) AND ((item_id IS NULL) OR (EXISTS ( SELECT 1
   FROM meetings_agendaitem i
  WHERE (i.id = meetings_addendum.item_id)))) AND (EXISTS ( SELECT 1
   FROM (meetings_part p
     JOIN team_body b ON ((b.id = p.body_id)))
  WHERE ((p.id = ( SELECT t.part_id
           FROM meetings_minutes t
          WHERE (t.id = meetings_addendum.minutes_id))) AND ((b.chair_id = ( SELECT wall.person() AS person)) OR ((NOT b.subcommittee) AND (EXISTS ( SELECT 1
           FROM team_membership m
          WHERE ((m.user_id = ( SELECT wall.person() AS person)) AND (m.team_id = b.team_id) AND (m.ended_at IS NULL) AND ('chair'::text = ANY ((m.roles)::text[])))))))))) AND (EXISTS ( SELECT 1
   FROM team_membership p
  WHERE ((p.id = meetings_addendum.by_id) AND (p.user_id = ( SELECT wall.person() AS person)))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_addendum_read ON meetings_addendum AS PERMISSIVE FOR SELECT TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM meetings_minutes t
  WHERE (t.id = meetings_addendum.minutes_id))) AND ((item_id IS NULL) OR (EXISTS ( SELECT 1
   FROM meetings_agendaitem i
  WHERE (i.id = meetings_addendum.item_id))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_addendum_room_kept_delete ON meetings_addendum AS RESTRICTIVE FOR DELETE TO mdt_app
    USING (NOT (EXISTS ( SELECT 1
   FROM (meetings_minutes t
     JOIN meetings_meeting b ON ((b.id = t.meeting_id)))
  WHERE ((t.id = meetings_addendum.minutes_id) AND (b.body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[]))))));

CREATE POLICY meetings_addendum_room_kept_insert ON meetings_addendum AS RESTRICTIVE FOR INSERT TO mdt_app
    WITH CHECK (NOT (EXISTS ( SELECT 1
   FROM (meetings_minutes t
     JOIN meetings_meeting b ON ((b.id = t.meeting_id)))
  WHERE ((t.id = meetings_addendum.minutes_id) AND (b.body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[]))))));

CREATE POLICY meetings_addendum_room_kept_update ON meetings_addendum AS RESTRICTIVE FOR UPDATE TO mdt_app
    USING (NOT (EXISTS ( SELECT 1
   FROM (meetings_minutes t
     JOIN meetings_meeting b ON ((b.id = t.meeting_id)))
  WHERE ((t.id = meetings_addendum.minutes_id) AND (b.body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[]))))));

CREATE POLICY meetings_addendum_update ON meetings_addendum AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_agendaitem_delete ON meetings_agendaitem AS PERMISSIVE FOR DELETE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_agendaitem_in_room_select ON meetings_agendaitem AS PERMISSIVE FOR SELECT TO mdt_app
    USING ((team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM meetings_meeting m
  WHERE ((m.id = meetings_agendaitem.meeting_id) AND (m.body_id = ANY (( SELECT wall.rooms_open() AS rooms_open)::uuid[]))))));

CREATE POLICY meetings_agendaitem_in_room_update ON meetings_agendaitem AS PERMISSIVE FOR UPDATE TO mdt_app
    USING ((team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM meetings_meeting m
  WHERE ((m.id = meetings_agendaitem.meeting_id) AND (m.body_id = ANY (( SELECT wall.rooms_open() AS rooms_open)::uuid[]))))));

CREATE POLICY meetings_agendaitem_insert ON meetings_agendaitem AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_agendaitem_not_kept ON meetings_agendaitem AS RESTRICTIVE FOR ALL TO mdt_app
    USING (NOT (record = ANY (( SELECT wall.records_kept_from() AS records_kept_from)::uuid[])));

CREATE POLICY meetings_agendaitem_prepared_delete ON meetings_agendaitem AS RESTRICTIVE FOR DELETE TO mdt_app
    USING ((EXISTS ( SELECT 1
   FROM meetings_meeting m
  WHERE ((m.id = meetings_agendaitem.meeting_id) AND (m.body_id = ANY (( SELECT wall.bodies_prepared() AS bodies_prepared)::uuid[]))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_agendaitem_prepared_insert ON meetings_agendaitem AS RESTRICTIVE FOR INSERT TO mdt_app
    WITH CHECK ((EXISTS ( SELECT 1
   FROM meetings_meeting m
  WHERE ((m.id = meetings_agendaitem.meeting_id) AND (m.body_id = ANY (( SELECT wall.bodies_prepared() AS bodies_prepared)::uuid[]))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_agendaitem_prepared_update ON meetings_agendaitem AS RESTRICTIVE FOR UPDATE TO mdt_app
    USING ((EXISTS ( SELECT 1
   FROM meetings_meeting m
  WHERE ((m.id = meetings_agendaitem.meeting_id) AND (m.body_id = ANY (( SELECT wall.bodies_prepared() AS bodies_prepared)::uuid[]))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_agendaitem_read ON meetings_agendaitem AS PERMISSIVE FOR SELECT TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM meetings_meeting m
  WHERE (m.id = meetings_agendaitem.meeting_id))) AND ((EXISTS ( SELECT 1
   FROM (meetings_partseat s
     JOIN team_desk d ON ((d.id = s.desk_id)))
  WHERE ((s.part_id = meetings_agendaitem.part_id) AND (d.closed_at IS NULL) AND (d.group_id = ANY (( SELECT wall.desks() AS desks)::integer[]))))) OR (EXISTS ( SELECT 1
   FROM (meetings_part p
     JOIN team_body b ON ((b.id = p.body_id)))
  WHERE ((p.id = meetings_agendaitem.part_id) AND (b.chair_id = ( SELECT wall.person() AS person))))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_agendaitem_room_kept_update ON meetings_agendaitem AS RESTRICTIVE FOR UPDATE TO mdt_app
    USING (NOT (EXISTS ( SELECT 1
   FROM meetings_meeting m
  WHERE ((m.id = meetings_agendaitem.meeting_id) AND (m.body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[]))))));

CREATE POLICY meetings_agendaitem_update ON meetings_agendaitem AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM meetings_meeting m
  WHERE (m.id = meetings_agendaitem.meeting_id))) AND ((EXISTS ( SELECT 1
   FROM (meetings_partseat s
     JOIN team_desk d ON ((d.id = s.desk_id)))
  WHERE ((s.part_id = meetings_agendaitem.part_id) AND (d.closed_at IS NULL) AND (d.group_id = ANY (( SELECT wall.desks() AS desks)::integer[]))))) OR (EXISTS ( SELECT 1
   FROM (meetings_part p
     JOIN team_body b ON ((b.id = p.body_id)))
  WHERE ((p.id = meetings_agendaitem.part_id) AND (b.chair_id = ( SELECT wall.person() AS person))))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_attendance_delete ON meetings_attendance AS PERMISSIVE FOR DELETE TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM meetings_meeting t
  WHERE (t.id = meetings_attendance.meeting_id))) AND (EXISTS ( SELECT 1
   FROM team_body b
  WHERE ((b.id = ( SELECT t.body_id
           FROM meetings_meeting t
          WHERE (t.id = meetings_attendance.meeting_id))) AND ((b.chair_id = ( SELECT wall.person() AS person)) OR ((NOT b.subcommittee) AND (EXISTS ( SELECT 1
           FROM team_membership m
          WHERE ((m.user_id = ( SELECT wall.person() AS person)) AND (m.team_id = b.team_id) AND (m.ended_at IS NULL) AND (m.roles && ARRAY['chair'::character varying, 'coordinator'::character varying])))))))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_attendance_insert ON meetings_attendance AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK (((team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM meetings_meeting t
  WHERE (t.id = meetings_attendance.meeting_id))) AND (EXISTS ( SELECT 1
   FROM team_body b
  WHERE ((b.id = ( SELECT t.body_id
           FROM meetings_meeting t
          WHERE (t.id = meetings_attendance.meeting_id))) AND ((b.chair_id = ( SELECT wall.person() AS person)) OR ((NOT b.subcommittee) AND (EXISTS ( SELECT 1
           FROM team_membership m
          WHERE ((m.user_id = ( SELECT wall.person() AS person)) AND (m.team_id = b.team_id) AND (m.ended_at IS NULL) AND (m.roles && ARRAY['chair'::character varying, 'coordinator'::character varying])))))))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_attendance_read ON meetings_attendance AS PERMISSIVE FOR SELECT TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM meetings_meeting t
  WHERE (t.id = meetings_attendance.meeting_id)))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_attendance_room_kept_delete ON meetings_attendance AS RESTRICTIVE FOR DELETE TO mdt_app
    USING (NOT (EXISTS ( SELECT 1
   FROM meetings_meeting b
  WHERE ((b.id = meetings_attendance.meeting_id) AND (b.body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[]))))));

CREATE POLICY meetings_attendance_room_kept_insert ON meetings_attendance AS RESTRICTIVE FOR INSERT TO mdt_app
    WITH CHECK (NOT (EXISTS ( SELECT 1
   FROM meetings_meeting b
  WHERE ((b.id = meetings_attendance.meeting_id) AND (b.body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[]))))));

CREATE POLICY meetings_attendance_room_kept_update ON meetings_attendance AS RESTRICTIVE FOR UPDATE TO mdt_app
    USING (NOT (EXISTS ( SELECT 1
   FROM meetings_meeting b
  WHERE ((b.id = meetings_attendance.meeting_id) AND (b.body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[]))))));

CREATE POLICY meetings_attendance_update ON meetings_attendance AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM meetings_meeting t
  WHERE (t.id = meetings_attendance.meeting_id))) AND (EXISTS ( SELECT 1
   FROM team_body b
  WHERE ((b.id = ( SELECT t.body_id
           FROM meetings_meeting t
          WHERE (t.id = meetings_attendance.meeting_id))) AND ((b.chair_id = ( SELECT wall.person() AS person)) OR ((NOT b.subcommittee) AND (EXISTS ( SELECT 1
           FROM team_membership m
          WHERE ((m.user_id = ( SELECT wall.person() AS person)) AND (m.team_id = b.team_id) AND (m.ended_at IS NULL) AND (m.roles && ARRAY['chair'::character varying, 'coordinator'::character varying])))))))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_calendarfeed_delete ON meetings_calendarfeed AS PERMISSIVE FOR DELETE TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM team_membership m
  WHERE ((m.id = meetings_calendarfeed.place_id) AND (m.user_id = ( SELECT wall.person() AS person)))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_calendarfeed_insert ON meetings_calendarfeed AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK (((team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM team_membership m
  WHERE ((m.id = meetings_calendarfeed.place_id) AND (m.user_id = ( SELECT wall.person() AS person)))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_calendarfeed_read ON meetings_calendarfeed AS PERMISSIVE FOR SELECT TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM team_membership m
  WHERE ((m.id = meetings_calendarfeed.place_id) AND (m.user_id = ( SELECT wall.person() AS person)))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_calendarfeed_update ON meetings_calendarfeed AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM team_membership m
  WHERE ((m.id = meetings_calendarfeed.place_id) AND (m.user_id = ( SELECT wall.person() AS person)))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_forwardask_delete ON meetings_forwardask AS PERMISSIVE FOR DELETE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_forwardask_insert ON meetings_forwardask AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK ((( SELECT (wall.kind() = 'user'::text)) AND (team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM team_body b
  WHERE ((b.id = meetings_forwardask.body_id) AND ((b.chair_id = ( SELECT wall.person() AS person)) OR ((NOT b.subcommittee) AND (EXISTS ( SELECT 1
           FROM team_membership m
          WHERE ((m.user_id = ( SELECT wall.person() AS person)) AND (m.team_id = b.team_id) AND (m.ended_at IS NULL) AND (m.roles && ARRAY['chair'::character varying, 'coordinator'::character varying]))))))))) AND (team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM meetings_agendaitem t
  WHERE (t.id = meetings_forwardask.item_id))) AND (EXISTS ( SELECT 1
   FROM team_membership p
  WHERE ((p.id = meetings_forwardask.asked_by_id) AND (p.user_id = ( SELECT wall.person() AS person))))) AND (answered_at IS NULL) AND (taken_back_at IS NULL) AND (EXISTS ( SELECT 1
   FROM meetings_agendaitem i
  WHERE ((i.id = meetings_forwardask.item_id) AND (i.record = meetings_forwardask.record))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_forwardask_read ON meetings_forwardask AS PERMISSIVE FOR SELECT TO mdt_app
    USING ((( SELECT (wall.kind() = 'user'::text)) AND (team_id = ( SELECT wall.team() AS team)) AND (((EXISTS ( SELECT 1
   FROM team_desk d
  WHERE ((d.id = meetings_forwardask.desk_id) AND (d.closed_at IS NULL) AND (d.group_id = ANY (( SELECT wall.desks() AS desks)::integer[]))))) AND (NOT (record = ANY (( SELECT wall.records_kept_from() AS records_kept_from)::uuid[])))) OR ((EXISTS ( SELECT 1
   FROM team_body b
  WHERE ((b.id = meetings_forwardask.body_id) AND ((b.chair_id = ( SELECT wall.person() AS person)) OR ((NOT b.subcommittee) AND (EXISTS ( SELECT 1
           FROM team_membership m
          WHERE ((m.user_id = ( SELECT wall.person() AS person)) AND (m.team_id = b.team_id) AND (m.ended_at IS NULL) AND (m.roles && ARRAY['chair'::character varying, 'coordinator'::character varying]))))))))) AND (team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM meetings_agendaitem t
  WHERE (t.id = meetings_forwardask.item_id)))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_forwardask_room_kept_insert ON meetings_forwardask AS RESTRICTIVE FOR INSERT TO mdt_app
    WITH CHECK (NOT (body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[])));

CREATE POLICY meetings_forwardask_update ON meetings_forwardask AS PERMISSIVE FOR UPDATE TO mdt_app
    USING ((( SELECT (wall.kind() = 'user'::text)) AND (team_id = ( SELECT wall.team() AS team)) AND (((EXISTS ( SELECT 1
   FROM team_desk d
  WHERE ((d.id = meetings_forwardask.desk_id) AND (d.closed_at IS NULL) AND (d.group_id = ANY (( SELECT wall.desks() AS desks)::integer[]))))) AND (NOT (record = ANY (( SELECT wall.records_kept_from() AS records_kept_from)::uuid[])))) OR ((EXISTS ( SELECT 1
   FROM team_body b
  WHERE ((b.id = meetings_forwardask.body_id) AND ((b.chair_id = ( SELECT wall.person() AS person)) OR ((NOT b.subcommittee) AND (EXISTS ( SELECT 1
           FROM team_membership m
          WHERE ((m.user_id = ( SELECT wall.person() AS person)) AND (m.team_id = b.team_id) AND (m.ended_at IS NULL) AND (m.roles && ARRAY['chair'::character varying, 'coordinator'::character varying]))))))))) AND (team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM meetings_agendaitem t
  WHERE (t.id = meetings_forwardask.item_id)))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_holdingrules_delete ON meetings_holdingrules AS PERMISSIVE FOR DELETE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_holdingrules_insert ON meetings_holdingrules AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK (((team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM team_body b
  WHERE ((b.id = meetings_holdingrules.body_id) AND ((b.chair_id = ( SELECT wall.person() AS person)) OR ((NOT b.subcommittee) AND (EXISTS ( SELECT 1
           FROM team_membership m
          WHERE ((m.user_id = ( SELECT wall.person() AS person)) AND (m.team_id = b.team_id) AND (m.ended_at IS NULL) AND (m.roles && ARRAY['chair'::character varying, 'coordinator'::character varying])))))))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_holdingrules_read ON meetings_holdingrules AS PERMISSIVE FOR SELECT TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND ((EXISTS ( SELECT 1
   FROM (team_bodydesk s
     JOIN team_desk d ON ((d.id = s.desk_id)))
  WHERE ((s.body_id = meetings_holdingrules.body_id) AND (d.closed_at IS NULL) AND (d.group_id = ANY (( SELECT wall.desks() AS desks)::integer[]))))) OR (EXISTS ( SELECT 1
   FROM team_body b
  WHERE ((b.id = meetings_holdingrules.body_id) AND (b.chair_id = ( SELECT wall.person() AS person))))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_holdingrules_room_kept_delete ON meetings_holdingrules AS RESTRICTIVE FOR DELETE TO mdt_app
    USING (NOT (body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[])));

CREATE POLICY meetings_holdingrules_room_kept_insert ON meetings_holdingrules AS RESTRICTIVE FOR INSERT TO mdt_app
    WITH CHECK (NOT (body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[])));

CREATE POLICY meetings_holdingrules_room_kept_update ON meetings_holdingrules AS RESTRICTIVE FOR UPDATE TO mdt_app
    USING (NOT (body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[])));

CREATE POLICY meetings_holdingrules_update ON meetings_holdingrules AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM team_body b
  WHERE ((b.id = meetings_holdingrules.body_id) AND ((b.chair_id = ( SELECT wall.person() AS person)) OR ((NOT b.subcommittee) AND (EXISTS ( SELECT 1
           FROM team_membership m
          WHERE ((m.user_id = ( SELECT wall.person() AS person)) AND (m.team_id = b.team_id) AND (m.ended_at IS NULL) AND (m.roles && ARRAY['chair'::character varying, 'coordinator'::character varying])))))))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_knownanswer_delete ON meetings_knownanswer AS PERMISSIVE FOR DELETE TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM team_membership m
  WHERE ((m.id = meetings_knownanswer.place_id) AND (m.user_id = ( SELECT wall.person() AS person)) AND (m.team_id = ( SELECT wall.team() AS team)) AND (m.agency_id = ( SELECT wall.agency() AS agency)) AND (m.ended_at IS NULL))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_knownanswer_insert ON meetings_knownanswer AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK (((team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM team_membership m
  WHERE ((m.id = meetings_knownanswer.place_id) AND (m.user_id = ( SELECT wall.person() AS person)) AND (m.team_id = ( SELECT wall.team() AS team)) AND (m.agency_id = ( SELECT wall.agency() AS agency)) AND (m.ended_at IS NULL)))) AND (NOT (EXISTS ( SELECT 1
   FROM (team_membership m
     JOIN team_agency a ON ((a.id = m.agency_id)))
  WHERE ((m.id = meetings_knownanswer.place_id) AND (a.bindings && '{vawa,voca,fvpsa,rhy,part_2,privileged}'::character varying[]))))) AND (EXISTS ( SELECT 1
   FROM meetings_agendaitem i
  WHERE ((i.id = meetings_knownanswer.item_id) AND (i.presenter_id = meetings_knownanswer.told_id))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_knownanswer_not_kept ON meetings_knownanswer AS RESTRICTIVE FOR ALL TO mdt_app
    USING (EXISTS ( SELECT 1
   FROM meetings_agendaitem i
  WHERE (i.id = meetings_knownanswer.item_id)));

CREATE POLICY meetings_knownanswer_read ON meetings_knownanswer AS PERMISSIVE FOR SELECT TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM team_membership m
  WHERE ((m.id = meetings_knownanswer.place_id) AND (m.user_id = ( SELECT wall.person() AS person)) AND (m.team_id = ( SELECT wall.team() AS team)) AND (m.agency_id = ( SELECT wall.agency() AS agency)) AND (m.ended_at IS NULL))))) OR ((team_id = ( SELECT wall.team() AS team)) AND (NOT (EXISTS ( SELECT 1
   FROM (team_membership m
     JOIN team_agency a ON ((a.id = m.agency_id)))
  WHERE ((m.id = meetings_knownanswer.place_id) AND (a.bindings && '{vawa,voca,fvpsa,rhy,part_2,privileged}'::character varying[]))))) AND (EXISTS ( SELECT 1
   FROM team_membership m
  WHERE ((m.id = meetings_knownanswer.told_id) AND (m.user_id = ( SELECT wall.person() AS person)) AND (m.team_id = ( SELECT wall.team() AS team)) AND (m.agency_id = ( SELECT wall.agency() AS agency)) AND (m.ended_at IS NULL))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_knownanswer_room_kept_delete ON meetings_knownanswer AS RESTRICTIVE FOR DELETE TO mdt_app
    USING (NOT (EXISTS ( SELECT 1
   FROM (meetings_agendaitem i
     JOIN meetings_meeting b ON ((b.id = i.meeting_id)))
  WHERE ((i.id = meetings_knownanswer.item_id) AND (b.body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[]))))));

CREATE POLICY meetings_knownanswer_room_kept_insert ON meetings_knownanswer AS RESTRICTIVE FOR INSERT TO mdt_app
    WITH CHECK (NOT (EXISTS ( SELECT 1
   FROM (meetings_agendaitem i
     JOIN meetings_meeting b ON ((b.id = i.meeting_id)))
  WHERE ((i.id = meetings_knownanswer.item_id) AND (b.body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[]))))));

CREATE POLICY meetings_knownanswer_room_kept_update ON meetings_knownanswer AS RESTRICTIVE FOR UPDATE TO mdt_app
    USING (NOT (EXISTS ( SELECT 1
   FROM (meetings_agendaitem i
     JOIN meetings_meeting b ON ((b.id = i.meeting_id)))
  WHERE ((i.id = meetings_knownanswer.item_id) AND (b.body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[]))))));

CREATE POLICY meetings_knownanswer_update ON meetings_knownanswer AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM team_membership m
  WHERE ((m.id = meetings_knownanswer.place_id) AND (m.user_id = ( SELECT wall.person() AS person)) AND (m.team_id = ( SELECT wall.team() AS team)) AND (m.agency_id = ( SELECT wall.agency() AS agency)) AND (m.ended_at IS NULL)))) AND (NOT (EXISTS ( SELECT 1
   FROM (team_membership m
     JOIN team_agency a ON ((a.id = m.agency_id)))
  WHERE ((m.id = meetings_knownanswer.place_id) AND (a.bindings && '{vawa,voca,fvpsa,rhy,part_2,privileged}'::character varying[]))))) AND (EXISTS ( SELECT 1
   FROM meetings_agendaitem i
  WHERE ((i.id = meetings_knownanswer.item_id) AND (i.presenter_id = meetings_knownanswer.told_id))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_lease_delete ON meetings_lease AS PERMISSIVE FOR DELETE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_lease_insert ON meetings_lease AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK (((team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM meetings_meeting t
  WHERE (t.id = meetings_lease.meeting_id))) AND (EXISTS ( SELECT 1
   FROM team_body b
  WHERE ((b.id = ( SELECT t.body_id
           FROM meetings_meeting t
          WHERE (t.id = meetings_lease.meeting_id))) AND ((b.chair_id = ( SELECT wall.person() AS person)) OR ((NOT b.subcommittee) AND (EXISTS ( SELECT 1
           FROM team_membership m
          WHERE ((m.user_id = ( SELECT wall.person() AS person)) AND (m.team_id = b.team_id) AND (m.ended_at IS NULL) AND (m.roles && ARRAY['chair'::character varying, 'coordinator'::character varying])))))))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_lease_read ON meetings_lease AS PERMISSIVE FOR SELECT TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM meetings_meeting t
  WHERE (t.id = meetings_lease.meeting_id)))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_lease_room_kept_delete ON meetings_lease AS RESTRICTIVE FOR DELETE TO mdt_app
    USING (NOT (EXISTS ( SELECT 1
   FROM meetings_meeting b
  WHERE ((b.id = meetings_lease.meeting_id) AND (b.body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[]))))));

CREATE POLICY meetings_lease_room_kept_insert ON meetings_lease AS RESTRICTIVE FOR INSERT TO mdt_app
    WITH CHECK (NOT (EXISTS ( SELECT 1
   FROM meetings_meeting b
  WHERE ((b.id = meetings_lease.meeting_id) AND (b.body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[]))))));

CREATE POLICY meetings_lease_room_kept_update ON meetings_lease AS RESTRICTIVE FOR UPDATE TO mdt_app
    USING (NOT (EXISTS ( SELECT 1
   FROM meetings_meeting b
  WHERE ((b.id = meetings_lease.meeting_id) AND (b.body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[]))))));

CREATE POLICY meetings_lease_update ON meetings_lease AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM meetings_meeting t
  WHERE (t.id = meetings_lease.meeting_id))) AND (EXISTS ( SELECT 1
   FROM team_body b
  WHERE ((b.id = ( SELECT t.body_id
           FROM meetings_meeting t
          WHERE (t.id = meetings_lease.meeting_id))) AND ((b.chair_id = ( SELECT wall.person() AS person)) OR ((NOT b.subcommittee) AND (EXISTS ( SELECT 1
           FROM team_membership m
          WHERE ((m.user_id = ( SELECT wall.person() AS person)) AND (m.team_id = b.team_id) AND (m.ended_at IS NULL) AND (m.roles && ARRAY['chair'::character varying, 'coordinator'::character varying])))))))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_meeting_delete ON meetings_meeting AS PERMISSIVE FOR DELETE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_meeting_in_room_insert ON meetings_meeting AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK ((team_id = ( SELECT wall.team() AS team)) AND (body_id = ANY (( SELECT wall.rooms_open() AS rooms_open)::uuid[])));

CREATE POLICY meetings_meeting_in_room_select ON meetings_meeting AS PERMISSIVE FOR SELECT TO mdt_app
    USING ((team_id = ( SELECT wall.team() AS team)) AND (body_id = ANY (( SELECT wall.rooms_open() AS rooms_open)::uuid[])));

CREATE POLICY meetings_meeting_in_room_update ON meetings_meeting AS PERMISSIVE FOR UPDATE TO mdt_app
    USING ((team_id = ( SELECT wall.team() AS team)) AND (body_id = ANY (( SELECT wall.rooms_open() AS rooms_open)::uuid[])));

CREATE POLICY meetings_meeting_insert ON meetings_meeting AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK (((team_id = ( SELECT wall.team() AS team)) AND ((EXISTS ( SELECT 1
   FROM (team_bodydesk s
     JOIN team_desk d ON ((d.id = s.desk_id)))
  WHERE ((s.body_id = meetings_meeting.body_id) AND (d.closed_at IS NULL) AND (d.group_id = ANY (( SELECT wall.desks() AS desks)::integer[]))))) OR (EXISTS ( SELECT 1
   FROM team_body b
  WHERE ((b.id = meetings_meeting.body_id) AND (b.chair_id = ( SELECT wall.person() AS person)))))) AND ((only_part_id IS NULL) OR (EXISTS ( SELECT 1
   FROM (meetings_partseat s
     JOIN team_desk d ON ((d.id = s.desk_id)))
  WHERE ((s.part_id = meetings_meeting.only_part_id) AND (d.closed_at IS NULL) AND (d.group_id = ANY (( SELECT wall.desks() AS desks)::integer[]))))) OR (EXISTS ( SELECT 1
   FROM team_body b
  WHERE ((b.id = meetings_meeting.body_id) AND ((b.chair_id = ( SELECT wall.person() AS person)) OR ((NOT b.subcommittee) AND (EXISTS ( SELECT 1
           FROM team_membership m
          WHERE ((m.user_id = ( SELECT wall.person() AS person)) AND (m.team_id = b.team_id) AND (m.ended_at IS NULL) AND (m.roles && ARRAY['chair'::character varying, 'coordinator'::character varying]))))))))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_meeting_prepared_delete ON meetings_meeting AS RESTRICTIVE FOR DELETE TO mdt_app
    USING ((body_id = ANY (( SELECT wall.bodies_prepared() AS bodies_prepared)::uuid[])) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_meeting_prepared_insert ON meetings_meeting AS RESTRICTIVE FOR INSERT TO mdt_app
    WITH CHECK ((body_id = ANY (( SELECT wall.bodies_prepared() AS bodies_prepared)::uuid[])) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_meeting_prepared_update ON meetings_meeting AS RESTRICTIVE FOR UPDATE TO mdt_app
    USING ((body_id = ANY (( SELECT wall.bodies_prepared() AS bodies_prepared)::uuid[])) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_meeting_read ON meetings_meeting AS PERMISSIVE FOR SELECT TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND ((EXISTS ( SELECT 1
   FROM (team_bodydesk s
     JOIN team_desk d ON ((d.id = s.desk_id)))
  WHERE ((s.body_id = meetings_meeting.body_id) AND (d.closed_at IS NULL) AND (d.group_id = ANY (( SELECT wall.desks() AS desks)::integer[]))))) OR (EXISTS ( SELECT 1
   FROM team_body b
  WHERE ((b.id = meetings_meeting.body_id) AND (b.chair_id = ( SELECT wall.person() AS person)))))) AND ((only_part_id IS NULL) OR (EXISTS ( SELECT 1
   FROM (meetings_partseat s
     JOIN team_desk d ON ((d.id = s.desk_id)))
  WHERE ((s.part_id = meetings_meeting.only_part_id) AND (d.closed_at IS NULL) AND (d.group_id = ANY (( SELECT wall.desks() AS desks)::integer[]))))) OR (EXISTS ( SELECT 1
   FROM team_body b
  WHERE ((b.id = meetings_meeting.body_id) AND ((b.chair_id = ( SELECT wall.person() AS person)) OR ((NOT b.subcommittee) AND (EXISTS ( SELECT 1
           FROM team_membership m
          WHERE ((m.user_id = ( SELECT wall.person() AS person)) AND (m.team_id = b.team_id) AND (m.ended_at IS NULL) AND (m.roles && ARRAY['chair'::character varying, 'coordinator'::character varying]))))))))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_meeting_room_kept_delete ON meetings_meeting AS RESTRICTIVE FOR DELETE TO mdt_app
    USING (NOT (body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[])));

CREATE POLICY meetings_meeting_room_kept_insert ON meetings_meeting AS RESTRICTIVE FOR INSERT TO mdt_app
    WITH CHECK (NOT (body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[])));

CREATE POLICY meetings_meeting_room_kept_select ON meetings_meeting AS RESTRICTIVE FOR SELECT TO mdt_app
    USING (NOT (body_id = ANY (( SELECT wall.rooms_kept() AS rooms_kept)::uuid[])));

CREATE POLICY meetings_meeting_room_kept_update ON meetings_meeting AS RESTRICTIVE FOR UPDATE TO mdt_app
    USING (NOT (body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[])));

CREATE POLICY meetings_meeting_update ON meetings_meeting AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND ((EXISTS ( SELECT 1
   FROM (team_bodydesk s
     JOIN team_desk d ON ((d.id = s.desk_id)))
  WHERE ((s.body_id = meetings_meeting.body_id) AND (d.closed_at IS NULL) AND (d.group_id = ANY (( SELECT wall.desks() AS desks)::integer[]))))) OR (EXISTS ( SELECT 1
   FROM team_body b
  WHERE ((b.id = meetings_meeting.body_id) AND (b.chair_id = ( SELECT wall.person() AS person)))))) AND ((only_part_id IS NULL) OR (EXISTS ( SELECT 1
   FROM (meetings_partseat s
     JOIN team_desk d ON ((d.id = s.desk_id)))
  WHERE ((s.part_id = meetings_meeting.only_part_id) AND (d.closed_at IS NULL) AND (d.group_id = ANY (( SELECT wall.desks() AS desks)::integer[]))))) OR (EXISTS ( SELECT 1
   FROM team_body b
  WHERE ((b.id = meetings_meeting.body_id) AND ((b.chair_id = ( SELECT wall.person() AS person)) OR ((NOT b.subcommittee) AND (EXISTS ( SELECT 1
           FROM team_membership m
          WHERE ((m.user_id = ( SELECT wall.person() AS person)) AND (m.team_id = b.team_id) AND (m.ended_at IS NULL) AND (m.roles && ARRAY['chair'::character varying, 'coordinator'::character varying]))))))))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_minutes_delete ON meetings_minutes AS PERMISSIVE FOR DELETE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_minutes_in_room ON meetings_minutes AS PERMISSIVE FOR SELECT TO mdt_app
    USING ((team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM meetings_meeting m
  WHERE ((m.id = meetings_minutes.meeting_id) AND (m.body_id = ANY (( SELECT wall.rooms_open() AS rooms_open)::uuid[]))))));

CREATE POLICY meetings_minutes_insert ON meetings_minutes AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK (((team_id = ( SELECT wall.team() AS team)) AND ((EXISTS ( SELECT 1
   FROM (meetings_partseat s
     JOIN team_desk d ON ((d.id = s.desk_id)))
  WHERE ((s.part_id = meetings_minutes.part_id) AND (d.closed_at IS NULL) AND (d.group_id = ANY (( SELECT wall.desks() AS desks)::integer[]))))) OR (EXISTS ( SELECT 1
   FROM (meetings_part p
     JOIN team_body b ON ((b.id = p.body_id)))
  WHERE ((p.id = meetings_minutes.part_id) AND (b.chair_id = ( SELECT wall.person() AS person)))))) AND (EXISTS ( SELECT 1
   FROM (meetings_part p
     JOIN team_body b ON ((b.id = p.body_id)))
  WHERE ((p.id = meetings_minutes.part_id) AND ((b.chair_id = ( SELECT wall.person() AS person)) OR ((NOT b.subcommittee) AND (EXISTS ( SELECT 1
           FROM team_membership m
          WHERE ((m.user_id = ( SELECT wall.person() AS person)) AND (m.team_id = b.team_id) AND (m.ended_at IS NULL) AND ('chair'::text = ANY ((m.roles)::text[])))))))))) AND (EXISTS ( SELECT 1
   FROM team_membership p
  WHERE ((p.id = meetings_minutes.approved_by_id) AND (p.user_id = ( SELECT wall.person() AS person)))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_minutes_read ON meetings_minutes AS PERMISSIVE FOR SELECT TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM meetings_meeting t
  WHERE (t.id = meetings_minutes.meeting_id))) AND ((EXISTS ( SELECT 1
   FROM (meetings_partseat s
     JOIN team_desk d ON ((d.id = s.desk_id)))
  WHERE ((s.part_id = meetings_minutes.part_id) AND (d.closed_at IS NULL) AND (d.group_id = ANY (( SELECT wall.desks() AS desks)::integer[]))))) OR (EXISTS ( SELECT 1
   FROM (meetings_part p
     JOIN team_body b ON ((b.id = p.body_id)))
  WHERE ((p.id = meetings_minutes.part_id) AND (b.chair_id = ( SELECT wall.person() AS person))))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_minutes_room_kept_delete ON meetings_minutes AS RESTRICTIVE FOR DELETE TO mdt_app
    USING (NOT (EXISTS ( SELECT 1
   FROM meetings_meeting b
  WHERE ((b.id = meetings_minutes.meeting_id) AND (b.body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[]))))));

CREATE POLICY meetings_minutes_room_kept_insert ON meetings_minutes AS RESTRICTIVE FOR INSERT TO mdt_app
    WITH CHECK (NOT (EXISTS ( SELECT 1
   FROM meetings_meeting b
  WHERE ((b.id = meetings_minutes.meeting_id) AND (b.body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[]))))));

CREATE POLICY meetings_minutes_room_kept_update ON meetings_minutes AS RESTRICTIVE FOR UPDATE TO mdt_app
    USING (NOT (EXISTS ( SELECT 1
   FROM meetings_meeting b
  WHERE ((b.id = meetings_minutes.meeting_id) AND (b.body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[]))))));

CREATE POLICY meetings_minutes_update ON meetings_minutes AS PERMISSIVE FOR UPDATE TO mdt_app
    USING ((team_id = ( SELECT wall.team() AS team)) AND (part_id = ANY (( SELECT wall.parts_sat_in() AS parts_sat_in)::uuid[])))
    WITH CHECK ((team_id = ( SELECT wall.team() AS team)) AND (part_id = ANY (( SELECT wall.parts_sat_in() AS parts_sat_in)::uuid[])) AND (EXISTS ( SELECT 1
   FROM team_membership p
  WHERE ((p.id = meetings_minutes.disposed_by_id) AND (p.user_id = ( SELECT wall.person() AS person))))));

CREATE POLICY meetings_outcome_delete ON meetings_outcome AS PERMISSIVE FOR DELETE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_outcome_insert ON meetings_outcome AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK (((team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM meetings_agendaitem t
  WHERE (t.id = meetings_outcome.item_id))) AND (EXISTS ( SELECT 1
   FROM team_body b
  WHERE ((b.id = ( SELECT t.body_id
           FROM meetings_meeting t
          WHERE (t.id = ( SELECT i.meeting_id
                   FROM meetings_agendaitem i
                  WHERE (i.id = meetings_outcome.item_id))))) AND ((b.chair_id = ( SELECT wall.person() AS person)) OR ((NOT b.subcommittee) AND (EXISTS ( SELECT 1
           FROM team_membership m
          WHERE ((m.user_id = ( SELECT wall.person() AS person)) AND (m.team_id = b.team_id) AND (m.ended_at IS NULL) AND (m.roles && ARRAY['chair'::character varying, 'coordinator'::character varying])))))))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_outcome_read ON meetings_outcome AS PERMISSIVE FOR SELECT TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM meetings_agendaitem t
  WHERE (t.id = meetings_outcome.item_id)))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_outcome_room_kept_delete ON meetings_outcome AS RESTRICTIVE FOR DELETE TO mdt_app
    USING (NOT (EXISTS ( SELECT 1
   FROM (meetings_agendaitem i
     JOIN meetings_meeting b ON ((b.id = i.meeting_id)))
  WHERE ((i.id = meetings_outcome.item_id) AND (b.body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[]))))));

CREATE POLICY meetings_outcome_room_kept_insert ON meetings_outcome AS RESTRICTIVE FOR INSERT TO mdt_app
    WITH CHECK (NOT (EXISTS ( SELECT 1
   FROM (meetings_agendaitem i
     JOIN meetings_meeting b ON ((b.id = i.meeting_id)))
  WHERE ((i.id = meetings_outcome.item_id) AND (b.body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[]))))));

CREATE POLICY meetings_outcome_room_kept_update ON meetings_outcome AS RESTRICTIVE FOR UPDATE TO mdt_app
    USING (NOT (EXISTS ( SELECT 1
   FROM (meetings_agendaitem i
     JOIN meetings_meeting b ON ((b.id = i.meeting_id)))
  WHERE ((i.id = meetings_outcome.item_id) AND (b.body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[]))))));

CREATE POLICY meetings_outcome_update ON meetings_outcome AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM meetings_agendaitem t
  WHERE (t.id = meetings_outcome.item_id))) AND (EXISTS ( SELECT 1
   FROM team_body b
  WHERE ((b.id = ( SELECT t.body_id
           FROM meetings_meeting t
          WHERE (t.id = ( SELECT i.meeting_id
                   FROM meetings_agendaitem i
                  WHERE (i.id = meetings_outcome.item_id))))) AND ((b.chair_id = ( SELECT wall.person() AS person)) OR ((NOT b.subcommittee) AND (EXISTS ( SELECT 1
           FROM team_membership m
          WHERE ((m.user_id = ( SELECT wall.person() AS person)) AND (m.team_id = b.team_id) AND (m.ended_at IS NULL) AND (m.roles && ARRAY['chair'::character varying, 'coordinator'::character varying])))))))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_packet_delete ON meetings_packet AS PERMISSIVE FOR DELETE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_packet_insert ON meetings_packet AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_packet_read ON meetings_packet AS PERMISSIVE FOR SELECT TO mdt_app
    USING ((( SELECT (wall.kind() = 'user'::text)) AND (team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM meetings_meeting m
  WHERE (m.id = meetings_packet.meeting_id)))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_packet_update ON meetings_packet AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_part_delete ON meetings_part AS PERMISSIVE FOR DELETE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_part_insert ON meetings_part AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK (((team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM team_body b
  WHERE ((b.id = meetings_part.body_id) AND ((b.chair_id = ( SELECT wall.person() AS person)) OR ((NOT b.subcommittee) AND (EXISTS ( SELECT 1
           FROM team_membership m
          WHERE ((m.user_id = ( SELECT wall.person() AS person)) AND (m.team_id = b.team_id) AND (m.ended_at IS NULL) AND (m.roles && ARRAY['chair'::character varying, 'coordinator'::character varying])))))))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_part_read ON meetings_part AS PERMISSIVE FOR SELECT TO mdt_app
    USING ((team_id = ( SELECT wall.team() AS team)) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_part_room_kept_delete ON meetings_part AS RESTRICTIVE FOR DELETE TO mdt_app
    USING (NOT (body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[])));

CREATE POLICY meetings_part_room_kept_insert ON meetings_part AS RESTRICTIVE FOR INSERT TO mdt_app
    WITH CHECK (NOT (body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[])));

CREATE POLICY meetings_part_room_kept_select ON meetings_part AS RESTRICTIVE FOR SELECT TO mdt_app
    USING (NOT (body_id = ANY (( SELECT wall.rooms_kept() AS rooms_kept)::uuid[])));

CREATE POLICY meetings_part_room_kept_update ON meetings_part AS RESTRICTIVE FOR UPDATE TO mdt_app
    USING (NOT (body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[])));

CREATE POLICY meetings_part_update ON meetings_part AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM team_body b
  WHERE ((b.id = meetings_part.body_id) AND ((b.chair_id = ( SELECT wall.person() AS person)) OR ((NOT b.subcommittee) AND (EXISTS ( SELECT 1
           FROM team_membership m
          WHERE ((m.user_id = ( SELECT wall.person() AS person)) AND (m.team_id = b.team_id) AND (m.ended_at IS NULL) AND (m.roles && ARRAY['chair'::character varying, 'coordinator'::character varying])))))))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_partseat_delete ON meetings_partseat AS PERMISSIVE FOR DELETE TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM team_body b
  WHERE ((b.id = ( SELECT p.body_id
           FROM meetings_part p
          WHERE (p.id = meetings_partseat.part_id))) AND ((b.chair_id = ( SELECT wall.person() AS person)) OR ((NOT b.subcommittee) AND (EXISTS ( SELECT 1
           FROM team_membership m
          WHERE ((m.user_id = ( SELECT wall.person() AS person)) AND (m.team_id = b.team_id) AND (m.ended_at IS NULL) AND (m.roles && ARRAY['chair'::character varying, 'coordinator'::character varying])))))))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_partseat_insert ON meetings_partseat AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK (((team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM team_body b
  WHERE ((b.id = ( SELECT p.body_id
           FROM meetings_part p
          WHERE (p.id = meetings_partseat.part_id))) AND ((b.chair_id = ( SELECT wall.person() AS person)) OR ((NOT b.subcommittee) AND (EXISTS ( SELECT 1
           FROM team_membership m
          WHERE ((m.user_id = ( SELECT wall.person() AS person)) AND (m.team_id = b.team_id) AND (m.ended_at IS NULL) AND (m.roles && ARRAY['chair'::character varying, 'coordinator'::character varying])))))))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_partseat_read ON meetings_partseat AS PERMISSIVE FOR SELECT TO mdt_app
    USING ((team_id = ( SELECT wall.team() AS team)) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_partseat_room_kept_delete ON meetings_partseat AS RESTRICTIVE FOR DELETE TO mdt_app
    USING (NOT (EXISTS ( SELECT 1
   FROM meetings_part b
  WHERE ((b.id = meetings_partseat.part_id) AND (b.body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[]))))));

CREATE POLICY meetings_partseat_room_kept_insert ON meetings_partseat AS RESTRICTIVE FOR INSERT TO mdt_app
    WITH CHECK (NOT (EXISTS ( SELECT 1
   FROM meetings_part b
  WHERE ((b.id = meetings_partseat.part_id) AND (b.body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[]))))));

CREATE POLICY meetings_partseat_room_kept_select ON meetings_partseat AS RESTRICTIVE FOR SELECT TO mdt_app
    USING (EXISTS ( SELECT 1
   FROM meetings_part p
  WHERE (p.id = meetings_partseat.part_id)));

CREATE POLICY meetings_partseat_room_kept_update ON meetings_partseat AS RESTRICTIVE FOR UPDATE TO mdt_app
    USING (NOT (EXISTS ( SELECT 1
   FROM meetings_part b
  WHERE ((b.id = meetings_partseat.part_id) AND (b.body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[]))))));

CREATE POLICY meetings_partseat_update ON meetings_partseat AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_recusal_delete ON meetings_recusal AS PERMISSIVE FOR DELETE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_recusal_insert ON meetings_recusal AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK (((team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM team_membership p
  WHERE ((p.id = meetings_recusal.place_id) AND (p.user_id = ( SELECT wall.person() AS person))))) AND (ended_at IS NULL) AND (EXISTS ( SELECT 1
   FROM meetings_agendaitem i
  WHERE ((i.meeting_id = meetings_recusal.meeting_id) AND (i.record = meetings_recusal.record))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_recusal_read ON meetings_recusal AS PERMISSIVE FOR SELECT TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND (NOT (EXISTS ( SELECT 1
   FROM team_membership p
  WHERE ((p.id = meetings_recusal.place_id) AND (p.user_id = ( SELECT wall.person() AS person)))))) AND (EXISTS ( SELECT 1
   FROM meetings_agendaitem i
  WHERE ((i.meeting_id = meetings_recusal.meeting_id) AND (i.record = meetings_recusal.record))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_recusal_room_kept_delete ON meetings_recusal AS RESTRICTIVE FOR DELETE TO mdt_app
    USING (NOT (EXISTS ( SELECT 1
   FROM meetings_meeting b
  WHERE ((b.id = meetings_recusal.meeting_id) AND (b.body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[]))))));

CREATE POLICY meetings_recusal_room_kept_update ON meetings_recusal AS RESTRICTIVE FOR UPDATE TO mdt_app
    USING (NOT (EXISTS ( SELECT 1
   FROM meetings_meeting b
  WHERE ((b.id = meetings_recusal.meeting_id) AND (b.body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[]))))));

CREATE POLICY meetings_recusal_update ON meetings_recusal AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND (NOT (EXISTS ( SELECT 1
   FROM team_membership p
  WHERE ((p.id = meetings_recusal.place_id) AND (p.user_id = ( SELECT wall.person() AS person)))))) AND (EXISTS ( SELECT 1
   FROM meetings_agendaitem i
  WHERE ((i.meeting_id = meetings_recusal.meeting_id) AND (i.record = meetings_recusal.record)))) AND (EXISTS ( SELECT 1
   FROM team_body b
  WHERE ((b.id = ( SELECT t.body_id
           FROM meetings_meeting t
          WHERE (t.id = meetings_recusal.meeting_id))) AND ((b.chair_id = ( SELECT wall.person() AS person)) OR ((NOT b.subcommittee) AND (EXISTS ( SELECT 1
           FROM team_membership m
          WHERE ((m.user_id = ( SELECT wall.person() AS person)) AND (m.team_id = b.team_id) AND (m.ended_at IS NULL) AND (m.roles && ARRAY['chair'::character varying, 'coordinator'::character varying])))))))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_selection_delete ON meetings_selection AS PERMISSIVE FOR DELETE TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM team_body b
  WHERE ((b.id = ( SELECT s.body_id
           FROM meetings_series s
          WHERE (s.id = meetings_selection.series_id))) AND ((b.chair_id = ( SELECT wall.person() AS person)) OR ((NOT b.subcommittee) AND (EXISTS ( SELECT 1
           FROM team_membership m
          WHERE ((m.user_id = ( SELECT wall.person() AS person)) AND (m.team_id = b.team_id) AND (m.ended_at IS NULL) AND (m.roles && ARRAY['chair'::character varying, 'coordinator'::character varying])))))))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_selection_insert ON meetings_selection AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK (((team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM team_body b
  WHERE ((b.id = ( SELECT s.body_id
           FROM meetings_series s
          WHERE (s.id = meetings_selection.series_id))) AND ((b.chair_id = ( SELECT wall.person() AS person)) OR ((NOT b.subcommittee) AND (EXISTS ( SELECT 1
           FROM team_membership m
          WHERE ((m.user_id = ( SELECT wall.person() AS person)) AND (m.team_id = b.team_id) AND (m.ended_at IS NULL) AND (m.roles && ARRAY['chair'::character varying, 'coordinator'::character varying])))))))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_selection_read ON meetings_selection AS PERMISSIVE FOR SELECT TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM meetings_series s
  WHERE (s.id = meetings_selection.series_id)))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_selection_room_kept_delete ON meetings_selection AS RESTRICTIVE FOR DELETE TO mdt_app
    USING (NOT (EXISTS ( SELECT 1
   FROM meetings_series b
  WHERE ((b.id = meetings_selection.series_id) AND (b.body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[]))))));

CREATE POLICY meetings_selection_room_kept_insert ON meetings_selection AS RESTRICTIVE FOR INSERT TO mdt_app
    WITH CHECK (NOT (EXISTS ( SELECT 1
   FROM meetings_series b
  WHERE ((b.id = meetings_selection.series_id) AND (b.body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[]))))));

CREATE POLICY meetings_selection_room_kept_update ON meetings_selection AS RESTRICTIVE FOR UPDATE TO mdt_app
    USING (NOT (EXISTS ( SELECT 1
   FROM meetings_series b
  WHERE ((b.id = meetings_selection.series_id) AND (b.body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[]))))));

CREATE POLICY meetings_selection_update ON meetings_selection AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM team_body b
  WHERE ((b.id = ( SELECT s.body_id
           FROM meetings_series s
          WHERE (s.id = meetings_selection.series_id))) AND ((b.chair_id = ( SELECT wall.person() AS person)) OR ((NOT b.subcommittee) AND (EXISTS ( SELECT 1
           FROM team_membership m
          WHERE ((m.user_id = ( SELECT wall.person() AS person)) AND (m.team_id = b.team_id) AND (m.ended_at IS NULL) AND (m.roles && ARRAY['chair'::character varying, 'coordinator'::character varying])))))))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_series_delete ON meetings_series AS PERMISSIVE FOR DELETE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_series_in_room_insert ON meetings_series AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK ((team_id = ( SELECT wall.team() AS team)) AND (body_id = ANY (( SELECT wall.rooms_open() AS rooms_open)::uuid[])));

CREATE POLICY meetings_series_in_room_select ON meetings_series AS PERMISSIVE FOR SELECT TO mdt_app
    USING ((team_id = ( SELECT wall.team() AS team)) AND (body_id = ANY (( SELECT wall.rooms_open() AS rooms_open)::uuid[])));

CREATE POLICY meetings_series_in_room_update ON meetings_series AS PERMISSIVE FOR UPDATE TO mdt_app
    USING ((team_id = ( SELECT wall.team() AS team)) AND (body_id = ANY (( SELECT wall.rooms_open() AS rooms_open)::uuid[])));

CREATE POLICY meetings_series_insert ON meetings_series AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK (((team_id = ( SELECT wall.team() AS team)) AND ((EXISTS ( SELECT 1
   FROM (team_bodydesk s
     JOIN team_desk d ON ((d.id = s.desk_id)))
  WHERE ((s.body_id = meetings_series.body_id) AND (d.closed_at IS NULL) AND (d.group_id = ANY (( SELECT wall.desks() AS desks)::integer[]))))) OR (EXISTS ( SELECT 1
   FROM team_body b
  WHERE ((b.id = meetings_series.body_id) AND (b.chair_id = ( SELECT wall.person() AS person))))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_series_prepared_delete ON meetings_series AS RESTRICTIVE FOR DELETE TO mdt_app
    USING ((body_id = ANY (( SELECT wall.bodies_prepared() AS bodies_prepared)::uuid[])) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_series_prepared_insert ON meetings_series AS RESTRICTIVE FOR INSERT TO mdt_app
    WITH CHECK ((body_id = ANY (( SELECT wall.bodies_prepared() AS bodies_prepared)::uuid[])) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_series_prepared_update ON meetings_series AS RESTRICTIVE FOR UPDATE TO mdt_app
    USING ((body_id = ANY (( SELECT wall.bodies_prepared() AS bodies_prepared)::uuid[])) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_series_read ON meetings_series AS PERMISSIVE FOR SELECT TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND ((EXISTS ( SELECT 1
   FROM (team_bodydesk s
     JOIN team_desk d ON ((d.id = s.desk_id)))
  WHERE ((s.body_id = meetings_series.body_id) AND (d.closed_at IS NULL) AND (d.group_id = ANY (( SELECT wall.desks() AS desks)::integer[]))))) OR (EXISTS ( SELECT 1
   FROM team_body b
  WHERE ((b.id = meetings_series.body_id) AND (b.chair_id = ( SELECT wall.person() AS person))))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_series_room_kept_delete ON meetings_series AS RESTRICTIVE FOR DELETE TO mdt_app
    USING (NOT (body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[])));

CREATE POLICY meetings_series_room_kept_insert ON meetings_series AS RESTRICTIVE FOR INSERT TO mdt_app
    WITH CHECK (NOT (body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[])));

CREATE POLICY meetings_series_room_kept_select ON meetings_series AS RESTRICTIVE FOR SELECT TO mdt_app
    USING (NOT (body_id = ANY (( SELECT wall.rooms_kept() AS rooms_kept)::uuid[])));

CREATE POLICY meetings_series_room_kept_update ON meetings_series AS RESTRICTIVE FOR UPDATE TO mdt_app
    USING (NOT (body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[])));

CREATE POLICY meetings_series_update ON meetings_series AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND ((EXISTS ( SELECT 1
   FROM (team_bodydesk s
     JOIN team_desk d ON ((d.id = s.desk_id)))
  WHERE ((s.body_id = meetings_series.body_id) AND (d.closed_at IS NULL) AND (d.group_id = ANY (( SELECT wall.desks() AS desks)::integer[]))))) OR (EXISTS ( SELECT 1
   FROM team_body b
  WHERE ((b.id = meetings_series.body_id) AND (b.chair_id = ( SELECT wall.person() AS person))))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_serieschange_delete ON meetings_serieschange AS PERMISSIVE FOR DELETE TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM meetings_series s
  WHERE (s.id = meetings_serieschange.series_id)))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_serieschange_insert ON meetings_serieschange AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK (((team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM meetings_series s
  WHERE (s.id = meetings_serieschange.series_id)))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_serieschange_prepared_delete ON meetings_serieschange AS RESTRICTIVE FOR DELETE TO mdt_app
    USING ((EXISTS ( SELECT 1
   FROM meetings_series s
  WHERE ((s.id = meetings_serieschange.series_id) AND (s.body_id = ANY (( SELECT wall.bodies_prepared() AS bodies_prepared)::uuid[]))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_serieschange_prepared_insert ON meetings_serieschange AS RESTRICTIVE FOR INSERT TO mdt_app
    WITH CHECK ((EXISTS ( SELECT 1
   FROM meetings_series s
  WHERE ((s.id = meetings_serieschange.series_id) AND (s.body_id = ANY (( SELECT wall.bodies_prepared() AS bodies_prepared)::uuid[]))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_serieschange_prepared_update ON meetings_serieschange AS RESTRICTIVE FOR UPDATE TO mdt_app
    USING ((EXISTS ( SELECT 1
   FROM meetings_series s
  WHERE ((s.id = meetings_serieschange.series_id) AND (s.body_id = ANY (( SELECT wall.bodies_prepared() AS bodies_prepared)::uuid[]))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_serieschange_read ON meetings_serieschange AS PERMISSIVE FOR SELECT TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM meetings_series s
  WHERE (s.id = meetings_serieschange.series_id)))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_serieschange_room_kept_delete ON meetings_serieschange AS RESTRICTIVE FOR DELETE TO mdt_app
    USING (NOT (EXISTS ( SELECT 1
   FROM meetings_series b
  WHERE ((b.id = meetings_serieschange.series_id) AND (b.body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[]))))));

CREATE POLICY meetings_serieschange_room_kept_insert ON meetings_serieschange AS RESTRICTIVE FOR INSERT TO mdt_app
    WITH CHECK (NOT (EXISTS ( SELECT 1
   FROM meetings_series b
  WHERE ((b.id = meetings_serieschange.series_id) AND (b.body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[]))))));

CREATE POLICY meetings_serieschange_room_kept_update ON meetings_serieschange AS RESTRICTIVE FOR UPDATE TO mdt_app
    USING (NOT (EXISTS ( SELECT 1
   FROM meetings_series b
  WHERE ((b.id = meetings_serieschange.series_id) AND (b.body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[]))))));

CREATE POLICY meetings_serieschange_update ON meetings_serieschange AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM meetings_series s
  WHERE (s.id = meetings_serieschange.series_id)))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_sitting_delete ON meetings_sitting AS PERMISSIVE FOR DELETE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_sitting_insert ON meetings_sitting AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK (((team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM meetings_meeting t
  WHERE (t.id = meetings_sitting.meeting_id))) AND (EXISTS ( SELECT 1
   FROM team_body b
  WHERE ((b.id = ( SELECT t.body_id
           FROM meetings_meeting t
          WHERE (t.id = meetings_sitting.meeting_id))) AND ((b.chair_id = ( SELECT wall.person() AS person)) OR ((NOT b.subcommittee) AND (EXISTS ( SELECT 1
           FROM team_membership m
          WHERE ((m.user_id = ( SELECT wall.person() AS person)) AND (m.team_id = b.team_id) AND (m.ended_at IS NULL) AND (m.roles && ARRAY['chair'::character varying, 'coordinator'::character varying])))))))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_sitting_read ON meetings_sitting AS PERMISSIVE FOR SELECT TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM meetings_meeting t
  WHERE (t.id = meetings_sitting.meeting_id)))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_sitting_room_kept_delete ON meetings_sitting AS RESTRICTIVE FOR DELETE TO mdt_app
    USING (NOT (EXISTS ( SELECT 1
   FROM meetings_meeting b
  WHERE ((b.id = meetings_sitting.meeting_id) AND (b.body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[]))))));

CREATE POLICY meetings_sitting_room_kept_insert ON meetings_sitting AS RESTRICTIVE FOR INSERT TO mdt_app
    WITH CHECK (NOT (EXISTS ( SELECT 1
   FROM meetings_meeting b
  WHERE ((b.id = meetings_sitting.meeting_id) AND (b.body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[]))))));

CREATE POLICY meetings_sitting_room_kept_update ON meetings_sitting AS RESTRICTIVE FOR UPDATE TO mdt_app
    USING (NOT (EXISTS ( SELECT 1
   FROM meetings_meeting b
  WHERE ((b.id = meetings_sitting.meeting_id) AND (b.body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[]))))));

CREATE POLICY meetings_sitting_update ON meetings_sitting AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM meetings_meeting t
  WHERE (t.id = meetings_sitting.meeting_id))) AND (EXISTS ( SELECT 1
   FROM team_body b
  WHERE ((b.id = ( SELECT t.body_id
           FROM meetings_meeting t
          WHERE (t.id = meetings_sitting.meeting_id))) AND ((b.chair_id = ( SELECT wall.person() AS person)) OR ((NOT b.subcommittee) AND (EXISTS ( SELECT 1
           FROM team_membership m
          WHERE ((m.user_id = ( SELECT wall.person() AS person)) AND (m.team_id = b.team_id) AND (m.ended_at IS NULL) AND (m.roles && ARRAY['chair'::character varying, 'coordinator'::character varying])))))))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_staffingask_delete ON meetings_staffingask AS PERMISSIVE FOR DELETE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_staffingask_in_room_insert ON meetings_staffingask AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK ((team_id = ( SELECT wall.team() AS team)) AND ((state)::text = 'asked'::text) AND (EXISTS ( SELECT 1
   FROM team_membership p
  WHERE ((p.id = meetings_staffingask.asked_by_id) AND (p.user_id = ( SELECT wall.person() AS person)) AND (p.team_id = ( SELECT wall.team() AS team)) AND (p.agency_id = ( SELECT wall.agency() AS agency)) AND (p.ended_at IS NULL)))) AND (body_id = ANY (( SELECT wall.rooms_open() AS rooms_open)::uuid[])));

CREATE POLICY meetings_staffingask_insert ON meetings_staffingask AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK (((team_id = ( SELECT wall.team() AS team)) AND ((state)::text = 'asked'::text) AND (EXISTS ( SELECT 1
   FROM team_membership m
  WHERE ((m.id = meetings_staffingask.asked_by_id) AND (m.user_id = ( SELECT wall.person() AS person)) AND (m.team_id = ( SELECT wall.team() AS team)) AND (m.agency_id = ( SELECT wall.agency() AS agency)) AND (m.ended_at IS NULL)))) AND ((EXISTS ( SELECT 1
   FROM (team_bodydesk s
     JOIN team_desk d ON ((d.id = s.desk_id)))
  WHERE ((s.body_id = meetings_staffingask.body_id) AND (d.closed_at IS NULL) AND (d.group_id = ANY (( SELECT wall.desks() AS desks)::integer[]))))) OR (EXISTS ( SELECT 1
   FROM team_body b
  WHERE ((b.id = meetings_staffingask.body_id) AND (b.chair_id = ( SELECT wall.person() AS person))))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_staffingask_read ON meetings_staffingask AS PERMISSIVE FOR SELECT TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND ((EXISTS ( SELECT 1
   FROM team_membership m
  WHERE ((m.id = meetings_staffingask.asked_by_id) AND (m.user_id = ( SELECT wall.person() AS person)) AND (m.team_id = ( SELECT wall.team() AS team)) AND (m.agency_id = ( SELECT wall.agency() AS agency)) AND (m.ended_at IS NULL)))) OR (EXISTS ( SELECT 1
   FROM team_body b
  WHERE ((b.id = meetings_staffingask.body_id) AND ((b.chair_id = ( SELECT wall.person() AS person)) OR ((NOT b.subcommittee) AND (EXISTS ( SELECT 1
           FROM team_membership m
          WHERE ((m.user_id = ( SELECT wall.person() AS person)) AND (m.team_id = b.team_id) AND (m.ended_at IS NULL) AND (m.roles && ARRAY['chair'::character varying, 'coordinator'::character varying]))))))))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_staffingask_room_kept_delete ON meetings_staffingask AS RESTRICTIVE FOR DELETE TO mdt_app
    USING (NOT (body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[])));

CREATE POLICY meetings_staffingask_room_kept_insert ON meetings_staffingask AS RESTRICTIVE FOR INSERT TO mdt_app
    WITH CHECK (NOT (body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[])));

CREATE POLICY meetings_staffingask_room_kept_select ON meetings_staffingask AS RESTRICTIVE FOR SELECT TO mdt_app
    USING (NOT (body_id = ANY (( SELECT wall.rooms_kept() AS rooms_kept)::uuid[])));

CREATE POLICY meetings_staffingask_room_kept_update ON meetings_staffingask AS RESTRICTIVE FOR UPDATE TO mdt_app
    USING (NOT (body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[])));

CREATE POLICY meetings_staffingask_update ON meetings_staffingask AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM team_body b
  WHERE ((b.id = meetings_staffingask.body_id) AND ((b.chair_id = ( SELECT wall.person() AS person)) OR ((NOT b.subcommittee) AND (EXISTS ( SELECT 1
           FROM team_membership m
          WHERE ((m.user_id = ( SELECT wall.person() AS person)) AND (m.team_id = b.team_id) AND (m.ended_at IS NULL) AND (m.roles && ARRAY['chair'::character varying, 'coordinator'::character varying])))))))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_statement_delete ON meetings_statement AS PERMISSIVE FOR DELETE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_statement_insert ON meetings_statement AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK (((team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM team_membership m
  WHERE ((m.user_id = ( SELECT wall.person() AS person)) AND (m.team_id = meetings_statement.team_id) AND (m.ended_at IS NULL) AND (m.roles && ARRAY['chair'::character varying, 'coordinator'::character varying])))) AND (EXISTS ( SELECT 1
   FROM team_membership p
  WHERE ((p.id = meetings_statement.set_by_id) AND (p.user_id = ( SELECT wall.person() AS person)))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_statement_read ON meetings_statement AS PERMISSIVE FOR SELECT TO mdt_app
    USING ((team_id = ( SELECT wall.team() AS team)) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_statement_update ON meetings_statement AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_step_delete ON meetings_step AS PERMISSIVE FOR DELETE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_step_insert ON meetings_step AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_step_read ON meetings_step AS PERMISSIVE FOR SELECT TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM team_body b
  WHERE ((b.id = ( SELECT m.body_id
           FROM meetings_meeting m
          WHERE (m.id = meetings_step.meeting_id))) AND ((b.chair_id = ( SELECT wall.person() AS person)) OR ((NOT b.subcommittee) AND (EXISTS ( SELECT 1
           FROM team_membership m
          WHERE ((m.user_id = ( SELECT wall.person() AS person)) AND (m.team_id = b.team_id) AND (m.ended_at IS NULL) AND (m.roles && ARRAY['chair'::character varying, 'coordinator'::character varying])))))))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_step_update ON meetings_step AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_task_delete ON meetings_task AS PERMISSIVE FOR DELETE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_task_insert ON meetings_task AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK (((team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM meetings_agendaitem t
  WHERE (t.id = meetings_task.item_id))) AND (EXISTS ( SELECT 1
   FROM team_body b
  WHERE ((b.id = ( SELECT t.body_id
           FROM meetings_meeting t
          WHERE (t.id = ( SELECT i.meeting_id
                   FROM meetings_agendaitem i
                  WHERE (i.id = meetings_task.item_id))))) AND ((b.chair_id = ( SELECT wall.person() AS person)) OR ((NOT b.subcommittee) AND (EXISTS ( SELECT 1
           FROM team_membership m
          WHERE ((m.user_id = ( SELECT wall.person() AS person)) AND (m.team_id = b.team_id) AND (m.ended_at IS NULL) AND (m.roles && ARRAY['chair'::character varying, 'coordinator'::character varying])))))))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_task_read ON meetings_task AS PERMISSIVE FOR SELECT TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM meetings_agendaitem t
  WHERE (t.id = meetings_task.item_id)))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_task_room_kept_delete ON meetings_task AS RESTRICTIVE FOR DELETE TO mdt_app
    USING (NOT (EXISTS ( SELECT 1
   FROM (meetings_agendaitem i
     JOIN meetings_meeting b ON ((b.id = i.meeting_id)))
  WHERE ((i.id = meetings_task.item_id) AND (b.body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[]))))));

CREATE POLICY meetings_task_room_kept_insert ON meetings_task AS RESTRICTIVE FOR INSERT TO mdt_app
    WITH CHECK (NOT (EXISTS ( SELECT 1
   FROM (meetings_agendaitem i
     JOIN meetings_meeting b ON ((b.id = i.meeting_id)))
  WHERE ((i.id = meetings_task.item_id) AND (b.body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[]))))));

CREATE POLICY meetings_task_room_kept_update ON meetings_task AS RESTRICTIVE FOR UPDATE TO mdt_app
    USING (NOT (EXISTS ( SELECT 1
   FROM (meetings_agendaitem i
     JOIN meetings_meeting b ON ((b.id = i.meeting_id)))
  WHERE ((i.id = meetings_task.item_id) AND (b.body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[]))))));

CREATE POLICY meetings_task_update ON meetings_task AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_topic_delete ON meetings_topic AS PERMISSIVE FOR DELETE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_topic_in_room_insert ON meetings_topic AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK ((team_id = ( SELECT wall.team() AS team)) AND (body_id = ANY (( SELECT wall.rooms_open() AS rooms_open)::uuid[])));

CREATE POLICY meetings_topic_in_room_select ON meetings_topic AS PERMISSIVE FOR SELECT TO mdt_app
    USING ((team_id = ( SELECT wall.team() AS team)) AND (body_id = ANY (( SELECT wall.rooms_open() AS rooms_open)::uuid[])));

CREATE POLICY meetings_topic_in_room_update ON meetings_topic AS PERMISSIVE FOR UPDATE TO mdt_app
    USING ((team_id = ( SELECT wall.team() AS team)) AND (body_id = ANY (( SELECT wall.rooms_open() AS rooms_open)::uuid[])));

CREATE POLICY meetings_topic_insert ON meetings_topic AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK (((team_id = ( SELECT wall.team() AS team)) AND ((EXISTS ( SELECT 1
   FROM (team_bodydesk s
     JOIN team_desk d ON ((d.id = s.desk_id)))
  WHERE ((s.body_id = meetings_topic.body_id) AND (d.closed_at IS NULL) AND (d.group_id = ANY (( SELECT wall.desks() AS desks)::integer[]))))) OR (EXISTS ( SELECT 1
   FROM team_body b
  WHERE ((b.id = meetings_topic.body_id) AND (b.chair_id = ( SELECT wall.person() AS person))))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_topic_prepared_delete ON meetings_topic AS RESTRICTIVE FOR DELETE TO mdt_app
    USING ((body_id = ANY (( SELECT wall.bodies_prepared() AS bodies_prepared)::uuid[])) OR (once AND (EXISTS ( SELECT 1
   FROM team_membership p
  WHERE ((p.id = meetings_topic.given_by_id) AND (p.user_id = ( SELECT wall.person() AS person)))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_topic_prepared_insert ON meetings_topic AS RESTRICTIVE FOR INSERT TO mdt_app
    WITH CHECK ((body_id = ANY (( SELECT wall.bodies_prepared() AS bodies_prepared)::uuid[])) OR (once AND (EXISTS ( SELECT 1
   FROM team_membership p
  WHERE ((p.id = meetings_topic.given_by_id) AND (p.user_id = ( SELECT wall.person() AS person)))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_topic_prepared_update ON meetings_topic AS RESTRICTIVE FOR UPDATE TO mdt_app
    USING ((body_id = ANY (( SELECT wall.bodies_prepared() AS bodies_prepared)::uuid[])) OR (once AND (EXISTS ( SELECT 1
   FROM team_membership p
  WHERE ((p.id = meetings_topic.given_by_id) AND (p.user_id = ( SELECT wall.person() AS person)))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_topic_read ON meetings_topic AS PERMISSIVE FOR SELECT TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND ((EXISTS ( SELECT 1
   FROM (team_bodydesk s
     JOIN team_desk d ON ((d.id = s.desk_id)))
  WHERE ((s.body_id = meetings_topic.body_id) AND (d.closed_at IS NULL) AND (d.group_id = ANY (( SELECT wall.desks() AS desks)::integer[]))))) OR (EXISTS ( SELECT 1
   FROM team_body b
  WHERE ((b.id = meetings_topic.body_id) AND (b.chair_id = ( SELECT wall.person() AS person))))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_topic_room_kept_delete ON meetings_topic AS RESTRICTIVE FOR DELETE TO mdt_app
    USING (NOT (body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[])));

CREATE POLICY meetings_topic_room_kept_insert ON meetings_topic AS RESTRICTIVE FOR INSERT TO mdt_app
    WITH CHECK (NOT (body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[])));

CREATE POLICY meetings_topic_room_kept_select ON meetings_topic AS RESTRICTIVE FOR SELECT TO mdt_app
    USING (NOT (body_id = ANY (( SELECT wall.rooms_kept() AS rooms_kept)::uuid[])));

CREATE POLICY meetings_topic_room_kept_update ON meetings_topic AS RESTRICTIVE FOR UPDATE TO mdt_app
    USING (NOT (body_id = ANY (( SELECT wall.rooms_over() AS rooms_over)::uuid[])));

CREATE POLICY meetings_topic_update ON meetings_topic AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND ((EXISTS ( SELECT 1
   FROM (team_bodydesk s
     JOIN team_desk d ON ((d.id = s.desk_id)))
  WHERE ((s.body_id = meetings_topic.body_id) AND (d.closed_at IS NULL) AND (d.group_id = ANY (( SELECT wall.desks() AS desks)::integer[]))))) OR (EXISTS ( SELECT 1
   FROM team_body b
  WHERE ((b.id = meetings_topic.body_id) AND (b.chair_id = ( SELECT wall.person() AS person))))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_turn_delete ON meetings_turn AS PERMISSIVE FOR DELETE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_turn_insert ON meetings_turn AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_turn_read ON meetings_turn AS PERMISSIVE FOR SELECT TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM meetings_agendaitem t
  WHERE (t.id = meetings_turn.item_id)))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_turn_update ON meetings_turn AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_whysteppedback_delete ON meetings_whysteppedback AS PERMISSIVE FOR DELETE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_whysteppedback_insert ON meetings_whysteppedback AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK (((team_id = ( SELECT wall.team() AS team)) AND wall.recusal_is_mine(recusal_id)) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_whysteppedback_read ON meetings_whysteppedback AS PERMISSIVE FOR SELECT TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM meetings_recusal r
  WHERE ((r.id = meetings_whysteppedback.recusal_id) AND (EXISTS ( SELECT 1
           FROM team_body b
          WHERE ((b.id = ( SELECT t.body_id
                   FROM meetings_meeting t
                  WHERE (t.id = r.meeting_id))) AND ((b.chair_id = ( SELECT wall.person() AS person)) OR ((NOT b.subcommittee) AND (EXISTS ( SELECT 1
                   FROM team_membership m
                  WHERE ((m.user_id = ( SELECT wall.person() AS person)) AND (m.team_id = b.team_id) AND (m.ended_at IS NULL) AND (m.roles && ARRAY['chair'::character varying, 'coordinator'::character varying]))))))))))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY meetings_whysteppedback_update ON meetings_whysteppedback AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY notices_mailwish_delete ON notices_mailwish AS PERMISSIVE FOR DELETE TO mdt_app
    USING (false OR (( SELECT wall.kind() AS kind) = 'system'::text));

CREATE POLICY notices_mailwish_insert ON notices_mailwish AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK ((user_id = ( SELECT wall.person() AS person)) OR (( SELECT wall.kind() AS kind) = 'system'::text));

CREATE POLICY notices_mailwish_read ON notices_mailwish AS PERMISSIVE FOR SELECT TO mdt_app
    USING ((user_id = ( SELECT wall.person() AS person)) OR (( SELECT wall.kind() AS kind) = 'system'::text));

CREATE POLICY notices_mailwish_update ON notices_mailwish AS PERMISSIVE FOR UPDATE TO mdt_app
    USING ((user_id = ( SELECT wall.person() AS person)) OR (( SELECT wall.kind() AS kind) = 'system'::text));

CREATE POLICY notices_notice_delete ON notices_notice AS PERMISSIVE FOR DELETE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY notices_notice_insert ON notices_notice AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK ((team_id = ( SELECT wall.team() AS team)) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY notices_notice_no_kept_duty ON notices_notice AS RESTRICTIVE FOR SELECT TO mdt_app
    USING (NOT (record_id = ANY (( SELECT wall.duties_kept_from() AS duties_kept_from)::uuid[])));

CREATE POLICY notices_notice_no_kept_paper ON notices_notice AS RESTRICTIVE FOR SELECT TO mdt_app
    USING (NOT (record_id = ANY (( SELECT wall.papers_kept_from() AS papers_kept_from)::uuid[])));

CREATE POLICY notices_notice_not_kept ON notices_notice AS RESTRICTIVE FOR SELECT TO mdt_app
    USING (NOT (record_id = ANY (( SELECT wall.referrals_kept_from() AS referrals_kept_from)::uuid[])));

CREATE POLICY notices_notice_only_for ON notices_notice AS RESTRICTIVE FOR SELECT TO mdt_app
    USING ((only_for_id IS NULL) OR (only_for_id = ( SELECT wall.person() AS person)) OR (( SELECT wall.kind() AS kind) = 'system'::text));

CREATE POLICY notices_notice_read ON notices_notice AS PERMISSIVE FOR SELECT TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM team_desk d
  WHERE ((d.id = notices_notice.desk_id) AND (d.group_id = ANY (( SELECT wall.desks() AS desks)::integer[])))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY notices_notice_released ON notices_notice AS RESTRICTIVE FOR SELECT TO mdt_app
    USING ((( SELECT wall.kind() AS kind) = 'system'::text) OR (NOT wall.referral_hidden(record_id)));

CREATE POLICY notices_notice_update ON notices_notice AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY notices_noticemail_delete ON notices_noticemail AS PERMISSIVE FOR DELETE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY notices_noticemail_insert ON notices_noticemail AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY notices_noticemail_read ON notices_noticemail AS PERMISSIVE FOR SELECT TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY notices_noticemail_update ON notices_noticemail AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY notices_noticereading_delete ON notices_noticereading AS PERMISSIVE FOR DELETE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY notices_noticereading_insert ON notices_noticereading AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK (((team_id = ( SELECT wall.team() AS team)) AND (user_id = ( SELECT wall.person() AS person)) AND (EXISTS ( SELECT 1
   FROM notices_notice n
  WHERE (n.id = notices_noticereading.notice_id)))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY notices_noticereading_read ON notices_noticereading AS PERMISSIVE FOR SELECT TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND (user_id = ( SELECT wall.person() AS person))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY notices_noticereading_update ON notices_noticereading AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY privacy_datakey_delete ON privacy_datakey AS PERMISSIVE FOR DELETE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY privacy_datakey_insert ON privacy_datakey AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK ((team_id = ( SELECT wall.team() AS team)) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY privacy_datakey_read ON privacy_datakey AS PERMISSIVE FOR SELECT TO mdt_app
    USING (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team))));

CREATE POLICY privacy_datakey_update ON privacy_datakey AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY referrals_gapcount_delete ON referrals_gapcount AS PERMISSIVE FOR DELETE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY referrals_gapcount_insert ON referrals_gapcount AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY referrals_gapcount_read ON referrals_gapcount AS PERMISSIVE FOR SELECT TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY referrals_gapcount_update ON referrals_gapcount AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY referrals_keptfrom_delete ON referrals_keptfrom AS PERMISSIVE FOR DELETE TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND (holder = ( SELECT wall.agency() AS agency))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY referrals_keptfrom_insert ON referrals_keptfrom AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK (((team_id = ( SELECT wall.team() AS team)) AND (holder = ( SELECT wall.agency() AS agency)) AND wall.referrals_held(referral_id)) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY referrals_keptfrom_not_kept ON referrals_keptfrom AS RESTRICTIVE FOR ALL TO mdt_app
    USING (NOT (referral_id = ANY (( SELECT wall.referrals_kept_from() AS referrals_kept_from)::uuid[])));

CREATE POLICY referrals_keptfrom_read ON referrals_keptfrom AS PERMISSIVE FOR SELECT TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND (holder = ( SELECT wall.agency() AS agency)) AND (user_id <> ( SELECT wall.person() AS person))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY referrals_keptfrom_update ON referrals_keptfrom AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY referrals_outsidereferral_delete ON referrals_outsidereferral AS PERMISSIVE FOR DELETE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY referrals_outsidereferral_insert ON referrals_outsidereferral AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK (((( SELECT wall.kind() AS kind) = 'user'::text) AND (team_id = ( SELECT wall.team() AS team)) AND (agency_id = ( SELECT wall.agency() AS agency)) AND (NOT (case_id = ANY (( SELECT wall.cases_kept_from() AS cases_kept_from)::uuid[]))) AND (EXISTS ( SELECT 1
   FROM team_desk d
  WHERE ((d.id = referrals_outsidereferral.desk_id) AND (d.group_id = ANY (( SELECT wall.desks() AS desks)::integer[]))))) AND (logged_by_id = ( SELECT wall.person() AS person)) AND (EXISTS ( SELECT 1
   FROM cases_case known
  WHERE (known.id = referrals_outsidereferral.case_id)))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY referrals_outsidereferral_read ON referrals_outsidereferral AS PERMISSIVE FOR SELECT TO mdt_app
    USING (((( SELECT wall.kind() AS kind) = 'user'::text) AND (team_id = ( SELECT wall.team() AS team)) AND (agency_id = ( SELECT wall.agency() AS agency)) AND (NOT (case_id = ANY (( SELECT wall.cases_kept_from() AS cases_kept_from)::uuid[]))) AND (EXISTS ( SELECT 1
   FROM team_desk d
  WHERE ((d.id = referrals_outsidereferral.desk_id) AND (d.group_id = ANY (( SELECT wall.desks() AS desks)::integer[])))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY referrals_outsidereferral_update ON referrals_outsidereferral AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (((( SELECT wall.kind() AS kind) = 'user'::text) AND (team_id = ( SELECT wall.team() AS team)) AND (agency_id = ( SELECT wall.agency() AS agency)) AND (NOT (case_id = ANY (( SELECT wall.cases_kept_from() AS cases_kept_from)::uuid[]))) AND (EXISTS ( SELECT 1
   FROM team_desk d
  WHERE ((d.id = referrals_outsidereferral.desk_id) AND (d.group_id = ANY (( SELECT wall.desks() AS desks)::integer[])))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY referrals_putforward_again ON referrals_putforward AS RESTRICTIVE FOR UPDATE TO mdt_app
    USING true
    WITH CHECK ((( SELECT wall.kind() AS kind) = 'system'::text) OR (taken_back_at IS NOT NULL) OR wall.put_forward_lets(referral_id, holder, body_id));

CREATE POLICY referrals_putforward_again_into_room ON referrals_putforward AS RESTRICTIVE FOR UPDATE TO mdt_app
    USING true
    WITH CHECK ((( SELECT wall.kind() AS kind) = 'system'::text) OR (taken_back_at IS NOT NULL) OR (NOT (body_id = ANY (( SELECT wall.rooms_kept() AS rooms_kept)::uuid[]))));

CREATE POLICY referrals_putforward_delete ON referrals_putforward AS PERMISSIVE FOR DELETE TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND (holder = ( SELECT wall.agency() AS agency))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY referrals_putforward_insert ON referrals_putforward AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK (((team_id = ( SELECT wall.team() AS team)) AND (holder = ( SELECT wall.agency() AS agency)) AND wall.referrals_held(referral_id)) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY referrals_putforward_into_room ON referrals_putforward AS RESTRICTIVE FOR INSERT TO mdt_app
    WITH CHECK ((( SELECT wall.kind() AS kind) = 'system'::text) OR (NOT (body_id = ANY (( SELECT wall.rooms_kept() AS rooms_kept)::uuid[]))));

CREATE POLICY referrals_putforward_not_kept ON referrals_putforward AS RESTRICTIVE FOR ALL TO mdt_app
    USING (NOT (referral_id = ANY (( SELECT wall.referrals_kept_from() AS referrals_kept_from)::uuid[])));

CREATE POLICY referrals_putforward_read ON referrals_putforward AS PERMISSIVE FOR SELECT TO mdt_app
    USING ((EXISTS ( SELECT 1
   FROM referrals_referral seen
  WHERE (seen.id = referrals_putforward.referral_id))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY referrals_putforward_released ON referrals_putforward AS RESTRICTIVE FOR INSERT TO mdt_app
    WITH CHECK ((( SELECT wall.kind() AS kind) = 'system'::text) OR wall.put_forward_lets(referral_id, holder, body_id));

CREATE POLICY referrals_putforward_room_kept ON referrals_putforward AS RESTRICTIVE FOR SELECT TO mdt_app
    USING ((( SELECT wall.kind() AS kind) = 'system'::text) OR (holder = ( SELECT wall.agency() AS agency)) OR (NOT (body_id = ANY (( SELECT wall.rooms_kept() AS rooms_kept)::uuid[]))));

CREATE POLICY referrals_putforward_update ON referrals_putforward AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND (holder = ( SELECT wall.agency() AS agency))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY referrals_referral_delete ON referrals_referral AS PERMISSIVE FOR DELETE TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND (NOT (id = ANY (( SELECT wall.referrals_kept_from() AS referrals_kept_from)::uuid[]))) AND ((state)::text = 'draft'::text) AND (written_by_id = ( SELECT wall.person() AS person)) AND (from_agency_id = ( SELECT wall.agency() AS agency))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY referrals_referral_in_room ON referrals_referral AS PERMISSIVE FOR SELECT TO mdt_app
    USING (( SELECT (wall.kind() = 'user'::text)) AND (team_id = ( SELECT wall.team() AS team)) AND ((state)::text <> 'draft'::text) AND (NOT (id = ANY (( SELECT wall.referrals_kept_from() AS referrals_kept_from)::uuid[]))) AND (id = ANY (( SELECT wall.referrals_in_rooms(NULL::uuid) AS referrals_in_rooms)::uuid[])));

CREATE POLICY referrals_referral_insert ON referrals_referral AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK ((( SELECT (wall.kind() = 'user'::text)) AND (team_id = ( SELECT wall.team() AS team)) AND ((state)::text = 'draft'::text) AND (written_by_id = ( SELECT wall.person() AS person)) AND (from_agency_id = ( SELECT wall.agency() AS agency))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY referrals_referral_read ON referrals_referral AS PERMISSIVE FOR SELECT TO mdt_app
    USING ((( SELECT (wall.kind() = 'user'::text)) AND (team_id = ( SELECT wall.team() AS team)) AND (NOT (id = ANY (( SELECT wall.referrals_kept_from() AS referrals_kept_from)::uuid[]))) AND ((((state)::text = 'draft'::text) AND (written_by_id = ( SELECT wall.person() AS person)) AND (from_agency_id = ( SELECT wall.agency() AS agency))) OR (((state)::text <> 'draft'::text) AND ((EXISTS ( SELECT 1
   FROM referrals_referraldeskgrant g
  WHERE ((g.content_object_id = ANY (ARRAY[referrals_referral.id])) AND (g.group_id = ANY (( SELECT wall.desks() AS desks)::integer[])) AND (((g.via)::text <> 'put_forward'::text) OR (g.holder = ( SELECT wall.agency() AS agency)) OR (NOT wall.release_bound(g.holder)) OR wall.release_lets(referrals_referral.case_id, g.holder, ( SELECT wall.agency() AS agency), wall.service_category((referrals_referral.service)::text)))))) OR (EXISTS ( SELECT 1
   FROM referrals_referralpersongrant p
  WHERE ((p.content_object_id = ANY (ARRAY[referrals_referral.id])) AND (p.user_id = ( SELECT wall.person() AS person)) AND (p.holder = ( SELECT wall.agency() AS agency)))))) AND (((release_category)::text = ''::text) OR (from_agency_id = ( SELECT wall.agency() AS agency)) OR wall.release_lets(case_id, from_agency_id, ( SELECT wall.agency() AS agency), (release_category)::text))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY referrals_referral_update ON referrals_referral AS PERMISSIVE FOR UPDATE TO mdt_app
    USING ((( SELECT (wall.kind() = 'user'::text)) AND (team_id = ( SELECT wall.team() AS team)) AND (NOT (id = ANY (( SELECT wall.referrals_kept_from() AS referrals_kept_from)::uuid[]))) AND ((((state)::text = 'draft'::text) AND (written_by_id = ( SELECT wall.person() AS person)) AND (from_agency_id = ( SELECT wall.agency() AS agency))) OR (((state)::text <> 'draft'::text) AND ((EXISTS ( SELECT 1
   FROM referrals_referraldeskgrant g
  WHERE ((g.content_object_id = ANY (ARRAY[referrals_referral.id])) AND (g.group_id = ANY (( SELECT wall.desks() AS desks)::integer[])) AND (((g.via)::text <> 'put_forward'::text) OR (g.holder = ( SELECT wall.agency() AS agency)) OR (NOT wall.release_bound(g.holder)) OR wall.release_lets(referrals_referral.case_id, g.holder, ( SELECT wall.agency() AS agency), wall.service_category((referrals_referral.service)::text)))))) OR (EXISTS ( SELECT 1
   FROM referrals_referralpersongrant p
  WHERE ((p.content_object_id = ANY (ARRAY[referrals_referral.id])) AND (p.user_id = ( SELECT wall.person() AS person)) AND (p.holder = ( SELECT wall.agency() AS agency)))))) AND (((release_category)::text = ''::text) OR (from_agency_id = ( SELECT wall.agency() AS agency)) OR wall.release_lets(case_id, from_agency_id, ( SELECT wall.agency() AS agency), (release_category)::text)))) AND ((( SELECT wall.agency() AS agency) = from_agency_id) OR (( SELECT wall.agency() AS agency) = to_agency_id))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY referrals_referraldeskgrant_delete ON referrals_referraldeskgrant AS PERMISSIVE FOR DELETE TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND ((group_id = ANY (( SELECT wall.desks() AS desks)::integer[])) OR ((holder = ( SELECT wall.agency() AS agency)) AND wall.referral_granted(content_object_id))) AND (NOT (content_object_id = ANY (( SELECT wall.referrals_kept_from() AS referrals_kept_from)::uuid[])))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY referrals_referraldeskgrant_insert ON referrals_referraldeskgrant AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK (((team_id = ( SELECT wall.team() AS team)) AND (holder = ( SELECT wall.agency() AS agency)) AND wall.referrals_held(content_object_id)) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY referrals_referraldeskgrant_read ON referrals_referraldeskgrant AS PERMISSIVE FOR SELECT TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND ((group_id = ANY (( SELECT wall.desks() AS desks)::integer[])) OR ((holder = ( SELECT wall.agency() AS agency)) AND wall.referral_granted(content_object_id))) AND (NOT (content_object_id = ANY (( SELECT wall.referrals_kept_from() AS referrals_kept_from)::uuid[]))) AND (NOT (under_release AND wall.referral_hidden(content_object_id)))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY referrals_referraldeskgrant_update ON referrals_referraldeskgrant AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY referrals_referralpersongrant_delete ON referrals_referralpersongrant AS PERMISSIVE FOR DELETE TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND (holder = ( SELECT wall.agency() AS agency))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY referrals_referralpersongrant_insert ON referrals_referralpersongrant AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK (((team_id = ( SELECT wall.team() AS team)) AND (holder = ( SELECT wall.agency() AS agency)) AND wall.referrals_held(content_object_id)) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY referrals_referralpersongrant_not_kept ON referrals_referralpersongrant AS RESTRICTIVE FOR ALL TO mdt_app
    USING (NOT (content_object_id = ANY (( SELECT wall.referrals_kept_from() AS referrals_kept_from)::uuid[])));

CREATE POLICY referrals_referralpersongrant_read ON referrals_referralpersongrant AS PERMISSIVE FOR SELECT TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND ((user_id = ( SELECT wall.person() AS person)) OR (holder = ( SELECT wall.agency() AS agency))) AND (NOT wall.referral_hidden(content_object_id)) AND (NOT (content_object_id = ANY (( SELECT wall.referrals_kept_from() AS referrals_kept_from)::uuid[])))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY referrals_referralpersongrant_update ON referrals_referralpersongrant AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY referrals_savedview_delete ON referrals_savedview AS PERMISSIVE FOR DELETE TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND (agency_id = ( SELECT wall.agency() AS agency)) AND (owner_id = ( SELECT wall.person() AS person))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY referrals_savedview_insert ON referrals_savedview AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK (((team_id = ( SELECT wall.team() AS team)) AND (agency_id = ( SELECT wall.agency() AS agency)) AND (owner_id = ( SELECT wall.person() AS person)) AND ((desk_id IS NULL) OR (EXISTS ( SELECT 1
   FROM team_desk d
  WHERE ((d.id = referrals_savedview.desk_id) AND (d.group_id = ANY (( SELECT wall.desks() AS desks)::integer[]))))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY referrals_savedview_read ON referrals_savedview AS PERMISSIVE FOR SELECT TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND (agency_id = ( SELECT wall.agency() AS agency)) AND ((owner_id = ( SELECT wall.person() AS person)) OR (EXISTS ( SELECT 1
   FROM team_desk d
  WHERE ((d.id = referrals_savedview.desk_id) AND (d.group_id = ANY (( SELECT wall.desks() AS desks)::integer[]))))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY referrals_savedview_update ON referrals_savedview AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY referrals_servicegap_delete ON referrals_servicegap AS PERMISSIVE FOR DELETE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY referrals_servicegap_insert ON referrals_servicegap AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY referrals_servicegap_read ON referrals_servicegap AS PERMISSIVE FOR SELECT TO mdt_app
    USING ((team_id = ( SELECT wall.team() AS team)) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY referrals_servicegap_update ON referrals_servicegap AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY referrals_standingrule_delete ON referrals_standingrule AS PERMISSIVE FOR DELETE TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND (agency_id = ( SELECT wall.agency() AS agency))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY referrals_standingrule_insert ON referrals_standingrule AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK (((team_id = ( SELECT wall.team() AS team)) AND (agency_id = ( SELECT wall.agency() AS agency))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY referrals_standingrule_read ON referrals_standingrule AS PERMISSIVE FOR SELECT TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND (agency_id = ( SELECT wall.agency() AS agency))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY referrals_standingrule_update ON referrals_standingrule AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND (agency_id = ( SELECT wall.agency() AS agency))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY referrals_step_delete ON referrals_step AS PERMISSIVE FOR DELETE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY referrals_step_insert ON referrals_step AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK (((team_id = ( SELECT wall.team() AS team)) AND (agency_id = ( SELECT wall.agency() AS agency)) AND (by_id = ( SELECT wall.person() AS person)) AND (EXISTS ( SELECT 1
   FROM referrals_referral seen
  WHERE ((seen.id = referrals_step.referral_id) AND ((( SELECT wall.agency() AS agency) = seen.from_agency_id) OR (( SELECT wall.agency() AS agency) = seen.to_agency_id)))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY referrals_step_read ON referrals_step AS PERMISSIVE FOR SELECT TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND ((agency_id = ( SELECT wall.agency() AS agency)) OR (((kind)::text = ANY ('{accept,close,decline,unaccept,undo_accept,undo_close,undo_decline}'::text[])) AND ((reason)::text = ANY ('{"",cannot_now,no_answer,no_report}'::text[]))) OR wall.step_told(referral_id, agency_id)) AND wall.referrals_held(referral_id)) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY referrals_step_told ON referrals_step AS RESTRICTIVE FOR INSERT TO mdt_app
    WITH CHECK ((( SELECT wall.kind() AS kind) = 'system'::text) OR (((kind)::text = ANY ('{accept,close,decline,unaccept,undo_accept,undo_close,undo_decline}'::text[])) AND ((reason)::text = ANY ('{"",cannot_now,no_answer,no_report}'::text[]))) OR wall.step_told(referral_id, agency_id));

CREATE POLICY referrals_step_update ON referrals_step AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY referrals_stoprequest_delete ON referrals_stoprequest AS PERMISSIVE FOR DELETE TO mdt_app
    USING (((( SELECT wall.kind() AS kind) = 'user'::text) AND (team_id = ( SELECT wall.team() AS team)) AND (agency_id = ( SELECT wall.agency() AS agency)) AND (asked_by_id = ( SELECT wall.person() AS person))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY referrals_stoprequest_insert ON referrals_stoprequest AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK (((( SELECT wall.kind() AS kind) = 'user'::text) AND (team_id = ( SELECT wall.team() AS team)) AND (agency_id = ( SELECT wall.agency() AS agency)) AND (asked_by_id = ( SELECT wall.person() AS person)) AND (EXISTS ( SELECT 1
   FROM referrals_referral seen
  WHERE ((seen.id = referrals_stoprequest.draft_id) AND ((seen.state)::text = 'draft'::text) AND (seen.written_by_id = ( SELECT wall.person() AS person)))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY referrals_stoprequest_not_kept ON referrals_stoprequest AS RESTRICTIVE FOR ALL TO mdt_app
    USING (NOT (draft_id = ANY (( SELECT wall.referrals_kept_from() AS referrals_kept_from)::uuid[])));

CREATE POLICY referrals_stoprequest_read ON referrals_stoprequest AS PERMISSIVE FOR SELECT TO mdt_app
    USING (((( SELECT wall.kind() AS kind) = 'user'::text) AND (team_id = ( SELECT wall.team() AS team)) AND (agency_id = ( SELECT wall.agency() AS agency)) AND ((asked_by_id = ( SELECT wall.person() AS person)) OR (EXISTS ( SELECT 1
   FROM team_membership place
  WHERE ((place.user_id = ( SELECT wall.person() AS person)) AND (place.team_id = ( SELECT wall.team() AS team)) AND (place.agency_id = ( SELECT wall.agency() AS agency)) AND (place.ended_at IS NULL) AND ('agency_lead'::text = ANY ((place.roles)::text[]))))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY referrals_stoprequest_update ON referrals_stoprequest AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (((( SELECT wall.kind() AS kind) = 'user'::text) AND (team_id = ( SELECT wall.team() AS team)) AND (agency_id = ( SELECT wall.agency() AS agency)) AND (NOT (asked_by_id = ( SELECT wall.person() AS person))) AND (EXISTS ( SELECT 1
   FROM team_membership place
  WHERE ((place.user_id = ( SELECT wall.person() AS person)) AND (place.team_id = ( SELECT wall.team() AS team)) AND (place.agency_id = ( SELECT wall.agency() AS agency)) AND (place.ended_at IS NULL) AND ('agency_lead'::text = ANY ((place.roles)::text[])))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY releases_release_delete ON releases_release AS PERMISSIVE FOR DELETE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY releases_release_insert ON releases_release AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK (((( SELECT wall.kind() AS kind) = 'user'::text) AND (team_id = ( SELECT wall.team() AS team)) AND (agency_id = ( SELECT wall.agency() AS agency)) AND (EXISTS ( SELECT 1
   FROM team_desk d
  WHERE ((d.id = releases_release.desk_id) AND (d.agency_id = releases_release.agency_id) AND (d.group_id = ANY (( SELECT wall.desks() AS desks)::integer[]))))) AND (recorded_by_id = ( SELECT wall.person() AS person)) AND ((case_id IS NULL) OR (EXISTS ( SELECT 1
   FROM cases_case known
  WHERE (known.id = releases_release.case_id))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY releases_release_not_kept ON releases_release AS RESTRICTIVE FOR ALL TO mdt_app
    USING ((case_id IS NULL) OR (NOT (case_id = ANY (( SELECT wall.cases_kept_from() AS cases_kept_from)::uuid[]))));

CREATE POLICY releases_release_read ON releases_release AS PERMISSIVE FOR SELECT TO mdt_app
    USING (((( SELECT wall.kind() AS kind) = 'user'::text) AND (team_id = ( SELECT wall.team() AS team)) AND (agency_id = ( SELECT wall.agency() AS agency)) AND (EXISTS ( SELECT 1
   FROM team_desk d
  WHERE ((d.id = releases_release.desk_id) AND (d.agency_id = releases_release.agency_id) AND (d.group_id = ANY (( SELECT wall.desks() AS desks)::integer[])))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY releases_release_update ON releases_release AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (((( SELECT wall.kind() AS kind) = 'user'::text) AND (team_id = ( SELECT wall.team() AS team)) AND (agency_id = ( SELECT wall.agency() AS agency)) AND (EXISTS ( SELECT 1
   FROM team_desk d
  WHERE ((d.id = releases_release.desk_id) AND (d.agency_id = releases_release.agency_id) AND (d.group_id = ANY (( SELECT wall.desks() AS desks)::integer[])))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY releases_releasesettings_delete ON releases_releasesettings AS PERMISSIVE FOR DELETE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY releases_releasesettings_insert ON releases_releasesettings AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK (((( SELECT wall.kind() AS kind) = 'user'::text) AND (team_id = ( SELECT wall.team() AS team))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY releases_releasesettings_read ON releases_releasesettings AS PERMISSIVE FOR SELECT TO mdt_app
    USING ((team_id = ( SELECT wall.team() AS team)) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY releases_releasesettings_update ON releases_releasesettings AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (((( SELECT wall.kind() AS kind) = 'user'::text) AND (team_id = ( SELECT wall.team() AS team))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY rooms_room_delete ON rooms_room AS PERMISSIVE FOR DELETE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY rooms_room_insert ON rooms_room AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK (((team_id = ( SELECT wall.team() AS team)) AND (body_id = ANY (( SELECT wall.rooms_chaired() AS rooms_chaired)::uuid[]))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY rooms_room_read ON rooms_room AS PERMISSIVE FOR SELECT TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND (body_id = ANY (( SELECT wall.rooms_read() AS rooms_read)::uuid[]))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY rooms_room_update ON rooms_room AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND (body_id = ANY (( SELECT wall.rooms_chaired() AS rooms_chaired)::uuid[]))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY rooms_roommember_delete ON rooms_roommember AS PERMISSIVE FOR DELETE TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND (body_id = ANY (( SELECT wall.rooms_chaired() AS rooms_chaired)::uuid[]))) OR ((team_id = ( SELECT wall.team() AS team)) AND (body_id = ANY (( SELECT wall.rooms_read() AS rooms_read)::uuid[])) AND (EXISTS ( SELECT 1
   FROM team_membership p
  WHERE ((p.id = rooms_roommember.place_id) AND (p.user_id = ( SELECT wall.person() AS person)))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY rooms_roommember_insert ON rooms_roommember AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK (((team_id = ( SELECT wall.team() AS team)) AND (body_id = ANY (( SELECT wall.rooms_chaired() AS rooms_chaired)::uuid[]))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY rooms_roommember_read ON rooms_roommember AS PERMISSIVE FOR SELECT TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND (body_id = ANY (( SELECT wall.rooms_read() AS rooms_read)::uuid[]))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY rooms_roommember_update ON rooms_roommember AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY screening_instrument_delete ON screening_instrument AS PERMISSIVE FOR DELETE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY screening_instrument_insert ON screening_instrument AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK (((( SELECT wall.kind() AS kind) = 'user'::text) AND (team_id = ( SELECT wall.team() AS team)) AND (added_by_id = ( SELECT wall.person() AS person))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY screening_instrument_read ON screening_instrument AS PERMISSIVE FOR SELECT TO mdt_app
    USING ((team_id = ( SELECT wall.team() AS team)) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY screening_instrument_update ON screening_instrument AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (((( SELECT wall.kind() AS kind) = 'user'::text) AND (team_id = ( SELECT wall.team() AS team))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY screening_screening_delete ON screening_screening AS PERMISSIVE FOR DELETE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY screening_screening_insert ON screening_screening AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK (((( SELECT wall.kind() AS kind) = 'user'::text) AND (team_id = ( SELECT wall.team() AS team)) AND (agency_id = ( SELECT wall.agency() AS agency)) AND COALESCE((NOT (case_id = ANY (( SELECT wall.cases_kept_from() AS cases_kept_from)::uuid[]))), true) AND (EXISTS ( SELECT 1
   FROM team_desk d
  WHERE ((d.id = screening_screening.desk_id) AND (d.group_id = ANY (( SELECT wall.desks() AS desks)::integer[]))))) AND ((case_id IS NULL) OR (EXISTS ( SELECT 1
   FROM cases_case known
  WHERE (known.id = screening_screening.case_id))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY screening_screening_read ON screening_screening AS PERMISSIVE FOR SELECT TO mdt_app
    USING (((( SELECT wall.kind() AS kind) = 'user'::text) AND (team_id = ( SELECT wall.team() AS team)) AND (agency_id = ( SELECT wall.agency() AS agency)) AND COALESCE((NOT (case_id = ANY (( SELECT wall.cases_kept_from() AS cases_kept_from)::uuid[]))), true) AND (EXISTS ( SELECT 1
   FROM team_desk d
  WHERE ((d.id = screening_screening.desk_id) AND (d.group_id = ANY (( SELECT wall.desks() AS desks)::integer[])))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY screening_screening_update ON screening_screening AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (((( SELECT wall.kind() AS kind) = 'user'::text) AND (team_id = ( SELECT wall.team() AS team)) AND (agency_id = ( SELECT wall.agency() AS agency)) AND COALESCE((NOT (case_id = ANY (( SELECT wall.cases_kept_from() AS cases_kept_from)::uuid[]))), true) AND (EXISTS ( SELECT 1
   FROM team_desk d
  WHERE ((d.id = screening_screening.desk_id) AND (d.group_id = ANY (( SELECT wall.desks() AS desks)::integer[])))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY screening_standing_by_a_person ON screening_standing AS RESTRICTIVE FOR INSERT TO mdt_app
    WITH CHECK ((( SELECT wall.kind() AS kind) = 'user'::text) AND (set_by_id = ( SELECT wall.person() AS person)));

CREATE POLICY screening_standing_delete ON screening_standing AS PERMISSIVE FOR DELETE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY screening_standing_insert ON screening_standing AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK (((( SELECT wall.kind() AS kind) = 'user'::text) AND (team_id = ( SELECT wall.team() AS team)) AND (agency_id = ( SELECT wall.agency() AS agency)) AND COALESCE((NOT (case_id = ANY (( SELECT wall.cases_kept_from() AS cases_kept_from)::uuid[]))), true) AND (EXISTS ( SELECT 1
   FROM team_desk d
  WHERE ((d.id = screening_standing.desk_id) AND (d.group_id = ANY (( SELECT wall.desks() AS desks)::integer[]))))) AND (EXISTS ( SELECT 1
   FROM cases_case known
  WHERE (known.id = screening_standing.case_id)))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY screening_standing_read ON screening_standing AS PERMISSIVE FOR SELECT TO mdt_app
    USING (((( SELECT wall.kind() AS kind) = 'user'::text) AND (team_id = ( SELECT wall.team() AS team)) AND (agency_id = ( SELECT wall.agency() AS agency)) AND COALESCE((NOT (case_id = ANY (( SELECT wall.cases_kept_from() AS cases_kept_from)::uuid[]))), true) AND (EXISTS ( SELECT 1
   FROM team_desk d
  WHERE ((d.id = screening_standing.desk_id) AND (d.group_id = ANY (( SELECT wall.desks() AS desks)::integer[])))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY screening_standing_unchanged ON screening_standing AS RESTRICTIVE FOR UPDATE TO mdt_app
    USING false;

CREATE POLICY screening_standing_update ON screening_standing AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY subcommittees_queueitem_delete ON subcommittees_queueitem AS PERMISSIVE FOR DELETE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY subcommittees_queueitem_insert ON subcommittees_queueitem AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK (((team_id = ( SELECT wall.team() AS team)) AND (EXISTS ( SELECT 1
   FROM team_membership p
  WHERE ((p.id = subcommittees_queueitem.given_by_id) AND (p.user_id = ( SELECT wall.person() AS person)) AND (p.team_id = ( SELECT wall.team() AS team)) AND (p.agency_id = ( SELECT wall.agency() AS agency)) AND (p.ended_at IS NULL)))) AND ((step)::text = 'waiting'::text) AND (((from_body_id IS NULL) AND (body_id = ANY (( SELECT wall.rooms_open() AS rooms_open)::uuid[]))) OR (EXISTS ( SELECT 1
   FROM wall.rooms_taking(subcommittees_queueitem.from_body_id) t(id, name)
  WHERE (t.id = subcommittees_queueitem.body_id))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY subcommittees_queueitem_kept_unread ON subcommittees_queueitem AS RESTRICTIVE FOR UPDATE TO mdt_app
    USING ((record IS NULL) OR (NOT (record = ANY (( SELECT wall.records_kept_from() AS records_kept_from)::uuid[]))));

CREATE POLICY subcommittees_queueitem_not_kept ON subcommittees_queueitem AS RESTRICTIVE FOR SELECT TO mdt_app
    USING ((record IS NULL) OR (NOT (record = ANY (( SELECT wall.records_kept_from() AS records_kept_from)::uuid[]))));

CREATE POLICY subcommittees_queueitem_read ON subcommittees_queueitem AS PERMISSIVE FOR SELECT TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND (body_id = ANY (( SELECT wall.rooms_read() AS rooms_read)::uuid[]))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY subcommittees_queueitem_update ON subcommittees_queueitem AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND (body_id = ANY (( SELECT wall.rooms_open() AS rooms_open)::uuid[]))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY subcommittees_report_delete ON subcommittees_report AS PERMISSIVE FOR DELETE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY subcommittees_report_insert ON subcommittees_report AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK (((team_id = ( SELECT wall.team() AS team)) AND (body_id = ANY (( SELECT wall.rooms_open() AS rooms_open)::uuid[])) AND (EXISTS ( SELECT 1
   FROM team_membership p
  WHERE ((p.id = subcommittees_report.by_id) AND (p.user_id = ( SELECT wall.person() AS person)) AND (p.team_id = ( SELECT wall.team() AS team)) AND (p.agency_id = ( SELECT wall.agency() AS agency)) AND (p.ended_at IS NULL))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY subcommittees_report_kept_unread ON subcommittees_report AS RESTRICTIVE FOR UPDATE TO mdt_app
    USING ((record IS NULL) OR (NOT (record = ANY (( SELECT wall.records_kept_from() AS records_kept_from)::uuid[]))));

CREATE POLICY subcommittees_report_not_kept ON subcommittees_report AS RESTRICTIVE FOR SELECT TO mdt_app
    USING ((record IS NULL) OR (NOT (record = ANY (( SELECT wall.records_kept_from() AS records_kept_from)::uuid[]))));

CREATE POLICY subcommittees_report_not_left ON subcommittees_report AS RESTRICTIVE FOR ALL TO mdt_app
    USING (NOT (id = ANY (( SELECT wall.records_kept_from() AS records_kept_from)::uuid[])));

CREATE POLICY subcommittees_report_of_record ON subcommittees_report AS RESTRICTIVE FOR SELECT TO mdt_app
    USING ((about IS NULL) OR (body_id = ANY (( SELECT wall.rooms_read() AS rooms_read)::uuid[])) OR ( SELECT (wall.kind() = 'system'::text)) OR (EXISTS ( SELECT 1
   FROM referrals_referral a
  WHERE (a.id = subcommittees_report.about))) OR (EXISTS ( SELECT 1
   FROM duties_duty a
  WHERE (a.id = subcommittees_report.about))) OR (EXISTS ( SELECT 1
   FROM meetings_actionitem a
  WHERE (a.id = subcommittees_report.about))) OR (EXISTS ( SELECT 1
   FROM meetings_topic a
  WHERE (a.id = subcommittees_report.about))));

CREATE POLICY subcommittees_report_read ON subcommittees_report AS PERMISSIVE FOR SELECT TO mdt_app
    USING (((team_id = ( SELECT wall.team() AS team)) AND ((body_id = ANY (( SELECT wall.rooms_read() AS rooms_read)::uuid[])) OR (EXISTS ( SELECT 1
   FROM (meetings_part p
     JOIN team_body b ON ((b.id = p.body_id)))
  WHERE ((p.body_id = subcommittees_report.to_body_id) AND ((p.kind)::text = (subcommittees_report.part)::text) AND ((b.chair_id = ( SELECT wall.person() AS person)) OR (EXISTS ( SELECT 1
           FROM (meetings_partseat s
             JOIN team_desk d ON ((d.id = s.desk_id)))
          WHERE ((s.part_id = p.id) AND (d.closed_at IS NULL) AND (d.group_id = ANY (( SELECT wall.desks() AS desks)::integer[]))))))))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY subcommittees_report_update ON subcommittees_report AS PERMISSIVE FOR UPDATE TO mdt_app
    USING (false OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY team_body_delete ON team_body AS PERMISSIVE FOR DELETE TO mdt_app
    USING ((NOT subcommittee) OR (EXISTS ( SELECT 1
   FROM team_membership p
  WHERE ((p.user_id = ( SELECT wall.person() AS person)) AND (p.team_id = team_body.team_id) AND (p.ended_at IS NULL) AND ('administrator'::text = ANY ((p.roles)::text[]))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY team_body_insert ON team_body AS PERMISSIVE FOR INSERT TO mdt_app
    WITH CHECK (true OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY team_body_read ON team_body AS PERMISSIVE FOR SELECT TO mdt_app
    USING ((NOT subcommittee) OR (id = ANY (( SELECT wall.rooms_named() AS rooms_named)::uuid[])) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));

CREATE POLICY team_body_update ON team_body AS PERMISSIVE FOR UPDATE TO mdt_app
    USING ((NOT subcommittee) OR (id = ANY (( SELECT wall.rooms_named() AS rooms_named)::uuid[])) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))))
    WITH CHECK ((NOT subcommittee) OR (EXISTS ( SELECT 1
   FROM team_membership p
  WHERE ((p.user_id = ( SELECT wall.person() AS person)) AND (p.team_id = team_body.team_id) AND (p.ended_at IS NULL) AND ('administrator'::text = ANY ((p.roles)::text[]))))) OR (( SELECT (wall.kind() = 'system'::text)) AND ((( SELECT wall.team() AS team) IS NULL) OR (team_id = ( SELECT wall.team() AS team)))));
