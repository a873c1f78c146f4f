"""Whether what moves in two films moves alike: that tells the same footage from the same place at another moment.

Once the likeness of the pictures is known, one is laid upon the other, and each is replaced by what changes in it from
one moment to the next. Walls, captions and frames drop out; passers-by, cars and the trembling of the hand stay. Two
copies of one footage change alike all along a line through both times; another moment does not, even where the
camera stands still and every wall is the same.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sijil.media.content import Box, whole
from sijil.media.geometry import Matrix, fitted
from sijil.media.laying import Frames, Laid, common, laid_together, softly

Times = NDArray[np.float64]

STEP: Final = 2
"""Frames from one moment to the next that is compared: a quarter of a second at eight a second."""
WINDOW: Final = 16
"""Moments, two seconds, over which changes must be alike."""
ALIKE: Final = 0.7
"""From which on what changes is the same. Same place, other moment: 0.6 at the most; copies: 0.9 and more."""
_QUIET, _LEAST_COLUMNS = 200_000, 64
"""Multiplications that OpenBLAS does on one thread; and the fewest columns worth a piece."""
_HALF = 0.125
_SLACK = 0.07
"""Seconds by which two frames may be taken apart and still be of one moment."""
_STILL = 0.5
"""Grey levels, on average over the common part, below which nothing is said to move."""


@dataclass(frozen=True, slots=True)
class Film:
    """Small frames, n × height × width, their times in seconds, and the box that holds something, if it is known."""

    frames: Frames
    times: Times
    box: Box | None = None

    @property
    def content(self) -> Box:
        """The box, or the whole picture."""
        return self.box or whole(self.frames)

    def part(self, start: float, end: float) -> "Film":
        """What lies between two times."""
        first, last = np.searchsorted(self.times, (start, end))
        return Film(self.frames[first:last], self.times[first:last], self.box)


@dataclass(frozen=True, slots=True)
class Changes:
    """How alike what changes is: `alike` is n × m from -1 to 1, by the times (seconds) of both films.

    `moves`: grey levels by which each changes, on average.
    """

    alike: NDArray[np.float32]
    one_times: Times
    other_times: Times
    moves: tuple[float, float]

    @property
    def still(self) -> bool:
        """Nothing moves, in one or in both, so that the moment cannot be told."""
        return min(self.moves) < _STILL


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of one film, from `start` to `end`, that is the other's from `other_start` to `other_end`; seconds.

    `alike`: from -1 to 1, the mean over the stretch.
    """

    start: float
    end: float
    other_start: float
    other_end: float
    alike: float


def changes(one: Film, other: Film, matrix: Matrix) -> Changes | None:
    """Compare what changes; `matrix` leads from the pixels of one film's small frames to the other's.

    None where they have too little in common to be compared, or are too short.
    """
    if min(len(one.frames), len(other.frames)) <= STEP:
        return None
    laid = laid_together(one.content, other.content, matrix)
    if laid is None:
        return None
    a, b = _both(laid, one.frames, other.frames)
    u, one_moves = _changing(a)
    v, other_moves = _changing(b)
    return Changes(_products(u, v), _between(one.times), _between(other.times), (one_moves, other_moves))


def _products(u: NDArray[np.float32], v: NDArray[np.float32]) -> NDArray[np.float32]:
    """`u` times the transpose of `v`; small ones in pieces that the library does not part among threads.

    Where the processor is busy with others, starting threads takes a hundred times as long as a small product.
    """
    columns = _QUIET // max(1, len(u) * len(v))
    if columns < _LEAST_COLUMNS:
        return u @ v.T
    total = np.zeros((len(u), len(v)), np.float32)
    for at in range(0, u.shape[1], columns):
        total += u[:, at : at + columns] @ v[:, at : at + columns].T
    return total


