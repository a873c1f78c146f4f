"""Whether two pictures that are laid upon each other show the very same: place by place, whatever the light.

A photo has no moment before and after, so that a passer-by who is not there any more is all that tells another moment.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sijil.media.content import Box
from sijil.media.geometry import Matrix
from sijil.media.laying import Frames, laid_together

_BLOCK: Final = 8
_TEXTURE = 4.0
"""Grey levels by which the places of a block differ, below which it shows nothing to compare."""
_ALIKE = 0.75
_LEAST_BLOCKS = 12


@dataclass(frozen=True, slots=True)
class Agreement:
    """`share` of the `blocks` with something in them that are alike, and their mean likeness."""

    share: float
    blocks: int
    mean: float


def agreement(one: Frames, other: Frames, boxes: tuple[Box, Box], matrix: Matrix) -> Agreement | None:
    """Compare two pictures, height × width, within their boxes, `matrix` leading from the pixels of one to the other's.

    None where they have too little in common.
    """
    laid = laid_together(*boxes, matrix)
    if laid is None:
        return None
    a, b = laid.first(one[None])[0], laid.second(other[None])[0]
    high, wide = laid.mask.shape
    alike = _alike(_filled(a, laid.mask), _filled(b, laid.mask), laid.mask, high // _BLOCK, wide // _BLOCK)
    if len(alike) < _LEAST_BLOCKS:
        return None
    return Agreement(float((alike >= _ALIKE).mean()), len(alike), float(alike.mean()))


def _filled(values: NDArray[np.float32], mask: NDArray[np.bool_]) -> NDArray[np.float32]:
    full = np.zeros(mask.shape, np.float32)
    full[mask] = values
    return full


def _alike(
    a: NDArray[np.float32], b: NDArray[np.float32], mask: NDArray[np.bool_], rows: int, columns: int
) -> NDArray[np.float32]:
    """The correlation within each block that lies inside and has texture in either picture."""
    u, v, inside = (_blocks(grid, rows, columns) for grid in (a, b, mask))
    u, v = u - u.mean(1, keepdims=True), v - v.mean(1, keepdims=True)
    deep_u, deep_v = u.std(1), v.std(1)
    kept = inside.all(1) & (np.maximum(deep_u, deep_v) >= _TEXTURE)
    dot = (u[kept] * v[kept]).mean(1)
    alike: NDArray[np.float32] = dot / np.maximum(deep_u[kept] * deep_v[kept], 1e-3)
    return alike


def _blocks(grid: NDArray[np.generic], rows: int, columns: int) -> NDArray[np.generic]:
    cut = grid[: rows * _BLOCK, : columns * _BLOCK].reshape(rows, _BLOCK, columns, _BLOCK)
    return cut.transpose(0, 2, 1, 3).reshape(rows * columns, -1)
