"""The quote of a claim: the clause that tells the event, with its doer, its victims, where and when."""

from itertools import chain

from sijil.extraction import tags as t
from sijil.extraction.chunks import DATE, NP, VG, Parsed
from sijil.extraction.clauses import subject
from sijil.extraction.frame import Frame
from sijil.extraction.groups import Phrase
from sijil.extraction.noun_events import governing_verb

_STOPPERS = frozenset({"because", "although", "though", "while", "whereas", "so", "unless"})
_TRIM = frozenset({",", ".", ";", ":", "!", "?", "-", "–", "—", "--", "...", "…", t.QUOTE, "(", ")"})


def quote_tokens(s: Parsed, frame: Frame) -> tuple[int, int]:
    """First and last token of the quote."""
    verb = _main_verb(s, frame)
    if verb is None:
        return _noun_quote(s, frame)
    first = min(frame.trigger, s.chunks[verb].first)
    tellers = subject(s, verb) if verb != frame.chunk else []
    for phrase in [*tellers, *frame.subject, *frame.victims, *frame.agents]:
        start = s.chunks[phrase.chunk].first
        # A doer named only after the next clause has begun does not stretch the quote.
        first = min(first, start) if phrase.last <= frame.trigger + 40 else first
    last = max(frame.trigger, _clause_end(s, verb))
    for phrase in [*frame.victims, *frame.agents, *([frame.number] if frame.number else [])]:
        last = max(last, phrase.last)
    return _trimmed(s, _with_opening(s, first), last)


def _main_verb(s: Parsed, frame: Frame) -> int | None:
    """The verb of the frame's clause; of a noun the verb that governs it, if there is one."""
    if s.kind(frame.chunk) == VG:
        return frame.chunk
    if frame.voice == "of":
        own = _verb_of_subject(s, frame)
        return governing_verb(s, frame.chunk) if own is None else own
    for at in chain(range(frame.chunk - 1, -1, -1), range(frame.chunk + 1, len(s.chunks))):
        if s.kind(at) == VG:
            return at
    return None


def _verb_of_subject(s: Parsed, frame: Frame) -> int | None:
    """The verb right behind of which the noun is the subject: "and that his body was found"."""
    last = max([s.chunks[frame.chunk].last, *(phrase.last for phrase in frame.victims)])
    at = _skip_adverbs(s, s.chunk_of(last) + 1)
    if s.kind(at) != VG or not s.chunks[at].finite:
        return None
    return at if any(one.chunk == frame.chunk for one in subject(s, at)) else None


def _noun_quote(s: Parsed, frame: Frame) -> tuple[int, int]:
    """ "The killing of X and his son in Hama province", without the clause it hangs in."""
    first = s.chunks[frame.chunk].first
    last = max([s.chunks[frame.chunk].last, *(phrase.last for phrase in [*frame.victims, *frame.agents])])
    at = s.chunk_of(last) + 1
    while (s.kind(at) == t.PREP and s.kind(at + 1) in (NP, DATE)) or s.kind(at) == DATE:
        at += 2 if s.kind(at) == t.PREP else 1
        last = s.chunks[at - 1].last
    return _trimmed(s, first, last)


def _clause_end(s: Parsed, verb: int) -> int:
    """The last token of the clause of a verb: before a joined verb, a new clause, a semicolon."""
    at = verb + 1
    while at < len(s.chunks):
        kind = s.kind(at)
        if kind in (";", ":") or (kind == t.SUB and s.said(at) in _STOPPERS):
            break
        if kind == t.CC and (_joined_verb(s, at + 1) or _new_clause(s, at + 1)):
            break
        if kind == "," and _joined_verb(s, at + 1) and s.chunks[_skip_adverbs(s, at + 1)].finite:
            break
        at += 1
    return s.chunks[at - 1].last


def _skip_adverbs(s: Parsed, at: int) -> int:
    while s.kind(at) == t.ADV:
        at += 1
    return at


def _joined_verb(s: Parsed, at: int) -> bool:
    return s.kind(_skip_adverbs(s, at)) == VG


def _new_clause(s: Parsed, at: int) -> bool:
    """Does a clause with a subject of its own begin here?"""
    at = _skip_adverbs(s, at)
    if s.kind(at) != NP:
        return False
    while s.kind(at) in (NP, t.ADV) or (s.kind(at) == t.PREP and s.kind(at + 1) in (NP, DATE)):
        at += 2 if s.kind(at) == t.PREP else 1
    if s.kind(at) == ",":
        # "and the mill, built in 1920, was shelled": the verb comes after what is put in between.
        return any(
            s.kind(one) == VG and s.chunks[one].finite and not s.chunks[one].bare and s.kind(one - 1) == ","
            for one in range(at, len(s.chunks))
        )
    return s.kind(at) == VG and s.chunks[at].finite and not s.chunks[at].bare


def _with_opening(s: Parsed, first: int) -> int:
    """Take in "In April, " when it opens the sentence and nothing else stands before the clause."""
    at = s.chunk_of(first) - 1
    while at >= 0 and s.kind(at) in (NP, DATE, t.PREP, t.ADV, ",", t.ADJ):
        at -= 1
    return s.chunks[at + 1].first if at < 0 or (s.kind(at) in (t.QUOTE, t.CC) and at == 0) else first


def _trimmed(s: Parsed, first: int, last: int) -> tuple[int, int]:
    while last > first and s.tags[last].kind in _TRIM:
        last -= 1
    while first < last and (s.tags[first].kind in _TRIM or s.tags[first].kind == t.CC):
        first += 1
    return first, last


def phrase_span(s: Parsed, phrase: Phrase) -> tuple[int, int]:
    """Character offsets of a phrase."""
    return s.span(s.chunks[phrase.chunk].first, phrase.last)
