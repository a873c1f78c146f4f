"""Readings as bytes between the child and the parent: JSON behind its length, never pickle.

The child may have been taken over by the file it parsed, so the parent believes nothing: every
field is checked for its type, every span lies inside its text, and a member is a bare file name.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from sijil.readers.reading import OUTCOMES, Cell, Member, NotTaken, Outcome, Reading, Rendition, Row, Table
from sijil.readers.spool import SPOOL_NAME

LENGTH_BYTES = 8
_T = TypeVar("_T")


class BadAnswer(ValueError):
    """The bytes are not a reading."""


def framed(message: object) -> bytes:
    """A JSON message behind its length."""
    body = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    return len(body).to_bytes(LENGTH_BYTES, "big") + body


def unframed(data: bytes) -> object:
    """The JSON message of a whole frame; raises `BadAnswer` when it is cut or more follows."""
    body = data[LENGTH_BYTES:]
    if len(data) < LENGTH_BYTES or int.from_bytes(data[:LENGTH_BYTES], "big") != len(body):
        raise BadAnswer("the answer is cut short")
    try:
        message: object = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadAnswer("the answer is no JSON") from error
    return message


def encode(reading: Reading) -> dict[str, object]:
    """A reading as JSON values."""
    return {
        "outcome": reading.outcome,
        "reason": reading.reason,
        "remedy": reading.remedy,
        "media_type": reading.media_type,
        "reader": reading.reader,
        "reader_version": reading.reader_version,
        "renditions": [[rendition.part, rendition.text] for rendition in reading.renditions],
        "tables": [_table_out(table) for table in reading.tables],
        "members": [[m.name, m.path.name, m.size, m.raw_name, m.note] for m in reading.members],
        "not_taken": [[m.name, m.size, m.reason, m.raw_name, m.note] for m in reading.not_taken],
        "metadata": reading.metadata,
    }


def _table_out(table: Table) -> list[object]:
    header = [[cell.start, cell.end] for cell in table.header]
    rows = [[row.number, row.start, row.widths] for row in table.rows]
    return [table.rendition, table.sheet, table.header_row, header, rows]


def decode(message: object, spool: Path | None) -> Reading:
    """Check and rebuild a reading; members are looked up in `spool`. Raises `BadAnswer`."""
    fields = _Fields(message)
    outcome = fields.text("outcome")
    if outcome not in OUTCOMES:
        raise BadAnswer("the answer has no known outcome")
    renditions = [_rendition(entry) for entry in fields.entries("renditions")]
    return Reading(
        outcome=_outcome(outcome),
        reason=fields.text("reason"),
        remedy=fields.text("remedy"),
        media_type=fields.text("media_type"),
        reader=fields.text("reader"),
        reader_version=fields.text("reader_version"),
        renditions=renditions,
        tables=[_table(entry, renditions) for entry in fields.entries("tables")],
        members=[_member(entry, spool) for entry in fields.entries("members")],
        not_taken=[_not_taken(entry) for entry in fields.entries("not_taken")],
        metadata=fields.texts("metadata"),
    )


def _outcome(value: str) -> Outcome:
    outcomes: dict[str, Outcome] = {
        "read": "read",
        "partly_read": "partly_read",
        "kept": "kept",
        "refused": "refused",
    }
    return outcomes[value]


@dataclass(frozen=True, slots=True)
class _Fields:
    message: object

    def _get(self, key: str) -> object:
        if not isinstance(self.message, dict) or key not in self.message:
            raise BadAnswer(f"the answer lacks {key}")
        value: object = self.message[key]
        return value

    def text(self, key: str) -> str:
        return _text(self._get(key))

    def entries(self, key: str) -> list[object]:
        return _list(self._get(key))

    def texts(self, key: str) -> dict[str, str]:
        value = self._get(key)
        if not isinstance(value, dict):
            raise BadAnswer(f"{key} is no table")
        return {_text(name): _text(content) for name, content in value.items()}


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise BadAnswer("a text is not a text")
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise BadAnswer("a text holds half a character") from error
    if "\x00" in value:
        raise BadAnswer("a text holds a NUL")
    return value


def _whole(value: object, low: int = 0) -> int:
    if type(value) is not int or value < low:
        raise BadAnswer("a number is out of range")
    return value


def _list(value: object, length: int | None = None) -> list[object]:
    if not isinstance(value, list) or (length is not None and len(value) != length):
        raise BadAnswer("a list is not as long as it should be")
    return value


def _all(values: object, check: Callable[[object], _T]) -> list[_T]:
    return [check(value) for value in _list(values)]


def _rendition(entry: object) -> Rendition:
    part, text = _list(entry, 2)
    return Rendition(_text(part), _text(text))


def _table(entry: object, renditions: list[Rendition]) -> Table:
    rendition, sheet, header_row, header, rows = _list(entry, 5)
    index = _whole(rendition)
    if index >= len(renditions):
        raise BadAnswer("a table belongs to no text")
    size = len(renditions[index].text)
    return Table(
        index,
        _text(sheet),
        _whole(header_row),
        _all(header, lambda pair: _cell(pair, size)),
        _all(rows, lambda row: _row(row, size)),
    )


def _cell(pair: object, size: int) -> Cell:
    start, end = _list(pair, 2)
    cell = Cell(_whole(start), _whole(end))
    if not cell.start <= cell.end <= size:
        raise BadAnswer("a cell lies outside its text")
    return cell


def _row(entry: object, size: int) -> Row:
    number, start, widths = _list(entry, 3)
    row = Row(_whole(number, 1), _whole(start), tuple(_all(widths, _whole)))
    if row.end > size:
        raise BadAnswer("a row lies outside its text")
    return row


def _member(entry: object, spool: Path | None) -> Member:
    name, file, size, raw_name, note = _list(entry, 5)
    path = _taken(_text(file), _whole(size), spool)
    return Member(_text(name), path, _whole(size), _text(raw_name), _text(note))


def _not_taken(entry: object) -> NotTaken:
    name, size, reason, raw_name, note = _list(entry, 5)
    return NotTaken(_text(name), _whole(size), _text(reason), _text(raw_name), _text(note))


def _taken(file: str, size: int, spool: Path | None) -> Path:
    """The member's file: a plain file of that size under a running name, no link to anywhere."""
    if spool is None or not SPOOL_NAME.fullmatch(file):
        raise BadAnswer("a member is not in its folder")
    path = spool / file
    if path.is_symlink() or not path.is_file() or path.stat().st_size != size:
        raise BadAnswer("a member is not the file it is said to be")
    return path
