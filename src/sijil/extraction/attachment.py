"""Which verb a date or a place belongs to: the one it follows, unless it opens the clause.

Shared ends are allowed for: in "shot five men and wounded two at the bridge on Monday" the place and the
day belong to both verbs. What belongs to another verb ("founded in 1320, was shelled") is not taken.
"""

from sijil.extraction import tags as t
from sijil.extraction.chunks import NP, VG, Parsed
from sijil.extraction.clauses import governor_of
from sijil.extraction.frame import Frame
from sijil.extraction.groups import no_object
from sijil.extraction.noun_events import governing_verb


def attached(s: Parsed, frame: Frame, token: int) -> int:
    """How well the phrase at `token` goes with the frame's event: 3 its own, 2 shared, 1 leading, 0 not."""
    verb = _verb_of(s, frame)
    at = s.chunk_of(token)
    governing = _governing(s, at)
    if verb is None:
        return _beside_noun(s, frame, at, governing)
    if governing == verb or _hangs_on(s, governing, verb):
        return 3
    if governing is None:
        return 1 if not _behind_other_clause(s, at, verb) else 0
    if governing > verb:
        return 2 if _shares(s, verb, governing) else 0
    return 2 if _led_by(s, governing, verb) else 0


def _verb_of(s: Parsed, frame: Frame) -> int | None:
    if s.kind(frame.chunk) == VG:
        return frame.chunk
    if frame.voice == "of":
        left = governing_verb(s, frame.chunk)
        return left if left is not None or s.kind(frame.chunk + 1) != VG else frame.chunk + 1
    if frame.voice in ("bare", "toll", "complement", "middle"):
        at = frame.chunk - 1
        while at >= 0 and s.kind(at) != VG:
            at -= 1
        if at >= 0:
            return at
        return next((one for one in range(len(s.chunks)) if s.kind(one) == VG), None)
    return None


def _beside_noun(s: Parsed, frame: Frame, at: int, governing: int | None) -> int:
    """For "the killing of X in Y": what follows it before the next verb, or opens the sentence."""
    if at > frame.chunk and (governing is None or governing < frame.chunk):
        return 3
    if governing is None and at < frame.chunk:
        return 1
    return 0


def _governing(s: Parsed, at: int) -> int | None:
    """The last verb group before `at` that is not in a relative clause closed before it."""
    index = at - 1
    while index >= 0:
        if s.kind(index) == VG and not _closed_relative(s, index, at):
            return index
        if s.kind(index) == ";":
            return None
        index -= 1
    return None


def _closed_relative(s: Parsed, verb: int, at: int) -> bool:
    left = verb - 1
    while s.kind(left) in (t.ADV, NP):
        left -= 1
    return s.kind(left) == t.REL and any(s.kind(one) == "," for one in range(verb, at))


def _hangs_on(s: Parsed, governing: int | None, verb: int) -> bool:
    """ "Started beating" and "forced to flee": both verbs are one."""
    if governing is None:
        return False
    return governor_of(s, verb) == governing or governor_of(s, governing) == verb


def _behind_other_clause(s: Parsed, at: int, verb: int) -> bool:
    """Does the phrase open another clause than the verb's: "When they met in Orsk, soldiers shot two"?"""
    return any(s.kind(one) == t.SUB for one in range(at)) and any(
        s.kind(one) == VG for one in range(at, verb)
    )


def _shares(s: Parsed, verb: int, governing: int) -> bool:
    """Is the later verb joined to the event's by "and" or a comma, or does it say when ("when a shell hit")?"""
    between = [s.kind(one) for one in range(verb + 1, governing)]
    left = governing - 1
    while s.kind(left) == t.ADV:
        left -= 1
    if s.kind(left) in (t.CC, ",") or s.kind(left) == t.REL:
        return s.kind(left) != t.REL and t.SUB not in between
    if t.SUB in between:
        opener = next(one for one in range(verb + 1, governing) if s.kind(one) == t.SUB)
        return s.said(opener) in ("when", "as", "after", "while", "before") and "," not in between
    loose = not s.chunks[governing].finite or (s.chunks[governing].bare and no_object(s, governing))
    return loose and s.kind(left) in (NP, t.ADV)


def _led_by(s: Parsed, governing: int, verb: int) -> bool:
    """Is the event's verb a participle or a joined verb of the one before: "hit a house on Monday, killing two"?"""
    chunk = s.chunks[verb]
    left = verb - 1
    while s.kind(left) == t.ADV:
        left -= 1
    if s.kind(left) == "," and chunk.form == "ing" and not chunk.finite:
        return True
    return s.kind(left) == t.CC
