"""`sijil tool match-media`: the same footage found again among photos and films."""

import csv
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typer

from sijil.cli import show
from sijil.errors import NotBuilt, ReadingError
from sijil.media.matching import Where


def match_media(folders: Sequence[Path], engine: str, clusters: Path | None) -> None:
    """CSV on standard output, one pair a line; what could not be compared, and why, on standard error."""
    from sijil.steps.media_files import compare

    _check(engine)
    with tempfile.TemporaryDirectory() as spool, show.progress("comparing") as progress:
        done = compare(folders, Path(spool), progress=progress)
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(("a", "b", "verdict", "where_a", "where_b", "score"))
    for pair in done.pairs:
        mirrored = " mirrored" if pair.mirrored else ""
        where = _where(pair.where_a), _where(pair.where_b) + mirrored
        out.writerow((pair.a, pair.b, pair.verdict, *where, f"{pair.score:.4f}"))
    if clusters is not None:
        _write_clusters(clusters, done)
    for path, why in done.problems:
        show.problem(f"{path}: {why}")
    if not done.compared:
        show.problem("no photo or film that can be compared; name folders that hold some")
    if done.problems:
        raise typer.Exit(1)


def _write_clusters(path: Path, done: Any) -> None:
    """CSV: `cluster`, `file`, `taken` (as the file states, no proof), `earliest` (yes for the first stated)."""
    from sijil.steps.media_files import clusters

    rows = clusters(done)
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            out = csv.writer(file, lineterminator="\n")
            out.writerow(("cluster", "file", "taken", "earliest"))
            out.writerows(
                (copy.cluster, copy.path, copy.taken, "yes" if copy.earliest else "") for copy in rows
            )
    except OSError as error:
        raise ReadingError(f"cannot be written ({error.strerror})", where=str(path)) from error


def _check(engine: str) -> None:
    if engine == "spark":
        raise NotBuilt(
            "is not built in this version",
            where="sijil tool match-media --engine spark",
            remedy="leave --engine out: the files are compared on this machine",
        )
    if engine != "local":
        raise ReadingError(f"--engine {engine!r}", where="sijil tool match-media", remedy="it is local")


def _where(where: Where | None) -> str:
    """`3.5-9.1+12.0-14.2 @ 0.00,0.10,1.00,0.90`: seconds, then left, top, right and bottom as shares; `all` of it."""
    if where is None:
        return "all"
    times = "+".join(
        f"{start:.1f}-{end:.1f}" if end > start else f"{start:.1f}" for start, end in where.times
    )
    region = ",".join(f"{side:.2f}" for side in where.region)
    return f"{times} @ {region}".strip()
