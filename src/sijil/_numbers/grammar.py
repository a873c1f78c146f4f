"""Whole numbers as they are written: digits of three sets, English words, Arabic words.

The patterns match folded text (`sijil.text.fold`); `value` gives the number of what they matched.
"""

import re
from functools import cache

from sijil._tables import alternation, table, without_ha

DIGITS = r"\d{1,3}(?:[,٬]\d{3})+|\d+"
MULTIPLIED = r"\d{1,3}(?:\.\d{1,2})? (?:hundred|thousand|million)"


@cache
def english_below_100() -> str:
    """Pattern of one to ninety-nine in English words."""
    group = table("number_words")["english"]
    ones, teens, tens = (alternation(group[kind]) for kind in ("ones", "teens", "tens"))
    return f"(?:{tens}(?:[- ]{ones})?|{teens}|{ones})"


@cache
def english() -> str:
    """Pattern of a whole number in English words, up to the millions."""
    below_100 = english_below_100()
    below_1000 = f"(?:(?:{below_100}|an?) hundred(?: (?:and )?{below_100})?|{below_100})"
    thousands = f"(?:{below_1000}|an?) thousand(?:,? (?:and )?{below_1000})?"
    millions = f"(?:{below_1000}|an?) million(?:,? (?:and )?(?:{thousands}|{below_1000}))?"
    return f"(?:{millions}|{thousands}|{below_1000}|zero)"


_JOINED = " و ?"


@cache
def arabic_below_100() -> str:
    """Pattern of one to ninety-nine in Arabic words, the units before the tens, with or without article."""
    group = table("number_words")["arabic"]
    ones, ten, tens = (alternation(group[kind]) for kind in ("ones", "ten", "tens"))
    article = "(?:ال)?"
    return f"{article}(?:{ones}(?: {ten}|{_JOINED}{article}{tens})?|{tens}|{ten})"


@cache
def arabic() -> str:
    """Pattern of a whole number in Arabic words, parts joined by waw."""
    group = table("number_words")["arabic"]
    joined, below_100 = _JOINED, arabic_below_100()
    # No article: بالمئة is "per cent".
    ones, hundreds = (alternation(group[kind]) for kind in ("ones", "hundreds"))
    hundred = f"(?:{ones} {alternation(('مئة', 'مائة', 'مية'))}|{hundreds})"
    below_1000 = f"(?:{hundred}(?:{joined}{below_100})?|{below_100})"
    counted = f"(?:{below_1000}|{DIGITS})"
    thousand = alternation([*group["thousands"], *group["thousands_after_a_number"]])
    alone = alternation([*group["thousands"], *group["two_thousand"]])
    thousands = f"(?:{counted} {thousand}|(?:ال)?{alone})(?:{joined}(?:{below_1000}|\\d{{1,3}}))?"
    million = alternation([*group["millions"], *group["millions_after_a_number"]])
    alone = alternation([*group["millions"], *group["two_million"]])
    millions = f"(?:{counted} {million}|{alone})(?:{joined}(?:{thousands}|{below_1000}))?"
    return f"(?:{millions}|{thousands}|{below_1000})"


def in_words(language: str) -> str:
    """Pattern of a whole number with words of one language, `en` or `ar`."""
    return f"(?:{MULTIPLIED}|{english()})" if language == "en" else arabic()


def written(language: str) -> str:
    """The same, or figures alone."""
    return f"(?:{in_words(language)}|{DIGITS})"


@cache
def _whole(language: str) -> re.Pattern[str]:
    return re.compile(written(language))


def value(number: str) -> int | None:
    """The number a folded text states, or None when it is not one whole number."""
    if re.fullmatch(DIGITS, number):
        return int(re.sub(r"\D", "", number))
    if re.search("[a-z]", number):
        return _english_value(number) if _whole("en").fullmatch(number) else None
    return _arabic_value(number) if number and _whole("ar").fullmatch(number) else None


def _english_value(number: str) -> int | None:
    known = _english_words()
    total = current = 0.0
    for word in re.split(r"[ ,-]+", number):
        part = known.get(word)
        if part is None:
            current += float(word) if word[0].isdigit() else 0
        elif part == 100:
            current *= 100
        elif part > 100:
            total, current = total + current * part, 0
        else:
            current += part
    whole = round(total + current)
    return whole if abs(total + current - whole) < 1e-6 else None


@cache
def _english_words() -> dict[str, int]:
    group = table("number_words")["english"]
    return {**group["ones"], **group["teens"], **group["tens"], **group["scales"], "a": 1, "an": 1}


def _arabic_value(whole: str) -> int:
    total = current = last = 0
    for joined, number in _arabic_parts(whole):
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


def _arabic_parts(whole: str) -> list[tuple[bool, int]]:
    """Each word's number, and whether waw joins it to the one before."""
    known = _arabic_words()
    parts = []
    joined = False
    for token in whole.split():
        if token == "و":
            joined = True
            continue
        bare = token if _number_of(token, known) is not None else token.removeprefix("و")
        number = _number_of(bare, known)
        if number is not None:
            parts.append((joined or bare != token, number))
        joined = False
    return parts


def _number_of(token: str, known: dict[str, int]) -> int | None:
    if token[:1].isdigit():
        return int(re.sub(r"\D", "", token))
    key = without_ha(token)
    return known.get(key, known.get(key.removeprefix("ال")))


@cache
def _arabic_words() -> dict[str, int]:
    return {
        without_ha(word): number
        for group in table("number_words")["arabic"].values()
        for word, number in group.items()
    }
