"""The tree over the ledger's events: RFC 6962, section 2.1 (SHA-256). Hashes are 32 bytes; indexes count from 0.

Pure functions without Django, so that a verifier needs nothing else of ours.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

HASH_BYTES = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(body: bytes) -> bytes:
    """The leaf of one event's exact bytes. The first byte keeps a leaf from passing for a node."""
    return hashlib.sha256(b"\x00" + body).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The node over two subtrees."""
    return hashlib.sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True)
class Edge:
    """The roots of the perfect subtrees that make up a tree of `size` leaves, largest first, one per bit of `size`.

    It is all that is needed to grow the tree: 64 hashes at most, whatever the tree holds.
    """

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if len(self.peaks) != self.size.bit_count() or any(len(peak) != HASH_BYTES for peak in self.peaks):
            raise ValueError("an edge has one hash for each bit of its size")

    @classmethod
    def unpack(cls, size: int, packed: bytes) -> "Edge":
        """The edge that `packed` holds.

        Raises:
            ValueError: not a whole number of hashes, or not as many as a tree of this size has.
        """
        return cls(size, tuple(packed[at : at + HASH_BYTES] for at in range(0, len(packed), HASH_BYTES)))

    def pack(self) -> bytes:
        """The peaks one after the other."""
        return b"".join(self.peaks)

    def grow(self, leaf: bytes) -> "Edge":
        """The tree with one more leaf: equal neighbours join as in a binary counter."""
        peaks, joined, carry = list(self.peaks), leaf, self.size
        while carry & 1:
            joined = node_hash(peaks.pop(), joined)
            carry >>= 1
        return Edge(self.size + 1, (*peaks, joined))

    def root(self) -> bytes:
        """The tree's root."""
        if not self.peaks:
            return EMPTY_ROOT
        *rest, root = self.peaks
        for peak in reversed(rest):
            root = node_hash(peak, root)
        return root


def tree_root(leaves: Sequence[bytes]) -> bytes:
    """The root over leaf hashes (RFC 6962, 2.1)."""
    edge = Edge()
    for leaf in leaves:
        edge = edge.grow(leaf)
    return edge.root()


def inclusion_proof(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    """The audit path of the leaf at `index` in the tree over `leaves` (RFC 6962, 2.1.1), lowest sibling first.

    Raises:
        IndexError: there is no such leaf.
    """
    if not 0 <= index < len(leaves):
        raise IndexError(index)
    if len(leaves) == 1:
        return []
    split = _split(len(leaves))
    if index < split:
        return [*inclusion_proof(index, leaves[:split]), tree_root(leaves[split:])]
    return [*inclusion_proof(index - split, leaves[split:]), tree_root(leaves[:split])]


def verify_inclusion(index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether `proof` shows `leaf` at `index` of the tree with `size` leaves and `root` (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    place, last, found = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node_hash(sibling, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and found == root


def consistency_proof(size: int, leaves: Sequence[bytes]) -> list[bytes]:
    """What shows that the tree over `leaves` continues the tree of its first `size` leaves (RFC 6962, 2.1.2).

    Raises:
        IndexError: `size` is not from 1 to the number of leaves.
    """
    if not 0 < size <= len(leaves):
        raise IndexError(size)
    return _continuation(size, leaves, whole=True)


def _continuation(size: int, leaves: Sequence[bytes], *, whole: bool) -> list[bytes]:
    """SUBPROOF of RFC 6962, 2.1.2; `whole` says that the subtree is the old tree itself, whose root is known."""
    if size == len(leaves):
        return [] if whole else [tree_root(leaves)]
    split = _split(len(leaves))
    if size <= split:
        return [*_continuation(size, leaves[:split], whole=whole), tree_root(leaves[split:])]
    return [*_continuation(size - split, leaves[split:], whole=False), tree_root(leaves[:split])]


def verify_consistency(old: int, new: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes) -> bool:
    """Whether `proof` shows that the tree of `new` leaves continues the one of `old` (RFC 9162, 2.1.4.2)."""
    if not 0 < old <= new:
        return False
    if old == new:
        return not proof and old_root == new_root
    path = list(proof) if old & (old - 1) else [old_root, *proof]
    if not path:
        return False
    place, last = old - 1, new - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    found_old = found_new = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            found_old, found_new = node_hash(sibling, found_old), node_hash(sibling, found_new)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found_new = node_hash(found_new, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and found_old == old_root and found_new == new_root


def _split(size: int) -> int:
    """The largest power of two below `size`, which is at least 2."""
    return 1 << ((size - 1).bit_length() - 1)
