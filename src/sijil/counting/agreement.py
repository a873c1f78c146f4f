"""How far two coders agree who code the same things: Cohen's kappa and Krippendorff's alpha, for nominal codes.

In: for each coder the code given to each thing. Out: how many things both coded, in how many they agree, and the two
coefficients, None where they cannot be had: one thing is not enough, nor is one single code by both.
Sources: J. Cohen, "A coefficient of agreement for nominal scales", 1960; K. Krippendorff, "Content Analysis", ch. 11.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

Codes = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two coders on one field. `differing` are the things they code differently, shown and never settled here."""

    one: str
    other: str
    field: str
    things: int
    agreed: int
    kappa: float | None
    alpha: float | None
    differing: tuple[tuple[str, str, str], ...]


def agreement(one: str, other: str, field: str, ours: Codes, theirs: Codes) -> Agreement:
    """Compare two coders on what both coded."""
    both = sorted(ours.keys() & theirs.keys())
    pairs = [(ours[key], theirs[key]) for key in both]
    differing = tuple((key, a, b) for key, (a, b) in zip(both, pairs, strict=True) if a != b)
    same = len(pairs) - len(differing)
    return Agreement(one, other, field, len(pairs), same, kappa(pairs), alpha(pairs), differing)


def kappa(pairs: list[tuple[str, str]]) -> float | None:
    """Cohen's kappa: agreement beyond what the coders' own habits give by chance. None for fewer than two things."""
    if len(pairs) < 2:
        return None
    n = len(pairs)
    observed = sum(a == b for a, b in pairs) / n
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(first[code] * second[code] for code in first) / n**2
    return None if chance == 1 else (observed - chance) / (1 - chance)


def alpha(pairs: list[tuple[str, str]]) -> float | None:
    """Krippendorff's alpha for nominal codes, by the library of that name. None where all codes are one."""
    import krippendorff

    codes = sorted({code for pair in pairs for code in pair})
    if len(pairs) < 2 or len(codes) < 2:
        return None
    number = {code: float(n) for n, code in enumerate(codes)}
    data = [[number[a] for a, _ in pairs], [number[b] for _, b in pairs]]
    return float(krippendorff.alpha(reliability_data=data, level_of_measurement="nominal"))
