"""Protected strings found in a text, in every spelling, script and disguise that we know."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from sijil.names.sounds import is_arabic
from sijil.redaction import kinship
from sijil.redaction.digits import Minutes, Phones
from sijil.redaction.joined import Joined
from sijil.redaction.protected import Hit, Protected
from sijil.redaction.sequences import Parts, Sequence, sequences_of
from sijil.redaction.skeleton import Skeleton, tables
from sijil.redaction.stems import joiners, stems, tails

GAP = 2
"""Words that may stand between two parts of a name; between two words of a place or a phrase none may."""
LONG_WORD = 9
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_SPELLED = re.compile(r"(?<![^\W_])(?:[^\W\d_][\W_]{1,3}){5,}[^\W\d_](?![^\W_])")
_BREAK = re.compile(r"[.!?؟;؛:|\d\n\r\t\f]")
_SEQUENCES = ("name", "place", "origin", "phrase")

Seen = tuple[int, int, int, int, bool]
"""A part met in a text: word number, start, end, part number, whether it is surely that part."""


class Matcher:
    """Finds protected strings; make it once and use it for many texts.

    `permitted` are names that may stand: where one stands whole, what lies within it is no hit. That is for people
    who are published by right and share a name, or a part of it, with somebody protected.
    """

    def __init__(self, protected: Iterable[Protected], permitted: Iterable[str] = ()) -> None:
        every = list(dict.fromkeys(protected))
        self.size = len(every)
        self._kin: dict[str, frozenset[str]] = {}
        named = [self._kin_as_name(one) if one.kind == "kinship" else one for one in every]
        self._parts = Parts(s for one in named if one.kind in _SEQUENCES for s in sequences_of(one))
        self._joined = Joined([one for one in every if one.kind != "kinship"])
        self._phones = Phones([one for one in every if one.kind == "phone"])
        self._minutes = Minutes([one for one in every if one.kind == "minute"])
        self._permitted = Permitted(permitted)
        self._in_word = lru_cache(maxsize=1 << 17)(self._within)

    def _kin_as_name(self, one: Protected) -> Protected:
        kinds, name = kinship.name_and_kin(one)
        key = f"kinship:{len(self._kin)}:{one.key}"
        self._kin[key] = kinds
        return Protected(key, "name", name)

    def find(self, text: str) -> list[Hit]:
        """Every hit, in order of place."""
        skeleton = Skeleton(text)
        spans = self._permitted.spans(skeleton.text)
        found = set(self._sequences(skeleton, spans))
        found |= set(self._joined.find(skeleton))
        found |= set(self._phones.find(skeleton)) | set(self._minutes.find(skeleton))
        left = (hit for hit in found if hit.kind != "name" or not _lies_in(spans, hit.start, hit.end))
        return sorted(_in_original(hit, skeleton) for hit in left)

    def _sequences(self, skeleton: Skeleton, spans: list[tuple[int, int]]) -> Iterator[Hit]:
        seen: dict[int, list[Seen]] = defaultdict(list)
        for number, start, end, word in _words(skeleton.text):
            parts = self._parts.of(word)
            permitted = bool(parts) and _lies_in(spans, start, end)
            for which, part, sure in parts:
                if not permitted or self._parts.sequences[which].key in self._kin:
                    seen[which].append((number, start, end, part, sure))
            if len(word) >= LONG_WORD:
                for key, kind in self._in_word(word):
                    yield Hit(start, end, key, kind)
        yield from self._spelled(skeleton.text)
        said = None
        for at in sorted(seen):
            sequence = self._parts.sequences[at]
            for start, end in _runs(sequence, seen[at], skeleton.text):
                hit = Hit(start, end, sequence.key, sequence.kind)
                if sequence.key in self._kin:
                    said = kinship.kin_words(skeleton.text) if said is None else said
                    for one in kinship.beside(skeleton.text, hit, self._kin[sequence.key], said):
                        yield replace(one, key=sequence.key.split(":", 2)[2])
                elif sequence.kind != "origin" or _said_to_be_from(skeleton.text, start):
                    yield hit

    def _within(self, word: str) -> frozenset[tuple[str, str]]:
        """Whose name a long word is, by its consonants or as two parts of a name written together."""
        found = set(self._joined.in_word(word))
        for at in range(3, len(word) - 2) if not is_arabic(word) else ():
            one, other = self._parts.piece(word[:at]), self._parts.piece(word[at:])
            for number, part, sure in one if other else ():
                sequence = self._parts.sequences[number]
                both = any(n == number and p != part and (sure or also) for n, p, also in other)
                if both and (len(sequence.parts) == 2 or sequence.kind == "name"):
                    found.add((sequence.key, sequence.kind))
        return frozenset(found)

    def _spelled(self, text: str) -> Iterator[Hit]:
        """Names whose letters are written one by one."""
        for match in _SPELLED.finditer(text):
            word = "".join(char for char in match.group() if char.isalpha())
            for key, kind in self._in_word(word) | self._joined.spelled(word):
                yield Hit(match.start(), match.end(), key, kind)


class Permitted:
    """Names that may stand where they stand whole."""

    def __init__(self, names: Iterable[str]) -> None:
        rows = [Protected(str(number), "name", name) for number, name in enumerate(dict.fromkeys(names))]
        whole = [replace(s, least=len(s.parts), ordered=True) for row in rows for s in sequences_of(row)]
        self._sequences = [sequence for sequence in whole if len(sequence.parts) > 1]
        self._first: dict[str, list[int]] = defaultdict(list)
        for number, sequence in enumerate(self._sequences):
            self._first[sequence.parts[0]].append(number)

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where a permitted name stands whole, in order."""
        if not self._sequences:
            return []
        words = [(start, end, frozenset(stems(word))) for _, start, end, word in _words(text, merged=False)]
        found: dict[int, int] = {}
        for at, (start, _, forms) in enumerate(words):
            for number in {number for form in forms for number in self._first.get(form, ())}:
                end = _whole(self._sequences[number].parts, words, at)
                found[start] = max(end, found.get(start, 0))
        return sorted((start, end) for start, end in found.items() if end)


