"""Noun phrases with what belongs to them, read from left to right.

"Orla Renn, 42, a teacher, and her two daughters" is a list of two phrases, the first with two
appositions; "the head of the council" is one phrase with an "of".
"""

from dataclasses import dataclass, field

from sijil.extraction import tags as t
from sijil.extraction.chunks import ADJP, DATE, NP, VG, Parsed


@dataclass(slots=True)
class Phrase:
    """A noun phrase with what belongs to it, as chunk numbers; `last` is its last token."""

    chunk: int
    last: int
    of: list[int] = field(default_factory=list)
    appositions: list[int] = field(default_factory=list)
    also: list[int] = field(default_factory=list)
    """Nouns that share this one's number: the boys of "thirty men and boys"."""


def group(s: Parsed, first: int, limit: int) -> list[Phrase]:
    """The list of phrases that begins with the noun phrase at chunk `first`, before chunk `limit`."""
    found = [with_of(s, first, limit)]
    at = s.chunk_of(found[-1].last) + 1
    while at < limit:
        step = (
            _apposition(s, found[-1], at, limit)
            or _named_after(s, found[-1], at, limit)
            or _conjunct(s, found, at, limit)
            or _insertion(s, at, limit)
        )
        if not step:
            break
        at = step
    return found


def with_of(s: Parsed, at: int, limit: int) -> Phrase:
    phrase = Phrase(at, s.chunks[at].last)
    following = at + 1
    while following + 1 < limit and s.said(following) == "of" and s.kind(following + 1) == NP:
        phrase.of.append(following + 1)
        phrase.last = s.chunks[following + 1].last
        following += 2
    # "The mother of Daro and Sami": both names belong to the "of".
    both = phrase.of and following + 1 < limit and s.kind(following) == t.CC and s.kind(following + 1) == NP
    if both and is_named(s, phrase.of[-1]) and is_named(s, following + 1) and _kin(s, at):
        phrase.of.append(following + 1)
        phrase.last = s.chunks[following + 1].last
    return phrase


def _kin(s: Parsed, at: int) -> bool:
    return "kin" in s.lexicon.kinds_of(s.low(s.chunks[at]))


def _apposition(s: Parsed, phrase: Phrase, at: int, limit: int) -> int:
    """Takes ", a teacher" or ", 42" or "(42)" into the phrase; gives the chunk after it, or 0."""
    opening = s.kind(at)
    if opening not in (",", "(") or at + 1 >= limit or s.kind(at + 1) != NP:
        return 0
    if not _describes(s, phrase, at + 1):
        return 0
    described = with_of(s, at + 1, limit)
    after = s.chunk_of(described.last) + 1
    if opening == "(" and s.kind(after) != ")":
        return 0
    if s.words[s.chunks[at + 1].first].low == "aged" and s.kind(after) == t.CC and _number(s, after + 1):
        # "Two brothers, aged nine and eleven": two ages, no third brother.
        described, after = with_of(s, after + 1, limit), after + 2
    # "a nurse, a driver and two patients" is a list: an apposition is closed by a comma or ends the clause.
    if opening == "," and s.kind(after) == t.CC and not is_named(s, phrase.chunk):
        return 0
    phrase.appositions.append(at + 1)
    phrase.last = described.last
    return after + (1 if opening == "(" else 0)


def _number(s: Parsed, at: int) -> bool:
    return (
        s.kind(at) == NP
        and s.chunks[at].first == s.chunks[at].last
        and s.tags[s.chunks[at].head].kind == t.NUM
    )


def _named_after(s: Parsed, phrase: Phrase, at: int, limit: int) -> int:
    """The name in "a spokesman for the brigades, Colonel Maban,"; gives the chunk after it, or 0."""
    inner = s.kind(at) == t.PREP and s.said(at) in ("for", "from", "at", "in") and s.kind(at + 1) == NP
    role = not is_named(s, phrase.chunk) and s.kind(at + 2) == "," and s.kind(at + 3) == NP
    if not inner or not role or not is_named(s, at + 3) or s.tags[s.chunks[at + 3].first].kind == t.DET:
        return 0
    return _apposition(s, phrase, at + 2, limit)


