"""Claims whose vague words are coded as a case says: "dozens" as 12, or as another number of its own."""

from collections.abc import Mapping
from dataclasses import replace

from sijil.extraction.claim import Claim, Victim


def under(numbers: Mapping[str, int], claim: Claim) -> Claim:
    """The claim with the numbers that the conventions named in `numbers` have there; stated numbers stay."""
    if not any(one.count_convention in numbers for one in claim.victims):
        return claim
    return replace(claim, victims=tuple(_coded(one, numbers) for one in claim.victims))


def _coded(victim: Victim, numbers: Mapping[str, int]) -> Victim:
    number = numbers.get(victim.count_convention or "")
    return victim if number is None else replace(victim, count_low=number, count_best=number)
