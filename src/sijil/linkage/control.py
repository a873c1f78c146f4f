"""Pairs inside lists as a control: do the lists share people at all?

Lists that share nobody still hold namesakes, and a fitted mixture takes the best of them for one person. A list
hardly names anybody twice; so, leaving aside which list a record stands in, pairs that look like one person must be
clearly more frequent between lists than inside them. Where they are not, no pair is joined without a reviewer.
"""

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from sijil.linkage.comparing import COMPARISONS, Levels, pack
from sijil.linkage.mixture import Weights, odds_of
from sijil.linkage.parts import Scored

FEW = 0.03
"""Share of the records: the control speaks only where no more pairs than so look like one person."""
CHANCE = 0.5
"""Share of the pairs between lists that pairs inside lists explain, from which on all are put down to chance."""
_LIST = COMPARISONS.index("list")


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
    unlisted = levels.copy()
    unlisted[:, _LIST] = -1
    patterns, back = np.unique(pack(unlisted), return_inverse=True)
    first = np.zeros(len(patterns), np.int64)
    first[back] = np.arange(len(back))
    odds = odds_of(unlisted[first], weights.shares, weights.tables)
    bare = replace(weights, odds=dict(zip(patterns.tolist(), odds.tolist(), strict=True)))
    alike = bare.score(patterns[back].astype(np.int32), rarity) > 0
    same_list = lists[scored.one] == lists[scored.other]
    found = float((alike & ~same_list).sum())
    by_chance = float((alike & same_list).sum()) * between / inside
    return found < FEW * len(lists) and by_chance > CHANCE * found
