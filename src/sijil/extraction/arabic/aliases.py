"""Second names that an Arabic text gives somebody: المعروف بـ، الملقب، المكنى, and a kunya beside the name.

Two names are one only where the text says so. Nothing is known from outside it, and nothing is concluded from a name.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sijil.extraction.arabic.naming import Naming
from sijil.extraction.arabic.sentence import Sentence
from sijil.extraction.arabic.tables import folded, tables
from sijil.extraction.arabic.words import Word, words_of
from sijil.extraction.claim import Alias, Said, said
from sijil.extraction.entities import Entity

_OPENING = {"(": ")", "«": "»", '"': '"', "“": "”", "”": "”"}
_COMMAS = frozenset({"،", ","})
_LONGEST = 6


@dataclass(frozen=True, slots=True)
class SecondName:
    """Two names of one person, and the words that say so; `first` to `last` are the words of the second."""

    name: Said
    other: Said
    as_said: Said
    rule: str
    first: int
    last: int


def second_names(s: Sentence) -> list[SecondName]:
    """The second names that one sentence gives, in reading order."""
    naming = Naming(s)
    found: list[SecondName] = []
    for at, word in enumerate(s.words):
        one = (
            _bracketed(s, naming, at)
            if word.mark
            else _introduced(s, naming, at)
            if s.is_in(at, "aliases.words")
            else None
        )
        if one is not None:
            found.append(one)
    return found


def _introduced(s: Sentence, naming: Naming, at: int) -> SecondName | None:
    """ "أحمد ناصر، المعروف بأبي خليل": the name before, the name behind."""
    end = at
    while end > 0 and s.words[end - 1].text in _COMMAS:
        end -= 1
    before = _name_before(s, naming, end)
    after = _name_after(s, naming, at + 1)
    if before is None or after is None:
        return None
    return _second(s, before, after, _behind_particle(s.words[after[0]]), "ar.alias.called")


def _bracketed(s: Sentence, naming: Naming, at: int) -> SecondName | None:
    """ "أحمد ناصر (أبو خليل)" or "أبو خليل (أحمد ناصر)": one of the two is a kunya."""
    close = _closing(s, at)
    before = _name_before(s, naming, at)
    if close < 0 or before is None:
        return None
    after = (at + 1, close - 1)
    kunya = _is_kunya(s, naming, at + 1)
    named = (
        _is_kunya(s, naming, before[0]) and s.words[at].text == "(" and naming.name_at(at + 1, close) == after
    )
    if not kunya and not (named and s.is_in(at + 1, "given")):
        return None
    return _second(s, before, after, s.words[at + 1].head, "ar.alias.kunya")


def _second(
    s: Sentence, before: tuple[int, int], after: tuple[int, int], start: int, rule: str
) -> SecondName:
    end, name = s.words[after[1]].end, s.span(*before)
    closed = after[1] + 1 < len(s.words) and s.words[after[1] + 1].text in _OPENING.values()
    until = s.words[after[1] + 1].end if closed else end
    whole = said(s.text, name[0], until)
    return SecondName(said(s.text, *name), said(s.text, start, end), whole, rule, *after)


def _behind_particle(word: Word) -> int:
    """Where the name begins behind the ب written onto it, with its tatweel."""
    if not word.text.startswith("ب"):
        return word.head
    return word.end - len(word.text[1:].lstrip("ـ"))


def _closing(s: Sentence, at: int) -> int:
    """The index of the mark that closes what the mark at `at` opens, where a name may lie between; -1 else."""
    closing = _OPENING.get(s.words[at].text, "")
    for index in range(at + 2, min(at + _LONGEST, len(s.words))):
        if s.words[index].text == closing and closing:
            return index
        if s.words[index].mark:
            break
    return -1


def _name_before(s: Sentence, naming: Naming, end: int) -> tuple[int, int] | None:
    """The longest name that ends before the word `end` and begins with a given name, or behind a title."""
    for start in range(max(0, end - _LONGEST), end):
        opens = (
            naming.starts_name(start)
            or _is_kunya(s, naming, start)
            or (start > 0 and naming.is_title(start - 1))
        )
        if opens and not naming.is_title(start) and naming.name_at(start, end) == (start, end - 1):
            return start, end - 1
    return None


def _name_after(s: Sentence, naming: Naming, at: int) -> tuple[int, int] | None:
    """The name behind "المعروف": in quotation marks, a kunya, or the word with ب and what carries its article."""
    introduced = s.words[at - 1].low in tables().lists["aliases.before_name"]
    while at < len(s.words) and s.is_in(at, "aliases.fillers"):
        introduced = introduced or s.words[at].low.startswith("ب")
        at += 1
    if at >= len(s.words):
        return None
    if s.words[at].mark:
        close = _closing(s, at)
        return None if close < 0 else (at + 1, close - 1)
    if _is_kunya(s, naming, at):
        return at, _plain_end(s, at + 1)
    if s.words[at].low.startswith("ب") or introduced:
        return at, _plain_end(s, at)
    return None


def _is_kunya(s: Sentence, naming: Naming, at: int) -> bool:
    """A kunya in any case, with any ب before it."""
    if at + 1 >= len(s.words):
        return False
    low = s.words[at].low
    written_on = low[:1] == "ب" and low[1:] in tables().lists["aliases.kunya"]
    return naming.is_kunya(at) or (written_on and naming.is_name_part(at + 1))


def _plain_end(s: Sentence, at: int) -> int:
    """The last word of a name: what follows its first word belongs to it with an article of its own."""
    given = s.is_in(at, "given")
    while at + 1 < len(s.words):
        word = s.words[at + 1]
        own = (word.article and not word.known and not word.prep) or (given and s.is_in(at + 1, "given"))
        if word.kind != "word" or word.joined or not own:
            break
        at += 1
    return at


# -- where the names stand


def entities(sentences: Iterable[Sentence], found: Iterable[SecondName]) -> list[Entity]:
    """The people with two names, each with all places of the text where one of the two stands."""
    pairs = list(found)
    keys = [
        {_key(words_of(one.words, 0, len(one.words))) for one in (pair.name, pair.other)} for pair in pairs
    ]
    mentions: list[dict[tuple[int, int], Said]] = [
        {(one.start, one.end): one for one in (pair.name, pair.other)} for pair in pairs
    ]
    for s in sentences if pairs else ():
        for own, places in zip(keys, mentions, strict=True):
            for start, end in _places(s, own):
                places[start, end] = said(s.text, start, end)
    return [
        Entity(
            "person",
            max((pair.name, pair.other), key=lambda one: len(one.words)),
            tuple(places[key] for key in sorted(places)),
            (Alias(pair.as_said, pair.name, pair.other, pair.rule),),
        )
        for pair, places in zip(pairs, mentions, strict=True)
    ]


def _places(s: Sentence, names: set[tuple[str, ...]]) -> Iterator[tuple[int, int]]:
    stems = [_stem(word) for word in s.words]
    for name in names:
        for at in range(len(stems) - len(name) + 1):
            if tuple(stems[at : at + len(name)]) == name:
                yield s.words[at].head, s.words[at + len(name) - 1].end


def _key(words: list[Word]) -> tuple[str, ...]:
    return tuple(_stem(word) for word in words)


def _stem(word: Word) -> str:
    """The word as it is compared: أبو in any case, without what is written before it; the article counts."""
    low = word.low.removeprefix(word.joined)
    bare = low[1:] if low[:1] in ("ب", "ل") and low[1:] in tables().lists["aliases.kunya"] else low
    if bare in ("ابا", "ابي"):
        return "ابو"
    return folded("ال" + word.stem) if word.article else bare
