"""The tree of RFC 6962 and 9162: the worked example, proofs against a naive tree, and every altered proof refused."""

from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sijil.custody.merkle import Tree, leaf_hash, node_hash, proves_consistency, proves_inclusion
from sijil.errors import CustodyError

SEVEN = [f"d{n}".encode() for n in range(7)]


def tree_of(lines: list[bytes]) -> Tree:
    tree = Tree()
    for line in lines:
        tree.add(line)
    return tree


def naive(lines: list[bytes]) -> bytes:
    """The definition of RFC 6962, 2.1, word for word."""
    if len(lines) == 1:
        return sha256(b"\x00" + lines[0]).digest()
    k = 1
    while k * 2 < len(lines):
        k *= 2
    return sha256(b"\x01" + naive(lines[:k]) + naive(lines[k:])).digest()


def test_the_worked_example_of_rfc_6962_gives_its_paths_and_proofs() -> None:
    """RFC 6962, 2.1.3: the tree of seven leaves, with the nodes named as there."""
    tree = tree_of(SEVEN)
    a, b, c, d, e, f, j = (leaf_hash(line) for line in SEVEN)
    g, h, i = node_hash(a, b), node_hash(c, d), node_hash(e, f)
    k, last = node_hash(g, h), node_hash(i, j)
    assert tree.root() == node_hash(k, last)
    assert tree.inclusion(0) == [b, h, last]
    assert tree.inclusion(3) == [c, g, last]
    assert tree.inclusion(4) == [f, j, k]
    assert tree.inclusion(6) == [i, k]
    assert tree.consistency(3) == [c, d, g, last]
    assert tree.consistency(4) == [last]
    assert tree.consistency(6) == [i, j, k]


def test_known_roots() -> None:
    assert tree_of([b""]).root() == sha256(b"\x00").digest()
    assert tree_of([b""]).root().hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert tree_of([b"", b"\x00"]).root().hex() == (
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"
    )


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 70), st.data())
def test_every_root_and_proof_agrees_with_the_definition(size: int, data: st.DataObject) -> None:
    lines = [bytes([n]) for n in range(size)]
    tree = tree_of(lines)
    assert tree.root() == naive(lines)
    index = data.draw(st.integers(0, size - 1))
    old = data.draw(st.integers(1, size))
    assert tree.root(old) == naive(lines[:old])
    proof = tree.inclusion(index)
    assert proves_inclusion(leaf_hash(lines[index]), index, size, proof, tree.root())
    assert proves_consistency(old, size, tree.root(old), tree.root(), tree.consistency(old))
    if old > index:
        assert proves_inclusion(tree.leaf(index), index, old, tree.inclusion(index, old), tree.root(old))


@settings(max_examples=80, deadline=None)
@given(st.integers(2, 40), st.data())
def test_no_altered_proof_is_accepted(size: int, data: st.DataObject) -> None:
    tree = tree_of([bytes([n]) for n in range(size)])
    index = data.draw(st.integers(0, size - 1))
    old = data.draw(st.integers(1, size - 1))
    inclusion, consistency = tree.inclusion(index), tree.consistency(old)
    kind = data.draw(st.sampled_from(["flip", "drop", "add", "index", "root"]))

    def altered(proof: list[bytes]) -> list[bytes]:
        if kind == "flip" and proof:
            at = data.draw(st.integers(0, len(proof) - 1))
            return [*proof[:at], bytes([proof[at][0] ^ 1]) + proof[at][1:], *proof[at + 1 :]]
        return proof[:-1] if kind == "drop" and proof else [*proof, b"\x07" * 32]

    leaf, root = tree.leaf(index), tree.root()
    if kind == "index":
        assert not proves_inclusion(leaf, (index + 1) % size, size, inclusion, root)
        assert (
            not proves_consistency(old, size, tree.root(old % (size - 1) + 1), root, consistency) or size == 2
        )
    elif kind == "root":
        assert not proves_inclusion(leaf, index, size, inclusion, b"\x00" * 32)
        assert not proves_consistency(old, size, tree.root(old), b"\x00" * 32, consistency)
    else:
        assert not proves_inclusion(leaf, index, size, altered(inclusion), root)
        assert not proves_consistency(old, size, tree.root(old), root, altered(consistency))


def test_size_zero_is_refused_everywhere() -> None:
    tree = tree_of(SEVEN)
    for ask in (Tree().root, lambda: tree.root(0), lambda: tree.consistency(0), lambda: tree.inclusion(0, 0)):
        with pytest.raises(CustodyError):
            ask()
    empty = sha256(b"").digest()
    assert not proves_consistency(0, 7, empty, tree.root(), [])
    assert not proves_consistency(0, 0, empty, empty, [])
    assert not proves_inclusion(leaf_hash(b""), 0, 0, [], empty)


def test_what_the_tree_never_had_is_refused() -> None:
    tree = tree_of(SEVEN)
    for ask in (
        lambda: tree.root(8),
        lambda: tree.inclusion(7),
        lambda: tree.inclusion(-1),
        lambda: tree.consistency(8),
    ):
        with pytest.raises(CustodyError):
            ask()
