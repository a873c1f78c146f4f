"""The people a document names: each mention, the fullest name, and what else the document calls them.

A name is a run of words with capitals, with the particles of Arabic and other names in it, and without
titles. Whether a run is a person is read from titles, from its parts, and from what stands beside it;
nothing is concluded about anyone from a name.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from sijil.extraction.lexicon import Lexicon
from sijil.extraction.tokens import Token
from sijil.extraction.units import Units


@dataclass(frozen=True, slots=True)
class Mention:
    """A name as it stands: the name without titles, its place, and the title before it in small letters."""

    name: str
    start: int
    end: int
    title: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the name in small letters."""
        return tuple(self.name.casefold().split())


@dataclass(slots=True)
class Person:
    """All mentions that are taken to be of one person; `full` is the fullest of them."""

    full: Mention
    mentions: list[Mention]
    links: list[tuple[Mention, Mention]] = field(default_factory=list)
    """Pairs of names that the text says are of one: "X or Y"."""


class People:
    """The people of one document. Mentions are taken in reading order."""

    def __init__(self, mentions: Iterable[Mention], aliases: Iterable[tuple[Mention, Mention]] = ()) -> None:
        self.mentions = sorted(mentions, key=lambda one: one.start)
        self._starts = [one.start for one in self.mentions]
        self._by_last: dict[str, list[Mention]] = defaultdict(list)
        self._links = list(aliases)
        self._full: dict[tuple[str, ...], Mention] = {}
        for mention in self.mentions:
            if len(mention.words) > 1:
                self._by_last[bare(mention.words[-1])].append(mention)
        self._alias = {bare(one.words[-1]): other for one, other in self._links}

    def within(self, start: int, end: int) -> list[Mention]:
        """The mentions inside `[start:end]`."""
        first = bisect_left(self._starts, start)
        found = []
        while first < len(self.mentions) and self.mentions[first].start < end:
            if self.mentions[first].end <= end:
                found.append(self.mentions[first])
            first += 1
        return found

    def fullest(self, mention: Mention) -> Mention:
        """The fullest name the document gives the person of this mention; itself if that is not certain."""
        if mention.words not in self._full:
            known = [one for one in self._by_last[bare(mention.words[-1])] if _agree(one, mention)]
            full = max(known, key=lambda one: (len(one.words), -one.start), default=mention)
            # "Mr Renn" where two Renns are named is neither for sure.
            self._full[mention.words] = full if all(_agree(full, one) for one in known) else mention
        return self._full[mention.words]

    def persons(self) -> list[Person]:
        """The people, each with all mentions, joined also where the document says "X or Y" of one."""
        groups: dict[tuple[str, ...], list[Mention]] = defaultdict(list)
        for mention in self.mentions:
            groups[self._root(self.fullest(mention))].append(mention)
        linked: dict[int, list[int]] = defaultdict(list)
        for number, pair in enumerate(self._links):
            for start in {one.start for one in pair}:
                linked[start].append(number)
        found = []
        for some in groups.values():
            full = max(some, key=lambda one: (len(one.words), -one.start))
            links = sorted({number for one in some for number in linked.get(one.start, ())})
            found.append(Person(full, some, [self._links[number] for number in links]))
        return found

    def _root(self, full: Mention) -> tuple[str, ...]:
        """What all names of one person have in common: the words of the fullest, or of that of an alias."""
        other = self._alias.get(bare(full.words[-1]))
        return self.fullest(other).words if other else full.words


def bare(word: str) -> str:
    """A surname without the Arabic article."""
    for prefix in ("al-", "el-", "ash-", "as-", "ad-", "at-", "an-", "ar-", "az-"):
        if word.startswith(prefix) and len(word) > len(prefix) + 1:
            return word[len(prefix) :]
    return word


def _agree(full: Mention, mention: Mention) -> bool:
    """May the shorter name be the fuller one? Their words must not contradict each other."""
    short = {bare(word) for word in mention.words}
    return short <= {bare(word) for word in full.words}


