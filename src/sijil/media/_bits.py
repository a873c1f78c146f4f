"""The compiled inner loops: differing bits of 256-bit words, counted by the processor's own instruction."""

from typing import Any

from numba import njit, types
from numba.extending import intrinsic

from sijil._compiled import compiled

_BLOCK = 8192
"""Hashes that stay in the processor's near memory while every query passes over them."""


def _ones(context: Any, word: Any) -> Any:

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.ctpop(arguments[0])

    return types.uint64(types.uint64), code


ones: Any = intrinsic(_ones)
"""Set bits of a 64-bit word."""


@njit(inline="always")
def apart(one: Any, other: Any) -> Any:
    """Differing bits of two hashes of four words."""
    return (
        ones(one[0] ^ other[0]) + ones(one[1] ^ other[1]) + ones(one[2] ^ other[2]) + ones(one[3] ^ other[3])
    )


@compiled
def within(queries: Any, hashes: Any, bits: Any, places: Any, distances: Any) -> Any:
    """Write pairs within `bits` as far as there is room; returns how many there are."""
    count = 0
    for block in range(0, len(hashes), _BLOCK):
        end = min(len(hashes), block + _BLOCK)
        for i in range(len(queries)):
            a, b, c, d = queries[i, 0], queries[i, 1], queries[i, 2], queries[i, 3]
            for j in range(block, end):
                distance: Any = (
                    ones(a ^ hashes[j, 0])
                    + ones(b ^ hashes[j, 1])
                    + ones(c ^ hashes[j, 2])
                    + ones(d ^ hashes[j, 3])
                )
                if distance <= bits:
                    if count < len(places):
                        places[count, 0], places[count, 1], distances[count] = i, j, distance
                    count += 1
    return count


@compiled
def nearest(queries: Any, hashes: Any, places: Any, distances: Any) -> None:
    """Per query the first nearest hash."""
    for block in range(0, len(hashes), _BLOCK):
        end = min(len(hashes), block + _BLOCK)
        for i in range(len(queries)):
            for j in range(block, end):
                distance = apart(queries[i], hashes[j])
                if distance < distances[i]:
                    distances[i], places[i] = distance, j
