"""Clusters of mentions under three views of the unsure pairs, never joining what is held to be different."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sijil.linkage.pairs import Mention, Pair


@dataclass(frozen=True, slots=True)
class Clusters:
    """For each mention's key the cluster (its smallest key) under each view, and what contradicted.

    `low` is coarser than `best`, `best` coarser than or equal to `high`. `slots` tells which persons a
    reviewer placed in which group of unnamed victims.
    """

    low: Mapping[str, str]
    best: Mapping[str, str]
    high: Mapping[str, str]
    reasons: Mapping[str, str]
    slots: Mapping[str, tuple[str, ...]]
    contradictions: tuple[str, ...] = ()


@dataclass(slots=True)
class _Union:
    """Disjoint sets that remember which may never meet."""

    parent: dict[str, str]
    apart: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def find(self, key: str) -> str:
        while self.parent[key] != key:
            self.parent[key] = self.parent[self.parent[key]]
            key = self.parent[key]
        return key

    def keep_apart(self, one: str, other: str) -> None:
        first, second = self.find(one), self.find(other)
        self.apart[first].add(second)
        self.apart[second].add(first)

    def join(self, one: str, other: str) -> bool:
        first, second = sorted((self.find(one), self.find(other)))
        if first == second:
            return True
        if second in self.apart[first]:
            return False
        self.parent[second] = first
        for enemy in self.apart.pop(second, ()):
            self.apart[enemy].discard(second)
            self.apart[enemy].add(first)
            self.apart[first].add(enemy)
        return True

    def copy(self) -> "_Union":
        apart: dict[str, set[str]] = defaultdict(set)
        apart.update({key: set(value) for key, value in self.apart.items()})
        return _Union(dict(self.parent), apart)

    def labels(self) -> dict[str, str]:
        return {key: self.find(key) for key in sorted(self.parent)}


def cluster(mentions: Sequence[Mention], pairs: Iterable[Pair], judged: Sequence[Pair]) -> Clusters:
    """Cluster mentions by the compared pairs and, above them, the judged ones (in the order they were made).

    A judged pair of a group of unnamed victims and one person fills a slot of the group; it joins nobody.
    """
    sizes = {mention.key: mention.size for mention in mentions}
    union = _Union({key: key for key in sizes})
    settled = {(pair.one, pair.other) for pair in judged}
    open_pairs = sorted((p for p in pairs if (p.one, p.other) not in settled), key=lambda p: (p.one, p.other))
    contradictions, slots, reasons = _apply_judged(union, judged, sizes)
    for pair in open_pairs:
        if pair.decision == "different" and union.find(pair.one) != union.find(pair.other):
            union.keep_apart(pair.one, pair.other)
    for pair in open_pairs:
        if pair.decision == "same" and union.join(pair.one, pair.other):
            reasons.setdefault(pair.other, pair.reason)
    best = union.labels()
    singles = [
        pair for pair in [*judged, *open_pairs] if sizes.get(pair.one) == 1 and sizes.get(pair.other) == 1
    ]
    low = _coarser(union, singles)
    return Clusters(low, best, best, reasons, slots, contradictions)


def cluster_joins(
    mentions: Sequence[Mention], joins: Iterable[Pair], judged: Sequence[Pair], sure: float
) -> Clusters:
    """Cluster by joins in the order of their probability, and above them by judgements.

    `best` holds joins more likely than not, `high` those of at least the probability `sure`, `low` all that are given
    and every pair judged unsure.
    """
    sizes = {mention.key: mention.size for mention in mentions}
    union = _Union({key: key for key in sizes})
    contradictions, slots, reasons = _apply_judged(union, judged, sizes)
    views: list[dict[str, str]] = []
    waiting = list(joins)
    for least in (sure, 0.5, 0.0):
        for pair in waiting:
            if (pair.probability or 0.0) >= least and union.join(pair.one, pair.other) and least:
                reasons.setdefault(pair.other, pair.reason)
        waiting = [pair for pair in waiting if (pair.probability or 0.0) < least]
        views.append(union.labels())
    singles = [p for p in judged if sizes.get(p.one) == 1 and sizes.get(p.other) == 1]
    return Clusters(_coarser(union, singles), views[1], views[0], reasons, slots, contradictions)


def _apply_judged(
    union: _Union, judged: Sequence[Pair], sizes: Mapping[str, int | None]
) -> tuple[tuple[str, ...], dict[str, tuple[str, ...]], dict[str, str]]:
    contradictions: list[str] = []
    slots: dict[str, list[str]] = defaultdict(list)
    reasons: dict[str, str] = {}
    for pair in sorted(judged, key=lambda p: p.decision != "different"):
        if pair.one not in sizes or pair.other not in sizes:
            continue
        group = _group_of(pair, sizes)
        if pair.decision == "different":
            union.keep_apart(pair.one, pair.other)
        elif pair.decision == "same" and group:
            slots[group].append(pair.other if group == pair.one else pair.one)
        elif pair.decision == "same":
            if union.join(pair.one, pair.other):
                reasons[pair.other] = f"judged the same: {pair.reason}" if pair.reason else "judged the same"
            else:
                contradictions.append(
                    f"{pair.one} and {pair.other} are judged the same, but other judgements hold them to be different"
                )
    return tuple(contradictions), {key: tuple(sorted(value)) for key, value in slots.items()}, reasons


def _group_of(pair: Pair, sizes: Mapping[str, int | None]) -> str:
    """The one of the two that is a group of several unnamed victims, if exactly one is."""
    groups = [key for key in (pair.one, pair.other) if sizes[key] != 1]
    return groups[0] if len(groups) == 1 else ""


def _coarser(union: _Union, pairs: Iterable[Pair]) -> dict[str, str]:
    coarse = union.copy()
    for pair in pairs:
        if pair.decision == "unsure":
            coarse.join(pair.one, pair.other)
    return coarse.labels()
