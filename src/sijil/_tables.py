"""The tables of words under `tables/`, and patterns made of their words.

Each fact (a month's names, a number word, a convention) stands once in a TOML file that a person can
read and edit. Patterns made here are matched against the text as `sijil.text.fold` gives it.
"""

import re
import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from sijil.text import fold

FOLDER = Path(__file__).parent / "tables"
ARABIC = r"\u0621-\u064a\u0671-\u06d3"
"""Arabic letters, as the inside of a character class; no digits, no punctuation. Escaped, since folding a
pattern must not fold these."""
NOT_AFTER_A_LETTER = rf"(?<![a-z{ARABIC}])"
NOT_BEFORE_A_LETTER = rf"(?![a-z{ARABIC}])"
ARABIC_PREFIXES = f"(?<![{ARABIC}])(?:[وف]?(?:[بلك]|لل)?(?:ال)?)"
"""The start of an Arabic word with the particles written onto it; they are not part of what is quoted."""


@cache
def table(name: str) -> dict[str, Any]:
    """The parsed file `tables/<name>.toml`."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1 << 15)
def comparable(word: str) -> str:
    """A word as it looks in folded text; the words of a language come again and again."""
    return fold(word).text.strip()


def pattern_of(text: str) -> str:
    """A pattern written with plain Arabic letters, made to match folded text; Latin stays as it is."""
    kinds = ("alef_hamza", "ya", "arabic_marks")
    return re.sub(r"ة(?!ه\])", "[ةه]", fold(text, kinds).text)


def alternation(words: Iterable[str]) -> str:
    """One pattern for any of the words, the longest first; ta marbuta also matches a final ha."""
    unique = sorted({comparable(word) for word in words}, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace("ة", "[ةه]").replace(r"\ ", " ") for word in unique) + ")"


def without_ha(word: str) -> str:
    """The word with a final ta marbuta and ha made the same, to look it up."""
    return comparable(word).replace("ة", "ه")
