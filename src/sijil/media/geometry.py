"""On which likeness the points of two pictures agree: shift, size, turn and mirror, and how many points say so."""

from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sijil.media.points import Points

Matrix = NDArray[np.float64]
"""2 × 3: from the pixels of one picture to those of the other."""

CODE_BITS: Final = 36
"""How far apart two codes of one point may be: one in 3,000 pairs of unlike points is nearer."""
_NEAR, _SLOPE, _SQUEEZED = 6.0, 0.1, 0.4
"""Pixels, and share of the distance, by which a likeness read off one pair of points may miss another pair; and that
share where width and height may be stretched apart, as in half of a split screen."""
_SQUEEZE = 2.5
"""By how much width and height may be stretched apart at the most."""
_FEW = 16
"""Points that agree, below which they are asked again whether the picture is squeezed."""
_TIGHT = 3.0
_SEEDS = 8
_LEAST = 4


@dataclass(frozen=True, slots=True)
class Likeness:
    """`matrix` leads from the first picture to the second; `one` and `other` are the places that agree, n × 2."""

    matrix: Matrix
    mirrored: bool
    one: NDArray[np.float32]
    other: NDArray[np.float32]

    @property
    def count(self) -> int:
        """How many points agree."""
        return len(self.one)


def likeness(one: Points, other: Points) -> Likeness | None:
    """The likeness on which most points agree, of the picture as it is or mirrored; None where fewer than four do."""
    plain = _likeness(one, other, False)
    turned = _likeness(one.mirrored(), other, True)
    found = [here for here in (plain, turned) if here is not None]
    best = max(found, key=lambda here: here.count, default=None)
    return _from_plain(best, one.width) if best is not None and best.mirrored else best


def _from_plain(mirrored: Likeness, width: int) -> Likeness:
    """The same from the pixels of the picture that was not mirrored."""
    flip = np.array([[-1, 0, width - 1], [0, 1, 0], [0, 0, 1]], float)
    one = mirrored.one.copy()
    one[:, 0] = width - 1 - one[:, 0]
    return Likeness(mirrored.matrix @ flip, True, one, mirrored.other)


def _likeness(one: Points, other: Points, mirrored: bool) -> Likeness | None:
    pairs = paired(one, other)
    if len(pairs) < _LEAST:
        return None
    a, b = one.at[pairs[:, 0]], other.at[pairs[:, 1]]
    ratio, turn = b[:, 2] / a[:, 2], np.radians(b[:, 3] - a[:, 3])
    best = _most_agreeing(a, b, ratio, turn, _SLOPE)
    if best[0] < _FEW:
        best = max(best, _most_agreeing(a, b, ratio, turn, _SQUEEZED), key=lambda found: found[0])
    if best[0] < _LEAST:
        return None
    return Likeness(best[1], mirrored, a[best[2], :2], b[best[2], :2])


def _most_agreeing(a: Any, b: Any, ratio: Any, turn: Any, slope: float) -> tuple[int, Any, Any]:
    """How many agree, on what, and which; the likenesses that single pairs stand for are tried, the likeliest first."""
    counts = np.zeros(len(a), np.int32)
    _kernels().supporters(a[:, :2].copy(), b[:, :2].copy(), ratio, turn, _NEAR, slope, counts)
    best: tuple[int, Any, Any] = (0, None, None)
    for seed in np.argsort(-counts, kind="stable")[:_SEEDS]:
        if counts[seed] < max(_LEAST, best[0]):
            break
        matrix = _alone(a[seed], b[seed], float(ratio[seed]), float(turn[seed]))
        if slope == _SQUEEZED:
            near = _misses(a[:, :2], b[:, :2], matrix) <= _NEAR + slope * _far(a, seed) * ratio[seed]
            matrix = stretched(a[near, :2], b[near, :2])
        matrix, agree = _refined(a[:, :2], b[:, :2], matrix, slope == _SQUEEZED)
        if agree.sum() > best[0]:
            best = int(agree.sum()), matrix, agree
    return best


def _far(a: Any, seed: int) -> Any:
    return np.linalg.norm(a[:, :2] - a[seed, :2], axis=1)


def paired(one: Points, other: Points) -> NDArray[np.int64]:
    """Points that are each other's nearest, n × 2."""
    if not len(one.codes) or not len(other.codes):
        return np.zeros((0, 2), np.int64)
    found = np.empty(len(one.codes), np.int64)
    _kernels().nearest_codes(one.codes, other.codes, CODE_BITS, found)
    here = np.flatnonzero(found >= 0)
    return np.stack([here, found[here]], axis=1)


def _alone(a: Any, b: Any, ratio: float, turn: float) -> Matrix:
    c, s = ratio * np.cos(turn), ratio * np.sin(turn)
    return np.array([[c, -s, b[0] - c * a[0] + s * a[1]], [s, c, b[1] - s * a[0] - c * a[1]]])


def _refined(a: Any, b: Any, matrix: Matrix, squeezed: bool) -> tuple[Matrix, Any]:
    """Fitted anew to those who agree, each time more narrowly."""
    size = max(1.0, float(np.sqrt(abs(np.linalg.det(matrix[:, :2])))))
    agree = np.zeros(len(a), bool)
    for step, tolerance in enumerate((4 * _TIGHT, 2 * _TIGHT, _TIGHT, _TIGHT, _TIGHT)):
        agree = _misses(a, b, matrix) <= tolerance * size
        if agree.sum() < _LEAST:
            break
        fit = stretched if (squeezed or step > 2) and agree.sum() >= 3 * _LEAST else fitted
        matrix = fit(a[agree], b[agree])
    agree = _misses(a, b, matrix) <= _TIGHT * size
    return matrix, agree & _first_of_place(a, b, agree)


def _misses(a: Any, b: Any, matrix: Matrix) -> Any:
    return np.linalg.norm(a @ matrix[:, :2].T + matrix[:, 2] - b, axis=1)


def _first_of_place(a: Any, b: Any, agree: Any) -> Any:
    """One voice a place: SIFT gives a place several points, one for each direction."""
    first = np.zeros(len(a), bool)
    seen: set[tuple[int, ...]] = set()
    for k in np.flatnonzero(agree):
        key = (int(a[k, 0] // 2), int(a[k, 1] // 2))
        if key not in seen:
            seen.add(key)
            first[k] = True
    return first


def fitted(a: Any, b: Any) -> Matrix:
    """The shift, size and turn that lead from places to places, by least squares."""
    mean_a, mean_b = a.mean(0, dtype=float), b.mean(0, dtype=float)
    u, v = a - mean_a, b - mean_b
    total = max(1e-9, float((u * u).sum()))
    c = float((u * v).sum()) / total
    s = float((u[:, 0] * v[:, 1] - u[:, 1] * v[:, 0]).sum()) / total
    turn = np.array([[c, -s], [s, c]])
    return np.column_stack([turn, mean_b - turn @ mean_a])


def stretched(a: Any, b: Any) -> Matrix:
    """As `fitted`, where width and height may be stretched apart."""
    known = np.column_stack([a, np.ones(len(a))]).astype(float)
    solved = np.linalg.lstsq(known, b.astype(float), rcond=None)[0]
    matrix: Matrix = solved.T
    # Points on a line say nothing about what lies beside it.
    wide, narrow = np.linalg.svd(matrix[:, :2], compute_uv=False)
    return matrix if wide < _SQUEEZE * narrow else fitted(a, b)


@cache
def _kernels() -> Any:
    from sijil.media import _points

    return _points
