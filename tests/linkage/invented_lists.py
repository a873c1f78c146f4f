"""Lists of invented people in two scripts, with who is who. Family names and villages are made up."""

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sijil.linkage import Mention

GIVEN_MALE = {
    "محمد": ("Mohammad", "Muhammad", "Mohamed"),
    "أحمد": ("Ahmad", "Ahmed"),
    "علي": ("Ali", "Aly"),
    "حسن": ("Hasan", "Hassan"),
    "حسين": ("Hussein", "Husayn"),
    "خالد": ("Khaled", "Khalid"),
    "يوسف": ("Yusuf", "Youssef"),
    "إبراهيم": ("Ibrahim", "Ebrahim"),
    "عبد الله": ("Abdullah", "Abd Allah"),
    "عبد الرحمن": ("Abdulrahman", "Abd al-Rahman"),
    "شعبان": ("Shaaban", "Sha'ban"),
    "طارق": ("Tariq", "Tarek"),
    "ماهر": ("Maher", "Mahir"),
    "سمير": ("Samir", "Sameer"),
    "رائد": ("Raed", "Ra'id"),
    "جمال": ("Jamal", "Gamal"),
}
GIVEN_FEMALE = {
    "فاطمة": ("Fatima", "Fatmeh"),
    "مريم": ("Maryam", "Mariam"),
    "زينب": ("Zaynab", "Zeinab"),
    "هدى": ("Huda", "Hoda"),
    "سعاد": ("Suad", "Souad"),
    "ليلى": ("Layla", "Leila"),
    "نور": ("Nour", "Noor"),
    "سلمى": ("Salma", "Selma"),
}
FAMILIES = {
    "المرصادي": ("al-Mirsadi", "Mersadi"),
    "الخوخاوي": ("Khokhawi", "al-Khoukhaoui"),
    "قنديلة": ("Qandila", "Kandileh"),
    "الدولابي": ("Dolabi", "Doulabi"),
    "زعفراني": ("Zafarani", "Za'farani"),
    "المرجاوي": ("Marjawi", "Marjaoui"),
    "الكوشمر": ("Koshmr", "Khoshmar"),
    "سنبلاني": ("Sunbulani", "Sonbolani"),
    "الجردي": ("Jurdi", "al-Jordi"),
    "سماقي": ("Summaqi", "Soummaki"),
    "نوارسي": ("Nawarsi", "Nouarsi"),
    "الليموني": ("Laymuni", "Leimouni"),
    "بارجوني": ("Barjuni", "Barjouni"),
    "تفحاني": ("Tuffahani", "Toufhani"),
    "الطاحوني": ("Tahuni", "al-Tahouni"),
    "شراعي": ("Shira'i", "Chiraai"),
    "مجدافي": ("Majdafi", "Mejdafi"),
    "الصدفي": ("Sadafi", "al-Sadafy"),
    "غزلاوي": ("Ghazlawi", "Ghizlaoui"),
    "ينبوعي": ("Yanbu'i", "Yanboui"),
}
VILLAGES = (
    "برج نورس",
    "كفر دولاب",
    "دار سنبل",
    "حوش زعفران",
    "عين نوار",
    "بيت قموح",
    "حارة المراكب",
    "تل صدف",
)
FIRST_DAY = date(2025, 4, 10)


@dataclass(frozen=True, slots=True)
class Invented:
    """A person as somebody who knows all would have it."""

    number: int
    given: str
    father: str
    grandfather: str
    family: str
    sex: str
    age: int
    village: str
    day: date


def people(count: int, seed: int = 1, siblings: float = 0.3) -> list[Invented]:
    """So many people, no two alike in all parts of the name; `siblings` of them in the family of the one before."""
    chance = random.Random(seed)
    made: list[Invented] = []
    known: set[tuple[str, ...]] = set()
    while len(made) < count:
        sex = chance.choice(("male", "male", "female"))
        given = chance.choice(list(GIVEN_MALE if sex == "male" else GIVEN_FEMALE))
        fresh = Invented(
            len(made),
            given,
            chance.choice(list(GIVEN_MALE)),
            chance.choice(list(GIVEN_MALE)),
            chance.choice(list(FAMILIES)),
            sex,
            chance.randint(1, 90),
            chance.choice(VILLAGES),
            FIRST_DAY + timedelta(days=chance.randint(0, 12)),
        )
        if made and chance.random() < siblings:
            last = made[-1]
            fresh = replace(fresh, father=last.father, grandfather=last.grandfather, family=last.family)
            fresh = replace(fresh, village=last.village, day=last.day)
        parts = (fresh.given, fresh.father, fresh.grandfather, fresh.family)
        if parts not in known:
            known.add(parts)
            made.append(fresh)
    return made


def entry(
    person: Invented, listed: str, chance: random.Random, *, latin: bool = False, **said: object
) -> Mention:
    """The person as a list has it: a part may be missing, the age off by one, the date a day late."""
    parts = [person.given, person.father, person.grandfather, person.family]
    if chance.random() < 0.3:
        parts.pop(2)
    if latin:
        spellings = {**GIVEN_MALE, **GIVEN_FEMALE, **FAMILIES}
        parts = [chance.choice(spellings[part]) for part in parts]
    age = max(0, person.age + chance.choice((0, 0, 0, 1, -1)))
    day = person.day + timedelta(days=chance.choice((0, 0, 0, 1)))
    made = Mention(
        f"{listed}{person.number:05}{'r' if said.pop('again', False) else ''}",
        " ".join(parts),
        list=listed,
        sex=person.sex,
        age_low=age,
        age_high=age,
        earliest=day,
        latest=day,
        place=person.village,
        admin1="Qasr Marjan",
    )
    return replace(made, **said)  # type: ignore[arg-type]  # fields by name


def two_lists(count: int, seed: int = 1, *, latin: bool = True) -> tuple[list[Mention], dict[str, int]]:
    """List A in Arabic and list B (in Latin letters), each with two thirds of the people; and the truth by key."""
    chance = random.Random(seed + 100)
    mentions: list[Mention] = []
    truth: dict[str, int] = {}
    for person in people(count, seed):
        for listed in "AB":
            if chance.random() < 0.67:
                made = entry(person, listed, chance, latin=latin and listed == "B")
                mentions.append(made)
                truth[made.key] = person.number
    return mentions, truth


def pairwise(labels: dict[str, str], truth: dict[str, int]) -> tuple[float, float]:
    """Precision and recall over pairs of mentions."""
    both = _pairs((labels[key], truth[key]) for key in truth)
    found, true = _pairs(labels[key] for key in truth), _pairs(truth.values())
    return both / max(found, 1), both / max(true, 1)


def _pairs(values: object) -> int:
    sizes: dict[object, int] = {}
    for value in values:  # type: ignore[attr-defined]  # any iterable of hashables
        sizes[value] = sizes.get(value, 0) + 1
    return sum(size * (size - 1) // 2 for size in sizes.values())
