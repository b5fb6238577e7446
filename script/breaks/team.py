"""Breaks of sign-in, people, the directory, notices, and of what measures."""

from breaks.mutant import Mutant

BREAKS = (
    Mutant(
        "give two desks one name at the same moment", "mdt/team/actions/desks.py",
        "    Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)\n", "",
        ("tests/team/test_agencies.py", "-k", "two_desks_of_a_name"),
    ),
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
        "check typed words without end", "mdt/team/pace.py",
        "return bool(tries > at_most)", "return False",
        ("tests/referrals/test_words_typed.py", "-k", "all_the_time"),
    ),
    Mutant(
        "return everything from visible_to", "mdt/team/access.py",
        "return self.filter(seen, team=user.place.team_id).annotate(",
        "return self.annotate(",
        ("tests/referrals/test_visible_to.py",),
    ),
    Mutant(
        "let the last figure alone decide", "bench/figures.py",
        "fine = fine and good", "fine = good",
        ("tests/bench/test_figures.py",),
    ),
    Mutant(
        "send to a desk whose agency is suspended", "mdt/team/querysets.py",
        "return here.filter(agency__suspended_at=None)", "return here",
        ("tests/referrals/test_sending.py", "-k", "cannot_receive"),
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
)  # fmt: skip
