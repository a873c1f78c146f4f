"""Whatever anybody alters in a case or its report is found and named."""

import json
import random
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


def blobs(case: Path) -> list[Path]:
    return sorted(path for path in (case / "evidence" / "sha256").rglob("*") if path.is_file())


def flip(path: Path, offset: int) -> None:
    path.chmod(0o644)
    content = bytearray(path.read_bytes())
    content[offset] ^= 1
    path.write_bytes(content)


def test_an_untouched_case_and_report_are_verified(example_case: Path, sijil: Any) -> None:
    for path in (example_case, example_case / "report"):
        done = sijil("verify", path)
        assert done.returncode == 0, done.stdout
        assert done.stdout.splitlines()[-1].startswith("verified: ")


def test_one_flipped_bit_of_any_blob_is_found_and_named(case_copy: Path, sijil: Any) -> None:
    choose = random.Random(5)
    for path in blobs(case_copy)[:3]:
        before = path.read_bytes()
        flip(path, choose.randrange(len(before)))
        done = sijil("verify", case_copy)
        assert done.returncode == 1
        assert path.name in done.stdout
        path.write_bytes(before)
    assert sijil("verify", case_copy).returncode == 0


def edited(lines: list[str]) -> list[str]:
    return [*lines[:3], lines[3].replace('"size":', '"size":1'), *lines[4:]]


def dropped(lines: list[str]) -> list[str]:
    return lines[:3] + lines[4:]


def swapped(lines: list[str]) -> list[str]:
    return [*lines[:3], lines[4], lines[3], *lines[5:]]


def cut(lines: list[str]) -> list[str]:
    return lines[:-1]


@pytest.mark.parametrize("tamper", [edited, dropped, swapped, cut])
def test_log_lines_edited_dropped_swapped_or_cut_are_found_and_named(
    case_copy: Path, sijil: Any, tamper: Callable[[list[str]], list[str]]
) -> None:
    log = case_copy / "custody" / "log.jsonl"
    log.write_text("".join(tamper(log.read_text("utf-8").splitlines(keepends=True))), "utf-8")
    done = sijil("verify", case_copy)
    assert done.returncode == 1
    assert "custody/log.jsonl" in done.stdout


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE store_statement SET quote = quote || 'o' WHERE id = 3", "is not characters"),
        ("UPDATE store_statement SET start = start + 1 WHERE id = 3", "is not characters"),
        ("UPDATE store_rendition SET text = replace(text, '1', '7')", "not what the reader gave"),
        ("UPDATE store_record SET quote = quote || ' ' WHERE id = 5", "is not what stands in its text"),
        ("UPDATE store_item SET sha256 = '0' || substr(sha256, 2) WHERE id = 1", "no log line speaks of"),
        (
            "UPDATE store_judgement SET decision = 'reject' WHERE decision = 'add'",
            "was changed after it was made",
        ),
        ("DELETE FROM store_custodyevent WHERE seq = 3", "has no entry"),
    ],
)
def test_the_database_altered_behind_our_back_is_found(
    case_copy: Path, sijil: Any, statement: str, told: str
) -> None:
    with sqlite3.connect(case_copy / "case.db") as database:
        names = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]
        for name in names:
            database.execute(f"DROP TRIGGER {name}")
        database.execute(statement)
    done = sijil("verify", case_copy)
    assert done.returncode == 1
    assert told in done.stdout
    assert "the guard store_judgement_no_delete is gone" in done.stdout


def test_a_number_changed_on_the_page_is_found_and_named(case_copy: Path, sijil: Any) -> None:
    page = case_copy / "report" / "index.html"
    text = page.read_text("utf-8")
    at = text.index('data-figure="killing/total" data-bound="best">') + len(
        'data-figure="killing/total" data-bound="best">'
    )
    page.write_text(text[:at] + "9" + text[at:], "utf-8")
    done = sijil("verify", case_copy / "report")
    assert done.returncode == 1
    assert "killing/total (best" in done.stdout


def test_a_word_changed_in_a_quote_on_the_page_is_found(case_copy: Path, sijil: Any) -> None:
    page = case_copy / "report" / "index.html"
    page.write_text(
        page.read_text("utf-8").replace("Nine bodies", "Five bodies").replace("nine bodies", "five bodies"),
        "utf-8",
    )
    done = sijil("verify", case_copy / "report")
    assert done.returncode == 1
    assert "is not what stands there in the file" in done.stdout


def test_a_figure_changed_in_the_data_is_found(case_copy: Path, sijil: Any) -> None:
    path = case_copy / "report" / "figures.json"
    body = json.loads(path.read_text("utf-8"))
    next(f for f in body["figures"] if f["id"] == "killing/sex/female")["low"] = 0
    path.write_text(json.dumps(body), "utf-8")
    done = sijil("verify", case_copy / "report", "--json")
    assert done.returncode == 1
    (trouble,) = [t for t in json.loads(done.stdout)["troubles"] if "killing/sex/female" in t["where"]]
    assert "says low 0" in trouble["what"]


def test_a_report_moved_away_is_checked_against_the_case_that_is_named(
    case_copy: Path, sijil: Any, tmp_path: Path
) -> None:
    moved = (case_copy / "report").rename(tmp_path / "moved")
    assert "its case is not beside it" in sijil("verify", moved).stderr
    assert sijil("verify", moved, "--case", case_copy).returncode == 0


def test_without_a_database_bytes_and_log_are_checked_alone_and_that_is_said(
    case_copy: Path, sijil: Any
) -> None:
    for path in case_copy.glob("case.db*"):
        path.unlink()
    done = sijil("verify", case_copy)
    assert done.returncode == 0
    assert "bytes and log were checked alone" in done.stdout
    flip(blobs(case_copy)[0], 0)
    assert sijil("verify", case_copy).returncode == 1
