"""What a phrase stands for: people, a building, a weapon... so that "killed hopes" is no killing."""

from dataclasses import replace

from sijil.extraction import tags as t
from sijil.extraction.chunks import NP, Chunk, Parsed
from sijil.extraction.groups import Phrase

_NONE: frozenset[str] = frozenset()
_PERSON = frozenset({"person"})


def kinds_of(s: Parsed, phrase: Phrase) -> frozenset[str]:
    """The kinds of a phrase; of "dozens of houses" those of the houses."""
    chunk = s.chunks[phrase.chunk]
    if s.low(chunk) in ("those", "all", "these") and s.said(phrase.chunk + 1) == "who":
        return frozenset({"person", "pronoun"})
    if head_of(s, phrase) != chunk.head:
        return kinds_of_chunk(s, replace(chunk, last=phrase.last, head=phrase.last))
    if phrase.of and (s.low(chunk) in s.lexicon["partitives"] or s.tags[chunk.head].kind == t.NUM):
        if s.low(s.chunks[phrase.of[0]]) in ("own", "those"):
            # "Nine of their own", "eleven of those on board"
            return frozenset({"person", "number"})
        return kinds_of_chunk(s, s.chunks[phrase.of[0]], numbered=_is_number(s, chunk))
    found = kinds_of_chunk(s, chunk)
    for one in phrase.appositions:
        found |= kinds_of_chunk(s, s.chunks[one]) & frozenset({"person", "combatant", "armed_body", "kin"})
    return found


def kinds_of_chunk(s: Parsed, chunk: Chunk, numbered: bool = False) -> frozenset[str]:
    """The kinds of one noun phrase by its head; `numbered` when a number of them is said before it."""
    kind, low = s.tags[chunk.head].kind, s.low(chunk)
    if kind == t.PRON or low in s.lexicon["pronouns"]:
        return _pronoun(s, low) | (_it(s, chunk) if low == "it" else _NONE)
    if kind == t.NAME:
        return _name(s, chunk)
    known = s.lexicon.kinds_of(low)
    if known:
        return known
    if kind in (t.NUM, t.QUANT):
        return frozenset({"person", "number"})
    if kind == t.ADJ or low in s.lexicon["adjectives"]:
        return _PERSON if chunk.first < chunk.head and low in s.lexicon["people_adjectives"] else _NONE
    return _unknown_noun(s, chunk, low, numbered)


def _pronoun(s: Parsed, low: str) -> frozenset[str]:
    if low in (
        "it",
        "itself",
        "this",
        "that",
        "these",
        "those",
        "something",
        "anything",
        "everything",
        "nothing",
    ):
        return frozenset({"pronoun_thing"})
    return frozenset({"person", "pronoun"} | ({"they"} if low in ("they", "them") else set()))


THINGS = frozenset({"building", "religious_site"})


def _it(s: Parsed, chunk: Chunk) -> frozenset[str]:
    """The kinds of the building that "it" may stand for: the last one before it, here or in the sentence before."""
    for other in reversed(s.chunks):
        if other.first < chunk.first and other.kind == NP:
            found = thing_of(s, other)
            if found:
                return found
    return s.it


def thing_of(s: Parsed, chunk: Chunk) -> frozenset[str]:
    """The kinds of one building, nothing for several or for what is no building."""
    low = s.low(chunk)
    known = s.lexicon.kinds_of(low) & THINGS
    return known if known and not s.lexicon.plural(low) else _NONE


def _name(s: Parsed, chunk: Chunk) -> frozenset[str]:
    words = s.words[chunk.first : chunk.last + 1]
    lows = [word.low for word in words]
    known = s.lexicon.kinds_of(words[chunk.head - chunk.first].low)
    if known & {"religious_site", "building", "army_post", "official_body", "organisation", "place", "means"}:
        return known - _PERSON
    if set(lows) & s.lexicon["historical"]:
        return frozenset({"historical", "name"})
    if any(low in s.lexicon["titles"] for low in lows[:-1]):
        return frozenset({"person", "name"})
    if set(lows) & (s.lexicon["organisations"] | s.lexicon["places_after"]):
        return frozenset({"organisation", "name"})
    return frozenset({"person", "name"})


def _unknown_noun(s: Parsed, chunk: Chunk, low: str, numbered: bool) -> frozenset[str]:
    """A noun of no table: people when it is counted, or has the ending of a noun for people."""
    numbered = numbered or any(s.tags[at].kind == t.NUM for at in range(chunk.first, chunk.head))
    plural = s.lexicon.plural(low)
    singular = s.lexicon.singular(low)
    animate = low.endswith(tuple(s.lexicon["animate_endings.endings"])) and len(low) > 4
    inanimate = singular.endswith(
        ("tion", "ment", "ness", "ity", "ance", "ence", "ure", "ism", "age", "ship", "ing")
    )
    if inanimate or not (animate or (numbered and plural)):
        return _NONE
    return _PERSON if plural or low.endswith(("man", "woman", "ist", "ian")) else _NONE


def head_of(s: Parsed, phrase: Phrase) -> int:
    """The token that heads a phrase; of "the minister" in "the minister's death" the minister."""
    chunk = s.chunks[phrase.chunk]
    if chunk.head <= phrase.last or s.chunk_of(phrase.last) != phrase.chunk:
        return chunk.head
    return phrase.last


def _is_number(s: Parsed, chunk: Chunk) -> bool:
    return s.tags[chunk.head].kind in (t.NUM, t.QUANT, t.PRON)


def possessor(s: Parsed, chunk: Chunk) -> Phrase | None:
    """Whose it is: "his" in "his throat", "the shrine" in "the shrine's guards", as a phrase of its own."""
    for at in range(chunk.head, chunk.first - 1, -1):
        if s.tags[at].kind == t.OWNER:
            return Phrase(s.chunk_of(at), at - 1)
        if s.tags[at].kind == t.POSS:
            return Phrase(s.chunk_of(at), at)
    return None


def negative(s: Parsed, phrase: Phrase) -> bool:
    """Does the phrase say that there was none: "no one", "none of the men"?"""
    chunk = s.chunks[phrase.chunk]
    words = s.words[chunk.first : chunk.last + 1]
    return (
        any(s.tags[chunk.first + at].kind == t.NEGDET for at in range(len(words)))
        or any(word.low in s.lexicon["negative_pronouns"] for word in words)
        or (words[0].low == "not" and len(words) > 1)
        or (chunk.first > 0 and s.words[chunk.first - 1].low == "not")
    )


def is_noun_phrase(s: Parsed, at: int) -> bool:
    """Is the chunk at `at` a noun phrase?"""
    return s.kind(at) == NP
