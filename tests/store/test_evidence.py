"""The log into tables, and what readers give into tables: in batches, and the same as one by one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sijil.readers import Reading, Rendition
from sijil.steps.add import add
from sijil.store import models, readings, search
from sijil.store.case import Case, create_case
from sijil.store.database import disconnect
from sijil.store.mirror import mirror


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    yield create_case(tmp_path / "case", actor="u-test")
    disconnect()


def files(folder: Path, contents: dict[str, str]) -> str:
    folder.mkdir()
    for name, content in contents.items():
        (folder / name).write_text(content, "utf-8")
    return str(folder)


def test_the_same_bytes_twice_in_one_batch_are_one_item_named_as_first_received(
    case: Case, tmp_path: Path
) -> None:
    add(case, [files(tmp_path / "in", {"a": "other", "b": "same", "c": "same"})], actor="u-test")
    assert list(models.Item.objects.order_by("id").values_list("name", flat=True)) == ["in/a", "in/b"]
    received = models.CustodyEvent.objects.filter(act="received").order_by("seq")
    assert [(event.name, event.item.name) for event in received] == [
        ("in/a", "in/a"), ("in/b", "in/b"), ("in/c", "in/b"),
    ]  # fmt: skip
    assert [event.line_sha256 for event in received] == [
        entry.line_sha256 for entry in case.custody.entries() if entry.act == "received"
    ]


def test_only_what_the_log_has_more_is_mirrored(case: Case, tmp_path: Path) -> None:
    add(case, [files(tmp_path / "one", {"a": "1"})], actor="u-test")
    assert mirror(case) == []
    list(case.custody.take_in([files(tmp_path / "two", {"a": "1", "b": "2"})], actor="u-test"))
    assert [item.name for item in mirror(case)] == ["two/b"]
    assert [entry.seq for entry in case.custody.entries(after=2)] == [3, 4]
    assert models.CustodyEvent.objects.count() == len(list(case.custody.entries())) == 4


def readings_of(items: list[models.Item], word: str) -> Iterator[tuple[models.Item, Reading]]:
    for number, item in enumerate(items):
        if number % 2:
            yield item, Reading("kept", "no reader", "it stays", "image/jpeg")
        else:
            text = f"{word} number{number}"
            yield (
                item,
                Reading(
                    "read",
                    "",
                    "",
                    "text/plain",
                    "plain",
                    "1",
                    [Rendition("text", text)],
                    metadata={"at": str(number)},
                ),
            )


@pytest.mark.parametrize("batch", [1, 2, 200])
def test_readings_are_stored_alike_however_many_at_a_time(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    monkeypatch.setattr(readings, "BATCH_ITEMS", batch)
    add(case, [files(tmp_path / "in", {str(n): str(n) for n in range(5)})], actor="u-test")
    items = list(models.Item.objects.order_by("id"))
    assert list(readings.stored(readings_of(items, "old"))) == items
    assert list(readings.stored(readings_of(items, "new"))) == items
    stored = models.Item.objects.order_by("id")
    assert [(i.outcome, i.outcome_remedy, i.media_type, i.metadata) for i in stored] == [
        ("kept", "it stays", "image/jpeg", {}) if n % 2 else ("read", "", "text/plain", {"at": str(n)})
        for n in range(5)
    ]
    texts = models.Rendition.objects.order_by("item_id").values_list("text", flat=True)
    assert list(texts) == ["new number0", "new number2", "new number4"]
    assert [hit.target for hit in search.search("new number2")] == [items[2].sha256]
    assert search.search("old") == []
