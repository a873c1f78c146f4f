"""Republication: texts that share a passage word for word may be one source. Proposed; a person decides.

In: texts with the independence group they belong to. Out: pairs whose texts share a run of words, with the longest.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sijil.text import fold

RUN = 16
"""Words in a row that two texts must share. Formulas of condolence and place lists are shorter."""
_KEEP = 4
"""One run in so many is looked up, chosen by its hash, so that two texts choose the same ones (winnowing)."""
_MARKS = ".,;:!?\"'()[]«»“”‘’،؛؟"


@dataclass(frozen=True, slots=True)
class Text:
    """A text, its key, and the independence group it belongs to."""

    key: str
    group: str
    text: str


@dataclass(frozen=True, slots=True)
class Copy:
    """A passage in two texts of two groups: where in each, in code points. `one` has the smaller key."""

    one: str
    other: str
    one_span: tuple[int, int]
    other_span: tuple[int, int]


def copies(texts: Iterable[Text]) -> list[Copy]:
    """For each pair of texts of two groups that share a run of RUN words: the first longest passage they share."""
    rows = sorted(texts, key=lambda t: t.key)
    places: dict[int, list[tuple[int, int]]] = defaultdict(list)
    words = [list(_words(row.text)) for row in rows]
    for number, said in enumerate(words):
        for position, mark in _marks(said):
            places[mark].append((number, position))
    best: dict[tuple[int, int], tuple[int, int, int]] = {}
    for held in places.values():
        for a, at in held:
            for b, bt in held:
                if a < b and rows[a].group != rows[b].group:
                    found = _grown(words[a], words[b], at, bt)
                    if found[0] > best.get((a, b), (0, 0, 0))[0]:
                        best[a, b] = found
    return [
        Copy(rows[a].key, rows[b].key, _span(words[a], at, n), _span(words[b], bt, n))
        for (a, b), (n, at, bt) in sorted(best.items())
    ]


Word = tuple[str, int, int]


def _words(text: str) -> Iterator[Word]:
    folded = fold(text)
    start = 0
    for word in folded.text.split():
        at = folded.text.index(word, start)
        start = at + len(word)
        bare = word.strip(_MARKS)
        if bare:
            begin = at + word.index(bare)
            yield (bare, *folded.span(begin, begin + len(bare)))


def _marks(said: list[Word]) -> Iterator[tuple[int, int]]:
    for position in range(len(said) - RUN + 1):
        run = " ".join(word for word, _, _ in said[position : position + RUN])
        mark = int.from_bytes(hashlib.blake2b(run.encode(), digest_size=8).digest(), "big")
        if mark % _KEEP == 0:
            yield position, mark


def _grown(one: list[Word], other: list[Word], at: int, bt: int) -> tuple[int, int, int]:
    """The whole run that holds these two positions: its length in words and where it begins in each."""
    while at and bt and one[at - 1][0] == other[bt - 1][0]:
        at, bt = at - 1, bt - 1
    n = 0
    while at + n < len(one) and bt + n < len(other) and one[at + n][0] == other[bt + n][0]:
        n += 1
    return n, at, bt


def _span(said: list[Word], at: int, n: int) -> tuple[int, int]:
    return said[at][1], said[at + n - 1][2]
