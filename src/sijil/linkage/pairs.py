"""Pairs of mentions with the same name, and whether what else is known lets them be one person.

Method rule 15: the same first name and family need a discriminating field to be joined; otherwise unsure.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sijil.names import exact_key, is_unnamed, name_parts

AGES_AGREE = 3
"""Years: two ages no further apart than this agree (linkage.md, section 6.1)."""
AGES_CONFLICT = 8
DAYS_AGREE = 3
DAYS_CONFLICT = 10
NEIGHBOURS = 60
"""Within a larger group of equal names each mention is compared with this many neighbours at most."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a person is named: a row of a list or a victim of a claim."""

    key: str
    name: str
    list: str = ""
    duplicate_free: bool = False
    sex: str = ""
    age_low: int | None = None
    age_high: int | None = None
    born: date | None = None
    earliest: date | None = None
    latest: date | None = None
    place: str = ""
    admin1: str = ""
    size: int | None = 1
    official_id: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two mentions, `one` before `other` by key, and what is decided: same, unsure or different."""

    one: str
    other: str
    decision: str
    reason: str
    judged: bool = False
    probability: float | None = None


def compare_pairs(mentions: Iterable[Mention]) -> Iterator[Pair]:
    """Compare every pair of single named mentions with one exact key, in order of their keys."""
    groups: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        if mention.size == 1 and not is_unnamed(mention.name) and len(name_parts(mention.name)) > 1:
            groups[exact_key(mention.name)].append(mention)
    for key in sorted(groups):
        yield from _within(sorted(groups[key], key=_neighbourly), len(key.split()))


def _neighbourly(mention: Mention) -> tuple[str, str, date, int, str]:
    return (mention.admin1, mention.place, mention.earliest or date.max, mention.age_low or 999, mention.key)


def _within(group: Sequence[Mention], parts: int) -> Iterator[Pair]:
    for index, one in enumerate(group):
        for other in group[index + 1 : index + 1 + NEIGHBOURS]:
            decision, reason = compare(one, other, parts)
            first, second = sorted((one.key, other.key))
            yield Pair(first, second, decision, reason)


def compare(one: Mention, other: Mention, parts: int) -> tuple[str, str]:
    """Decide on two mentions whose names are equal, `parts` parts long: the decision and its reason in words."""
    same_name = "names equal" if one.name == other.name else "names equal after normalising"
    if one.list and one.list == other.list and one.duplicate_free:
        return "different", f"{same_name}, but both stand in one list that is declared free of duplicates"
    if one.sex and other.sex and one.sex != other.sex:
        return "different", f"{same_name}, but sex differs"
    agree, strong, against = _evidence(one, other)
    said = ", ".join([same_name, *agree, *against])
    if len(against) > 1 or (against and not agree):
        return "different", said
    if against:
        return "unsure", said
    if not agree:
        return "unsure", f"{said}, nothing else known in both"
    if parts < 3 and not strong:
        return "unsure", f"{said}; a two-part name needs an age, a birth date or a day and place in common"
    return "same", said


def _evidence(one: Mention, other: Mention) -> tuple[list[str], bool, list[str]]:
    agree: list[str] = []
    against: list[str] = []
    strong = _compare_age(one, other, agree, against)
    same_day = _compare_days(one, other, agree, against)
    same_place = _compare_place(one, other, agree, against)
    return agree, strong or (same_day and same_place), against


def _compare_age(one: Mention, other: Mention, agree: list[str], against: list[str]) -> bool:
    if one.born and other.born:
        equal = one.born == other.born
        (agree if equal else against).append("birth date equal" if equal else "birth dates differ")
        return equal
    gap = _gap(one.age_low, one.age_high, other.age_low, other.age_high)
    if gap is None:
        return False
    if gap <= AGES_AGREE:
        agree.append("age equal" if gap == 0 else f"ages {gap} apart")
    elif gap > AGES_CONFLICT:
        against.append(f"ages {gap} years apart")
    return gap <= AGES_AGREE


def _compare_days(one: Mention, other: Mention, agree: list[str], against: list[str]) -> bool:
    bounds = [one.earliest, one.latest, other.earliest, other.latest]
    gap = _gap(*[day.toordinal() if day else None for day in bounds])
    if gap is None:
        return False
    if gap <= DAYS_AGREE:
        agree.append("date agrees" if gap == 0 else f"dates {gap} days apart")
    elif gap > DAYS_CONFLICT:
        against.append(f"dates {gap} days apart")
    return gap <= DAYS_AGREE


def _compare_place(one: Mention, other: Mention, agree: list[str], against: list[str]) -> bool:
    if one.place and one.place == other.place:
        agree.append("same place")
        return True
    if one.admin1 and other.admin1:
        same = one.admin1 == other.admin1
        (agree if same else against).append("same governorate" if same else "governorates differ")
    return False


def _gap(low: int | None, high: int | None, other_low: int | None, other_high: int | None) -> int | None:
    """The distance between two closed intervals, 0 when they overlap; None when a bound is not known."""
    if low is None or high is None or other_low is None or other_high is None:
        return None
    return max(0, other_low - high, low - other_high)
