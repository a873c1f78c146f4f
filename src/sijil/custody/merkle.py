"""The Merkle tree over the custody log: roots, and proofs that need neither the log nor this machine.

In: the bytes of the log's lines, without their line breaks. Out: roots and proofs of 32-byte hashes.
Source: RFC 6962 section 2.1 and RFC 9162 sections 2.1.1 to 2.1.4 (SHA-256, leaf prefix 0x00, node
prefix 0x01). An empty tree has no root here: a log begins with its first line, and a proof about nothing
proves nothing.
"""

from collections.abc import Sequence
from hashlib import sha256

from sijil.errors import CustodyError

HASH_BYTES = 32


def leaf_hash(line: bytes) -> bytes:
    """The hash of a leaf."""
    return sha256(b"\x00" + line).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of a node with two children."""
    return sha256(b"\x01" + left + right).digest()


class Tree:
    """All complete subtrees of the leaves so far: 64 bytes a leaf, one hash a line on average to add one."""

    def __init__(self) -> None:
        self._levels: list[bytearray] = [bytearray()]

    @property
    def size(self) -> int:
        """How many leaves there are."""
        return len(self._levels[0]) // HASH_BYTES

    def add(self, line: bytes) -> None:
        """Add a line of the log as the next leaf."""
        self.add_hash(leaf_hash(line))

    def add_hash(self, hashed: bytes) -> None:
        """Add a leaf by its hash."""
        level = 0
        self._levels[0] += hashed
        while len(self._levels[level]) // HASH_BYTES % 2 == 0:
            row = self._levels[level]
            hashed = node_hash(bytes(row[-2 * HASH_BYTES : -HASH_BYTES]), bytes(row[-HASH_BYTES:]))
            level += 1
            if level == len(self._levels):
                self._levels.append(bytearray())
            self._levels[level] += hashed

    def leaf(self, index: int) -> bytes:
        """The hash of a leaf, counted from 0."""
        return self._subtree(index, index + 1)

    def root(self, size: int | None = None) -> bytes:
        """The root now, or when the tree had `size` leaves. Raises `CustodyError` for 0 or more than there are."""
        return self._subtree(0, self._checked(size))

    def inclusion(self, index: int, size: int | None = None) -> list[bytes]:
        """The proof that leaf `index` is in the tree of `size` leaves (RFC 9162, 2.1.3.1)."""
        size = self._checked(size)
        if not 0 <= index < size:
            raise CustodyError(f"there is no leaf {index} in a tree of {size}")
        return self._path(index, 0, size)

    def consistency(self, old: int, size: int | None = None) -> list[bytes]:
        """The proof that the tree of `old` leaves is a beginning of that of `size` (RFC 9162, 2.1.4.1)."""
        size = self._checked(size)
        if not 0 < old <= size:
            raise CustodyError(f"a tree of {size} leaves has no beginning of {old}")
        return [] if old == size else self._beginning(old, 0, size, True)

    def _checked(self, size: int | None) -> int:
        size = self.size if size is None else size
        if not 0 < size <= self.size:
            raise CustodyError(f"there is no root for {size} of {self.size} leaves")
        return size

    def _subtree(self, start: int, end: int) -> bytes:
        """The root over leaves `start` to `end`; `start` lies where a subtree of that many begins."""
        count = end - start
        if count & (count - 1) == 0:
            level = count.bit_length() - 1
            at = (start >> level) * HASH_BYTES
            return bytes(self._levels[level][at : at + HASH_BYTES])
        middle = start + _split(count)
        return node_hash(self._subtree(start, middle), self._subtree(middle, end))

    def _path(self, index: int, start: int, end: int) -> list[bytes]:
        if end - start == 1:
            return []
        middle = start + _split(end - start)
        if index < middle:
            return [*self._path(index, start, middle), self._subtree(middle, end)]
        return [*self._path(index, middle, end), self._subtree(start, middle)]

    def _beginning(self, old: int, start: int, end: int, whole: bool) -> list[bytes]:
        """`old` counts from the first leaf of all; `whole`: the old tree's root is known to the verifier."""
        if old == end:
            return [] if whole else [self._subtree(start, end)]
        middle = start + _split(end - start)
        if old <= middle:
            return [*self._beginning(old, start, middle, whole), self._subtree(middle, end)]
        return [*self._beginning(old, middle, end, False), self._subtree(start, middle)]


def _split(count: int) -> int:
    """The largest power of two below `count`, which is 2 or more."""
    return 1 << (count - 1).bit_length() - 1


def proves_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether `proof` shows that the leaf with this hash is leaf `index` of the tree (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size or not _hashes([leaf, root, *proof]):
        return False
    at, last, hashed = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            hashed = node_hash(step, hashed)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            hashed = node_hash(hashed, step)
        at, last = at >> 1, last >> 1
    return last == 0 and hashed == root


def proves_consistency(old: int, size: int, old_root: bytes, root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether `proof` shows that the old tree is a beginning of the new one (RFC 9162, 2.1.4.2).

    Size 0 is refused: anything begins with nothing.
    """
    if not 0 < old <= size:
        return False
    if old == size:
        return not proof and old_root == root
    if not _hashes([old_root, root, *proof]):
        return False
    steps = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    if not steps:
        return False
    at, last = old - 1, size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    first = second = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            first, second = node_hash(step, first), node_hash(step, second)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            second = node_hash(second, step)
        at, last = at >> 1, last >> 1
    return last == 0 and first == old_root and second == root


def _hashes(found: Sequence[bytes]) -> bool:
    return all(len(one) == HASH_BYTES for one in found)
