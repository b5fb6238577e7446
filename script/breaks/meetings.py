"""Breaks of meetings, agendas and actions."""

from breaks.mutant import Mutant

BREAKS = (
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
)  # fmt: skip
