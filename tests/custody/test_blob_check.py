"""Bytes that were changed, removed, exchanged or added are found, and the file named."""

import os
from pathlib import Path

import pytest
from custody_specimens import copy_case, notes, problems
from hypothesis import given, settings
from hypothesis import strategies as st

from sijil.custody import verify
from sijil.custody.blob_check import stored
from sijil.custody.layout import Layout

quickly = settings(max_examples=40, deadline=None)


def blobs(case: Path) -> list[Path]:
    return [Layout(case).blob(digest) for digest in stored(Layout(case))]


def overwrite(blob: Path, content: bytes) -> None:
    blob.unlink(missing_ok=True)
    blob.write_bytes(content)
    blob.chmod(0o444)


@quickly
@given(st.data())
def test_one_flipped_bit_of_any_blob_is_found(
    sound_case: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    case = copy_case(sound_case, tmp_path_factory.getbasetemp() / "flipped")
    blob = data.draw(st.sampled_from([path for path in blobs(case) if path.stat().st_size]))
    content = bytearray(blob.read_bytes())
    content[data.draw(st.integers(0, len(content) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    overwrite(blob, bytes(content))
    (found,) = verify(case)
    assert (found.severity, found.where) == ("problem", str(blob.relative_to(case)))
    assert "was altered: its bytes hash to" in found.what


@pytest.mark.parametrize("change", [b"", b"more", b"x" * 5000])
def test_a_blob_of_another_length_is_found(sound_case: Path, tmp_path: Path, change: bytes) -> None:
    case = copy_case(sound_case, tmp_path / "case")
    for blob in blobs(case):
        before = blob.read_bytes()
        if before != change:
            overwrite(blob, change)
            assert [problem.where for problem in problems(case)] == [str(blob.relative_to(case))]
            overwrite(blob, before)


def test_a_missing_blob_is_found_with_the_line_that_names_it(sound_case: Path, tmp_path: Path) -> None:
    case = copy_case(sound_case, tmp_path / "case")
    count = len(blobs(case))
    for blob in blobs(case):
        blob.unlink()
    found = problems(case)
    assert len(found) == count == 8
    assert all("is missing: line" in problem.what and problem.remedy for problem in found)


def test_a_blob_with_anothers_bytes_is_found(sound_case: Path, tmp_path: Path) -> None:
    case = copy_case(sound_case, tmp_path / "case")
    one, other, *_ = blobs(case)
    overwrite(one, other.read_bytes())
    (found,) = problems(case)
    assert found.where == str(one.relative_to(case)) and other.name in found.what


def test_an_added_blob_is_a_note_if_whole_and_a_problem_if_not(sound_case: Path, tmp_path: Path) -> None:
    case = copy_case(sound_case, tmp_path / "case")
    added = Layout(case).blob("2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae")
    added.parent.mkdir(exist_ok=True)
    overwrite(added, b"foo")
    (found,) = verify(case)
    assert (found.severity, found.where) == ("note", str(added.relative_to(case)))
    assert "in no line of the log" in found.what
    overwrite(added, b"bar")
    assert [problem.where for problem in problems(case)] == [str(added.relative_to(case))]


def test_something_else_in_a_blobs_place_is_a_problem(sound_case: Path, tmp_path: Path) -> None:
    case = copy_case(sound_case, tmp_path / "case")
    one, other, third, *_ = blobs(case)
    content = other.read_bytes()
    (tmp_path / "elsewhere").write_bytes(content)
    other.unlink()
    other.symlink_to(tmp_path / "elsewhere")
    third.unlink()
    third.mkdir()
    assert [problem.what for problem in problems(case)] == ["is not a file", "is not a file"]
    assert one.exists()


def test_wrong_modes_and_foreign_files_are_notes(sound_case: Path, tmp_path: Path) -> None:
    case = copy_case(sound_case, tmp_path / "case")
    blob = blobs(case)[0]
    blob.chmod(0o644)
    foreign = (
        "evidence/notes.txt",
        "evidence/sha256/readme",
        f"evidence/sha256/{blob.name[:2]}/x",
        "evidence/tmp/y",
    )
    for name in foreign:
        (case / name).write_bytes(b"?")
    (case / os.fsdecode(b"evidence/\xff")).write_bytes(b"?")
    (case / "evidence/sha256/zz").mkdir()
    wrong_place = case / "evidence/sha256/zz" / blob.name
    wrong_place.write_bytes(blob.read_bytes())
    found = notes(case)
    assert problems(case) == []
    wanted = {*foreign, "evidence/\\xff", str(blob.relative_to(case)), str(wrong_place.relative_to(case))}
    assert {note.where for note in found} == wanted
    assert any("has the mode 0644, not 0444" in note.what for note in found)


def test_two_workers_find_what_one_finds_in_the_same_order(sound_case: Path, tmp_path: Path) -> None:
    case = copy_case(sound_case, tmp_path / "case")
    for blob in blobs(case)[::2]:
        overwrite(blob, b"other bytes")
    assert list(verify(case, workers=1)) == list(verify(case, workers=4))
