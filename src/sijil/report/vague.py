"""What words that give no number were counted as, and in how many claims, as rows of the report's method."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sijil.numbers import conventions
from sijil.store.shown import ClaimRow

_SHOWN = 8


@dataclass(frozen=True, slots=True)
class ConventionRow:
    """A convention: some of its words, the number in force, whether the case set it, the claims that rest on it."""

    words: tuple[str, ...]
    more: bool
    number: int
    own: bool
    claims: int


def conventions_shown(
    in_force: Mapping[str, int], claims: Iterable[ClaimRow], language: str
) -> list[ConventionRow]:
    """A row for each convention, in the order of the table; words of the report's language, or of the other."""
    used = Counter(id_ for claim in claims for id_ in sorted(_used(claim)))
    rows = []
    for one in conventions():
        words = (one.arabic or one.english) if language == "ar" else (one.english or one.arabic)
        number = in_force.get(one.id, one.number)
        rows.append(
            ConventionRow(words[:_SHOWN], len(words) > _SHOWN, number, number != one.number, used[one.id])
        )
    return rows


def _used(claim: ClaimRow) -> set[str]:
    return {
        victim["count_convention"]
        for victim in claim.body.get("victims", [])
        if victim.get("count_convention")
    }
