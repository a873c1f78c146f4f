"""The quote gate: a quote is a slice of the text, or it is nothing.

A candidate is looked for as it stands, then after `sijil.text.fold`; what is kept is always the raw
slice of the text, never the candidate's own characters. There is no third way in: nothing that is
merely similar is accepted, since no measure of likeness parts a changed digit from a changed comma.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sijil.errors import QuoteRejected
from sijil.text import Folded, cuts_through, fold, folding_between

_WINDOW = 1 << 16
_SEAM = re.compile(r"[A-Za-z0-9][A-Za-z0-9]|[\u0621-\u063a\u0641-\u0648][\u0621-\u063a\u0641-\u0648]")
_NUMBER = re.compile(r"\d+(?:[.,٫٬]\d+)*")


@dataclass(frozen=True, slots=True)
class Grounded:
    """A quote with its place: `text[start:end] == quote`. `folding` names the kinds a match needed."""

    start: int
    end: int
    quote: str
    folding: tuple[str, ...] = ()


def ground(
    text: str,
    candidate: str,
    *,
    occurrence: int | None = None,
    within: tuple[int, int] | None = None,
) -> Grounded:
    """The slice of `text` that `candidate` stands for, or `QuoteRejected` with the reason.

    `occurrence` counts from 1 in reading order and must be given when there are several; `within`
    bounds the search to a slice of the text.
    """
    found = occurrences(text, candidate, within=within)
    if not found:
        raise QuoteRejected(
            _why_none(text, candidate.strip(), within),
            where=_label(candidate),
            remedy="give the words as they stand in the text",
        )
    return found[0] if occurrence is None and len(found) == 1 else _chosen(found, candidate, occurrence)


def occurrences(text: str, candidate: str, *, within: tuple[int, int] | None = None) -> list[Grounded]:
    """Every place where `candidate` stands, in reading order: the exact ones, or else the folded ones."""
    wanted = candidate.strip()
    if not fold(wanted).text.strip():
        raise QuoteRejected(
            "the quote is empty", where=_label(candidate), remedy="give the words to be found"
        )
    low, high = _bounds(text, within)
    exact = [
        Grounded(start, start + len(wanted), wanted)
        for start in _places(text, wanted, low, high)
        if not cuts_through(text, start, start + len(wanted))
    ]
    return exact or list(_folded(text, wanted, low, high))


def check(text: str, start: int, end: int, quote: str) -> None:
    """Raise `QuoteRejected` unless `quote` is not empty and is exactly `text[start:end]`."""
    if not quote or not 0 <= start < end <= len(text) or text[start:end] != quote:
        raise QuoteRejected(
            f"characters {start} to {end} of the text are not this quote",
            where=_label(quote),
            remedy="take the quote and its place from the same rendition",
        )


def _chosen(found: list[Grounded], candidate: str, occurrence: int | None) -> Grounded:
    if occurrence is None:
        raise QuoteRejected(
            f"occurs {len(found)} times: say which",
            where=_label(candidate),
            remedy=f"give an occurrence from 1 to {len(found)}, or a longer quote",
        )
    if not 1 <= occurrence <= len(found):
        raise QuoteRejected(
            f"occurs {len(found)} times: there is no occurrence {occurrence}", where=_label(candidate)
        )
    return found[occurrence - 1]


def _bounds(text: str, within: tuple[int, int] | None) -> tuple[int, int]:
    low, high = within or (0, len(text))
    if not 0 <= low <= high <= len(text):
        raise QuoteRejected(
            f"the text has no characters {low} to {high}", remedy="give bounds inside the text"
        )
    return low, high


def _places(text: str, wanted: str, low: int, high: int) -> Iterator[int]:
    start = text.find(wanted, low, high)
    while start >= 0:
        yield start
        start = text.find(wanted, start + 1, high)


def _folded(text: str, wanted: str, low: int, high: int) -> Iterator[Grounded]:
    """Matches after folding, each cut from the raw text through the offset map."""
    target = fold(wanted).text.strip()
    for first, last in _folded_spans(text, target, low, high):
        start, end = _with_vanished_letters(text, first, last, low, high)
        raw = text[start:end]
        # A match that begins or ends inside one folded character is not a match of whole characters.
        if fold(raw).text.strip() == target and not cuts_through(text, start, end):
            yield Grounded(start, end, raw, folding_between(raw, wanted))


def _with_vanished_letters(text: str, start: int, end: int, low: int, high: int) -> tuple[int, int]:
    """Widen the slice over letters at its edges that folding drops, as the hamza at the end of a word."""
    while end < high and text[end].isalpha() and not fold(text[end]).text:
        end += 1
    while start > low and text[start - 1].isalpha() and not fold(text[start - 1]).text:
        start -= 1
    return start, end


def _folded_spans(text: str, target: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    """Raw spans of `target` in the folded text, holding the offset map of only a few windows at a time."""
    windows = _windows(text, low, high)
    pieces = [fold(text[start:end]).text for start, end in windows]
    joined = "".join(pieces)
    begins = _running_total(pieces)
    window, mapped, folded = 0, (-1, -1), Folded("", (), ())
    for at in _places(joined, target, 0, len(joined)):
        while begins[window + 1] <= at:
            window += 1
        last = window
        while begins[last + 1] < at + len(target):
            last += 1
        raw_low = windows[window][0]
        if mapped != (window, last):
            mapped, folded = (window, last), fold(text[raw_low : windows[last][1]])
        start, end = folded.span(at - begins[window], at - begins[window] + len(target))
        yield raw_low + start, raw_low + end


def _running_total(pieces: list[str]) -> list[int]:
    totals = [0]
    for piece in pieces:
        totals.append(totals[-1] + len(piece))
    return totals


def _windows(text: str, low: int, high: int) -> list[tuple[int, int]]:
    """Cut `[low:high]` where cutting changes no folding: between two plain letters or digits."""
    cuts = [low]
    while high - cuts[-1] > _WINDOW:
        seam = _SEAM.search(text, cuts[-1] + _WINDOW, high)
        if seam is None or seam.start() + 1 >= high:
            break
        cuts.append(seam.start() + 1)
    return list(zip(cuts, [*cuts[1:], high], strict=True))


def _why_none(text: str, wanted: str, within: tuple[int, int] | None) -> str:
    low, high = _bounds(text, within)
    for start in _places(text, wanted, low, high):
        whole = _number_around(text, start, start + len(wanted))
        if whole:
            return f"cuts the number {whole}"
        return "begins or ends inside a word"
    return "not in the text"


def _number_around(text: str, start: int, end: int) -> str:
    """The number that the slice cuts in two, or the empty string."""
    near = max(0, start - 40)
    for number in _NUMBER.finditer(text, near, min(len(text), end + 40)):
        first, last = number.span()
        if first < start < last or first < end < last:
            return number.group()
    return ""


def _label(candidate: str) -> str:
    words = " ".join(candidate.split())
    return f"quote “{words[:57]}…”" if len(words) > 60 else f"quote “{words}”"
