"""A whole text with the claims in it: each quote stands out, its fields coloured, and leads to its claim."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sijil.store.passages import Span, TextRow, Window
from sijil.store.shown import ClaimRow
from sijil.web.fields import Segment, fields, segments


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a text: plain, or one or more quotes that overlap, with the claims they belong to."""

    segments: tuple[Segment, ...]
    claims: tuple[ClaimRow, ...] = ()


def stretches(text: TextRow, claims: Sequence[ClaimRow]) -> list[Stretch]:
    """A text from its beginning to its end; claims of other texts are left out."""
    here = [c for c in claims if c.quote.part == text.part and c.quote.end <= len(text.text)]
    found: list[Stretch] = []
    at = 0
    for (start, end), told in _merged(here):
        found += _plain(text.text, at, start)
        coloured = [field for claim in told for field in fields(claim.body)]
        window = Window(start, text.text[start:end], True, False, False)
        found.append(Stretch(tuple(segments(window, coloured, (start, end))), tuple(told)))
        at = end
    return found + list(_plain(text.text, at, len(text.text)))


def _plain(text: str, start: int, end: int) -> Iterator[Stretch]:
    if start < end:
        yield Stretch((Segment(text[start:end], start, "", False, False),))


def _merged(claims: Sequence[ClaimRow]) -> Iterator[tuple[Span, list[ClaimRow]]]:
    """Quotes that overlap as one span, with their claims."""
    span, told = (0, 0), list[ClaimRow]()
    for claim in sorted(claims, key=lambda c: (c.quote.start, c.quote.end, c.key)):
        if told and claim.quote.start >= span[1]:
            yield span, told
            told = []
        start = span[0] if told else claim.quote.start
        span = (start, max(span[1] if told else 0, claim.quote.end))
        told = [*told, claim]
    if told:
        yield span, told
