"""Breaks of meetings, agendas and actions."""

from breaks.mutant import Mutant

BREAKS = (
    Mutant(
        "let two presses each tell a presenter", "mdt/meetings/actions/presenting.py",
        "    by.place.hold()\n", "",
        ("tests/meetings/test_presenting.py", "-k", "at_once"),
    ),
    Mutant(
        "leave a gap in the time of who cannot see an item", "mdt/meetings/turns.py",
        "item = of if of in seen else item", "item = of if of in seen else None",
        ("tests/meetings/test_running.py", "-k", "reads_no_gap"),
    ),
    Mutant(
        "make packets of a draft", "mdt/meetings/actions/packets.py",
        "if meeting.state != State.PUBLISHED:", "if False:",
        ("tests/meetings/test_packets.py", "-k", "published"),
    ),
    Mutant(
        "make a packet that is done again", "mdt/meetings/actions/packets.py",
        "waiting.filter(pk=key, state=PacketState.WAITING).first()", "waiting.filter(pk=key).first()",
        ("tests/meetings/test_packets.py", "-k", "done_again"),
    ),
    Mutant(
        "let an old page write after a takeover", "mdt/meetings/actions/leasing.py",
        "if lease.holder_id != by.place.pk or lease.term != term:", "if lease.term > term + 9:",
        ("tests/meetings/test_leases.py", "-k", "earlier_term"),
    ),
    Mutant(
        "take a lease that has not ended", "mdt/meetings/actions/leasing.py",
        "if not mine and lease.holder_id and lease.until > now:", "if not mine and lease.until is None:",
        ("tests/meetings/test_leases.py", "-k", "closed_tab"),
    ),
    Mutant(
        "write over what another window saved", "mdt/meetings/actions/running.py",
        "if (held.revision if held else 0) != revision:", "if revision < 0:",
        ("tests/meetings/test_leases.py", "-k", "two_windows"),
    ),
    Mutant(
        "name a case beside another", "mdt/meetings/actions/running.py",
        'require_no_code(words or "", Because.AT_ITS_ITEM)', 'require_no_code("", Because.AT_ITS_ITEM)',
        ("tests/meetings/test_running.py", "-k", "name_no_case"),
    ),
    Mutant(
        "forget what nobody reached", "mdt/meetings/actions/running.py",
        "_not_reached(listed.filter(outcome=None, tasks=None), lease)", "_not_reached(listed.none(), lease)",
        ("tests/meetings/test_running.py", "-k", "not_reached"),
    ),
    Mutant(
        "show a room what one of its people may not see", "mdt/meetings/holding.py",
        "shown = [entry for entry in shown if entry.item.pk in theirs]", "shown = list(shown)",
        ("tests/meetings/test_presence.py", "-k", "everybody_in_it"),
    ),
    Mutant(
        "show a guest the whole room copy", "mdt/meetings/holding.py",
        "if any(row.guests for row in here):", "if any(row.guests > 9 for row in here):",
        ("tests/meetings/test_presence.py", "-k", "guest_changes"),
    ),
    Mutant(
        "let the coordinator approve minutes", "mdt/meetings/policies.py",
        "teams_chair = user.has_role(Role.CHAIR) and not body.subcommittee",
        "teams_chair = not body.subcommittee",
        ("tests/meetings/test_minutes.py", "-k", "coordinator_approves"),
    ),
    Mutant(
        "show an addition about a hidden item", "mdt/meetings/minutes.py",
        "if one.item_id is None or one.item_id in", "if one.item_id is None or one.item_id not in () or one.item_id in",
        ("tests/meetings/test_minutes.py", "-k", "no_number_gap"),
    ),
    Mutant(
        "let what is approved be changed", "mdt/meetings/migrations/0021_disposal.py",
        "m WHERE m.meeting_id = place.its_meeting", "m WHERE false",
        ("tests/meetings/test_locks.py", "-k", "apps_role"),
    ),
    Mutant(
        "dispose of minutes before their day", "mdt/meetings/migrations/0021_disposal.py",
        "IF (now() AT TIME ZONE its.zone)::date < NEW.dispose_on THEN", "IF false THEN",
        ("tests/meetings/test_disposal.py", "-k", "its_own_clock"),
    ),
    Mutant(
        "offer minutes for disposal a day early", "mdt/meetings/models/minutes.py",
        "return self.meeting.local(now).date() >= self.dispose_on", "return now.date() >= self.dispose_on",
        ("tests/meetings/test_disposal.py", "-k", "clock_of_the_room"),
    ),
    Mutant(
        "let anybody who sits in the part dispose of its minutes", "mdt/meetings/migrations/0021_disposal.py",
        "IF its.chairs IS NOT TRUE THEN", "IF its.zone IS NULL THEN",
        ("tests/meetings/test_disposal.py", "-k", "coordinator_members"),
    ),
    Mutant(
        "keep the keys of words that are disposed of", "mdt/meetings/migrations/0021_disposal.py",
        "    DELETE FROM privacy_datakey WHERE record_id = ANY (said || came) AND team_id = NEW.team_id;\n", "",
        ("tests/meetings/test_disposal.py", "-k", "keys_of_its_words"),
    ),
    Mutant(
        "delete keys of other teams with minutes", "mdt/meetings/migrations/0021_disposal.py",
        " AND team_id = NEW.team_id;", ";",
        ("tests/meetings/test_disposal.py", "-k", "another_team"),
    ),
    Mutant(
        "let a meeting with minutes be moved", "mdt/meetings/migrations/0021_disposal.py",
        "IF wall.kind() = 'user' AND (OLD.id,", "IF false AND (OLD.id,",
        ("tests/meetings/test_disposal.py", "-k", "read_from_stays"),
    ),
    Mutant(
        "let anybody delete behind a disposal", "mdt/meetings/migrations/0021_disposal.py",
        "AND TG_OP = 'DELETE' AND pg_trigger_depth() > 1\n", "AND TG_OP = 'DELETE'\n",
        ("tests/meetings/test_disposal.py", "-k", "read_from_stays"),
    ),
    Mutant(
        "delete who was there with the first of the minutes", "mdt/meetings/migrations/0021_disposal.py",
        "WHERE meeting_id = NEW.meeting_id AND disposed_at IS NULL)", "WHERE false)",
        ("tests/meetings/test_disposal.py", "-k", "other_minutes"),
    ),
    Mutant(
        "bring back what is disposed of", "mdt/meetings/actions/months.py",
        "AgendaItem.objects.filter(~Exists(gone), meeting=meeting,", "AgendaItem.objects.filter(meeting=meeting,",
        ("tests/meetings/test_disposal.py", "-k", "no_agenda_again"),
    ),
    Mutant(
        "dispose of minutes without a word about holds", "mdt/meetings/holding_forms.py",
        "no_hold = forms.BooleanField(\n", "no_hold = forms.BooleanField(\n        required=False,\n",
        ("tests/meetings/test_disposal.py", "-k", "nothing_holds"),
    ),
    Mutant(
        "change an agenda while its meeting is held", "mdt/meetings/policies.py",
        "if meeting.starts_at <= now or Sitting.objects.filter(meeting=meeting).exists():",
        "if meeting.starts_at <= now:",
        ("tests/meetings/test_editing.py", "-k", "held_before_its_time"),
    ),
    Mutant(
        "make packets for who is not at a special staffing", "mdt/meetings/people.py",
        "if meeting.only_part_id is None or meeting.body.subcommittee:", "if True:",
        ("tests/meetings/test_staffings.py", "-k", "packets"),
    ),
    Mutant(
        "write into minutes who was let back in", "mdt/meetings/recusals.py",
        "still = Q(ended_at=None) | Q(ended_at__gt=began)", "still = Q()",
        ("tests/walls/test_stepping_back.py", "-k", "in_no_minutes"),
    ),
    Mutant(
        "let the chair of a room that is over approve its minutes", "mdt/meetings/policies.py",
        "teams_chair):\n        return why_over(body)", "teams_chair):\n        return None",
        ("tests/rooms/test_wall.py", "-k", "stay_as_they_are"),
    ),
    Mutant(
        "call upon somebody behind a wall", "mdt/meetings/actions/editing.py",
        "    if _sees(meeting, item.pk, named):\n", "    if True:\n",
        ("tests/walls/test_stepping_back.py", "-k", "never_named_again"),
    ),
    Mutant(
        "leave a presenter who stepped back", "mdt/meetings/actions/recusing.py",
        "    hand_over(by.place)\n", "",
        ("tests/walls/test_stepping_back.py", "-k", "deputy"),
    ),
    Mutant(
        "count who is behind a wall", "mdt/meetings/reach.py",
        "    with acting_as_system(meeting.team_id):\n        seats", "    if True:\n        seats",
        ("tests/walls/test_reach.py",),
    ),
    Mutant(
        "let done be taken back at any time", "mdt/meetings/policies.py",
        "if mine and action.done_at and now - action.done_at <= UNDO_WITHIN:", "if mine and action.done_at:",
        ("tests/meetings/test_work.py", "-k", "half_a_minute"),
    ),
    Mutant(
        "let two colleagues take one action", "mdt/meetings/actions/work.py",
        ".filter(pk=action.pk, person=None).update(person=by.place)", ".filter(pk=action.pk).update(person=by.place)",
        ("tests/meetings/test_work.py", "-k", "two_colleagues"),
    ),
    Mutant(
        "keep the feed of who has left alive", "mdt/meetings/actions/feeds.py",
        "            place__ended_at=None,\n", "",
        ("tests/meetings/test_feed.py", "-k", "who_has_left"),
    ),
    Mutant(
        "keep the secret of a feed as it is", "mdt/meetings/actions/feeds.py",
        "    return hashlib.sha256(secret.encode()).hexdigest()", "    return secret",
        ("tests/meetings/test_feed.py", "-k", "shown_once"),
    ),
    Mutant(
        "say in a feed where people meet", "mdt/meetings/calendar.py",
        '_event(replace(invitation, place=""))', "_event(invitation)",
        ("tests/meetings/test_feed.py", "-k", "names_nothing"),
    ),
    Mutant(
        "move a date by a holiday against its chair's word", "mdt/meetings/series.py",
        "        if original in self.changes:\n            return self.changes[original]\n",
        "        if original in self.changes and not self.why_closed(original):\n"
        "            return self.changes[original]\n",
        ("tests/meetings/test_series.py", "-k", "person_changed"),
    ),
    Mutant(
        "put cases of unknown age with the adults", "mdt/meetings/migrations/0005_parts_held.py",
        "CASE track WHEN 'adult' THEN 'adult' ELSE 'child' END",
        "CASE track WHEN 'child' THEN 'child' ELSE 'adult' END",
        ("tests/referrals/test_parts.py", "-k", "database"),
    ),
    Mutant(
        "grant what is put forward to the whole body", "mdt/meetings/rosters.py",
        "part_seats__part__body=body, part_seats__part__kind=kind, part_seats__part__ended_at=None",
        "part_seats__part__body=body, part_seats__part__ended_at=None",
        ("tests/referrals/test_forwarding.py", "-k", "parts_take"),
    ),
    Mutant(
        "show every part to every member of the body", "mdt/meetings/querysets.py",
        "self.filter(inside | sits, team", "self.filter(Q(), team",
        ("tests/meetings/test_parts.py", "-k", "trace"),
    ),
    Mutant(
        "find codes only as they are printed", "mdt/meetings/codes.py",
        "    plain = fold(text).text.upper()\n", "    plain = text\n",
        ("tests/meetings/test_parts.py", "-k", "code_is_found"),
    ),
    Mutant(
        "number an agenda with gaps", "mdt/meetings/agenda.py",
        "entry = Entry(number, item,", "entry = Entry(item.position, item,",
        ("tests/meetings/test_editing.py", "-k", "gaps"),
    ),
    Mutant(
        "publish over another chair", "mdt/meetings/actions/editing.py",
        "    if meeting.state == State.PUBLISHED and meeting.published_at:\n", "    if False:\n",
        ("tests/meetings/test_editing.py", "-k", "comes_second"),
    ),
    Mutant(
        "tell what a release-bound agency declined or closed", "referrals/agenda.py",
        "rows.filter(_TOLD, new, referral__state=state", "rows.filter(new, referral__state=state",
        ("tests/referrals/test_sections.py", "-k", "release_bound"),
    ),
    Mutant(
        "suggest what was switched off", "mdt/meetings/actions/drafting.py",
        "list(own)[: rule.most] if rule.on else []", "list(own)[: rule.most]",
        ("tests/referrals/test_sections.py", "-k", "off_drafts_nothing"),
    ),
    Mutant(
        "count the time of what is only listed", "mdt/meetings/models/items.py",
        "return 0 if self.lane == Lane.LIST else self.minutes", "return self.minutes",
        ("tests/meetings/test_lanes.py", "-k", "takes_no_time"),
    ),
    Mutant(
        "remind of what a presenter may not see", "mdt/meetings/actions/months.py",
        "        if _sees_what_they_present(meeting, place):\n", "        if place:\n",
        ("tests/meetings/test_months.py", "-k", "reminded_of_nothing"),
    ),
    Mutant(
        "ask a release-bound agency whether it knows somebody", "mdt/meetings/actions/presenting.py",
        "    return not user.place.agency.release_bound", "    return True",
        ("tests/meetings/test_presenting.py", "-k", "never_asked"),
    ),
    Mutant(
        "show guests what members raised", "mdt/meetings/sources.py",
        "class RaisedTopics(_Topics):", "class RaisedTopics(StandingTopics):",
        ("tests/meetings/test_presence.py", "-k", "guest_changes"),
    ),
    Mutant(
        "show what a part gave to who does not sit in it", "mdt/meetings/querysets.py",
        "Q(in_part, body__in=bodies_built_by(user))", "Q(body__in=bodies_built_by(user))",
        ("tests/meetings/test_work.py", "-k", "a_part_gave"),
    ),
    Mutant(
        "keep a name in the statement once it is ticked", "mdt/meetings/holding_forms.py",
        "if words.overrides:", "if False:",
        ("tests/meetings/test_presence.py", "-k", "ticked"),
    ),
    Mutant(
        "give a task to somebody whom its item is kept from", "mdt/meetings/actions/running.py",
        'task["person"].user_id in kept', "False",
        ("tests/walls/test_stepping_back.py", "-k", "never_given"),
    ),    Mutant(
        "let anybody of the team answer a question to an agency", "mdt/meetings/migrations/0018_asking_owners.py",
        "AND d.group_id = ANY ((SELECT wall.desks())::integer[])) AND NOT record", ") AND NOT record",
        ("tests/walls/test_asking.py", "-k", "only_the_desk"),
    ),
    Mutant(
        "let a chair answer for an agency", "mdt/meetings/migrations/0018_asking_owners.py",
        "IF NEW.answered_at IS NOT NULL AND wall.kind() = 'user'", "IF false",
        ("tests/walls/test_asking.py", "-k", "only_the_desk"),
    ),
    Mutant(
        "tell whom a case is kept from of a question", "mdt/meetings/migrations/0018_asking_owners.py",
        " AND NOT record = ANY ((SELECT wall.records_kept_from())::uuid[])", "",
        ("tests/walls/test_asking.py", "-k", "learns_of_no_question"),
    ),
    Mutant(
        "answer a question that was taken back", "mdt/meetings/actions/asking.py",
        "if found_by(ask.record, by) is None or waiting.first() is None:",
        "if found_by(ask.record, by) is None:",
        ("tests/walls/test_asking.py", "-k", "as_if_nobody"),
    ),
    Mutant(
        "leave out the desks whose grant was missing", "referrals/actions/forwarding.py",
        "    _grant_seats(body, [referral], holder=holder)\n    if new:\n",
        "    if new:\n        _grant_seats(body, [referral], holder=holder)\n",
        ("tests/walls/test_asking.py", "-k", "one_press"),
    ),
    Mutant(
        "let every member read by SQL why somebody stepped back", "mdt/meetings/migrations/0019_why_and_parts.py",
        'AND {prepares_meeting("r.meeting_id")})"""', ')"""',
        ("tests/walls/test_wall.py", "-k", "why_is_read"),
    ),
    Mutant(
        "let a body read by SQL what its parts gave to do", "mdt/meetings/migrations/0019_why_and_parts.py",
        "migrations.RunSQL(NARROWED, WIDENED)", "migrations.RunSQL(migrations.RunSQL.noop)",
        ("tests/meetings/test_work.py", "-k", "part_gave or past_its_door"),
    ),
)  # fmt: skip
