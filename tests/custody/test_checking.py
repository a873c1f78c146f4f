"""Verification reads, counts, and changes nothing."""

import os
from pathlib import Path

import pytest
from custody_specimens import add, copy_case, make_case, still, write_files

from sijil.custody import Custody, Problem, Verification, verify
from sijil.errors import CustodyError


def test_the_summary_counts_what_was_read(sound_case: Path) -> None:
    check = Verification(sound_case)
    assert list(check.problems()) == []
    assert (check.entries, check.blobs) == (10, 8)
    size = sum(path.stat().st_size for path in (sound_case / "evidence/sha256").glob("*/*"))
    assert check.size == size and check.head == Custody(sound_case).head()
    assert (
        check.summary()
        == f"10 entries, 8 blobs, {size:,} bytes checked, chain head {check.head[:16]}…, 0 checkpoints, 0 time-stamps"
    )


def test_progress_tells_how_many_of_how_many(sound_case: Path) -> None:
    told: list[tuple[int, int]] = []
    list(verify(sound_case, progress=lambda done, total, _: told.append((done, total))))
    assert told == [(number, 8) for number in range(1, 9)]


def test_a_problem_is_told_in_one_line() -> None:
    found = Problem("problem", "custody/log.jsonl:17", "looks edited", "compare")
    assert str(found) == "custody/log.jsonl:17: looks edited; compare"
    assert str(Problem("note", "evidence/x", "was not\nput there")) == "note: evidence/x: was not put there"


def test_a_folder_that_is_no_case_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CustodyError, match="no case"):
        verify(tmp_path)


def test_checking_changes_nothing_and_needs_no_lock(sound_case: Path, tmp_path: Path) -> None:
    case = copy_case(sound_case, tmp_path / "case")
    custody = Custody(case)
    under_way = custody.take_in([write_files(tmp_path / "in", {"a": b"a"})], actor="a", clock=still)
    next(under_way)
    before = {path: path.stat().st_mtime_ns for path in case.rglob("*")}
    assert [found for found in verify(case) if found.severity == "problem"] == []
    assert {path: path.stat().st_mtime_ns for path in case.rglob("*")} == before
    list(under_way)


def test_a_new_case_is_sound(tmp_path: Path) -> None:
    make_case(tmp_path / "case")
    assert list(verify(tmp_path / "case")) == []


def test_a_check_left_in_the_middle_stops_reading(tmp_path: Path) -> None:
    source = write_files(tmp_path / "in", {str(number): os.urandom(1000) for number in range(50)})
    add(make_case(tmp_path / "case"), source)
    for blob in (tmp_path / "case/evidence/sha256").glob("*/*"):
        blob.chmod(0o600)
    check = Verification(tmp_path / "case")
    next(check.problems())
    assert check.blobs == 1
