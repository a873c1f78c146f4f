"""The audit before anything leaves: every file of a folder attacked by every way of reading it that we have.

What is attacked was made by us and still is not trusted: text is extracted again, pages and pictures are read as print,
metadata, names, attachments, packed streams, databases and their indexes are searched for every protected string in
every variant. One hit, or one thing that could not be looked into, and nothing leaves.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sijil.readers import Fence
from sijil.redaction.layers import layers
from sijil.redaction.matcher import Matcher
from sijil.redaction.voices import Heard, voices

Found = Counter[tuple[str, str, str, str]]
"""How often: key, kind, way, the words it was found in."""
WITHHELD = "(a file whose name holds a protected string)"

_PLACE = re.compile(r" at \d+")


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
    control: Path | None = None,
    ocr: bool = True,
    progress: Callable[[int, int], None] = lambda n, of: None,
) -> Audit:
    """Attack every file under a folder, in the order of names. Raises `ReadingError` where no reader can be started.

    `control` holds files of the same names with nothing in them but our own words: what is found there in the same
    words, as often, is no leak. Our own sentences have words that sound like somebody's name.
    """
    audit = Audit()
    files = sorted(path for path in folder.rglob("*") if not path.is_dir())
    innocent: dict[str, Found] = {}
    with Fence() as fence:
        for number, path in enumerate(files):
            progress(number, len(files))
            name = path.relative_to(folder).as_posix()
            found = _attack_one(path, name, matcher, Heard(fence, ocr), audit)
            if found and control is not None and (control / name).is_file():
                innocent[name] = _attack_one(control / name, name, matcher, Heard(fence, ocr), Audit())
            audit.leaks += _leaks(found, innocent.get(name, Counter()), name)
    progress(len(files), len(files))
    audit.leaks = sorted(set(audit.leaks))
    return audit


def _attack_one(path: Path, name: str, matcher: Matcher, heard: Heard, audit: Audit) -> Found:
    """What is found in a file, how often, by way and by the words it was found in."""
    audit.files += 1
    found: Found = Counter()
    for _, text in layers(name):
        found.update((hit.key, hit.kind, "its name", "") for hit in matcher.find(text))
    shown = WITHHELD if found else name
    if path.is_symlink() or not path.is_file():
        audit.unseen.append((shown, "a link or no plain file: a release holds plain files only"))
        return found
    for way, text in _every(path, heard):
        audit.texts += 1
        audit.characters += len(text)
        hits = matcher.find(text)
        told = _without_hits(way, matcher) if hits else way
        words = (" ".join(text[hit.start : hit.end].split()) for hit in hits)
        found.update((hit.key, hit.kind, told, said) for hit, said in zip(hits, words, strict=True))
    for key in heard.places:
        found["the file", "place", f"coordinates in its own data ({key})", ""] += 1
    audit.unseen += [(shown, reason) for reason in dict.fromkeys(heard.unseen)]
    return found


def _leaks(found: Found, innocent: Found, name: str) -> list[Leak]:
    """What was found in other words than in the control, or in the same words more often by some way of reading."""
    shown = WITHHELD if any(way == "its name" for _, _, way, _ in found) else name
    often, own = _often(found), _often(innocent)
    return [
        Leak(shown, key, kind, way)
        for key, kind, way, words in found
        if often[key, kind, words] > own.get((key, kind, words), 0)
    ]


def _often(found: Found) -> dict[tuple[str, str, str], int]:
    """How often something was found in the same words, by the way of reading that found it most."""
    most: dict[tuple[str, str, str], int] = {}
    for (key, kind, _, words), times in found.items():
        most[key, kind, words] = max(times, most.get((key, kind, words), 0))
    return most


def _every(path: Path, heard: Heard) -> Iterator[tuple[str, str]]:
    seen: set[int] = set()
    for way, text in voices(path, heard):
        for wrapping, inner in layers(text):
            if hash(inner) not in seen:
                seen.add(hash(inner))
                yield (f"{way}, {wrapping}" if wrapping else way), inner


def _without_hits(way: str, matcher: Matcher) -> str:
    """How it was heard, in words that hold no protected string themselves: a member's or a table's name may."""
    return "inside it" if matcher.find(way) else _PLACE.sub("", way)
