"""What a reader gives back: a stated outcome, and texts, tables and members with their places.

Offsets count Unicode code points of a rendition's text. No text holds a NUL or a lone surrogate:
both stand as U+FFFD, one for one, because no store can hold them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, get_args

Outcome = Literal["read", "partly_read", "kept", "refused"]
OUTCOMES: tuple[str, ...] = get_args(Outcome)


@dataclass(frozen=True, slots=True)
class Rendition:
    """A text of the file. `part` says which voice or place it is: `text`, `comments`, `sheet Victims`.

    `draft` is empty for a text that stands in the file as such, and else says what made it (`tesseract 5.5.4, ara`):
    a transcript counts for nothing before a person has compared it with what it was made from.
    """

    part: str
    text: str
    draft: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A unit of a rendition that has an origin of its own: a message, a mail, a page.

    `text[start:end]` is its body; `label` is its own number or name in the file (`4711`). `sender` is the
    sender as named there, and stands at `sender_start:sender_end` of the text (-1 where it does not).
    `earliest` and `latest` are when it was sent: instants in UTC (`2025-03-07T10:15:22Z`), or times without a
    zone where the file has none; empty when unknown. `facts` are what else is said of it.
    """

    rendition: int
    kind: str
    label: str
    start: int
    end: int
    sender: str = ""
    sender_start: int = -1
    sender_end: int = -1
    sender_id: str = ""
    earliest: str = ""
    latest: str = ""
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Page:
    """Some renditions of a file too large to be held whole, with their parts; `rendition` counts within the page."""

    renditions: list[Rendition]
    parts: list[Part]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: `rendition.text[start:end]` is its text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Row:
    """One row: a line of the rendition whose cells stand one tab apart.

    `number` is the row's number in the source file, from 1. Only the widths are stored, so that a
    million rows stay small; `cells` and `end` follow from them.
    """

    number: int
    start: int
    widths: tuple[int, ...]

    @property
    def end(self) -> int:
        """Where the line ends, without its line break."""
        return self.start + sum(self.widths) + max(len(self.widths) - 1, 0)

    @property
    def cells(self) -> list[Cell]:
        """The cells from left to right as stored in the file."""
        cells, at = [], self.start
        for width in self.widths:
            cells.append(Cell(at, at + width))
            at += width + 1
        return cells


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet. `header_row` is 0 when none was recognised; `rows` holds every other row, in file order.

    Rows above the header (a title, a blank line) are among `rows`: nothing is dropped here.
    """

    rendition: int
    sheet: str
    header_row: int
    header: list[Cell]
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Member:
    """A file that was inside the file and now lies at `path`, in the spool folder.

    `name` is the name as recorded, data only and never used as a path; `raw_name` is its bytes in
    hexadecimal when they are not plain UTF-8; `note` says what is odd about it.
    """

    name: str
    path: Path
    size: int
    raw_name: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class NotTaken:
    """A file inside the file that stays there, and why. `size` as stated there, in bytes."""

    name: str
    size: int
    reason: str
    raw_name: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """The one stated outcome of reading one file.

    `read`: all of it. `partly_read`: `reason` says what is missing. `kept`: there is no reader for
    it. `refused`: it could not or must not be read, `reason` says why and `remedy` what can be done.
    `parts` are units of `renditions`. A large file's texts come in `pages` instead: to be gone through once,
    each checked as it comes; raises `ReadingError` at one that is not sound.
    """

    outcome: Outcome
    reason: str = ""
    remedy: str = ""
    media_type: str = ""
    reader: str = ""
    reader_version: str = ""
    renditions: list[Rendition] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    members: list[Member] = field(default_factory=list)
    not_taken: list[NotTaken] = field(default_factory=list)
    metadata: dict[str, str] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)
    pages: Iterable[Page] = ()

    def but_partly(self, missing: str, remedy: str = "") -> "Reading":
        """The same reading with something more missing; a refused one stays refused."""
        outcome: Outcome = "refused" if self.outcome == "refused" else "partly_read"
        reason = f"{self.reason}; {missing}" if self.reason else missing
        return replace(self, outcome=outcome, reason=reason, remedy=self.remedy or remedy)
