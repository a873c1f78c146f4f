"""What each of the three lists says about each person: the truth, worn down as lists wear it down.

A cell is a text; a date is `2025-04-11`, `2025-04` (only the month was known) or empty. How a date or
an age is written is the business of `list_files`.
"""

import datetime
import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from make.people import Person, everyone
from make.spelling import clerk, volunteer
from make.world import SEED, Place, admin1, admin2, places

LIST_NAMES = ("A", "B", "C")
Cells = dict[str, str]

_CAUSES = ("طلق ناري", "طلق ناري", "طلق ناري", "طلق ناري في الرأس", "شظايا", "حروق", "غير محدد", "")
_TOLD_BY = ("relative", "relative", "neighbour", "burial photo", "village committee", "phone call", "")
_REMARKS = (
    "",
    "",
    "",
    "",
    "",
    "",
    "name checked with the family",
    "spelling to be checked",
    "killed at home",
)


@dataclass(frozen=True)
class Mention:
    """One row of one list, and the person it is about."""

    person: Person
    cells: Cells


@cache
def mentions(list_name: str) -> tuple[Mention, ...]:
    """The rows of a list in the order of the file."""
    found = [_mention(list_name, person) for person in everyone() if list_name in person.lists]
    rng = random.Random(f"{SEED}/order/{list_name}")
    rng.shuffle(found)
    if list_name == "B":
        found.sort(key=lambda mention: (mention.cells["governorate"], mention.cells["place"]))
    if list_name == "C":
        found.sort(key=lambda mention: mention.cells["date"] or "2025-04-16")
        found = _with_repeated_row(found)
    return tuple(found)


def _with_repeated_row(found: list[Mention]) -> list[Mention]:
    """The register's page 3 was typed twice at its edge: one row stands there again, six rows later."""
    return [*found[:77], found[70], *found[77:]]


def _mention(list_name: str, person: Person) -> Mention:
    rng = random.Random(f"{SEED}/{list_name}/{person.key()}")
    cells = _KEEPERS[list_name](person, rng)
    cells.update(_named_places(list_name, person.cells.get(list_name, {})))
    return Mention(person, cells)


def _named_places(list_name: str, cells: Cells) -> Cells:
    """Planted cells of the Arabic lists name a place by its id; those of list A are written out."""
    if list_name == "A" or "place" not in cells:
        return cells
    return {**cells, "place": places()[cells["place"]].ar, "governorate": admin1(cells["place"]).ar}


# -- the keepers of the lists


def _volunteers(person: Person, rng: random.Random) -> Cells:
    parts = _said_parts(person, rng, grandfather=0.3, father=0.88)
    return {
        "name": volunteer(parts, rng),
        "age": _said_age(person, rng, missing=0.24, off=0.22, rounded=0.08),
        "sex": "" if rng.random() < 0.06 else {"m": "M", "f": "F"}[person.sex],
        "place": _latin_place(person.place, rng),
        "governorate": "" if rng.random() < 0.08 else _one_spelling(admin1(person.place), rng),
        "date": _said_date(person.day, rng, missing=0.1, month=0.07, off=(-1, 1, 1, 2), often=0.16),
        "told_by": rng.choice(_TOLD_BY),
        "note": rng.choice(_REMARKS),
    }


def _council(person: Person, rng: random.Random) -> Cells:
    kept = _formal_parts(person)
    word = {"m": "قتيل", "f": "قتيلة"}[person.sex]
    return {
        "name": clerk(kept, rng, careless=0.05, slips=0.02),
        "age": _said_age(person, rng, missing=0.12, off=0.14, rounded=0.02),
        "sex": "" if rng.random() < 0.03 else {"m": "ذكر", "f": "أنثى"}[person.sex],
        "place": _arabic_place(person.place, rng, village=0.82, district=0.13),
        "governorate": admin1(person.place).ar,
        "date": _said_date(person.day, rng, missing=0.05, month=0.05, off=(-1, 1, 2), often=0.12),
        "status": word if rng.random() < 0.98 else word.replace("قتيل", "شهيد"),
        "note": "",
    }


