"""How alike tokens and whole names are, many at once.

Two tokens differ by what their sounds differ in: a consonant of another class costs one, one of a class that is
often exchanged (t and th, k and q) a quarter, a vowel a seventh. Two names are aligned part by part in their order
(Needleman and Wunsch, 1970): parts that only one of them has cost less inside than at the ends, where the given and
the family name stand.
"""

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

from sijil.names.sounds import Sounds

EXCHANGED = 0.27
LATIN_VOWEL, ARABIC_VOWEL, CROSSED_VOWEL = 0.14, 0.45, 0.11
"""A vowel that differs: in Latin letters it tells little; in Arabic only long ones are written, so it tells much;
across scripts one that Latin has besides counts once, one that Arabic writes and Latin lacks counts three times."""
LEAST = 0.55
"""Below this two tokens are two names."""
SKIPPED, SKIPPED_END, UNMET = 0.10, 0.30, 0.55
"""What it costs to pass over a part of the longer name inside, at an end, and of the shorter one."""

Floats = npt.NDArray[np.float32]
Indices = npt.NDArray[np.int32]


def likeness(ones: list[Sounds], others: list[Sounds]) -> Floats:
    """A table from 0 to 1, a row for each of `ones`, a column for each of `others`."""
    if not ones or not others:
        return np.zeros((len(ones), len(others)), np.float32)
    table = _likeness(ones, others)
    at, variants = _also(ones)
    if at:
        np.maximum.at(table, at, _likeness(variants, others) - DOUBT)
    at, variants = _also(others)
    if at:
        np.maximum.at(table.T, at, _likeness(ones, variants).T - DOUBT)
    return table


DOUBT = 0.03


def _also(some: list[Sounds]) -> tuple[list[int], list[Sounds]]:
    """What else tokens may stand for, and which of them each is."""
    found = [(number, also) for number, one in enumerate(some) for also in one.also]
    return [number for number, _ in found], [also for _, also in found]


def _likeness(ones: list[Sounds], others: list[Sounds]) -> Floats:
    apart = {degree: _distances(ones, others, degree) for degree in ("consonants", "joined")}
    cost = apart["joined"] + EXCHANGED * np.maximum(apart["consonants"] - apart["joined"], 0)
    cost += _vowels(ones, others, apart["consonants"])
    size = np.array([[one.size] for one in ones], np.float32) + np.array(
        [other.size for other in others], np.float32
    )
    return np.asarray(np.clip(1 - cost / (0.5 * size), 0, 1), np.float32)


def _distances(
    ones: list[Sounds], others: list[Sounds], degree: str, weights: tuple[int, int, int] = (1, 1, 1)
) -> Floats:
    """Edit distances of one degree of the sounds; `weights` for a letter more, a letter less, another letter."""
    return cdist(
        [getattr(one, degree) for one in ones],
        [getattr(one, degree) for one in others],
        scorer=Levenshtein.distance,
        scorer_kwargs={"weights": weights},
        dtype=np.int32,
    ).astype(np.float32)


def _vowels(ones: list[Sounds], others: list[Sounds], consonants: Floats) -> Floats:
    """What the vowels add, by the scripts of the two."""
    mine = np.array([[one.arabic] for one in ones])
    theirs = np.array([[one.arabic for one in others]])
    plain = np.maximum(_distances(ones, others, "full") - consonants, 0)
    cost = np.where(mine & theirs, ARABIC_VOWEL, LATIN_VOWEL) * plain
    crossed = mine != theirs
    if crossed.any():
        more = np.where(
            mine,
            _distances(ones, others, "full", (1, 3, 3)),
            _distances(ones, others, "full", (3, 1, 3)),
        )
        cost = np.where(crossed, CROSSED_VOWEL * np.maximum(more - 3 * consonants, 0), cost)
    return np.asarray(cost, np.float32)


def align(alike: Floats, weight: Floats, weights: Floats, there: npt.NDArray[np.bool_]) -> Floats:
    """The worth of the best alignment of one name with many.

    `alike` is (many, parts of the one, parts of each), `weight` (parts of the one), `weights` and `there`
    (many, parts of each). The worth is 1 where all parts are equal, and may be below 0.
    """
    many, size, width = alike.shape
    last = there.sum(1) - 1
    position = np.arange(width)
    ends = (position == 0) | (position[None, :] == last[:, None])
    skip = np.where(there, weights * np.where(ends, SKIPPED_END, SKIPPED), 0).astype(np.float32)
    table = np.zeros((many, size + 1, width + 1), np.float32)
    for j in range(width):
        table[:, 0, j + 1] = table[:, 0, j] - skip[:, j]
    for i in range(size):
        unmet = UNMET * weight[i]
        table[:, i + 1, 0] = table[:, i, 0] - unmet
        for j in range(width):
            both = 0.5 * (weight[i] + weights[:, j])
            gain = np.where(there[:, j] & (alike[:, i, j] >= LEAST), both * (2 * alike[:, i, j] - 1), -9.0)
            table[:, i + 1, j + 1] = np.maximum(
                table[:, i, j] + gain, np.maximum(table[:, i, j + 1] - unmet, table[:, i + 1, j] - skip[:, j])
            )
    whole = weight.sum() + 1e-6
    return np.asarray(table[:, size, width] / whole, np.float32)
