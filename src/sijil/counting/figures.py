"""From mentions to figures, by the counting rules of the method (section 2.2).

RULES_VERSION names the rules as they stand here; a change of any of them changes it:
  1  a figure has the mentions it was made from; each mention is a quote of a file
  2  violations are counted by type, people as distinct clusters; both say their unit
  4  low: people whom two independent groups of sources name, unsure pairs being one person;
     best: people as judged; high: unsure pairs being two people
  6  aggregates do not enter
  8  copies in one independence group corroborate nothing
  11 status is unknown unless a source's words give one
  12 a child or an adult only when the age says so for certain
  13 named people consume the slots of unnamed groups
  14 missing is not dead; a wounded or missing person whom another source knows to be dead is one act
     with a changed outcome, counted among the dead alone
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sijil.counting import attributes
from sijil.counting.groups import Excess, excesses
from sijil.counting.mentions import UNKNOWN, CountedEvent, CountedMention, Mandate, Subject

RULES_VERSION = "counting-2"
BY_DAY_UP_TO = 62
"""Days: when all dates fall within so many, periods are days, otherwise months."""
LOW, BEST, HIGH = 0, 1, 2
DEATHS = ("killing", "indirect_death")
"""Deaths by violence, and deaths through the loss of what people need to live: never added to each other."""
CHANGED_BY_DEATH = ("injury", "missing", "unknown")
"""What a person is not counted under once any source, as judged, knows that person to be dead."""
_CellOf = Callable[[Sequence[CountedMention]], str]


@dataclass(frozen=True, slots=True)
class Figure:
    """One number with bounds; `high` None = no upper bound can be given. `inputs` are mentions by subject.

    `proposed_people` (at least so many) and `proposed_claims` await review and are no part of the bounds.
    """

    event_type: str
    dimension: str
    value: str
    unit: str
    low: int
    best: int
    high: int | None
    proposed_people: int
    proposed_claims: int
    inputs: tuple[tuple[str, ...], ...]
    proposed_inputs: tuple[str, ...]
    convention: int = 0
    single_source: int = 0


def count(
    mentions: Iterable[CountedMention], events: Iterable[CountedEvent], mandate: Mandate
) -> list[Figure]:
    """Every figure of a case, in a fixed order."""
    by_type: dict[str, list[CountedMention]] = defaultdict(list)
    for mention in _with_last_outcome(sorted(mentions, key=lambda m: m.key)):
        by_type[mention.event_type].append(mention)
    figures = [
        f for event_type in sorted(by_type) for f in _of_people(event_type, by_type[event_type], mandate)
    ]
    return figures + _of_events(sorted(events, key=lambda e: e.key), mandate)


def count_totals(mentions: Sequence[CountedMention], mandate: Mandate) -> dict[str, tuple[int, int]]:
    """Low and best of each event type in all, for many recounts."""
    return {figure.event_type: (figure.low, figure.best) for figure in totals(mentions, mandate)}


def totals(mentions: Sequence[CountedMention], mandate: Mandate) -> list[Figure]:
    """The total of each event type of people, without cells: what `count` gives as totals, in its order."""
    by_type: dict[str, list[CountedMention]] = defaultdict(list)
    for mention in _with_last_outcome(sorted(mentions, key=lambda m: m.key)):
        by_type[mention.event_type].append(mention)
    return [
        _figure(event_type, "total", "", _Tally.of(_by_mandate(by_type[event_type], mandate)[0], mandate.low))
        for event_type in sorted(by_type)
    ]


def counted_in(mentions: Iterable[CountedMention], mandate: Mandate, event_type: str) -> list[CountedMention]:
    """The mentions that the total of an event type is made from, by key."""
    rows = _with_last_outcome(sorted(mentions, key=lambda m: m.key))
    inside, _ = _by_mandate([m for m in rows if m.event_type == event_type], mandate)
    return [m for m in inside if m.counted]


def _with_last_outcome(mentions: list[CountedMention]) -> list[CountedMention]:
    dead = {m.people[BEST] for m in mentions if m.event_type in DEATHS and m.counted and not m.is_group}
    return [m for m in mentions if m.event_type not in CHANGED_BY_DEATH or m.people[BEST] not in dead]


def _of_people(event_type: str, mentions: list[CountedMention], mandate: Mandate) -> list[Figure]:
    inside, outside = _by_mandate(mentions, mandate)
    figures = _dimensions(event_type, inside, mandate)
    if outside:
        left_out = _figure(event_type, "outside the mandate", "", _Tally.of(outside, mandate.low))
        figures.append(left_out)
    return figures


def _dimensions(event_type: str, mentions: list[CountedMention], mandate: Mandate) -> list[Figure]:
    tally = _Tally.of(mentions, mandate.low)
    by_day = _spans_days(mentions) <= BY_DAY_UP_TO
    cells: list[tuple[str, _CellOf]] = [
        ("governorate", attributes.admin1_of),
        ("place", attributes.place_of),
        ("period", lambda ms: attributes.period_of(ms, by_day)),
        ("sex", attributes.sex_of),
        ("age group", attributes.age_group_of),
        ("status", attributes.status_of_victim),
        ("cause", attributes.cause_of_death),
        ("actor", attributes.actor_of),
        ("incident", attributes.incident_of),
    ]
    figures = [_figure(event_type, "total", "", tally)]
    for dimension, cell_of in cells:
        parts = tally.split(cell_of)
        figures += [_figure(event_type, dimension, value, parts[value]) for value in sorted(parts)]
    return figures


def _spans_days(mentions: Sequence[CountedMention]) -> int:
    start, end = attributes.day_of(mentions)
    return (end - start).days if start and end else 0


def _by_mandate(
    mentions: list[CountedMention], mandate: Mandate
) -> tuple[list[CountedMention], list[CountedMention]]:
    """Split by the mandate's period, whole persons at a time: one date inside keeps a person inside."""
    inside_people = {m.people[LOW] for m in mentions if not mandate.leaves_out(m.earliest, m.latest)}
    inside = [m for m in mentions if m.people[LOW] in inside_people]
    return inside, [m for m in mentions if m.people[LOW] not in inside_people]


