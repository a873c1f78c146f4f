"""Who else it was done to: "among those killed was a nurse", "was killed together with his colleague"."""

from sijil.extraction import tags as t
from sijil.extraction.chunks import NP, VG, Parsed
from sijil.extraction.clauses import objects, subject
from sijil.extraction.groups import Phrase, group

_THOSE = ("those", "the people", "the victims", "the men", "the women", "the children")
_AMONG = ("among", "amongst")
_WITH = ("together with", "along with", "alongside", "as well as")


def among(s: Parsed, index: int) -> list[Phrase]:
    """Who is among the people of the noun phrase at chunk `index`: before "was among" or after "among ... was"."""
    before = index - 2
    if s.said(index - 1) == "of" and s.said(before) == "one":
        before -= 1
    elif s.said(index - 1) not in ("among", "amongst"):
        return []
    while s.kind(before) == t.ADV:
        before -= 1
    if s.kind(before) == VG and s.chunks[before].base in s.lexicon["roles.states"]:
        return subject(s, before)
    after = index + 1
    while s.kind(after) in (t.ADV, t.PREP) or (s.kind(after) == NP and s.kind(after - 1) == t.PREP):
        after += 1
    return objects(s, after) if s.kind(after) == VG and s.chunks[after].base == "be" else []


def among_those(s: Parsed, verb: int) -> list[Phrase]:
    """ "Those killed", "those who died": for the verb at chunk `verb`, who is said to be among them."""
    relative = s.kind(verb - 1) == t.REL
    those = verb - 2 if relative else verb - 1
    among_them = s.kind(those) == NP and (s.said(those - 1) in _AMONG or s.said(those) in _THOSE)
    if not among_them or not (relative or s.chunks[verb].bare):
        return []
    found = among(s, those)
    if found or s.said(those - 1) not in _AMONG:
        return found
    after = verb + 1
    while s.kind(after) in (t.ADV, t.PREP, NP):
        after += 1
    return objects(s, after) if s.kind(after) == VG and s.chunks[after].base == "be" else []


def together_with(s: Parsed, verb: int) -> list[Phrase]:
    """Those after "together with", "along with": it was done to them too."""
    last = s.chunks[verb].last
    for phrase in _WITH:
        size = len(phrase.split())
        at = s.find(phrase, last + 1, min(last + 8, len(s.words) - 1))
        if at < 0 or at + size >= len(s.words):
            continue
        first = s.chunk_of(at + size)
        if s.kind(first) == NP and not any(s.kind(one) in (VG, ",") for one in range(verb + 1, first)):
            return group(s, first, len(s.chunks))
    return []
