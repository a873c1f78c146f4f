"""From the case's rows to capture histories: which list covers whom, and one table a stratum.

A table is made for the people as judged and, so that doubt about who is one person reaches the estimate, for draws of
the linkage. What a list says it covers stands in `case.toml` (`covers_area`, `covers_period`); a list that says nothing
is taken to have looked everywhere, and the report says so.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from sijil.counting import CountedMention, Span
from sijil.counting.captures import NOT_KNOWN, Coverage, Person, by_stratum, histories_of, listed, people
from sijil.estimation import Histories, histories
from sijil.linkage import draws
from sijil.store import models
from sijil.store.case import Case
from sijil.store.figures import counted_mentions, mandate_of
from sijil.store.linked import linked_tree
from sijil.store.reported_counts import independence

LOW, BEST, HIGH = 0, 1, 2
PersonOf = Callable[[CountedMention], str]
EVENT = "killing"


@dataclass(frozen=True, slots=True)
class Stratum:
    """One table with where it comes from: people of each history, draws of it, and what stays beside it.

    `outside` counts people only named by lists that say they do not cover the stratum. `doubtful` is the share of the
    people on two lists or more that hangs on undecided pairs, None where nobody is on two.
    """

    name: str
    table: Histories
    persons: tuple[tuple[tuple[str, ...], tuple[Person, ...]], ...]
    linkages: tuple[Histories, ...]
    disjoint: tuple[tuple[str, str], ...]
    outside: int
    doubtful: float | None

    @property
    def known(self) -> bool:
        """Whether it is a stratum that people fall into, rather than those of whom it is not known."""
        return self.name not in NOT_KNOWN


@dataclass(frozen=True, slots=True)
class Captured:
    """Every stratum, the files that stand behind each list, and the lists that say nothing of what they cover."""

    strata: tuple[Stratum, ...]
    files: Mapping[str, tuple[str, ...]]
    undeclared: tuple[str, ...]


def captured(case: Case, labels: Mapping[str, str], *, drawing: bool = True) -> Captured:
    """The capture histories of the people killed; `labels` tells what a list (an independence group) is called.

    Without `drawing` no draws of the linkage are taken, which is all that counting histories needs.
    """
    wanted = case.settings.estimate
    by, number, seed = (wanted.by, wanted.linkages if drawing else 0, wanted.seed) if wanted else ("", 0, 1)
    mentions = listed(counted_mentions(), mandate_of(case), EVENT)
    coverage, files = _coverage(case)
    covers = {name: coverage[name] for name in sorted({m.independence_group for m in mentions})}
    called = _called(covers, labels)
    views = [by_stratum(people(mentions, _viewed(view)), by) for view in (LOW, BEST, HIGH)]
    drawn = [by_stratum(people(mentions, label), by) for label in _drawn(case, number, seed)]
    strata = [
        _stratum(name, by, [view.get(name, {}) for view in views], drawn, covers, called)
        for name in views[BEST]
    ]
    return Captured(
        tuple(strata),
        {called[name]: files[name] for name in covers},
        tuple(called[name] for name, said in covers.items() if said == [Coverage()]),
    )


def _coverage(case: Case) -> tuple[dict[str, list[Coverage]], dict[str, tuple[str, ...]]]:
    """For each independence group of lists what its files say they cover, and their names."""
    rows = models.Record.objects.values_list("source__independence_group", "rendition__item__name")
    copies = independence()
    said: dict[str, list[Coverage]] = defaultdict(list)
    names: dict[str, list[str]] = defaultdict(list)
    for group, name in sorted(set(rows.order_by().distinct())):
        table = case.settings.list_settings(name)
        one = coverage_said(table)
        if one not in said[copies.get(group, group)]:
            said[copies.get(group, group)].append(one)
        names[copies.get(group, group)].append(name.rsplit("/", 1)[-1])
    return dict(said), {group: tuple(sorted(found)) for group, found in names.items()}


def coverage_said(table: Mapping[str, Any]) -> Coverage:
    """What a list's table in `case.toml` says it looked at."""
    from sijil.dates import Interval

    period = table.get("covers_period")
    days = Interval.parse(str(period)) if period else None
    span = Span(days.earliest, days.latest) if days else Span()
    return Coverage(frozenset(table.get("covers_area", [])), span)


def _called(groups: Mapping[str, Any], labels: Mapping[str, str]) -> dict[str, str]:
    """What each list is called; two of one name are told apart by their group."""
    times = Counter(labels.get(name, name) for name in groups)
    return {
        name: label if times[label := labels.get(name, name)] == 1 else f"{label} ({name})" for name in groups
    }


def _viewed(view: int) -> PersonOf:
    return lambda mention: mention.people[view]


def _drawn(case: Case, number: int, seed: int) -> Iterator[PersonOf]:
    """Draws of the linkage: for each a look-up of the person a row is about."""
    if not number:
        return
    for labels in draws(linked_tree(case), number, seed):
        yield _by_label(labels)


def _by_label(labels: Mapping[str, str]) -> PersonOf:
    return lambda mention: labels.get(mention.key, mention.people[BEST])


def _stratum(
    name: str,
    by: str,
    views: Sequence[Mapping[str, Person]],
    drawn: Sequence[Mapping[str, Mapping[str, Person]]],
    coverage: Mapping[str, list[Coverage]],
    called: Mapping[str, str],
) -> Stratum:
    lists = [group for group, said in coverage.items() if any(one.holds(by, name) for one in said)]
    found = histories_of(views[BEST], lists)
    names = [called[group] for group in lists]
    return Stratum(
        name,
        _table(names, found),
        tuple((_on(history, names), tuple(persons)) for history, persons in found.items()),
        tuple(_table(names, histories_of(one.get(name, {}), lists)) for one in drawn),
        tuple((called[a], called[b]) for a, b in combinations(lists, 2) if _apart(coverage[a], coverage[b])),
        len(views[BEST]) - sum(map(len, found.values())),
        _doubtful([_table(names, histories_of(view, lists)) for view in views]),
    )


def _table(lists: Sequence[str], found: Mapping[tuple[int, ...], Sequence[Person]]) -> Histories:
    return histories(lists, [(history, len(persons)) for history, persons in found.items()])


def _on(history: Sequence[int], names: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for name, there in zip(names, history, strict=True) if there)


def _apart(one: Sequence[Coverage], other: Sequence[Coverage]) -> bool:
    return all(a.apart_from(b) for a in one for b in other)


def _doubtful(views: Sequence[Histories]) -> float | None:
    again = [table.people - table.on_exactly(1) for table in views]
    return (again[LOW] - again[HIGH]) / again[BEST] if again[BEST] else None
