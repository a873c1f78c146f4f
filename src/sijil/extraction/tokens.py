"""Words, numbers and marks of a text, each with its place.

A word keeps its inner hyphens and apostrophes ("36-year-old", "Hay'at"); what is written onto a word
with an apostrophe and is a word of its own ("'s", "'re") is split off.
"""

import re
from typing import NamedTuple


class Token(NamedTuple):
    """One word, number or mark; `low` is its case-folded form with a straight apostrophe."""

    text: str
    low: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Does it begin with a capital letter?"""
        return self.text[0].isupper()


_MARKS = "\u064b-\u065f\u0670\u0640"
_HIDDEN = "\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\u061c\ufeff\u00ad"
"""Marks of direction, joiners and soft hyphens: they are no tokens, and stay in the slices they stand in."""
_TOKEN = re.compile(
    r"(?P<number>\d+(?:[.,٫٬]\d+)*(?:[-–]\d+(?:[.,٫٬]\d+)*)?(?![\w-]|[.,]\d))"
    rf"|(?P<word>(?:[A-Z]\.){{2,}}|\w[\w{_MARKS}]*(?:[-‐‑'’ʼ]\w[\w{_MARKS}]*)*)"
    rf"|(?P<mark>\.\.\.|--|[^\s{_HIDDEN}])"
)
_CLITIC = re.compile(r"(?<=\w)['’](?:s|re|ve|ll|d|m)$", re.IGNORECASE)
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "‘": "'"})


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of `text[start:end]`, with offsets into `text`."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        first, last = match.span()
        clitic = _CLITIC.search(match.group()) if match.lastgroup == "word" else None
        if clitic is None:
            found.append(_token(text, first, last))
        else:
            found.append(_token(text, first, first + clitic.start()))
            found.append(_token(text, first + clitic.start(), last))
    return found


def _token(text: str, start: int, end: int) -> Token:
    raw = text[start:end]
    return Token(raw, raw.casefold().translate(_APOSTROPHES), start, end)
