"""How much of the picture agrees: a logo or a caption that two films carry agrees in a corner alone."""

from typing import Final

import numpy as np

from sijil.media.geometry import Likeness
from sijil.media.points import Points

_CELLS: Final = 5
_LEAST = 3
"""Points of a cell, below which it has nothing to say."""


def spread(points: Points, other_size: tuple[int, int], like: Likeness) -> float:
    """Of the cells of the first picture that lie within the other's and hold points, the share in which any agrees.

    `other_size`: width and height of the other picture.
    """
    moved = points.at[:, :2] @ like.matrix[:, :2].T + like.matrix[:, 2]
    inside = ((moved >= 0) & (moved < np.array(other_size))).all(axis=1)
    held = _counted(points.at[inside, :2], points)
    agreeing = _counted(like.one, points)
    asked = held >= _LEAST
    return float((agreeing[asked] > 0).mean()) if asked.any() else 0.0


def _counted(places: np.ndarray, points: Points) -> np.ndarray:
    """Places by cell."""
    cell = (places / (points.width, points.height) * _CELLS).astype(int).clip(0, _CELLS - 1)
    return np.bincount(cell[:, 1] * _CELLS + cell[:, 0], minlength=_CELLS**2)
