"""Points by which a picture is found again when it is cut, turned, mirrored, framed or filmed off a screen.

Where the points lie is SIFT's business (Lowe, IJCV 60, 2004; OpenCV's `SIFT_create`). Each is described by 128 bits:
the signs of the square roots of SIFT's numbers (Arandjelović and Zisserman, CVPR 2012) along directions learned from
invented scenes (`benchmarks/point_basis.py`), half of which a mirror leaves as they are and half of which it turns
round. So a code takes 16 bytes instead of 512, finds as much as the numbers themselves, and the code of a mirrored
picture is had without looking at it again.
"""

from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sijil.media.content import Box, whole

VERSION: Final = "2"
MOST: Final = 350
"""Points of one picture."""
_SEEN, _CELLS = 4, 6
"""Times as many points as are kept are looked at where they are taken evenly; cells a side."""
_CONTRAST = 0.01
"""SIFT's own 0.04 leaves smoke, night and fields from above without points."""

MIRRORED: Final = np.arange(128).reshape(4, 4, 8)[::-1][:, :, -np.arange(8) % 8].reshape(128)
"""From where each of SIFT's numbers comes when the picture is mirrored: rows exchanged, directions the other way."""

Codes = NDArray[np.uint64]
"""n × 2 words."""


@dataclass(frozen=True, slots=True)
class Points:
    """Points of one picture. `at` is n × 4: x and y in pixels, size in pixels, angle in degrees clockwise."""

    at: NDArray[np.float32]
    codes: Codes
    width: int
    height: int
    standing: NDArray[np.bool_]
    """Which stand still while the picture moves: see `overlays`."""

    def moving(self) -> "Points":
        """Without those that stand still."""
        kept = ~self.standing
        return replace(self, at=self.at[kept], codes=self.codes[kept], standing=self.standing[kept])

    def mirrored(self) -> "Points":
        """The points of the same picture, left for right."""
        at = self.at.copy()
        at[:, 0] = self.width - 1 - at[:, 0]
        at[:, 3] = (180 - at[:, 3]) % 360
        return replace(self, at=at, codes=self.codes ^ _table().turned)


def points_of(grey: NDArray[np.uint8], box: Box | None = None, *, even: bool = False) -> Points:
    """The points of a picture of greys, height × width, within a box; at most `MOST`, the strongest, perhaps none.

    `even`: of each part of the picture as many as of any other, so that one of a collage does not take them all.
    """
    top, bottom, left, right = box or whole(grey)
    keys, numbers = detect(np.ascontiguousarray(grey[top:bottom, left:right]), even=even)
    at = np.array([(*key.pt, key.size, key.angle) for key in keys], np.float32).reshape(-1, 4)
    at[:, :2] += (left, top)
    return Points(at, codes(rooted(numbers)), grey.shape[1], grey.shape[0], np.zeros(len(at), bool))


def detect(grey: NDArray[np.uint8], *, even: bool = False) -> tuple[list[Any], NDArray[np.float32]]:
    """SIFT's points, and its 128 numbers for each."""
    sift = _sift(_SEEN * MOST if even else MOST)
    keys: list[Any] = list(sift.detect(grey, None))
    # Equally strong ones may be more than asked for.
    kept = _evenly(keys, grey.shape) if even else keys[:MOST]
    if not kept:
        return [], np.zeros((0, 128), np.float32)
    described, numbers = sift.compute(grey, kept)
    return list(described), numbers


def _evenly(keys: list[Any], shape: tuple[int, ...]) -> list[Any]:
    """The strongest of each cell, then the second of each, and so on."""
    ordered = sorted(keys, key=lambda key: -key.response)
    seen: Counter[tuple[int, int]] = Counter()
    ranks = []
    for key in ordered:
        cell = int(key.pt[0] * _CELLS // shape[1]), int(key.pt[1] * _CELLS // shape[0])
        ranks.append(seen[cell])
        seen[cell] += 1
    return [ordered[at] for at in np.argsort(ranks, kind="stable")[:MOST]]


def rooted(numbers: NDArray[np.float32]) -> NDArray[np.float32]:
    """The square roots of each point's numbers, their squares summing up to 1."""
    total = np.maximum(numbers.sum(axis=1, keepdims=True), 1e-9)
    roots: NDArray[np.float32] = np.sqrt(numbers / total)
    return roots


def codes(roots: NDArray[np.float32]) -> Codes:
    """The 128 bits of each point."""
    table = _table()
    bits = roots @ table.basis > table.limits
    return np.packbits(bits, axis=1).reshape(-1, 16).view(np.uint64)


@dataclass(frozen=True, slots=True)
class _Table:
    basis: NDArray[np.float32]
    limits: NDArray[np.float32]
    turned: Codes


@cache
def _table() -> _Table:
    with np.load(Path(__file__).with_name("tables") / "point_basis.npz") as held:
        turned = np.packbits(held["turned"]).view(np.uint64)
        return _Table(held["basis"].astype(np.float32).T.copy(), held["limits"], turned)


@cache
def _sift(most: int) -> Any:
    import cv2

    # One thread: the same points everywhere, and another file is worked on beside this one.
    cv2.setNumThreads(1)
    return cv2.SIFT_create(nfeatures=most, contrastThreshold=_CONTRAST)  # type: ignore[attr-defined]
