"""Breaks of the rooms: who is inside, until when, and what comes back from them."""

from breaks.mutant import Mutant

BREAKS = (
    Mutant(
        "let members into a room that is over", "mdt/rooms/migrations/0002_wall.py",
        "COALESCE(r.ends_at > statement_timestamp(), true) AS works", "true AS works",
        ("tests/rooms/test_wall.py", "-k", "either_side"),
    ),
    Mutant(
        "name every room to everybody", "mdt/rooms/migrations/0002_wall.py",
        'read="NOT subcommittee OR id = ANY ((SELECT wall.rooms_named())::uuid[])"', 'read="true"',
        ("tests/rooms/test_wall.py", "-k", "no_such_room"),
    ),
    Mutant(
        "keep a place in a room when the person has left", "mdt/rooms/migrations/0003_who_is_inside_once.py",
        "AND p.agency_id = my_agency AND p.ended_at IS NULL);", "AND p.agency_id = my_agency);",
        ("tests/rooms/test_wall.py", "-k", "place_that_has_ended"),
    ),
    Mutant(
        "let two people take one item", "mdt/subcommittees/actions/working.py",
        "taken = QueueItem.objects.waiting().filter(pk=item.pk)", "taken = QueueItem.objects.filter(pk=item.pk)",
        ("tests/rooms/test_queue.py", "-k", "one_wins"),
    ),
    Mutant(
        "show a report on a record that its reader may not see", "mdt/subcommittees/sources.py",
        "if one.record is None or one.pk in about}", "}",
        ("tests/rooms/test_sharing.py", "-k", "report_on_a_record"),
    ),
    Mutant(
        "report to everybody in the team", "mdt/subcommittees/migrations/0002_wall.py",
        'read=f"{IN_TEAM} AND (body_id = {READ} OR {SITS_IN_ITS_PART})"', 'read=f"{IN_TEAM}"',
        ("tests/rooms/test_queue.py", "-k", "where_its_part_sits"),
    ),
    Mutant(
        "go on showing a room what was taken back", "referrals/migrations/0031_cases_in_rooms.py",
        "FROM referrals_putforward f WHERE f.taken_back_at IS NULL", "FROM referrals_putforward f",
        ("tests/rooms/test_sharing.py", "-k", "taken_back"),
    ),
    Mutant(
        "let whoever is outside share with a room", "referrals/actions/forwarding.py",
        "return may_work(by, body) if body.subcommittee else None", "return None",
        ("tests/rooms/test_sharing.py", "-k", "only_who_is_inside"),
    ),
    Mutant(
        "tell the other side who looked from inside a room", "referrals/migrations/0023_looks_in_rooms.py",
        "AND (d.mine OR NOT d.room OR", "AND (true OR",
        ("tests/rooms/test_sharing.py", "-k", "who_has_seen"),
    ),
    Mutant(
        "let the team's two read what was agreed to in a room", "mdt/meetings/migrations/0015_said_in_meetings_seen.py",
        "operations = [migrations.RunSQL(NARROWED, f\"DROP POLICY {TABLE}_of_meeting ON {TABLE}\")]", "operations = []",
        ("tests/rooms/test_wall.py", "-k", "agreed_to"),
    ),
    Mutant(
        "let a part read by SQL what a room reported of a record",
        "referrals/migrations/0028_reports_by_their_records.py",
        'SEEN = """about IS NULL', 'SEEN = """true OR about IS NULL',
        ("tests/rooms/test_sharing.py", "-k", "report_on"),
    ),
    Mutant(
        "tell colleagues by name what somebody wrote in a room", "referrals/migrations/0029_said_at_meetings.py",
        "AND (d.mine OR split_part(", "AND (true OR split_part(",
        ("tests/rooms/test_sharing.py", "-k", "who_has_seen"),
    ),
    Mutant(
        "let whoever is outside release to a room", "cases/releases/actions/recording.py",
        "        require(may_work(by, terms.to))\n", "        pass\n",
        ("tests/rooms/test_sharing.py", "-k", "names_no_room"),
    ),
    Mutant(
        "share a case with the desk's colleagues elsewhere", "referrals/migrations/0031_cases_in_rooms.py",
        "AND g.group_id = d.group_id AND g.via IN ('sender', 'receiver'))\n        AND wall",
        "AND g.via IN ('sender', 'receiver'))\n        AND wall",
        ("tests/rooms/test_cases.py", "-k", "other_desks"),
    ),
    Mutant(
        "go on showing a case when nobody of its desk is inside", "cases/migrations/0012_shares_tell_of_no_wall.py",
        "AND (k.chair_id = u.id OR EXISTS (", "AND (true OR EXISTS (",
        ("tests/rooms/test_case_ends.py", "-k", "somebody_of_the_desk"),
    ),
    Mutant(
        "go on sharing a case after the desk's no", "referrals/actions/answering.py",
        "    end_what_nobody_holds(CaseShare", "    if False: end_what_nobody_holds(CaseShare",
        ("tests/rooms/test_case_ends.py", "-k", "desks_no"),
    ),
    Mutant(
        "end what a desk still holds more of", "referrals/actions/sharing.py",
        "CaseShare.objects.filter(~Exists(held), pk__in", "CaseShare.objects.filter(pk__in",
        ("tests/rooms/test_case_ends.py", "-k", "one_of_two"),
    ),
    Mutant(
        "let two who say no at once each leave the case to the other", "referrals/actions/sharing.py",
        '.order_by("pk").select_for_update(of=("self",))', '.order_by("pk")',
        ("tests/rooms/test_case_ends.py", "-k", "two_noes"),
    ),
    Mutant(
        "end a room a second time at the same moment", "mdt/rooms/actions.py",
        "    require(why_ended(room))\n", "",
        ("tests/rooms/test_ending.py", "-k", "while_it_is_ended"),
    ),
    Mutant(
        "take a case back a second time at the same moment", "referrals/actions/sharing.py",
        'if standing.select_for_update(of=("self",)).first() is None:', "if standing.first() is None:",
        ("tests/rooms/test_case_ends.py", "-k", "at_once"),
    ),
    Mutant(
        "let a share outlive its agency's place", "referrals/apps.py",
        "        register_leaver(end_with_agency)\n", "",
        ("tests/rooms/test_case_ends.py", "-k", "leaving"),
    ),
    Mutant(
        "share a case by somebody inside from whom it is kept", "cases/migrations/0012_shares_tell_of_no_wall.py",
        "AND NOT (ask_walls AND wall.case_kept_from(s.case_id, u.id))", "",
        ("tests/rooms/test_case_eyes.py", "-k", "kept_from_the_case"),
    ),
    Mutant(
        "share a case by somebody from whom a referral of it is kept",
        "referrals/migrations/0035_shares_stand_before_eyes.py",
        "WHERE k.user_id = of_user AND r.case_id", "WHERE false AND r.case_id",
        ("tests/rooms/test_case_eyes.py", "-k", "a_sender_keeps"),
    ),
    Mutant(
        "share a case by somebody who stepped back from it", "referrals/migrations/0035_shares_stand_before_eyes.py",
        "WHERE m.user_id = of_user AND s.ended_at", "WHERE false AND s.ended_at",
        ("tests/rooms/test_case_eyes.py", "-k", "stepped_back"),
    ),
    Mutant(
        "tell a desk that a case is kept from a colleague", "cases/migrations/0012_shares_tell_of_no_wall.py",
        "wall.share_inside(of_share, NOT EXISTS (", "wall.share_inside(of_share, true OR NOT EXISTS (",
        ("tests/rooms/test_case_eyes.py", "-k", "tells_of_no_wall"),
    ),
    Mutant(
        "answer of a share to whoever knows its key", "cases/migrations/0012_shares_tell_of_no_wall.py",
        "AND (d.group_id = ANY (wall.desks()) OR s.body_id = ANY (wall.rooms_open()))", "",
        ("tests/rooms/test_case_eyes.py", "-k", "off_the_desk"),
    ),
    Mutant(
        "fail a press to share where one referral is kept from who presses",
        "referrals/migrations/0037_shares_tell_of_no_wall.py",
        "NOT case_id = ANY ((SELECT wall.cases_walled())", "NOT case_id = ANY ((SELECT wall.cases_kept_from())",
        ("tests/rooms/test_case_eyes.py", "-k", "one_referral_is_kept"),
    ),
    Mutant(
        "tell an agency's other desks what one has shared", "referrals/migrations/0037_shares_tell_of_no_wall.py",
        "AND d.group_id = ANY (wall.desks()) AND NOT", "AND NOT",
        ("tests/rooms/test_case_pages.py", "-k", "another_desk"),
    ),
    Mutant(
        "show with a case what had ended before", "referrals/migrations/0031_cases_in_rooms.py",
        "r.state <> 'draft' AND r.changed_at >= s.shared_at", "r.state <> 'draft'",
        ("tests/rooms/test_cases.py", "-k", "had_ended_before"),
    ),
    Mutant(
        "let whoever sees a case in a room share it", "referrals/migrations/0036_shared_from_what_is_open.py",
        "(SELECT wall.kind() = 'system') OR EXISTS (", "true OR EXISTS (",
        ("tests/rooms/test_cases.py", "-k", "in_the_room_alone"),
    ),
    Mutant(
        "let a case be shared from what has ended", "referrals/migrations/0036_shared_from_what_is_open.py",
        "r.state IN ('sent', 'question', 'waitlisted', 'accepted') AND wall", "wall",
        ("tests/rooms/test_case_rows.py", "-k", "still_open"),
    ),
    Mutant(
        "let a statement share a case from before", "cases/migrations/0011_shared_as_it_is_said.py",
        "NEW.shared_at := statement_timestamp()", "NEW.shared_at := NEW.shared_at",
        ("tests/rooms/test_case_rows.py", "-k", "into_the_past"),
    ),
    Mutant(
        "let a case be shared on any word", "cases/migrations/0011_shared_as_it_is_said.py",
        '("basis__in", Basis.values)', '("basis__gte", "")',
        ("tests/rooms/test_case_rows.py", "-k", "no_basis"),
    ),
    Mutant(
        "let whoever is outside share a case", "referrals/migrations/0037_shares_tell_of_no_wall.py",
        "AND body_id = ANY ((SELECT wall.rooms_open())::uuid[])", "",
        ("tests/rooms/test_cases.py", "-k", "no_row_of_anybody"),
    ),
    Mutant(
        "read what stands put forward past the walls", "referrals/migrations/0031_cases_in_rooms.py",
        " WITH (security_invoker = true)", "",
        ("tests/rooms/test_cases.py", "-k", "nobody_outside"),
    ),
    Mutant(
        "show a room duties that another agency owes", "cases/duties/migrations/0007_shown_before_eyes.py",
        "AND g.group_id = k.group_id AND g.via", "AND g.via",
        ("tests/rooms/test_case_duties.py", "-k", "another_agency_owes"),
    ),
    Mutant(
        "show a room what a duty was before its case was shared", "cases/duties/migrations/0007_shown_before_eyes.py",
        "(d.stop = '' OR d.stopped_at >= s.shared_at)", "true",
        ("tests/rooms/test_case_duties.py", "-k", "had_stopped"),
    ),
    Mutant(
        "show a room a duty whatever release its case is known under",
        "cases/duties/migrations/0007_shown_before_eyes.py",
        " AND wall.case_lets(d.case_id, d.agency_id, s.body_id)", "",
        ("tests/rooms/test_case_duties.py", "-k", "asks_that_release"),
    ),
    Mutant(
        "show a duty in a room to whom no release names", "cases/duties/migrations/0006_to_readers_named.py",
        "d.agency_id = my_agency OR wall.case_lets_reader(d.case_id, d.agency_id, my_agency)", "true",
        ("tests/rooms/test_case_duties.py", "-k", "does_not_name"),
    ),
    Mutant(
        "show a duty at a meeting to whom no release names", "cases/duties/migrations/0006_to_readers_named.py",
        "d.agency_id = k.agency_id OR wall.case_lets_reader(d.case_id, d.agency_id, k.agency_id)", "true",
        ("tests/duties/test_forwarding.py", "-k", "does_not_name"),
    ),
    Mutant(
        "show a duty in a room to whom its case is kept from", "cases/duties/migrations/0005_in_rooms.py",
        " AND NOT case_id = ANY ((SELECT wall.cases_kept_from())::uuid[])", "",
        ("tests/rooms/test_case_duties.py", "-k", "kept_from"),
    ),
    Mutant(
        "offer groups that have no part for the case", "referrals/sharing_forms.py", "if self._takes:", "if False:",
        ("tests/rooms/test_sharing.py", "-k", "groups_with_a_part"),
    ),
    Mutant(
        "list what is past its date in a room that is over to everybody in the team",
        "mdt/meetings/migrations/0022_disposal_in_rooms_over.py",
        "AND r.chair_id = me AND NOT r.works", "AND NOT r.works",
        ("tests/rooms/test_minutes_past_date.py", "-k", "everybody_else"),
    ),
    Mutant(
        "list minutes of a room that is over before their day",
        "mdt/meetings/migrations/0022_disposal_in_rooms_over.py",
        "AND m.dispose_on <= (now() AT TIME ZONE t.zone)::date;", ";",
        ("tests/rooms/test_minutes_past_date.py", "-k", "before_their_day"),
    ),
    Mutant(
        "take the minutes of a room that works for those of one that is over",
        "mdt/meetings/migrations/0022_disposal_in_rooms_over.py",
        "AND r.chair_id = me AND NOT r.works", "AND r.chair_id = me",
        ("tests/rooms/test_minutes_past_date.py", "-k", "of_the_last_day"),
    ),
    Mutant(
        "list in one team what was a room of another", "mdt/meetings/migrations/0022_disposal_in_rooms_over.py",
        "WHERE r.team_id = my_team AND r.chair_id", "WHERE r.chair_id",
        ("tests/rooms/test_minutes_past_date.py", "-k", "team_of_the_room"),
    ),
    Mutant(
        "tell everybody by the menu that there was a room", "mdt/meetings/policies.py",
        "for body in bodies) or bool(past_in_rooms_over())", "for body in bodies) or True",
        ("tests/rooms/test_minutes_past_date.py", "-k", "as_if_there_was_nothing"),
    ),
    Mutant(
        "let whoever has left dispose of minutes of their room",
        "mdt/meetings/migrations/0022_disposal_in_rooms_over.py",
        "IF NOT EXISTS ({_MY_PLACE}) THEN RETURN; END IF;", "",
        ("tests/rooms/test_minutes_past_date.py", "-k", "not_any_more"),
    ),
)  # fmt: skip
