"""What the readers gave, into tables: an item's outcome, its renditions, and the words to find it by."""

import hashlib
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import count

from django.db import transaction

from sijil.readers import Reading, Table
from sijil.store import search
from sijil.store.models import Item, Rendition
from sijil.text import language

BATCH_ITEMS = 200
BATCH_CHARACTERS = 2_000_000
BATCH_SECONDS = 0.5
"""Stored together, up to any of these; what an interruption leaves unstored is read again."""

_FIELDS = (
    "outcome",
    "outcome_reason",
    "outcome_remedy",
    "media_type",
    "reader",
    "reader_version",
    "metadata",
)


def stored(readings: Iterable[tuple[Item, Reading]]) -> Iterator[Item]:
    """Store readings as they come, some at a time, and hand on each item once it is stored."""
    batch: list[tuple[Item, Reading]] = []
    characters, since = 0, time.monotonic()
    for item, reading in readings:
        batch.append((item, reading))
        characters += sum(len(rendition.text) for rendition in reading.renditions)
        full = len(batch) >= BATCH_ITEMS or characters >= BATCH_CHARACTERS
        if full or time.monotonic() - since >= BATCH_SECONDS:
            yield from _store(batch)
            batch, characters, since = [], 0, time.monotonic()
    yield from _store(batch)


@transaction.atomic
def _store(batch: list[tuple[Item, Reading]]) -> list[Item]:
    items = [item for item, _ in batch]
    Rendition.objects.filter(item__in=items).delete()
    for item, reading in batch:
        item.outcome, item.outcome_reason, item.outcome_remedy = (
            reading.outcome,
            reading.reason,
            reading.remedy,
        )
        item.media_type = reading.media_type or item.media_type
        item.reader, item.reader_version = reading.reader, reading.reader_version
        item.metadata = dict(reading.metadata)
    _update(items)
    Rendition.objects.bulk_create(
        [rendition for item, reading in batch for rendition in _renditions(item, reading)]
    )
    search.index(
        ("item", item.sha256, " ".join((item.name, *(rendition.text for rendition in reading.renditions))))
        for item, reading in batch
    )
    return items


def _update(items: list[Item]) -> None:
    """Write the fields a reading sets: one statement for all items of which it says the same."""
    alike: dict[object, list[Item]] = defaultdict(list)
    unlike = count()
    for item in items:
        plain = tuple(getattr(item, field) for field in _FIELDS[:-1])
        alike[next(unlike) if item.metadata else plain].append(item)
    for same in alike.values():
        values = {field: getattr(same[0], field) for field in _FIELDS}
        Item.objects.filter(id__in=[item.id for item in same]).update(**values)


def _renditions(item: Item, reading: Reading) -> list[Rendition]:
    tables: dict[int, Table] = {table.rendition: table for table in reading.tables}
    return [
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


def _layout(table: Table) -> dict[str, object]:
    """A table's shape, small: cells are found again by the tabs between them, rows by their line breaks."""
    return {
        "sheet": table.sheet,
        "header_row": table.header_row,
        "header": [[cell.start, cell.end] for cell in table.header],
        "rows": [[row.number, row.start] for row in table.rows],
    }
