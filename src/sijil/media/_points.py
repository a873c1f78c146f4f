"""The compiled inner loops of matching points: which codes are near, and on which likeness they agree."""

from math import cos, sin
from typing import Any

import numpy as np

from sijil._compiled import compiled
from sijil.media._bits import ones


@compiled
def vote(
    codes: Any,
    keys: Any,
    known: Any,
    order: Any,
    starts: Any,
    frame_of: Any,
    first: int,
    bits: int,
    votes: Any,
) -> None:
    """Per frame from `first` on how many of the points `codes` have one within `bits` there.

    `keys`: tables × points, `order` and `starts`: per table the known points by key; `votes`: frames, added to.
    """
    seen = votes.copy()
    for i in range(len(votes)):
        seen[i] = -1
    for point in range(len(codes)):
        a, b = codes[point, 0], codes[point, 1]
        for table in range(len(keys)):
            key = keys[table, point]
            for place in range(starts[table, key], starts[table, key + 1]):
                other = order[table, place]
                frame = frame_of[other]
                if frame < first or seen[frame] == point:
                    continue
                if ones(a ^ known[other, 0]) + ones(b ^ known[other, 1]) <= bits:
                    seen[frame] = point
                    votes[frame] += 1


@compiled
def nearest_codes(codes: Any, others: Any, bits: int, found: Any) -> None:
    """For each code the nearest of the others where both are nearest to each other within `bits`, else -1."""
    least, who = np.full(len(others), 256, np.int32), np.full(len(others), -1, np.int32)
    for i in range(len(codes)):
        a, b = codes[i, 0], codes[i, 1]
        best, place = 256, -1
        for j in range(len(others)):
            distance: Any = ones(a ^ others[j, 0]) + ones(b ^ others[j, 1])
            if distance < best:
                best, place = int(distance), j
            if distance < least[j]:
                least[j], who[j] = int(distance), i
        found[i] = place if best <= bits else -1
    for i in range(len(codes)):
        if found[i] >= 0 and who[found[i]] != i:
            found[i] = -1


@compiled
def supporters(one: Any, other: Any, ratio: Any, turn: Any, near: float, slope: float, counts: Any) -> None:
    """For each pair of points how many pairs agree with the likeness that it alone stands for.

    `one`, `other`: n × 2 places; `ratio`, `turn`: n, size and angle (radians) from one to the other.
    """
    n = len(one)
    for seed in range(n):
        c, s = ratio[seed] * cos(turn[seed]), ratio[seed] * sin(turn[seed])
        count = 0
        for k in range(n):
            x, y = one[k, 0] - one[seed, 0], one[k, 1] - one[seed, 1]
            far = (x * x + y * y) ** 0.5 * ratio[seed]
            u = c * x - s * y - (other[k, 0] - other[seed, 0])
            v = s * x + c * y - (other[k, 1] - other[seed, 1])
            r = ratio[k] / ratio[seed]
            if 0.6 < r < 1.67 and (u * u + v * v) ** 0.5 <= near + slope * far:
                count += 1
        counts[seed] = count
