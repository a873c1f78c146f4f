"""Which files may show the same: by the hashes of their frames, in any orientation, and by points that they share.

Nothing is decided here. The hashes are compared exactly, all with all; points through tables of the surest bits of
their codes, which may miss a single point, and hardly ever all of a picture's.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sijil.media.fingerprint import Fingerprint
from sijil.media.frame_hash import oriented
from sijil.media.points import Points
from sijil.media.search import within

HASH_BITS: Final = 66
"""Of 256: nearer frames may be one picture. Of two places, one pair in many thousands is so near."""
CODE_BITS: Final = 28
"""Of 128: nearer points may be one."""
LEAST_VOTES: Final = 4
_TABLES, _KEY_BITS, _SUREST = 16, 14, 64
_PLAIN = 12
"""Weight of a frame, see `frame_hash.weight`, below which it shows too little for its hash to say anything."""
_KEPT = 6


class ByHash(NamedTuple):
    """A frame of one file that may be a frame of the other, turned by `orientation`; `whole`: hashed with its rims."""

    one_frame: int
    other_frame: int
    orientation: int
    one_whole: bool
    other_whole: bool
    bits: int


class ByPoints(NamedTuple):
    """A keyframe of one file that shares `votes` points with a keyframe of the other."""

    votes: int
    one_frame: int
    other_frame: int


@dataclass(slots=True)
class Candidate:
    """What speaks for a pair of files, the strongest first."""

    hashes: list[ByHash] = field(default_factory=list)
    points: list[ByPoints] = field(default_factory=list)


def candidates(prints: Sequence[Fingerprint]) -> dict[tuple[int, int], Candidate]:
    """By pairs of places in `prints`, the smaller first."""
    found: dict[tuple[int, int], Candidate] = defaultdict(Candidate)
    _by_hash(prints, found)
    _by_points(prints, found)
    for candidate in found.values():
        candidate.hashes = sorted(candidate.hashes, key=lambda one: one.bits)[:_KEPT]
        candidate.points = sorted(candidate.points, key=lambda one: -one.votes)[:_KEPT]
    return dict(sorted(found.items()))


def _by_hash(prints: Sequence[Fingerprint], found: dict[tuple[int, int], Candidate]) -> None:
    rows = [
        (number, at, whole, one.whole[at] if whole else one.hashes[at])
        for number, one in enumerate(prints)
        for whole in ((False, True) if one.box != (0, 1, 0, 1) else (False,))
        for at in np.flatnonzero(one.weights >= _PLAIN)
    ]
    if not rows:
        return
    files, frames, wholes = (np.array([row[k] for row in rows]) for k in range(3))
    hashes = np.stack([row[3] for row in rows])
    for orientation, turned in enumerate(oriented(hashes)):
        pairs = within(turned, hashes, HASH_BITS)
        apart = files[pairs.query] < files[pairs.hash]
        for a, b, bits in zip(pairs.query[apart], pairs.hash[apart], pairs.distance[apart], strict=True):
            held = found[int(files[a]), int(files[b])].hashes
            one = ByHash(
                int(frames[a]), int(frames[b]), orientation, bool(wholes[a]), bool(wholes[b]), int(bits)
            )
            held.append(one)
            if len(held) > 8 * _KEPT:
                held.sort(key=lambda kept: kept.bits)
                del held[_KEPT:]


def _by_points(prints: Sequence[Fingerprint], found: dict[tuple[int, int], Candidate]) -> None:
    known = Known(prints)
    for number, one in enumerate(prints):
        first = known.first_frame[number + 1]
        if first >= known.frames:
            continue
        for at, frame in enumerate(one.keyframes):
            votes = np.maximum(known.votes(frame, first), known.votes(frame.mirrored(), first))
            for there in np.flatnonzero(votes >= LEAST_VOTES):
                other = int(known.file_of[there])
                place = int(there) - known.first_frame[other]
                found[number, other].points.append(ByPoints(int(votes[there]), at, place))


class Known:
    """The points of all keyframes, to be asked which keyframes share points with another one."""

    def __init__(self, prints: Sequence[Fingerprint]) -> None:
        frames = [frame for one in prints for frame in one.keyframes]
        counts = [len(one.keyframes) for one in prints]
        self.frames = len(frames)
        self.first_frame = [0, *np.cumsum(counts).tolist()]
        self.file_of = np.repeat(np.arange(len(prints)), counts)
        self._codes = (
            np.concatenate([frame.codes for frame in frames]) if frames else np.zeros((0, 2), np.uint64)
        )
        self._frame_of = np.repeat(np.arange(len(frames)), [len(frame.codes) for frame in frames]).astype(
            np.int32
        )
        keys = _keys(self._codes)
        self._order = np.argsort(keys, axis=1, kind="stable").astype(np.int32)
        ends = np.arange(2**_KEY_BITS + 1)
        self._starts = np.stack(
            [np.searchsorted(row[order], ends) for row, order in zip(keys, self._order, strict=True)]
        )

    def votes(self, points: Points, first: int) -> NDArray[np.int32]:
        """Per keyframe from `first` on how many of the points it shares; 0 before."""
        votes = np.zeros(self.frames, np.int32)
        if len(points.codes) and len(self._codes):
            _kernels().vote(
                points.codes,
                _keys(points.codes),
                self._codes,
                self._order,
                self._starts,
                self._frame_of,
                first,
                CODE_BITS,
                votes,
            )
        return votes


def _keys(codes: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Per table the place in it of each code: some of its surest bits, read as a number."""
    bits = np.unpackbits(np.ascontiguousarray(codes).view(np.uint8).reshape(-1, 16), axis=1)
    return np.stack([bits[:, chosen] @ (1 << np.arange(_KEY_BITS)) for chosen in _chosen_bits()])


@cache
def _chosen_bits() -> tuple[NDArray[np.int64], ...]:
    random = np.random.default_rng(5)
    return tuple(np.sort(random.permutation(_SUREST)[:_KEY_BITS]) for _ in range(_TABLES))


@cache
def _kernels() -> Any:
    from sijil.media import _points

    return _points
