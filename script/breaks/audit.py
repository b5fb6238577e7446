"""Breaks of the ledger, its seal and what reads it."""

from breaks.mutant import Mutant

BREAKS = (
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
        "accept a broken seal as nothing", "audit/opening.py",
        "            raise WordsBroken from error", "            return None",
        ("tests/audit/test_opening.py",),
    ),
)  # fmt: skip
