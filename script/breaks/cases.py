"""Breaks of cases and releases."""

from breaks.mutant import Mutant

BREAKS = (
    Mutant(
        "take a release back by a join, which asks nothing again", "cases/releases/actions/revoking.py",
        'if mine.select_for_update(no_key=True, of=("self",)).first() is None:',
        "if not mine.update(revoked_at=now, revoked_how=how, warn_at=None, end_at=None):",
        ("tests/releases/test_races.py", "-k", "take_it_back_at_once"),
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
        "let the terms of a release be changed", "cases/releases/migrations/0002_wall.py",
        "IF to_jsonb(OLD) - free IS DISTINCT", "IF false AND to_jsonb(OLD) - free IS DISTINCT",
        ("tests/releases/test_refused.py", "-k", "never_changed"),
    ),
    Mutant(
        "tell of the same end with each tick", "cases/releases/tasks.py",
        "                Release.objects.filter(pk=release.pk).update(**{column: None})\n", "",
        ("tests/releases/test_telling.py", "-k", "once_each"),
    ),    Mutant(
        "let a duty be seen at a meeting after it was taken back", "cases/duties/migrations/0004_put_forward.py",
        "WHERE f.taken_back_at IS NULL AND k.closed_at", "WHERE k.closed_at",
        ("tests/duties/test_forwarding.py", "-k", "gone_at_once"),
    ),
    Mutant(
        "let anybody ask which duties other desks see", "cases/duties/migrations/0004_put_forward.py",
        " AND to_desks <@ wall.desks()", "",
        ("tests/duties/test_forwarding.py", "-k", "not_ones_own"),
    ),
    Mutant(
        "let a duty be seen by every part of a meeting", "cases/duties/migrations/0004_put_forward.py",
        "        AND p.kind = CASE c.track WHEN 'adult' THEN 'adult' ELSE 'child' END\n", "",
        ("tests/duties/test_forwarding.py", "-k", "another_part"),
    ),
    Mutant(
        "let whoever sees a duty at a meeting read its proofs", "cases/duties/migrations/0004_put_forward.py",
        '_HELD = "wall.duty_held(duties_proof.duty_id)"', "_HELD = _OWED",
        ("tests/duties/test_forwarding.py", "-k", "meeting_alone"),
    ),
    Mutant(
        "let a duty stand in any part", "cases/duties/migrations/0004_put_forward.py",
        "PERFORM wall.must_take(NEW.part_id, its);", "NULL;",
        ("tests/duties/test_forwarding.py", "-k", "takes_its_case_alone"),
    ),
    Mutant(
        "let a case known under a release be put forward anywhere", "referrals/migrations/0025_rules_for_duties.py",
        "AND r.release_category <> '' AND NOT", "AND false AND NOT",
        ("tests/duties/test_forwarding.py", "-k", "under_a_release"),
    ),
    Mutant(
        "let a standing rule open what was taken back", "cases/duties/actions/forwarding.py",
        "filter(~Exists(known), ForwardLets", "filter(ForwardLets",
        ("tests/duties/test_forwarding.py", "-k", "gone_at_once"),
    ),
    Mutant(
        "show an agency's walls to all of its people", "cases/migrations/0006_own_walls.py",
        "OR {first.MINE} OR (SELECT wall.leads()))", "OR true)",
        ("tests/walls/test_own.py", "-k", "beside_the_case"),
    ),
    Mutant(
        "tell whom a case is kept from of their agency's walls on it", "cases/migrations/0006_own_walls.py",
        " AND NOT case_id = ANY ((SELECT wall.cases_kept_from())::uuid[])", "",
        ("tests/walls/test_own.py", "-k", "finds_no_wall"),
    ),
    Mutant(
        "tell anybody whether an agency holds a release for a case",
        "cases/releases/migrations/0004_ask_for_oneself.py",
        "AND wall.agency() IN (giver, {other}))", ")",
        ("tests/releases/test_refused.py", "-k", "asks_for_others"),
    ),
    Mutant(
        "let everybody ask what only the owner's functions ask", "privacy/rights.py",
        '    "wall.release_names(uuid, uuid, uuid, text)",\n', "",
        ("tests/releases/test_refused.py", "-k", "asks_for_others"),
    ),
)  # fmt: skip
