"""How alike two parts of two names are: the cheapest alignment of their letters, or of their sounds."""

from typing import Any

import numpy as np
import numpy.typing as npt

from sijil._compiled import compiled

EQUAL, SOUNDS_EQUAL, NEAR, DOUBTFUL, FAR, DIFFERENT = 5, 4, 3, 2, 1, 0
"""Levels of likeness of two tokens."""
TRANSPOSED = np.float32(0.6)

Word = npt.NDArray[np.uint8]
Costs = npt.NDArray[np.float32]


@compiled
def length(word: Word) -> int:
    """How many bytes stand before the ending zero."""
    at = 0
    while at < word.shape[0] and word[at]:
        at += 1
    return at


@compiled
def distance(one: Word, other: Word, exchange: Costs, leave: Costs) -> float:
    """The cost of the cheapest alignment of two zero-ended words (restricted Damerau-Levenshtein with costs)."""
    rows, columns = length(one), length(other)
    before = np.empty(columns + 1, np.float32)
    above = np.empty(columns + 1, np.float32)
    row = np.empty(columns + 1, np.float32)
    above[0] = 0.0
    for j in range(columns):
        above[j + 1] = above[j] + leave[other[j]]
    for i in range(rows):
        row[0] = above[0] + leave[one[i]]
        for j in range(columns):
            cost = min(
                above[j] + exchange[one[i], other[j]],
                above[j + 1] + leave[one[i]],
                row[j] + leave[other[j]],
            )
            if i and j and one[i] == other[j - 1] and one[i - 1] == other[j]:
                cost = min(cost, before[j - 1] + np.float32(0.6))
            row[j + 1] = cost
        before, above, row = above, row, before
    return above[columns]  # type: ignore[no-any-return]  # a NumPy scalar


@compiled
def _written_level(one: int, other: int, tokens: Any) -> int:
    """Two tokens in Arabic letters. Two common names one letter apart are two names; a rare one may be a slip."""
    _, written, _, common, _, _, _, exchange, leave, _ = tokens
    apart = distance(written[one], written[other], exchange, leave)
    letters = max(length(written[one]), length(written[other]))
    both_common = common[one] and common[other]
    if apart <= 0.3:
        return 4
    if apart <= 1.0 and letters >= 3:
        if both_common:
            return 2 if apart <= 0.65 else 1
        return 3 if letters >= 4 or apart <= 0.6 else 2
    if apart <= 2.0 and letters >= 5 and not both_common:
        return 2
    return 1 if apart <= 0.45 * letters else 0


@compiled
def token_level(one: int, other: int, tokens: Any) -> int:
    """The level of likeness of two tokens, given by their numbers; `tokens` is `Columns.tokens`."""
    if one == other:
        return 5
    sound, _, arabic, _, weight, exchange, leave, _, _, _ = tokens
    if arabic[one] and arabic[other]:
        return _written_level(one, other, tokens)
    size = np.float32(0.5) * (weight[one] + weight[other]) + np.float32(0.3)
    apart = distance(sound[one], sound[other], exchange, leave) / size
    if apart <= 0.10:
        return 4
    if apart <= 0.18:
        return 3
    if apart <= 0.30:
        return 2
    return 1 if apart <= 0.45 else 0
