"""ZIP archives: members go into the spool folder under names of ours; each ends with a stated outcome.

Other archives have a reader of their own: see `sijil.readers.packed`.
"""

import stat
import zipfile
from collections.abc import Iterator
from typing import IO

from sijil.readers.draft import NO_FOLDER, Draft, Source, kept, refused
from sijil.readers.member_name import MemberName, Names
from sijil.readers.office import read_office
from sijil.readers.package import CONTENT_TYPES, DAMAGE
from sijil.readers.reading import Reading
from sijil.readers.spool import Spool, TooMuch
from sijil.readers.stated_digests import digests_of
from sijil.readers.unlock import REMEDY as PASSWORD_REMEDY
from sijil.readers.unlock import no_password_fits
from sijil.readers.unpacking import BY_HAND, Swelling, Swollen, state_left
from sijil.readers.zip_lock import AES_METHOD, WrongPassword, locked_chunks

VERSION = "1"
_CHUNK = 1 << 18
_LOCKED = 0x1
_LOCAL_HEADER = 30
_OVERLAPS = "hostile: its packed bytes are those of another member too"


def read(source: Source) -> Reading:
    """Members in the order of the archive's table of contents; an Office file goes to its own reader."""
    try:
        archive = zipfile.ZipFile(source.file)
    except (*DAMAGE, NotImplementedError) as error:
        remedy = "ask for the archive again, or repair it and add the result"
        raise refused("cut short or damaged: its table of contents cannot be read", remedy) from error
    names = {info.filename.lower() for info in archive.infolist()}
    if CONTENT_TYPES.lower() in names and "_rels/.rels" in names:
        return read_office(source.file, source.limits)
    if "mimetype" in names and "content.xml" in names:
        raise kept("no reader for an OpenDocument file yet")
    draft = Draft("archive", VERSION, source.media_type)
    if archive.comment:
        draft.say("comment", archive.comment.decode("utf-8", "replace"))
    unpacked = _Unpacking(archive, source, draft)
    unpacked.all_members()
    if unpacked.digests and source.spool:
        unpacked.digests.say(draft)
    state_left(draft, source, {no_password_fits(len(source.passwords)): PASSWORD_REMEDY})
    return draft.done()


class _Unpacking:
    def __init__(self, archive: zipfile.ZipFile, source: Source, draft: Draft) -> None:
        self.archive, self.source, self.draft = archive, source, draft
        self.names = Names()
        self.swelling = Swelling(source.limits, source.size)
        self.digests = digests_of((info.filename for info in archive.infolist()), source.name)

    def all_members(self) -> None:
        files = [info for info in self.archive.infolist() if not info.filename.endswith("/")]
        if not files:
            raise kept("kept: an archive with nothing in it")
        most, over = self.source.limits.members, _overlapping(files)
        for info in files[:most]:
            name = self.names.of(info)
            reason = _OVERLAPS if id(info) in over else self._hand_over(info, name)
            if reason:
                size = max(info.file_size, 0)
                self.draft.leave(name.text, size, reason, raw_name=name.raw, note=name.note)
        if len(files) > most:
            self.draft.miss(f"only the first {most:,} of {len(files):,} members are taken", BY_HAND)

    def _hand_over(self, info: zipfile.ZipInfo, name: MemberName) -> str:
        """Unpack one member; returns why not, or nothing."""
        barred = _barred(info)
        if barred or self.source.spool is None:
            return barred or NO_FOLDER
        try:
            file, size = self._take(info, self.source.spool)
        except WrongPassword:
            return no_password_fits(len(self.source.passwords))
        except (Swollen, TooMuch) as error:
            return f"hostile or too large: {error}"
        except NotImplementedError as error:
            return f"packed in a way that cannot be unpacked ({error})"
        except OSError:
            return "damaged: it is not where the table of contents says"
        except (*DAMAGE, RuntimeError) as error:
            return f"damaged: {error or type(error).__name__}"
        self.draft.take(name.text, file, size, raw_name=name.raw, note=name.note)
        return ""

    def _take(self, info: zipfile.ZipInfo, spool: Spool) -> tuple[str, int]:
        if not info.flag_bits & _LOCKED:
            return spool.keep(self._watched(info, _chunks(self.archive, info)))
        for password in self.source.passwords:
            try:
                return spool.keep(
                    self._watched(info, locked_chunks(self.archive, self.source.file, info, password))
                )
            except WrongPassword:
                continue
        raise WrongPassword

    def _watched(self, info: zipfile.ZipInfo, chunks: Iterator[bytes]) -> Iterator[bytes]:
        watched = self.swelling.watch(chunks, lambda: info.compress_size)
        return self.digests.watch(info.filename, watched) if self.digests else watched


def _chunks(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(info) as member:
        yield from _in_chunks(member)


def _in_chunks(member: IO[bytes]) -> Iterator[bytes]:
    while chunk := member.read(_CHUNK):
        yield chunk


def _overlapping(files: list[zipfile.ZipInfo]) -> set[int]:
    """Members (by `id`) whose packed bytes lie over those of one before: one bomb under many names."""
    found, end = set(), 0
    for info in sorted(files, key=lambda info: info.header_offset):
        if info.header_offset < end:
            found.add(id(info))
        end = max(end, info.header_offset + _LOCAL_HEADER + info.compress_size)
    return found


def _barred(info: zipfile.ZipInfo) -> str:
    """Why a member is no file to take."""
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return "a link to another file: links are not followed"
    if kind not in (0, stat.S_IFREG):
        return "a device or a pipe, not a file"
    if info.compress_type == AES_METHOD and not info.flag_bits & _LOCKED:
        return "damaged: locked and yet not marked as locked"
    return ""


def warm() -> None:
    """Import what reading needs before any child is forked."""
    import sijil.readers.zip_lock  # noqa: F401
