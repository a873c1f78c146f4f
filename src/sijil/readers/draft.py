"""A reading while it is being made, inside the fence."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from sijil.readers.limits import Limits
from sijil.readers.reading import Member, NotTaken, Outcome, Page, Part, Reading, Rendition, Table
from sijil.readers.spool import Spool, TooMuch

NO_FOLDER = "no folder for it was given"
_MOST_NAMED = 200
_CANNOT_BE_STORED = re.compile("[\x00\ud800-\udfff]")


class Stopped(Exception):
    """A reader ends here, with a stated outcome."""

    def __init__(self, outcome: Outcome, reason: str, remedy: str = "") -> None:
        self.outcome, self.reason, self.remedy = outcome, reason, remedy
        super().__init__(reason)


def refused(reason: str, remedy: str = "") -> Stopped:
    """The exception for a file that cannot or must not be read."""
    return Stopped("refused", reason, remedy)


def kept(reason: str, remedy: str = "") -> Stopped:
    """The exception for a file that has no reader."""
    return Stopped("kept", reason, remedy)


@dataclass(frozen=True, slots=True)
class Source:
    """The file being read: an open binary file, and what the caller knows of it."""

    file: IO[bytes]
    name: str
    size: int
    media_type: str
    passwords: tuple[str, ...]
    limits: Limits
    spool: Spool | None
    page: Callable[[Page], None] | None = None
    """Sends a page of a large file on its way; None where pages cannot be taken."""
    trust: str = ""
    """Certificates (PEM) of signers whom the user trusts."""
    number: int = 0
    """The page that is asked for, from 1; 0 for the whole file."""
    model: str = ""
    """Where the model for speech lies, and how it is called; and the language, empty where the model is to tell."""
    model_name: str = ""
    language: str = ""

    def all_bytes(self) -> bytes:
        """The whole file, from its beginning."""
        self.file.seek(0)
        return self.file.read()


def storable(text: str) -> str:
    """`text` with each NUL and lone surrogate as U+FFFD; its length does not change."""
    return _CANNOT_BE_STORED.sub("\ufffd", text)


def one_line_of(text: str) -> str:
    """`text` on one line, fit to be stored: for reasons, which may hold a name or a library's words."""
    return storable(" ".join(text.split()))


@dataclass(slots=True)
class Draft:
    """What a reader has found so far; `done` closes it into a `Reading`."""

    reader: str
    version: str
    media_type: str
    renditions: list[Rendition] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    members: list[Member] = field(default_factory=list)
    not_taken: list[NotTaken] = field(default_factory=list)
    metadata: dict[str, str] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    remedy: str = ""
    nothing_usable: bool = False
    """Set when what was found names the parts but none of them can be had."""

    def add(self, part: str, text: str, *, draft: str = "") -> int:
        """Add a rendition, a draft if something is named that made it; returns its index."""
        self.renditions.append(Rendition(storable(part), storable(text), storable(draft)))
        return len(self.renditions) - 1

    def say(self, key: str, value: object) -> None:
        """Put a fact into the metadata, unless it is empty."""
        text = storable(" ".join(str(value).split())) if value is not None else ""
        if text:
            self.metadata[key] = text

    def miss(self, what: str, remedy: str = "") -> None:
        """Note something that could not be read: the outcome becomes `partly_read`."""
        self.missing.append(one_line_of(what))
        self.remedy = self.remedy or remedy

    def take(self, name: str, file: str, size: int, *, raw_name: str = "", note: str = "") -> None:
        """A member that now lies in the spool folder under the name `file`."""
        self.members.append(Member(storable(name), Path(file), size, raw_name, storable(note)))

    def leave(self, name: str, size: int, reason: str, *, raw_name: str = "", note: str = "") -> None:
        """A member that stays inside its container, with the reason."""
        self.not_taken.append(NotTaken(storable(name), size, one_line_of(reason), raw_name, storable(note)))

    def hand_over(self, name: str, content: bytes | None, spool: Spool | None, note: str = "") -> None:
        """Put an attached file into the spool folder, or say why not."""
        reason = "damaged: it cannot be taken out" if content is None else NO_FOLDER
        if content is not None and spool is not None:
            try:
                file, size = spool.keep([content])
            except TooMuch as error:
                reason = str(error)
            else:
                self.take(name, file, size, note=note)
                return
        self.leave(name, len(content or b""), reason, note=note)
        self.miss(f"the attached file {name} was not taken: {reason}")

    def has_text(self) -> bool:
        """Whether any rendition holds more than white space."""
        return any(rendition.text.strip() for rendition in self.renditions)

    def done(self) -> Reading:
        """The finished reading. Members not taken are named in the metadata too, which every caller keeps."""
        left = [f"{entry.name}: {entry.reason}" for entry in self.not_taken]
        more = f"; and {len(left) - _MOST_NAMED} more" if len(left) > _MOST_NAMED else ""
        self.say("not_taken", "; ".join(left[:_MOST_NAMED]) + more)
        return Reading(
            outcome="refused" if self.nothing_usable else "partly_read" if self.missing else "read",
            reason="; ".join(self.missing),
            remedy=self.remedy,
            media_type=self.media_type,
            reader=self.reader,
            reader_version=self.version,
            renditions=self.renditions,
            tables=self.tables,
            members=self.members,
            not_taken=self.not_taken,
            metadata=self.metadata,
            parts=self.parts,
        )
