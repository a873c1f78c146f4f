"""What the database itself refuses and finds; the same on SQLite and PostgreSQL."""

from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction

from sijil.errors import CaseNewer
from sijil.store import database, search
from sijil.store.models import Judgement
from sijil.store.triggers import missing_triggers


def test_guards_that_an_interruption_left_out_are_laid_at_the_next_opening(
    store: str, tmp_path: Path
) -> None:
    gone = ["store_judgement_no_update", "store_rendition_no_update"]
    with connection.cursor() as cursor:
        for name in gone:
            table = f" ON {name.removesuffix('_no_update')}" if store == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {name}{table}")
        if store == "sqlite":
            cursor.execute("DROP TRIGGER store_searchrow_added")
    search.index([("claim", "1", "written while the guards were gone")])
    database.connect(tmp_path, lay_guards=False)
    assert set(gone) <= set(missing_triggers(connection))
    database.connect(tmp_path)
    assert missing_triggers(connection) == []
    assert [hit.target for hit in search.search("guards")] == ["1"]


def judgement() -> Judgement:
    return Judgement.objects.create(
        key="j1", kind="claim", target="c1", decision="accept", reviewer="R", made_at="2025-01-01T00:00:00Z"
    )


def test_every_guard_exists_after_migration(store: str) -> None:
    assert missing_triggers(connection) == []


def test_a_judgement_can_be_neither_changed_nor_deleted(store: str) -> None:
    row = judgement()
    with pytest.raises(IntegrityError), transaction.atomic():
        Judgement.objects.filter(key="j1").update(decision="reject")
    with pytest.raises(IntegrityError), transaction.atomic():
        row.delete()
    assert Judgement.objects.get().decision == "accept"


FOUND = {
    "احمد المصطفي": ["1"],
    "قتل": ["1"],
    "jose": ["2"],
    "José shot": ["2"],
    "shot قتل": [],
    "": [],
    '"': [],
}


def test_searching_finds_words_however_they_are_pointed(store: str) -> None:
    search.index([("claim", "1", "قُتِلَ أحمد المصطفى"), ("claim", "2", "Jose was shot")])
    assert {asked: [hit.target for hit in search.search(asked)] for asked in FOUND} == FOUND


def test_a_text_indexed_anew_or_forgotten_is_found_no_more_under_its_old_words(store: str) -> None:
    search.index([("claim", "1", "first words"), ("record", "1", "first words")])
    search.index([("claim", "1", "other words")])
    assert [hit.kind for hit in search.search("first")] == ["record"]
    search.forget("record", ["1"])
    assert search.search("first") == []
    assert [hit.kind for hit in search.search("words", kinds=["claim"])] == ["claim"]


def test_a_database_of_a_newer_version_is_refused_and_left_alone(store: str, tmp_path: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('store', '0999_later', CURRENT_TIMESTAMP)"
        )
    with pytest.raises(CaseNewer):
        database.connect(tmp_path)


def test_a_write_ahead_log_of_a_removed_database_is_not_replayed(tmp_path: Path) -> None:
    database.connect(tmp_path)
    judgement()
    database.disconnect()
    (tmp_path / "case.db-wal").write_bytes(b"stale")
    (tmp_path / "case.db").unlink()
    database.connect(tmp_path)
    assert Judgement.objects.count() == 0
    database.disconnect()
