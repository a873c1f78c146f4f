"""What a power cut left half-written is cut off and logged; a log that was changed is not added to."""

import json
import re
from hashlib import sha256
from pathlib import Path

import pytest
from custody_specimens import add, copy_case, edited, log_lines, problems, received, write_files, write_log
from hypothesis import given, settings
from hypothesis import strategies as st

from sijil.custody import Custody, verify
from sijil.errors import CustodyError


@settings(max_examples=12, deadline=None)
@given(st.binary(min_size=1, max_size=900).filter(lambda torn: b"\n" not in torn))
def test_a_torn_last_line_is_cut_off_and_logged(
    sound_case: Path, tmp_path_factory: pytest.TempPathFactory, torn: bytes
) -> None:
    place = tmp_path_factory.getbasetemp()
    case = copy_case(sound_case, place / "torn")
    with (case / "custody/log.jsonl").open("ab") as log:
        log.write(torn)
    (got,) = received(add(Custody(case), write_files(place / "torn-in", {"new": b"new"})))
    recovered, last = (json.loads(line) for line in log_lines(case)[-2:])
    assert (recovered["act"], recovered["seq"], recovered["file"]) == ("recovered", 11, "custody/log.jsonl")
    assert (recovered["sha256"], recovered["size"]) == (sha256(torn).hexdigest(), len(torn))
    assert last["act"] == "received" and got.seq == 12
    assert list(verify(case)) == []


def test_a_last_line_torn_in_its_middle_takes_its_name_with_it(sound_case: Path, tmp_path: Path) -> None:
    case = copy_case(sound_case, tmp_path / "case")
    log = case / "custody/log.jsonl"
    log.write_bytes(log.read_bytes()[:-40])
    assert len(problems(case)) == 1
    custody = Custody(case)
    add(custody, write_files(tmp_path / "in", {"new": b"new"}))
    assert [(entry.act, entry.file) for entry in custody.entries()][-3:] == [
        ("recovered", "custody/log.jsonl"),
        ("recovered", "custody/names.jsonl"),
        ("received", None),
    ]
    assert [found.severity for found in verify(case)] == ["note"]


def test_names_without_lines_are_cut_off_after_an_interruption_and_logged(
    sound_case: Path, tmp_path: Path
) -> None:
    case = copy_case(sound_case, tmp_path / "case")
    write_log(case, log_lines(case)[:-2])
    (case / "custody/unfinished.json").write_text('{"first": 9, "paths": ["/x"]}')
    assert problems(case) == []
    custody = Custody(case)
    add(custody, write_files(tmp_path / "in", {"new": b"new"}))
    assert [entry.file for entry in custody.entries() if entry.act == "recovered"] == ["custody/names.jsonl"]
    assert problems(case) == [] and custody.name_of(10) == "in/new"


def test_nothing_is_added_to_a_log_whose_last_lines_are_gone(sound_case: Path, tmp_path: Path) -> None:
    case = copy_case(sound_case, tmp_path / "case")
    write_log(case, log_lines(case)[:-1])
    before = log_lines(case)
    with pytest.raises(CustodyError, match=r"custody/log\.jsonl:9: .*cut off the log; run `sijil verify`"):
        add(Custody(case), write_files(tmp_path / "in", {"new": b"new"}))
    assert log_lines(case) == before and len(problems(case)) == 1


@pytest.mark.parametrize("change", ["edit", "drop", "swap", "garbage"])
def test_nothing_is_added_to_a_log_that_was_changed(sound_case: Path, tmp_path: Path, change: str) -> None:
    case = copy_case(sound_case, tmp_path / "case")
    lines = log_lines(case)
    changed = {
        "edit": [*lines[:4], edited(lines[4], actor="x"), *lines[5:]],
        "drop": [*lines[:4], *lines[5:]],
        "swap": [*lines[:4], lines[5], lines[4], *lines[6:]],
        "garbage": [*lines[:4], b"garbage\n", *lines[5:]],
    }
    write_log(case, changed[change])
    with pytest.raises(CustodyError, match=re.escape("custody/log.jsonl:")):
        add(Custody(case), write_files(tmp_path / "in", {"new": b"new"}))
    assert log_lines(case) == changed[change]
    # And the lock is free again.
    write_log(case, lines)
    assert received(add(Custody(case), write_files(tmp_path / "in", {"new": b"new"})))


def test_an_open_case_sees_what_another_process_added(sound_case: Path, tmp_path: Path) -> None:
    case = copy_case(sound_case, tmp_path / "case")
    one, other = Custody(case), Custody(case)
    source = write_files(tmp_path / "in", {"a": b"a", "b": b"b"})
    seqs = [received(add(custody, source / "a"))[0].seq for custody in (one, other, one, one, other)]
    assert seqs == [11, 12, 13, 14, 15]
    assert list(verify(case)) == []


def test_a_note_of_an_unfinished_add_that_cannot_be_read_begins_afresh(
    sound_case: Path, tmp_path: Path
) -> None:
    for note in (b"", b"{", b"[]", b'{"paths": 1, "first": "x"}', b"\xff"):
        case = copy_case(sound_case, tmp_path / "case")
        (case / "custody/unfinished.json").write_bytes(note)
        assert received(add(Custody(case), write_files(tmp_path / "in", {"a": b"a"})))[0].logged
        assert not (case / "custody/unfinished.json").exists()
