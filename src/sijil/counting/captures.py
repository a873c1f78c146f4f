"""Who is on which list: the people a capture history can be made of, and the strata they fall into.

A list is an independence group of sources with rows (method, rule 8): copies of one list are one list. Only named
single people can be found on two lists; unnamed ones stay documented and are in no history.
"""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sijil.counting import attributes
from sijil.counting.figures import counted_in
from sijil.counting.mentions import CONFLICTING, UNKNOWN, CountedMention, Mandate
from sijil.counting.scope import Span

STRATA = ("governorate", "month", "sex")
NOT_KNOWN = (UNKNOWN, CONFLICTING)
Person = tuple[CountedMention, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a list says it looked at: governorates (none named = all) and days (open ends = all)."""

    areas: frozenset[str] = frozenset()
    days: Span = field(default_factory=Span)

    def holds(self, by: str, stratum: str) -> bool:
        """Whether people of a stratum could be on the list at all."""
        if by == "governorate":
            return not self.areas or stratum in self.areas
        return by != "month" or self.days.meets(month(stratum))

    def apart_from(self, other: "Coverage") -> bool:
        """Whether nobody could be on both lists."""
        areas = bool(self.areas and other.areas and not self.areas & other.areas)
        return areas or not self.days.meets(other.days)


def listed(mentions: Iterable[CountedMention], mandate: Mandate, event_type: str) -> list[CountedMention]:
    """The named single people of lists that the total of an event type counts, mention by mention."""
    return [
        m for m in counted_in(mentions, mandate, event_type) if m.named and not m.claim and not m.is_group
    ]


def people(
    mentions: Iterable[CountedMention], person_of: Callable[[CountedMention], str]
) -> dict[str, Person]:
    """For each person, under one view of who is one, the rows that name that person; by key."""
    found: dict[str, list[CountedMention]] = defaultdict(list)
    for mention in mentions:
        found[person_of(mention)].append(mention)
    return {key: tuple(sorted(found[key], key=lambda m: m.key)) for key in sorted(found)}


def by_stratum(persons: Mapping[str, Person], by: str) -> dict[str, dict[str, Person]]:
    """People by stratum; `unknown` and `sources differ` are strata of their own. Without `by` all are in one."""
    found: dict[str, dict[str, Person]] = defaultdict(dict)
    for key, rows in persons.items():
        found[_cell(rows, by)][key] = rows
    return {name: found[name] for name in sorted(found)}


def histories_of(persons: Mapping[str, Person], lists: Sequence[str]) -> dict[tuple[int, ...], list[Person]]:
    """The people of each history over some lists (independence groups), 1 for on it; who is on none is left out."""
    found: dict[tuple[int, ...], list[Person]] = defaultdict(list)
    for rows in persons.values():
        named_by = {row.independence_group for row in rows}
        found[tuple(int(name in named_by) for name in lists)].append(rows)
    found.pop((0,) * len(lists), None)
    return {history: found[history] for history in sorted(found, reverse=True)}


def month(stratum: str) -> Span:
    """The days of a month written as 2025-03; what is no month is any day."""
    if stratum in NOT_KNOWN:
        return Span()
    year, number = map(int, stratum.split("-"))
    return Span(date(year, number, 1), date(year, number, monthrange(year, number)[1]))


def _cell(rows: Sequence[CountedMention], by: str) -> str:
    if by == "governorate":
        return attributes.admin1_of(rows)
    if by == "sex":
        return attributes.sex_of(rows)
    return attributes.period_of(rows, False) if by == "month" else ""
