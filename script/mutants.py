"""Named one-line breaks of the product; the tests beside each must turn red. Called by `script/mutants`.

Each break is made in a copy of the working tree, never in the tree itself. The last line is `N of N caught`.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
LINT = "lint-imports"


@dataclass(frozen=True)
class Mutant:
    """`old` becomes `new`, once, in `file`; `noticed_by` are pytest arguments, or the import linter."""

    name: str
    file: str
    old: str
    new: str
    noticed_by: tuple[str, ...]


MUTANTS = (
    Mutant(
        "tell where a hidden house serves", "mdt/directory/fitting.py",
        "return service in NO_AREA or not _HIDDEN_HOUSES.isdisjoint(agency.bindings)", "return False",
        ("tests/directory/test_directory.py", "-k", "hidden_houses or place_to_sleep"),
    ),
    Mutant(
        "let an entry hold a day too long", "mdt/directory/models.py",
        "return (today - checked_on).days > days", "return (today - checked_on).days > days + 1",
        ("tests/directory/test_directory.py", "-k", "not_one_more"),
    ),
    Mutant(
        "let a coordinator work on all that their desk holds", "referrals/views/_looks.py",
        'return seen if user.has_perm("referrals.answer") else', "return seen if True else",
        ("tests/referrals/test_phoned_in.py", "-k", "nothing_else"),
    ),
    Mutant(
        "tell what others asked for the same case", "referrals/routing.py",
        "Referral.objects.visible_through(user, Door.SENDER)", "Referral.objects.visible_to(user)",
        ("tests/referrals/test_routing.py", "-k", "nobody_learns"),
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
        "let a writer allow their own note", "referrals/policies.py",
        "if request.asked_by_id == by.pk:", "if False:",
        ("tests/referrals/test_stop_requests.py", "-k", "their_own"),
    ),
    Mutant(
        "send while a note waits beside the draft", "referrals/actions/sending.py",
        'require(policies.why_not_send_yet(getattr(to_desk, "asked_of_lead", None)))', "pass",
        ("tests/referrals/test_stop_requests.py", "-k", "stands_beside"),
    ),
    Mutant(
        "keep half a draft whose note could not wait", "referrals/actions/stops.py",
        "@transaction.atomic\ndef keep_and_ask", "def keep_and_ask",
        ("tests/referrals/test_stop_requests.py", "-k", "left_before_the_press"),
    ),
    Mutant(
        "ask for a call to a number nobody has checked", "referrals/reading.py",
        " and desk.phone_checked_on is not None", "",
        ("tests/referrals/test_call_first.py", "-k", "nobody_has_checked"),
    ),
    Mutant(
        "let a lead who writes answer past the policy", "referrals/migrations/0012_stop_request.py",
        'update=f"{OWN} AND NOT {MINE} AND {LEAD}"', 'update=f"{OWN} AND {LEAD}"',
        ("tests/referrals/test_stop_requests.py", "-k", "their_own"),
    ),
    Mutant(
        "let anybody be asked about a birth date", "privacy/guard/findings.py",
        'frozenset({"ssn", "birth"})', "frozenset()",
        ("tests/referrals/test_stop_requests.py", "-k", "nobody_can"),
    ),
    Mutant(
        "check typed words without end", "mdt/team/pace.py",
        "return bool(tries > at_most)", "return False",
        ("tests/referrals/test_words_typed.py", "-k", "all_the_time"),
    ),
    Mutant(
        "let a known name quiet a stop", "privacy/guard/examination.py",
        "for span in detector(note) if span.tier", "for span in detector(note) if not note.harmless and span.tier",
        ("tests/team/test_known.py", "-k", "hides"),
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
        "let a case into whatever part a row names", "referrals/migrations/0015_parts_of_meetings.py",
        "PERFORM wall.must_take(NEW.part_id, its);", "NULL;",
        ("tests/referrals/test_parts.py", "-k", "database"),
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
        "Q(body__chair=user) | sits, team", "Q(), team",
        ("tests/meetings/test_parts.py", "-k", "trace"),
    ),
    Mutant(
        "find codes only as they are printed", "mdt/meetings/codes.py",
        "    plain = fold(text).text.upper()\n", "    plain = text\n",
        ("tests/meetings/test_parts.py", "-k", "code_is_found"),
    ),
    Mutant(
        "drop the ledger write", "audit/ledger.py",
        'cursor.execute("SELECT ledger.append(%s)", [body])', 'cursor.execute("SELECT 1")',
        ("tests/audit/test_ledger.py",),
    ),
    Mutant(
        "witness in the request's own transaction", "audit/ledger.py",
        '_append("audit", body)', '_append("default", body)',
        ("tests/audit/test_ledger.py",),
    ),
    Mutant(
        "seal only what is newer than the last leaf", "audit/migrations/0004_unsealed.py",
        "FROM ledger.unsealed u JOIN ledger.event e ON e.id = u.event_id\n            ORDER BY",
        "FROM ledger.unsealed u JOIN ledger.event e ON e.id = u.event_id AND e.at > (SELECT COALESCE(max(s.at), "
        "'-infinity') FROM ledger.event s JOIN ledger.leaf ON event_id = s.id)\n            ORDER BY",
        ("tests/audit/test_sealer.py", "-k", "late"),
    ),
    Mutant(
        "sign whatever tree is stored", "audit/sealer.py",
        "if (signed.size, signed.root) != (edge.size, edge.root()):", "if False:",
        ("tests/audit/test_sealer.py", "-k", "on_top"),
    ),
    Mutant(
        "verify bytes but not what they are found by", "audit/verify.py",
        "        if wrong:\n", "        if False:\n",
        ("tests/audit/test_verify.py", "-k", "hidden"),
    ),
    Mutant(
        "show the team's auditor what a shelter did", "audit/migrations/0001_ledger.py",
        "AND (inner_of IS NULL OR inner_of = (SELECT wall.agency()))", "",
        ("tests/audit/test_explorer.py", "-k", "wall"),
    ),
    Mutant(
        "look before it is on record", "audit/explorer.py",
        '    witness("ledger.searched", by=by, records=search.sought, detail=search.detail)\n', "",
        ("tests/audit/test_explorer.py", "-k", "recorded"),
    ),
    Mutant(
        "open without an event", "audit/opening.py",
        "    if named:\n        witness(", "    if False:\n        witness(",
        ("tests/referrals/test_actions.py", "-k", "opening"),
    ),
    Mutant(
        "keep opened words open", "audit/opening.py",
        "        self._keys = None", "        pass",
        ("tests/referrals/test_actions.py", "-k", "opening"),
    ),
    Mutant(
        "serve a view without a rule", "audit/middleware.py",
        "if rule_of(view) is None:", "if False:",
        ("tests/audit/test_fail_closed.py", "-k", "rule"),
    ),
    Mutant(
        "let every signed-in person through a door", "audit/doors.py",
        "if not user.has_perm(permission):", "if False:",
        ("tests/referrals/test_pages.py", "-k", "watches"),
    ),
    Mutant(
        "filter by what a shelter keeps to itself", "referrals/queue.py",
        "return Q(state=self.state) & ~silent", "return Q(state=self.state)",
        ("tests/referrals/test_lists.py", "-k", "hides"),
    ),
    Mutant(
        "filter by the service of what was withdrawn", "referrals/queue.py",
        "return Q() if self.kind.door == Door.SENDER else ~Q(state=State.WITHDRAWN)", "return Q()",
        ("tests/referrals/test_lists.py", "-k", "hides"),
    ),
    Mutant(
        "skip a row of two that are due at one moment", "referrals/queue.py",
        "~Q(Exact(self._place, at), **not_yet)", "~Q(Exact(self._place, at))",
        ("tests/referrals/test_lists.py", "-k", "both_directions"),
    ),
    Mutant(
        "suggest codes that the asker may not open", "referrals/views/finding.py",
        "list(seen.filter(code__in=codes)[:PAGE]),", "list(Referral(code=one) for one in codes)[:PAGE],",
        ("tests/referrals/test_finding.py", "-k", "typo"),
    ),
    Mutant(
        "store a note that the guard stopped", "referrals/views/autosaving.py",
        'keep_note = "note" in form.errors',
        'form.cleaned_data["note"], keep_note = request.POST.get("note", ""), False',
        ("tests/referrals/test_autosave.py", "-k", "stopped"),
    ),
    Mutant(
        "save over another window", "referrals/actions/writing.py",
        "if draft is None or (seen_at is not None and draft.changed_at != seen_at):", "if draft is None:",
        ("tests/referrals/test_autosave.py", "-k", "window"),
    ),
    Mutant(
        "delete a draft untold", "referrals/actions/expiring.py",
        ".filter(Exists(told))", "",
        ("tests/referrals/test_autosave.py", "-k", "untold"),
    ),
    Mutant(
        "tell a sender what a shelter did", "referrals/migrations/0011_work_at_speed.py",
        "AND (e.inner_of IS NULL OR e.inner_of = wall.agency())", "",
        ("tests/referrals/test_seen_by.py", "-k", "release_bound"),
    ),
    Mutant(
        "tell anybody who has seen it", "referrals/migrations/0011_work_at_speed.py",
        "WHERE wall.referrals_held(referral) AND", "WHERE",
        ("tests/referrals/test_seen_by.py", "-k", "nobody_else"),
    ),
    Mutant(
        "take a list away before it is on record", "referrals/exporting.py",
        "    witness(_KIND, by=by, records=found", "    0 and witness(_KIND, by=by, records=found",
        ("tests/referrals/test_views_and_files.py", "-k", "record or ledger"),
    ),
    Mutant(
        "let another desk's people read a view", "referrals/migrations/0011_work_at_speed.py",
        "    AND d.group_id = ANY ((SELECT wall.desks())::integer[]))", "    )",
        ("tests/referrals/test_views_and_files.py", "-k", "wall"),
    ),
    Mutant(
        "name others' people when many are assigned", "referrals/actions/assigning.py",
        "lambda referral: policies.why_not_assign(by, referral, person)", "lambda referral: None",
        ("tests/referrals/test_many.py", "-k", "own_people or cannot"),
    ),
    Mutant(
        "return everything from visible_to", "mdt/team/access.py",
        "return self.filter(Q(Exists(desks)) | Q(Exists(person)), team=user.place.team_id).annotate(",
        "return self.annotate(",
        ("tests/referrals/test_visible_to.py",),
    ),
    Mutant(
        "forget whom it is kept from", "referrals/querysets.py",
        "self.filter(NotKeptFromMe(\"pk\"))", "self",
        ("tests/referrals/test_visible_to.py",),
    ),
    Mutant(
        "show a page's last row again on the next", "referrals/queue.py",
        "falls=self._falls, pk__lte=here.pk", "falls=self._falls, pk__lt=here.pk",
        ("tests/referrals/test_lists.py",),
    ),
    Mutant(
        "read a choice that a document does not know", "privacy/documents.py",
        "members[value] if isinstance(value, Hashable) and value in members else refuse()",
        "members.get(value, value) if isinstance(value, Hashable) else refuse()",
        ("tests/privacy/test_documents.py",),
    ),
    Mutant(
        "let the last figure alone decide", "bench/figures.py",
        "fine = fine and good", "fine = good",
        ("tests/bench/test_figures.py",),
    ),
    Mutant(
        "let a chair read what nobody put forward", "referrals/migrations/0002_wall.py",
        "OR ({GRANTED}))", "OR (state <> 'draft'))",
        ("tests/referrals/test_wall.py",),
    ),
    Mutant(
        "drop FORCE", "privacy/wall.py",
        'f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",', "",
        ("tests/structure/test_catalog.py",),
    ),
    Mutant(
        "trust an unsigned context", "privacy/migrations/0001_wall.py",
        "IS DISTINCT FROM parts[8] THEN RETURN NULL", "IS DISTINCT FROM parts[8] AND false THEN RETURN NULL",
        ("tests/privacy/test_wall.py",),
    ),
    Mutant(
        "trust an expired context", "privacy/migrations/0001_wall.py",
        "OR parts[6]::bigint < extract(epoch FROM clock_timestamp())", "",
        ("tests/privacy/test_wall.py",),
    ),
    Mutant(
        "leave the inner context standing", "privacy/wall.py",
        "        if nested:\n", "        if False:\n",
        ("tests/privacy/test_wall.py",),
    ),
    Mutant(
        "let the app read the signing pads", "privacy/rights.py",
        "GRANT USAGE ON SCHEMA wall, ledger TO {LEDGER};",
        "GRANT USAGE ON SCHEMA wall, ledger TO {LEDGER}; GRANT SELECT ON wall.pads TO {APP};",
        ("tests/privacy/test_wall.py",),
    ),
    Mutant(
        "empty the associated data", "privacy/envelope.py",
        "return context + frame(bytes([VERSION]))", "return b\"\"",
        ("tests/privacy/test_envelope.py", "tests/privacy/test_sealing.py"),
    ),
    Mutant(
        "accept a broken seal as nothing", "audit/opening.py",
        "            raise WordsBroken from error", "            return None",
        ("tests/audit/test_opening.py",),
    ),
    Mutant(
        "let the second of two moves win as well", "referrals/actions/moving.py",
        "    if not unmoved.update(**values):\n        raise Overtaken(_as_it_is(referral))",
        "    unmoved.update(**values)",
        ("tests/referrals/test_actions.py", "-k", "at_once"),
    ),
    Mutant(
        "let a release-bound agency send", "referrals/policies.py",
        "    if agency.release_bound and release is None:", "    if False:",
        ("tests/referrals/test_actions.py", "-k", "release_bound"),
    ),
    Mutant(
        "let a release outlive its last day", "cases/releases/migrations/0002_wall.py",
        " AND expires_at > statement_timestamp()", "",
        ("tests/releases/test_ends.py", "-k", "first_second"),
    ),
    Mutant(
        "let a release that was taken back go on", "cases/releases/migrations/0002_wall.py",
        "WHERE revoked_at IS NULL AND starts_at", "WHERE starts_at",
        ("tests/releases/test_ends.py", "-k", "not_accepted"),
    ),
    Mutant(
        "leave the releases to the wall alone", "referrals/querysets.py",
        'return self.filter(Q(release_category="") | Q(from_agency=me) | lets)', "return self",
        ("tests/releases/test_ends.py", "-k", "wall_is_taken_away"),
    ),
    Mutant(
        "send without a release in force", "referrals/migrations/0014_release_wall.py",
        "IF NOT wall.release_lets(NEW.case_id", "IF false AND NOT wall.release_lets(NEW.case_id",
        ("tests/releases/test_refused.py", "-k", "goes_out_under"),
    ),
    Mutant(
        "let the terms of a release be changed", "cases/releases/migrations/0002_wall.py",
        "IF to_jsonb(OLD) - free IS DISTINCT", "IF false AND to_jsonb(OLD) - free IS DISTINCT",
        ("tests/releases/test_refused.py", "-k", "never_changed"),
    ),
    Mutant(
        "tell of the same end with each tick", "cases/releases/tasks.py",
        "                Release.objects.filter(pk=release.pk).update(**{column: None})\n", "",
        ("tests/releases/test_telling.py", "-k", "once_each"),
    ),
    Mutant(
        "show a release-bound receiver's silence", "referrals/reading.py",
        "    return side_of(referral) != Side.RECEIVER and answers_plainly(referral)", "    return False",
        ("tests/referrals/test_pages.py", "-k", "silence"),
    ),
    Mutant(
        "leave the decliner reading", "referrals/actions/answering.py",
        "    referral.desk_grants.filter(Q(via=Door.RECEIVER) | Q(holder=agency)).delete()", "",
        ("tests/referrals/test_wall.py", "-k", "decline"),
    ),
    Mutant(
        "let what was asked be changed after sending", "referrals/migrations/0002_wall.py",
        "IF OLD.state <> 'draft' AND", "IF false AND",
        ("tests/referrals/test_wall.py", "-k", "freezes"),
    ),
    Mutant(
        "let anyone put forward", "referrals/policies.py",
        "    if side_of(referral) is None:\n        return \"Only an agency that holds",
        "    if False:\n        return \"Only an agency that holds",
        ("tests/referrals/test_forwarding.py",),
    ),
    Mutant(
        "send a draft that changed after it was checked", "referrals/actions/moving.py",
        "        unmoved = unmoved.filter(changed_at=referral.changed_at)", "        pass",
        ("tests/referrals/test_sending.py", "-k", "unseen"),
    ),
    Mutant(
        "send to a desk whose agency is suspended", "mdt/team/querysets.py",
        "return here.filter(agency__suspended_at=None)", "return here",
        ("tests/referrals/test_sending.py", "-k", "cannot_receive"),
    ),
    Mutant(
        "take a referral back in name only", "referrals/actions/forwarding.py",
        "    _unfounded(referral.desk_grants.filter(holder=by.place.agency_id)).delete()", "",
        ("tests/referrals/test_forwarding.py", "-k", "takes_back"),
    ),
    Mutant(
        "name a shelter's old rows to the team's auditor", "referrals/importing/writing.py",
        "agency.name, inner=True)", "agency.name, inner=False)",
        ("tests/referrals/test_import.py", "-k", "release_bound"),
    ),
    Mutant(
        "skip the guard", "privacy/guard/fields.py",
        "if problems := self.look(Written(text, written.ticks)):", "if False:",
        ("tests/privacy/test_guard_fields.py",),
    ),
    Mutant(
        "let words pass that nobody could judge", "privacy/guard/fields.py",
        'return [ValidationError(UNAVAILABLE, code="guard_unavailable")]', "return []",
        ("tests/privacy/test_guard_fields.py",),
    ),
    Mutant(
        "bring in a formula", "referrals/importing/checking.py",
        "        if _is_formula(cell):\n            return _FORMULA", "        if False:\n            return _FORMULA",
        ("tests/referrals/test_log_checking.py",),
    ),
    Mutant(
        "number an agenda with gaps", "mdt/meetings/agenda.py",
        "Entry(last[item.state, item.part_id], item,", "Entry(item.position, item,",
        ("tests/meetings/test_editing.py", "-k", "gaps"),
    ),
    Mutant(
        "publish over another chair", "mdt/meetings/actions/editing.py",
        "    if meeting.state == State.PUBLISHED and meeting.published_at:\n", "    if False:\n",
        ("tests/meetings/test_editing.py", "-k", "comes_second"),
    ),
    Mutant(
        "lock a whole agency out", "config/settings/base.py",
        'AXES_LOCKOUT_PARAMETERS = ["username"]', 'AXES_LOCKOUT_PARAMETERS = ["ip_address"]',
        ("tests/team/test_sign_in.py", "-k", "behind_the_same_address"),
    ),
    Mutant(
        "let a session go on for ever", "mdt/team/middleware.py",
        "if now - began > settings.SESSION_ABSOLUTE_SECONDS:", "if False:",
        ("tests/team/test_sign_in.py", "-k", "idle_minutes_or_12_hours"),
    ),
    Mutant(
        "mail somebody who has left the desk", "mdt/notices/mailing.py",
        "    if place.agency_id != notice.desk.agency_id or", "    if False and",
        ("tests/notices/test_mail.py", "-k", "between and move"),
    ),
    Mutant(
        "mail past the record's own door", "mdt/notices/kinds.py",
        'if not user.has_perm("notices.read") or self.address(record, user) is None:', "if False:",
        ("tests/notices/test_mail.py", "-k", "between and grant"),
    ),
    Mutant(
        "judge mail with the system's eyes", "mdt/notices/mailing.py",
        "    with acting_as(person):\n", "    with acting_as_system():\n",
        ("tests/notices/test_mail.py", "-k", "between and keep"),
    ),
    Mutant(
        "mail what was withdrawn", "referrals/notices.py",
        "    if is_gone(referral):\n        return NotMailed.WITHDRAWN\n", "",
        ("tests/notices/test_mail.py", "-k", "between and withdraw"),
    ),
    Mutant(
        "send a mail for each day that beat stood still", "mdt/notices/mailing.py",
        "whole = wish.cadence in (Cadence.DAILY, Cadence.WEEKLY)", "whole = False",
        ("tests/notices/test_mail.py", "-k", "three_days"),
    ),
    Mutant(
        "let two ticks mail the same person", "mdt/notices/mailing.py",
        'wish = wishes.select_for_update(skip_locked=True, of=("self",)).first()', "wish = wishes.first()",
        ("tests/notices/test_mail_killed.py", "-k", "one_digest"),
    ),
    Mutant(
        "read what came since the page was drawn", "mdt/notices/actions.py",
        ".unread().filter(at__lte=until)", ".unread()",
        ("tests/notices/test_notices.py", "-k", "one_press"),
    ),
    Mutant(
        "keep in whoever leaves when nothing can be kept", "referrals/views/leaving.py",
        "except (DatabaseError, LedgerUnavailable, Refused, Http404) as problem:", "except Http404 as problem:",
        ("tests/referrals/test_leaving_form.py", "-k", "whoever_leaves"),
    ),
    Mutant(
        "an upward import", "privacy/keys.py",
        "import os\n", "import os\n\nimport audit.ledger\n",
        (LINT,),
    ),
)  # fmt: skip


def copy_of_the_tree(to: Path) -> None:
    """The files that git knows or would, without what is ignored; the environment is linked."""
    names = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=PROJECT, capture_output=True, check=True, text=True,
    ).stdout  # fmt: skip
    for name in filter(None, names.split("\0")):
        if (PROJECT / name).exists():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(PROJECT / name, to / name)
    (to / ".venv").symlink_to(PROJECT / ".venv")


def is_noticed(mutant: Mutant, tree: Path) -> bool:
    """Break, run, mend. A break that no longer fits the code counts as not caught."""
    path = tree / mutant.file
    before = path.read_text(encoding="utf-8")
    if before.count(mutant.old) < 1:
        print(f"  {mutant.name}: its place in {mutant.file} is gone", flush=True)
        return False
    path.write_text(before.replace(mutant.old, mutant.new, 1), encoding="utf-8")
    try:
        return _turns_red(mutant, tree)
    finally:
        path.write_text(before, encoding="utf-8")


def _turns_red(mutant: Mutant, tree: Path) -> bool:
    """True when the tests ran and found something: exit code 1. A file without such a test is exit code 5."""
    tool = tree / ".venv" / "bin"
    if mutant.noticed_by == (LINT,):
        command = [str(tool / LINT)]
    else:
        command = [str(tool / "python"), "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *mutant.noticed_by]
    settings = {"DJANGO_SETTINGS_MODULE": "config.settings.testing", "PYTHONDONTWRITEBYTECODE": "1"}
    run = subprocess.run(command, cwd=tree, env=os.environ | settings, capture_output=True, text=True)
    return run.returncode == 1


def main(names: list[str]) -> int:
    wanted = [mutant for mutant in MUTANTS if not names or mutant.name in names]
    os.environ.setdefault("MDT_HOME", str(PROJECT / "var" / "test"))
    launcher = [sys.executable, "-m", "config.launcher"]
    if subprocess.run([*launcher, "database", "--disposable"], cwd=PROJECT).returncode:
        return 1
    caught = 0
    try:
        with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
            copy_of_the_tree(Path(folder))
            for mutant in wanted:
                noticed = is_noticed(mutant, Path(folder))
                caught += noticed
                print(f"{'caught' if noticed else 'NOT CAUGHT'}: {mutant.name}", flush=True)
    finally:
        subprocess.run([*launcher, "stop"], cwd=PROJECT)
    print(f"{caught} of {len(wanted)} caught")
    return 0 if caught == len(wanted) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
