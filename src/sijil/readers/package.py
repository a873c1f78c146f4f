"""An Office Open XML file: a ZIP of parts that point at each other."""

import posixpath
import struct
import zipfile
import zlib
from dataclasses import dataclass
from lzma import LZMAError
from typing import IO

from sijil.readers.draft import Draft, Stopped, kept, refused
from sijil.readers.limits import Limits, in_words
from sijil.readers.media_type import EXCEL, SLIDES, WORD
from sijil.readers.xml_tree import (
    Element,
    HostileXml,
    attribute,
    descendants,
    local,
    parse_xml,
    refuse_doctype_in,
)

CONTENT_TYPES = "[Content_Types].xml"
DAMAGE = (zipfile.BadZipFile, zlib.error, LZMAError, EOFError, OSError, struct.error, ValueError, IndexError)
"""What the standard library raises over a damaged ZIP."""
_MOST_OF_ONE_PART = 512 << 20
_LOOK = "open it in an Office program, check that it is whole, and save it anew"
_MAIN_TYPES = {
    "wordprocessingml.document.main": WORD,
    "wordprocessingml.template.main": WORD,
    "ms-word.document.macroEnabled.main": WORD,
    "ms-word.template.macroEnabledTemplate.main": WORD,
    "spreadsheetml.sheet.main": EXCEL,
    "spreadsheetml.template.main": EXCEL,
    "ms-excel.sheet.macroEnabled.main": EXCEL,
    "ms-excel.template.macroEnabled.main": EXCEL,
    "ms-excel.sheet.binary.macroEnabled.main": "application/vnd.ms-excel.sheet.binary",
    "presentationml.presentation.main": SLIDES,
    "presentationml.slideshow.main": SLIDES,
}
_CORE = {
    "title": "title",
    "creator": "author",
    "created": "created",
    "modified": "modified",
    "lastModifiedBy": "last_modified_by",
    "subject": "subject",
    "description": "description",
}


@dataclass(frozen=True, slots=True)
class Relation:
    """One part pointing at another. `kind` is the last word of the relation's type."""

    number: str
    kind: str
    target: str
    external: bool


class Package:
    """The parts of one Office file. Refuses swollen parts and document types before anything is parsed.

    Parts that cannot be unpacked are in `damaged`; only one that is needed makes the file unreadable.
    """

    def __init__(self, file: IO[bytes], limits: Limits) -> None:
        self.file = file
        try:
            self.archive = zipfile.ZipFile(file)
        except (*DAMAGE, NotImplementedError) as error:
            raise refused("cut short or damaged: its table of contents cannot be read", _LOOK) from error
        self.names = {name.lower(): name for name in self.archive.namelist()}
        self.damaged: list[str] = []
        self._check(limits)

    def _check(self, limits: Limits) -> None:
        for info in self.archive.infolist():
            # zipfile never gives more than the size stated here, whatever the packed data hold.
            floor = max(info.compress_size * limits.ratio, limits.ratio_floor)
            if info.file_size > floor or (
                info.file_size > _MOST_OF_ONE_PART and not _is_sheet(info.filename)
            ):
                sizes = f"{in_words(info.compress_size)} to {in_words(info.file_size)}"
                swollen = f"its part {info.filename} swells from {sizes}"
                raise refused(swollen, "treat it as hostile; ask the sender for another copy")
            if info.filename.lower().endswith((".xml", ".rels")):
                self._refuse_doctype(info)

    def _refuse_doctype(self, info: zipfile.ZipInfo) -> None:
        try:
            with self.archive.open(info) as part:
                refuse_doctype_in(part)
        except HostileXml as error:
            reason = f"hostile: {error} in its part {info.filename}, behind which text can be hidden"
            raise refused(reason, "ask the sender for another copy, saved by an Office program") from error
        except (*DAMAGE, RuntimeError, NotImplementedError):
            self.damaged.append(info.filename)

    def state_damage(self, draft: Draft) -> None:
        """Say which parts could not be read, if any."""
        if self.damaged:
            parts = ", ".join(dict.fromkeys(self.damaged))
            draft.miss(f"damaged: its parts {parts} cannot be read", _LOOK)

    def has(self, name: str) -> bool:
        """Whether there is such a part; names differ in case between programs."""
        return name.lower() in self.names

    def xml(self, name: str) -> Element:
        """The root of a part. Raises the outcome `refused` when it is missing or no XML."""
        if not self.has(name):
            raise refused(f"damaged: its part {name} is missing", _LOOK)
        try:
            return parse_xml(self.archive.read(self.names[name.lower()]))
        except (SyntaxError, *DAMAGE, RuntimeError, NotImplementedError) as error:
            raise refused(f"damaged: its part {name} cannot be read", _LOOK) from error

    def inside(self, name: str) -> list[Element]:
        """What is directly inside a part that the rest can do without; nothing, and noted, when it is damaged."""
        try:
            return list(self.xml(name))
        except Stopped:
            self.damaged.append(name)
            return []

    def open(self, name: str) -> IO[bytes]:
        """A part as a stream, for parts too large to hold."""
        return self.archive.open(self.names[name.lower()])

    def relations(self, part: str = "") -> list[Relation]:
        """Where a part points; the whole package when `part` is empty."""
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if not self.has(rels):
            return []
        return [_relation(entry, folder) for entry in self.xml(rels) if local(entry) == "Relationship"]

    def main(self) -> tuple[str, str]:
        """The main part and the media type it makes the file."""
        types = self.content_types()
        for relation in self.relations():
            if relation.kind == "officeDocument":
                return relation.target, _media_type(types.get(relation.target.lower(), ""))
        raise refused("damaged: it does not say which part is the document", _LOOK)

    def content_types(self) -> dict[str, str]:
        """The stated content type of each part that has one of its own, by lower-case name."""
        entries = descendants(self.xml(CONTENT_TYPES), "Override")
        return {attribute(e, "PartName").lstrip("/").lower(): attribute(e, "ContentType") for e in entries}

    def properties(self, draft: Draft) -> None:
        """Put the core properties (title, author, created, modified …) into the metadata, as found."""
        if any(name.endswith("vbaproject.bin") for name in self.names):
            draft.say("macros", "it holds program code (macros), which is never run")
        for relation in self.relations():
            if relation.kind == "core-properties" and self.has(relation.target):
                for entry in self.inside(relation.target):
                    if local(entry) in _CORE:
                        draft.say(_CORE[local(entry)], "".join(entry.itertext()))


def _is_sheet(name: str) -> bool:
    """Sheets are read as a stream and may be large."""
    return name.lower().startswith("xl/worksheets/")


def _relation(entry: Element, folder: str) -> Relation:
    external = attribute(entry, "TargetMode") == "External"
    target = attribute(entry, "Target")
    if not external:
        target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return Relation(attribute(entry, "Id"), attribute(entry, "Type").rpartition("/")[2], target, external)


def _media_type(content_type: str) -> str:
    for mark, media_type in _MAIN_TYPES.items():
        if mark in content_type:
            return media_type
    raise kept(f"no reader for an Office file of the type {content_type or 'not stated'} yet")