def _describes(s: Parsed, phrase: Phrase, at: int) -> bool:
    """Can the noun phrase at `at` say who `phrase` is?"""
    chunk, lexicon = s.chunks[at], s.lexicon
    first = s.tags[chunk.first].kind
    if first == t.NUM and chunk.first == chunk.last:
        return s.words[chunk.first].text.isdigit() and len(s.words[chunk.first].text) <= 3
    if s.words[chunk.first].low == "aged":
        return True
    kinds = lexicon.kinds_of(s.low(chunk))
    if is_named(s, phrase.chunk):
        return first in (t.DET, t.POSS) or (first in (t.NOUN, t.ADJ) and "person" in kinds)
    named = s.tags[chunk.head].kind == t.NAME and first in (t.NAME, t.NOUN)
    low = s.low(s.chunks[phrase.chunk])
    of_a_body = low in lexicon["roles.of_a_body"] and bool(phrase.of)
    # "A monitor, Shoreline Watch," and "a third, Mika Lund,".
    counted = s.tags[s.chunks[phrase.chunk].head].kind in (t.NUM, t.QUANT)
    person = bool({"person", "organisation"} & lexicon.kinds_of(low)) or of_a_body or counted
    article = s.words[chunk.first].low in ("a", "an") and "person" in kinds
    return person and ((named and not lexicon.plural(low)) or article)


def is_named(s: Parsed, chunk: int) -> bool:
    return s.tags[s.chunks[chunk].head].kind == t.NAME


def _conjunct(s: Parsed, found: list[Phrase], at: int, limit: int) -> int:
    """Adds ", B" or "and B" to the list; gives the chunk after it, or 0."""
    start = at
    if s.kind(at) == ",":
        at += 1
    joined = s.kind(at) == t.CC and s.said(at) in ("and", "or", "nor")
    if joined:
        at += 1
    while joined and s.kind(at) == t.ADV:
        at += 1
    if at == start or s.kind(at) != NP or at >= limit:
        return 0
    if not joined and (not _list_goes_on(s, at, limit) or _speakers(s, at, limit)):
        return 0
    phrase = with_of(s, at, limit)
    after = s.chunk_of(phrase.last) + 1
    if limit == len(s.chunks) and _begins_clause(s, after):
        return 0
    found.append(phrase)
    return after


def _list_goes_on(s: Parsed, at: int, limit: int) -> bool:
    """After a comma: is there an "and NP" later in the same row of noun phrases?"""
    while at < limit and s.kind(at) in (NP, ",", t.PREP, ADJP):
        if s.kind(at) == t.PREP and s.said(at) != "of":
            return False
        at += 1
    return at < limit and s.kind(at) == t.CC and s.kind(at + 1) in (NP, t.ADV)


def _speakers(s: Parsed, at: int, limit: int) -> bool:
    """ "Killing 17 passengers, police and hospital staff said": those who say it are no more of the list."""
    while at < limit and s.kind(at) in (NP, ",", t.PREP, ADJP, t.CC):
        at += 1
    return s.kind(at) == VG and s.chunks[at].base in s.lexicon["verbs.say"] and s.chunks[at].finite


def _begins_clause(s: Parsed, at: int) -> bool:
    """Is what stands at `at` the verb of which the phrase before it is the subject?"""
    while s.kind(at) in (t.ADV, t.PREP, NP) and at < len(s.chunks):
        if s.kind(at) == t.PREP and s.kind(at + 1) != NP:
            return False
        at += 2 if s.kind(at) == t.PREP else 1
    chunk = s.chunks[at] if at < len(s.chunks) else None
    return chunk is not None and chunk.kind == VG and chunk.finite and not (chunk.bare and no_object(s, at))


def no_object(s: Parsed, verb: int) -> bool:
    """Does no noun phrase follow the verb as its object?"""
    at = verb + 1
    while s.kind(at) in (t.ADV, ADJP):
        at += 1
    return s.kind(at) in (t.PREP, ",", ".", "", t.CC, t.SUB, DATE, ";", t.QUOTE)


def _insertion(s: Parsed, at: int, limit: int) -> int:
    """Steps over ", including three children," and ", who was 15," between the parts of a list."""
    if s.kind(at) != "," or at + 1 >= limit:
        return 0
    opener = s.kind(at + 1) == t.REL or s.said(at + 1) in ("including", "among", "all")
    if not opener:
        return 0
    for end in range(at + 2, min(limit, at + 14)):
        if s.kind(end) == ",":
            return end + 1 if s.kind(end + 1) == t.CC else 0
    return 0
