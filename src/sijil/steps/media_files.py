"""Photos and films on disk: decoded behind the fence, turned into fingerprints, compared, and told pair by pair.

Equal bytes are compared once. What cannot be compared says why, and is still told of where another file
has the same bytes.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from sijil.errors import EvidenceError
from sijil.media.matching import Item, Verdict, Where, matches
from sijil.readers import Fence, Reading, sniff
from sijil.readers.greys import greys_reader_of
from sijil.readers.media_type import HEAD_BYTES
from sijil.readers.registry import called
from sijil.steps._footage import item_of
from sijil.steps._side_by_side import fences
from sijil.steps.progress import Progress, silent

_PICTURES = ("image/", "video/", "audio/")
_BLOCK = 1 << 20


class Pair(NamedTuple):
    """Two files that show the same; `mirrored`: one is the other, left for right."""

    a: Path
    b: Path
    verdict: Verdict
    where_a: Where | None
    where_b: Where | None
    score: float
    mirrored: bool


class Copy(NamedTuple):
    """A file of a cluster: the time it states of itself, if any; `earliest`: no other there states an earlier one."""

    cluster: int
    path: Path
    taken: str
    earliest: bool


@dataclass(slots=True)
class Compared:
    """What came of it: pairs in the order of the files, what could not be compared (wholly) and why, and the rest."""

    pairs: list[Pair] = field(default_factory=list)
    problems: list[tuple[Path, str]] = field(default_factory=list)
    compared: int = 0
    other_kinds: int = 0


def compare(folders: Sequence[Path], spool: Path, *, progress: Progress = silent) -> Compared:
    """Compare all photos and films in folders, those in folders within them included, and single files.

    `spool`: an empty folder for the frames, some 400 MB an hour of film. Raises `EvidenceError` for what is not there.
    """
    done = Compared()
    copies: dict[str, list[Path]] = {}
    kinds: dict[str, str] = {}
    for path in _files(folders):
        kind = _kind(path)
        if not kind.startswith(_PICTURES):
            done.other_kinds += 1
            continue
        digest = _sha256(path)
        copies.setdefault(digest, []).append(path)
        kinds[digest] = kind
    items = list(_items(copies, kinds, spool, done, progress))
    done.compared = len(items)
    rows = [*_same_files(copies), *_same_footage(items, copies)]
    place = {path: number for number, path in enumerate(path for paths in copies.values() for path in paths)}
    done.pairs = sorted(rows, key=lambda pair: (place[pair.a], place[pair.b]))
    return done


def clusters(done: Compared) -> list[Copy]:
    """The files that pairs called the same file or footage join, cluster by cluster. What files state is no proof."""
    heads: dict[Path, Path] = {}

    def first(path: Path) -> Path:
        while heads.setdefault(path, path) != path:
            path = heads[path]
        return path

    for pair in done.pairs:
        if pair.verdict in ("same_file", "same_footage"):
            one, other = sorted((first(pair.a), first(pair.b)))
            heads[other] = one
    members: dict[Path, list[Path]] = {}
    for path in sorted(heads):
        members.setdefault(first(path), []).append(path)
    taken = _taken(sorted(heads))
    return [
        Copy(number, path, taken[path], bool(taken[path]) and taken[path] == _earliest(paths, taken))
        for number, paths in enumerate(members.values(), 1)
        for path in paths
    ]


def _earliest(paths: Sequence[Path], taken: dict[Path, str]) -> str:
    return min((taken[path] for path in paths if taken[path]), default="")


def _taken(paths: Sequence[Path]) -> dict[Path, str]:
    """The times that files state of themselves, as they state them."""

    def work(fence: Fence, path: Path) -> str:
        return str(fence.read(path, name=path.name).metadata.get("taken", ""))

    with fences() as side_by_side:
        return dict(side_by_side.each(work, paths))


def _files(folders: Sequence[Path]) -> Iterator[Path]:
    """Every plain file once, folder by folder, by name."""
    seen: set[Path] = set()
    for folder in folders:
        if not folder.exists():
            raise EvidenceError("is not there", where=str(folder), remedy="name a folder or a file that is")
        for path in [folder] if folder.is_file() else sorted(_beneath(folder)):
            real = path.resolve()
            if real not in seen:
                seen.add(real)
                yield path


def _beneath(folder: Path) -> Iterator[Path]:
    for at, _, names in os.walk(folder):
        for name in names:
            path = Path(at, name)
            if path.is_file():
                yield path


def _kind(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    return sniff(head, path.name, path.stat().st_size) if head else _by_ending(path)


def _by_ending(path: Path) -> str:
    """What an empty file is meant to be, so that it is told of among pictures."""
    import mimetypes

    return mimetypes.guess_type(path.name)[0] or "application/octet-stream"


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _items(
    copies: dict[str, list[Path]], kinds: dict[str, str], spool: Path, done: Compared, progress: Progress
) -> Iterator[Item]:
    """One item for each content that can be compared."""
    jobs = []
    for digest, paths in copies.items():
        why = _not_even_tried(paths[0], kinds[digest])
        if why:
            done.problems += [(path, why) for path in paths]
        else:
            jobs.append(digest)

    def work(fence: Fence, digest: str) -> tuple[Reading, Item | None]:
        reading = fence.greys(copies[digest][0], media_type=kinds[digest], spool=spool)
        return reading, item_of(str(copies[digest][0]), digest, reading)

    with fences() as side_by_side:
        for number, (digest, (reading, item)) in enumerate(side_by_side.each(work, jobs)):
            progress(number, len(jobs), copies[digest][0].name)
            if reading.reason or item is None:
                done.problems += [(path, reading.reason or "no frames") for path in copies[digest]]
            if item is not None:
                yield item
    progress(len(jobs), len(jobs), "")


def _not_even_tried(path: Path, kind: str) -> str:
    if not path.stat().st_size:
        return "empty file"
    if kind.startswith("audio/"):
        return "a sound recording: it has no picture to compare"
    return "" if greys_reader_of(kind) else f"no decoder for {called(kind)} here"


def _same_files(copies: dict[str, list[Path]]) -> Iterator[Pair]:
    for paths in copies.values():
        for number, path in enumerate(paths):
            for other in paths[number + 1 :]:
                yield Pair(path, other, "same_file", None, None, 1.0, False)


def _same_footage(items: Sequence[Item], copies: dict[str, list[Path]]) -> Iterable[Pair]:
    for match in matches(items):
        for path in copies[items[match.one].sha256]:
            for other in copies[items[match.other].sha256]:
                yield Pair(
                    path,
                    other,
                    match.verdict,
                    match.where_one,
                    match.where_other,
                    match.score,
                    match.mirrored,
                )
