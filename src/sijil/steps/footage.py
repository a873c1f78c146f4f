"""Photos and films of a case: fingerprints once for each content, and pairs that may show the same.

Fingerprints lie in `derived/`, by the SHA-256 of what they are of: an interruption loses at most the file at hand, and
what is there is not made again. Pairs are compared once for each version of what compares them; nothing that stands
in the table of pairs counts before a person judged it.
"""

import base64
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import transaction

from sijil.readers import Fence, Reading
from sijil.readers import greys as frames
from sijil.steps._side_by_side import fences
from sijil.steps.progress import Progress, silent
from sijil.store.case import Case
from sijil.store.derived import Made, folder_of, keep, look_up
from sijil.store.footage import pictures
from sijil.store.models import FootagePair, Item
from sijil.store.runs import content_key, is_done, mark_done, recipe, run_record

if TYPE_CHECKING:
    from sijil.media import Item as Compared
    from sijil.media.candidates import Candidate
    from sijil.media.fingerprint import Fingerprint
    from sijil.media.matching import Match

KIND, FILE = "footage", "fingerprint.bin"
_OPTIONS = {
    "small": frames.SMALL_SIDE,
    "large": frames.LARGE_SIDE,
    "photo": frames.PHOTO_SIDE,
    "rate": frames.RATE,
}
_LATER = 500
"""Pairs of which the verdicts are kept together."""


@dataclass(slots=True)
class FootageReport:
    """What was made and compared now, and of which photo or film none could be made."""

    made: int = 0
    known: int = 0
    without: list[tuple[Item, str]] = field(default_factory=list)
    compared: int = 0
    proposed: int = 0

    @property
    def changed(self) -> bool:
        """Whether anything was made or compared."""
        return bool(self.made or self.compared)


def fingerprints(case: Case, *, progress: Progress = silent) -> FootageReport:
    """Make what is missing, in processes of their own. A case without photos and films costs nothing."""
    report = FootageReport()
    items = pictures()
    if not items:
        return report
    missing = []
    for item in items:
        made = look_up(folder(case, item))
        if made is None:
            missing.append(item)
        else:
            report.known += 1
    if not missing:
        return report
    with run_record("footage", made_by=made_by()) as run, _spool(case) as spool, fences() as side_by_side:
        work = _fingerprinting(case, spool)
        for number, (item, made) in enumerate(side_by_side.each(work, missing)):
            progress(number, len(missing), item.name)
            report.made += 1
            if made.reason:
                report.without.append((item, made.reason))
        progress(len(missing), len(missing), "")
        run.rows_in, run.rows_out = len(missing), report.made - len(report.without)
    return report


def match_footage(case: Case, *, progress: Progress = silent) -> FootageReport:
    """Compare what was not compared yet, by this version; verdicts of other versions are taken away."""
    report = FootageReport()
    by = _compared_by() if FootagePair.objects.exists() or pictures() else ""
    FootagePair.objects.exclude(recipe=by).delete()
    there = [item for item in pictures() if (folder(case, item) / FILE).exists()]
    whole = recipe(by, sorted(item.sha256 for item in there))
    if len(there) > 1 and not is_done("footage", "case", whole):
        report.compared = _compare(case, there, progress)
        mark_done("footage", "case", whole)
    report.proposed = FootagePair.objects.exclude(verdict="").count()
    return report


def _compare(case: Case, there: list[Item], progress: Progress) -> int:
    """Compare what was not compared yet; how many pairs that were."""
    from sijil.media.keeping import unpacked

    # By SHA-256, so that the order of a pair does not depend on what came first.
    ordered = sorted(there, key=lambda item: item.sha256)
    prints = [(item, unpacked((folder(case, item) / FILE).read_bytes())) for item in ordered]
    found, compared = _new_candidates(prints), 0
    with run_record("link", footage=_compared_by()) as run:
        for made in _judged(case, prints, found, progress) if found else ():
            _store(made)
            compared += len(made)
        run.rows_in, run.rows_out = len(prints), compared
    return compared


def compare_footage(case: Case, *, progress: Progress = silent) -> FootageReport:
    """Make the fingerprints that are missing, then compare what was not compared yet."""
    made = fingerprints(case, progress=progress)
    found = match_footage(case, progress=progress)
    return FootageReport(made.made, made.known, made.without, found.compared, found.proposed)


