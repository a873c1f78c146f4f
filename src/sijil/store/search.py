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
_TERM = re.compile(r"""(?:(?<=\s)|^)(-?)(?:["“”«]([^"“”»]*)["“”»]|(\S+))""")


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


@dataclass(frozen=True, slots=True)
class Asked:
    """A search taken apart: words and phrases that must be there, and those that must not; all folded."""

    wanted: tuple[str, ...]
    unwanted: tuple[str, ...]


def asked(query: str) -> Asked:
    """Read a search: words, "phrases in quotes", and -words or -"phrases" that must not be there."""
    wanted: list[str] = []
    unwanted: list[str] = []
    for minus, phrase, word in _TERM.findall(query):
        words = _WORD.findall(norm(phrase or word))
        if minus or phrase:
            (unwanted if minus else wanted).append(" ".join(words))
        else:
            wanted += words
    return Asked(tuple(filter(None, wanted)), tuple(filter(None, unwanted)))


def search(query: str, *, kinds: Sequence[str] = (), limit: int = 50) -> list[Hit]:
    """What holds what `query` asks for (see `asked`), by kind and key; of more than `limit` those indexed first."""
    terms = asked(query)
    if not terms.wanted:
        return []
    source, values = _condition(terms)
    kind_filter = f" AND kind IN ({', '.join(['%s'] * len(kinds))})" if kinds else ""
    sql = f"SELECT kind, target FROM {source}{kind_filter} ORDER BY id LIMIT %s"
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, *kinds, limit])
        return sorted(
            (Hit(kind, target) for kind, target in cursor.fetchall()), key=lambda h: (h.kind, h.target)
        )


def _condition(terms: Asked) -> tuple[str, list[str]]:
    """What to select from, up to its conditions. Rows come as they were indexed, so that common words end early."""
    if connection.vendor == "postgresql":
        wanted = " && ".join(["phraseto_tsquery('simple', %s)"] * len(terms.wanted))
        unwanted = " && !!phraseto_tsquery('simple', %s)" * len(terms.unwanted)
        fits = f"to_tsvector('simple', left(folded, 200000)) @@ ({wanted}{unwanted})"
        return f"store_searchrow WHERE {fits}", [*terms.wanted, *terms.unwanted]
    match = " ".join(f'"{one}"' for one in terms.wanted) + "".join(f' NOT "{one}"' for one in terms.unwanted)
    words = (
        "(SELECT rowid AS id FROM store_searchrow_words WHERE store_searchrow_words MATCH %s ORDER BY rowid)"
    )
    return f"{words} AS words CROSS JOIN store_searchrow USING (id) WHERE 1", [match]
