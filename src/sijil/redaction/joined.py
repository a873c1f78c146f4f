"""Protected strings whose letters stand in a text without their word breaks: file names, handles, letters apart."""

from collections import defaultdict
from collections.abc import Iterator

from sijil.names.sounds import is_arabic, sounds
from sijil.redaction.protected import Hit, Protected
from sijil.redaction.sequences import Sequence, heard_as, sequences_of
from sijil.redaction.skeleton import Compact, Skeleton, bare, once, tables

OPENING = 5
"""Letters by which a pattern is looked up; shorter patterns are not looked for."""
FEWEST_APART = 3
"""Consonants by which a name is told whose letters stand one by one."""
LEAST_CONSONANTS = 6
"""A name joined in the other script, or in another spelling, is told by so many consonants."""
_KINDS = ("name", "phrase", "place", "handle", "email")


class Joined:
    """Patterns of letters and digits, looked for in a text from which all else is taken."""

    def __init__(self, protected: list[Protected]) -> None:
        self._patterns: dict[str, dict[str, set[tuple[str, str, bool]]]] = defaultdict(
            lambda: defaultdict(set)
        )
        self._consonants: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for one in protected:
            if one.kind in _KINDS:
                for pattern, bounded in _patterns(one):
                    self._patterns[pattern[:OPENING]][pattern].add((one.key, one.kind, bounded))
            if one.kind == "name":
                for pattern in _consonants(one):
                    self._consonants[pattern].add((one.key, one.kind))
        self._spelled: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for one in protected:
            if one.kind in ("name", "place"):
                for told in _letters_apart(one):
                    self._spelled[told].add((one.key, one.kind))
        self._openings = frozenset(self._patterns)
        self._sizes = sorted({len(pattern) for pattern in self._consonants})

    def find(self, skeleton: Skeleton) -> Iterator[Hit]:
        """Hits with spans of the skeleton."""
        if not self._openings:
            return
        compact = Compact(skeleton)
        text, openings = compact.text, self._openings
        for at in range(len(text) - OPENING + 1):
            if text[at : at + OPENING] in openings:
                yield from self._at(at, compact, skeleton.text)

    def _at(self, at: int, compact: Compact, text: str) -> Iterator[Hit]:
        for pattern, owners in self._patterns[compact.text[at : at + OPENING]].items():
            if compact.text.startswith(pattern, at):
                start, end = compact.span(at, at + len(pattern))
                for key, kind, bounded in sorted(owners):
                    if not bounded or _stands_alone(text, start, end):
                        yield Hit(start, end, key, kind)

    def in_word(self, word: str) -> frozenset[tuple[str, str]]:
        """Whose name a long word holds, by its consonants."""
        heard = _heard(word)
        found: set[tuple[str, str]] = set()
        for size in self._sizes:
            for at in range(len(heard) - size + 1):
                found |= self._consonants.get(heard[at : at + size], set())
        return frozenset(found)

    def spelled(self, word: str) -> frozenset[tuple[str, str]]:
        """Whose name the letters of a word, written one by one, are: then fewer of them tell it."""
        return frozenset(self._spelled.get(_told(word), ()))


def _letters_apart(one: Protected) -> Iterator[str]:
    """The consonants of a name whose letters may be written one by one, with and without the article within it."""
    for sequence in sequences_of(one):
        first, rest = sequence.parts[0], sequence.parts[1:]
        for begun in heard_as(first):
            for article in ("", "ال" if is_arabic(first) else "al"):
                told = _told(begun + "".join(article + part for part in rest))
                if len(told) >= FEWEST_APART:
                    yield told


def _told(word: str) -> str:
    """The consonants without h, w and y, which one script writes where the other has none or another letter."""
    return once("".join(sound for sound in _heard(word) if sound not in "HWY"))


def _heard(word: str) -> str:
    return sounds(once(word)).joined


def _stands_alone(text: str, start: int, end: int) -> bool:
    return not (text[start - 1 : start].isalnum() if start else False) and not text[end : end + 1].isalnum()


def _patterns(one: Protected) -> Iterator[tuple[str, bool]]:
    """Each pattern, and whether it must stand alone: short ones lie in other words by chance."""
    for pattern in dict.fromkeys(_written(one)):
        if len(pattern) >= OPENING:
            yield pattern, len(pattern) < 8
            if is_arabic(pattern) and len(pattern) >= 8:
                # Some programs store Arabic as it is seen, from left to right.
                yield pattern[::-1], False


def _written(one: Protected) -> Iterator[str]:
    if one.kind == "email":
        yield from _email(one.written)
        return
    yield bare(one.written.rsplit("/", 1)[-1] if one.kind == "handle" else one.written)
    if one.kind != "name":
        return
    for sequence in sequences_of(one):
        yield from _name(sequence)


def _name(sequence: Sequence) -> Iterator[str]:
    parts = sequence.parts
    if len(parts) > 1:
        yield once("".join(parts))
        yield once(parts[0] + parts[-1])
        yield once(parts[-1] + parts[0])
        if is_arabic(parts[-1]):
            yield once(f"{parts[0]}ال{parts[-1]}")
        else:
            yield once(f"{parts[0]}al{parts[-1]}")


def _email(written: str) -> Iterator[str]:
    """An address as it is, with its signs in words, and the part before the sign where that is long enough."""
    local, _, domain = written.partition("@")
    labels = [bare(label) for label in domain.split(".")]
    for at in ("", *(bare(word) for word in tables()["at"])):
        for dot in ("", *(bare(word) for word in tables()["dot"])):
            yield once(bare(local) + at + dot.join(labels))
    letters = bare("".join(char for char in local if not char.isdigit()))
    yield from (part for part in (bare(local), letters) if len(part) > OPENING + 2 or part == bare(local))


def _consonants(one: Protected) -> Iterator[str]:
    for sequence in sequences_of(one):
        first, last = sequence.parts[0], sequence.parts[-1]
        article = "ال" if is_arabic(last) else "al"
        for parts in (sequence.parts, (first, last), (first, article, last), (last, first)):
            heard = _heard("".join(parts))
            if len(sequence.parts) > 1 and len(heard) >= LEAST_CONSONANTS:
                yield heard
