"""Everything a file can say, by every way we know of hearing it."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sijil.readers import Fence, Reading, sniff, transcript
from sijil.readers.media_type import HEAD_BYTES
from sijil.readers.stills import PICTURES, reader_of
from sijil.redaction import raw
from sijil.redaction.databases import database_texts, is_database, is_parquet, parquet_texts

PDF = "application/pdf"
NO_OCR = "pictures of text were not looked at: tesseract is not there (extra `ocr`; see `sijil doctor`)"
_LARGEST = 256 << 20
_PIXELS = 40_000_000
_LARGER = 1.4
"""Turned copies are enlarged: what is passed over at one size is read at another."""


@dataclass(slots=True)
class Heard:
    """What could not be listened to: `unseen` stops a release as a hit does."""

    fence: Fence
    ocr: bool = True
    unseen: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    """Where a file states coordinates of its own (EXIF, containers)."""


def voices(path: Path, heard: Heard) -> Iterator[tuple[str, str]]:
    """Texts of a file, each with the way it was heard; parts of archives and attachments as well."""
    size = path.stat().st_size
    if size > _LARGEST:
        heard.unseen.append(f"larger than is looked through ({size >> 20} MiB)")
        return
    data = path.read_bytes()
    yield from _bytes(data, heard)
    media_type = sniff(data[:HEAD_BYTES], path.name, size)
    if is_database(data):
        yield from database_texts(path)
    elif is_parquet(data):
        yield from parquet_texts(path)
    else:
        yield from _read(path, heard)
    if media_type == PDF:
        yield from _pdf(path, heard)
    elif media_type in PICTURES:
        yield from _picture(path, media_type, heard)
    elif reader_of(media_type):
        yield from _film(path, media_type, heard)


def _bytes(data: bytes, heard: Heard) -> Iterator[tuple[str, str]]:
    try:
        for encoding, text in raw.texts(raw.outside(data)):
            yield f"bytes ({encoding})", text
        for where, content in raw.inside(data):
            for encoding, text in raw.texts(content):
                yield f"{where} ({encoding})", text
    except raw.TooMuch:
        heard.unseen.append("packed in a way that was not opened wholly")


def _read(path: Path, heard: Heard) -> Iterator[tuple[str, str]]:
    with tempfile.TemporaryDirectory() as spool:
        reading = heard.fence.read(path, name="file" + path.suffix, spool=spool)
        if reading.outcome == "refused":
            heard.unseen.append(f"cannot be read: {reading.reason}")
        yield from _reading(reading, "read")
        for key in ("place_in_file", "location"):
            if reading.metadata.get(key):
                heard.places.append(key)
        for member in reading.members:
            yield "name of an attached file", member.name
            for where, text in voices(member.path, heard):
                yield f"attached: {where}", text
        heard.unseen += [f"an attached file stays inside: {left.reason}" for left in reading.not_taken]


def _reading(reading: Reading, way: str) -> Iterator[tuple[str, str]]:
    for rendition in reading.renditions:
        yield f"{way} ({rendition.part})", rendition.text
    for page in reading.pages:
        for rendition in page.renditions:
            yield f"{way} ({rendition.part})", rendition.text
    for key, value in sorted(reading.metadata.items()):
        yield f"{way} (metadata {key})", value


def _pdf(path: Path, heard: Heard) -> Iterator[tuple[str, str]]:
    """The text layer from four sides, in the order stored and in the other, notes, and the print of drawn pages."""
    laid = heard.fence.sides(path)
    if laid.outcome != "read":
        heard.unseen.append(f"cannot be opened as a PDF: {laid.reason}")
        return
    for rendition in laid.renditions:
        yield rendition.part, rendition.text
    drawn = [int(number) for number in laid.metadata.get("drawn", "").split()]
    if drawn and _no_ocr(heard):
        return
    for number in drawn:
        yield from _reading(
            heard.fence.transcribe(path, media_type=PDF, number=number), f"print of page {number}"
        )


def _no_ocr(heard: Heard) -> bool:
    if heard.ocr and transcript.installed():
        return False
    heard.unseen.append(NO_OCR)
    return True


def _picture(path: Path, media_type: str, heard: Heard) -> Iterator[tuple[str, str]]:
    """What is printed in a picture, looked at from its four sides."""
    if _no_ocr(heard):
        return
    import PIL.Image

    yield from _reading(heard.fence.transcribe(path, media_type=media_type), "print")
    try:
        picture = PIL.Image.open(path)
        if picture.width * picture.height > _PIXELS:
            heard.unseen.append("a picture larger than is looked at")
            return
        grey = picture.convert("L")
    except (OSError, SyntaxError, ValueError) as error:
        heard.unseen.append(f"a picture that cannot be opened ({type(error).__name__})")
        return
    with tempfile.TemporaryDirectory() as folder:
        for degrees in (90, 180, 270):
            turned = Path(folder, f"{degrees}.png")
            size = (round(grey.width * _LARGER), round(grey.height * _LARGER))
            grey.resize(size).rotate(degrees, expand=True).save(turned)
            found = heard.fence.transcribe(turned, media_type="image/png")
            yield from _reading(found, f"print turned by {degrees}")


def _film(path: Path, media_type: str, heard: Heard) -> Iterator[tuple[str, str]]:
    """What is printed in the keyframes of a film. Nobody listens to its sound."""
    if _no_ocr(heard):
        return
    with tempfile.TemporaryDirectory() as spool:
        stills = heard.fence.stills(path, media_type=media_type, spool=spool)
        if stills.outcome == "refused":
            heard.unseen.append(f"its pictures cannot be taken: {stills.reason}")
        for member in stills.members:
            yield from _reading(
                heard.fence.transcribe(member.path, media_type="image/jpeg"), f"print in {member.name}"
            )
