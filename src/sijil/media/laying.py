"""One picture laid upon another: the part that both show, at the coarser of the two sizes."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sijil.media.content import Box
from sijil.media.geometry import Matrix

Frames = NDArray[np.uint8]

_LEAST_SIDE = 12
"""Pixels that the common part has in width and height at the least."""


@dataclass(frozen=True, slots=True)
class Laid:
    """How both are brought to the common part: rows `top` to `bottom` and columns `left` to `right` of the coarser."""

    matrix: Matrix
    """From the finer to the coarser."""
    first_is_finer: bool
    top: int
    bottom: int
    left: int
    right: int
    mask: NDArray[np.bool_]

    def first(self, frames: Frames) -> NDArray[np.float32]:
        """The common part of frames of the first, n × pixels."""
        return self._finer(frames) if self.first_is_finer else self._coarser(frames)

    def second(self, frames: Frames) -> NDArray[np.float32]:
        """The common part of frames of the second, n × pixels."""
        return self._coarser(frames) if self.first_is_finer else self._finer(frames)

    def _finer(self, frames: Frames) -> NDArray[np.float32]:
        import cv2

        size = scale(self.matrix)
        moved = self.matrix.copy()
        moved[:, 2] -= self.left, self.top
        shape = self.right - self.left, self.bottom - self.top
        every: Any = [
            cv2.warpAffine(softly(frame, 1 / size), moved, shape, borderMode=cv2.BORDER_REPLICATE)
            for frame in frames
        ]
        return self._masked(np.stack(every))

    def _coarser(self, frames: Frames) -> NDArray[np.float32]:
        part = slice(self.top, self.bottom), slice(self.left, self.right)
        return self._masked(np.stack([softly(frame, 1.0)[part] for frame in frames]))

    def _masked(self, frames: NDArray[np.float32]) -> NDArray[np.float32]:
        return frames.reshape(len(frames), -1)[:, self.mask.ravel()]


def laid_together(one: Box, other: Box, matrix: Matrix) -> Laid | None:
    """How the content boxes of two pictures are laid together; None where they hardly overlap."""
    finer = scale(matrix) <= 1
    way = matrix if finer else inverse(matrix)
    inside = common(one, other, way) if finer else common(other, one, way)
    rows, columns = np.flatnonzero(inside.any(1)), np.flatnonzero(inside.any(0))
    if min(len(rows), len(columns)) < _LEAST_SIDE:
        return None
    top, bottom, left, right = int(rows[0]), int(rows[-1]) + 1, int(columns[0]), int(columns[-1]) + 1
    return Laid(way, finer, top, bottom, left, right, inside[top:bottom, left:right])


def common(one: Box, other: Box, matrix: Matrix) -> NDArray[np.bool_]:
    """Where in the other's picture, as far as its box goes, the first one's box lies."""
    back = inverse(matrix)
    y, x = np.indices((other.bottom, other.right))
    u = back[0, 0] * x + back[0, 1] * y + back[0, 2]
    v = back[1, 0] * x + back[1, 1] * y + back[1, 2]
    inside: NDArray[np.bool_] = (u >= one.left + 1) & (u <= one.right - 2)
    inside &= (v >= one.top + 1) & (v <= one.bottom - 2)
    return inside & (x >= other.left) & (y >= other.top)


def scale(matrix: Matrix) -> float:
    """By how much a likeness enlarges."""
    return float(np.sqrt(abs(np.linalg.det(matrix[:, :2]))))


def inverse(matrix: Matrix) -> Matrix:
    """The way back."""
    turn = np.linalg.inv(matrix[:, :2])
    return np.column_stack([turn, -turn @ matrix[:, 2]])


def resized(matrix: Matrix, one: float, other: float) -> Matrix:
    """The same likeness between pictures that are `one` and `other` times as large."""
    turn = matrix[:, :2] * (other / one)
    # Pixels are counted by their middles.
    middle = matrix[:, :2] @ np.full(2, (1 / one - 1) / 2) + matrix[:, 2]
    return np.column_stack([turn, middle * other + (other - 1) / 2])


def softly(frame: Frames, sigma: float) -> NDArray[np.float32]:
    """The frame without what is finer than `sigma` pixels."""
    import cv2

    soft: Any = cv2.GaussianBlur(frame.astype(np.float32), (0, 0), max(0.3, sigma))
    found: NDArray[np.float32] = soft
    return found