def made_by() -> str:
    """What makes fingerprints on this machine, down to the version of each library."""
    from sijil.media.fingerprint import VERSION

    tools = ", ".join(f"{name} {version(name)}" for name in ("av", "pillow", "opencv-python-headless"))
    return f"footage {VERSION}, greys {frames.VERSION} ({tools})"


def folder(case: Case, item: Item) -> Path:
    """Where this version keeps an item's fingerprint."""
    return folder_of(case.folder / "derived", KIND, item.sha256, made_by(), _OPTIONS)


def _compared_by() -> str:
    from sijil.media.matching import VERSION

    return recipe("matching", VERSION, made_by(), _OPTIONS)


@contextmanager
def _spool(case: Case) -> Iterator[Path]:
    spool = Path(tempfile.mkdtemp(prefix="spool-", dir=case.folder / "derived"))
    try:
        yield spool
    finally:
        shutil.rmtree(spool, ignore_errors=True)


def _fingerprinting(case: Case, spool: Path) -> Callable[[Fence, Item], Made]:
    from sijil.media.keeping import packed
    from sijil.steps._footage import drop, fingerprint_of

    def work(fence: Fence, item: Item) -> Made:
        reading = _greys(case, fence, item, spool)
        made = fingerprint_of(reading)
        drop(reading)
        files = []
        if made is not None:
            path = spool / f"{item.sha256}.bin"
            path.write_bytes(packed(made))
            files.append((path, FILE, ""))
        told = Made(item.sha256, made_by(), _OPTIONS, reading.outcome, reading.reason)
        return keep(folder(case, item), told, files)

    return work


def _greys(case: Case, fence: Fence, item: Item, spool: Path) -> Reading:
    return fence.greys(case.custody.path_of(item.sha256), media_type=item.media_type, spool=spool)


def _new_candidates(prints: "list[tuple[Item, Fingerprint]]") -> "dict[tuple[int, int], Candidate]":
    from sijil.media.candidates import candidates

    known = set(FootagePair.objects.values_list("one", "other"))
    found = candidates([one for _, one in prints])
    return {
        (a, b): candidate
        for (a, b), candidate in found.items()
        if (prints[a][0].sha256, prints[b][0].sha256) not in known
    }


def _judged(
    case: Case,
    prints: "list[tuple[Item, Fingerprint]]",
    found: "dict[tuple[int, int], Candidate]",
    progress: Progress,
) -> Iterator[list[FootagePair]]:
    """The rows of new pairs, some at a time; frames are decoded anew for files that are in any."""
    from sijil.media.matching import judged
    from sijil.steps._footage import item_of

    by, made = _compared_by(), list[FootagePair]()
    wanted = sorted({place for pair in found for place in pair})
    with _spool(case) as spool, fences() as side_by_side:

        def work(fence: Fence, place: int) -> "Compared | None":
            item, known = prints[place]
            return item_of(item.name, item.sha256, _greys(case, fence, item, spool), known)

        ready = dict(side_by_side.each(work, wanted))
        for number, ((a, b), candidate) in enumerate(found.items()):
            one, other = ready[a], ready[b]
            progress(number, len(found), prints[a][0].name)
            if one is None or other is None:
                continue
            made.append(_row(one, other, judged(one, other, candidate), by))
            if len(made) >= _LATER:
                yield made
                made = []
        progress(len(found), len(found), "")
    if made:
        yield made


def _row(one: "Compared", other: "Compared", match: "Match | None", by: str) -> FootagePair:
    row = FootagePair(
        key=content_key("v", one.sha256, other.sha256), one=one.sha256, other=other.sha256, recipe=by
    )
    if match is None:
        return row
    row.verdict, row.score, row.mirrored = match.verdict, round(match.score, 4), match.mirrored
    row.where_one, row.where_other = _where(match.where_one), _where(match.where_other)
    if match.matrix is not None and match.verdict in ("same_footage", "same_place"):
        from sijil.media.showing import side_by_side

        pair = side_by_side(one, other, match)
        row.frame_one, row.frame_other = (base64.b64encode(picture).decode("ascii") for picture in pair)
    return row


def _where(where: Any) -> dict[str, Any]:
    return {
        "times": [[round(start, 2), round(end, 2)] for start, end in where.times],
        "region": [round(side, 3) for side in where.region],
    }


@transaction.atomic
def _store(rows: list[FootagePair]) -> None:
    FootagePair.objects.filter(key__in=[row.key for row in rows]).delete()
    FootagePair.objects.bulk_create(rows)
