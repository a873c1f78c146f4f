"""Groups of unnamed victims, and how many of them named people may already be.

A late name consumes a slot (method rule 13), so a group adds to `best` only what the named people of that
place and time do not account for; to `low` it adds nothing unless independent groups of sources
speak of it and of more people than are named; to `high` it adds in full.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sijil.counting.attributes import age_group_of, day_of, sex_of
from sijil.counting.mentions import UNKNOWN, CountedMention, Subject


@dataclass(frozen=True, slots=True)
class Excess:
    """What a group of unnamed victims adds to a total; `high` None = no upper bound."""

    subject: Subject
    low: int
    best: int
    high: int | None


def size_of(mentions: Sequence[CountedMention]) -> tuple[int, int, int | None]:
    """The size of one group as several sources state it: the smallest low and best, the largest high."""
    lows = [m.low for m in mentions if m.low is not None]
    bests = [b for m in mentions if (b := m.best if m.best is not None else m.low) is not None]
    best = min(bests) if bests else 0
    low = min(min(lows, default=0), best)
    highs = [m.high for m in mentions]
    high = None if any(h is None for h in highs) else max([h for h in highs if h is not None], default=best)
    return low, best, high if high is None else max(high, best)


def excesses(groups: Sequence[Subject], people: Sequence[Subject]) -> list[Excess]:
    """For each group, in order of key, what is left of it after the named people who may fill its slots."""
    used: set[str] = set()
    whose = {mention.key: person for person in people for mention in person.mentions}
    out = []
    for group in sorted(groups, key=lambda g: g.key):
        low, best, high = size_of(group.mentions)
        judged = {whose[key].key for m in group.mentions for key in m.filled_by if key in whose}
        used |= judged
        room = max(0, best - len(judged))
        fillers = _fillers(group, people, used, room)
        used |= fillers
        filled = len(judged) + len(fillers)
        left = max(0, low - filled) if group.corroborated and not _by_convention(group) else 0
        out.append(
            Excess(group, left, max(0, best - filled), None if high is None else max(0, high - len(judged)))
        )
    return out


def _by_convention(group: Subject) -> bool:
    return any(m.convention for m in group.mentions)


def _fillers(group: Subject, people: Sequence[Subject], used: set[str], room: int) -> set[str]:
    own_claims = {m.claim for m in group.mentions if m.claim}
    fillers: set[str] = set()
    for person in people:
        if len(fillers) >= room:
            break
        if person.key in used or any(m.claim in own_claims for m in person.mentions if m.claim):
            continue
        if _may_belong(person.mentions, group.mentions):
            fillers.add(person.key)
    return fillers


def _may_belong(person: Sequence[CountedMention], group: Sequence[CountedMention]) -> bool:
    return (
        _places_meet(person, group)
        and _days_meet(person, group)
        and _agree(sex_of(person), sex_of(group))
        and _agree(age_group_of(person), age_group_of(group))
    )


def _agree(one: str, other: str) -> bool:
    return UNKNOWN in (one, other) or one == other


def _places_meet(person: Sequence[CountedMention], group: Sequence[CountedMention]) -> bool:
    places = {m.place for m in group if m.place}
    areas = {m.admin1 for m in group if m.admin1}
    named_places = {m.place for m in person if m.place}
    named_areas = {m.admin1 for m in person if m.admin1}
    if places and named_places:
        return bool(places & named_places)
    return bool(areas & named_areas)


def _days_meet(person: Sequence[CountedMention], group: Sequence[CountedMention]) -> bool:
    start, end = day_of(person)
    other_start, other_end = day_of(group)
    if start is None or end is None or other_start is None or other_end is None:
        return True
    return start <= other_end and other_start <= end
