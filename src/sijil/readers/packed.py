"""tar, 7z and RAR archives, and single files packed with gzip, bzip2, xz and the like, through libarchive.

Members go into the spool folder under names of ours, and each ends with a stated outcome, as from a ZIP.
These archives are read from the front: whatever is left out still has to be gone through, to a limit.
"""

import re
import stat
from collections.abc import Iterator
from contextlib import suppress

from sijil.readers import libarchive_file, seven_lock
from sijil.readers.draft import NO_FOLDER, Draft, Source, kept, refused
from sijil.readers.libarchive_file import Broken, Entry, LibarchiveFile, opened
from sijil.readers.limits import GIB, in_words
from sijil.readers.member_name import MemberName, Names
from sijil.readers.reading import Reading
from sijil.readers.spool import Spool, TooMuch
from sijil.readers.stated_digests import BAG, BAG_FACT, bag_folder
from sijil.readers.unpacking import BY_HAND, Swelling, Swollen, state_left

VERSION = "1"
_SEVEN, _RAR = "application/x-7z-compressed", "application/vnd.rar"
_FORMATS = {_SEVEN: ("7zip",), _RAR: ("rar", "rar5"), "application/x-tar": ("tar",)}
_PACKED_TAR, _PACKED_FILE = ("tar", "raw", "empty"), ("raw", "empty")
_ENDING = re.compile(r"\.(?:gz|bz2|xz|zst|lz4|lz|z)\Z", re.IGNORECASE)
_MOST_PASSED_OVER = GIB
"""Bytes of members left out that are unpacked in vain to reach those behind them."""
_ASK_AGAIN = "ask for the archive again; if it is in several parts, unpack them by hand and add the files"
LOCKED = "locked with a password, which Sijil cannot open in an archive of this kind"
LOCKED_REMEDY = "unpack it with its password by hand, and add the files"


def warm() -> None:
    """Load the libraries before any child is forked: inside the fence no library can be loaded."""
    with suppress(ImportError):
        seven_lock.load_library()
    libarchive_file.load_library()


def read(source: Source) -> Reading:
    """Members in the order of the archive; a single packed file is one member, named without its ending."""
    if libarchive_file.library() is None:
        raise kept("libarchive is not installed, which opens archives of this kind", libarchive_file.REMEDY)
    draft = Draft("packed", f"{VERSION} (libarchive {libarchive_file.version()})", source.media_type)
    formats = _FORMATS.get(source.media_type, _PACKED_TAR)
    try:
        if _unlocked(source, draft):
            state_left(draft, source, {})
            return draft.done()
        found = _unpacked(source, draft, formats)
        if not found and formats is _PACKED_TAR:
            # A file that begins with zeros looks like a tar with nothing in it.
            found = _unpacked(source, draft, _PACKED_FILE)
    except Broken as error:
        raise refused(f"cut short or damaged: {error}", _ASK_AGAIN) from error
    if not found and not draft.missing:
        raise kept("kept: an archive with nothing in it")
    if bag_folder(member.name for member in draft.members) is not None:
        draft.say(BAG_FACT, BAG)
    state_left(draft, source, dict([_locked(source)]))
    return draft.done()


def _unlocked(source: Source, draft: Draft) -> bool:
    """Whether it is a locked 7z archive that a password opened; its members are then in the draft."""
    if source.media_type != _SEVEN or source.spool is None or not source.passwords:
        return False
    with opened(source.file.fileno(), _FORMATS[_SEVEN]) as archive:
        with suppress(Broken):
            archive.next()
        if not archive.is_locked:
            return False
    return seven_lock.unlocked(source, draft, source.spool)


def _locked(source: Source) -> tuple[str, str]:
    """Why a locked archive of this kind stays closed, and what can be done."""
    if source.media_type == _SEVEN:
        return seven_lock.reason(source), seven_lock.remedy()
    return LOCKED, LOCKED_REMEDY


def _unpacked(source: Source, draft: Draft, formats: tuple[str, ...]) -> int:
    with opened(source.file.fileno(), formats) as archive:
        return _Unpacking(archive, source, draft).all_members()


