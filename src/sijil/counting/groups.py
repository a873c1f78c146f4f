"""Groups of unnamed victims, and how many of them named people or other sources already account for.

To `best` a group adds only what is left of it when

- the named people of its place and time have filled its slots (method rule 13: a late name consumes one);
- other sources on the same place and time are compared with it and not added: the source that tells of the
  most people there leads, the groups of the others are taken for the same people;
- a group of which only the governorate is known holds the people and groups of that governorate.

To `low` a group adds nothing unless independent sources speak of that very group (judged the same) and of
more people than are named; to `high` it adds in full. Without a place in common nothing fills anything.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sijil.counting.attributes import age_group_of, day_of, sex_of
from sijil.counting.mentions import UNKNOWN, CountedMention, Subject


@dataclass(frozen=True, slots=True)
class Excess:
    """What a group of unnamed victims adds to a total; `high` None = no upper bound."""

    subject: Subject
    low: int
    best: int
    high: int | None


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is compared of a person or a group, worked out once."""

    subject: Subject
    places: frozenset[str]
    areas: frozenset[str]
    start: date | None
    end: date | None
    sex: str
    age_group: str
    claims: frozenset[str]

    @classmethod
    def of(cls, subject: Subject) -> "_Facts":
        mentions = subject.mentions
        return cls(
            subject,
            frozenset(m.place for m in mentions if m.place),
            frozenset(m.admin1 for m in mentions if m.admin1),
            *day_of(mentions),
            sex_of(mentions),
            age_group_of(mentions),
            frozenset(m.claim for m in mentions if m.claim),
        )

    def when(self, other: "_Facts") -> bool:
        if self.start is None or self.end is None or other.start is None or other.end is None:
            return True
        return self.start <= other.end and other.start <= self.end


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
    """For each group, in order of key, what is left of it for each bound."""
    known = [_Facts.of(person) for person in sorted(people, key=lambda p: p.key)]
    told = [_Facts.of(group) for group in sorted(groups, key=lambda g: g.key)]
    crowd = _Crowd(known)
    left: dict[str, Excess] = {}
    local = [group for group in told if group.places]
    wide = [group for group in told if not group.places and group.areas]
    for component in _components(local):
        left |= _settle(component, crowd, [])
    for component in _components(wide):
        inside = [(group, left[group.subject.key].best) for group in local]
        left |= _settle(component, crowd, inside)
    for group in told:
        if group.subject.key not in left:
            left |= _settle([group], crowd, [])
    return [left[group.subject.key] for group in told]


class _Crowd:
    """The named people, by where they are, and by the mentions they are made of."""

    def __init__(self, people: Sequence[_Facts]) -> None:
        self.by_place: dict[str, list[_Facts]] = defaultdict(list)
        self.by_area: dict[str, list[_Facts]] = defaultdict(list)
        self.by_mention = {m.key: person for person in people for m in person.subject.mentions}
        for person in people:
            for place in person.places:
                self.by_place[place].append(person)
            for area in person.areas:
                self.by_area[area].append(person)

    def may_fill(self, group: _Facts) -> list[_Facts]:
        """Named people of the group's place and time, whom its own claims do not name beside it."""
        near: Iterable[_Facts] = (
            [p for place in sorted(group.places) for p in self.by_place[place]]
            if group.places
            else [p for area in sorted(group.areas) for p in self.by_area[area]]
        )
        return [
            person
            for person in near
            if person.when(group)
            and not (person.claims & group.claims)
            and _agree(person.sex, group.sex)
            and _agree(person.age_group, group.age_group)
        ]

    def judged_into(self, group: _Facts) -> set[str]:
        """The people a reviewer placed in the group."""
        keys = [key for m in group.subject.mentions for key in m.filled_by]
        return {self.by_mention[key].subject.key for key in keys if key in self.by_mention}


def _components(groups: Sequence[_Facts]) -> list[list[_Facts]]:
    """Groups that share a place (or, where none is known, a governorate) and a time, directly or through others."""
    by_where: dict[str, list[_Facts]] = defaultdict(list)
    for group in groups:
        for where in sorted(group.places or group.areas):
            by_where[where].append(group)
    components: list[list[_Facts]] = []
    seen: set[str] = set()
    for group in groups:
        if group.subject.key in seen:
            continue
        seen.add(group.subject.key)
        component, waiting = [], [group]
        while waiting:
            one = waiting.pop()
            component.append(one)
            for where in sorted(one.places or one.areas):
                for other in by_where[where]:
                    if other.subject.key not in seen and one.when(other):
                        seen.add(other.subject.key)
                        waiting.append(other)
        components.append(sorted(component, key=lambda g: g.subject.key))
    return components


def _settle(
    component: Sequence[_Facts], crowd: _Crowd, inside: Sequence[tuple[_Facts, int]]
) -> dict[str, Excess]:
    """The groups of the source that tells of the most people keep what nobody fills; others add to `high` alone."""
    told: dict[str, list[_Facts]] = defaultdict(list)
    for group in component:
        told[_source(group)].append(group)
    lead = min(told, key=lambda source: (-sum(size_of(g.subject.mentions)[1] for g in told[source]), source))
    used: dict[str, set[str]] = defaultdict(set)
    left = {}
    for group in component:
        # Each source tells of all who are there: one named person fills a slot in what each of them says.
        excess = _left_of(group, crowd, used[_source(group)])
        among = sum(best for other, best in inside if other.areas & group.areas and other.when(group))
        best = max(0, excess.best - among) if _source(group) == lead else 0
        left[group.subject.key] = replace(excess, best=best, low=min(excess.low, best))
    return left


def _source(group: _Facts) -> str:
    return min(m.independence_group for m in group.subject.mentions)


def _left_of(group: _Facts, crowd: _Crowd, used: set[str]) -> Excess:
    low, best, high = size_of(group.subject.mentions)
    judged = crowd.judged_into(group)
    used |= judged
    room = max(0, best - len(judged))
    fillers = [p.subject.key for p in crowd.may_fill(group) if p.subject.key not in used][:room]
    used |= set(fillers)
    filled = len(judged) + len(fillers)
    sure = group.subject.corroborated and not any(m.convention for m in group.subject.mentions)
    return Excess(
        group.subject,
        low=max(0, low - filled) if sure else 0,
        best=max(0, best - filled),
        high=None if high is None else max(0, high - len(judged)),
    )


def _agree(one: str, other: str) -> bool:
    return UNKNOWN in (one, other) or one == other
