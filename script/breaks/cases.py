"""Breaks of cases and releases."""

from breaks.mutant import Mutant

BREAKS = (
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
    ),
)  # fmt: skip
