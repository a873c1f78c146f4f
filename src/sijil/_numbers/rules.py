"""The words of `tables/count_rules.toml` and `tables/vague_words.toml`, compiled."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from sijil._numbers import grammar
from sijil._tables import ARABIC, alternation, comparable, pattern_of, table

LETTER = f"a-z{ARABIC}"
LEFT = rf"(?<![{LETTER}\d_/@#])(?<!\d[.,٫:])(?<![a-z][-.:])(?:[وف]?(?:[بلك]|لل)?)??"
"""What may stand before a number: no letter, figure or sign that makes it part of something else. The
Arabic particles written onto it are let pass and not quoted; lazily, since واحد is no وَ and أحد."""
RIGHT = r"(?![a-z\d_/@])(?![.,٫٬:]\d)(?!-\d+-)"


@dataclass(frozen=True, slots=True)
class Vague:
    """A word coded as a number by convention, with its conditions."""

    id: str
    value: int
    needs_after: re.Pattern[str] | None
    not_before: re.Pattern[str] | None
    not_after: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Qualifier:
    """Words before or after a number that open or close its bounds."""

    id: str
    effect: str
    before: re.Pattern[str]
    after: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Range:
    """Words that join two numbers to one range."""

    id: str
    before: re.Pattern[str] | None
    middle: re.Pattern[str]
    not_before: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class NotACount:
    """What must stand beside a number, in the folded text or the original, for it to count nothing."""

    id: str
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    original_before: re.Pattern[str] | None
    original_after: re.Pattern[str] | None
    below: int
    figures: int


def _filled(pattern: str) -> str:
    figures = pattern.replace("«letter»", LETTER).replace("«number»", grammar.written("en"))
    return pattern_of(figures)


def _optional(entry: dict[str, Any], key: str, form: str = "{}") -> re.Pattern[str] | None:
    return re.compile(form.format(_filled(entry[key]))) if entry.get(key) else None


@cache
def vague_words() -> tuple[dict[str, Vague], re.Pattern[str]]:
    """Each vague word by its folded form, and the pattern that finds any of them."""
    words: dict[str, Vague] = {}
    for entry in table("vague_words")["vague"]:
        vague = Vague(
            entry["id"],
            entry["value"],
            _optional(entry, "needs_after"),
            _optional(entry, "not_before", "(?:{})$"),
            _optional(entry, "not_after"),
        )
        words |= {comparable(word): vague for word in [*entry["english"], *entry["arabic"]]}
    article = "(?:ال)?"
    return words, re.compile(f"{LEFT}{article}(?P<said>{alternation(words)})(?![{LETTER}])")


@cache
def qualifiers() -> tuple[Qualifier, ...]:
    """In the order of the table."""
    return tuple(
        Qualifier(
            entry["id"],
            entry["effect"],
            re.compile(
                f"(?:^|[^{LETTER}])[وفب]?(?P<words>{_filled(entry['before'])})(?: (?:the|a total of|ال))? ?$"
            ),
            _optional(entry, "after", f"(?: [{LETTER}'-]+){{{{0,3}}}} ?(?:{{}})(?![{LETTER}])"),
        )
        for entry in table("count_rules")["qualifier"]
    )


@cache
def ranges() -> tuple[Range, ...]:
    """In the order of the table: the first that fits is taken."""
    return tuple(
        Range(
            entry["id"],
            _optional(entry, "before", f"(?:^|[^{LETTER}])(?P<words>{{}}) ?$"),
            re.compile(_filled(entry["middle"])),
            _optional(entry, "not_before", "(?:{}) ?$"),
        )
        for entry in table("count_rules")["range"]
    )


@cache
def not_counts() -> tuple[NotACount, ...]:
    """Every context that makes a number no count."""
    return tuple(
        NotACount(
            entry["id"],
            _optional(entry, "before", "(?:{})$"),
            _optional(entry, "after"),
            re.compile(entry["original_before"]) if "original_before" in entry else None,
            re.compile(entry["original_after"]) if "original_after" in entry else None,
            entry.get("below", 0),
            entry.get("figures", 0),
        )
        for entry in table("count_rules")["not_a_count"]
    )


@cache
def duals() -> re.Pattern[str]:
    """Arabic nouns in the dual: the noun is the number two."""
    nouns = alternation(table("vague_words")["dual"]["nouns"])
    return re.compile(f"{LEFT}(?:ال)?(?P<said>{nouns})(?![{LETTER}])")


@cache
def numerals(language: str) -> re.Pattern[str]:
    """A number in figures or words, with "a dozen" and its like."""
    dozen = table("vague_words")["collective"][0]
    if language == "en":
        counted = f"(?:{grammar.english()}|\\d{{1,3}}|an?) {alternation(dozen['english'])}"
        extra = f"(?P<half>{alternation(dozen['halved'])})|(?P<dozens>{counted})"
    else:
        extra = (
            f"(?P<dozen>{alternation(dozen['arabic_one'])})|(?P<two_dozen>{alternation(dozen['arabic_two'])})"
        )
    words = f"(?:{extra}|{grammar.in_words(language)})(?![{LETTER}])"
    return re.compile(f"{LEFT}(?P<said>{words}|(?:{grammar.DIGITS})){RIGHT}")


@cache
def small_words(kind: str) -> tuple[frozenset[str], re.Pattern[str], re.Pattern[str] | None]:
    """The word for one in a language (`one`, `wahid`) with what must not stand before and after it."""
    entry = table("count_rules")[kind]
    not_before = re.compile(f"(?:^|[^{LETTER}])(?:{_filled(entry['not_before']).rstrip()}) ?$")
    words = frozenset(comparable(word) for word in entry["words"])
    return words, not_before, _optional(entry, "not_after")


@cache
def counted_nouns() -> re.Pattern[str]:
    """What must follow a number like 2011 for it to be no year."""
    return re.compile(f" (?:[a-z]+ )?{_filled(table('count_rules')['year_like']['counted'])}")


@cache
def plurals() -> tuple[tuple[str, int, re.Pattern[str]], ...]:
    """Each convention for a plural noun: its id, number and pattern, the larger number first."""
    entries = sorted(table("vague_words")["plural"], key=lambda entry: -int(entry["value"]))
    nouns = [alternation([*entry["english"], *entry["arabic"]]) for entry in entries]
    return tuple(
        (entry["id"], entry["value"], re.compile(f"{LEFT}(?:ال)?(?P<said>{noun})(?![{LETTER}])"))
        for entry, noun in zip(entries, nouns, strict=True)
    )
