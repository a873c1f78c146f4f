"""What a video or a picture is said to show: a stretch of text on the word of the footage."""

from sijil.extraction import tags as t
from sijil.extraction.chunks import NP, VG, Parsed
from sijil.extraction.sources import Named, Source
from sijil.extraction.units import Unit


def video_scopes(s: Parsed, unit: Unit, text: str, video: Source | None) -> list[tuple[int, int, Source]]:
    """Start, end and source of each stretch that footage shows. `video` is that of the sentence before."""
    found = []
    for index, chunk in enumerate(s.chunks):
        if chunk.kind != NP or not _is_footage(s, index, video is not None):
            continue
        start = _shown_from(s, index)
        if start is not None:
            first, last = s.span(chunk.first, chunk.last)
            said = Named(text[first:last], first, last)
            found.append((start, unit.end, Source("video", said, said)))
    return found[:1]


def _is_footage(s: Parsed, index: int, after_video: bool) -> bool:
    low = s.low(s.chunks[index])
    if low in s.lexicon["thing.footage"]:
        return True
    return after_video and index == 0 and low in s.lexicon["phrases.another"]


def _shown_from(s: Parsed, index: int) -> int | None:
    """The character with which what is shown begins: after "showing", "where", or "in one video,"."""
    for at in range(index + 1, min(index + 12, len(s.chunks))):
        chunk = s.chunks[at]
        if chunk.kind == VG and chunk.base in s.lexicon["verbs.show"] and not chunk.passive:
            return s.words[min(chunk.last + 1, len(s.words) - 1)].start
        relative = chunk.kind == t.REL and s.said(at) in ("where", "which")
        if (relative or (at == index + 1 and s.said(at) == "of")) and at + 1 < len(s.chunks):
            return s.words[s.chunks[at + 1].first].start
    if s.kind(index - 1) == t.PREP and s.kind(index + 1) == "," and index + 2 < len(s.chunks):
        return s.words[s.chunks[index + 2].first].start
    return None
