"""Which of the first rows of a sheet is its header."""

import re
from collections.abc import Sequence

from sijil.readers.lists.headers import is_header_word

_LONGEST_LABEL = 60
_OF_A_FORM = frozenset({"_id", "_uuid", "_index", "_submission_time", "_parent_table_name", "_parent_index"})
"""Columns that KoboToolbox and ODK put beside the questions, whatever the questions are called."""
_NUMBER_OR_DATE = re.compile(r"[\d٠-٩۰-۹][\d٠-٩۰-۹\s./:،,\-T]*")

Numbered = tuple[int, Sequence[str]]


def warm() -> None:
    """Build the table of known labels once, before any child is forked."""
    is_header_word("name")


def find_header(rows: Sequence[Numbered]) -> int:
    """The number of the header row among the first rows, or 0.

    The first row with two or more known column names is the header (one, in a table of one column), or with
    two or more columns of a form's export.
    Failing that, the first row of short, distinct texts under which numbers or dates stand.
    """
    filled = [(number, cells) for number, cells in rows if any(cell.strip() for cell in cells)]
    for number, cells in filled:
        if _known_words(cells) >= min(2, _usual_width(filled)) or len(_OF_A_FORM.intersection(cells)) >= 2:
            return number
    for at, (number, cells) in enumerate(filled[:-1]):
        if _is_labels(cells, _usual_width(filled)) and _differs_below(cells, filled[at + 1 :]):
            return number
    return 0


def _known_words(cells: Sequence[str]) -> int:
    labels = [cell for cell in cells if cell.strip()]
    known = sum(is_header_word(label) for label in labels)
    # A sentence of many cells that happens to hold one such word is no header.
    return known if known * 3 >= len(labels) else 0


def _usual_width(rows: Sequence[Numbered]) -> int:
    widths = sorted(sum(bool(cell.strip()) for cell in cells) for _, cells in rows)
    return widths[len(widths) // 2] if widths else 0


def _is_labels(cells: Sequence[str], usual: int) -> bool:
    labels = [cell.strip() for cell in cells if cell.strip()]
    if len(labels) < 2 or len(labels) < 0.6 * usual or len(set(labels)) < len(labels):
        return False
    good = [
        label for label in labels if len(label) <= _LONGEST_LABEL and not _NUMBER_OR_DATE.fullmatch(label)
    ]
    return len(good) >= 0.8 * len(labels)


def _differs_below(cells: Sequence[str], below: Sequence[Numbered]) -> bool:
    """Whether some column has a text here and mostly numbers or dates beneath."""
    for column, label in enumerate(cells):
        if not label.strip() or _NUMBER_OR_DATE.fullmatch(label.strip()):
            continue
        values = [row[column].strip() for _, row in below if column < len(row) and row[column].strip()]
        if values and 2 * sum(bool(_NUMBER_OR_DATE.fullmatch(value)) for value in values) > len(values):
            return True
    return False
