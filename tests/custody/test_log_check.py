"""A log that was changed is found out, and the line named."""

import json
import shutil
from hashlib import sha256
from pathlib import Path

from custody_specimens import copy_case, edited, log_lines, notes, problems, write_log
from hypothesis import given, settings
from hypothesis import strategies as st

from sijil.custody import Custody, Problem, verify

ENTRIES = 10
LINES = st.integers(0, ENTRIES - 1)
quickly = settings(max_examples=40, deadline=None)


def with_log(tampered: Path, sound: Path, lines: list[bytes]) -> list[Problem]:
    """The problems of a copy of the sound case with these lines in its log."""
    for name in ("log.jsonl", "names.jsonl"):
        shutil.copyfile(sound / "custody" / name, tampered / "custody" / name)
    write_log(tampered, lines)
    return problems(tampered)


def places(found: list[Problem]) -> list[str]:
    return [problem.where for problem in found]


def other_value(key: str, value: object) -> object:
    """Another value of the same kind, as a forger would choose it."""
    if isinstance(value, int):
        return value + 1
    assert isinstance(value, str)
    swapped = {"clock": "ntp", "time": "2025-12-31T12:00:00Z", "tool": "sijil 9.9.9", "actor": "anon-2"}
    if key == "act":
        return "extracted" if value == "received" else "received"
    return swapped.get(key) or ("1" if value[0] != "1" else "2") + value[1:]


def test_the_sound_case_has_nothing_to_find(sound_case: Path) -> None:
    assert list(verify(sound_case)) == []
    assert len(log_lines(sound_case)) == ENTRIES


@quickly
@given(LINES, st.data())
def test_an_edited_value_is_found_and_its_line_named(
    sound_case: Path, tampered: Path, line: int, data: st.DataObject
) -> None:
    lines = log_lines(sound_case)
    fields = json.loads(lines[line])
    key = data.draw(st.sampled_from(sorted(fields)))
    lines[line] = edited(lines[line], **{key: other_value(key, fields[key])})
    found = with_log(tampered, sound_case, lines)
    here = [problem for problem in found if problem.where == f"custody/log.jsonl:{line + 1}"]
    assert here, found
    # An edited value that breaks the line's own form is called so; any other is called an edit.
    assert any("looks edited" in problem.what or "keys of the act" in problem.what for problem in here), found
    others = {place for place in places(found) if place.startswith("custody/log.jsonl")}
    assert others == {f"custody/log.jsonl:{line + 1}"}, "a sound line was named"


@quickly
@given(LINES)
def test_a_dropped_line_is_found_the_last_one_too(sound_case: Path, tampered: Path, line: int) -> None:
    lines = log_lines(sound_case)
    del lines[line]
    found = with_log(tampered, sound_case, lines)
    at = min(line + 1, ENTRIES - 1)
    assert places(found)[0] == f"custody/log.jsonl:{at}"
    assert "dropped" in found[0].what and str(line + 1) in found[0].what


@quickly
@given(st.integers(1, ENTRIES))
def test_lines_dropped_from_the_end_are_found_by_the_names_left_over(
    sound_case: Path, tampered: Path, count: int
) -> None:
    found = with_log(tampered, sound_case, log_lines(sound_case)[:-count])
    assert found
    if count < ENTRIES:
        assert f"up to {ENTRIES}, are missing: dropped from the end" in found[0].what


@quickly
@given(st.sets(LINES, min_size=2, max_size=2))
def test_two_swapped_lines_are_found_and_both_named(sound_case: Path, tampered: Path, two: set[int]) -> None:
    one, other = sorted(two)
    lines = log_lines(sound_case)
    lines[one], lines[other] = lines[other], lines[one]
    found = with_log(tampered, sound_case, lines)
    assert places(found)[0] == f"custody/log.jsonl:{one + 1}"
    assert f"looks swapped with line {other + 1}" in found[0].what


@quickly
@given(LINES, st.integers(0, ENTRIES))
def test_a_repeated_line_is_found(sound_case: Path, tampered: Path, line: int, to: int) -> None:
    lines = log_lines(sound_case)
    lines.insert(to, lines[line])
    found = with_log(tampered, sound_case, lines)
    assert any("repeats line" in problem.what for problem in found)


@quickly
@given(st.integers(1, ENTRIES - 1), st.integers(1, 99))
def test_a_rewritten_line_with_its_own_link_repaired_is_found(
    sound_case: Path, tampered: Path, line: int, size: int
) -> None:
    lines = log_lines(sound_case)
    changes = {
        "size": json.loads(lines[line])["size"] + size,
        "prev": sha256(lines[line - 1][:-1]).hexdigest(),
    }
    lines[line] = edited(lines[line], **changes)
    assert f"custody/log.jsonl:{line + 1}" in places(with_log(tampered, sound_case, lines))


@quickly
@given(st.integers(0, ENTRIES - 2))
def test_a_dropped_line_with_the_next_ones_link_repaired_is_found(
    sound_case: Path, tampered: Path, line: int
) -> None:
    lines = log_lines(sound_case)
    before = sha256(lines[line - 1][:-1]).hexdigest() if line else "0" * 64
    lines[line : line + 2] = [edited(lines[line + 1], prev=before)]
    assert f"custody/log.jsonl:{line + 1}" in places(with_log(tampered, sound_case, lines))


