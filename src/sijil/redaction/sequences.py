"""Names, places and phrases as sequences of parts, and which of them a word of a text may be."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from sijil.names import name_parts, parse_name, token_keys
from sijil.names.sounds import is_arabic, sounds
from sijil.redaction.protected import Protected
from sijil.redaction.skeleton import Skeleton, bare, tables
from sijil.redaction.stems import of_the_place, stems

SAME_SCRIPT, OTHER_SCRIPT = 0.9, 0.72
"""From here on two tokens that share a key are spellings of one: in one script, and across scripts."""
_UNHEARD = re.compile(r"(?<=\w\w)(?:ال(?=[تثدذرزسشصضطظن]\w)|[aeu]l(?=[drsnzt]\w))")
PERHAPS = 0.55
"""From here on they may be: enough beside another part of the same name that is sure."""
LONG_ENOUGH = 5
"""Letters of a part of which one may be wrong, as in print that was recognised."""
CONSONANTS_ALONE = 3
"""A name of one part is found in other spellings only if it has so many consonants."""


@dataclass(frozen=True, slots=True)
class Sequence:
    """The parts of one protected string in one spelling. `least` parts make it; all in order where `ordered`."""

    key: str
    kind: str
    parts: tuple[str, ...]
    least: int
    ordered: bool


def sequences_of(protected: Protected) -> Iterator[Sequence]:
    """The sequences a name, a place or a phrase is looked for as."""
    if protected.kind == "name":
        for parts in _names(protected.written):
            yield Sequence(protected.key, protected.kind, parts, min(2, len(parts)), ordered=False)
    else:
        words = tuple(_shortest(word) for word in Skeleton(protected.written).text.replace("-", " ").split())
        words = tuple(word for word in words if word and word not in ("al", "el", "ال"))
        if words:
            yield Sequence(protected.key, protected.kind, words, len(words), ordered=True)
        if protected.kind in ("place", "origin") and len(words) == 1:
            # Somebody called after a place is said to be from there: no word need say so.
            for other in of_the_place(words[0]):
                yield Sequence(protected.key, "place", (other,), 1, ordered=True)


def _names(written: str) -> Iterator[tuple[str, ...]]:
    name = parse_name(written)
    parts = [_shortest(part.folded) for part in name.parts]
    if name.kunya and not parts:
        yield (_shortest(name.kunya),)
    elif parts:
        yield tuple([*([_shortest(name.kunya)] if name.kunya else []), *parts])
    if len(name.also) > 1:
        yield tuple(_shortest(part) for part in name.also)
    if not parts and not name.kunya:
        yield tuple(_shortest(part) for part in name_parts(written)) or (bare(written),)


def _shortest(part: str) -> str:
    """A part without its article: what is protected may be written with or without."""
    part = bare(part)
    short = [stem for stem in stems(part) if part.endswith(stem) and part[: -len(stem) or None] in _ARTICLES]
    return min([part, *short], key=len)


_ARTICLES = ("ال", "al", "el", "ul", "as", "ash", "ad", "an", "ar", "az", "at")

Part = tuple[int, int, bool]
"""A sequence's number, the number of a part in it, and whether it is surely that part."""


