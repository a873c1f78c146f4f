"""People as a page shows them: found by any spelling in either script, each with every mention and what does not agree.

A person is what linking and reviewers took for one: the mentions of its cluster in best.
"""

import itertools
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Max, Q, QuerySet

from sijil.store import models
from sijil.store.consents import withdrawn_sources
from sijil.store.matching import MentionRow, mentions
from sijil.store.protection import View, allow, interval_text
from sijil.store.withheld import closed_mentions

if TYPE_CHECKING:
    from sijil.names import NameIndex

LIKELY = 0.6
"""Below this two names are two names."""
ONE_PART = 0.4
"""A single part of a name is alike to nothing for certain: at most one half."""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person in a list: every spelling, how many mentions, what is said to have happened, when and where."""

    key: str
    names: tuple[str, ...]
    mentions: int
    events: tuple[str, ...]
    days: tuple[str, ...]
    places: tuple[str, ...]
    score: float = 1.0
    """How alike the name that was looked up is, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A fact on which the mentions of one person cannot all be right: each value with the sources that give it."""

    fact: str
    values: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class PersonPage:
    """A person: mentions in the order of their days, what does not agree, and pairs that await an answer."""

    key: str
    names: tuple[str, ...]
    mentions: tuple[MentionRow, ...]
    disagreements: tuple[Disagreement, ...]
    open_pairs: tuple[tuple[str, str], ...]


def listed(view: View, *, start: int = 0, limit: int = 50) -> tuple[list[PersonRow], int]:
    """People in the order linking made them, from `start` on; and how many there are."""
    allow(view)
    people = models.Person.objects.order_by("id")
    keys = list(people.values_list("key", flat=True)[start : start + limit])
    rows = _rows(keys)
    return [rows[key] for key in keys if key in rows], people.count()


def named(view: View, name: str, *, top: int = 20) -> list[PersonRow]:
    """The people with a name most like the one given, in either script, the most alike first."""
    allow(view)
    return _found([name], top)[0]


def named_each(view: View, names: Sequence[str], *, top: int = 3) -> list[list[PersonRow]]:
    """For each name of a list the people most alike."""
    allow(view)
    return _found(names, top)


def person(view: View, key: str) -> PersonPage | None:
    """A person by its key; nothing where there is none."""
    allow(view)
    keys = models.PersonMention.objects.filter(person__key=key).values_list("mention", flat=True)
    rows = sorted(mentions(view, keys).values(), key=lambda row: (not row.date, row.date, row.key))
    if not rows:
        return None
    near = models.PairProposal.objects.filter(Q(one__in=keys) | Q(other__in=keys), decision="unsure")
    if closed := closed_mentions():
        near = near.exclude(Q(one__in=closed) | Q(other__in=closed))
    names = _fullest_first(_once(row.name for row in rows))
    pairs = tuple(near.order_by("key").values_list("one", "other"))
    return PersonPage(key, names, tuple(rows), tuple(disagreements(rows)), pairs)


def disagreements(rows: Sequence[MentionRow]) -> Iterator[Disagreement]:
    """Facts of which two mentions give values that cannot both be right."""
    for fact, apart in _FACTS.items():
        said = [row for row in rows if getattr(row, fact)]
        if any(apart(one, other) for one, other in itertools.combinations(said, 2)):
            sources: dict[str, list[str]] = defaultdict(list)
            for row in said:
                sources[str(getattr(row, fact))].append(row.source)
            yield Disagreement(fact, tuple((value, _once(sources[value])) for value in sorted(sources)))


def _places_apart(one: MentionRow, other: MentionRow) -> bool:
    """A town and its governorate are no two places."""
    return one.place != other.place and one.place != other.admin1 and other.place != one.admin1


def _apart(one: str, other: str) -> bool:
    """Whether two ranges of whole numbers do not meet; an open end meets everything beyond."""
    (low, high), (least, most) = (_range(text, "-") for text in (one, other))
    return bool((high and least and int(high) < int(least)) or (most and low and int(most) < int(low)))


def _days_apart(one: str, other: str) -> bool:
    (low, high), (least, most) = (_range(text, "..") for text in (one, other))
    return bool((high and least and high < least) or (most and low and most < low))


def _range(text: str, between: str) -> tuple[str, str]:
    low, found, high = text.partition(between)
    return (low, high) if found else (text, text)


_FACTS: Mapping[str, Callable[[MentionRow, MentionRow], bool]] = {
    "age": lambda one, other: _apart(one.age, other.age),
    "sex": lambda one, other: one.sex != other.sex,
    "date": lambda one, other: _days_apart(one.date, other.date),
    "place": _places_apart,
}


def _rows(people: Collection[str]) -> dict[str, PersonRow]:
    said: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in _columns(_open_mentions().filter(person__key__in=people)):
        said[row["person__key"]].append(row)
    return {key: _row(key, rows) for key, rows in said.items()}


_COLUMNS = {
    "name": ("record__name", "record__name_other_script", "victim__name", "victim__description"),
    "event": ("record__event_type", "victim__claim__event_type"),
    "place": ("record__place_label", "victim__claim__place_label"),
    "earliest": ("record__date_earliest", "victim__claim__date_earliest"),
    "latest": ("record__date_latest", "victim__claim__date_latest"),
}
"""What a mention is called in the tables, whichever of the two it stands in."""


def _columns(rows: QuerySet[models.PersonMention]) -> Iterator[Mapping[str, Any]]:
    wanted = [column for columns in _COLUMNS.values() for column in columns]
    yield from rows.order_by("id").values("person__key", *wanted)


def _open_mentions() -> QuerySet[models.PersonMention]:
    """Mentions by everybody who has not taken everything back."""
    closed = closed_mentions()
    rows = models.PersonMention.objects.all()
    return rows.exclude(mention__in=closed) if closed else rows


def _row(key: str, rows: Sequence[Mapping[str, Any]]) -> PersonRow:
    def said(what: str) -> list[Any]:
        return [next((row[column] for column in _COLUMNS[what] if row[column]), None) for row in rows]

    days = [interval_text(*both) for both in zip(said("earliest"), said("latest"), strict=True)]
    return PersonRow(
        key,
        _fullest_first(_once(said("name"))),
        len(rows),
        _once(said("event")),
        _once(sorted(days)),
        _once(said("place")),
    )


def _fullest_first(names: Sequence[str]) -> tuple[str, ...]:
    """The name that tells most comes first; else they stay in their order."""
    return tuple(sorted(names, key=lambda name: -len(name.split())))


def _once(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def _found(names: Sequence[str], top: int) -> list[list[PersonRow]]:
    index, keys_of = _index()
    scores: list[dict[str, float]] = []
    for name in names:
        least = LIKELY if len(name.split()) > 1 else ONE_PART
        best: dict[str, float] = {}
        for match in index.search(name, 3 * top):
            for key in keys_of[match.id] if match.score >= least else ():
                best.setdefault(key, match.score)
        scores.append(dict(list(best.items())[:top]))
    rows = _rows({key for best in scores for key in best})
    return [[_scored(rows[key], score) for key, score in best.items() if key in rows] for best in scores]


def _scored(row: PersonRow, score: float) -> PersonRow:
    return PersonRow(row.key, row.names, row.mentions, row.events, row.days, row.places, score)


_KEPT: dict[tuple[Any, ...], tuple["NameIndex", dict[str, tuple[str, ...]]]] = {}
_BUILDING = Lock()


def _index() -> tuple["NameIndex", dict[str, tuple[str, ...]]]:
    """Every name of the case to look names up in, and the people who bear it; kept until people are linked anew."""
    from sijil.names import NameIndex

    newest = models.PersonMention.objects.aggregate(newest=Max("id"))["newest"]
    stamp = (connection.settings_dict["NAME"], newest, tuple(sorted(withdrawn_sources())))
    with _BUILDING:
        if stamp not in _KEPT:
            bearers = _bearers()
            _KEPT.clear()
            _KEPT[stamp] = NameIndex((name, name) for name in bearers), bearers
        return _KEPT[stamp]


def _bearers() -> dict[str, tuple[str, ...]]:
    columns = ("person__key", "record__name", "record__name_other_script", "victim__name")
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for key, *names in _open_mentions().order_by("id").values_list(*columns).iterator():
        for name in filter(None, names):
            found[name][key] = None
    return {name: tuple(keys) for name, keys in found.items()}