def stretches(found: Changes, least: float = ALIKE) -> list[Stretch]:
    """Where both films change alike, by the time of the first; what overlaps is told once.

    For each window of the first the best of the other, at the same speed: two seconds are too short to drift apart.
    """
    best = [_best_window(found, start) for start in range(0, _windows(found), WINDOW // 4)]
    good = [one for one in best if one is not None and one.alike >= least]
    return _joined(good)


def best_stretch(found: Changes) -> Stretch | None:
    """The window in which both change most alike; None where both are too short for one."""
    every = [_best_window(found, start) for start in range(0, _windows(found), 2)]
    return max((one for one in every if one is not None), key=lambda one: one.alike, default=None)


def _windows(found: Changes) -> int:
    return max(1, len(found.one_times) - WINDOW + 1)


def _best_window(found: Changes, start: int) -> Stretch | None:
    times = found.one_times[start : start + WINDOW]
    others = found.other_times
    if len(times) < WINDOW // 2 or len(others) < WINDOW // 2:
        return None
    shifts = others[: max(1, len(others) - len(times) // 2)] - times[0]
    wanted = times[None] + shifts[:, None]
    place = np.clip(np.searchsorted(others, wanted), 1, len(others) - 1)
    place -= np.abs(others[place - 1] - wanted) < np.abs(others[place] - wanted)
    there = np.abs(others[place] - wanted) <= _SLACK
    alike = found.alike[np.arange(start, start + len(times))[None], place]
    enough = there.sum(1) >= max(WINDOW // 2, 3 * len(times) // 4)
    if not enough.any():
        return None
    means = np.where(enough, (alike * there).sum(1) / np.maximum(1, there.sum(1)), -1.0)
    at = int(means.argmax())
    first, last = np.flatnonzero(there[at])[[0, -1]]
    # A change lies between two frames, both of which are the same.
    return Stretch(
        max(0.0, float(times[first]) - _HALF),
        float(times[last]) + _HALF,
        max(0.0, float(others[place[at, first]]) - _HALF),
        float(others[place[at, last]]) + _HALF,
        float(means[at]),
    )


def _joined(windows: list[Stretch]) -> list[Stretch]:
    joined: list[Stretch] = []
    for one in windows:
        last = joined[-1] if joined else None
        drift = abs((one.other_start - one.start) - (last.other_end - last.end)) if last else 0.0
        if last is not None and one.start <= last.end + 1 and drift < 0.5:
            alike = (last.alike * (last.end - last.start) + one.alike * (one.end - last.end)) / max(
                1e-6, one.end - last.start
            )
            joined[-1] = Stretch(last.start, one.end, last.other_start, one.other_end, alike)
        else:
            joined.append(one)
    return joined


def _both(laid: Laid, one: Frames, other: Frames) -> tuple[Any, Any]:
    return laid.first(one), laid.second(other)


def _between(times: Times) -> Times:
    return (times[STEP:] + times[:-STEP]) / 2


def _changing(frames: NDArray[np.float32]) -> tuple[NDArray[np.float32], float]:
    """What changes, each moment of length 1, and by how much on average."""
    changing = frames[STEP:] - frames[:-STEP]
    changing -= changing.mean(axis=1, keepdims=True)
    moves = float(np.abs(changing).mean())
    return changing / np.maximum(np.linalg.norm(changing, axis=1, keepdims=True), 1e-6), moves


def followed(one: Frames, other: Frames, matrix: Matrix) -> Matrix | None:
    """The likeness drawn nearer, from one small frame to another: corners are followed where `matrix` puts them.

    By Lucas and Kanade's method (OpenCV's `calcOpticalFlowPyrLK`). None where too few can be followed.
    """
    import cv2

    size = float(np.sqrt(abs(np.linalg.det(matrix[:, :2]))))
    shape = (other.shape[1], other.shape[0])
    seen = cv2.warpAffine(softly(one, 0.6 / size), matrix, shape, borderMode=cv2.BORDER_REPLICATE)
    seen, there = _bytes(seen), _bytes(softly(other, 0.6))
    inside = np.zeros(other.shape, np.uint8)
    inside[common(whole(one), whole(other), matrix)] = 255
    corners: Any = cv2.goodFeaturesToTrack(seen, 120, 0.01, 4, mask=inside)
    if corners is None or len(corners) < _FOLLOWED:
        return None
    to, found, _ = cv2.calcOpticalFlowPyrLK(seen, there, corners, None, winSize=(15, 15), maxLevel=2)  # type: ignore[call-overload]
    kept = found.ravel() == 1
    a, b = corners.reshape(-1, 2)[kept], to.reshape(-1, 2)[kept]
    if len(a) < _FOLLOWED:
        return None
    shift = np.median(b - a, axis=0)
    move = np.column_stack([np.eye(2), shift])
    for tolerance in (6.0, 3.0, 1.5):
        agree = np.linalg.norm(a @ move[:, :2].T + move[:, 2] - b, axis=1) <= tolerance
        if agree.sum() < _FOLLOWED:
            return None
        move = fitted(a[agree], b[agree])
    return np.column_stack([move[:, :2] @ matrix[:, :2], move[:, :2] @ matrix[:, 2] + move[:, 2]])


_FOLLOWED = 8


def _bytes(picture: Any) -> Frames:
    clipped: Frames = np.clip(picture, 0, 255).astype(np.uint8)
    return clipped