class Parts:
    """Which parts a word may be: by its letters, by its sounds, or with one letter wrong."""

    def __init__(self, sequences: Iterable[Sequence]) -> None:
        self.sequences = list(sequences)
        self._exact: dict[str, set[tuple[int, int]]] = defaultdict(set)
        self._sounding: dict[str, set[tuple[str, int, int]]] = defaultdict(set)
        self._nearly: dict[str, set[tuple[str, int, int]]] = defaultdict(set)
        for number, sequence in enumerate(self.sequences):
            for place, form in enumerate(sequence.parts):
                self._learn(sequence, form, number, place)
        self.of = lru_cache(maxsize=1 << 18)(self._of)

    def _learn(self, sequence: Sequence, form: str, number: int, place: int) -> None:
        self._exact[form].add((number, place))
        alone = sequence.least == 1 and len(sounds(form).consonants) < CONSONANTS_ALONE
        if alone or sequence.kind == "phrase":
            return
        for ending in heard_as(form):
            for key in token_keys(ending):
                self._sounding[key].add((ending, number, place))
        if len(form) >= LONG_ENOUGH and sequence.least > 1:
            for short in _one_less(form):
                self._nearly[short].add((form, number, place))

    def _of(self, word: str) -> frozenset[Part]:
        sure: set[tuple[int, int]] = set()
        perhaps: set[tuple[int, int]] = set()
        for stem in stems(word):
            sure |= self._exact.get(stem, set())
            for one, number, place, alike in self._sounding_like(stem):
                (sure if alike >= _enough(one, stem) else perhaps).add((number, place))
            if len(stem) >= LONG_ENOUGH - 1:
                sure |= set(self._one_letter_off(stem))
        return frozenset([*((*part, True) for part in sure), *((*part, False) for part in perhaps - sure)])

    def piece(self, letters: str) -> frozenset[Part]:
        """Which parts some letters of a longer word are by letters or sounds, without prefixes and slips."""
        sure = set(self._exact.get(letters, set()))
        perhaps: set[tuple[int, int]] = set()
        for one, number, place, alike in self._sounding_like(letters):
            (sure if alike >= _enough(one, letters) else perhaps).add((number, place))
        return _parts(sure, perhaps)

    def _sounding_like(self, stem: str) -> Iterator[tuple[str, int, int, float]]:
        for ending in heard_as(stem) if stem not in _small_words() else ():
            for key in token_keys(ending):
                for form, number, place in self._sounding.get(key, ()):
                    alike = likeness_of(form, ending)
                    if alike >= (SAME_SCRIPT if is_arabic(form) and is_arabic(ending) else PERHAPS):
                        yield form, number, place, alike

    def _one_letter_off(self, stem: str) -> Iterator[tuple[int, int]]:
        for short in _one_less(stem):
            for form, number, place in self._nearly.get(short, ()):
                if _one_apart(form, stem):
                    yield number, place


def _parts(sure: set[tuple[int, int]], perhaps: set[tuple[int, int]]) -> frozenset[Part]:
    return frozenset([*((*part, True) for part in sure), *((*part, False) for part in perhaps - sure)])


def _enough(one: str, other: str) -> float:
    return SAME_SCRIPT if is_arabic(one) == is_arabic(other) else OTHER_SCRIPT


def heard_as(form: str) -> tuple[str, ...]:
    """A token; without the t that a ta marbuta is written with or not (Harat, Najat); without the l of an article
    within it that is not heard (Noureddine, Abderrahman); with s and z where many say so for th and dh (Saer)."""
    found = [form]
    if not is_arabic(form) and len(form) > 3 and form.endswith("at"):
        found.append(form[:-1])
    unheard = _UNHEARD.sub("", form)
    said = [one.translate(_ARABIC_SAID).replace("th", "s").replace("dh", "z") for one in (*found, unheard)]
    return tuple(dict.fromkeys([*found, unheard, *said]))


_ARABIC_SAID = str.maketrans({"ث": "س", "ذ": "ز"})


@cache
def _small_words() -> frozenset[str]:
    """Words of English too common to be heard as a name, and articles: they are names only letter by letter."""
    return frozenset(bare(word) for word in tables()["small_words"])


@lru_cache(maxsize=1 << 16)
def likeness_of(one: str, other: str) -> float:
    """How alike two tokens sound that share a key, from 0 to 1."""
    from sijil.names.alike import likeness

    return float(likeness([sounds(one)], [sounds(other)])[0, 0])


def _one_less(word: str) -> Iterator[str]:
    yield word
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]


def _one_apart(one: str, other: str) -> bool:
    from rapidfuzz.distance import OSA

    return OSA.distance(one, other, score_cutoff=1) <= 1
