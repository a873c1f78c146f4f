"""Bytes in, text and parts out: each file is parsed in a fenced child process.

In: a file, its original name, passwords, limits. Out: a `Reading` with one stated outcome (read, partly
read, kept, refused), its renditions (texts), tables with the span of every row and cell, members unpacked
into a spool folder, parts (messages, mails, pages) with their senders and times, and metadata as found.
Lists of people: see `sijil.readers.lists`.
"""

from sijil.readers.fence import Fence, read
from sijil.readers.libarchive_file import REMEDY as LIBARCHIVE_WANTED
from sijil.readers.libarchive_file import installed_version as libarchive_version
from sijil.readers.limits import Limits
from sijil.readers.media_type import sniff
from sijil.readers.reading import Cell, Member, NotTaken, Page, Part, Reading, Rendition, Row, Table
from sijil.readers.report import Protection, fence_report

__all__ = [
    "LIBARCHIVE_WANTED",
    "Cell",
    "Fence",
    "Limits",
    "Member",
    "NotTaken",
    "Page",
    "Part",
    "Protection",
    "Reading",
    "Rendition",
    "Row",
    "Table",
    "fence_report",
    "libarchive_version",
    "read",
    "sniff",
]
