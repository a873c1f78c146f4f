"""What several mentions together say of one person: the cell it is counted in. Unknown stays unknown."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from sijil.counting.mentions import CONFLICTING, UNKNOWN, CountedMention

ADULT = 18
"""Years. A child is under it for certain, an adult at or over it for certain (SDG 16.1.2; method rule 12)."""


def sex_of(mentions: Sequence[CountedMention]) -> str:
    """`female`, `male`, `unknown`, or `sources differ`."""
    return _agreed([m.sex for m in mentions])


def age_group_of(mentions: Sequence[CountedMention]) -> str:
    """`child` or `adult` only when every age given lies wholly on that side; otherwise `unknown`."""
    known = [(m.age_low, m.age_high) for m in mentions if m.age_low is not None or m.age_high is not None]
    if known and all(high is not None and high < ADULT for _, high in known):
        return "child"
    if known and all(low is not None and low >= ADULT for low, _ in known):
        return "adult"
    return UNKNOWN


def actor_of(mentions: Sequence[CountedMention]) -> str:
    """Whoever every mention that accuses somebody accuses; `sources differ` where they accuse different ones."""
    return _agreed([m.actor for m in mentions])


def status_of_victim(mentions: Sequence[CountedMention]) -> str:
    """The status every mention that gives one agrees on; never from sex, age or place (method, rule 11)."""
    return _agreed([m.status for m in mentions], UNKNOWN)


def cause_of_death(mentions: Sequence[CountedMention]) -> str:
    """The cause every mention that gives one agrees on."""
    return _agreed([m.cause for m in mentions], UNKNOWN)


def incident_of(mentions: Sequence[CountedMention]) -> str:
    """The incident most mentions are told of; `sources differ` where as many tell of another."""
    return _most([m.incident for m in mentions])


def age_at(
    born: tuple[date | None, date | None], event: tuple[date | None, date | None]
) -> tuple[int | None, int | None]:
    """The age in whole years at an event, as a range: from the latest birth and earliest day to the other ends.

    (None, None) where either is not known at one of its ends (method, rule 12).
    """
    if None in (*born, *event):
        return None, None
    low = max(0, _years(born[1], event[0]))  # type: ignore[arg-type]
    return low, max(low, _years(born[0], event[1]))  # type: ignore[arg-type]


def _years(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def admin1_of(mentions: Sequence[CountedMention]) -> str:
    """The governorate all mentions that name one agree on."""
    return _agreed([m.admin1 for m in mentions])


def place_of(mentions: Sequence[CountedMention]) -> str:
    """The place most mentions name; where as many name another, `sources differ`."""
    return _most([m.place for m in mentions])


def day_of(mentions: Sequence[CountedMention]) -> tuple[date | None, date | None]:
    """The span of all dates given, (None, None) when there is none."""
    if len(mentions) == 1:
        one = mentions[0]
        return (one.earliest, one.latest) if one.earliest and one.latest else (None, None)
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


def _most(values: Sequence[str]) -> str:
    if len(values) == 1:
        return values[0] or UNKNOWN
    found = Counter(value for value in values if value)
    if not found:
        return UNKNOWN
    (first, most), *rest = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return CONFLICTING if rest and rest[0][1] == most else first


def _agreed(values: Sequence[str], nothing: str = "") -> str:
    """The one value all that say something say; `nothing` is what says as little as an empty one."""
    if len(values) == 1:
        return values[0] or UNKNOWN
    found = {value for value in values if value and value != nothing}
    if not found:
        return UNKNOWN
    return found.pop() if len(found) == 1 else CONFLICTING
