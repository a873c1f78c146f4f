"""Did it happen, according to the clause? Negations, intentions, conditions, questions, orders.

Only what is said to have happened, or denied to have happened, can become a claim. What may happen,
was tried, threatened, ordered or asked about cannot.
"""

from dataclasses import dataclass

from sijil.extraction import tags as t
from sijil.extraction.chunks import NP, VG, Chunk, Parsed
from sijil.extraction.clauses import governor_of, parallel


@dataclass(frozen=True, slots=True)
class Mood:
    """`happened` is False for what is not claimed at all; tokens point to the words that decide."""

    happened: bool
    negated: bool = False
    negation: int = -1
    hedge: str = ""
    hedge_at: tuple[int, int] = (-1, -1)


_NOT_CLAIMED = Mood(False)


def mood_of(s: Parsed, verb: int, depth: int = 0) -> Mood:
    """What the verb group at chunk `verb` and the verbs it hangs on say about what happened."""
    chunk = s.chunks[verb]
    if depth > 4 or _asked(s) or _conditional(s, verb):
        return _NOT_CLAIMED
    own = _shared_negation(s, verb, _own(s, chunk))
    if not own.happened or _hangs_on_infinitive(s, verb):
        return own if not own.happened else _NOT_CLAIMED
    governor = governor_of(s, verb)
    if governor is not None:
        return _governed(s, own, governor, chunk, depth)
    if chunk.infinitive:
        return _NOT_CLAIMED
    before = verb - 2 if s.kind(verb - 1) == t.QUOTE else verb - 1
    if chunk.form == "ing" and not chunk.finite and s.kind(before) == t.PREP:
        return _after_preposition(s, own, before, depth)
    if chunk.form == "base" and chunk.finite and not chunk.modal and _imperative(s, verb):
        return _NOT_CLAIMED
    return own


def _own(s: Parsed, chunk: Chunk) -> Mood:
    negation = next((at for at in range(chunk.first, chunk.last + 1) if _negates(s, at)), -1)
    if chunk.modal:
        at = next(one for one in range(chunk.first, chunk.last + 1) if s.words[one].low == chunk.modal)
        if chunk.modal not in s.lexicon["modals_of_belief"] or not chunk.perfect:
            return _NOT_CLAIMED
        return Mood(True, negation >= 0, negation, "believed", (at, at))
    return Mood(True, chunk.negated, negation)


def _shared_negation(s: Parsed, verb: int, own: Mood) -> Mood:
    """ "Had not fired on anyone or killed anyone": "or" carries the negation on."""
    if own.negated or not own.happened or s.said(verb - 1) not in ("or", "nor") or not s.chunks[verb].bare:
        return own
    other = parallel(s, verb, verb - 1)
    above = _own(s, s.chunks[other]) if other is not None else own
    return Mood(own.happened, above.negated, above.negation) if above.negated else own


def _hangs_on_infinitive(s: Parsed, verb: int) -> bool:
    """ "Told residents to leave or die": the base form shares the "to" of the one before it."""
    chunk = s.chunks[verb]
    if s.kind(verb - 1) != t.CC or chunk.form != "base" or chunk.infinitive or chunk.modal:
        return False
    for at in range(verb - 2, -1, -1):
        if s.kind(at) == VG:
            return s.chunks[at].infinitive and governor_of(s, at) is not None and _open(s, at)
        if s.kind(at) in (t.SUB, ";", ":"):
            return False
    return False


def _open(s: Parsed, infinitive: int) -> bool:
    governor = governor_of(s, infinitive)
    return governor is not None and s.chunks[governor].base not in s.lexicon["governors.realised"]


def _negates(s: Parsed, at: int) -> bool:
    return s.tags[at].kind == t.NEG or s.words[at].low in s.lexicon["negated"]


def _governed(s: Parsed, own: Mood, governor: int, chunk: Chunk, depth: int) -> Mood:
    base = s.chunks[governor].base
    if base in s.lexicon["governors.failed"] or base in s.lexicon["governors.intended"]:
        return _NOT_CLAIMED
    above = mood_of(s, governor, depth + 1)
    for value in ("believed", "reported", "apparent", "claimed"):
        if base in s.lexicon[f"governors.{value}"]:
            head = s.chunks[governor].head
            return Mood(
                above.happened,
                own.negated or above.negated,
                max(own.negation, above.negation),
                value,
                (head, head),
            )
    if chunk.infinitive and base not in s.lexicon["governors.realised"]:
        return _NOT_CLAIMED
    hedge, at = (above.hedge, above.hedge_at) if above.hedge else (own.hedge, own.hedge_at)
    return Mood(above.happened, own.negated or above.negated, max(own.negation, above.negation), hedge, at)


def _after_preposition(s: Parsed, own: Mood, before: int, depth: int) -> Mood:
    """ "accused of killing" is claimed, "after killing" happened, "capable of killing" is neither."""
    preposition = s.said(before)
    if preposition in ("by", "after", "while", "since", "upon", "before", "in"):
        return own
    if preposition not in ("of", "for"):
        return _NOT_CLAIMED
    for at in range(before - 1, max(-1, before - 6), -1):
        if s.kind(at) == VG:
            if s.chunks[at].base not in s.lexicon["governors.claimed"] | s.lexicon["roles.charging"]:
                return _NOT_CLAIMED
            above = mood_of(s, at, depth + 1)
            head = s.chunks[at].head
            return Mood(above.happened, above.negated, above.negation, "claimed", (head, head))
        if s.kind(at) not in (NP, t.PREP, t.ADV):
            break
    return _NOT_CLAIMED


def _asked(s: Parsed) -> bool:
    """A question is not a claim."""
    return any(word.text == "?" for word in s.words[-4:])


def _conditional(s: Parsed, verb: int) -> bool:
    """Does the verb stand in an "if" clause?"""
    for at in range(verb - 1, -1, -1):
        if s.kind(at) in (",", ";") and s.kind(at - 1) != t.SUB:
            return False
        if s.kind(at) == t.SUB:
            return s.said(at) in s.lexicon["conditions"]
    return False


def _imperative(s: Parsed, verb: int) -> bool:
    at = verb - 1
    while s.kind(at) in (t.ADV, t.QUOTE, t.CC):
        at -= 1
    return at < 0 or s.kind(at) in (",", ":", "!")
