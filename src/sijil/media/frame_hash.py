"""One 256-bit hash of a picture, and the same for its eight orientations without looking at the picture again.

The picture is brought to 64×64 greys by the decoder's own scaler; the hash is the signs of 16×16 coefficients of its
discrete cosine transform, without the rows and columns of frequency 0, where brightness and its slopes lie. That is the
transform of PDQ (ThreatExchange, `hashing.pdf`) without its smoothing, which costs most of PDQ's time, and without its
median: because only signs are kept, a mirrored picture has the same bits with every other column turned over, and a
turned one the same bits transposed. There is no quality below which a picture has no hash: see `weight`.
"""

from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

VERSION: Final = "1"
SIDE: Final = 64
BITS: Final = 256
BYTES: Final = BITS // 8
_FREQUENCIES: Final = 16

Hashes = NDArray[np.uint8]
"""Packed hashes, n × 32 bytes."""

ORIENTATIONS: Final = (
    "as it is",
    "turned a quarter",
    "turned half",
    "turned three quarters",
    "mirrored",
    "mirrored and turned a quarter",
    "mirrored and turned half",
    "mirrored and turned three quarters",
)
"""Counter-clockwise, as `numpy.rot90`; mirrored means left for right, before turning."""


@cache
def _cosines() -> NDArray[np.float32]:
    """Frequencies 1 to 16 over 64 places, 16 × 64."""
    frequency = np.arange(1, _FREQUENCIES + 1)[:, None]
    place = np.arange(SIDE)[None, :] + 0.5
    return np.cos(np.pi * frequency * place / SIDE).astype(np.float32)


def frame_hash(greys: NDArray[np.uint8]) -> Hashes:
    """Hashes of pictures: `greys` is n × 64 × 64 (or one 64 × 64); out n × 32 bytes.

    Raises `ValueError` for another size: the working size is part of what the hash is.
    """
    stack = greys[None] if greys.ndim == 2 else greys
    if stack.shape[1:] != (SIDE, SIDE):
        raise ValueError(f"pictures are hashed at {SIDE}×{SIDE}, not {stack.shape[1:]}")
    basis = _cosines()
    coefficients = basis @ stack.astype(np.float32) @ basis.T
    return np.packbits((coefficients > 0).reshape(len(stack), BITS), axis=1)


def weight(greys: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """How much each picture shows, 0 to 255: the mean step between neighbours, in sixteenths of a grey level.

    A black or plain frame has 0 and says nothing; smoke, night and a road from above have little and still count.
    """
    stack = (greys[None] if greys.ndim == 2 else greys).astype(np.int16)
    across = np.abs(np.diff(stack, axis=2)).mean(axis=(1, 2))
    down = np.abs(np.diff(stack, axis=1)).mean(axis=(1, 2))
    steps: NDArray[np.uint8] = np.minimum(255, np.round(16 * (across + down) / 2)).astype(np.uint8)
    return steps


@cache
def _places() -> tuple[NDArray[np.intp], NDArray[np.uint8]]:
    """Per orientation: from which bit each bit comes, and whether it is turned over."""
    row, column = np.indices((_FREQUENCIES, _FREQUENCIES))
    odd_row, odd_column = (row + 1) % 2, (column + 1) % 2
    comes_from, turned_over = [], []
    for mirrored in (False, True):
        source = row * _FREQUENCIES + column
        over = odd_column if mirrored else np.zeros_like(row)
        for _ in range(4):
            comes_from.append(source.ravel())
            turned_over.append(over.ravel())
            # A quarter turn counter-clockwise: transpose, then top for bottom.
            source, over = source.T, over.T ^ odd_row
    return np.stack(comes_from), np.stack(turned_over).astype(np.uint8)


def oriented(hashes: Hashes) -> NDArray[np.uint8]:
    """The hashes of the same pictures in all eight `ORIENTATIONS`: 8 × n × 32 bytes.

    Exact but for coefficients that are 0 to the last bit.
    """
    bits = np.unpackbits(hashes, axis=1)
    comes_from, turned_over = _places()
    return np.stack(
        [np.packbits(bits[:, p] ^ o, axis=1) for p, o in zip(comes_from, turned_over, strict=True)]
    )
