"""The words of an Arabic sentence, each with what is written onto it taken off."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from sijil.extraction.arabic.tables import BEFORE_PRONOUN, Noun, Rule, Tables, VerbForm, folded, tables
from sijil.numbers import read_number

_INSIDE = (
    "\u0610-\u061a\u064b-\u065f\u0670\u0640\u06d6-\u06ed\u200c-\u200f\u202a-\u202e\u2066-\u2069\u061c\ufeff"
)
_TOKEN = re.compile(
    rf"(?P<number>\d+(?:[.,٫٬]\d+)*)|(?P<word>[^\W\d_][^\W\d_{_INSIDE}]*(?:[{_INSIDE}]+[^\W\d_]*)*)|(?P<mark>\S)"
)
_SUFFIXES = ("هما", "كما", "هم", "هن", "ها", "نا", "كم", "ني", "ه", "ك", "ي", "و")
_PROCLITICS = ("", "و", "ف")
_PREPOSITIONS = ("", "ب", "ل", "ك", "ع", "ه")


@dataclass(frozen=True, slots=True)
class Word:
    """One word, number or mark. `low` is the folded word, `stem` what is left when clitics are off.

    `joined` is the و or ف before it, `prep` the ب ل ك, `article` whether ال is there, `suffix` the attached pronoun.
    `head` is where the word itself begins, behind what stands before it.
    """

    text: str
    low: str
    start: int
    end: int
    kind: str
    stem: str = ""
    joined: str = ""
    prep: str = ""
    article: bool = False
    suffix: str = ""
    head: int = 0
    noun: Noun | None = None
    kin: Noun | None = None
    verbs: tuple[tuple[Rule, VerbForm], ...] = ()
    rules: tuple[Rule, ...] = ()
    known: bool = False
    passive_sign: bool = False

    @property
    def number(self) -> bool:
        """Is it written in figures?"""
        return self.kind == "number"

    @property
    def mark(self) -> bool:
        """Is it punctuation?"""
        return self.kind == "mark"


@dataclass(frozen=True, slots=True)
class _Split:
    joined: str
    prep: str
    article: bool
    stem: str
    suffix: str
    known: bool = field(default=True)


def words_of(text: str, start: int, end: int) -> list[Word]:
    """The words of `text[start:end]`, with offsets into `text`."""
    found = []
    for match in _TOKEN.finditer(text, start, end):
        raw = match.group()
        low = folded(raw)
        if match.lastgroup == "word" and low:
            found.append(_word(raw, low, match.start(), match.end()))
        elif low:
            found.append(
                Word(raw, low, match.start(), match.end(), match.lastgroup or "mark", low, head=match.start())
            )
    return found


def _word(raw: str, low: str, start: int, end: int) -> Word:
    split, lists = _split(low), tables()
    head = start + _raw_length(raw, len(split.joined))
    noun = lists.nouns.get(split.stem)
    kin = lists.kin.get(split.stem)
    if (
        split.stem in lists.lists["prepositions"]
        and not split.article
        and raw[_raw_length(raw, len(split.joined)) :][:1] != "إ"
    ):
        noun = None
    if split.suffix and noun is not None and noun.number == 1 and not _takes_pronoun(noun):
        noun = None
    return Word(
        raw, low, start, end, "word", split.stem, split.joined, split.prep, split.article, split.suffix, head,
        noun, kin, lists.verbs.get(split.stem, ()), lists.event_nouns.get(split.stem, ()), split.known,
        _passive_sign(raw, len(split.joined)),
    )  # fmt: skip


def _takes_pronoun(noun: Noun) -> bool:
    return bool(noun.kinds & {"person", "building", "religious", "place"})


def _passive_sign(raw: str, skipped: int) -> bool:
    """Does the first letter of the verb carry the damma that makes it passive (قُتل, أُصيب, يُقتل)?"""
    after = raw[_raw_length(raw, skipped) :]
    return len(after) > 1 and after[1] == "\u064f"


def _raw_length(raw: str, letters: int) -> int:
    """How many characters of the raw word its first so many letters take, marks on them included."""
    at = 0
    while letters and at < len(raw):
        if folded(raw[at]):
            letters -= 1
        at += 1
        while at < len(raw) and not folded(raw[at]) and raw[at] != "ء":
            at += 1
    return at


@lru_cache(maxsize=65_536)
def _split(low: str) -> _Split:
    """The reading that takes off least and leaves a word of the tables; otherwise a word that is not known."""
    lists = tables()
    for joined in _PROCLITICS:
        if not low.startswith(joined) or len(low) <= len(joined) + 1:
            continue
        rest = low[len(joined) :]
        found = _without_preposition(rest, joined, lists)
        if found is not None:
            return found
    return _unknown(low)


def _without_preposition(rest: str, joined: str, lists: Tables) -> _Split | None:
    for prep in _PREPOSITIONS:
        if not rest.startswith(prep) or len(rest) < len(prep) + 2:
            continue
        bare = rest[len(prep) :]
        if prep and len(bare) < 3:
            continue
        for article in ("", "ال", "ل") if prep == "ل" else ("", "ال"):
            if article and not (bare.startswith(article) and len(bare) > len(article) + 1):
                continue
            if prep in ("ع", "ه") and article != "ال":
                continue
            stem = bare[len(article) :]
            found = _known_stem(stem, lists, bool(article))
            if found is not None:
                return _Split(joined, prep, bool(article), found[0], found[1])
    return None


def _known_stem(stem: str, lists: Tables, article: bool) -> tuple[str, str] | None:
    for form in _spellings(stem):
        if form in lists.known:
            return form, ""
    if article:
        return None
    for suffix in _SUFFIXES:
        bare = stem[: -len(suffix)] if stem.endswith(suffix) else ""
        if len(bare) < 2:
            continue
        # "My son" is not "father" with the ني that only verbs have.
        for form in () if suffix == "ني" else _owned_forms(bare):
            if form in lists.nouns or form in lists.kin or form in lists.event_nouns:
                return form, suffix
        if bare in lists.lists["means"]:
            return bare, suffix
        if suffix not in ("ي", "و") and bare in lists.verbs:
            return bare, suffix
        if suffix == "و" and bare + "وا" in lists.verbs:
            return bare + "وا", ""
    return None


def _owned_forms(bare: str) -> tuple[str, ...]:
    """The forms of the tables that stand before a pronoun as `bare` does."""
    return (*([bare[:-1] + "ة"] if bare.endswith("ت") else []), bare + BEFORE_PRONOUN, bare)


def _spellings(stem: str) -> tuple[str, ...]:
    """A word as it is written, with ة for the ه of chats, and without the alef of the accusative."""
    found = [stem]
    if stem.endswith("ه") and len(stem) > 3:
        found.append(stem[:-1] + "ة")
    if stem.endswith("ا") and len(stem) > 3:
        found.append(stem[:-1])
    return tuple(found)


def _unknown(low: str) -> _Split:
    counted = len(low) > 3 and read_number(low[1:]) is not None
    joined = low[0] if low[0] in "وف" and (low[1:3] == "ال" or counted) else ""
    rest = low[len(joined) :]
    prep = ""
    if rest[:1] in "بكف" and rest[1:3] == "ال" and len(rest) > 5:
        prep, rest = rest[0], rest[1:]
    elif rest.startswith("لل") and len(rest) > 4:
        return _Split(joined, "ل", True, rest[2:], "", False)
    article = rest.startswith("ال") and len(rest) > 3
    return _Split(joined, prep, article, rest[2:] if article else rest, "", False)
