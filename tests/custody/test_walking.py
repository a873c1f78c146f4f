"""Every path handed over ends in a file or a reason, in an order that never varies."""

import os
import socket
from pathlib import Path

from custody_specimens import write_files

from sijil.custody.outcomes import Refused
from sijil.custody.walking import Found, own_folders, walk


def names(*paths: Path) -> list[str]:
    return [os.fsdecode(found.name) for found in walk(paths) if isinstance(found, Found)]


def reasons(*paths: Path) -> dict[str, str]:
    return {found.name: found.reason for found in walk(paths) if isinstance(found, Refused)}


def test_folders_are_walked_bytewise_by_name(tmp_path: Path) -> None:
    folder = write_files(
        tmp_path / "in", {"b": b"", "B": b"", "a/z": b"", "a/b/c": b"", "ä": b"", "a.txt": b""}
    )
    assert names(folder) == ["in/B", "in/a/b/c", "in/a/z", "in/a.txt", "in/b", "in/ä"]


def test_a_name_begins_with_the_name_of_what_was_handed_over(tmp_path: Path) -> None:
    folder = write_files(tmp_path / "in", {"a/b": b""})
    assert names(folder / "a" / "b") == ["b"]
    assert names(folder / "a") == ["a/b"]
    assert names(folder / "a" / "..") == ["in/a/b"]


def test_paths_are_walked_in_the_order_they_were_handed_over(tmp_path: Path) -> None:
    write_files(tmp_path, {"b": b"", "a": b""})
    assert names(tmp_path / "b", tmp_path / "a", tmp_path / "b") == ["b", "a", "b"]


def test_what_is_no_file_is_stated(tmp_path: Path) -> None:
    folder = write_files(tmp_path / "in", {"file": b"x"})
    (folder / "empty").mkdir()
    (folder / "link").symlink_to("file")
    (folder / "loop").symlink_to(folder)
    (folder / "gone").symlink_to("nowhere")
    os.mkfifo(folder / "pipe")
    with socket.socket(socket.AF_UNIX) as one:
        here = Path.cwd()
        os.chdir(folder)
        one.bind("socket")
        os.chdir(here)
        found = reasons(folder, tmp_path / "missing", Path("/dev/null"))
    assert found["in/empty"] == "is an empty folder"
    assert all(found[f"in/{name}"].startswith("is a symbolic link") for name in ("link", "loop", "gone"))
    assert found["in/pipe"] == "is a named pipe, not a file"
    assert found["in/socket"] == "is a socket, not a file"
    assert found["missing"] == "is not there"
    assert found["null"] == "is a device, not a file"
    assert names(folder) == ["in/file"]


def test_folders_nested_deeper_than_pythons_stack_are_walked(tmp_path: Path) -> None:
    here, depth = Path.cwd(), 1_050
    try:
        os.chdir(tmp_path)
        for _ in range(depth):
            Path("d").mkdir()
            os.chdir("d")
        (found,) = walk([tmp_path / "d"])
        for _ in range(depth):
            os.chdir("..")
            Path("d").rmdir()
    finally:
        os.chdir(here)
    assert isinstance(found, Refused) and found.reason == "is an empty folder"


def test_the_cases_own_folders_are_kept_out_of(tmp_path: Path) -> None:
    case = write_files(
        tmp_path / "case", {"evidence/sha256/ab/x": b"", "custody/log.jsonl": b"", "mine": b""}
    )
    own = own_folders(case, (case / "evidence", case / "custody"))
    whole = list(walk([tmp_path], own))
    assert [type(found) for found in whole] == [Refused]
    inside = list(walk([case / "evidence" / "sha256", case / "evidence/sha256/ab/x", case / "mine"], own))
    assert [type(found) for found in inside] == [Refused, Refused, Found]