@quickly
@given(st.data())
def test_a_log_cut_off_anywhere_is_found(sound_case: Path, tampered: Path, data: st.DataObject) -> None:
    whole = b"".join(log_lines(sound_case))
    kept = whole[: data.draw(st.integers(0, len(whole) - 1))]
    found = with_log(tampered, sound_case, [kept])
    assert any("torn" in one.what or "dropped" in one.what or "no entry" in one.what for one in found)


@quickly
@given(st.data())
def test_any_byte_changed_anywhere_in_the_log_is_found(
    sound_case: Path, tampered: Path, data: st.DataObject
) -> None:
    whole = bytearray(b"".join(log_lines(sound_case)))
    at = data.draw(st.integers(0, len(whole) - 1))
    whole[at] ^= data.draw(st.integers(1, 255))
    found = with_log(tampered, sound_case, [bytes(whole)])
    line = whole[:at].count(b"\n") + 1
    assert found and {f"custody/log.jsonl:{line}", f"custody/log.jsonl:{line + 1}"} & set(places(found))


def test_a_log_rewritten_from_a_line_on_is_found_by_the_names_not_rewritten(
    sound_case: Path, tampered: Path
) -> None:
    lines = log_lines(sound_case)
    lines[4] = edited(lines[4], time="2020-01-01T00:00:00Z")
    for number in range(5, ENTRIES):
        lines[number] = edited(lines[number], prev=sha256(lines[number - 1][:-1]).hexdigest())
    found = with_log(tampered, sound_case, lines)
    assert len(found) == ENTRIES - 4


def test_moved_lines_are_found(sound_case: Path, tampered: Path) -> None:
    lines = log_lines(sound_case)
    lines.append(lines.pop(3))
    found = with_log(tampered, sound_case, lines)
    assert "lines 4 to 10 look moved or swapped" in found[0].what


def test_two_edited_lines_are_both_named(sound_case: Path, tampered: Path) -> None:
    for one, other in ((2, 3), (2, 7), (8, 9)):
        lines = log_lines(sound_case)
        for line in (one, other):
            lines[line] = edited(lines[line], actor="anon-9")
        found = places(with_log(tampered, sound_case, lines))
        assert {f"custody/log.jsonl:{one + 1}", f"custody/log.jsonl:{other + 1}"} == set(found)


def test_an_edited_line_whose_name_was_removed_is_found_by_the_chain(
    sound_case: Path, tampered: Path
) -> None:
    lines = log_lines(sound_case)
    for line in range(ENTRIES - 1):
        changed = [*lines]
        changed[line] = edited(lines[line], actor="anon-9")
        with_log(tampered, sound_case, changed)
        (tampered / "custody/names.jsonl").write_bytes(b"")
        assert places(problems(tampered)) == [f"custody/log.jsonl:{line + 1}"]


def test_a_torn_last_line_is_named_and_does_not_stop_reading(sound_case: Path, tmp_path: Path) -> None:
    case = copy_case(sound_case, tmp_path / "case")
    with (case / "custody/log.jsonl").open("ab") as log:
        log.write(b'{"act":"rec')
    (found,) = problems(case)
    assert (found.where, "torn" in found.what) == (f"custody/log.jsonl:{ENTRIES + 1}", True)
    assert len(list(Custody(case).entries())) == ENTRIES
    assert list(Custody(case).received()) and Custody(case).head()


def test_a_log_without_entries_or_none_at_all_is_a_problem(sound_case: Path, tmp_path: Path) -> None:
    case = copy_case(sound_case, tmp_path / "case")
    write_log(case, [])
    assert "custody/log.jsonl: has no entry" in str(problems(case)[0])
    (case / "custody/log.jsonl").unlink()
    assert "custody/log.jsonl: is missing" in str(problems(case)[0])
    assert len(notes(case)) == 8


def test_garbage_and_enormous_numbers_in_the_log_are_stated(sound_case: Path, tampered: Path) -> None:
    lines = log_lines(sound_case)
    for garbage in (
        b"\n",
        b"\x00\n",
        b"{}\n",
        edited(lines[3], seq=10**40),
        b'{"seq":' + b"9" * 5000 + b"}\n",
    ):
        found = with_log(tampered, sound_case, [*lines[:3], garbage, *lines[4:]])
        assert "custody/log.jsonl:4" in places(found)


def test_a_line_that_gives_another_size_than_the_bytes_have_is_named(
    sound_case: Path, tampered: Path
) -> None:
    lines = log_lines(sound_case)
    for line in (n for n, raw in enumerate(lines) if b'"size":28' in raw):
        found = with_log(
            tampered, sound_case, [*lines[:line], edited(lines[line], size=29), *lines[line + 1 :]]
        )
        (about_size,) = (problem for problem in found if "says 29 bytes of evidence/" in problem.what)
        assert about_size.where == f"custody/log.jsonl:{line + 1}"
