"""Linking as the steps and the command ask for it: by estimated weights where there is enough, else by equal names."""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sijil.linkage.clusters import Clusters, cluster, cluster_joins
from sijil.linkage.pairs import Mention, Pair, compare_pairs

if TYPE_CHECKING:  # what compiles is loaded when it is needed
    from sijil.linkage.engine import Linkage

SURE = 0.95
"""The probability from which on a pair is one person; from `1 - SURE` down it is not, between them it is unsure."""

FEWEST_MENTIONS = 200
"""Below so many comparable mentions nothing can be estimated."""
LARGE = 20
"""Mentions in one cluster from which on a reader is warned."""
TOO_FEW = (
    "too few entries with comparable names, or too few that agree, to estimate what an agreement weighs: "
    "only equal names were joined"
)


STRANGERS = (
    "entries of two lists look alike no more often than entries of one list do: the lists seem to share nobody, "
    "and nothing was joined without a reviewer"
)


@dataclass(frozen=True, slots=True)
class Linked:
    """Who is one person. `pairs` are those that were joined or could be, with reasons; `alarms` what a person should
    look at; `linkage` what was estimated, None where names had to be equal.
    """

    clusters: Clusters
    pairs: tuple[Pair, ...]
    alarms: tuple[str, ...]
    linkage: "Linkage | None"

    def probabilities(self) -> dict[str, float]:
        """For each mention how probable its place is: that it belongs to its cluster, or that it stands alone."""
        likely: dict[str, float] = {}
        members = defaultdict(list)
        for key, label in self.clusters.best.items():
            members[label].append(key)
        for pair in self.pairs:
            if pair.probability is None:
                continue
            one, other = self.clusters.best[pair.one], self.clusters.best[pair.other]
            for key in (pair.one, pair.other) if one == other else (*members[one], *members[other]):
                alone = len(members[self.clusters.best[key]]) == 1
                if (one == other) != alone:
                    likely.setdefault(
                        key, pair.probability if one == other else round(1 - pair.probability, 4)
                    )
        return {key: likely.get(key, 1.0) for key in self.clusters.best}


def link(mentions: Sequence[Mention], judged: Sequence[Pair] = (), *, exact: bool = False) -> Linked:
    """Link mentions under the judgements (in the order they were made)."""
    linkage = None if exact else _estimated(mentions, judged)
    if linkage is None:
        found = tuple(compare_pairs(mentions))
        clusters = cluster(mentions, found, judged)
        return Linked(clusters, found, (*(() if exact else (TOO_FEW,)), *_large(clusters)), None)
    joins = _joins(linkage)
    clusters = cluster_joins(mentions, joins, judged, SURE)
    shared = (STRANGERS,) if linkage.strangers else ()
    return Linked(clusters, tuple(joins), (*shared, *_left_out(linkage), *_large(clusters)), linkage)


def probability(odds: float) -> float:
    """The probability of a logarithm of odds."""
    return 1.0 / (1.0 + math.exp(-odds))


def _estimated(mentions: Sequence[Mention], judged: Sequence[Pair]) -> "Linkage | None":
    if sum(mention.size == 1 for mention in mentions) < FEWEST_MENTIONS:
        return None  # told before what compiles is loaded
    from sijil.linkage.engine import estimate_and_link

    return estimate_and_link(mentions, judged, fewest=FEWEST_MENTIONS)


def _joins(linkage: "Linkage") -> list[Pair]:
    """Each join by the two records that speak most for it, the surest first."""
    from sijil.linkage.reasons import reason

    joins = [join for join in linkage.joins if math.isfinite(join.height)]
    joins.sort(key=lambda join: (-join.height, join.one, join.other))
    levels = linkage.levels_of([(join.one, join.other) for join in joins])
    pairs = []
    for join, level in zip(joins, levels.tolist(), strict=True):
        likely = probability(join.height)
        decision = "same" if likely >= SURE else "unsure"
        first, second = sorted((linkage.columns.keys[join.one], linkage.columns.keys[join.other]))
        said = reason(linkage.columns, join.one, join.other, level)
        pairs.append(Pair(first, second, decision, said, probability=round(likely, 4)))
    return pairs


def _large(clusters: Clusters) -> list[str]:
    sizes: dict[str, int] = {}
    for label in clusters.best.values():
        sizes[label] = sizes.get(label, 0) + 1
    return [
        f"{sizes[label]} entries are taken for one person ({label}): look whether they are"
        for label in sorted(sizes)
        if sizes[label] >= LARGE
    ]


def _left_out(linkage: "Linkage") -> list[str]:
    return [
        f"{count} groups of entries that share no more than {name} are too large to compare pair by pair"
        for name, count in sorted(linkage.left_out.items())
        if name == "three parts"
    ]
