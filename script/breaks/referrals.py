"""Breaks of the referral loop, its lists and its files."""

from breaks.mutant import Mutant

BREAKS = (
    Mutant(
        "forget the walls on a case", "referrals/migrations/0026_kept_lists_once.py",
        "w.user_id = me AND w.ended_at IS NULL", "w.user_id = me AND w.ended_at < w.set_at",
        ("tests/twins/test_twins.py",),
    ),
    Mutant(
        "keep a recusal to its one record", "referrals/migrations/0026_kept_lists_once.py",
        "SELECT r.case_id FROM referrals_referral r WHERE r.id = ANY (recused)",
        "SELECT r.case_id FROM referrals_referral r WHERE false",
        ("tests/walls/test_wall.py", "-k", "stepped_back_finds_no_row"),
    ),
    Mutant(
        "say that nothing is kept while somebody stands back", "referrals/migrations/0026_kept_lists_once.py",
        "WHERE m.user_id = me AND r.ended_at IS NULL)) THEN", "WHERE false)) THEN",
        ("tests/walls/test_wall.py", "-k", "stepped_back_finds_no_row"),
    ),
    Mutant(
        "let a row count tell of what is kept", "referrals/migrations/0019_walls_on_people.py",
        '    ("referrals_putforward", f"NOT referral_id = {KEPT}"),\n', "",
        ("tests/walls/test_wall.py", "-k", "unread"),
    ),
    Mutant(
        "name a health agency to a meeting", "referrals/reading.py",
        "agency.name if here or not agency.tells_by_its_name else agency.type_words", "agency.name",
        ("tests/walls/test_reach.py", "-k", "type"),
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
        "let a case into whatever part a row names", "referrals/migrations/0015_parts_of_meetings.py",
        "PERFORM wall.must_take(NEW.part_id, its);", "NULL;",
        ("tests/referrals/test_parts.py", "-k", "database"),
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
        "if draft is None or draft.changed_at != known:", "if draft is None:",
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
        "list an agency's grants to all who work there", "referrals/migrations/0039_grants_of_what_one_holds.py",
        " AND wall.referral_granted(content_object_id)", "",
        ("tests/referrals/test_wall.py", "-k", "colleague_at_no_desk"),
    ),
    Mutant(
        "tell whom a referral is kept from that it is there", "referrals/migrations/0039_grants_of_what_one_holds.py",
        "AND NOT referral = ANY (wall.referrals_kept_from()) AND NOT", "AND NOT",
        ("tests/referrals/test_wall.py", "-k", "not_told"),
    ),
    Mutant(
        "grant many that another agency holds", "referrals/migrations/0020_grants_of_many.py",
        "IF held < asked OR", "IF false OR",
        ("tests/referrals/test_grants_of_many.py", "-k", "refuses_them_all or may_not_see or own_team"),
    ),
    Mutant(
        "grant many in another agency's name", "referrals/migrations/0020_grants_of_many.py",
        "WHERE one IS DISTINCT FROM my_agency", "WHERE false",
        ("tests/referrals/test_grants_of_many.py", "-k", "anothers_name"),
    ),
    Mutant(
        "forget that a grant needs a release", "referrals/migrations/0020_grants_of_many.py",
        "SET under_release = true FROM given", "SET under_release = false FROM given",
        ("tests/referrals/test_grants_of_many.py", "-k", "marked"),
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
        "let a chair read what nobody put forward", "referrals/migrations/0019_walls_on_people.py",
        "OR ({_GRANTED} AND {releases._LET}))", "OR (state <> 'draft'))",
        ("tests/referrals/test_wall.py",),
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
        "leave the releases to the wall alone", "referrals/querysets.py",
        'return self.filter(Q(release_category=Constant("")) | Q(from_agency=me) | lets)', "return self",
        ("tests/releases/test_ends.py", "-k", "wall_is_taken_away"),
    ),
    Mutant(
        "send without a release in force", "referrals/migrations/0014_release_wall.py",
        "IF NOT wall.release_lets(NEW.case_id", "IF false AND NOT wall.release_lets(NEW.case_id",
        ("tests/releases/test_refused.py", "-k", "goes_out_under"),
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
        "let what was asked be changed after sending", "referrals/migrations/0007_workflow.py",
        "IF OLD.state <> 'draft' AND", "IF false AND",
        ("tests/referrals/test_wall.py", "-k", "freezes"),
    ),
    Mutant(
        "send a draft that changed after it was checked", "referrals/actions/moving.py",
        "        unmoved = unmoved.filter(changed_at=referral.changed_at)", "        pass",
        ("tests/referrals/test_sending.py", "-k", "unseen"),
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
        "shut another agency out of its own case, one by one", "cases/actions/walls.py",
        "            if left == {place.user_id}:\n", "            if False:\n",
        ("tests/walls/test_wall.py", "-k", "last_person"),
    ),
    Mutant(
        "bring in a formula", "referrals/importing/checking.py",
        "        if _is_formula(cell):\n            return _FORMULA", "        if False:\n            return _FORMULA",
        ("tests/referrals/test_log_checking.py",),
    ),
    Mutant(
        "mail what was withdrawn", "referrals/notices.py",
        "    if is_gone(referral):\n        return NotMailed.WITHDRAWN\n", "",
        ("tests/notices/test_mail.py", "-k", "between and withdraw"),
    ),
    Mutant(
        "keep in whoever leaves when nothing can be kept", "mdt/team/leaving.py",
        "except (DatabaseError, LedgerUnavailable, Refused, Http404) as problem:", "except Http404 as problem:",
        ("tests/referrals/test_leaving_form.py", "-k", "whoever_leaves"),
    ),    Mutant(
        "let a small number of people stand among the gaps", "referrals/models/gaps.py",
        "FEWEST: Final = 11", "FEWEST: Final = 10",
        ("tests/referrals/test_gaps.py", "-k", "tells_nobody or ten_are_none"),
    ),
    Mutant(
        "let an agency take its own people from a number", "referrals/actions/counting.py",
        "        if 0 < others < FEWEST:\n            return None\n", "",
        ("tests/referrals/test_gaps.py", "-k", "tells_nobody"),
    ),
    Mutant(
        "count what a release-bound agency answered", "referrals/actions/counting.py",
        ".exclude(to_agency__bindings__overlap=bound)", "",
        ("tests/referrals/test_gaps.py", "-k", "release_bound"),
    ),
    Mutant(
        "count a half-year again", "referrals/actions/counting.py",
        "    if new:\n        counts", "    if True:\n        counts",
        ("tests/referrals/test_gaps.py", "-k", "counted_once"),
    ),
    Mutant(
        "let a number of people be changed", "privacy/rights.py",
        '    "referrals_servicegap": "SELECT, INSERT",\n', "",
        ("tests/referrals/test_gaps.py", "-k", "nobody_writes", "--create-db"),
    ),
)  # fmt: skip
