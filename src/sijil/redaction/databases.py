"""Every cell, name and index term of an SQLite file, and every cell of a Parquet file."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path

_BATCH = 20_000


def is_database(data: bytes) -> bool:
    """Whether bytes begin as an SQLite file does."""
    return data.startswith(b"SQLite format 3\x00")


def is_parquet(data: bytes) -> bool:
    """Whether bytes begin and end as a Parquet file does."""
    return data.startswith(b"PAR1") and data.endswith(b"PAR1")


def database_texts(path: Path) -> Iterator[tuple[str, str]]:
    """Table by table, a row a line; then what full-text indexes hold, put back into the order of the texts.

    A file that cannot be opened gives nothing here: its bytes are looked through all the same.
    """
    with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as db:
        db.text_factory = lambda data: data.decode("utf-8", "replace")
        try:
            schema = db.execute(
                "SELECT name, type, COALESCE(sql, '') FROM sqlite_master ORDER BY name"
            ).fetchall()
        except sqlite3.DatabaseError:
            return
        yield "schema", "\n".join(sql for _, _, sql in schema)
        for name, kind, sql in schema:
            if kind == "table":
                yield from _rows(db, name)
                if "USING FTS5" in sql.upper():
                    yield from _terms(db, name)


def _rows(db: sqlite3.Connection, table: str) -> Iterator[tuple[str, str]]:
    try:
        rows = db.execute(f"SELECT * FROM {_quoted(table)}")
    except sqlite3.DatabaseError:
        return
    while some := rows.fetchmany(_BATCH):
        yield f"table {table}", "\n\n".join(" | ".join(map(_cell, row)) for row in some)


def _terms(db: sqlite3.Connection, table: str) -> Iterator[tuple[str, str]]:
    try:
        db.execute(f"CREATE VIRTUAL TABLE temp.the_terms USING fts5vocab(main, {_quoted(table)}, instance)")
        found = db.execute('SELECT doc, term FROM temp.the_terms ORDER BY doc, col, "offset"').fetchall()
        db.execute("DROP TABLE temp.the_terms")
    except sqlite3.DatabaseError:
        return
    texts: dict[int, list[str]] = {}
    for document, term in found:
        texts.setdefault(document, []).append(str(term))
    yield f"index {table}", "\n\n".join(" ".join(words) for words in texts.values())
    # Signs between numbers are not kept: 03:47 is two terms, 11T03:47 too.
    pairs = ((one[-2:], other) for words in texts.values() for one, other in pairwise(words))
    numbers = [f"{one}:{other}" for one, other in pairs if one.isdecimal() and other.isdecimal()]
    yield f"index {table}", "\n\n".join(numbers)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _cell(value: object) -> str:
    return (
        value.decode("utf-8", "replace") if isinstance(value, bytes) else "" if value is None else str(value)
    )


def parquet_texts(path: Path) -> Iterator[tuple[str, str]]:
    """Columns' names and every row."""
    import duckdb

    with duckdb.connect(
        config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
    ) as db:
        rows = db.execute("SELECT * FROM read_parquet(?)", [str(path)])
        yield "columns", "\n".join(column[0] for column in rows.description or [])
        while some := rows.fetchmany(_BATCH):
            yield "rows", "\n\n".join(" | ".join(map(_cell, row)) for row in some)
