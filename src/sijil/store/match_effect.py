"""What judging two mentions the same or different does to the figures, before it is done.

The mentions are recounted under the counting rules with the two people taken for one, and for two. In a large case
only these two people are recounted: what unnamed groups of their places would gain or lose is then left out.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from sijil.counting import CountedMention, Figure
from sijil.counting.figures import totals
from sijil.store import models
from sijil.store.case import Case
from sijil.store.figures import counted_mentions, mandate_of

People = tuple[str, str, str]

WHOLE_UP_TO = 3000
"""Mentions up to which the whole case is recounted."""


@dataclass(frozen=True, slots=True)
class Effects:
    """The totals as they are, if the two are one person, if they are two; and whether the whole case was recounted."""

    before: list[Figure]
    same: list[Figure]
    different: list[Figure]
    whole: bool


def effects(case: Case, one: str, other: str, members: Collection[str], side: frozenset[str]) -> Effects:
    """Recount for a pair: `members` are all mentions of the two people, `side` those that go with `other`."""
    whole = models.PersonMention.objects.count() <= WHOLE_UP_TO
    rows = counted_mentions([], only=None if whole else members)
    mandate = mandate_of(case)
    return Effects(
        totals(rows, mandate),
        totals(as_one(rows, one, other), mandate),
        totals(as_two(rows, one, other, side), mandate),
        whole,
    )


def as_one(rows: Sequence[CountedMention], one: str, other: str) -> list[CountedMention]:
    """The mentions with two people taken for one under every view."""
    first, second = _people(rows, one, other)

    def joined(people: People) -> People:
        return _each(people, lambda view, label: first[view] if label == second[view] else label)

    return [replace(m, people=joined(m.people)) for m in rows] if first else list(rows)


def as_two(
    rows: Sequence[CountedMention], one: str, other: str, side: frozenset[str]
) -> list[CountedMention]:
    """The mentions with one person taken for two under every view; those in `side` go with `other`."""
    first, second = _people(rows, one, other)

    def parted(people: People) -> People:
        return _each(
            people,
            lambda view, label: f"{label}/parted" if label == first[view] == second[view] else label,
        )

    return [replace(m, people=parted(m.people)) if first and m.key in side else m for m in rows]


def _people(rows: Sequence[CountedMention], one: str, other: str) -> tuple[Sequence[str], Sequence[str]]:
    """The clusters of two mentions under each view; nothing where one of them is not counted."""
    known = {m.key: m.people for m in rows if m.key in (one, other)}
    return (known[one], known[other]) if len(known) == 2 else ((), ())


def _each(people: People, change: Callable[[int, str], str]) -> People:
    low, best, high = people
    return change(0, low), change(1, best), change(2, high)
