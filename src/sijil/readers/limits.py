"""How much one file may cost before its reading is stopped."""

from dataclasses import asdict, dataclass, replace

KIB, MIB, GIB = 1 << 10, 1 << 20, 1 << 30

ARCHIVE_BYTES_PER_SECOND = 8 * MIB
PAGED_BYTES_PER_SECOND = 2 * MIB
"""The slowest that a chat export may be read before it is stopped."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Caps for one file. Sizes are bytes, times are seconds.

    The archive caps follow the reference on custody and reading, section 8.2.
    """

    memory: int = 2 * GIB
    """Address space above what the worker itself uses."""
    cpu_seconds: int = 40
    wall_seconds: int = 60
    output: int = 256 * MIB
    """Most that a child may send back."""
    open_files: int = 64
    text_file: int = 256 * MIB
    """Largest file of a text-like kind: plain text, HTML, CSV, e-mail, DOCX."""
    large_file: int = 2 * GIB
    """Largest XLSX, PDF, picture or web archive."""
    archive: int = 20 * GIB
    """Largest archive: ZIP, tar, 7z, RAR, a packed file."""
    paged_file: int = 64 * GIB
    """Largest file whose texts are sent page by page, and largest film."""
    spool: int = 20 * GIB
    """Most that the members of one file may take up on disk."""
    ratio: int = 200
    """Most bytes a packed byte may swell to."""
    ratio_floor: int = 10 * MIB
    """A member smaller than this is never too swollen."""
    members: int = 100_000
    rows: int = 1_048_576
    cells: int = 20_000_000
    mail_depth: int = 100

    def for_archive(self, size: int) -> "Limits":
        """More time for a large archive or film: going through it is bound by the disk."""
        more = size // ARCHIVE_BYTES_PER_SECOND
        return replace(self, cpu_seconds=self.cpu_seconds + more, wall_seconds=self.wall_seconds + 2 * more)

    def for_film(self, size: int) -> "Limits":
        """More time for decoding a film: what is decoded of it is bounded, see `film_stills`."""
        longer = replace(self, cpu_seconds=self.cpu_seconds * 30, wall_seconds=self.wall_seconds * 60)
        return longer.for_archive(size)

    def for_speech(self, seconds: int, model_size: int) -> "Limits":
        """Time and memory for a recording of so many seconds: a large model takes most of a minute for each."""
        more = seconds * 60
        memory = self.memory + 3 * model_size + seconds * MIB // 2
        return replace(self, cpu_seconds=600 + more, wall_seconds=1200 + 2 * more, memory=memory)

    def for_pages(self, size: int) -> "Limits":
        """More time and room for a large file that is sent page by page."""
        more = size // PAGED_BYTES_PER_SECOND
        return replace(
            self,
            cpu_seconds=self.cpu_seconds + more,
            wall_seconds=self.wall_seconds + 2 * more,
            output=self.output + 4 * size,
        )

    def as_dict(self) -> dict[str, int]:
        """The caps as plain numbers, for the wire."""
        return asdict(self)


def in_words(size: int) -> str:
    """A size in the largest unit that it fills: `2 GiB`, `1.5 MiB`, `12 bytes`."""
    for unit, word in ((GIB, "GiB"), (MIB, "MiB"), (KIB, "KiB")):
        if size >= unit:
            return f"{size / unit:.1f}".removesuffix(".0") + f" {word}"
    return f"{size} byte" + ("" if size == 1 else "s")
