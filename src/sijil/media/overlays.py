"""Logos, captions and tickers laid over a film: what stands still while the picture moves.

One channel's logo on a hundred films would make all of them alike. Where the camera stands still nothing can be told
apart that way, and nothing is marked.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sijil.media.points import Points

_PIXELS: Final = 1.5
_BITS = 20
_FRAMES = 8
_EDGES = 80
"""Percentile of steepness, within a part of the picture, from which on a place is an edge, where movement shows."""
_PARTS = 6
_STEEP = 2.5
"""Grey levels a pixel, below which a part has no edge but noise."""
_UNCHANGED = 0.5
"""Share of edges that stay, for a part to stay; and share of parts, for the camera to stand still: captions, however
steep their letters, take up a fifth of them or so."""


def camera_stands(frames: NDArray[np.uint8]) -> bool:
    """Whether the camera of these greys, n × height × width, does not move: most edges stay where they are."""
    chosen = frames[np.unique(np.linspace(0, len(frames) - 1, min(_FRAMES, len(frames))).astype(int))]
    shares = [_parts_that_stay(one, other) for one, other in pairwise(chosen.astype(np.float32))]
    return float(np.median(shares)) >= _UNCHANGED if shares else True


def _parts_that_stay(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    down, across = np.gradient(one)
    steep = np.hypot(down, across)
    stays = np.abs(one - other) < steep / 2 + 2
    found = []
    for rows in np.array_split(np.arange(one.shape[0]), _PARTS):
        for columns in np.array_split(np.arange(one.shape[1]), _PARTS):
            part = np.ix_(rows, columns)
            limit = float(np.percentile(steep[part], _EDGES))
            if limit >= _STEEP:
                edges = steep[part] > limit
                found.append(float(stays[part][edges].mean()) >= _UNCHANGED)
    return float(np.mean(found)) if found else 1.0


def marked(frames: Sequence[Points]) -> tuple[Points, ...]:
    """The keyframes of a moving camera, with those points marked that stand at one place in most of them."""
    if len(frames) < 2:
        return tuple(frames)
    return tuple(
        replace(frame, standing=_standing(frame, [*frames[:number], *frames[number + 1 :]]))
        for number, frame in enumerate(frames)
    )


def _standing(frame: Points, others: Sequence[Points]) -> NDArray[np.bool_]:
    """Which points are at the same place in at least half of up to eight other keyframes."""
    chosen = [
        others[k] for k in np.unique(np.linspace(0, len(others) - 1, min(_FRAMES, len(others))).astype(int))
    ]
    seen = np.zeros(len(frame.codes), np.int32)
    for other in chosen:
        near = np.abs(frame.at[:, None, :2] - other.at[None, :, :2]).max(axis=2) <= _PIXELS
        one, two = np.nonzero(near)
        alike = np.bitwise_count(frame.codes[one] ^ other.codes[two]).sum(axis=1) <= _BITS
        seen[np.unique(one[alike])] += 1
    return seen * 2 >= len(chosen)
