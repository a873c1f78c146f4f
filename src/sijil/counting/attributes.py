"""What several mentions together say of one person: the cell it is counted in. Unknown stays unknown."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from sijil.counting.mentions import CONFLICTING, UNKNOWN, CountedMention

ADULT = 18
"""Years. A child is under it for certain, an adult at or over it for certain (SDG 16.1.2; method rule 12)."""


def sex_of(mentions: Sequence[CountedMention]) -> str:
    """`female`, `male`, `unknown`, or `sources differ`."""
    return _agreed(m.sex for m in mentions)


def age_group_of(mentions: Sequence[CountedMention]) -> str:
    """`child` or `adult` only when every age given lies wholly on that side; otherwise `unknown`."""
    known = [(m.age_low, m.age_high) for m in mentions if m.age_low is not None or m.age_high is not None]
    if known and all(high is not None and high < ADULT for _, high in known):
        return "child"
    if known and all(low is not None and low >= ADULT for low, _ in known):
        return "adult"
    return UNKNOWN


def admin1_of(mentions: Sequence[CountedMention]) -> str:
    """The governorate all mentions that name one agree on."""
    return _agreed(m.admin1 for m in mentions)


def place_of(mentions: Sequence[CountedMention]) -> str:
    """The place most mentions name; where as many name another, `sources differ`."""
    names = Counter(m.place for m in mentions if m.place)
    if not names:
        return UNKNOWN
    (first, most), *rest = sorted(names.items(), key=lambda item: (-item[1], item[0]))
    return CONFLICTING if rest and rest[0][1] == most else first


def day_of(mentions: Sequence[CountedMention]) -> tuple[date | None, date | None]:
    """The span of all dates given, (None, None) when there is none."""
    starts = [m.earliest for m in mentions if m.earliest and m.latest]
    ends = [m.latest for m in mentions if m.earliest and m.latest]
    return (min(starts), max(d for d in ends if d)) if starts else (None, None)


def period_of(mentions: Sequence[CountedMention], by_day: bool) -> str:
    """The day or month all mentions agree on; `unknown` without a date, `sources differ` across several."""
    start, end = day_of(mentions)
    if start is None or end is None:
        return UNKNOWN
    first, last = (str(start), str(end)) if by_day else (str(start)[:7], str(end)[:7])
    return first if first == last else CONFLICTING


def _agreed(values: Iterable[str]) -> str:
    found = {value for value in values if value}
    if not found:
        return UNKNOWN
    return found.pop() if len(found) == 1 else CONFLICTING
