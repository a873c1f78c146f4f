"""Full-text search over folded text: the same words are found however they are pointed or spelt with hamza.

SQLite uses FTS5, PostgreSQL a GIN index over `simple`; both index `sijil.text.norm` of the text.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection

from sijil.store.models import SearchRow
from sijil.text import norm

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Hit:
    """What a search found: the kind of thing and its key."""

    kind: str
    target: str


def index(rows: Iterable[tuple[str, str, str]]) -> int:
    """Index (kind, key, text) rows, replacing what stood under the same kind and key. Returns how many."""
    entries = [SearchRow(kind=kind, target=target, folded=norm(text)) for kind, target, text in rows]
    SearchRow.objects.bulk_create(
        entries,
        batch_size=500,
        update_conflicts=True,
        update_fields=["folded"],
        unique_fields=["kind", "target"],
    )
    return len(entries)


def forget(kind: str, targets: Sequence[str]) -> None:
    """Take the given keys of a kind out of the index."""
    SearchRow.objects.filter(kind=kind, target__in=targets).delete()


def forget_beginning(kind: str, beginnings: Sequence[str]) -> None:
    """Take the keys of a kind that begin so out of the index."""
    for beginning in beginnings:
        SearchRow.objects.filter(kind=kind, target__startswith=beginning).delete()


def search(query: str, *, kinds: Sequence[str] = (), limit: int = 50) -> list[Hit]:
    """Everything that holds all words of `query`, in order of kind and key."""
    words = _WORD.findall(norm(query))
    if not words:
        return []
    condition, value = _condition(words)
    kind_filter = f" AND kind IN ({', '.join(['%s'] * len(kinds))})" if kinds else ""
    sql = f"SELECT kind, target FROM store_searchrow WHERE {condition}{kind_filter} ORDER BY kind, target LIMIT %s"
    with connection.cursor() as cursor:
        cursor.execute(sql, [value, *kinds, limit])
        return [Hit(kind, target) for kind, target in cursor.fetchall()]


def _condition(words: list[str]) -> tuple[str, str]:
    if connection.vendor == "postgresql":
        words_sql = "to_tsvector('simple', left(folded, 200000)) @@ plainto_tsquery('simple', %s)"
        return words_sql, " ".join(words)
    phrase = " ".join(f'"{word}"' for word in words)
    return "id IN (SELECT rowid FROM store_searchrow_words WHERE store_searchrow_words MATCH %s)", phrase
