"""The people of the example: who they were, what happened to them, and which lists know of them."""

import hashlib
import random
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from make.world import SEED, table

PATTERNS = {"ABC": 100, "AB": 18, "AC": 18, "BC": 24, "A": 14, "B": 10, "C": 6}
"""How many people each combination of lists knows: A and B have 150 and 152 rows of people, C 148."""


@dataclass(frozen=True)
class Person:
    """One person; `name` is given, father's, grandfather's and family name in Arabic (empty = unknown)."""

    name: tuple[str, str, str, str]
    sex: str
    age: int
    place: str
    day: int
    outcome: str = "killed"
    died: int | None = None
    lists: str = ""
    tag: str = ""
    cells: dict[str, dict[str, str]] = field(default_factory=dict)
    id: str = ""

    def key(self) -> str:
        """What tells this person from every other, in no order that could be guessed from."""
        text = "|".join((*self.name, self.place, str(self.age), self.tag))
        return hashlib.sha256(text.encode("utf-8")).hexdigest()


@cache
def everyone() -> tuple[Person, ...]:
    """All people, ordered and numbered by a hash, so that neither says who belongs to whom."""
    people = [person for row in table("incidents")["rows"] for person in _incident(*row)]
    people = _spread_over_lists(_without_accidental_namesakes(people))
    people.sort(key=Person.key)
    return tuple(replace(person, id=f"P{number:03d}") for number, person in enumerate(people, 1))


@cache
def planted() -> tuple[Person, ...]:
    """The people of `texts/planted.toml`."""
    days = {row[0]: row[1] for row in table("incidents")["rows"]}
    return tuple(_planted(entry, days[entry["place"]]) for entry in table("planted")["people"])


def _planted(entry: dict[str, Any], day: int) -> Person:
    given, father, grand, family = entry["name"]
    return Person(
        name=(given, father, grand, family),
        sex=entry["sex"],
        age=entry["age"],
        place=entry["place"],
        day=day,
        outcome=entry.get("outcome", "killed"),
        died=entry.get("died"),
        lists=entry["lists"],
        tag=entry["tag"],
        cells={name: entry[name] for name in "ABC" if name in entry},
    )


def _incident(place: str, day: int, size: int, families: list[str]) -> list[Person]:
    rng = random.Random(f"{SEED}/{place}")
    people = [person for person in planted() if person.place == place]
    while len(people) < size:
        people += _household(rng, rng.choice(families), place, day)[: size - len(people)]
    return people


def _household(rng: random.Random, family: str, place: str, day: int) -> list[Person]:
    """One to four people of a family killed together: brothers and sisters, or a father and children."""
    males = [row[0] for row in table("names")["male"]]
    father, grand, great = rng.sample(males, 3)
    size = rng.choice((1, 1, 1, 2, 2, 3, 4))
    if size > 2 and rng.random() < 0.5:
        age = rng.randint(38, 64)
        head = Person((father, grand, great, family), "m", age, place, day)
        ages = [max(2, age - rng.randint(22, 40)) for _ in range(size - 1)]
        return [head, *_siblings(rng, (father, grand, family), ages, place, day)]
    base = min(74, max(6, round(rng.gauss(36, 18))))
    ages = [max(1, base + rng.randint(-8, 8)) for _ in range(size)]
    return _siblings(rng, (father, grand, family), ages, place, day)


def _siblings(
    rng: random.Random, line: tuple[str, str, str], ages: list[int], place: str, day: int
) -> list[Person]:
    father, grand, family = line
    sexes = ["m" if rng.random() < 0.63 else "f" for _ in ages]
    names = {
        "m": iter(rng.sample([row[0] for row in table("names")["male"] if row[0] not in line], len(ages))),
        "f": iter(rng.sample([row[0] for row in table("names")["female"]], len(ages))),
    }
    return [
        Person((next(names[sex]), father, grand, family), sex, age, place, day)
        for sex, age in zip(sexes, ages, strict=True)
    ]


def _without_accidental_namesakes(people: list[Person]) -> list[Person]:
    """Refuse a draw in which two people share given, father's and family name without being meant to."""
    names = Counter((p.name[0], p.name[1], p.name[3]) for p in people if not p.tag.startswith("namesake"))
    twice = sorted(name for name, times in names.items() if times > 1)
    if twice:
        raise ValueError(f"people share a name without being meant to: {twice}; change the seed")
    return people


def _spread_over_lists(people: list[Person]) -> list[Person]:
    left = Counter(PATTERNS)
    left.subtract(Counter(person.lists for person in people if person.lists))
    patterns = sorted(left.elements())
    random.Random(f"{SEED}/lists").shuffle(patterns)
    free = iter(patterns)
    return [person if person.lists else replace(person, lists=next(free)) for person in people]
