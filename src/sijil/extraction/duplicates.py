"""Claims of one document that may tell the same event twice: proposed for a person to decide, never joined.

A claim points back to the earliest that it may repeat, with the rule that says why.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from heapq import merge
from itertools import product

from sijil.extraction.claim import Claim, Duplicate, Victim

Number = tuple[int | None, int | None, int | None]
_PAIRS = {"abduction": "taken", "detention": "taken"}
"""Types that two tellings of one event may differ in."""


def with_duplicates(claims: Iterable[Claim]) -> Iterator[Claim]:
    """The claims in their order, each with the earlier one it may repeat."""
    earlier: dict[tuple[str, str], _Earlier] = defaultdict(_Earlier)
    for claim in claims:
        told = _told(claim)
        seen = earlier[_PAIRS.get(claim.event_type, claim.event_type), claim.polarity]
        found = next(((one, rule) for one in seen.near(told) if (rule := _alike(one, told))), None)
        seen.add(told)
        if found is None:
            yield claim
        else:
            one, rule = found
            yield replace(claim, possible_duplicates=(Duplicate(one.claim.quote, rule),))


@dataclass(frozen=True, slots=True)
class _Told:
    """What two tellings are compared by."""

    claim: Claim
    names: frozenset[str]
    kin: frozenset[tuple[str, str]]
    numbers: frozenset[Number]
    places: frozenset[str]

    @property
    def shown(self) -> bool:
        """Is it what footage shows, without a number?"""
        return self.claim.source.type == "video" and not self.numbers


def _told(claim: Claim) -> _Told:
    return _Told(
        claim,
        frozenset(
            " ".join(one.name.words.casefold().split()) for one in claim.victims if one.name is not None
        ),
        frozenset(
            (one.kin.words.casefold(), one.kin_of.words.casefold())
            for one in claim.victims
            if one.kin is not None and one.kin_of is not None and one.name is None
        ),
        frozenset((one.count_low, one.count_best, one.count_high) for one in claim.victims if _stated(one)),
        frozenset(one.as_said.words.casefold() for one in claim.places),
    )


class _Earlier:
    """The tellings so far of one type and polarity, by what a later one may share with them."""

    def __init__(self) -> None:
        self._all: list[_Told] = []
        self._by: dict[Hashable, list[int]] = defaultdict(list)

    def add(self, told: _Told) -> None:
        """Take in the next telling."""
        for key in {*told.names, *told.kin, *_placed(told, {None, *(told.places or {""})})}:
            self._by[key].append(len(self._all))
        self._all.append(told)

    def near(self, told: _Told) -> Iterator[_Told]:
        """The earlier tellings that may be alike, the earliest first."""
        keys = {*told.names, *told.kin, *_placed(told, {"", *told.places} if told.places else {None})}
        before = -1
        for at in merge(*(self._by.get(key, ()) for key in keys)):
            if at != before:
                yield self._all[at]
            before = at


def _placed(told: _Told, places: Iterable[str | None]) -> Iterator[Hashable]:
    """Each number, and footage, with each place: "" where none is said, None for wherever it was."""
    marks: list[Hashable] = [*told.numbers, *(["footage"] if told.shown else [])]
    yield from product(marks, places)


def _stated(victim: Victim) -> bool:
    least = victim.count_low or victim.count_best or 0
    return victim.basis == "stated" and least > 1


def _alike(one: _Told, other: _Told) -> str:
    """The rule by which the later may repeat the earlier, or nothing."""
    first, second = one.claim, other.claim
    if first.quote == second.quote or not _days_meet(first, second):
        return ""
    if one.names & other.names:
        return "duplicate.same_name"
    if one.names and other.names:
        return ""
    if one.kin & other.kin:
        return "duplicate.same_kin"
    apart = bool(one.places and other.places) and not one.places & other.places
    if one.numbers & other.numbers and not apart:
        return "duplicate.same_number"
    return "duplicate.footage" if one.shown and other.shown and not apart else ""


def _days_meet(one: Claim, other: Claim) -> bool:
    """May both have happened at one time? What has no date may be any."""
    bounds = (one.date.earliest, one.date.latest, other.date.earliest, other.date.latest)
    if bounds[0] and bounds[3] and bounds[0] > bounds[3]:
        return False
    return not (bounds[2] and bounds[1] and bounds[2] > bounds[1])
