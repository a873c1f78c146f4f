"""`sijil stills`: thumbnails of photos and keyframes of films, made in `derived/` and shown in no report.

What is there is not made again; what was deleted, damaged or made by another version is. A file of which nothing can be
made says why, and is not tried again by the same version.
"""

import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sijil.readers import Fence, Member, Reading, film_stills
from sijil.readers.stills import KEYFRAME, THUMBNAIL, THUMBNAIL_SIDE, made_by, reader_of
from sijil.steps._side_by_side import fences
from sijil.steps.progress import Progress, silent
from sijil.store.case import Case
from sijil.store.derived import Made, folder_of, keep, look_up
from sijil.store.item_lookup import items_named
from sijil.store.models import Item
from sijil.store.runs import run_record

KIND = "stills"
_KEYFRAME = re.compile(rf"{KEYFRAME} (\d{{1,9}}\.\d{{3}})")
_OPTIONS: dict[str, dict[str, Any]] = {
    "film_stills": film_stills.OPTIONS,
    "photo_stills": {"side": THUMBNAIL_SIDE},
}


@dataclass(slots=True)
class StillsReport:
    """What was made now, and how many items had theirs already."""

    made: list[tuple[Item, Made]] = field(default_factory=list)
    known: int = 0


def stills(case: Case, named: Sequence[str] = (), *, progress: Progress = silent) -> StillsReport:
    """Make what is missing, of all photos and films or of those named. Raises `EvidenceError` for unknown names."""
    report = StillsReport()
    rows = items_named(named) or Item.objects.filter(part="").order_by("id")
    items = [
        item
        for item in rows
        if reader_of(item.media_type) and item.outcome in ("read", "partly_read", "kept")
    ]
    missing = [item for item in items if look_up(folder(case, item)) is None]
    report.known = len(items) - len(missing)
    if not missing:
        return report

    def one(fence: Fence, item: Item) -> Reading:
        path = case.custody.path_of(item.sha256)
        return fence.stills(path, media_type=item.media_type, spool=spool)

    with run_record("stills", made_by=made_by()) as run, _spool(case) as spool, fences() as side_by_side:
        for number, (item, reading) in enumerate(side_by_side.each(one, missing)):
            progress(number, len(missing), item.name)
            report.made.append((item, _kept(case, item, reading)))
        progress(len(missing), len(missing), "")
        run.rows_in, run.rows_out = len(missing), sum(len(made.files) for _, made in report.made)
    return report


def folder(case: Case, item: Item) -> Path:
    """Where this version keeps an item's stills: `made.json` there says what they are."""
    options = _OPTIONS[reader_of(item.media_type)]
    return folder_of(case.folder / "derived", KIND, item.sha256, made_by(), options)


@contextmanager
def _spool(case: Case) -> Iterator[Path]:
    spool = Path(tempfile.mkdtemp(prefix="spool-", dir=case.folder / "derived"))
    try:
        yield spool
    finally:
        shutil.rmtree(spool, ignore_errors=True)


def _kept(case: Case, item: Item, reading: Reading) -> Made:
    made = Made(item.sha256, made_by(), _OPTIONS[reader_of(item.media_type)], reading.outcome, reading.reason)
    named = [(member.path, *_name(member)) for member in reading.members]
    return keep(folder(case, item), made, [(path, name, at) for path, name, at in named if name])


def _name(member: Member) -> tuple[str, str]:
    """The file's name in the folder and its time; nothing where the child calls it something else."""
    if member.name == THUMBNAIL:
        return f"{THUMBNAIL}.jpg", ""
    match = _KEYFRAME.fullmatch(member.name)
    return (f"{KEYFRAME}-{match[1]:>010}.jpg", match[1]) if match else ("", "")
