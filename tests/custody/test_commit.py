"""The order of a commit is the guarantee: bytes, then folders, then file names, then the log; each synced first."""

import os
from pathlib import Path

import pytest
from custody_specimens import add, make_case, write_files

from sijil.custody import syncing
from sijil.custody.syncing import Syncing

Step = tuple[str, str]


def record(monkeypatch: pytest.MonkeyPatch, steps: list[Step]) -> None:
    """Note every sync, rename and write, and do it all the same."""

    def path(handle: int) -> str:
        return str(Path(f"/proc/self/fd/{handle}").readlink())

    true_fsync, true_rename, true_write, true_all = os.fsync, os.rename, os.write, Syncing._all

    def fsync(handle: int) -> None:
        true_fsync(handle)
        steps.append(("sync", path(handle)))

    def rename(source: Path, target: Path) -> None:
        true_rename(source, target)
        steps.append(("rename", str(source)))
        steps.append(("named", str(target)))

    def write(handle: int, data: bytes) -> int:
        steps.append(("write", path(handle)))
        return true_write(handle, data)

    def sync_all(asked: Syncing) -> None:
        true_all(asked)
        steps.append(("sync", "everything"))

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "rename", rename)
    monkeypatch.setattr(os, "write", write)
    monkeypatch.setattr(Syncing, "_all", sync_all)


@pytest.mark.parametrize("together", [True, False])
def test_each_step_is_on_the_disk_before_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, together: bool
) -> None:
    if not together:
        monkeypatch.setattr(syncing, "TOGETHER", frozenset())
    case = tmp_path / "case"
    custody = make_case(case)
    steps: list[Step] = []
    record(monkeypatch, steps)
    add(custody, write_files(tmp_path / "in", {"a": b"first", "b": os.urandom(2_000_000), "c": b"third"}))
    together = together and ("sync", "everything") in steps
    log, names = str(case / "custody/log.jsonl"), str(case / "custody/names.jsonl")
    temporary = [path for step, path in steps if step == "rename" and "evidence/tmp" in path]
    blobs = [path for step, path in steps if step == "named" and "evidence/sha256" in path]
    assert len(temporary) == len(blobs) == 3

    def at(step: str, path: str) -> int:
        return steps.index((step, path))

    def synced(path: str) -> list[int]:
        return [n for n, step in enumerate(steps) if step == ("sync", "everything" if together else path)]

    for source, blob in zip(temporary, blobs, strict=True):
        written = max(n for n, step in enumerate(steps) if step == ("write", source))
        assert any(written < n < at("rename", source) for n in synced(source))
        assert any(at("named", blob) < n < at("write", names) for n in synced(str(Path(blob).parent)))
    assert at("write", names) < at("sync", names) < at("write", log) < at("sync", log)
    assert at("named", str(case / "custody/unfinished.json")) < at("write", names)


def test_nothing_is_synced_for_files_that_are_in_custody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write_files(tmp_path / "in", {"a": b"first"})
    custody = make_case(tmp_path / "case")
    add(custody, source)
    steps: list[Step] = []
    record(monkeypatch, steps)
    add(custody, source, skip_known=True)
    assert {Path(path).name for step, path in steps if step == "write"} == {"unfinished.json.new"}
