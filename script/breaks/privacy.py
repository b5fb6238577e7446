"""Breaks of the wall, the keys, the sealing and the guard."""

from breaks.mutant import LINT, Mutant

BREAKS = (
    Mutant(
        "let anybody be asked about a birth date", "privacy/guard/findings.py",
        'frozenset({"ssn", "birth"})', "frozenset()",
        ("tests/referrals/test_stop_requests.py", "-k", "nobody_can"),
    ),
    Mutant(
        "let a known name quiet a stop", "privacy/guard/examination.py",
        "for span in detector(note) if span.tier", "for span in detector(note) if not note.harmless and span.tier",
        ("tests/team/test_known.py", "-k", "hides"),
    ),
    Mutant(
        "take where somebody stays for a harmless name", "privacy/guard/phrases.py",
        "if not _WHEREABOUTS.search(text, max(0, start - _CLOSE), start)", "if _WHEREABOUTS",
        ("tests/privacy/test_guard_families.py",),
    ),
    Mutant(
        "let a city pass wherever it stands", "privacy/guard/towns.py",
        "return bool(_GOING.search(tied) or _SLEEPS.search(tied))", "return False",
        ("tests/privacy/test_guard_families.py",),
    ),
    Mutant(
        "read a choice that a document does not know", "privacy/documents.py",
        "return _members(hint).__getitem__", "return lambda value: _members(hint).get(value, value)",
        ("tests/privacy/test_documents.py",),
    ),
    Mutant(
        "let keys of one millisecond stand in any order", "privacy/keys.py",
        "fraction = (rest << 12) // _MILLISECOND", "fraction = secrets.randbits(12) * (rest > -1)",
        ("tests/privacy/test_keys.py",),
    ),
    Mutant(
        "drop FORCE", "privacy/wall.py",
        'f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",', "",
        ("tests/structure/test_catalog.py",),
    ),
    Mutant(
        "let anybody's words stand in a statement", "privacy/plans.py",
        "if not _OURS.fullmatch(word):", "if False:",
        ("tests/referrals/test_kept_plans.py", "-k", "constant"),
    ),
    Mutant(
        "go on preparing statements after their page", "privacy/plans.py",
        "        link.cursor_factory, link.prepare_threshold = factory, threshold", "        pass",
        ("tests/referrals/test_kept_plans.py", "-k", "outside"),
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
        "return context + _FRAMED_VERSION", "return b\"\"",
        ("tests/privacy/test_envelope.py", "tests/privacy/test_sealing.py"),
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
        "an upward import", "privacy/keys.py",
        "import secrets\n", "import secrets\n\nimport audit.ledger\n",
        (LINT,),
    ),
    Mutant(
        "list the keys of all records to everybody of a team", "privacy/migrations/0004_keys_by_name.py",
        "_READ.format(OF_SYSTEM), ", '_READ.format("true"), ',
        ("tests/privacy/test_datakeys.py", "-k", "lists_none"),
    ),
)  # fmt: skip
