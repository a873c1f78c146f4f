"""A mailbox (.mbox): each mail in it becomes a member of its own, byte for byte as it stands there.

A mail begins at a line `From …` behind an empty line, with a header line below it; what other programs quote
(`>From`) stays as it is written. Source: RFC 4155 and the variants it names (mboxo, mboxrd).
"""

import re
from collections.abc import Iterator
from typing import IO

from sijil.readers.draft import NO_FOLDER, Draft, Source, refused
from sijil.readers.reading import Reading
from sijil.readers.spool import Spool, TooMuch

VERSION = "1"
_HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]*:|>?From ")
_QUOTED = re.compile(rb">+From ")


def warm() -> None:
    """Nothing to import."""


def read(source: Source) -> Reading:
    """The mails in order, called `mail-1.eml` and so on; each is read in its turn."""
    draft = Draft("mailbox", VERSION, source.media_type)
    mails = quoted = 0
    most = source.limits.members
    for lines in _mails(source.file):
        mails += 1
        if mails > most:
            continue
        quoted += _take(lines, f"mail-{mails}.eml", source.spool, draft)
    if not mails:
        raise refused("it has no line that begins a mail", "add it as plain text under another name")
    if mails > most:
        draft.miss(f"only the first {most:,} of {mails:,} mails are taken", "split it and add the parts")
    draft.say("mails", mails)
    if quoted:
        draft.say("quoted_from_lines", f"{quoted} lines are written >From; they stay as they are")
    return draft.done()


def _take(lines: Iterator[bytes], name: str, spool: Spool | None, draft: Draft) -> int:
    count = [0]

    def counted() -> Iterator[bytes]:
        for line in lines:
            count[0] += bool(_QUOTED.match(line))
            yield line

    if spool is None:
        size = sum(len(line) for line in counted())
        draft.leave(name, size, NO_FOLDER)
        return count[0]
    try:
        file, size = spool.keep(counted())
        draft.take(name, file, size)
    except TooMuch as error:
        draft.leave(name, 0, str(error))
        draft.miss(f"{name} was not taken: {error}")
        for _ in lines:
            count[0] += 0
    return count[0]


def _mails(file: IO[bytes]) -> Iterator[Iterator[bytes]]:
    """Each mail as its lines, to be gone through before the next; the `From` line itself is left out."""
    reader = _Lines(file)
    while reader.to_next_mail():
        yield reader.mail()
        for _ in reader.mail():
            pass


class _Lines:
    """Lines with one line of looking ahead."""

    def __init__(self, file: IO[bytes]) -> None:
        file.seek(0)
        self._file = file
        self._line, self._next = file.readline(), file.readline()
        self._blank = True

    def _advance(self) -> None:
        self._blank = self._line.strip() == b""
        self._line, self._next = self._next, self._file.readline()

    def _begins(self) -> bool:
        return self._blank and self._line.startswith(b"From ") and bool(_HEADER.match(self._next))

    def to_next_mail(self) -> bool:
        """Go to the line below the next `From` line; False at the end."""
        while self._line and not self._begins():
            self._advance()
        if not self._line:
            return False
        self._advance()
        return True

    def mail(self) -> Iterator[bytes]:
        """The lines up to the next mail."""
        while self._line and not self._begins():
            yield self._line
            self._advance()
