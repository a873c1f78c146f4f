"""How the keepers of the lists write a name: an Arabic clerk's habits, and a volunteer's Latin letters."""

import random
import re
from functools import cache

from make.world import table

_SLIPS = (("ني", "ن"), ("ير", "ر"), ("ق", "ف"), ("ين", "ن"), ("ج", "ح"), ("ز", "ر"), ("ب", "ي"))


@cache
def latin_spellings() -> dict[str, tuple[str, ...]]:
    """Arabic name part to its Latin spellings, the careful one first."""
    names = table("names")
    return {row[0]: tuple(row[1:]) for kind in ("male", "female", "family") for row in names[kind]}


def careful_latin(name: tuple[str, ...]) -> str:
    """The whole name in the careful spelling."""
    return " ".join(latin_spellings()[part][0] for part in name if part)


def arabic(name: tuple[str, ...]) -> str:
    """The whole name in Arabic."""
    return " ".join(part for part in name if part)


def volunteer(parts: tuple[str, ...], rng: random.Random) -> str:
    """A name as one of several volunteers writes it in Latin letters, each part in some spelling in use."""
    spelled = []
    for part in parts:
        choices = latin_spellings()[part]
        spelled.append(choices[0] if rng.random() < 0.3 else rng.choice(choices))
    if rng.random() < 0.05:
        spelled[-1] = spelled[-1].upper()
    return " ".join(spelled).replace("’", "'")


def clerk(parts: tuple[str, ...], rng: random.Random, *, careless: float, slips: float) -> str:
    """A name as an Arabic clerk types it: `careless` is the chance of each habit, `slips` of one mistake."""
    name = arabic(parts)
    if rng.random() < careless:
        name = re.sub("[أإآ]", "ا", name)
    if rng.random() < careless:
        name = re.sub(r"ة\b", "ه", name)
    if rng.random() < careless:
        name = _swap_ya(name)
    if rng.random() < careless:
        name = re.sub(r"\b(عبد|أبو|ابو) (?=\S)", r"\1", name)
    if rng.random() < slips:
        name = _slip(name, rng)
    return name


def _swap_ya(name: str) -> str:
    """The keyboard habit of one clerk: alef maqsura for final ya, or the other way round."""
    if re.search(r"ى\b", name):
        return re.sub(r"ى\b", "ي", name)
    return re.sub(r"ي\b", "ى", name)


def _slip(name: str, rng: random.Random) -> str:
    """One letter lost or mistaken, as happens when a list is retyped from paper."""
    found = [slip for slip in _SLIPS if slip[0] in name[1:]]
    if not found:
        return name
    wrong, typed = rng.choice(found)
    return name[0] + name[1:].replace(wrong, typed, 1)
