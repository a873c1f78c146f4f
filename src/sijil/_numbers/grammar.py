"""Whole numbers as they are written: digits of three sets, English words, Arabic words.

The patterns match folded text (`sijil.text.fold`); `value` gives the number of what they matched.
"""

import re
from functools import cache

from sijil._tables import alternation, table, without_ha

DIGITS = r"\d{1,3}(?:[,٬]\d{3})+|\d+"
MULTIPLIED = r"\d{1,3}(?:\.\d{1,2})? (?:hundred|thousand|million)"


@cache
def english() -> str:
    """Pattern of a whole number in English words, up to the millions."""
    words = table("number_words")["english"]
    ones, teens, tens = (alternation(words[kind]) for kind in ("ones", "teens", "tens"))
    below_100 = f"(?:{tens}(?:[- ]{ones})?|{teens}|{ones})"
    below_1000 = f"(?:(?:{below_100}|an?) hundred(?: (?:and )?{below_100})?|{below_100})"
    thousands = f"(?:{below_1000}|an?) thousand(?:,? (?:and )?{below_1000})?"
    millions = f"(?:{below_1000}|an?) million(?:,? (?:and )?(?:{thousands}|{below_1000}))?"
    return f"(?:{millions}|{thousands}|{below_1000}|zero)"


@cache
def arabic() -> str:
    """Pattern of a whole number in Arabic words, the units before the tens, parts joined by waw."""
    words = table("number_words")["arabic"]
    ones, ten, tens, hundreds = (
        "(?:ال)?" + alternation(words[kind]) for kind in ("ones", "ten", "tens", "hundreds")
    )
    joined = " و ?"
    below_100 = f"(?:{ones} {ten}|{ones}{joined}{tens}|{tens}|{ten}|{ones})"
    hundred = f"(?:{ones} {alternation(('مئة', 'مائة', 'مية'))}|{hundreds})"
    below_1000 = f"(?:{hundred}(?:{joined}{below_100})?|{below_100})"
    counted = f"(?:{below_1000}|{DIGITS})"
    thousand = alternation([*words["thousands"], *words["thousands_after_a_number"]])
    alone = alternation([*words["thousands"], *words["two_thousand"]])
    thousands = f"(?:{counted} {thousand}|(?:ال)?{alone})(?:{joined}(?:{below_1000}|\\d{{1,3}}))?"
    million = alternation([*words["millions"], *words["millions_after_a_number"]])
    alone = alternation([*words["millions"], *words["two_million"]])
    millions = f"(?:{counted} {million}|{alone})(?:{joined}(?:{thousands}|{below_1000}))?"
    return f"(?:{millions}|{thousands}|{below_1000})"


@cache
def whole_number() -> re.Pattern[str]:
    """A folded text that is one number and nothing else."""
    return re.compile(f"(?P<en>{MULTIPLIED}|{english()})|(?P<ar>{arabic()})|(?P<digits>{DIGITS})")


def value(written: str) -> int | None:
    """The number a folded text states, or None when it is not one whole number."""
    match = whole_number().fullmatch(written)
    if match is None:
        return None
    if match["digits"]:
        return int(re.sub(r"\D", "", written))
    if match["en"]:
        return _english_value(written)
    return _arabic_value(written)


def _english_value(written: str) -> int | None:
    words = _english_words()
    total = current = 0.0
    for word in re.split(r"[ ,-]+", written):
        number = words.get(word)
        if number is None:
            current += float(word) if word[0].isdigit() else 0
        elif number == 100:
            current *= 100
        elif number > 100:
            total, current = total + current * number, 0
        else:
            current += number
    whole = round(total + current)
    return whole if abs(total + current - whole) < 1e-6 else None


@cache
def _english_words() -> dict[str, int]:
    words = table("number_words")["english"]
    return {**words["ones"], **words["teens"], **words["tens"], **words["scales"], "a": 1, "an": 1}


def _arabic_value(written: str) -> int:
    total = current = last = 0
    for joined, number in _arabic_parts(written):
        multiplies = number >= 1000 and number % 1000 == 0 and current and not joined
        if multiplies and number != 2000:
            total, current = total + current * number, 0
        elif number >= 1000:
            total += number
        elif number == 100 and not joined and 0 < last < 10:
            current += last * 99
        else:
            current += number
        last = number
    return total + current


def _arabic_parts(written: str) -> list[tuple[bool, int]]:
    """Each word's number, and whether waw joins it to the one before."""
    words = _arabic_words()
    parts = []
    joined = False
    for token in written.split():
        if token == "و":
            joined = True
            continue
        bare = token if _number_of(token, words) is not None else token.removeprefix("و")
        number = _number_of(bare, words)
        if number is not None:
            parts.append((joined or bare != token, number))
        joined = False
    return parts


def _number_of(token: str, words: dict[str, int]) -> int | None:
    if token[:1].isdigit():
        return int(re.sub(r"\D", "", token))
    key = without_ha(token)
    return words.get(key, words.get(key.removeprefix("ال")))


@cache
def _arabic_words() -> dict[str, int]:
    return {
        without_ha(word): number
        for group in table("number_words")["arabic"].values()
        for word, number in group.items()
    }
