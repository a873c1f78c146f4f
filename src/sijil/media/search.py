"""Exact search among hashes by counting differing bits: nothing within the distance is ever left out.

Approximate indexes lose true neighbours at 24 to 31 bits (HNSW half of them, inverted lists a tenth to a half), which
evidence cannot afford; and a plain pass with the processor's own bit counter is faster than multi-index hashing at a
million hashes. Both measured: the reference on media, 3.9; `benchmarks/media.py`.
"""

from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

_WORDS = 4


class Found(NamedTuple):
    """Pairs within a distance, in the order of the queries, then of the hashes."""

    query: NDArray[np.int64]
    hash: NDArray[np.int64]
    distance: NDArray[np.uint16]


def within(queries: NDArray[np.uint8], hashes: NDArray[np.uint8], bits: int) -> Found:
    """Every pair of a query and a hash (n × 32 bytes each) that differ in at most `bits` bits."""
    asked, known = _words(queries), _words(hashes)
    room = max(1024, 4 * len(asked))
    while True:
        places = np.empty((room, 2), np.int64)
        distances = np.empty(room, np.uint16)
        count = _kernels().within(asked, known, bits, places, distances) if len(asked) and len(known) else 0
        if count <= room:
            break
        room = count
    order = np.lexsort((places[:count, 1], places[:count, 0]))
    return Found(places[order, 0], places[order, 1], distances[order])


def nearest(
    queries: NDArray[np.uint8], hashes: NDArray[np.uint8]
) -> tuple[NDArray[np.int64], NDArray[np.uint16]]:
    """For each query the nearest hash, the first of several, and its distance in bits.

    Raises `ValueError` where there is no hash to be near.
    """
    if not len(hashes):
        raise ValueError("nothing to search in")
    asked = _words(queries)
    places, distances = np.zeros(len(asked), np.int64), np.full(len(asked), 257, np.uint16)
    _kernels().nearest(asked, _words(hashes), places, distances)
    return places, distances


def _words(hashes: NDArray[np.uint8]) -> NDArray[np.uint64]:
    if hashes.ndim != 2 or hashes.shape[1] != 8 * _WORDS:
        raise ValueError(
            f"a hash has {8 * _WORDS} bytes, not {hashes.shape[-1]}: its leading zeros must be kept"
        )
    return np.ascontiguousarray(hashes).view(np.uint64)


@cache
def _kernels() -> Any:
    """The compiled passes; importing and compiling them takes a second, so that only who searches waits."""
    from sijil.media import _bits

    return _bits
