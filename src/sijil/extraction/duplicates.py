"""Claims of one document that may tell the same event twice: proposed for a person to decide, never joined.

A claim points back to the earliest that it may repeat, with the rule that says why.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sijil.extraction.claim import Claim, Duplicate, Victim

_PAIRS = {"abduction": "taken", "detention": "taken"}
"""Types that two tellings of one event may differ in."""


def with_duplicates(claims: Iterable[Claim]) -> Iterator[Claim]:
    """The claims in their order, each with the earlier one it may repeat."""
    earlier: dict[str, list[_Told]] = {}
    for claim in claims:
        told = _Told(claim)
        seen = earlier.setdefault(_PAIRS.get(claim.event_type, claim.event_type), [])
        found = next(((one, rule) for one in seen if (rule := _alike(one, told))), None)
        seen.append(told)
        if found is None:
            yield claim
        else:
            one, rule = found
            yield replace(claim, possible_duplicates=(Duplicate(one.claim.quote, rule),))


@dataclass(slots=True)
class _Told:
    """What two tellings are compared by."""

    claim: Claim

    @property
    def names(self) -> frozenset[str]:
        return frozenset(one.name.words.casefold() for one in self.claim.victims if one.name is not None)

    @property
    def kin(self) -> frozenset[tuple[str, str]]:
        return frozenset(
            (one.kin.words.casefold(), one.kin_of.words.casefold())
            for one in self.claim.victims
            if one.kin is not None and one.kin_of is not None and one.name is None
        )

    @property
    def numbers(self) -> frozenset[tuple[int | None, int | None, int | None]]:
        return frozenset(
            (one.count_low, one.count_best, one.count_high) for one in self.claim.victims if _stated(one)
        )

    @property
    def places(self) -> frozenset[str]:
        return frozenset(one.as_said.words.casefold() for one in self.claim.places)


def _stated(victim: Victim) -> bool:
    least = victim.count_low or victim.count_best or 0
    return victim.basis == "stated" and least > 1


def _alike(one: _Told, other: _Told) -> str:
    """The rule by which the later may repeat the earlier, or nothing."""
    first, second = one.claim, other.claim
    if first.polarity != second.polarity or first.quote == second.quote or not _days_meet(first, second):
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
    shown = first.source.type == second.source.type == "video" and not (one.numbers or other.numbers)
    return "duplicate.footage" if shown and not apart else ""


def _days_meet(one: Claim, other: Claim) -> bool:
    """May both have happened at one time? What has no date may be any."""
    bounds = (one.date.earliest, one.date.latest, other.date.earliest, other.date.latest)
    if bounds[0] and bounds[3] and bounds[0] > bounds[3]:
        return False
    return not (bounds[2] and bounds[1] and bounds[2] > bounds[1])