def _hospital(person: Person, rng: random.Random) -> Cells:
    kept = _formal_parts(person) if rng.random() < 0.78 else _said_parts(person, rng, 0.35, 0.95)
    born = rng.random() < 0.4
    return {
        "name": clerk(kept, rng, careless=0.17, slips=0.07),
        "born": _birth_date(person, rng) if born else "",
        "age": "" if born else _said_age(person, rng, missing=0.12, off=0.2, rounded=0.05),
        "sex": "" if rng.random() < 0.05 else {"m": "ذكر", "f": "أنثى"}[person.sex],
        "place": _arabic_place(person.place, rng, village=0.62, district=0.25),
        "governorate": "" if rng.random() < 0.1 else admin1(person.place).ar,
        "date": _said_date(
            person.died or person.day, rng, missing=0.06, month=0.0, off=(1, 1, 2, 3), often=0.27
        ),
        "cause": rng.choice(_CAUSES),
        "note": "",
    }


_KEEPERS: dict[str, Callable[[Person, random.Random], Cells]] = {
    "A": _volunteers,
    "B": _council,
    "C": _hospital,
}


# -- what is said, and what gets lost


def _formal_parts(person: Person) -> tuple[str, ...]:
    """The name as the civil papers have it; one family in five gave no grandfather's name."""
    papers = random.Random(f"{SEED}/papers/{person.key()}")
    return _said_parts(person, papers, grandfather=0.8, father=0.98)


def _said_parts(person: Person, rng: random.Random, grandfather: float, father: float) -> tuple[str, ...]:
    given, second, third, family = person.name
    keeps_third = rng.random() < grandfather
    keeps_second = rng.random() < father
    return tuple([given] + [second] * keeps_second + [third] * (keeps_third and keeps_second) + [family])


def _said_age(person: Person, rng: random.Random, *, missing: float, off: float, rounded: float) -> str:
    chance = rng.random()
    if chance < missing:
        return ""
    if chance < missing + off:
        return str(max(1, person.age + rng.choice((-3, -2, -1, -1, 1, 1, 2, 3))))
    if chance < missing + off + rounded and person.age > 12:
        return str(5 * round(person.age / 5))
    return str(person.age)


def _birth_date(person: Person, rng: random.Random) -> str:
    """A birth date that gives the true age on the day, now and then a year off."""
    day = datetime.date(2025, 4, person.day) - datetime.timedelta(days=rng.randint(1, 360))
    years = person.age + rng.choice((0, 0, 0, 0, 0, 1))
    return day.replace(year=day.year - years, day=min(day.day, 28)).isoformat()


def _said_date(
    day: int, rng: random.Random, *, missing: float, month: float, off: tuple[int, ...], often: float
) -> str:
    chance = rng.random()
    if chance < missing:
        return ""
    if chance < missing + month:
        return "2025-04"
    if chance < missing + month + often:
        day += rng.choice(off)
    return f"2025-04-{day:02d}"


def _latin_place(place: str, rng: random.Random) -> str:
    chance = rng.random()
    if chance < 0.06:
        return ""
    if chance < 0.7:
        return _one_spelling(places()[place], rng)
    return _one_spelling(admin2(place) if chance < 0.92 else admin1(place), rng)


def _arabic_place(place: str, rng: random.Random, *, village: float, district: float) -> str:
    chance = rng.random()
    if chance < village:
        near = [name for name in places()[place].alternates if not name.isascii()]
        return rng.choice(near) if rng.random() < 0.12 else places()[place].ar
    return admin2(place).ar if chance < village + district else ""


def _one_spelling(place: Place, rng: random.Random) -> str:
    plain = [name for name in place.latin() if not name.endswith(("Governorate", "District"))]
    return plain[0] if rng.random() < 0.5 else rng.choice(plain)
