"""People, villages and ways to reach them, made of `strings.toml`: what to protect, and what else it is called."""

import random
import tomllib
from dataclasses import dataclass
from pathlib import Path

from sijil.redaction import Protected

_STRINGS = tomllib.loads(Path(__file__).with_name("strings.toml").read_text("utf-8"))
GIVEN, FAMILY, PLACES = _STRINGS["given"], _STRINGS["family"], _STRINGS["places"]
KIN, PHRASES = _STRINGS["kin"], _STRINGS["phrases"]


@dataclass(frozen=True, slots=True)
class Canary:
    """A protected string, and other spellings of the same that nobody told the matcher."""

    protected: Protected
    spellings: tuple[str, ...]


def canaries(seed: int) -> list[Canary]:
    """336 of them, the same for the same seed."""
    chance = random.Random(seed)
    return [
        *_names(chance, 150),
        *_places(),
        *_kin(chance, 30),
        *_phones(chance, 40),
        *_emails(chance, 34),
        *_handles(chance, 24),
        *_minutes(chance, 24),
        *(Canary(Protected(f"phrase-{n}", "phrase", phrase), ()) for n, phrase in enumerate(PHRASES)),
    ]


def _split(row: str) -> tuple[str, list[str]]:
    words = row.split()
    arabic = [word for word in words if word > "\u0600"]
    return " ".join(arabic), [word for word in words if word < "\u0600"]


def _person(chance: random.Random) -> tuple[str, list[str]]:
    given, given_latin = _split(chance.choice(GIVEN))
    family, family_latin = _split(chance.choice(FAMILY))
    latin = [f"{a} {b}" for a in given_latin for b in family_latin]
    return f"{given} {family}", latin


def _names(chance: random.Random, many: int) -> list[Canary]:
    found: dict[str, Canary] = {}
    while len(found) < many:
        arabic, latin = _person(chance)
        key = f"name-{len(found)}"
        told, *others = (arabic, *latin) if len(found) % 2 else (latin[0], arabic, *latin[1:])
        if arabic not in {one.protected.written for one in found.values()} and told not in found:
            found[told] = Canary(Protected(key, "name", told), tuple(others))
    return list(found.values())


def _places() -> list[Canary]:
    found = []
    for number, row in enumerate(PLACES):
        arabic, latin = _split(row)
        told, other = (arabic, " ".join(latin)) if number % 2 else (" ".join(latin), arabic)
        found.append(Canary(Protected(f"place-{number}", "place", told), (other,)))
    return found


def _kin(chance: random.Random, many: int) -> list[Canary]:
    found = []
    for number in range(many):
        arabic, latin = _person(chance)
        one, *others = KIN[number % len(KIN)]
        ways = tuple(
            way.format(arabic) if any(char > "\u0600" for char in way) else way.format(latin[0])
            for way in others
        )
        found.append(Canary(Protected(f"kin-{number}", "kinship", one.format(latin[-1])), ways))
    return found


def _phones(chance: random.Random, many: int) -> list[Canary]:
    found = []
    for number in range(many):
        digits = "9" + "".join(chance.choice("0123456789") for _ in range(8))
        eastern = digits.translate({ord("0") + n: 0x0660 + n for n in range(10)})
        ways = (
            f"0{digits}", f"00963{digits}", f"+963-{digits[:3]}-{digits[3:6]}-{digits[6:]}", f"0{eastern}",
            f"(0{digits[:3]}) {digits[3:5]} {digits[5:7]} {digits[7:]}", f"wa.me/963{digits}",
        )  # fmt: skip
        found.append(Canary(Protected(f"phone-{number}", "phone", f"+963 {digits}"), ways))
    return found


def _emails(chance: random.Random, many: int) -> list[Canary]:
    found = []
    for number in range(many):
        _, latin = _person(chance)
        given, family = latin[0].lower().replace("-", "").split()[:2]
        local = f"{given}.{family}{number}"
        ways = (
            f"{local.upper()}@EXAMPLE.ORG", f"{given} . {family}{number} (at) example (dot) org",
            f"{given}{family}{number}@example.org", f"mailto:{local}%40example.org", f"{local} آت example نقطة org",
        )  # fmt: skip
        found.append(Canary(Protected(f"email-{number}", "email", f"{local}@example.org"), ways))
    return found


def _handles(chance: random.Random, many: int) -> list[Canary]:
    found = []
    for number in range(many):
        one, other = (
            chance.choice(("coast", "lemon", "harbour", "salt")),
            chance.choice(("witness", "girl", "bird")),
        )
        name = f"{one}_{other}{number}"
        ways = (f"t.me/{name}", f"https://x.com/{name.upper()}?s=20", name.replace("_", ""), f"({name})")
        found.append(Canary(Protected(f"handle-{number}", "handle", f"@{name}"), ways))
    return found


def _minutes(chance: random.Random, many: int) -> list[Canary]:
    times = chance.sample([(h, m) for h in range(1, 24) for m in range(1, 60) if m not in (30,)], many)
    found = []
    for number, (hour, minute) in enumerate(times):
        twelve, half, arabic = (
            (hour % 12) or 12,
            "pm" if hour > 11 else "am",
            "مساء" if hour > 11 else "صباحا",
        )
        eastern = f"{twelve}:{minute:02}".translate({ord("0") + n: 0x0660 + n for n in range(10)})
        ways = (
            f"{twelve}:{minute:02} {half}", f"{twelve}.{minute:02} {half[0]}.m.", f"الساعة {eastern} {arabic}",
            f"2025-04-11T{hour:02}:{minute:02}:09+03:00", f"VID_20250411_{hour:02}{minute:02}33",
            f"{hour:02}{minute:02} hrs",
        )  # fmt: skip
        found.append(Canary(Protected(f"minute-{number}", "minute", f"{hour:02}:{minute:02}"), ways))
    return found
