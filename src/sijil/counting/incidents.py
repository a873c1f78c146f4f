"""Incidents: what is told of one place and time, what each source says of it side by side, and where they contradict.

In: claims and rows of lists that know their place, their days and whom they are about, and the pairs that reviewers
judged to be of one incident or of two. Out: incidents, the same whatever the order. Only a place and a day join
anything by themselves; longer spans join the one incident of their place that falls within, or stay alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

HARMS = ("killing", "injury", "missing", "abduction", "detention", "torture_ill_treatment", "sexual_violence")
"""Event types of which numbers of people are compared from source to source."""


@dataclass(frozen=True, slots=True)
class Told:
    """One claim or row. `low`, `best`, `high` say how many; None as everywhere; `people` are clusters of named people.

    `by` is the group that is alleged to have done it, where somebody linked one. What is not `counted` is only
    proposed: it lies in its incident and says nothing there.
    """

    key: str
    source: str
    event_type: str
    place: str = ""
    earliest: date | None = None
    latest: date | None = None
    denies: bool = False
    low: int | None = None
    best: int | None = None
    high: int | None = None
    people: tuple[str, ...] = ()
    by: str = ""
    counted: bool = True

    @property
    def day(self) -> date | None:
        """The one day it is told of, where it is one."""
        return self.earliest if self.earliest == self.latest else None


@dataclass(frozen=True, slots=True)
class Says:
    """What one source says of one kind of harm in one incident: its bounds, its denials, the keys that say so."""

    source: str
    event_type: str
    low: int | None
    best: int | None
    high: int | None
    denies: bool
    keys: tuple[str, ...]
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two sources that cannot both be right: `kind` is number, denied, fate or perpetrator."""

    kind: str
    event_type: str
    one: Says
    other: Says
    person: str = ""


@dataclass(frozen=True, slots=True)
class Incident:
    """A moment in space and time. `key` comes from its place and day, or from the first of what is told of it."""

    key: str
    place: str
    earliest: date | None
    latest: date | None
    told: tuple[Told, ...]

    def says(self) -> list[Says]:
        """What each source says, by kind of harm and source."""
        grouped: dict[tuple[str, str], list[Told]] = defaultdict(list)
        for one in self.told:
            if not one.counted:
                continue
            grouped[one.event_type, one.source].append(one)
        return [_says(source, kind, rows) for (kind, source), rows in sorted(grouped.items())]

    def contradictions(self, says: list[Says] | None = None) -> list[Contradiction]:
        """Every pair of sources that contradict each other here, named by what they contradict in.

        Whoever has what each source says already may hand it over.
        """
        says = self.says() if says is None else says
        found = [c for n, one in enumerate(says) for other in says[n + 1 :] for c in _contradict(one, other)]
        return [*found, *self._fates(says)]

    def _fates(self, held: list[Says]) -> list[Contradiction]:
        """People whom one source calls dead and another missing. Both stand; nobody is moved from one to the other."""
        says = {(s.event_type, s.source): s for s in held}
        if len({kind for kind, _ in says}) < 2:
            return []
        by_person: dict[str, dict[str, Told]] = defaultdict(dict)
        for one in (one for one in self.told if one.counted):
            for person in one.people:
                by_person[person].setdefault(one.event_type, one)
        return [
            Contradiction("fate", "killing", says["killing", told["killing"].source],
                          says[other, told[other].source], person)
            for person, told in sorted(by_person.items())
            for other in ("missing", "abduction", "detention")
            if "killing" in told and other in told and told["killing"].source != told[other].source
        ]  # fmt: skip


def group(
    told: Iterable[Told], joined: Iterable[tuple[str, str]] = (), parted: Iterable[tuple[str, str]] = ()
) -> list[Incident]:
    """Incidents, by day and place. `joined` pairs are of one incident, `parted` ones of two, as reviewers judged.

    A parted pair moves its second key, with whatever was joined to it, to an incident of its own.
    """
    rows = {one.key: one for one in sorted(told, key=lambda t: t.key)}
    home = _by_place_and_day(rows)
    ties = _ties(rows, joined)
    for one, other in sorted(tuple(sorted(pair)) for pair in parted):
        if one in rows and other in rows and home[one] == home[other] and ties[one] != ties[other]:
            home |= {key: f"parted:{ties[other]}" for key in rows if ties[key] == ties[other]}
    return _gathered(rows, home, ties)


