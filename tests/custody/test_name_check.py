"""A name that was removed is no problem; one that was altered is."""

import json
import os
from pathlib import Path

from custody_specimens import add, copy_case, make_case, notes, problems, write_files
from hypothesis import given, settings
from hypothesis import strategies as st

from sijil.custody import Custody, verify

quickly = settings(max_examples=30, deadline=None)


def names(case: Path) -> list[bytes]:
    return (case / "custody/names.jsonl").read_bytes().splitlines(keepends=True)


def write_names(case: Path, lines: list[bytes]) -> None:
    (case / "custody/names.jsonl").write_bytes(b"".join(lines))


@quickly
@given(st.integers(0, 8))
def test_a_removed_name_is_a_note_and_the_log_stays_provable(
    sound_case: Path, tampered: Path, line: int
) -> None:
    (tampered / "custody/log.jsonl").write_bytes((sound_case / "custody/log.jsonl").read_bytes())
    lines = names(sound_case)
    removed = json.loads(lines.pop(line))
    write_names(tampered, lines)
    (found,) = verify(tampered)
    assert (found.severity, found.where) == ("note", f"custody/log.jsonl:{removed['seq']}")
    assert "name was removed" in found.what
    assert Custody(tampered).name_of(removed["seq"]) == ""


@quickly
@given(st.integers(0, 7), st.sampled_from(["name", "salt", "seq", "entry"]))
def test_an_altered_name_record_is_a_problem(sound_case: Path, tampered: Path, line: int, key: str) -> None:
    (tampered / "custody/log.jsonl").write_bytes((sound_case / "custody/log.jsonl").read_bytes())
    lines = names(sound_case)
    fields = json.loads(lines[line])
    other = {"name": "another.txt", "salt": "00" * 16, "seq": fields["seq"] + 1, "entry": "0" * 64}
    lines[line] = json.dumps(fields | {key: other[key]}, ensure_ascii=False).encode() + b"\n"
    write_names(tampered, lines)
    found = problems(tampered)
    wanted = {f"custody/names.jsonl:{line + 1}", f"custody/names.jsonl:{line + 2}"}
    assert found and {problem.where for problem in found} <= wanted


def test_swapped_names_are_a_problem(sound_case: Path, tmp_path: Path) -> None:
    case = copy_case(sound_case, tmp_path / "case")
    one, other, *rest = map(json.loads, names(case))
    one["name"], other["name"] = other["name"], one["name"]
    write_names(case, [json.dumps(fields).encode() + b"\n" for fields in (one, other, *rest)])
    assert [problem.where for problem in problems(case)] == ["custody/names.jsonl:1", "custody/names.jsonl:2"]


def test_a_name_for_an_entry_without_one_a_second_name_and_garbage_are_problems(
    sound_case: Path, tmp_path: Path
) -> None:
    case = copy_case(sound_case, tmp_path / "case")
    lines = names(case)
    for_created = json.dumps(json.loads(lines[0]) | {"seq": 1}).encode() + b"\n"
    write_names(case, [*lines, for_created, lines[0], b"{}\n", b"\xff\n"])
    found = problems(case)
    assert [problem.where for problem in found] == [f"custody/names.jsonl:{n}" for n in (11, 12, 13, 10)]


def test_names_beyond_the_log_are_a_note_only_while_an_add_is_unfinished(
    sound_case: Path, tmp_path: Path
) -> None:
    case = copy_case(sound_case, tmp_path / "case")
    lines = names(case)
    write_names(case, [*lines, json.dumps(json.loads(lines[0]) | {"seq": 11}).encode() + b"\n"])
    assert "dropped from the end" in problems(case)[0].what
    (case / "custody/unfinished.json").write_text("{}")
    assert problems(case) == []
    assert "not in the log" in notes(case)[0].what


def test_a_torn_name_is_a_problem_unless_an_add_is_unfinished(sound_case: Path, tmp_path: Path) -> None:
    case = copy_case(sound_case, tmp_path / "case")
    with (case / "custody/names.jsonl").open("ab") as file:
        file.write(b'{"entry"')
    assert [problem.where for problem in problems(case)] == ["custody/names.jsonl:10"]
    (case / "custody/unfinished.json").write_text("{}")
    assert problems(case) == []


def test_salts_are_of_sixteen_random_bytes(sound_case: Path) -> None:
    salts = [json.loads(line)["salt"] for line in names(sound_case)]
    assert all(len(bytes.fromhex(salt)) == 16 for salt in salts) and len(set(salts)) == len(salts)


def test_names_with_lone_surrogates_are_kept(sound_case: Path, tmp_path: Path) -> None:
    custody = Custody(copy_case(sound_case, tmp_path / "case"))
    container = next(custody.received()).sha256
    for name in (os.fsdecode(b"\xd4\xc7.txt"), "\ud800x", "a\nb\t\u202e", "x" * 5000, ""):
        got = custody.take_member(
            name.encode("utf-8", "replace"), name=name, container_sha256=container, actor="a"
        )
        assert custody.name_of(got.seq) == got.name
        got.name.encode()
    assert list(verify(tmp_path / "case")) == []


def test_many_removed_names_are_one_note(tmp_path: Path) -> None:
    source = write_files(tmp_path / "in", {str(number): b"%d" % number for number in range(30)})
    add(make_case(tmp_path / "case"), source)
    (tmp_path / "case/custody/names.jsonl").unlink()
    (found,) = verify(tmp_path / "case")
    assert found.severity == "note" and "the names of 30 entries were removed" in found.what