class _Unpacking:
    def __init__(self, archive: LibarchiveFile, source: Source, draft: Draft) -> None:
        self.archive, self.source, self.draft = archive, source, draft
        self.names = Names()
        self.swelling = Swelling(source.limits, source.size)
        self.passed_over = 0

    def all_members(self) -> int:
        """Settle every member; returns how many there were."""
        number, going_on = 0, True
        while going_on and (entry := self._next(number)) is not None:
            if entry.is_folder:
                continue
            if self.archive.format == "raw" and not self.archive.is_packed:
                raise refused("cut short or damaged: it cannot be unpacked", _ASK_AGAIN)
            number += 1
            if number > self.source.limits.members:
                self.draft.miss(f"only the first {number - 1:,} members are taken", BY_HAND)
                break
            going_on = self._settled(entry)
        return number

    def _next(self, number: int) -> Entry | None:
        while True:
            try:
                return self.archive.next()
            except Broken as error:
                if self.archive.is_locked and not number:
                    raise refused(*_locked(self.source)) from error
                if not number:
                    raise
                self.draft.miss(f"cut short or damaged after {number} members: {error}", _ASK_AGAIN)
                if error.fatal:
                    return None

    def _settled(self, entry: Entry) -> bool:
        """Take one member or say why not; returns whether those behind it can be reached."""
        name = self._name(entry)
        fatal = False
        try:
            reason = self._barred(entry) or self._taken(entry, name)
        except Broken as error:
            reason, fatal = _locked(self.source)[0] if entry.locked else f"damaged: {error}", error.fatal
        if not reason:
            return True
        self.draft.leave(name.text, max(entry.size, 0), reason, raw_name=name.raw, note=name.note)
        if fatal:
            self.draft.miss(f"what lies behind {name.text} cannot be reached", _ASK_AGAIN)
        return not fatal and self._may_pass_over(entry, name)

    def _name(self, entry: Entry) -> MemberName:
        if self.archive.format == "raw":
            own = self.source.name.replace("\\", "/").rpartition("/")[2]
            bare = _ENDING.sub("", own)
            return MemberName(bare if bare not in ("", own) else f"{own}.unpacked", "", "")
        return self.names.of_bytes(entry.name)

    def _barred(self, entry: Entry) -> str:
        """Why a member is no file to take."""
        if entry.link:
            return f"a link to {entry.link.decode('utf-8', 'replace')}: links are not followed"
        if not stat.S_ISREG(entry.mode) and entry.mode:
            return "a device or a pipe, not a file"
        return _locked(self.source)[0] if entry.locked else ""

    def _taken(self, entry: Entry, name: MemberName) -> str:
        """Unpack one member; returns why not, or nothing. Raises `Broken`."""
        if self.source.spool is None:
            return NO_FOLDER
        try:
            file, size = self._kept(entry, self.source.spool)
        except (Swollen, TooMuch) as error:
            return f"hostile or too large: {error}"
        self.draft.take(name.text, file, size, raw_name=name.raw, note=name.note)
        return ""

    def _kept(self, entry: Entry, spool: Spool) -> tuple[str, int]:
        start = self.archive.packed_bytes
        chunks = self.swelling.watch(self.archive.chunks(), lambda: self.archive.packed_bytes - start)
        return spool.keep(_whole(chunks, entry.size))

    def _may_pass_over(self, entry: Entry, name: MemberName) -> bool:
        """Whether the bytes of a member left out may be gone through in vain."""
        if not self.archive.is_packed or entry.link or entry.locked or self.archive.format == "raw":
            return True
        self.passed_over += max(entry.size, 0)
        if self.passed_over <= _MOST_PASSED_OVER and entry.size >= 0:
            return True
        self.draft.miss(
            f"what lies behind {name.text} is not reached: more than {in_words(_MOST_PASSED_OVER)} "
            "would have to be unpacked in vain",
            BY_HAND,
        )
        return False


def _whole(chunks: Iterator[bytes], stated: int) -> Iterator[bytes]:
    """The same chunks. Raises `Broken` when they are fewer bytes than stated."""
    size = 0
    for chunk in chunks:
        size += len(chunk)
        yield chunk
    if size < stated:
        raise Broken(f"holds {in_words(size)} where {in_words(stated)} are stated", fatal=False)
