"""Reading the append-only files line by line, with the place of each line."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sijil.custody.entry import Entry, read_entry


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its line break. `whole` is false for a last line that has none (a torn one)."""

    number: int
    offset: int
    raw: bytes
    whole: bool


def lines(path: Path) -> Iterator[Line]:
    """The lines of a file, numbered from 1, a torn last one included."""
    offset = 0
    with path.open("rb") as file:
        for number, raw in enumerate(file, 1):
            whole = raw.endswith(b"\n")
            yield Line(number, offset, raw[:-1] if whole else raw, whole)
            offset += len(raw)


def entries(log: Path, after: int = 0) -> Iterator[Entry]:
    """The entries of the log in order, from the line after line `after`.

    A torn last line is left out, for `verify` to name.
    """
    for line in lines(log):
        if line.whole and line.number > after:
            yield read_entry(line.raw, line.number)
