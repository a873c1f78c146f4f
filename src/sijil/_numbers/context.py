"""The words around a number: ranges, bounds, and what makes it no count."""

import re
from dataclasses import dataclass

from sijil._numbers import rules
from sijil._numbers.atoms import Atom
from sijil._spans import Covered
from sijil.text import Folded

_REACH = 80


@dataclass(frozen=True, slots=True)
class Bounds:
    """A number or range with its words, `[start:end]` in the folded text; None is not stated."""

    start: int
    end: int
    low: int | None
    best: int | None
    high: int | None
    vague: bool
    rule: str


def bounds(text: str, folded: Folded, found: list[Atom], taken: Covered) -> list[Bounds]:
    """Every count among the numbers found, in order; `taken` are the spans of dates and telephone numbers.

    A range goes as a whole: "3 or 4 days" leaves no 3 behind.
    """
    counts = []
    index = floor = 0
    while index < len(found):
        pair = found[index : index + 2]
        span = _range(folded.text, pair, floor) if len(pair) == 2 else None
        used = 2 if span else 1
        numbers = pair[:used]
        dated = any(taken.touches(*folded.span(number.start, number.end)) for number in numbers)
        if not dated and not _is_no_count(text, folded, numbers):
            ceiling = pair[1].start if len(pair) == 2 else len(folded.text)
            counts.append(span or _qualified(folded.text, pair[0], floor, ceiling))
            floor = counts[-1].end
        else:
            floor = numbers[-1].end
        index += used
    return counts


def _range(folded: str, pair: list[Atom], floor: int) -> Bounds | None:
    first, second = pair
    if first.vague or second.vague or first.value >= second.value:
        return None
    before = folded[max(floor, first.start - _REACH) : first.start]
    middle = folded[first.end : second.start]
    for rule in rules.ranges():
        opening = rule.before.search(before) if rule.before else None
        if not rule.middle.fullmatch(middle) or (rule.before and opening is None):
            continue
        if rule.not_before and rule.not_before.search(before):
            return None
        start = first.start - (len(before) - opening.start("words")) if opening else first.start
        return Bounds(start, second.end, first.value, None, second.value, False, f"range.{rule.id}")
    return None


def _qualified(folded: str, atom: Atom, floor: int, ceiling: int) -> Bounds:
    """A number with the bounds of the words around it, which lie between its neighbours."""
    before = folded[max(floor, atom.start - _REACH) : atom.start]
    after = folded[atom.end : min(ceiling, atom.end + _REACH)]
    plus = re.match(r"\+(?!\d)", after)
    if plus:
        return _with_effect(atom, "low", atom.start, atom.end + 1, "at_least")
    hits = [(hit.start("words"), rule) for rule in rules.qualifiers() if (hit := rule.before.search(before))]
    if hits:
        offset, rule = min(hits, key=lambda hit: hit[0])
        start = atom.start - (len(before) - offset)
        return _with_effect(atom, rule.effect, start, atom.end, rule.id)
    for rule in rules.qualifiers():
        closing = rule.after.match(after) if rule.after else None
        if closing:
            return _with_effect(atom, rule.effect, atom.start, atom.end + closing.end(), rule.id)
    return _with_effect(atom, "exact", atom.start, atom.end, "")


def _with_effect(atom: Atom, effect: str, start: int, end: int, rule: str) -> Bounds:
    """Apply method rule 5; a vague word keeps its own convention whatever stands before it."""
    number = atom.value
    low_best_high: dict[str, tuple[int | None, int | None, int | None]] = {
        "exact": (number, number, number),
        "low": (number, number, None),
        "above": (number + 1, number + 1, None),
        "high": (None, None, number),
        "below": (None, None, max(number - 1, 0)),
        "best": (None, number, None),
    }
    low, best, high = (number, number, None) if atom.vague else low_best_high[effect]
    named = f"{rule}: {atom.rule}" if rule else atom.rule
    return Bounds(start, end, low, best, high, atom.vague, named)


def _is_no_count(text: str, folded: Folded, numbers: list[Atom]) -> bool:
    first, last = numbers[0], numbers[-1]
    before = folded.text[max(0, first.start - _REACH) : first.start]
    after = folded.text[last.end : last.end + _REACH]
    start, end = folded.span(first.start, last.end)
    original_before, original_after = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    if first.vague:
        after = after.removeprefix(" of")
    if _looks_like_a_year(folded.text, first, before, after):
        return True
    return any(
        (rule.before is None or rule.before.search(before) is not None)
        and (rule.after is None or rule.after.match(after) is not None)
        and (rule.original_before is None or rule.original_before.search(original_before) is not None)
        and (rule.original_after is None or rule.original_after.search(original_after) is not None)
        and (rule.below == 0 or last.value < rule.below)
        and (rule.figures == 0 or len(str(last.value)) == last.end - last.start == rule.figures)
        for rule in rules.not_counts()
    )


def _looks_like_a_year(folded: str, atom: Atom, before: str, after: str) -> bool:
    if not re.fullmatch(r"(?:19|20)\d\d", folded[atom.start : atom.end]):
        return False
    qualified = any(rule.before.search(before) for rule in rules.qualifiers())
    return not qualified and not rules.counted_nouns().match(after)
