"""The part of a picture that holds something: without bars, plain margins and a blurred copy of itself around it.

From the median over some frames of how sharp each place is, by row and by column (the reference on media, 3.5).
"""

from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

_FRAMES: Final = 8
_SHARP = 0.28
"""Share of the 80th percentile from which on a row or column holds something."""
_BRIDGED, _LEAST = 0.04, 0.18
"""Shares of the side: gaps that are bridged, and what is too narrow to be believed."""


class Box(NamedTuple):
    """Pixels: rows `top` to `bottom`, columns `left` to `right`, the ends not included."""

    top: int
    bottom: int
    left: int
    right: int


def whole(picture: NDArray[np.uint8]) -> Box:
    """The box of a whole picture, or of each of many: height and width come last."""
    return Box(0, picture.shape[-2], 0, picture.shape[-1])


def content_box(frames: NDArray[np.uint8]) -> Box:
    """The box of n × height × width greys; the whole picture where nothing sets it apart."""
    import cv2

    chosen = frames[np.linspace(0, len(frames) - 1, min(_FRAMES, len(frames))).astype(int)]
    sharp = np.stack([np.abs(cv2.Laplacian(frame.astype(np.float32), cv2.CV_32F)) for frame in chosen])
    middle = np.median(sharp, axis=0)
    top, bottom = _run(middle.mean(axis=1))
    left, right = _run(middle[top:bottom].mean(axis=0))
    return Box(top, bottom, left, right)


def _run(values: NDArray[np.float32]) -> tuple[int, int]:
    """From where to where the longest run of what is sharp goes."""
    side = len(values)
    sharp = np.flatnonzero(values > _SHARP * np.percentile(values, 80))
    if not len(sharp) or values.max() <= 0:
        return 0, side
    gaps = [at for at, (one, next_one) in enumerate(pairwise(sharp)) if next_one - one - 1 > _BRIDGED * side]
    starts, ends = [0, *(at + 1 for at in gaps)], [*gaps, len(sharp) - 1]
    runs = [(int(sharp[a]), int(sharp[b]) + 1) for a, b in zip(starts, ends, strict=True)]
    start, end = max(runs, key=lambda run: run[1] - run[0])
    # What is nearly all of the side is all of it, so that noise at the rim does not move the box.
    if end - start < _LEAST * side or end - start > 0.96 * side:
        return 0, side
    return start, end
