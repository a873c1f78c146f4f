"""The levels at which two records agree, compiled: nine comparisons a pair, -1 where one side says nothing.

given, family   0 different … 5 equal (`aligning`)
middle          father, grandfather and further: 0 nothing in common; 1, 2 something in common and something against;
                3, 4 the only one of the shorter name; 5, 6 all of it; the higher where all sound equal
sex             0 differs, 1 equal
age             0 more than nine years apart … 5 equal; -1 where birth dates are compared
date            0 more than ten days apart … 5 the same day; 3 where one side knows a month or less
birth           0 more than three years apart; 2 within; 3 equal as far as they go; 4 day, month or year apart; 6 equal
place           0 elsewhere, 1 the same governorate, 3 alike, 4 equal
list            0 two lists, 1 one list
"""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import numpy.typing as npt

from sijil._compiled import compiled
from sijil.linkage.aligning import distance, length, token_level

COMPARISONS = ("given", "family", "middle", "sex", "age", "date", "birth", "place", "list")
TOP = (5, 5, 6, 1, 5, 5, 6, 4, 1)
"""The highest level of each comparison."""
THREADS = 2
CHUNK = 200_000

Levels = npt.NDArray[np.int8]
Indices = npt.NDArray[np.int32]


@compiled
def _ends(one: Any, size: int, other: Any, other_size: int, tokens: Any, ends: Any) -> None:
    """Levels of the first and last parts into ends[0:2], where the parts start into ends[2:4], how many into ends[4:6].

    Tried besides the order as written: the last name moved first, and a last name left out, in either of the two.
    """
    ends[0] = -1 if one[0] < 0 or other[0] < 0 else token_level(one[0], other[0], tokens)
    ends[1] = -1
    ends[2], ends[3], ends[4], ends[5] = 0, 0, size, other_size
    if size < 2 or other_size < 2:
        return
    last, other_last = one[size - 1], other[other_size - 1]
    ends[1] = token_level(last, other_last, tokens)
    if ends[0] < 0:
        return
    if ends[0] < 3:
        given, family = token_level(one[1], other[0], tokens), token_level(one[0], other_last, tokens)
        if given >= 3 and family >= 3 and given + family > ends[0] + ends[1] + 1:
            ends[0], ends[1], ends[2] = given, family, 1
            return
        given, family = token_level(one[0], other[1], tokens), token_level(last, other[0], tokens)
        if given >= 3 and family >= 3 and given + family > ends[0] + ends[1] + 1:
            ends[0], ends[1], ends[3] = given, family, 1
            return
    if ends[1] < 3 and size > 2 and size > other_size and token_level(one[size - 2], other_last, tokens) >= 4:
        ends[1], ends[4] = 3, size - 1
    elif (
        ends[1] < 3
        and other_size > 2
        and other_size > size
        and token_level(last, other[other_size - 2], tokens) >= 4
    ):
        ends[1], ends[5] = 3, other_size - 1


@compiled
def _middles(one: Any, count: int, other: Any, other_count: int, tokens: Any) -> int:
    """The level of the parts between the ends, aligned in their order."""
    best = np.zeros((8, 8), np.int32)
    pairs = np.zeros((8, 8), np.int32)
    for i in range(count):
        for j in range(other_count):
            level = token_level(one[i], other[j], tokens)
            if level < 2:
                level = 0
            total, found = best[i, j] + level, pairs[i, j] + (1 if level else 0)
            if best[i, j + 1] > total:
                total, found = best[i, j + 1], pairs[i, j + 1]
            if best[i + 1, j] > total:
                total, found = best[i + 1, j], pairs[i + 1, j]
            best[i + 1, j + 1], pairs[i + 1, j + 1] = total, found
    found = pairs[count, other_count]
    if found == 0:
        return 0
    sure = 1 if best[count, other_count] >= 4 * found else 0
    if found < min(count, other_count):
        return 1 + sure
    return (3 if found == 1 else 5) + sure


@compiled
def _rarity(one: Any, size: int, other: Any, other_size: int, ends: Any, tokens: Any) -> float:
    """How much rarer than usual the parts are in which two names agree (natural logarithm of the ratio)."""
    rare = tokens[9]
    found = np.float32(0.0)
    if ends[0] >= 4:
        found += min(rare[one[ends[2]]], rare[other[ends[3]]])
    if ends[1] >= 4:
        last = one[0] if ends[2] else one[size - 1]
        other_last = other[0] if ends[3] else other[other_size - 1]
        found += min(rare[last], rare[other_last])
    for i in range(1 + ends[2], ends[4] - 1 + ends[2]):
        for j in range(1 + ends[3], ends[5] - 1 + ends[3]):
            if one[i] == other[j]:
                found += rare[one[i]]
                break
    return found  # type: ignore[return-value]  # a NumPy scalar


