"""The whole of linking: mentions and judgements in, a linkage out."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from sijil.linkage.bars import Bars
from sijil.linkage.blocks import block
from sijil.linkage.columns import Columns, columns_of
from sijil.linkage.comparing import Levels, compare, pack, unpack
from sijil.linkage.control import share_nobody
from sijil.linkage.grouping import CLIP, Join, cut, group
from sijil.linkage.mixture import Weights, fit
from sijil.linkage.pairs import Mention, Pair
from sijil.linkage.parts import FURTHEST, Indices, Scored, parts
from sijil.linkage.starting import AGE, BIRTH, DATE, FAMILY, GIVEN, MIDDLE, PLACE, looks_same, start

FEWEST_AGREEING = 30
"""Below so many pairs that agree in all that is known nothing can be estimated."""
ONCE = 2.6
"""Log odds added to every join where all lists are declared free of duplicates; chosen on published lists."""
UNSURE = -0.2
"""The score at most of a pair that only a low view may join."""


@dataclass(frozen=True, slots=True)
class Linkage:
    """Rows of `columns` joined to people: `joins` in order, `scored` the pairs that could matter."""

    columns: Columns
    scored: Scored
    levels: Levels
    weights: Weights
    joins: list[Join]
    contradictions: list[tuple[str, str]] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)
    strangers: bool = False

    def labels(self, lowest: float = 0.0) -> npt.NDArray[np.int64]:
        """For each row the smallest row of its cluster, joins above `lowest` holding (0 = as likely as not)."""
        return cut(len(self.columns), self.joins, lowest)

    def levels_of(self, pairs: Sequence[tuple[int, int]]) -> Levels:
        """The levels of pairs of rows."""
        rows = np.array(pairs, np.int32).reshape(-1, 2)
        return compare(self.columns, rows[:, 0].copy(), rows[:, 1].copy())[0]


def estimate_and_link(
    mentions: Sequence[Mention], judged: Sequence[Pair] = (), *, fewest: int
) -> Linkage | None:
    """Link by estimated weights; None where fewer than `fewest` can be compared or too few agree."""
    columns = columns_of(mentions)
    if len(columns) < fewest:
        return None
    blocked = block(columns)
    levels, rarity = compare(columns, blocked.one, blocked.other)
    packed = pack(levels)
    patterns, counts = np.unique(packed, return_counts=True)
    distinct = unpack(patterns)
    agreeing = counts[looks_same(distinct)].sum()
    if agreeing < FEWEST_AGREEING:
        return None
    weights = fit(distinct, counts.astype(np.float64), start(distinct, counts.astype(np.float64)))
    score = _held_back(levels, weights.score(packed, rarity))
    scored = Scored(blocked.one, blocked.other, score)
    strangers = share_nobody(columns.records[8], scored, levels, rarity, weights)
    if strangers:
        scored = Scored(scored.one, scored.other, np.minimum(score, np.float32(UNSURE)))
    kept = score > FURTHEST

    def compare_rest(one: Indices, other: Indices) -> npt.NDArray[np.float32]:
        found, rare = compare(columns, one, other)
        rest = _held_back(found, weights.score(pack(found), rare))
        return np.minimum(rest, np.float32(UNSURE)) if strangers else rest

    bars = _bars(columns, judged)
    grouped = group(parts(len(columns), scored.where(kept), bars.same, compare_rest), bars)
    joins = _rivals(columns, grouped.joins)
    named = [(columns.keys[one], columns.keys[other]) for one, other in grouped.contradictions]
    return Linkage(
        columns, scored.where(kept), levels[kept], weights, joins, named, blocked.left_out, strangers
    )


def _rivals(columns: Columns, joins: list[Join]) -> list[Join]:
    """Where every list names nobody twice, joining one pair rules out its rivals, so a join needs less evidence."""
    if not all(mention.duplicate_free for mention in columns.mentions):
        return joins
    return [Join(join.one, join.other, join.height + ONCE) for join in joins]


def _held_back(levels: Levels, score: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """What no weight may outvote.

    Brothers and sisters (one father and family, two given names) are held apart unless all else says otherwise. Method
    rule 15: the same first name and family need a discriminating field; without one the pair is unsure.
    """
    siblings = (levels[:, GIVEN] == 0) & (levels[:, FAMILY] >= 4) & (levels[:, MIDDLE] >= 4)
    score = np.where(siblings & (score < 0), np.float32(-CLIP), score)
    short = levels[:, MIDDLE] < 0
    told = (
        (levels[:, AGE] >= 3) | (levels[:, BIRTH] >= 4) | ((levels[:, DATE] >= 3) & (levels[:, PLACE] >= 1))
    )
    return np.where(short & ~told, np.minimum(score, np.float32(UNSURE)), score).astype(np.float32)


def _bars(columns: Columns, judged: Sequence[Pair]) -> Bars:
    rows = {key: row for row, key in enumerate(columns.keys)}
    apart: dict[int, set[int]] = {}
    same: list[tuple[int, int]] = []
    for pair in judged:
        if pair.one in rows and pair.other in rows:
            one, other = sorted((rows[pair.one], rows[pair.other]))
            if pair.decision == "different":
                apart.setdefault(one, set()).add(other)
                apart.setdefault(other, set()).add(one)
            elif pair.decision == "same":
                same.append((one, other))
    return Bars(
        {row: frozenset(others) for row, others in apart.items()},
        {row: m.list for row, m in enumerate(columns.mentions) if m.duplicate_free and m.list},
        {row: m.official_id for row, m in enumerate(columns.mentions) if m.official_id},
        tuple(same),
    )