def _lies_in(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    at = bisect_right(spans, start, key=lambda span: span[0]) - 1
    return at >= 0 and end <= spans[at][1]


def _whole(parts: tuple[str, ...], words: list[tuple[int, int, frozenset[str]]], at: int) -> int:
    """Where a name ends whose parts stand one after another from a word on; 0 where they do not."""
    for part in parts:
        while at < len(words) and words[at][2] & {"al", "el", "ال"}:
            at += 1
        if at >= len(words) or part not in words[at][2]:
            return 0
        at += 1
    return words[at - 1][1]


def _words(text: str, merged: bool = True) -> Iterator[tuple[int, int, int, str]]:
    """Number, start, end and letters of each word, and of each two or three that make one part of a name."""
    one: tuple[int, str] | None = None
    two: tuple[int, str] | None = None
    joining, ending = joiners(), tails()
    for number, match in enumerate(_WORD.finditer(text)):
        start, end, word = match.start(), match.end(), match.group()
        yield number, start, end, word
        if merged and one and (one[1].lstrip("وفبلك") in joining or one[1] in joining or word in ending):
            yield number, one[0], end, one[1] + word
            if two and (two[1].lstrip("وفبلك") in joining or two[1] in joining or word in ending):
                yield number, two[0], end, two[1] + word
                yield number, two[0], end, two[1] + one[1] + word
        one, two = (start, word), one


def _runs(sequence: Sequence, seen: list[Seen], text: str) -> Iterator[tuple[int, int]]:
    if sequence.least == 1:
        yield from ((start, end) for _, start, end, _, sure in seen if sure)
    elif sequence.ordered:
        yield from _in_order(sequence, sorted(seen))
    else:
        yield from _near_each_other(sequence, sorted(seen), text)


def _in_order(sequence: Sequence, seen: list[Seen]) -> Iterator[tuple[int, int]]:
    at = {(number, part): (end, sure) for number, _, end, part, sure in seen}
    for number, start, _, part, sure in seen:
        if part:
            continue
        here, end, any_sure = number, 0, sure
        for wanted in range(1, len(sequence.parts)):
            step = next((s for s in (1, 2) if (here + s, wanted) in at), 0)
            if not step:
                break
            here += step
            end, also = at[here, wanted]
            any_sure |= also
        else:
            if any_sure:
                yield start, end


def _near_each_other(sequence: Sequence, seen: list[Seen], text: str) -> Iterator[tuple[int, int]]:
    """Stretches in which at least two parts stand near each other, in any order, within one sentence."""
    group: list[Seen] = []
    for one in [*seen, (10**12, 0, 0, 0, False)]:
        if group and (one[0] - group[-1][0] > GAP + 1 or _broken(text, group[-1][2], one[1])):
            if _is_name(sequence, group):
                yield min(start for _, start, *_ in group), max(end for _, _, end, *_ in group)
            group = []
        group.append(one)


def _is_name(sequence: Sequence, group: list[Seen]) -> bool:
    """Two words that are two parts, one of them surely."""
    parts = {sequence.parts[part] for *_, part, _ in group}
    enough = min(2, len(set(sequence.parts)))
    return len(parts) >= enough and len({number for number, *_ in group}) > 1 and any(one[4] for one in group)


def _broken(text: str, end: int, start: int) -> bool:
    """Whether two sentences, cells or lines of a list meet between; a line break alone may stand within a name."""
    between = text[end:start]
    return any(mark not in "\n\r\t" for mark in _BREAK.findall(between)) or between.count("\n") > 1


def _said_to_be_from(text: str, start: int) -> bool:
    before = " ".join(text[max(0, start - 60) : start].split())
    return bool(_from().search(before + " "))


def _from() -> re.Pattern[str]:
    if not _FROM:
        words = sorted({Skeleton(word).text for word in tables()["from"]}, key=lambda w: (-len(w), w))
        said = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)
        gap = (
            r"(?:\s+(?:the|a|town|village|city|district|of|in|is|was|قريه|بلده|مدينه|ضيعه|حي|ريف|في|هي|هو))*"
        )
        _FROM.append(re.compile(rf"(?<!\w)(?:و|ف)?(?:{said}){gap}[\s:,\"'(-]*(?:ال|ب|في)?$"))
    return _FROM[0]


_FROM: list[re.Pattern[str]] = []


def _in_original(hit: Hit, skeleton: Skeleton) -> Hit:
    start, end = skeleton.span(hit.start, hit.end)
    return Hit(start, end, hit.key, hit.kind)