@compiled
def _whole(one: int, other: int, sizes: Any, whole: Any, tokens: Any, found: Any) -> None:
    """Raise the levels of two names that are equal or nearly so when written without spaces."""
    written, sound, arabic = whole
    full = sizes[one] > 2 and sizes[other] > 2
    in_step = sizes[one] == sizes[other]
    if arabic[one] and arabic[other]:
        letters, others = length(written[one]), length(written[other])
        if abs(letters - others) > 2 or letters < 8:
            return
        apart = distance(written[one], written[other], tokens[7], tokens[8])
        raised = 5 if apart <= 0.35 else 3 if apart <= 1.0 else 2 if apart <= 1.6 and letters > 14 else 0
    else:
        letters, others = length(sound[one]), length(sound[other])
        if letters < 8 or others < 8:
            return
        apart = distance(sound[one], sound[other], tokens[5], tokens[6]) / (0.35 * (letters + others))
        raised = 3 if apart <= 0.08 else 2 if apart <= 0.14 else 0
    if raised == 0 or (
        raised < 5 and (in_step or (min(found[0], found[1]) >= 2 and found[2] not in (0, 1, 2)))
    ):
        return
    found[0], found[1] = max(found[0], raised), max(found[1], raised)
    if full:
        found[2] = max(found[2], 6 if raised == 5 else 5)


@compiled
def _gap(low: int, high: int, other_low: int, other_high: int) -> int:
    return max(0, low - other_high, other_low - high)


@compiled
def _age_level(age: int, other: int) -> int:
    if age < 0 or other < 0:
        return -1
    apart = abs(age - other)
    if apart <= 1:
        return 5 - apart
    return 3 if apart <= 3 else 2 if apart <= 5 else 1 if apart <= 9 else 0


@compiled
def _date_level(one: Any, other: Any) -> int:
    if one[0] < 0 or other[0] < 0:
        return -1
    gap = _gap(one[0], one[1], other[0], other[1])
    if max(one[1] - one[0], other[1] - other[0]) > 3:
        return 3 if gap == 0 else 0
    return 5 if gap == 0 else 4 if gap == 1 else 2 if gap <= 3 else 1 if gap <= 10 else 0


@compiled
def _birth_level(one: Any, other: Any) -> int:
    if one[0] < 0 or other[0] < 0:
        return -1
    gap = _gap(one[0], one[1], other[0], other[1])
    if max(one[1] - one[0], other[1] - other[0]) > 3:
        return 3 if gap == 0 else 2 if gap <= 1100 else 0
    if gap == 0:
        return 6
    if gap <= 31 or (gap < 4020 and min(gap % 365, 365 - gap % 365) <= 3):
        return 4
    return 2 if gap <= 1100 else 0


@compiled
def _place_level(place: int, admin: int, other: int, other_admin: int, tokens: Any) -> int:
    if place >= 0 and other >= 0:
        level = token_level(place, other, tokens)
        if level >= 3:
            return min(level, 4)
    if admin >= 0 and other_admin >= 0:
        return 1 if admin == other_admin else 0
    return 0 if place >= 0 and other >= 0 else -1


@compiled
def _compare(one: Any, other: Any, records: Any, whole: Any, tokens: Any, found: Any, rarity: Any) -> None:
    parts, sizes, sex, age, died, born, place, admin, listed = records
    ends = np.zeros(6, np.int64)
    for row in range(one.shape[0]):
        i, j = one[row], other[row]
        _ends(parts[i], sizes[i], parts[j], sizes[j], tokens, ends)
        level = found[row]
        level[0], level[1] = ends[0], ends[1]
        first, count = 1 + ends[2], ends[4] - 2
        other_first, other_count = 1 + ends[3], ends[5] - 2
        level[2] = -1
        if count > 0 and other_count > 0:
            level[2] = _middles(parts[i, first:], count, parts[j, other_first:], other_count, tokens)
        rarity[row] = _rarity(parts[i], sizes[i], parts[j], sizes[j], ends, tokens)
        if level[0] >= 0 and level[1] >= 0 and (level[0] < 5 or level[1] < 5 or level[2] < 6):
            _whole(i, j, sizes, whole, tokens, level)
        level[3] = -1 if sex[i] == 0 or sex[j] == 0 else 1 if sex[i] == sex[j] else 0
        level[5] = _date_level(died[i], died[j])
        level[6] = _birth_level(born[i], born[j])
        # Ages are reckoned from births: where both are known they are one piece of evidence, not two.
        level[4] = -1 if level[6] >= 0 else _age_level(age[i], age[j])
        level[7] = _place_level(place[i], admin[i], place[j], admin[j], tokens)
        level[8] = 1 if listed[i] == listed[j] else 0


def compare(columns: Any, one: Indices, other: Indices) -> tuple[Levels, npt.NDArray[np.float32]]:
    """The levels (pairs x 9) and the rarity of what agrees, for the pairs of rows `one[k]`, `other[k]`."""
    found = np.empty((len(one), len(COMPARISONS)), np.int8)
    rarity = np.empty(len(one), np.float32)

    def part(start: int) -> None:
        rows = slice(start, start + CHUNK)
        _compare(
            one[rows], other[rows], columns.records, columns.whole, columns.tokens, found[rows], rarity[rows]
        )

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(part, range(0, len(one), CHUNK)))
    return found, rarity


def pack(levels: Levels) -> npt.NDArray[np.int32]:
    """A pattern of levels as one number, three bits a comparison."""
    packed = np.zeros(len(levels), np.int32)
    for column in range(levels.shape[1]):
        packed = packed * 8 + (levels[:, column].astype(np.int32) + 1)
    return packed


def unpack(packed: npt.NDArray[np.int32]) -> Levels:
    """The levels of packed patterns."""
    last = len(COMPARISONS) - 1
    return np.stack([((packed >> (3 * (last - c))) & 7) - 1 for c in range(last + 1)], axis=1).astype(np.int8)
