"""What the readers gave, into tables: an item's outcome, its renditions, and the words to find it by."""

import hashlib
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import count

from django.db import transaction

from sijil import readers
from sijil.errors import ReadingError
from sijil.readers import Page, Reading, Table
from sijil.store import search
from sijil.store.models import Item, Part, Rendition
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
    "sensitivity",
    "metadata",
)


def stored(readings: Iterable[tuple[Item, Reading]]) -> Iterator[Item]:
    """Store readings as they come, some at a time, and hand on each item once it is stored."""
    batch: list[tuple[Item, Reading]] = []
    characters, since = 0, time.monotonic()
    for item, reading in readings:
        if reading.pages:
            yield from _store(batch)
            batch, characters, since = [], 0, time.monotonic()
            yield _store_paged(item, reading)
            continue
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
        if item.metadata.get("sealed_away"):
            item.sensitivity = "sealed"
    _update(items)
    rows = [_renditions(item, reading) for item, reading in batch]
    Rendition.objects.bulk_create([row for some in rows for row in some])
    for (_, reading), some in zip(batch, rows, strict=True):
        _store_parts(reading.parts, some)
    search.index(
        ("item", item.sha256, " ".join((item.name, *(rendition.text for rendition in reading.renditions))))
        for item, reading in batch
    )
    return items


def _store_paged(item: Item, reading: Reading) -> Item:
    """Store a large reading page by page: all of it, or none where a page is not sound."""
    try:
        with transaction.atomic():
            _store([(item, reading)])
            position = 0
            for page in reading.pages:
                _store_page(item, reading, page, position)
                position += len(page.renditions)
    except ReadingError as error:
        refused = Reading("refused", error.what, error.remedy, reading.media_type, reading.reader)
        _store([(item, refused)])
    return item


def _store_page(item: Item, reading: Reading, page: Page, position: int) -> None:
    rows = [
        _rendition(item, reading, rendition, position + number, None)
        for number, rendition in enumerate(page.renditions)
    ]
    Rendition.objects.bulk_create(rows)
    _store_parts(page.parts, rows)
    search.index(("item", f"{item.sha256}/{row.position}", row.text) for row in rows)


def _store_parts(parts: Iterable[readers.Part], rows: list[Rendition]) -> None:
    Part.objects.bulk_create(
        [
            Part(
                rendition=rows[part.rendition],
                kind=part.kind,
                label=part.label[:80],
                start=part.start,
                end=part.end,
                sender=part.sender,
                sender_start=part.sender_start,
                sender_end=part.sender_end,
                sender_id=part.sender_id[:80],
                earliest=part.earliest[:32],
                latest=part.latest[:32],
                facts=part.facts,
            )
            for part in parts
        ],
        batch_size=2000,
    )


@transaction.atomic
def add_facts(facts: Iterable[tuple[str, dict[str, str]]]) -> None:
    """Add what was found about files, by their SHA-256, to what their readers said."""
    for sha256, found in facts:
        item = Item.objects.get(sha256=sha256, part="")
        item.metadata |= found
        item.save(update_fields=["metadata"])


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
        _rendition(item, reading, rendition, position, tables.get(position))
        for position, rendition in enumerate(reading.renditions)
    ]


def _rendition(
    item: Item, reading: Reading, rendition: readers.Rendition, position: int, table: Table | None
) -> Rendition:
    return Rendition(
        item=item,
        part=rendition.part,
        draft=rendition.draft[:80],
        position=position,
        reader=reading.reader,
        reader_version=reading.reader_version,
        text=rendition.text,
        text_sha256=hashlib.sha256(rendition.text.encode("utf-8", "surrogatepass")).hexdigest(),
        language=language(rendition.text),
        table=_layout(table) if table is not None else None,
    )


def _layout(table: Table) -> dict[str, object]:
    """A table's shape, small: cells are found again by the tabs between them, rows by their line breaks."""
    return {
        "sheet": table.sheet,
        "header_row": table.header_row,
        "header": [[cell.start, cell.end] for cell in table.header],
        "rows": [[row.number, row.start] for row in table.rows],
    }
