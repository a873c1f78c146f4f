"""Pairs inside lists as a control: do the lists share people at all?

Lists that share nobody still hold namesakes, and a fitted mixture takes the best of them for one person. A list
hardly names anybody twice; so, leaving aside which list a record stands in, pairs that look like one person must be
clearly more frequent between lists than inside them. Where they are not, no pair is joined without a reviewer.
"""

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from sijil.linkage.comparing import Levels, pack, unpack
from sijil.linkage.mixture import CHUNK, Weights, odds_of
from sijil.linkage.parts import Scored

FEW = 0.03
"""Share of the records: the control speaks only where no more pairs than so look like one person."""
CHANCE = 0.5
"""Share of the pairs between lists that pairs inside lists explain, from which on all are put down to chance."""
_NO_LIST = np.int32(~7)
"""Blanks the last comparison of a packed pattern, the list."""


def share_nobody(
    lists: npt.NDArray[np.int32],
    scored: Scored,
    levels: Levels,
    rarity: npt.NDArray[np.float32],
    weights: Weights,
) -> bool:
    """Whether pairs that look like one person are no more frequent between lists than chance makes them."""
    sizes = np.bincount(lists).astype(np.float64)
    inside = float((sizes * (sizes - 1) / 2).sum())
    between = len(lists) * (len(lists) - 1) / 2 - inside
    if not between or not inside:
        return False
    bare = _unlisted(levels, weights)
    across = within = 0
    for start in range(0, len(levels), CHUNK):
        rows = slice(start, start + CHUNK)
        alike = bare.score(pack(levels[rows]) & _NO_LIST, rarity[rows]) > 0
        same_list = lists[scored.one[rows]] == lists[scored.other[rows]]
        across += int((alike & ~same_list).sum())
        within += int((alike & same_list).sum())
    return across < FEW * len(lists) and within * between / inside > CHANCE * across


def _unlisted(levels: Levels, weights: Weights) -> Weights:
    """The weights of the patterns met, in which it is not known whether a pair stands in one list."""
    starts = range(0, len(levels), CHUNK)
    met = [np.unique(pack(levels[start : start + CHUNK]) & _NO_LIST) for start in starts]
    patterns = np.unique(np.concatenate(met)) if met else np.zeros(0, np.int32)
    odds = odds_of(unpack(patterns), weights.shares, weights.tables)
    return replace(weights, odds=dict(zip(patterns.tolist(), odds.tolist(), strict=True)))
