"""Rows of the explorer: auditors alone. A search is a POST, since a code has no place in an address."""

from tests.access.matrix import row

ROWS = [
    row("audit", others=403, auditor=200),
    row("audit", "POST", others=403, auditor=200),
    row("audit-export", others=403, auditor=200),
    row("audit-export", "POST", others=403, auditor=200),
    row("audit-checkpoint", others=403, auditor=200),
    row("audit-checkpoint", "POST", others=403, auditor=200),
]
