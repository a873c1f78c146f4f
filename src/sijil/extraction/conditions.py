"""The word conditions of a rule: what must and must not stand beside its trigger."""

from sijil.extraction import tags as t
from sijil.extraction.chunks import NP, VG, Parsed
from sijil.extraction.groups import Phrase, group
from sijil.extraction.referents import kinds_of, kinds_of_chunk
from sijil.extraction.rules import Rule

CAN_ACT = frozenset({"person", "armed_body", "official_body", "organisation", "combatant"})
CANNOT_ACT = frozenset({"means", "pronoun_thing", "footage", "number_only", "building", "historical"})


def words_fit(s: Parsed, rule: Rule, first: int, last: int) -> bool:
    """Do `next`, `after`, `before`, `unless` and `refers` hold for a trigger of tokens `first` to `last`?"""
    if rule.refers and rule.event not in ({s.told} if rule.refers == "told" else s.tolls):
        return False
    end = clause_limit(s, last)
    if (rule.next and not _at_once(s, rule.next, last)) or _at_once(s, rule.unless_next, last):
        return False
    if rule.after and not _any(s, rule.after, last + 1, end):
        return False
    if rule.unless and _any(s, rule.unless, last + 1, end):
        return False
    if rule.before and not _any(s, rule.before, max(0, first - 4), last):
        return False
    return _beside(s, rule, last, end)


_WITH = frozenset({"with", "using", "by"})
_PLACED = frozenset(
    {"to", "into", "in", "inside", "at", "onto", "on", "from", "behind", "under", "across", "through", "of"}
)


_OUT_OF = frozenset({"from", "of"})
_SHORT = 5
"""How many words the object between a verb and its particle may have, the particle with it."""


def _beside(s: Parsed, rule: Rule, last: int, end: int) -> bool:
    """Do `particle`, `instrument`, `where` and `not_where` hold?"""
    if rule.particle and not _any(s, rule.particle, last + 1, min(end, last + _SHORT)):
        return False
    if rule.instrument and not _governed(s, rule.instrument, _WITH, last, end):
        return False
    if rule.where and not _governed(s, rule.where, _PLACED, last, end):
        return False
    if rule.out_of and not _governed(s, rule.out_of, _OUT_OF, last, end):
        return False
    return not (rule.not_where and _governed(s, rule.not_where, _PLACED, last, end))


def _governed(s: Parsed, kinds: frozenset[str], prepositions: frozenset[str], last: int, end: int) -> bool:
    """A noun phrase of one of the kinds, by any of its words, right behind one of the prepositions."""
    for at in range(s.chunk_of(last) + 1, len(s.chunks)):
        chunk = s.chunks[at]
        if chunk.first > end:
            return False
        if chunk.kind == NP and s.said(at - 1) in prepositions:
            words = s.words[chunk.first : chunk.last + 1]
            if any(kinds & s.lexicon.kinds_of(word.low) for word in words):
                return True
    return False


def _at_once(s: Parsed, phrases: tuple[str, ...], last: int) -> bool:
    return any(s.find(phrase, last + 1, last + len(phrase.split())) == last + 1 for phrase in phrases)


def clause_limit(s: Parsed, token: int) -> int:
    """The last token that still belongs to the clause of `token`, roughly: before the next finite clause."""
    at = s.chunk_of(token) + 1
    while at < len(s.chunks):
        kind = s.kind(at)
        if kind in (";", ":"):
            break
        if kind == t.CC and s.kind(at + 1) in (VG, NP) and _new_clause(s, at + 1):
            break
        at += 1
    return s.chunks[at - 1].last


def _new_clause(s: Parsed, at: int) -> bool:
    while s.kind(at) in (NP, t.ADV):
        at += 1
    return s.kind(at) == VG and s.chunks[at].finite and not s.chunks[at].passive and s.kind(at - 1) != t.CC


def _any(s: Parsed, phrases: tuple[str, ...], first: int, last: int) -> bool:
    return any(s.find(phrase, first, last) >= 0 for phrase in phrases)


def object_fits(s: Parsed, wanted: frozenset[str], found: list[Phrase]) -> bool:
    """Is one of the objects of a wanted kind? "Imposed a strict curfew": the head noun decides."""
    return any(wanted & (kinds_of(s, one) | _of_kinds(s, one)) for one in found)


def _of_kinds(s: Parsed, phrase: Phrase) -> frozenset[str]:
    """The kinds of what follows "of", so that "the formation of a committee" counts as the committee."""
    found: frozenset[str] = frozenset()
    for one in phrase.of[:1]:
        found |= kinds_of_chunk(s, s.chunks[one])
    return found


def doers(s: Parsed, phrases: list[Phrase]) -> list[Phrase]:
    """Those of the phrases that can have done something: not a bomb, not "it"."""
    found = []
    for phrase in phrases:
        kinds = kinds_of(s, phrase)
        if kinds & CAN_ACT and not kinds & CANNOT_ACT:
            found.append(phrase)
    return found


def by_whom(s: Parsed, verb: int) -> list[Phrase]:
    """The group after "by", before the next verb."""
    for at in range(verb + 1, min(verb + 9, len(s.chunks))):
        if s.kind(at) == VG or s.kind(at) in (";", ":", t.SUB, t.REL):
            return []
        if s.said(at) == "by" and s.kind(at + 1) == NP:
            return group(s, at + 1, len(s.chunks))
    return []


def natural(s: Parsed, chunk: int, causes: list[Phrase]) -> bool:
    """Is the cause an accident, a disease or the weather?"""
    if any("natural" in kinds_of(s, one) and "armed_body" not in kinds_of(s, one) for one in causes):
        return True
    for at in range(chunk + 1, min(chunk + 8, len(s.chunks) - 1)):
        if s.kind(at) == VG and s.chunks[at].finite:
            return False
        cause = (
            s.kind(at) == t.PREP
            and s.said(at) in ("in", "of", "from", "by", "during")
            and s.kind(at + 1) == NP
        )
        if cause and "natural" in kinds_of_chunk(s, s.chunks[at + 1]):
            return True
    return False
