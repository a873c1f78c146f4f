"""The custody log, mirrored into tables. The log is the authority: tables are rebuilt from it alone."""

from collections.abc import Iterator

from django.db import transaction

from sijil.custody import Custody, Entry
from sijil.readers import sniff
from sijil.store.case import Case
from sijil.store.models import CustodyEvent, Item

ITEM_ACTS = ("received", "extracted")
"""The acts by which an item comes into the case."""
_HEAD = 4096
_BATCH = 500


def mirror(case: Case) -> list[Item]:
    """Bring the tables in step with the log; returns the items that are new, in order of their first entry."""
    last = CustodyEvent.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
    custody = case.custody
    waiting = [(entry, digest) for entry, digest in with_digests(custody) if entry.seq > last]
    known = {item.sha256: item for item in Item.objects.filter(part="").defer("metadata")}
    fresh: list[Item] = []
    for start in range(0, len(waiting), _BATCH):
        with transaction.atomic():
            fresh += _mirror_batch(custody, waiting[start : start + _BATCH], known)
    return fresh


def with_digests(custody: Custody) -> Iterator[tuple[Entry, str]]:
    """Each entry with the SHA-256 of its line: what the next line says of it, and the head for the last."""
    before: Entry | None = None
    for entry in custody.entries():
        if before is not None:
            yield before, entry.prev
        before = entry
    if before is not None:
        yield before, custody.head()


def _mirror_batch(custody: Custody, entries: list[tuple[Entry, str]], known: dict[str, Item]) -> list[Item]:
    fresh: list[Item] = []
    events = []
    for entry, digest in entries:
        about = entry.sha256 if entry.act in ITEM_ACTS else None
        name = custody.name_of(entry.seq) if about else ""
        if about and about not in known:
            known[about] = _new_item(custody, entry, about, name)
            fresh.append(known[about])
        events.append(
            CustodyEvent(
                item=known[about] if about else None,
                seq=entry.seq,
                time=entry.time,
                actor=entry.actor,
                act=entry.act,
                name=name,
                container=known.get(entry.container) if entry.container else None,
                line_sha256=digest,
            )
        )
    CustodyEvent.objects.bulk_create(events)
    return fresh


def _new_item(custody: Custody, entry: Entry, sha256: str, name: str) -> Item:
    with custody.open_blob(sha256) as blob:
        head = blob.read(_HEAD)
    size = entry.size or 0
    return Item.objects.create(
        sha256=sha256, size=size, name=name, media_type=sniff(head, name, size), received_at=entry.time
    )
