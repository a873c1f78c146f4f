"""What a figure rests on: by how much it falls without each source (a planted list changes `low` by nothing).

In: the mentions that are counted. Out: for each independence group the totals without it, counted anew, since groups
without names may then take other slots (method, 4.4).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sijil.counting.figures import count_totals
from sijil.counting.mentions import CountedMention, Mandate


@dataclass(frozen=True, slots=True)
class Influence:
    """A figure with and without one source. `best` may rise without it: its names then fill no group's places."""

    source: str
    event_type: str
    low: int
    best: int
    low_without: int
    best_without: int


RECOUNTED = 5_000_000
"""How many mentions are counted anew in all: 50 sources of 100,000, five of a million, never fewer than one."""


def influence(mentions: Iterable[CountedMention], mandate: Mandate, *, most: int = 50) -> list[Influence]:
    """For the sources with the most mentions, `most` of them or what RECOUNTED allows, and each event type: the
    totals without the source."""
    rows = sorted((m for m in mentions if m.counted), key=lambda m: m.key)
    whole = count_totals(rows, mandate)
    size: dict[str, int] = {}
    for mention in rows:
        size[mention.independence_group] = size.get(mention.independence_group, 0) + 1
    allowed = max(1, min(most, RECOUNTED // max(1, len(rows))))
    sources = sorted(size, key=lambda group: (-size[group], group))[:allowed]
    found = []
    for source in sources:
        without = count_totals([m for m in rows if m.independence_group != source], mandate)
        for event_type, (low, best) in sorted(whole.items()):
            low_without, best_without = without.get(event_type, (0, 0))
            if (low, best) != (low_without, best_without):
                found.append(Influence(source, event_type, low, best, low_without, best_without))
    return found
