"""Which reader takes which kind of file (`tables/media_types.csv`)."""

from functools import cache
from importlib import import_module
from typing import Protocol

from sijil.readers.draft import Source
from sijil.readers.limits import Limits
from sijil.readers.reading import Reading
from sijil.readers.tables import rows_of

CONTAINERS = frozenset({"archive", "mail", "mailbox", "packed", "pdf", "web_archive"})
"""Readers that may unpack members."""
ARCHIVES = frozenset({"archive", "packed"})
"""Readers of files that are nothing but containers: a large one gets more time."""
PAGED = frozenset({"telegram", "whatsapp", "mailbox"})
"""Readers that send the texts of a large file page by page."""
FAMILIES = {
    "archive": "light",
    "content_credentials": "credentials",
    "delimited": "light",
    "plain": "light",
    "probe": "light",
    "telegram": "light",
    "telegram_page": "page",
    "whatsapp": "light",
    "mailbox": "page",
    "image": "light",
    "footage": "media",
    "film_stills": "media",
    "photo_stills": "media",
    "film_greys": "media",
    "photo_greys": "media",
    "video_page": "light",
    "web_archive": "light",
    "packed": "packed",
    "docx": "office",
    "ole": "office",
    "xlsx": "office",
    "mail": "page",
    "web_page": "page",
    "pdf": "pdf",
    "pdf_sides": "pdf",
    "transcript": "transcript",
    "speech": "speech",
}
"""The readers, and which of them share a worker: forking costs by the size of what it has imported."""


class Reader(Protocol):
    """What each reader module offers."""

    VERSION: str

    def read(self, source: Source) -> Reading:
        """Read one file; runs inside the fence."""

    def warm(self) -> None:
        """Import what reading needs; runs in the worker, before any fork."""


@cache
def _kinds() -> dict[str, dict[str, str]]:
    return {row["media_type"]: row for row in rows_of("media_types")}


def reader_for(media_type: str) -> str:
    """The name of the reader for a media type, or nothing."""
    return _kinds().get(media_type, {}).get("reader", "")


def called(media_type: str) -> str:
    """How messages call that kind of file."""
    name = _kinds().get(media_type, {}).get("called", "")
    return f"{name} ({media_type})" if name else media_type


def size_limit(media_type: str, limits: Limits) -> int:
    """The largest file of that kind that is parsed at all, in bytes."""
    kind = _kinds().get(media_type, {}).get("size_limit", "")
    if kind in ("pages", "footage"):
        return limits.paged_file
    if kind == "archive":
        return limits.archive
    return limits.text_file if kind == "text" else limits.large_file


def load(name: str) -> Reader:
    """Import a reader. Raises `ValueError` for a name that is none."""
    if name not in FAMILIES:
        raise ValueError(f"no reader is called {name}")
    reader: Reader = import_module(f"sijil.readers.{name}")
    return reader
