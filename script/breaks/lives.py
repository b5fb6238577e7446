"""Breaks of what the random lives of referrals judge (docs/adr/0088); those with `_LIVES` they find themselves."""

from breaks.mutant import Mutant

_LIVES = ("tests/oracle/test_machine.py", "-k", "first")

BREAKS = (
    Mutant(
        "take a yes back after the sender has acted on it", "referrals/policies.py",
        "    if acted or referral.connected_at:\n", "    if referral.connected_at:\n",
        ("tests/referrals/test_undoing.py", "-k", "stands_once"),
    ),
    Mutant(
        "count what a desk sees by another door into its inbox", "referrals/queue.py",
        "Capped(self._forward(self.among(seen, user)))",
        "Capped(self._forward(self.among(Referral.objects.visible_to(user), user)))",
        _LIVES,
    ),
    Mutant(
        "let a referral lapse when its desk should be reminded", "referrals/actions/ageing.py",
        "key = min(waiting, key=lambda one: waiting[one])", "key = max(waiting, key=lambda one: waiting[one])",
        _LIVES,
    ),
    Mutant(
        "take it off a waitlist and remind its desk on the review day all the same", "referrals/actions/moving.py",
        '"remind_at", "deputy_at",', '"deputy_at",',
        _LIVES,
    ),
    Mutant(
        "let whoever moved it undo that for a minute", "referrals/policies.py",
        "now - step.at <= timedelta(seconds=UNDO_SECONDS)", "now - step.at <= timedelta(seconds=2 * UNDO_SECONDS)",
        ("tests/referrals/test_undoing.py", "-k", "just_after"),
    ),
    Mutant(
        "let no question begin the time anew", "referrals/actions/answering.py",
        "reason=question, review_on=None, **clock)", "reason=question, review_on=None)",
        _LIVES,
    ),
    Mutant(
        "let every question begin the time anew", "referrals/clock.py",
        "if referral.resets >= MOST_RESETS or referral.answer_by is None", "if referral.answer_by is None",
        ("tests/referrals/test_ageing.py", "-k", "three_times_in_all"),
    ),
    Mutant(
        "let a release go on for a day", "cases/releases/migrations/0002_wall.py",
        "AND expires_at > statement_timestamp();", "AND expires_at > statement_timestamp() - interval '1 day';",
        ("tests/releases/test_ends.py", "-k", "first_second"),
    ),
    Mutant(
        "tell a sender what a bound agency asked under a release that has ended", "referrals/reading.py",
        "    return side_of(referral) != Side.RECEIVER and answers_plainly(referral)", "    return False",
        ("tests/referrals/test_pages.py", "-k", "silence_and_reasons"),
    ),
    Mutant(
        "show a sender that a bound agency saw it under a release that has ended", "referrals/reading.py",
        "    if referral.seen_at is None or is_silent(referral):\n", "    if referral.seen_at is None:\n",
        ("tests/releases/test_silent.py", "-k", "saw_it"),
    ),
    Mutant(
        "let a bound agency say more than it may without a release back", "referrals/policies.py",
        "answers_plainly(referral) and not move.plain:", "answers_plainly(referral) and False:",
        _LIVES,
    ),
    Mutant(
        "let two who press at once both have moved it", "referrals/actions/moving.py",
        "unmoved = Referral.objects.filter(pk=referral.pk, state=referral.state, state__in=MOVES[key].sources)",
        "unmoved = Referral.objects.filter(pk=referral.pk)",
        _LIVES,
    ),
    Mutant(
        "leave whoever sees it in a group without the undo of their no", "referrals/views/one.py",
        "door__in=[Door.SENDER, Door.RECEIVER, Door.ASSIGNED]).exists()", "door__gt=\"\").exists()",
        ("tests/referrals/test_undoing.py", "-k", "in_a_group"),
    ),
    Mutant(
        "take an allowed note into a draft whose release has ended", "referrals/actions/stops.py",
        "    if draft.release:\n        hold(by=by, release=draft.release)\n", "",
        ("tests/releases/test_again.py", "-k", "enters_no_draft"),
    ),
    Mutant(
        "let an old page write over its draft", "referrals/actions/writing.py",
        "known = draft and (draft.written_at if seen_at is None else seen_at)",
        "known = draft and (draft.changed_at if seen_at is None else seen_at)",
        ("tests/referrals/test_autosave.py", "-k", "made_good_once"),
    ),
    Mutant(
        "let a colleague without a seat say what became of it", "referrals/policies.py",
        "sits = noted.desk.group_id in by.desk_groups and", "sits =",
        ("tests/referrals/test_outside.py", "-k", "only_the_desk"),
    ),
)  # fmt: skip
