"""One event, or one old checkpoint, proved to belong to the signed ledger without showing anything else of it.

A proof is one line of JSON, made by `manage.py audit_proof` and checked by `python -m audit.verify`, without Django.
"""

import base64
from collections.abc import Mapping, Sequence
from typing import Any

from audit.merkle import consistency_proof, inclusion_proof, leaf_hash, verify_consistency, verify_inclusion
from audit.note import PublicKey, TreeHead, decode_base64, open_note

FORMAT = 1


def prove_event(index: int, body: bytes, leaves: Sequence[bytes], note: str, key: str) -> dict[str, Any]:
    """Proof that the event with the bytes `body` is leaf `index` of the tree over `leaves`, which `note` signs."""
    steps = _encoded(inclusion_proof(index, leaves))
    shown = {"leaf": index, "body": base64.b64encode(body).decode()}
    return {"proof": FORMAT, "key": key, "checkpoint": note, **shown, "path": steps}


def prove_growth(size: int, leaves: Sequence[bytes], note: str, key: str) -> dict[str, Any]:
    """Proof that the tree over `leaves`, which `note` signs, continues the one of its first `size` leaves."""
    steps = _encoded(consistency_proof(size, leaves))
    return {"proof": FORMAT, "key": key, "checkpoint": note, "since": size, "path": steps}


def check_proof(row: Mapping[str, Any], kept: Mapping[str, str], key: PublicKey | None) -> list[str]:
    """What does not fit in a proof; `kept` are signed notes by name.

    Raises:
        NoteBroken, KeyError, ValueError, TypeError: it is not a proof, or not signed by the key.
    """
    key = key or PublicKey.parse(row["key"])
    head = open_note(row["checkpoint"], key)
    path = [decode_base64(step) for step in row["path"]]
    heads = {name: open_note(note, key) for name, note in kept.items()}
    if "since" in row:
        return _check_growth(row["since"], head, path, heads)
    leaf = leaf_hash(decode_base64(row["body"]))
    if verify_inclusion(row["leaf"], head.size, leaf, path, head.root):
        return []
    return [f"This is not event {row['leaf']} of the {head.size} that were signed."]


def _check_growth(size: int, head: TreeHead, path: Sequence[bytes], heads: Mapping[str, TreeHead]) -> list[str]:
    """Hold each kept checkpoint of that size against the newer one. Without any there is nothing to prove."""
    old = {name: kept for name, kept in heads.items() if kept.size == size}
    if not old:
        return [f"None of the checkpoints given is the one of {size} events."]
    return [
        f"The ledger of {head.size} events does not continue {name}."
        for name, kept in old.items()
        if not verify_consistency(size, head.size, path, kept.root, head.root)
    ]


def _encoded(path: Sequence[bytes]) -> list[str]:
    return [base64.b64encode(step).decode() for step in path]