def mentions_in(words: list[Token], lexicon: Lexicon, common: frozenset[str]) -> Iterator[Mention]:
    """The names among the tokens of one sentence."""
    at = 0
    while at < len(words):
        titles = _titles(words, at, lexicon)
        end = _run(words, titles, lexicon)
        if end == titles or not _person(words, at, titles, end, lexicon, common):
            at = max(at + 1, titles)
            continue
        title = " ".join(word.low for word in words[at:titles] if word.text != ".")
        yield Mention(_slice(words, titles, end), words[titles].start, words[end - 1].end, title)
        at = end


def _slice(words: list[Token], first: int, end: int) -> str:
    """The words with what stood between them: one blank, or nothing before a full stop."""
    parts = [words[first].text]
    for before, word in zip(words[first:end], words[first + 1 : end], strict=False):
        parts.append((" " if word.start > before.end else "") + word.text)
    return "".join(parts)


def _titles(words: list[Token], at: int, lexicon: Lexicon) -> int:
    """The index after any titles that begin at `at`."""
    while at < len(words) and words[at].low in lexicon["titles"] and words[at].capital:
        following = words[at + 1] if at + 1 < len(words) else None
        if following is None or not (following.capital or following.text == "."):
            break
        at += 2 if following.text == "." else 1
    return at


def _run(words: list[Token], at: int, lexicon: Lexicon) -> int:
    """The index after the words of a name that begins at `at`."""
    end = start = at
    while end < len(words):
        word = words[end]
        if end > start and word.start > words[end - 1].end + 1:
            break
        if (
            _name_word(word, lexicon)
            or (word.text == "." and end > start and len(words[end - 1].text) == 1)
            or (
                end > start
                and word.low in lexicon["particles"]
                and end + 1 < len(words)
                and words[end + 1].capital
            )
        ):
            end += 1
        else:
            break
    while end > start and words[end - 1].text == ".":
        end -= 1
    return end


def _name_word(word: Token, lexicon: Lexicon) -> bool:
    if word.low in lexicon["months_and_days"] and word.low not in ("may", "april", "june", "august"):
        return False
    prefixed = word.low.startswith(tuple(lexicon["prefixes"])) and len(word.low) > 4
    return (
        word.capital
        and word.text[0].isalpha()
        and (len(word.text) == 1 or not word.text.isupper() or len(word.text) > 5)
    ) or prefixed


def _person(
    words: list[Token], at: int, first: int, end: int, lexicon: Lexicon, common: frozenset[str]
) -> bool:
    name = words[first:end]
    lows = {word.low for word in name}
    if lows & (lexicon["organisations"] | lexicon["places_after"]):
        return False
    following = words[end].low if end < len(words) else ""
    if following in lexicon["places_after"] or following in lexicon["organisations"]:
        return False
    if at < first:
        return True
    # "Free Valley Front (FVF)" is a body, whatever its words.
    if end + 1 < len(words) and words[end].text == "(" and words[end + 1].text.isupper():
        return False
    if at > 0 and words[at - 1].low in ("the", "a", "an"):
        return False
    known = any(lexicon.kinds_of(word.low) or _closed(word.low, lexicon) for word in name[:1])
    return len(name) > 1 and not known and not any(_people_word(word, lexicon) for word in name)


_CLOSED = ("determiners", "pronouns", "prepositions", "clause_openers", "coordinators", "adverbs", "quantifiers",
           "possessives", "number_words", "adjectives", "negative_determiners", "modals", "be", "have",
           "do")  # fmt: skip


def _closed(low: str, lexicon: Lexicon) -> bool:
    return any(low in lexicon[name] for name in _CLOSED) or low in lexicon.verb_forms


def _people_word(word: Token, lexicon: Lexicon) -> bool:
    return word.low.endswith(tuple(lexicon["peoples_endings"])) and len(word.low) > 5


