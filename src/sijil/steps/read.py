"""`sijil add`, second half: text out of what is in custody. Each item ends with a stated outcome.

What an archive or a mail holds is taken into custody as items of its own and read in turn, to a depth.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction

from sijil.readers import Fence, Reading, Table
from sijil.steps.progress import Progress, silent
from sijil.store import search
from sijil.store.case import Case
from sijil.store.mirror import mirror
from sijil.store.models import Item, Rendition
from sijil.store.runs import run_record
from sijil.text import language

MAX_DEPTH = 5
"""An archive in an archive in an archive … is opened this many times."""
ASK_AGAIN = "--password-file"


@dataclass(slots=True)
class ReadReport:
    """The items that were read this time, with their outcomes."""

    items: list[Item] = field(default_factory=list)


def read_new(
    case: Case, *, actor: str, passwords: Sequence[str] = (), progress: Progress = silent
) -> ReadReport:
    """Read every item not read yet, and with passwords at hand also those that were locked."""
    report = ReadReport()
    mirror(case)
    with run_record("read") as run, Fence() as fence:
        again = list(_locked()) if passwords else []
        while waiting := [*_unread(), *again]:
            again = []
            for number, item in enumerate(waiting):
                progress(number, len(waiting), item.name)
                _read_one(case, fence, item, actor, passwords)
                report.items.append(item)
            progress(len(waiting), len(waiting), "")
            mirror(case)
        run.rows_in = run.rows_out = len(report.items)
    return report


def _unread() -> list[Item]:
    return list(Item.objects.filter(outcome="unread", part="").order_by("id"))


def _locked() -> list[Item]:
    return list(Item.objects.filter(outcome_todo__contains=ASK_AGAIN).order_by("id"))


def _read_one(case: Case, fence: Fence, item: Item, actor: str, passwords: Sequence[str]) -> None:
    spool = Path(tempfile.mkdtemp(prefix="spool-", dir=case.folder / "derived"))
    try:
        reading = fence.read(
            case.custody.path_of(item.sha256), name=item.name, passwords=tuple(passwords), spool=spool
        )
        if reading.members:
            reading = _take_members(case, item, reading, actor)
        _store(item, reading)
    finally:
        shutil.rmtree(spool, ignore_errors=True)


def _take_members(case: Case, item: Item, reading: Reading, actor: str) -> Reading:
    if _depth(item) >= MAX_DEPTH:
        return reading.but_partly(
            f"holds {len(reading.members)} files {MAX_DEPTH} containers deep, which were not taken out",
            "unpack it by hand and add the files",
        )
    case.custody.take_members(
        [(member.path, member.name) for member in reading.members if member.path],
        container_sha256=item.sha256,
        actor=actor,
    )
    return reading


def _depth(item: Item) -> int:
    """How many containers an item came out of, at the least."""
    depth, level = 0, {item.id}
    while depth <= MAX_DEPTH:
        level = {
            container
            for container in Item.objects.filter(members__item_id__in=level).values_list("id", flat=True)
            if container not in level
        }
        if not level:
            return depth
        depth += 1
    return depth


@transaction.atomic
def _store(item: Item, reading: Reading) -> None:
    item.renditions.all().delete()
    item.outcome, item.outcome_reason, item.outcome_todo = reading.outcome, reading.reason, reading.todo
    item.media_type = reading.media_type or item.media_type
    item.reader, item.reader_version = reading.reader, reading.reader_version
    item.metadata = dict(reading.metadata)
    item.save()
    tables: dict[int, Table] = {table.rendition: table for table in reading.tables}
    Rendition.objects.bulk_create(
        [
            Rendition(
                item=item,
                part=rendition.part,
                position=position,
                reader=reading.reader,
                reader_version=reading.reader_version,
                text=rendition.text,
                text_sha256=hashlib.sha256(rendition.text.encode("utf-8", "surrogatepass")).hexdigest(),
                language=language(rendition.text),
                table=_layout(tables[position]) if position in tables else None,
            )
            for position, rendition in enumerate(reading.renditions)
        ]
    )
    whole = " ".join(rendition.text for rendition in reading.renditions)
    search.index([("item", item.sha256, f"{item.name} {whole}")])


def _layout(table: Table) -> dict[str, object]:
    """A table's shape, small: cells are found again by the tabs between them, rows by their line breaks."""
    return {
        "sheet": table.sheet,
        "header_row": table.header_row,
        "header": [[cell.start, cell.end] for cell in table.header],
        "rows": [[row.number, row.start] for row in table.rows],
    }
