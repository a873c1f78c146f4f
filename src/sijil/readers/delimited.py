"""CSV and its kin: which encoding, which separator, which quotes, which header; every row kept."""

import csv
import io
import re
from collections.abc import Iterator

from sijil.readers import header
from sijil.readers.decode import decode
from sijil.readers.draft import Draft, Source, storable
from sijil.readers.reading import Reading
from sijil.readers.sheet_text import SheetText

VERSION = "1"
SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_SAMPLE_ROWS = 200
_SAMPLE_CHARS = 200_000
_LINES_IN_ONE_CELL = 50
_SAID = re.compile(r"sep=(.)\r?\n?")


def read(source: Source) -> Reading:
    """One rendition, `text`, and one table over it. Encoding, separator and oddities are in the metadata."""
    decoded = decode(source.all_bytes())
    text = storable(decoded.text)
    draft = Draft("delimited", VERSION, source.media_type)
    draft.say("encoding", decoded.encoding + (" (guessed)" if decoded.guessed else ""))
    draft.say("nul_characters", decoded.text.count("\x00") or "")
    if decoded.damaged:
        draft.miss(decoded.statement())
    separator = find_separator(text)
    draft.say("separator", SEPARATORS.get(separator, separator))
    quoted = not _quotes_mislead(text, separator)
    if not quoted:
        draft.say(
            "quotes",
            "a quotation mark is opened and not closed: quotation marks are read as plain characters",
        )
    sheet = SheetText(source.limits)
    for number, cells in enumerate(_rows(text, separator, quoted), start=1):
        if not sheet.add(number, cells):
            break
    if len(sheet.widths() - {1}) > 1:
        draft.say("ragged", f"rows have {min(sheet.widths())} to {max(sheet.widths())} cells")
    sheet.put_into(draft, "text", "")
    return draft.done()


def _rows(text: str, separator: str, quoted: bool) -> Iterator[list[str]]:
    csv.field_size_limit(2**31 - 1)
    lines = io.StringIO(text, newline="")
    if quoted:
        return csv.reader(lines, delimiter=separator)
    return csv.reader(lines, delimiter=separator, quoting=csv.QUOTE_NONE)


def find_separator(text: str) -> str:
    """The separator under which the first 200 rows have most evenly the same number of cells, at least two.

    An Excel line `sep=;` decides by itself. A text in one column gets the comma.
    """
    said = _SAID.match(text)
    if said:
        return said[1]
    sample = text[:_SAMPLE_CHARS]
    # Later ones win only when better, so the order of the table breaks ties.
    best, best_score = ",", 0.0
    for separator in SEPARATORS:
        score = _evenness(sample, separator)
        if score > best_score:
            best, best_score = separator, score
    return best


def _evenness(sample: str, separator: str) -> float:
    """The share of filled rows with the usual number of cells; a little more for more cells; 0 below two."""
    widths, _ = _shape(_rows(sample, separator, quoted=True), _SAMPLE_ROWS)
    usual = _usual(widths)
    if usual < 2:
        return 0.0
    return widths.count(usual) / len(widths) + min(usual, 20) / 1000


def _shape(rows: Iterator[list[str]], most: int | None = None) -> tuple[list[int], int]:
    """The number of cells of each filled row, and the most line breaks within one cell."""
    widths, breaks = [], 0
    for cells in rows:
        if any(cell.strip() for cell in cells):
            widths.append(len(cells))
            breaks = max(breaks, *(cell.count("\n") for cell in cells))
        if most is not None and len(widths) >= most:
            break
    return widths, breaks


def _usual(widths: list[int]) -> int:
    return max(set(widths), key=lambda width: (widths.count(width), width), default=0)


def _quotes_mislead(text: str, separator: str) -> bool:
    """Whether a stray quotation mark swallows the rows after it into one cell.

    Told by a cell of very many lines, or by rows that are all of one width only when quotation marks
    mean nothing.
    """
    if '"' not in text:
        return False
    widths, breaks = _shape(_rows(text, separator, quoted=True))
    if breaks > _LINES_IN_ONE_CELL:
        return True
    if not breaks or len(set(widths)) < 2:
        return False
    plain, _ = _shape(_rows(text, separator, quoted=False))
    return len(set(plain)) == 1 and plain[0] == _usual(widths)


def warm() -> None:
    """Import what reading needs before any child is forked."""
    import charset_normalizer  # noqa: F401

    header.warm()