def people_of(units: Units) -> People:
    """The people of a document, without the names that it also uses for places."""
    lexicon, common = units.lexicon, units.tagger.common
    found: list[Mention] = []
    located: set[str] = set()
    aliases: list[tuple[Mention, Mention]] = []
    for unit in units.all:
        some = [_written(unit.text, one) for one in mentions_in(unit.words, lexicon, common)]
        found += some
        located |= {one.name for one in some if not one.title and _located(unit.words, one, lexicon)}
        aliases += [
            (_written(unit.text, one), _written(unit.text, other))
            for one, other in _aliases(unit.words, some, lexicon)
        ]
        unit.forget()
    titled = {one.name for one in found if one.title}
    kept = [one for one in found if one.title or one.name not in located or one.name in titled]
    return People(kept, aliases)


def _written(text: str, mention: Mention) -> Mention:
    """The name as it stands, also where a line's end or a hidden mark lies between its words."""
    return replace(mention, name=text[mention.start : mention.end])


def _located(words: list[Token], mention: Mention, lexicon: Lexicon) -> bool:
    before = [word for word in words if word.end <= mention.start]
    return bool(before) and before[-1].low in lexicon["place_prepositions"]


def _aliases(
    words: list[Token], mentions: list[Mention], lexicon: Lexicon
) -> Iterator[tuple[Mention, Mention]]:
    """ "X or Y," and "X, also known as Y": two names of one person."""
    yield from _kunyas(words, mentions, lexicon)
    firsts = {phrase.split()[0] for phrase in lexicon.phrases["aliases"]}
    for index in range(1, len(words)):
        if words[index].low not in firsts:
            continue
        for phrase in lexicon.phrases["aliases"]:
            parts = phrase.split()
            if [one.low for one in words[index : index + len(parts)]] != parts:
                continue
            other = next((one for one in mentions if one.start == _start(words, index + len(parts))), None)
            before = _name_before(words, index, lexicon) or _described_before(words, index, mentions)
            closed = index + len(parts) < len(words) and _closes(words, other)
            if other is not None and before is not None and (len(parts) > 1 or closed):
                yield before, other


def _described_before(words: list[Token], index: int, mentions: list[Mention]) -> Mention | None:
    """The name in "Jalil Penjwin, a volunteer driver known as Abu Saman"."""
    at = index - 1
    while at >= 0 and words[at].text.isalpha() and not words[at].capital and index - at < 9:
        at -= 1
    if at < 0 or at == index - 1 or words[at].text != "," or words[at + 1].low not in ("a", "an", "the"):
        return None
    return next((one for one in mentions if one.end == words[at].start), None)


def _kunyas(
    words: list[Token], mentions: list[Mention], lexicon: Lexicon
) -> Iterator[tuple[Mention, Mention]]:
    """ "Ahmad Nasser (Abu Khalil)": a name of honour in brackets."""
    for one, other in pairwise(mentions):
        at = next((index for index, word in enumerate(words) if word.start >= one.end), len(words))
        bracketed = at + 1 < len(words) and words[at].text == "(" and words[at + 1].start == other.start
        if bracketed and other.words[0] in lexicon["kunya"]:
            yield one, other


def _start(words: list[Token], index: int) -> int:
    return words[index].start if index < len(words) else -1


def _closes(words: list[Token], mention: Mention | None) -> bool:
    """Does a comma follow the second name, as in "al-Julani or Ahmad al-Sharaa, announced"?"""
    return mention is not None and any(
        word.text == "," and 0 <= word.start - mention.end <= 1 for word in words
    )


def _name_before(words: list[Token], index: int, lexicon: Lexicon) -> Mention | None:
    end = index - 1 if words[index - 1].text == "," else index
    start = end
    while start > 0 and _name_word(words[start - 1], lexicon):
        start -= 1
    while start < end and _closed(words[start].low, lexicon):
        start += 1
    if start == end:
        return None
    return Mention(_slice(words, start, end), words[start].start, words[end - 1].end)
