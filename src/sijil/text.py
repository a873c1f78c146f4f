"""Text as it stands and text as it is compared.

`fold` makes a comparable form and keeps, for each folded character, the span it came from, so that
a match in the folded form is always cut from the untouched original. `norm` is the stronger form
stored beside each text for searching; nothing is ever quoted from it.

Offsets count Unicode code points. Folding is by kinds (`KINDS`), so that a caller can record which
kinds a match needed.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

KINDS = (
    "composition",
    "whitespace",
    "quotes",
    "dashes",
    "direction_marks",
    "joiners",
    "tatweel",
    "arabic_marks",
    "alef_hamza",
    "ya",
    "digits",
    "case",
)
"""The kinds of difference the quote gate forgives; nothing else is."""

_CURLY = {c: "'" for c in "‘’‚‛"} | {c: '"' for c in "“”„‟"}
_DASHES = {c: "-" for c in "‐‑‒–—―−"}
_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_JOINERS = frozenset("\u200c\u200d\ufeff")
_TATWEEL = "\u0640"
_ALEF = {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ؤ": "و", "ئ": "ي", "ء": ""}
_YA = {"ى": "ي", "ی": "ي"}
_DIGITS = {chr(base + n): str(n) for base in (0x0660, 0x06F0) for n in range(10)}
_ARABIC_MARKS = frozenset(
    [chr(c) for c in (*range(0x0610, 0x061B), *range(0x064B, 0x0660), 0x0670, *range(0x06D6, 0x06DD))]
    + [
        chr(c)
        for c in (0x06DF, 0x06E0, 0x06E1, 0x06E2, 0x06E3, 0x06E4, 0x06E7, 0x06E8, *range(0x06EA, 0x06EE))
    ]
)

_UNHEARD = frozenset([_TATWEEL, "ء"]) | _ARABIC_MARKS


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text with, per folded character, the start and end of what it came from."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span in the original of the non-empty folded slice `[start:end]`."""
        return self.starts[start], self.ends[end - 1]


def fold(text: str, kinds: tuple[str, ...] = KINDS) -> Folded:
    """Fold `text` by the given kinds, with a map back to the original offsets.

    Letters that fold to nothing (a bare hamza, tatweel, a vowel sign apart from its letter) belong to the
    word they stand in: its last folded character reaches over them, or its first where they begin it.
    """
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    blank, begun = False, -1
    for raw, start, end in _clusters(text, "composition" in kinds):
        if "whitespace" in kinds and raw.isspace():
            if blank:
                ends[-1] = end
                continue
            blank, cluster = True, " "
        else:
            cluster = _fold_cluster(raw, kinds)
            if not cluster and raw in _UNHEARD:
                if out and not out[-1].isspace() and ends[-1] == start:
                    ends[-1] = end
                elif begun < 0:
                    begun = start
                continue
            # An invisible mark between two spaces does not make two runs of them.
            blank = blank and not cluster
        for char in cluster:
            out.append(char)
            starts.append(start if begun < 0 or char.isspace() else begun)
            ends.append(end)
        begun = -1 if cluster else begun
    return Folded("".join(out), tuple(starts), tuple(ends))


def folding_between(one: str, other: str) -> tuple[str, ...]:
    """The kinds of folding without which `one` and `other` would differ."""
    needed = []
    for kind in KINDS:
        others = tuple(k for k in KINDS if k != kind)
        if fold(one, others).text.strip() != fold(other, others).text.strip():
            needed.append(kind)
    return tuple(needed)


def norm(text: str) -> str:
    """The form searched in: folded, compatibility forms opened, Latin accents and hamza forms dropped.

    Covers hamza, ta marbuta, vowel signs, tatweel, Arabic digits, presentation forms, alef maqsura,
    dagger alef and Latin accents; not the article nor prefixed conjunctions.
    """
    if text.isascii():
        return " ".join(text.lower().split())
    opened = unicodedata.normalize("NFKC", text).translate(_SEARCH_TABLE).casefold()
    bare = unicodedata.normalize("NFKD", opened).translate(_LATIN_MARKS)
    return " ".join(bare.split())


def language(text: str) -> str:
    """`ar`, `en` or `und`, by which of the two scripts most letters are written in."""
    arabic = latin = 0
    for char in text[:20_000]:
        if "\u0600" <= char <= "\u06ff" and char.isalpha():
            arabic += 1
        elif char.isalpha() and char < "\u0250":
            latin += 1
    if not arabic and not latin:
        return "und"
    return "ar" if arabic > latin else "en"


def cuts_through(text: str, start: int, end: int) -> str:
    """Say what the slice `[start:end]` cuts in two: `number`, `word` or nothing (the empty string).

    A slice that ends inside a number states another number. Arabic letters are not checked: the
    conjunctions and prepositions written onto a word are words of their own.
    """
    edges = [(start - 1, start), (end - 1, end)]
    for left, right in edges:
        if left < 0 or right >= len(text):
            continue
        if _inside_number(text, left, right):
            return "number"
        if _latin(text[left]) and _latin(text[right]):
            return "word"
    return ""


def _inside_number(text: str, left: int, right: int) -> bool:
    one, other = text[left], text[right]
    if one.isdigit() and other.isdigit():
        return True
    if one.isdigit() and other in ",.٬٫":
        return right + 1 < len(text) and text[right + 1].isdigit()
    if other.isdigit() and one in ",.٬٫":
        return left > 0 and text[left - 1].isdigit()
    return False


def _latin(char: str) -> bool:
    return char.isalpha() and char < "\u0250"


def _clusters(text: str, compose: bool) -> Iterator[tuple[str, int, int]]:
    """Each base character with the marks that combine with it, composed if asked, and its span."""
    if not compose:
        for index, char in enumerate(text):
            yield char, index, index + 1
        return
    start = 0
    size = len(text)
    while start < size:
        end = start + 1
        # A mark does not combine with white space: it would hide that a run of it goes on.
        while (
            end < size
            and text[end] > "\u02ff"
            and unicodedata.combining(text[end])
            and not text[start].isspace()
        ):
            end += 1
        cluster = text[start] if end == start + 1 else unicodedata.normalize("NFC", text[start:end])
        yield cluster, start, end
        start = end


def _fold_cluster(cluster: str, kinds: tuple[str, ...]) -> str:
    return "".join(_fold_char(char, kinds) for char in cluster)


@lru_cache(maxsize=65_536)
def _fold_char(char: str, kinds: tuple[str, ...]) -> str:
    for kind, table in _TABLES:
        if kind in kinds and char in table:
            char = table[char]
            if not char:
                return ""
    return char.casefold() if "case" in kinds else char


_TABLES: tuple[tuple[str, dict[str, str]], ...] = (
    ("direction_marks", dict.fromkeys(_DIRECTION, "")),
    ("joiners", dict.fromkeys(_JOINERS, "")),
    ("tatweel", {_TATWEEL: ""}),
    ("arabic_marks", dict.fromkeys(_ARABIC_MARKS, "")),
    ("quotes", _CURLY),
    ("dashes", _DASHES),
    ("alef_hamza", _ALEF),
    ("ya", _YA),
    ("digits", _DIGITS),
)

_SEARCH_TABLE = str.maketrans({char: to for _, table in _TABLES for char, to in table.items()} | {"ة": "ه"})
_LATIN_MARKS = dict.fromkeys(range(0x0300, 0x0370))
