"""Web archives (WARC, also packed): each answer of a server becomes a member; a list says from where and when.

Parsed by warcio. Source: ISO 28500; reference on custody and reading, 5.8 (truncated files, bad chunking).
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

from sijil.readers.draft import NO_FOLDER, Draft, Source
from sijil.readers.reading import Reading
from sijil.readers.spool import TooMuch

VERSION = "1 (warcio 1.8)"
_CHUNK = 1 << 16
_BY_HAND = "open it in a web archive viewer, or ask for the archive again"


def warm() -> None:
    """Import the parser."""
    import warcio.archiveiterator  # type: ignore[import-untyped]  # noqa: F401


def read(source: Source) -> Reading:
    """Rendition `answers`: a line each with time, status, type and address; the bodies are members."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed  # type: ignore[import-untyped]

    draft = Draft("web_archive", VERSION, source.media_type)
    lines: list[str] = []
    records = 0
    try:
        for record in ArchiveIterator(source.file, arc2warc=True):
            records += 1
            if record.rec_type in ("response", "resource"):
                _take(record, source, draft, lines)
            elif record.rec_type == "warcinfo":
                draft.say("archive_made", record.rec_headers.get_header("WARC-Date"))
    except (ArchiveLoadFailed, EOFError, ValueError, OSError) as error:
        draft.miss(f"cut short or damaged after {records} records: {error}", _BY_HAND)
    draft.add("answers", "\n".join(lines))
    draft.say("answers", len(lines))
    draft.nothing_usable = not lines
    if not lines and not draft.missing:
        draft.miss("it holds no answer of a server", _BY_HAND)
    return draft.done()


def _take(record: Any, source: Source, draft: Draft, lines: list[str]) -> None:
    address = record.rec_headers.get_header("WARC-Target-URI") or ""
    when = record.rec_headers.get_header("WARC-Date") or ""
    status = record.http_headers.get_statuscode() if record.http_headers else ""
    kind = (record.http_headers.get_header("Content-Type") or "") if record.http_headers else ""
    name = f"{len(lines) + 1:05}-{_name(address)}"
    lines.append("\t".join(" ".join(str(part).split()) for part in (when, status, kind, address, name)))
    if len(lines) > source.limits.members:
        draft.leave(name, 0, f"only the first {source.limits.members:,} answers are taken")
    elif source.spool is None:
        draft.leave(name, 0, NO_FOLDER, note=address)
    else:
        _keep(record, name, address, when, source, draft)


def _keep(record: Any, name: str, address: str, when: str, source: Source, draft: Draft) -> None:
    assert source.spool is not None
    try:
        file, size = source.spool.keep(_chunks(record.content_stream()))
    except (TooMuch, ValueError, OSError, EOFError) as error:
        draft.leave(name, 0, f"damaged or too large: {error}", note=address)
        draft.miss(f"the answer from {address} was not taken: {error}", _BY_HAND)
        return
    if size:
        draft.take(name, file, size, note=f"from {address}, {when}")
    else:
        draft.leave(name, 0, "an empty answer", note=address)


def _chunks(stream: Any) -> Iterator[bytes]:
    while chunk := stream.read(_CHUNK):
        yield chunk


def _name(address: str) -> str:
    parts = urlsplit(address)
    last = unquote(parts.path).rstrip("/").rsplit("/", 1)[-1]
    return last[-80:] or parts.netloc or "page"
