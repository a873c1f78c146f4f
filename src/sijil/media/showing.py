"""One moment of two files side by side, small and grey, one laid upon the other: what a person judges by."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sijil.media.geometry import Matrix
from sijil.media.laying import inverse, resized
from sijil.media.matching import Item, Match

SIDE = 320
"""The longer side, in pixels: enough to see that it is the same, too small to dwell on."""
_QUALITY = 70


def side_by_side(one: Item, other: Item, match: Match) -> tuple[bytes, bytes]:
    """Two JPEGs of one moment: the first file's frame, and the other's as it lies upon it.

    Raises `ValueError` for a match that does not say how the two lie.
    """
    if match.matrix is None:
        raise ValueError("equal files are not laid upon each other")
    first = _frame(one, _middle(match.where_one.times))
    second = _frame(other, _middle(match.where_other.times))
    small = resized(match.matrix, _ratio(one), _ratio(other))
    return _jpeg(_larger(first)), _jpeg(_laid_upon(second, first.shape, small))


def _middle(times: tuple[tuple[float, float], ...]) -> float:
    """The middle of the first stretch; both files' first stretches are of one moment."""
    return sum(times[0]) / 2 if times else 0.0


def _frame(item: Item, at: float) -> NDArray[np.uint8]:
    return np.asarray(item.film.frames[int(np.abs(item.film.times - at).argmin())])


def _ratio(item: Item) -> float:
    return float(item.film.frames.shape[2] / item.fingerprint.size[0])


def _larger(picture: NDArray[np.uint8]) -> Any:
    import cv2

    size = _size(picture.shape)
    return cv2.resize(picture, size, interpolation=cv2.INTER_CUBIC)


def _laid_upon(picture: NDArray[np.uint8], shape: tuple[int, ...], matrix: Matrix) -> Any:
    import cv2

    size = _size(shape)
    matrix = resized(inverse(matrix), 1.0, size[0] / shape[1])
    return cv2.warpAffine(np.ascontiguousarray(picture), matrix, size, flags=cv2.INTER_CUBIC)


def _size(shape: tuple[int, ...]) -> tuple[int, int]:
    scale = SIDE / max(shape)
    return round(shape[1] * scale), round(shape[0] * scale)


def _jpeg(picture: Any) -> bytes:
    import cv2

    made, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    if not made:
        raise ValueError("a frame cannot be written as JPEG")
    return data.tobytes()
