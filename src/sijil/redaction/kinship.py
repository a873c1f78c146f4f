"""Kinship that gives a person away: a word of kin beside a name, in either order and either language."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache

from sijil.errors import RedactionError
from sijil.redaction.protected import Hit, Protected
from sijil.redaction.skeleton import Skeleton, once, tables
from sijil.redaction.stems import stems

REACH = 4
"""Words between a word of kin and the name."""
_FAR = 120
KinWord = tuple[int, int, frozenset[str]]
"""Start, end, kinds of kin."""
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")


def name_and_kin(one: Protected) -> tuple[frozenset[str], str]:
    """The kinds of kin that are said in a protected phrase, and the name in it. Raises `RedactionError`."""
    words = _WORD.findall(Skeleton(one.written).text)
    said = [(at, kin) for at, word in enumerate(words) for kin in [kinds_of(word)] if kin]
    if not said:
        raise RedactionError(
            "no word of kin that is known is in it", where=one.key, remedy="protect it as a phrase"
        )
    where = {at for at, _ in said}
    name = " ".join(w for at, w in enumerate(words) if at not in where and w not in ("of", "the", "to", "s"))
    if not name:
        raise RedactionError("a word of kin alone", where=one.key, remedy="add the name that it is kin of")
    return frozenset(kind for _, some in said for kind in some), name


def kin_words(text: str) -> list[KinWord]:
    """Each word of kin in a skeleton's text: start, end, kinds."""
    found = []
    for match in _WORD.finditer(text):
        kinds = kinds_of(match.group())
        if kinds:
            found.append((match.start(), match.end(), kinds))
    return found


def beside(text: str, hit: Hit, kinds: frozenset[str], said: list[KinWord]) -> Iterator[Hit]:
    """The stretches in which a word of kin of those kinds stands within reach of a name."""
    first = bisect_left(said, hit.start - _FAR, key=_start)
    for start, end, some in said[first : bisect_right(said, hit.end + _FAR, key=_start)]:
        if not some & kinds or (hit.start < start and end < hit.end):
            continue
        between = text[end : hit.start] if end <= hit.start else text[hit.end : start]
        if len(_WORD.findall(between)) <= REACH and not re.search(r"[.!?؟\n]\s", between):
            yield Hit(min(start, hit.start), max(end, hit.end), hit.key, "kinship")


def _start(said: KinWord) -> int:
    return said[0]


def kinds_of(word: str) -> frozenset[str]:
    """Which kin a word says; a possessive on it says nothing."""
    return frozenset(kind for stem in stems(word) for kind in _kinds().get(stem, ()))


@cache
def _kinds() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for kind, words in tables()["kin"].items():
        for word in words:
            # Of words of several the last but one decides nothing that the first does not: "ابن عم".
            first = once(Skeleton(word).text).split()[0]
            found.setdefault(first, set()).add(kind)
    return {word: frozenset(kinds) for word, kinds in found.items()}
