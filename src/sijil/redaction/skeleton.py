"""A text stripped of every difference that hides a word from a search and not from a reader.

Stronger than `sijil.text.fold`, which forgives only what a quote may differ in: here letters of other alphabets that
look alike, presentation forms, accents, invisible characters and the letters of Persian, Kurdish and Urdu
become what they are read as. Nothing is ever quoted from a skeleton; `span` leads back to the original.
"""

import re
import tomllib
import unicodedata
from bisect import bisect_right
from functools import cache
from importlib import resources
from typing import Any

_HAMZA = {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ؤ": "و", "ئ": "ي", "ء": "", "ى": "ي", "ة": "ه", "ـ": ""}
_APOSTROPHES = "’‘ʼʾʿ`´ˈ′＇"
_RUNS = re.compile(r"([^\W\d_])\1+")


@cache
def tables() -> dict[str, Any]:
    """The word tables of the room."""
    return tomllib.loads(resources.files(__package__).joinpath("words.toml").read_text("utf-8"))


class _Letters(dict[int, str]):
    """What each character becomes, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = _letter(chr(code))
        return self[code]


def _letter(char: str) -> str:
    if char in _APOSTROPHES:
        return "'"
    alike: dict[str, str] = tables()["looks_like"]
    out = []
    for part in unicodedata.normalize("NFKD", char):
        part = alike.get(part, part)
        if unicodedata.category(part[:1] or " ") in ("Mn", "Me", "Cf"):
            continue
        if part.isdecimal():
            out.append(str(unicodedata.decimal(part)))
        else:
            out.append("".join(_HAMZA.get(one, one) for one in part.casefold()))
    return "".join(out)


_LETTERS = _Letters()


class Skeleton:
    """`text` is the stripped text; `original` what it came from."""

    def __init__(self, original: str) -> None:
        self.original = original
        self.text = original.translate(_LETTERS)
        self._starts: list[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span in the original of the non-empty slice `[start:end]` of the skeleton, with what is unheard in it."""
        if self._starts is None:
            self._starts = self._walked()
        starts = self._starts
        first = bisect_right(starts, start) - 1
        last = bisect_right(starts, end - 1) - 1
        while last + 1 < len(self.original) and not _LETTERS[ord(self.original[last + 1])]:
            last += 1
        return first, last + 1

    def _walked(self) -> list[int]:
        starts, at = [], 0
        for char in self.original:
            starts.append(at)
            at += len(_LETTERS[ord(char)])
        return starts


def once(word: str) -> str:
    """Runs of one letter as one letter: كتيييير, Haddad."""
    return _RUNS.sub(r"\1", word)


def bare(text: str) -> str:
    """Letters and digits of a text and nothing between them, runs of letters once."""
    return once("".join(char for char in text.translate(_LETTERS) if char.isalnum()))


class Compact:
    """The letters and digits of a skeleton without anything between them, with the way back."""

    def __init__(self, skeleton: Skeleton) -> None:
        text = skeleton.text
        letters, places = [], []
        before = ""
        for match in _LETTER_RUNS.finditer(text):
            at = match.start()
            for char in match.group():
                if char != before or not char.isalpha():
                    letters.append(char)
                    places.append(at)
                before = char
                at += 1
        self.text, self._places, self._whole = "".join(letters), places, text

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span in the skeleton of a slice of the compact text."""
        last = self._places[end - 1]
        while last + 1 < len(self._whole) and self._whole[last + 1] == self._whole[last]:
            last += 1
        return self._places[start], last + 1


_LETTER_RUNS = re.compile(r"[^\W_]+")