@dataclass(frozen=True, slots=True)
class _Tally:
    """The subjects of one cell under each view, and what is only proposed."""

    low: list[Subject]
    best: list[Subject]
    high: list[Subject]
    groups: list[Excess]
    proposed: list[CountedMention]
    low_rule: str

    @classmethod
    def of(cls, mentions: Sequence[CountedMention], low_rule: str) -> "_Tally":
        counted = [m for m in mentions if m.counted]
        single = [m for m in counted if not m.is_group]
        best = _subjects(single, BEST)
        low, high = (_subjects(single, view, best) for view in (LOW, HIGH))
        groups = _subjects([m for m in counted if m.is_group], BEST)
        proposed = [m for m in mentions if not m.counted]
        return cls(low, best, high, excesses(groups, best), proposed, low_rule)

    def split(self, cell_of: _CellOf) -> "dict[str, _Tally]":
        cells: dict[str, _Tally] = defaultdict(lambda: _Tally([], [], [], [], [], self.low_rule))
        # Most subjects are the same under every view; each is asked for its cell once.
        known: dict[int, str] = {}
        for view in ("low", "best", "high"):
            for subject in getattr(self, view):
                cell = known.get(id(subject))
                if cell is None:
                    cell = known[id(subject)] = cell_of(subject.mentions)
                getattr(cells[cell], view).append(subject)
        for excess in self.groups:
            cells[cell_of(excess.subject.mentions)].groups.append(excess)
        for mention in self.proposed:
            cells[cell_of([mention])].proposed.append(mention)
        return dict(cells)


def _subjects(mentions: Sequence[CountedMention], view: int, like: Sequence[Subject] = ()) -> list[Subject]:
    """The subjects under a view, by key; one that is made of the same mentions as one of `like` is that one."""
    rows: dict[str, list[CountedMention]] = defaultdict(list)
    for mention in mentions:
        rows[mention.people[view]].append(mention)
    begins = {subject.mentions[0].key: subject for subject in like}
    return [_same_as(begins.get(rows[key][0].key), key, rows[key]) for key in sorted(rows)]


def _same_as(known: Subject | None, key: str, mentions: list[CountedMention]) -> Subject:
    if known is None or len(known.mentions) != len(mentions):
        return Subject(key, mentions)
    same = all(one is other for one, other in zip(known.mentions, mentions, strict=True))
    return known if same else Subject(key, mentions)


def _figure(event_type: str, dimension: str, value: str, tally: _Tally) -> Figure:
    low = sum(1 for s in tally.low if s.corroborated or tally.low_rule == "documented")
    best = len(tally.best) + sum(e.best for e in tally.groups)
    highs = [e.high for e in tally.groups]
    high = None if any(h is None for h in highs) else len(tally.high) + sum(h for h in highs if h is not None)
    proposed_claims = {m.claim or m.key for m in tally.proposed}
    return Figure(
        event_type,
        dimension,
        value,
        "people",
        low=min(low + sum(e.low for e in tally.groups), best),
        best=best,
        high=high if high is None else max(high, best),
        proposed_people=sum(m.low if m.low is not None else m.best or 0 for m in tally.proposed),
        proposed_claims=len(proposed_claims),
        inputs=tuple(s.keys for s in [*tally.best, *(e.subject for e in tally.groups)]),
        proposed_inputs=tuple(m.key for m in tally.proposed),
        convention=sum(e.best for e in tally.groups if any(m.convention for m in e.subject.mentions)),
        single_source=sum(1 for s in tally.best if not s.corroborated),
    )


def _of_events(events: list[CountedEvent], mandate: Mandate) -> list[Figure]:
    by_type: dict[str, list[CountedEvent]] = defaultdict(list)
    for event in events:
        by_type[event.event_type].append(event)
    figures: list[Figure] = []
    for event_type in sorted(by_type):
        inside = [e for e in by_type[event_type] if not mandate.leaves_out(e.earliest, e.latest)]
        figures.append(_event_figure(event_type, "total", "", inside, mandate))
        by_place: dict[str, list[CountedEvent]] = defaultdict(list)
        for event in inside:
            by_place[event.admin1 or UNKNOWN].append(event)
        figures += [
            _event_figure(event_type, "governorate", v, by_place[v], mandate) for v in sorted(by_place)
        ]
        outside = [e for e in by_type[event_type] if mandate.leaves_out(e.earliest, e.latest)]
        if outside:
            figures.append(_event_figure(event_type, "outside the mandate", "", outside, mandate))
    return figures


def _event_figure(
    event_type: str, dimension: str, value: str, events: list[CountedEvent], mandate: Mandate
) -> Figure:
    distinct: dict[str, list[CountedEvent]] = defaultdict(list)
    for event in events:
        if event.counted:
            distinct[event.event].append(event)
    corroborated = sum(1 for claims in distinct.values() if len({c.independence_group for c in claims}) > 1)
    proposed = [e.key for e in events if not e.counted]
    size = len(distinct)
    return Figure(
        event_type,
        dimension,
        value,
        "events",
        low=size if mandate.low == "documented" else corroborated,
        best=size,
        high=size,
        proposed_people=0,
        proposed_claims=len(proposed),
        inputs=tuple(tuple(c.key for c in distinct[key]) for key in sorted(distinct)),
        proposed_inputs=tuple(proposed),
        single_source=size - corroborated,
    )
