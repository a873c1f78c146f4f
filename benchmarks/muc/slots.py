"""The slots number, effect, date and location of the full keys, scored by the rules of 1992 as far as a program can.

Credit as in the task's scoring guidelines, version 7, sections 3.1.2, 3.2.2, 3.2.3 and those of slots 21 and 23:
correct 1, partly correct one half. This is our own version: where the guidelines let a person decide, only the
written examples are followed, so that its figures stand beside those of 1992 but are not the same measure.
Templates are paired one to one so that they share most; their types must be equal, or the response an attack.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from scipy.optimize import linear_sum_assignment

from muc.keys import Fill, Key
from muc.scoring import plain

SLOTS = ("number", "effect", "date", "location")
Tagged = tuple[str, str]
"""A value, and the words of the entity it is about."""
_RANGE = re.compile(r"^(.*?)\s+-\s+(.+)$")


@dataclass(slots=True)
class Response:
    """What we say of one incident, in the words of the keys."""

    kind: str
    date: str = ""
    location: str = ""
    numbers: list[Tagged] = field(default_factory=list)
    effects: list[Tagged] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Marks:
    """Credit earned, fills given, fills wanted."""

    credit: float = 0.0
    given: int = 0
    wanted: int = 0

    def __add__(self, other: "Marks") -> "Marks":
        return Marks(self.credit + other.credit, self.given + other.given, self.wanted + other.wanted)

    @property
    def f1(self) -> float:
        """Harmonic mean of the credit's share of what was wanted and of what was given."""
        recall = self.credit / self.wanted if self.wanted else 0.0
        precision = self.credit / self.given if self.given else 0.0
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def slot_scores(
    found: Mapping[str, Sequence[Response]], keys: Mapping[str, Sequence[Key]]
) -> dict[str, Marks]:
    """Marks for each slot over all texts."""
    tallies = dict.fromkeys(SLOTS, Marks())
    for name in sorted({*found, *keys}):
        for slot, marks in _text(found.get(name, ()), keys.get(name, ())).items():
            tallies[slot] += marks
    return tallies


def _text(found: Sequence[Response], keys: Sequence[Key]) -> dict[str, Marks]:
    marks = dict.fromkeys(SLOTS, Marks())
    pairs = _paired(found, keys)
    for number, one in enumerate(found):
        key = keys[pairs[number]] if number in pairs else None
        for slot, mark in _beside(one, key).items():
            marks[slot] += mark
    for number, key in enumerate(keys):
        if number not in pairs.values() and not key.optional:
            for slot, mark in _beside(Response(""), key).items():
                marks[slot] += mark
    return marks


def _paired(found: Sequence[Response], keys: Sequence[Key]) -> dict[int, int]:
    """Which template stands beside which: those that share most credit."""
    if not found or not keys:
        return {}
    worth = [[_worth(one, key) for key in keys] for one in found]
    rows, columns = linear_sum_assignment([[-value for value in row] for row in worth])
    return {int(i): int(j) for i, j in zip(rows, columns, strict=True) if worth[i][j] > 0}


def _worth(one: Response, key: Key) -> float:
    if one.kind not in key.kinds and one.kind != "attack":
        return 0.0
    return 1.0 + (one.kind in key.kinds) + sum(mark.credit for mark in _beside(one, key).values())


def _beside(one: Response, key: Key | None) -> dict[str, Marks]:
    return {
        "number": _tagged(one.numbers, key.numbers if key else [], number_credit),
        "effect": _tagged(one.effects, key.effects if key else [], effect_credit),
        "date": _single(one.date, key.date if key else None, date_credit),
        "location": _single(one.location, key.place if key else None, place_credit),
    }


def _single(given: str, wanted: Fill | None, credit) -> Marks:  # type: ignore[no-untyped-def]
    if wanted is None or (wanted.optional and not given):
        return Marks(0.0, int(bool(given)), 0)
    earned = max((credit(given, value) for value in wanted.values), default=0.0) if given else 0.0
    return Marks(earned, int(bool(given)), 1)


def _tagged(given: Sequence[Tagged], wanted: Sequence[Fill], credit) -> Marks:  # type: ignore[no-untyped-def]
    """Fills about entities, one to one so that they earn most; a right value about another entity earns half."""
    required = sum(not fill.optional for fill in wanted)
    if not given or not wanted:
        return Marks(0.0, len(given), required)
    worth = [[_about(one, fill, credit) for fill in wanted] for one in given]
    rows, columns = linear_sum_assignment([[-value for value in row] for row in worth])
    earned = sum(worth[i][j] for i, j in zip(rows, columns, strict=True))
    optional = sum(wanted[j].optional and worth[i][j] > 0 for i, j in zip(rows, columns, strict=True))
    return Marks(earned, len(given), required + int(optional))


def _about(one: Tagged, fill: Fill, credit) -> float:  # type: ignore[no-untyped-def]
    value, words = one
    best = max(credit(value, wanted) for wanted in fill.values)
    same = plain(words) in {plain(each) for each in fill.about}
    return best if same else min(best, 0.5)


def number_credit(given: str, wanted: str) -> float:
    """Equal, or half where the key has the number as an end of a range or as an estimate (3.2.14)."""
    if given.replace(" ", "") == wanted.replace(" ", ""):
        return 1.0
    ends = set(re.findall(r"\d+", wanted))
    return 0.5 if given.strip("~-") in ends and given.strip("~-").isdigit() else 0.0


def effect_credit(given: str, wanted: str) -> float:
    """Set fills are right or wrong (3.1.2)."""
    return float(given == wanted)


def date_credit(given: str, wanted: str) -> float:
    """A day, a range, or everything up to the dateline ("- 26 AUG 89"), as in 3.2.2."""
    if given == wanted or (not given.startswith("-") and _in_range(given, wanted)):
        return 1.0 if given == wanted else 0.5
    if given.startswith("-"):
        upper = given.lstrip("- ")
        return 0.5 if wanted == upper or wanted.endswith(f"- {upper}") else 0.0
    return 0.0


def _in_range(given: str, wanted: str) -> bool:
    if wanted.startswith("-"):
        return given == wanted.lstrip("- ") or _near(given, wanted.lstrip("- "))
    match = _RANGE.match(wanted)
    return bool(match) and day(match[1]) <= day(given) <= day(match[2])  # type: ignore[index]


def _near(given: str, upper: str) -> bool:
    """ "25 AUG 89" beside "- 26 AUG 89": a day within the week before."""
    return 0 <= day(upper) - day(given) <= 7


MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]


def day(said: str) -> int:
    """A day of the keys as a number that orders and nearly counts days; 0 if it is none."""
    match = re.fullmatch(r"(\d{1,2}) ([A-Z]{3}) (\d\d)", said.strip())
    if match is None or match[2] not in MONTHS:
        return 0
    return (int(match[3]) * 12 + MONTHS.index(match[2])) * 31 + int(match[1])


def place_credit(given: str, wanted: str) -> float:
    """The whole chain; half for the right country, or the right place in another country (3.2.3)."""
    ours, theirs = _chain(given), _chain(wanted)
    if ours == theirs:
        return 1.0
    same_country = bool(ours) and bool(theirs) and ours[0] == theirs[0]
    return 0.5 if same_country or (len(ours) > 1 and ours[1:] == theirs[1:]) else 0.0


def _chain(said: str) -> list[str]:
    """Country and places without their types."""
    return [re.sub(r"\s*\([^)]*\)", "", part).strip() for part in said.split(":")]
