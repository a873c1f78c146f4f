"""Lines of print on a page, and the lines that tesseract passed over.

On plain pages in Arabic tesseract leaves out about one line in twenty, without a word. So what it says it
read is blotted out, and where lines of ink are left they are read one by one and put into their place.
"""

from dataclasses import dataclass, replace
from itertools import groupby
from statistics import median
from typing import Any

Box = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels."""
_BLOCK, _LINE, _WORD = "2", "4", "5"
"""Levels in tesseract's table."""
_INK = 128
_FAINT = 1
"""A row of pixels with less ink than this, of 255 on average, is empty."""
_LOWEST, _HIGHEST = 0.4, 3.0
"""A line of print is at least and at most this high, beside the lines that were read."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it was read; `opens` says that a new block begins with it.

    `confidences` are tesseract's, from 0 to 100, one for each word.
    """

    text: str
    box: Box
    opens: bool = False
    confidences: tuple[float, ...] = ()

    def with_word(self, word: str, confidence: float) -> "Line":
        """With one more word at its end."""
        text = f"{self.text} {word}" if self.text else word
        return replace(self, text=text, confidences=(*self.confidences, confidence))


def lines_of(table: str) -> list[Line]:
    """The lines of tesseract's own table of a page (TSV), in the order in which they are read.

    Not by its iterator over lines, which gives of an Arabic line the first word, turned round.
    """
    found: list[Line] = []
    opens = False
    for row in table.splitlines():
        level, *_, left, top, wide, high, confidence, text = row.split("\t", 11)
        if level == _BLOCK:
            opens = True
        elif level == _LINE:
            box = (int(left), int(top), int(left) + int(wide), int(top) + int(high))
            found.append(Line("", box, opens))
            opens = False
        elif level == _WORD and text.strip():
            found[-1] = found[-1].with_word(text.strip(), float(confidence))
    return [line for line in found if line.text]


def passed_over(grey: Any, lines: list[Line]) -> list[Box]:
    """Where ink is left that has the height of a line. `grey` is a Pillow image in shades of grey."""
    from PIL import Image, ImageDraw

    if not lines:
        return []
    ink = grey.point(lambda shade: 255 if shade < _INK else 0)
    blot = ImageDraw.Draw(ink)
    for line in lines:
        blot.rectangle(line.box, fill=0)
    high = median(line.box[3] - line.box[1] for line in lines)
    rows = ink.resize((1, ink.height), Image.Resampling.BOX).tobytes()
    found = []
    for top, bottom in _bands(rows, int(high * 0.3)):
        inside = ink.crop((0, top, ink.width, bottom)).getbbox()
        if inside and _LOWEST * high <= bottom - top <= _HIGHEST * high:
            found.append((inside[0], top, inside[2], bottom))
    return found


def _bands(rows: bytes, gap: int) -> list[tuple[int, int]]:
    """Runs of rows that hold ink; those nearer to each other than `gap` are one."""
    bands: list[tuple[int, int]] = []
    for inked, run in groupby(range(len(rows)), lambda row: rows[row] >= _FAINT):
        if not inked:
            continue
        numbers = list(run)
        top, bottom = numbers[0], numbers[-1] + 1
        if bands and top - bands[-1][1] <= gap:
            bands[-1] = (bands[-1][0], bottom)
        else:
            bands.append((top, bottom))
    return bands


def in_place(lines: list[Line], late: Line) -> list[Line]:
    """The lines with one more, before the first that lies beside its column and below it."""
    middle = (late.box[1] + late.box[3]) / 2
    for index, line in enumerate(lines):
        beside = line.box[0] < late.box[2] and late.box[0] < line.box[2]
        if beside and line.box[1] > middle:
            return [*lines[:index], replace(late, opens=line.opens), *_joined(lines[index:])]
    return [*lines, late]


def _joined(lines: list[Line]) -> list[Line]:
    first, *rest = lines
    return [replace(first, opens=False), *rest]


def as_text(lines: list[Line]) -> str:
    """One line each, with an empty line between blocks."""
    out: list[str] = []
    for line in lines:
        if line.opens and out:
            out.append("")
        out.append(line.text)
    return "\n".join(out)
