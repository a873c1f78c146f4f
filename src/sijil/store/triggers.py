"""What the database itself refuses, and the full-text index it keeps in step.

Laid after each migration, and again when a case is opened and any is missing: an interruption may have come between.

SQLite drops every trigger of a table it rebuilds, so a migration alone must not be trusted to keep them.
"""

from typing import Any

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

NEVER_CHANGED = (
    "store_statement",
    "store_rendition",
    "store_record",
    "store_custodyevent",
    "store_judgement",
)
"""Tables whose rows are written once: an UPDATE is refused."""

NEVER_DELETED = ("store_custodyevent", "store_judgement")
"""Tables whose rows stay: a DELETE is refused too."""


def lay_triggers(using: str, **_: Any) -> None:
    """Create every trigger and the full-text index where they are missing, all of them or none.

    Where the triggers that fill the index were missing, it is filled anew.
    """
    connection = connections[using]
    unfilled = set(_FTS_TRIGGERS) & set(missing_triggers(connection))
    statements = _postgresql() if connection.vendor == "postgresql" else _sqlite()
    with transaction.atomic(using), connection.cursor() as cursor:
        for statement in statements + ([_FTS_REBUILD] if unfilled else []):
            cursor.execute(statement)


def missing_triggers(connection: BaseDatabaseWrapper) -> list[str]:
    """The names of triggers that ought to exist and do not."""
    query = (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = {row[0] for row in cursor.fetchall()}
    wanted = _names() + ([] if connection.vendor == "postgresql" else list(_FTS_TRIGGERS))
    return [name for name in wanted if name not in present]


def refusals() -> list[tuple[str, str, str]]:
    """The guards: the trigger's name, what it refuses, and on which table."""
    changed = [(f"{table}_no_update", "UPDATE", table) for table in NEVER_CHANGED]
    return changed + [(f"{table}_no_delete", "DELETE", table) for table in NEVER_DELETED]


def _names() -> list[str]:
    return [name for name, _, _ in refusals()]


def _sqlite() -> list[str]:
    refused = [
        f"CREATE TRIGGER IF NOT EXISTS {name} BEFORE {event} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table}: rows are never changed by {event}'); END"
        for name, event, table in refusals()
    ]
    return [*refused, _FTS_TABLE, *_FTS_TRIGGERS.values()]


def _postgresql() -> list[str]:
    function = (
        "CREATE OR REPLACE FUNCTION sijil_refuse() RETURNS trigger AS $$ BEGIN "
        "RAISE EXCEPTION '%: rows are never changed by %', TG_TABLE_NAME, TG_OP "
        "USING ERRCODE = 'integrity_constraint_violation'; END $$ LANGUAGE plpgsql"
    )
    refused = [
        f"CREATE OR REPLACE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION sijil_refuse()"
        for name, event, table in refusals()
    ]
    index = (
        "CREATE INDEX IF NOT EXISTS store_searchrow_words ON store_searchrow "
        "USING GIN (to_tsvector('simple', left(folded, 200000)))"
    )
    return [function, *refused, index]


_FTS_TABLE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS store_searchrow_words USING fts5("
    "folded, content='store_searchrow', content_rowid='id', tokenize='unicode61 remove_diacritics 0')"
)
_FTS_REBUILD = "INSERT INTO store_searchrow_words(store_searchrow_words) VALUES ('rebuild')"
_FTS_TRIGGERS = {
    "store_searchrow_added": (
        "CREATE TRIGGER IF NOT EXISTS store_searchrow_added AFTER INSERT ON store_searchrow BEGIN "
        "INSERT INTO store_searchrow_words(rowid, folded) VALUES (new.id, new.folded); END"
    ),
    "store_searchrow_gone": (
        "CREATE TRIGGER IF NOT EXISTS store_searchrow_gone AFTER DELETE ON store_searchrow BEGIN "
        "INSERT INTO store_searchrow_words(store_searchrow_words, rowid, folded) "
        "VALUES ('delete', old.id, old.folded); END"
    ),
    "store_searchrow_changed": (
        "CREATE TRIGGER IF NOT EXISTS store_searchrow_changed AFTER UPDATE ON store_searchrow BEGIN "
        "INSERT INTO store_searchrow_words(store_searchrow_words, rowid, folded) "
        "VALUES ('delete', old.id, old.folded); "
        "INSERT INTO store_searchrow_words(rowid, folded) VALUES (new.id, new.folded); END"
    ),
}
