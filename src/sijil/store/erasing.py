"""Closing what the tables hold of a removed item: texts, quotes, names. What was decided stays on record, emptied.

The guards of the database are lifted for this one act, inside a transaction that lays them again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from sijil.store import search
from sijil.store.models import (
    Claim,
    CustodyEvent,
    Done,
    Figure,
    FootagePair,
    Item,
    Judgement,
    PairProposal,
    Person,
    Record,
    Rendition,
    Source,
)
from sijil.store.triggers import lay_triggers, refusals

REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Erased:
    """How many texts, claims and records were closed, and how many figures rested on them."""

    texts: int
    claims: int
    records: int
    figures: tuple[str, ...]


def erase(item: Item, reason: str) -> Erased:
    """Take everything said in an item out of the tables; its row stays, without its name.

    People and figures are computed anew by the next run; until then there are none that could hold a name.
    """
    claims = list(
        Claim.objects.filter(statement__rendition__item=item).values_list("key", "statement__key", "id")
    )
    records = list(Record.objects.filter(rendition__item=item).values_list("key", flat=True))
    keys = {key for key, _, _ in claims} | set(records)
    figures = tuple(sorted(f.key for f in Figure.objects.all() if keys & _inputs(f.body)))
    with transaction.atomic(), _unguarded():
        _empty_judgements(item, keys)
        CustodyEvent.objects.filter(item=item).update(name="")
        texts = item.renditions.count()
        item.renditions.all().delete()
        search.forget("item", [item.sha256])
        search.forget_beginning("item", [f"{item.sha256}/"])
        search.forget("claim", [key for key, _, _ in claims])
        search.forget_beginning("victim", [f"{key}." for key, _, _ in claims])
        search.forget("record", records)
        Done.objects.filter(target__startswith=item.sha256).delete()
        Done.objects.filter(step="count").delete()
        for derived in (Person, PairProposal, Figure):
            derived.objects.all().delete()
        FootagePair.objects.filter(Q(one=item.sha256) | Q(other=item.sha256)).delete()
        Source.objects.filter(claims=None, records=None, statements=None, copies=None).delete()
        Item.objects.filter(id=item.id).update(
            name="", outcome=REMOVED, outcome_reason=reason, outcome_remedy="", metadata={}, capture_url=""
        )
    _forget_pages()
    return Erased(texts, len(claims), len(records), figures)


def _inputs(body: dict[str, Any]) -> set[str]:
    return {str(key).split(".")[0] for subject in body.get("inputs") or [] for key in subject}


def _empty_judgements(item: Item, keys: set[str]) -> None:
    """Words of the item inside decisions: a corrected name, an added quote, a reason that repeats it."""
    said = Judgement.objects.all()
    for judgement in said:
        about = {
            judgement.target,
            judgement.other,
            judgement.target.split(".")[0],
            judgement.other.split(".")[0],
        }
        added = isinstance(judgement.body, dict) and judgement.body.get("item") == item.sha256
        if about & keys or added:
            Judgement.objects.filter(id=judgement.id).update(body={REMOVED: item.sha256}, reason="")


@contextmanager
def _unguarded() -> Iterator[None]:
    with connection.cursor() as cursor:
        for name, _, table in refusals():
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")
    yield
    lay_triggers(connection.alias)


def _forget_pages() -> None:
    """Write the database anew, so that no freed page keeps the words. A server's backups are beyond this."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("INSERT INTO store_searchrow_words(store_searchrow_words) VALUES ('rebuild')")
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            for model in (Rendition, Claim, Record, Judgement, Item, CustodyEvent):
                cursor.execute(f"VACUUM FULL {model._meta.db_table}")