def _by_place_and_day(rows: Mapping[str, Told]) -> dict[str, str]:
    days: dict[str, set[date]] = defaultdict(set)
    for one in rows.values():
        if one.place and one.day:
            days[one.place].add(one.day)
    return {one.key: _home(one, days) for one in rows.values()}


def _home(one: Told, days: Mapping[str, set[date]]) -> str:
    if one.place and one.day:
        return f"{one.place}|{one.day}"
    if one.place and one.earliest and one.latest:
        within = [day for day in sorted(days.get(one.place, ())) if one.earliest <= day <= one.latest]
        if len(within) == 1:
            return f"{one.place}|{within[0]}"
    return f"alone:{one.key}"


def _ties(rows: Mapping[str, Told], joined: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For each key the smallest key that judgements join it to."""
    head = {key: key for key in rows}

    def first(key: str) -> str:
        while head[key] != key:
            key = head[key]
        return key

    for one, other in joined:
        if one in head and other in head:
            small, large = sorted((first(one), first(other)))
            head[large] = small
    return {key: first(key) for key in rows}


def _gathered(rows: Mapping[str, Told], home: Mapping[str, str], ties: Mapping[str, str]) -> list[Incident]:
    """One incident for each home, homes that share a tie being one."""
    head: dict[str, str] = {place: place for place in home.values()}

    def first(place: str) -> str:
        while head[place] != place:
            place = head[place]
        return place

    for key, tie in ties.items():
        small, large = sorted((first(home[key]), first(home[tie])), key=lambda h: (h.startswith("alone:"), h))
        head[large] = small
    members: dict[str, list[Told]] = defaultdict(list)
    for key in rows:
        members[first(home[key])].append(rows[key])
    found = [_incident(place, tuple(held)) for place, held in members.items()]
    return sorted(found, key=lambda i: (str(i.earliest or "9999"), not i.place, i.place, i.key))


def _incident(home: str, told: tuple[Told, ...]) -> Incident:
    places = sorted({one.place for one in told if one.place})
    days = [one for one in told if one.day] or [one for one in told if one.earliest or one.latest]
    starts = [one.earliest for one in days if one.earliest]
    ends = [one.latest for one in days if one.latest]
    named = home.split("|", 1)[0] if "|" in home and not home.startswith("alone:") else ""
    return Incident(
        home, named or (places[0] if places else ""), min(starts, default=None), max(ends, default=None), told
    )


def _says(source: str, event_type: str, rows: Sequence[Told]) -> Says:
    """A source's own number: the largest it gives, or the people it names where these are more.

    What it says twice is not added up; `high` is open as soon as one statement leaves it open.
    """
    asserted = [one for one in rows if not one.denies]
    named = len({person for one in asserted for person in one.people})
    lows = [one.low for one in asserted if one.low is not None]
    bests = [b for one in asserted if (b := one.best if one.best is not None else one.low) is not None]
    highs = [one.high for one in asserted]
    high = (
        None
        if not highs or any(h is None for h in highs)
        else max(*(h for h in highs if h is not None), named)
    )
    low = max(lows) if lows else None
    best = max(*bests, named) if bests else named or None
    return Says(
        source,
        event_type,
        None if low is None else max(low, named),
        best,
        high,
        denies=bool(rows) and not asserted,
        keys=tuple(one.key for one in rows),
        by=tuple(sorted({one.by for one in asserted if one.by})),
    )


def _contradict(one: Says, other: Says) -> list[Contradiction]:
    if one.source == other.source or one.event_type != other.event_type:
        return []
    found = []
    if one.denies != other.denies:
        found.append(Contradiction("denied", one.event_type, one, other))
    elif one.event_type in HARMS and _apart(one, other):
        found.append(Contradiction("number", one.event_type, one, other))
    if one.by and other.by and not set(one.by) & set(other.by):
        found.append(Contradiction("perpetrator", one.event_type, one, other))
    return found


def _apart(one: Says, other: Says) -> bool:
    """Whether what one source allows at most is less than what the other gives at least."""
    return any(
        a.high is not None and b.low is not None and a.high < b.low for a, b in ((one, other), (other, one))
    )
