"""Readings as bytes between the child and the parent: JSON behind its length, never pickle.

The child may have been taken over by the file it parsed, so the parent believes nothing: every
field is checked for its type, every span lies inside its text, and a member is a bare file name.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TypeVar

from sijil.errors import ReadingError
from sijil.readers.reading import (
    OUTCOMES,
    Cell,
    Member,
    NotTaken,
    Outcome,
    Page,
    Part,
    Reading,
    Rendition,
    Row,
    Table,
)
from sijil.readers.spool import SPOOL_NAME

LENGTH_BYTES = 8
_T = TypeVar("_T")


class BadAnswer(ValueError):
    """The bytes are not a reading."""


def framed(message: object) -> bytes:
    """A JSON message behind its length."""
    body = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    return len(body).to_bytes(LENGTH_BYTES, "big") + body


class Frames:
    """The frames a child sent, kept in a file: pages first, the reading last. Nothing in them is believed."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._starts = list(self._found())

    def _found(self) -> Iterator[tuple[int, int]]:
        """Where each frame's body begins and how long it is. Raises `BadAnswer` when the last is cut."""
        size, at = self._file.seek(0, 2), 0
        while at < size:
            self._file.seek(at)
            head = self._file.read(LENGTH_BYTES)
            length = int.from_bytes(head, "big")
            if len(head) < LENGTH_BYTES or at + LENGTH_BYTES + length > size:
                raise BadAnswer("the answer is cut short")
            yield at + LENGTH_BYTES, length
            at += LENGTH_BYTES + length

    def last(self) -> object:
        """The message of the last frame."""
        if not self._starts:
            raise BadAnswer("the answer is cut short")
        return self._message(*self._starts[-1])

    @property
    def paged(self) -> bool:
        """Whether there is more than the reading."""
        return len(self._starts) > 1

    def __iter__(self) -> Iterator[Page]:
        """The pages in order. Raises `ReadingError` at one that is not sound."""
        for start, length in self._starts[:-1]:
            try:
                yield decode_page(self._message(start, length))
            except BadAnswer as error:
                raise ReadingError(f"its reading gave a page that cannot be used: {error}") from error

    def _message(self, start: int, length: int) -> object:
        self._file.seek(start)
        return _json(self._file.read(length))


def _json(body: bytes) -> object:
    try:
        message: object = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadAnswer("the answer is no JSON") from error
    return message


def encode_page(page: Page) -> dict[str, object]:
    """A page as JSON values."""
    return {
        "renditions": [[rendition.part, rendition.text, rendition.draft] for rendition in page.renditions],
        "parts": [_part_out(part) for part in page.parts],
    }


def decode_page(message: object) -> Page:
    """Check and rebuild a page. Raises `BadAnswer`."""
    fields = _Fields(message)
    renditions = [_rendition(entry) for entry in fields.entries("renditions")]
    return Page(renditions, [_part(entry, renditions) for entry in fields.entries("parts")])


def _part_out(part: Part) -> list[object]:
    spans = [part.rendition, part.start, part.end, part.sender_start, part.sender_end]
    words = [part.kind, part.label, part.sender, part.sender_id, part.earliest, part.latest]
    return [spans, words, part.facts]


def _part(entry: object, renditions: list[Rendition]) -> Part:
    spans, words, facts = _list(entry, 3)
    number, start, end, sender_start, sender_end = (_whole(one, -1) for one in _list(spans, 5))
    kind, label, sender, sender_id, earliest, latest = (_text(one) for one in _list(words, 6))
    if not 0 <= number < len(renditions):
        raise BadAnswer("a part belongs to no text")
    text = renditions[number].text
    if not 0 <= start <= end <= len(text):
        raise BadAnswer("a part lies outside its text")
    if (sender_start, sender_end) != (-1, -1) and text[max(sender_start, 0) : max(sender_end, 0)] != sender:
        raise BadAnswer("a sender does not stand where it is said to")
    if not isinstance(facts, dict):
        raise BadAnswer("facts are no table")
    said = {_text(name): _text(content) for name, content in facts.items()}
    return Part(
        number, kind, label, start, end, sender, sender_start, sender_end, sender_id, earliest, latest, said
    )


def encode(reading: Reading) -> dict[str, object]:
    """A reading as JSON values."""
    return {
        "outcome": reading.outcome,
        "reason": reading.reason,
        "remedy": reading.remedy,
        "media_type": reading.media_type,
        "reader": reading.reader,
        "reader_version": reading.reader_version,
        "renditions": [[rendition.part, rendition.text, rendition.draft] for rendition in reading.renditions],
        "tables": [_table_out(table) for table in reading.tables],
        "members": [[m.name, m.path.name, m.size, m.raw_name, m.note] for m in reading.members],
        "not_taken": [[m.name, m.size, m.reason, m.raw_name, m.note] for m in reading.not_taken],
        "metadata": reading.metadata,
        "parts": [_part_out(part) for part in reading.parts],
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
        parts=[_part(entry, renditions) for entry in fields.entries("parts")],
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
    part, text, draft = _list(entry, 3)
    return Rendition(_text(part), _text(text), _text(draft))


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
