"""Two names beside each other: how alike they are, and why, in words a reviewer understands."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from sijil.names.alike import LEAST, SKIPPED, SKIPPED_END, UNMET, align, likeness
from sijil.names.parts import Name, Part, parse_name
from sijil.names.sounds import is_arabic, sounds

_EQUAL, _NEAR = 0.93, 0.75
_LABELS = {"given": "given name", "father": "father", "grandfather": "grandfather", "family": "family name"}


@dataclass(frozen=True, slots=True)
class PartOutcome:
    """A part of each of two names beside each other; `one` or `other` is "" where only one has it.

    `outcome`: equal, equal across scripts, spelled alike, missing in one.
    """

    role: str
    one: str
    other: str
    outcome: str
    score: float


@dataclass(frozen=True, slots=True)
class NameScore:
    """How alike two names are, from 0 to 1, and the reason. Below about 0.6 they are two names."""

    score: float
    reason: str
    parts: tuple[PartOutcome, ...] = ()


@lru_cache(maxsize=1 << 15)
def compare_names(one: str, other: str) -> NameScore:
    """Compare two names as written. A name of nobody, or of one part, is alike to nothing for certain."""
    first, second = parse_name(one), parse_name(other)
    for name in (first, second):
        if name.names != 1:
            said = "names nobody" if name.names == 0 else "names several people"
            return NameScore(0.0, f"“{name.written[:60]}” {said}")
    best = max(
        (_compared(a, b) for a in _spellings(first) for b in _spellings(second)),
        key=lambda found: found.score,
    )
    if not (first.comparable and second.comparable):
        return NameScore(min(best.score, 0.5), f"{best.reason}; one part alone names many people", best.parts)
    return best


def _spellings(name: Name) -> list[tuple[Part, ...]]:
    also = parse_name(" ".join(name.also)).parts if name.also else ()
    return [name.parts, *([also] if len(also) > 1 else [])]


def _compared(one: tuple[Part, ...], other: tuple[Part, ...]) -> NameScore:
    if not one or not other:
        return NameScore(0.0, "nothing to compare")
    if len(one) > len(other):
        # The shorter name is looked for in the longer.
        found = _compared(other, one)
        turned = tuple(PartOutcome(p.role, p.other, p.one, p.outcome, p.score) for p in found.parts)
        return NameScore(found.score, found.reason, turned)
    alike = likeness([sounds(part.folded) for part in one], [sounds(part.folded) for part in other])
    width = len(other)
    ones = np.ones(max(len(one), width), np.float32)
    score = align(alike[None], ones[: len(one)], ones[None, :width], np.ones((1, width), np.bool_))
    outcomes = _outcomes(one, other, alike)
    return NameScore(round(float(np.clip(score[0], 0, 1)), 4), _reason(outcomes), outcomes)


def _outcomes(one: tuple[Part, ...], other: tuple[Part, ...], alike: np.ndarray) -> tuple[PartOutcome, ...]:
    """The best alignment, walked back."""
    rows, columns = len(one), len(other)
    table = np.zeros((rows + 1, columns + 1))
    step = np.zeros((rows + 1, columns + 1), np.int8)
    for i in range(rows + 1):
        for j in range(columns + 1):
            if i or j:
                table[i, j], step[i, j] = _best_step(table, alike, i, j, columns)
    found: list[PartOutcome] = []
    i, j = rows, columns
    while i or j:
        if step[i, j] == 0:
            found.append(_outcome(one[i - 1], other[j - 1], float(alike[i - 1, j - 1])))
            i, j = i - 1, j - 1
        elif step[i, j] == 1:
            found.append(PartOutcome(one[i - 1].role, one[i - 1].folded, "", "missing in one", 0.0))
            i -= 1
        else:
            found.append(PartOutcome(other[j - 1].role, "", other[j - 1].folded, "missing in one", 0.0))
            j -= 1
    return tuple(reversed(found))


def _best_step(table: np.ndarray, alike: np.ndarray, i: int, j: int, columns: int) -> tuple[float, int]:
    choices = []
    if i and j and alike[i - 1, j - 1] >= LEAST:
        choices.append((float(table[i - 1, j - 1] + 2 * alike[i - 1, j - 1] - 1), 0))
    if i:
        choices.append((float(table[i - 1, j] - UNMET), 1))
    if j:
        choices.append((float(table[i, j - 1] - (SKIPPED_END if j in (1, columns) else SKIPPED)), 2))
    return max(choices, key=lambda choice: (choice[0], -choice[1]))


def _outcome(one: Part, other: Part, alike: float) -> PartOutcome:
    crossed = is_arabic(one.folded) != is_arabic(other.folded)
    if one.folded == other.folded:
        outcome = "equal"
    elif alike >= _EQUAL:
        outcome = "equal across scripts" if crossed else "spelled alike"
    else:
        outcome = "spelled alike" if alike >= _NEAR else "spelled somewhat alike"
    role = one.role if one.role == other.role else other.role
    return PartOutcome(role, one.folded, other.folded, outcome, round(alike, 4))


def _reason(outcomes: tuple[PartOutcome, ...]) -> str:
    """ "given name equal, family name equal across scripts, father missing in one"."""
    said = [
        f"{_LABELS.get(part.role, 'a further part')} {part.outcome}"
        for part in sorted(outcomes, key=lambda part: part.outcome == "missing in one")
    ]
    unmet = [part for part in outcomes if part.one and not part.other]
    met = [part for part in outcomes if part.other and not part.one]
    if unmet and met:
        return f"{_differing(unmet, met)}; " + ", ".join(s for s in said if not s.endswith("missing in one"))
    return ", ".join(said)


def _differing(unmet: list[PartOutcome], met: list[PartOutcome]) -> str:
    ours, theirs = " ".join(part.one for part in unmet), " ".join(part.other for part in met)
    return f"“{ours}” stands in one where “{theirs}” stands in the other"
