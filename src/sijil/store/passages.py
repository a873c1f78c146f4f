"""The text around a claim as a reviewer reads it: wide enough for every word the claim points to, never beyond.

Of a message only what is in it is shown, since the line above it names its sender; the same holds for each place
elsewhere in the text to which a field of the claim points.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sijil.store import models
from sijil.store.protection import View, allow
from sijil.store.quotes import Parts
from sijil.store.withheld import blanked, open_claims, withheld

AROUND = 600
"""Characters shown before and after a quote."""
FAR = 80
"""Characters shown around words that a field points to elsewhere in the text."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Window:
    """A slice of a rendition, `text` beginning at offset `start`; `main` holds the quote.

    `before` and `after` say whether more of the same message or text lies on that side.
    """

    start: int
    text: str
    main: bool
    before: bool
    after: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """What is shown of the text of a claim, in the order of the text, and where the quote stands."""

    windows: tuple[Window, ...]
    quote: Span
    language: str


def passage(view: View, claim: str, spans: Iterable[Span], *, around: int = AROUND) -> Passage | None:
    """The text around a claim's quote, and around those spans of it that lie elsewhere; None for an unknown claim."""
    allow(view)
    row = open_claims().filter(key=claim).select_related("statement__rendition").first()
    if row is None:
        return None
    rendition = row.statement.rendition
    quote = (row.statement.start, row.statement.end)
    parts, text = Parts([rendition.id]), blanked(rendition.text, withheld().get(rendition.id, []))
    main = _widened(parts, rendition, quote, around)
    others = (_widened(parts, rendition, span, FAR) for span in spans)
    slices = _merged([main, *(span for span in others if not _inside(span, main))])
    windows = tuple(_window(text, span, quote, _bounds(parts, rendition, span[0])) for span in slices)
    return Passage(windows, quote, rendition.language)


@dataclass(frozen=True, slots=True)
class TextRow:
    """A text that a reader made of an item; `cut` where only its beginning is here."""

    part: str
    language: str
    text: str
    draft: str
    cut: bool


def texts(view: View, sha256: str, *, limit: int) -> list[TextRow]:
    """The texts of an item in their order, of each so many characters from its beginning; tables have rows instead.

    A text of messages is left out: between them it names their senders. What was taken back is blanked.
    """
    allow(view)
    spans = withheld()
    rows = models.Rendition.objects.filter(item__sha256=sha256, item__part="", table__isnull=True).exclude(
        text=""
    )
    rows = rows.exclude(id__in=models.Part.objects.exclude(sender="").values("rendition_id"))
    return [
        TextRow(
            row.part,
            row.language,
            blanked(row.text[:limit], spans.get(row.id, [])),
            row.draft,
            len(row.text) > limit,
        )
        for row in rows.order_by("position")
    ]


def _bounds(parts: Parts, rendition: models.Rendition, at: int) -> Span:
    part = parts.at(rendition.id, at)
    return (part.start, part.end) if part else (0, len(rendition.text))


def _widened(parts: Parts, rendition: models.Rendition, span: Span, by: int) -> Span:
    first, last = _bounds(parts, rendition, span[0])
    return max(first, span[0] - by), max(span[1], min(last, span[1] + by))


def _inside(span: Span, other: Span) -> bool:
    return other[0] <= span[0] and span[1] <= other[1]


def _merged(spans: list[Span]) -> list[Span]:
    """The spans in order, those that touch as one."""
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def _window(text: str, span: Span, quote: Span, bounds: Span) -> Window:
    start, end = span
    return Window(start, text[start:end], _inside(quote, span), start > bounds[0], end < bounds[1])
