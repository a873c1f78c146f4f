"""CSV that spreadsheet programs read rightly and take for nothing but text."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """CSV with a byte-order mark, since spreadsheet programs read Arabic rightly only with one."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([[_cell(row[column]) for column in columns] for row in rows])
    return "\ufeff" + buffer.getvalue()


def _cell(value: Any) -> str:
    """A cell that no spreadsheet program takes for a formula (evidence is hostile)."""
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") and not _is_number(text) else text


def _is_number(text: str) -> bool:
    return text.lstrip("-").isdigit()
