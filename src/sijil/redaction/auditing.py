"""The audit before anything leaves: every file of a folder attacked by every way of reading it that we have.

What is attacked was made by us and still is not trusted: text is extracted again, pages and pictures are read as print,
metadata, names, attachments, packed streams, databases and their indexes are searched for every protected string in
every variant. One hit, or one thing that could not be looked into, and nothing leaves.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sijil.readers import Fence
from sijil.redaction.layers import layers
from sijil.redaction.matcher import Matcher
from sijil.redaction.voices import Heard, voices

WITHHELD = "(a file whose name holds a protected string)"


@dataclass(frozen=True, slots=True, order=True)
class Leak:
    """A protected string found in what was to leave: which, in which file, heard in which way; never the string."""

    file: str
    key: str
    kind: str
    way: str

    def __str__(self) -> str:
        return f"{self.file}: {self.kind} of {self.key} ({self.way})"


@dataclass(slots=True)
class Audit:
    """What the attack found. `files` and `texts` say how much was looked through."""

    files: int = 0
    texts: int = 0
    characters: int = 0
    leaks: list[Leak] = field(default_factory=list)
    unseen: list[tuple[str, str]] = field(default_factory=list)
    """File and reason, for what could not be looked into."""

    @property
    def clean(self) -> bool:
        """Whether it may leave."""
        return not self.leaks and not self.unseen


def attack(
    folder: Path,
    matcher: Matcher,
    *,
    ocr: bool = True,
    progress: Callable[[int, int], None] = lambda n, of: None,
) -> Audit:
    """Attack every file under a folder, in the order of names. Raises `ReadingError` where no reader can be started."""
    audit = Audit()
    files = sorted(path for path in folder.rglob("*") if not path.is_dir())
    with Fence() as fence:
        for number, path in enumerate(files):
            progress(number, len(files))
            _attack_one(path, path.relative_to(folder).as_posix(), matcher, Heard(fence, ocr), audit)
    progress(len(files), len(files))
    audit.leaks = sorted(set(audit.leaks))
    return audit


def _attack_one(path: Path, name: str, matcher: Matcher, heard: Heard, audit: Audit) -> None:
    audit.files += 1
    named = [hit for _, text in layers(name) for hit in matcher.find(text)]
    shown = WITHHELD if named else name
    audit.leaks += [Leak(shown, hit.key, hit.kind, "its name") for hit in named]
    if path.is_symlink() or not path.is_file():
        audit.unseen.append((shown, "a link or no plain file: a release holds plain files only"))
        return
    for way, text in _every(path, heard):
        audit.texts += 1
        audit.characters += len(text)
        audit.leaks += [
            Leak(shown, hit.key, hit.kind, _without_hits(way, matcher)) for hit in matcher.find(text)
        ]
    audit.leaks += [
        Leak(shown, "the file", "place", f"coordinates in its own data ({key})") for key in heard.places
    ]
    audit.unseen += [(shown, reason) for reason in dict.fromkeys(heard.unseen)]


def _every(path: Path, heard: Heard) -> Iterator[tuple[str, str]]:
    seen: set[int] = set()
    for way, text in voices(path, heard):
        for wrapping, inner in layers(text):
            if hash(inner) not in seen:
                seen.add(hash(inner))
                yield (f"{way}, {wrapping}" if wrapping else way), inner


def _without_hits(way: str, matcher: Matcher) -> str:
    """How it was heard, in words that hold no protected string themselves: a member's or a table's name may."""
    return "inside it" if matcher.find(way) else way
