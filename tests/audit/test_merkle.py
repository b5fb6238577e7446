"""The published vectors of RFC 6962 trees (Certificate Transparency's eight entries), and proofs that must not pass."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.merkle import (
    EMPTY_ROOT,
    Edge,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    tree_root,
    verify_consistency,
    verify_inclusion,
)

ENTRIES = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
]
LEAVES = [leaf_hash(bytes.fromhex(entry)) for entry in ENTRIES]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


@pytest.mark.parametrize("size", range(9))
def test_roots_are_the_published_ones(size: int) -> None:
    assert tree_root(LEAVES[:size]).hex() == ROOTS[size]


def test_a_tree_of_three_by_hand() -> None:
    """SHA-256 written out, so that the vectors do not rest on the same code."""
    a, b, c = (hashlib.sha256(b"\x00" + entry).digest() for entry in (b"a", b"b", b"c"))
    left = hashlib.sha256(b"\x01" + a + b).digest()

    assert tree_root([leaf_hash(b"a"), leaf_hash(b"b"), leaf_hash(b"c")]) == (
        hashlib.sha256(b"\x01" + left + c).digest()
    )


@pytest.mark.parametrize(
    ("index", "size", "proof"),
    [
        (0, 1, []),
        (
            0,
            8,
            [
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ],
        ),
        (
            5,
            8,
            [
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ],
        ),
        (2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
    ],
)
def test_inclusion_proofs_are_the_published_ones(index: int, size: int, proof: list[str]) -> None:
    assert [step.hex() for step in inclusion_proof(index, LEAVES[:size])] == proof
    assert verify_inclusion(
        index, size, LEAVES[index], [bytes.fromhex(step) for step in proof], bytes.fromhex(ROOTS[size])
    )


@pytest.mark.parametrize(
    ("old", "new", "proof"),
    [
        (1, 1, []),
        (
            1,
            8,
            [
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ],
        ),
        (
            6,
            8,
            [
                "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ],
        ),
        (
            2,
            5,
            [
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            ],
        ),
    ],
)
def test_consistency_proofs_are_the_published_ones(old: int, new: int, proof: list[str]) -> None:
    assert [step.hex() for step in consistency_proof(old, LEAVES[:new])] == proof
    assert verify_consistency(
        old, new, [bytes.fromhex(step) for step in proof], bytes.fromhex(ROOTS[old]), bytes.fromhex(ROOTS[new])
    )


def test_there_is_no_proof_of_what_is_not_there() -> None:
    with pytest.raises(IndexError):
        inclusion_proof(8, LEAVES)
    for size in (0, 9):
        with pytest.raises(IndexError):
            consistency_proof(size, LEAVES)
    assert not verify_inclusion(8, 8, LEAVES[0], [], bytes.fromhex(ROOTS[8]))
    assert not verify_consistency(0, 8, [], EMPTY_ROOT, bytes.fromhex(ROOTS[8]))
    assert not verify_consistency(5, 3, [], bytes.fromhex(ROOTS[5]), bytes.fromhex(ROOTS[3]))


def test_a_leaf_never_passes_for_a_node() -> None:
    """Second preimage: the two hashes under a node, given as one entry, are another tree."""
    assert leaf_hash(LEAVES[0] + LEAVES[1]) != tree_root(LEAVES[:2])


def test_a_proof_is_not_longer_than_its_tree_even_where_the_root_is_made_for_it() -> None:
    """One step too many would let a lying log pass another tree for one of this size."""
    a, b, c, d = LEAVES[:4]
    assert not verify_inclusion(0, 1, a, [b], node_hash(b, a))
    old_root = node_hash(d, node_hash(a, c))
    new_root = node_hash(d, node_hash(a, node_hash(c, b)))
    assert not verify_consistency(3, 4, [c, b, a, d], old_root, new_root)
    assert verify_consistency(3, 4, [c, d, node_hash(a, b)], tree_root([a, b, c]), tree_root([a, b, c, d]))


sizes = st.integers(1, 40)
hashes = st.binary(min_size=32, max_size=32)


def _leaves(size: int) -> list[bytes]:
    return [leaf_hash(bytes([number])) for number in range(size)]


@given(st.data())
def test_every_proof_that_we_make_fits_and_any_other_place_or_step_does_not(data: st.DataObject) -> None:
    size = data.draw(sizes)
    index = data.draw(st.integers(0, size - 1))
    other = data.draw(st.integers(0, 45).filter(lambda place: place != index))
    leaves = _leaves(size)
    proof, root = inclusion_proof(index, leaves), tree_root(leaves)

    assert verify_inclusion(index, size, leaves[index], proof, root)
    assert not verify_inclusion(other, size, leaves[index], proof, root)
    assert not verify_inclusion(index, size, leaves[index], [*proof, root], root)
    for at in range(len(proof)):
        assert not verify_inclusion(index, size, leaves[index], proof[:at] + proof[at + 1 :], root)
        twisted = [*proof[:at], bytes(32), *proof[at + 1 :]]
        assert not verify_inclusion(index, size, leaves[index], twisted, root)


@given(st.data())
def test_a_longer_tree_continues_a_shorter_one_and_no_other(data: st.DataObject) -> None:
    new = data.draw(sizes)
    old = data.draw(st.integers(1, new))
    leaves = _leaves(new)
    proof, old_root, root = consistency_proof(old, leaves), tree_root(leaves[:old]), tree_root(leaves)

    assert verify_consistency(old, new, proof, old_root, root)
    assert not verify_consistency(old, new, proof, bytes(32), root)
    assert not verify_consistency(old, new, proof, old_root, bytes(32))
    assert not verify_consistency(old, new, [*proof, root], old_root, root)
    for at in range(len(proof)):
        assert not verify_consistency(old, new, proof[:at] + proof[at + 1 :], old_root, root)
        assert not verify_consistency(old, new, [*proof[:at], bytes(32), *proof[at + 1 :]], old_root, root)


@given(index=st.integers(-3, 50), size=st.integers(-3, 50), proof=st.lists(hashes, max_size=8), root=hashes)
def test_random_proofs_never_fit(index: int, size: int, proof: list[bytes], root: bytes) -> None:
    assert not verify_inclusion(index, size, LEAVES[0], proof, root)
    if index != size:
        assert not verify_consistency(index, size, proof, LEAVES[0], root)


@pytest.mark.parametrize("peaks", [(), (b"x",), (bytes(32), bytes(32))])
def test_an_edge_of_one_leaf_is_one_hash(peaks: tuple[bytes, ...]) -> None:
    with pytest.raises(ValueError, match="one hash for each bit"):
        Edge(1, peaks)


@given(st.integers(0, 70))
def test_an_edge_grows_to_the_same_root_and_packs_whole(size: int) -> None:
    edge = Edge()
    for leaf in _leaves(size):
        edge = edge.grow(leaf)

    assert edge.root() == tree_root(_leaves(size))
    assert Edge.unpack(size, edge.pack()) == edge
    with pytest.raises(ValueError, match="one hash for each bit"):
        Edge.unpack(size, edge.pack() + b"x")
