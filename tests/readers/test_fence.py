"""The fence: what a child may not do, and that the parent outlives whatever becomes of it."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from pdf_specimens import latin, pdf

from sijil.errors import ReadingError
from sijil.readers import Fence, Limits, fence_report, read
from sijil.readers import start as starting
from sijil.readers.bars import CHANGES_FILES, FORBIDDEN
from sijil.readers.ending import Ending
from sijil.readers.fence import _death

MIB = 1 << 20


def probe(fence: Fence) -> dict[str, str]:
    with Path(os.devnull).open("rb") as nothing:
        return fence.probe(nothing.fileno())


@pytest.fixture(scope="module")
def facts() -> dict[str, str]:
    with Fence() as fence:
        return probe(fence)


@pytest.mark.parametrize("attempt", ["connect", "lookup", "program", "shell", "fork", "write", "remove"])
def test_python_code_in_the_child_is_stopped(facts, attempt):
    assert facts[f"python_{attempt}"].startswith("stopped (tried ")


def test_every_limit_is_set_in_the_child(facts):
    limits = Limits()
    assert int(facts["cpu_seconds"]) == limits.cpu_seconds
    assert int(facts["open_files"]) == limits.open_files
    assert int(facts["file_size"]) == limits.spool
    assert facts["core"] == "0"
    assert facts["own_group"] == "yes"


def test_the_report_says_what_holds_on_this_machine():
    report = fence_report()
    for guarded in ("network_guard", "programs", "processor_time", "wall_clock"):
        assert report[guarded].in_force
    assert report["network"].in_force == (report["network"].how != "only the guard in Python")
    assert str(report["programs"]) == "in force: starting programs raises an error"
    assert str(report["bubblewrap"]).startswith(("in force: ", "not in force: "))


def test_the_guard_knows_the_events_it_must_stop():
    for event in ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto", "subprocess.Popen"):
        assert FORBIDDEN.match(event)
    for event in ("os.exec", "os.system", "os.posix_spawn", "os.fork", "ctypes.dlopen"):
        assert FORBIDDEN.match(event)
    for event in ("os.remove", "os.rename", "os.symlink", "shutil.rmtree"):
        assert CHANGES_FILES.match(event)
    for event in ("open", "import", "os.listdir", "ctypes.dlsym"):
        assert not FORBIDDEN.match(event)
        assert not CHANGES_FILES.match(event)


def test_memory_beyond_the_limit_is_said(read):
    reading = read("note.txt", b"four people were killed " * (2 * MIB), limits=Limits(memory=64 * MIB))
    assert (reading.outcome, reading.reason) == ("refused", "used more than 64 MiB of memory")


def test_processor_time_beyond_the_limit_is_said(read):
    data = "name,age\n" + '"Ali, of the village",36\n' * 700_000
    reading = read("list.csv", data.encode(), limits=Limits(cpu_seconds=1, wall_seconds=60))
    assert (reading.outcome, reading.reason) == ("refused", "took more than 1 s of processor time")


def test_time_on_the_clock_beyond_the_limit_is_said(read):
    data = "name,age\n" + '"Ali, of the village",36\n' * 700_000
    reading = read("list.csv", data.encode(), limits=Limits(wall_seconds=1))
    assert (reading.outcome, reading.reason) == ("refused", "took more than 1 s")
    assert read("note.txt", b"still here").outcome == "read"


def test_more_output_than_allowed_is_said(read):
    reading = read("note.txt", b"four people were killed " * 200_000, limits=Limits(output=1 * MIB))
    assert (reading.outcome, reading.reason) == ("refused", "gave more than 1 MiB of text")
    assert read("note.txt", b"still here").outcome == "read"


@pytest.mark.parametrize(
    ("ending", "reason"),
    [
        (Ending("", signal.SIGABRT), "its reading crashed (signal 6)"),
        (Ending("", signal.SIGSEGV), "its reading crashed (signal 11)"),
        (Ending("", signal.SIGALRM), "took more than 60 s"),
        (Ending("", signal.SIGXCPU), "took more than 40 s of processor time"),
        (Ending("", signal.SIGKILL, 41.0), "took more than 40 s of processor time"),
        (Ending("", signal.SIGKILL, 1.0), "its reading crashed (signal 9)"),
        (Ending("", 1 << 8), "its reading ended without an answer (status 1)"),
        (Ending("lost"), "the process that reads files was ended by the system, perhaps for want of memory"),
    ],
)
def test_each_way_to_die_has_its_words(ending, reason):
    assert _death(ending, Limits()) == reason


@pytest.mark.parametrize(
    ("name", "head", "called"),
    [
        ("a.txt", b"text " * 4000, "plain text (text/plain)"),
        ("a.pdf", b"%PDF-1.7\n", "a PDF (application/pdf)"),
    ],
)
def test_a_file_beyond_the_size_of_its_kind_is_not_parsed(fence, tmp_path, name, head, called):
    path = tmp_path / name
    path.write_bytes(head)
    # The rest is a hole and takes no room on the disk.
    os.truncate(path, 2 << 31)
    reading = fence.read(path, name=name)
    limit = "256 MiB" if name == "a.txt" else "2 GiB"
    assert reading.outcome == "refused"
    assert reading.reason == f"too large to be read: 4 GiB, the limit for {called} is {limit}"


def test_what_cannot_be_opened_is_an_outcome(fence, tmp_path):
    reading = fence.read(tmp_path / "gone.txt", name="gone.txt")
    assert (reading.outcome, reading.reason) == ("refused", "cannot be opened: No such file or directory")
    reading = fence.read(tmp_path, name="folder")
    assert (reading.outcome, reading.reason) == ("refused", "not a plain file")
    os.mkfifo(tmp_path / "pipe")
    assert fence.read(tmp_path / "pipe", name="pipe").reason == "not a plain file"


def test_a_worker_that_died_is_replaced(tmp_path):
    path = tmp_path / "note.txt"
    path.write_text("four people were killed")
    with Fence() as fence:
        assert fence.read(path, name="note.txt").outcome == "read"
        worker = fence._workers["light"]
        worker.process.kill()
        worker.process.wait()
        assert fence.read(path, name="note.txt").outcome == "read"
        assert fence._workers["light"] is not worker


def test_closing_the_fence_ends_the_worker(tmp_path):
    path = tmp_path / "note.txt"
    path.write_text("four people were killed")
    fence = Fence()
    fence.read(path, name="note.txt")
    worker = fence._workers["light"]
    fence.close()
    assert worker.process.poll() is not None


def test_one_fence_serves_several_threads(fence, tmp_path):
    outcomes: list[str] = []

    def work(number: int) -> None:
        path = tmp_path / f"{number}.txt"
        path.write_text(f"witness {number}")
        reading = fence.read(path, name=path.name)
        outcomes.append(reading.outcome if reading.renditions[0].text == f"witness {number}" else "mixed up")

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes == ["read"] * 8


def test_the_same_file_gives_the_same_reading(read):
    data = pdf([latin(["Four people were killed"])])
    assert read("a.pdf", data) == read("a.pdf", data)


def test_one_file_can_be_read_without_keeping_a_fence(tmp_path):
    path = tmp_path / "note.txt"
    path.write_text("four people were killed")
    assert read(path, name="note.txt").renditions[0].text == "four people were killed"


def test_a_worker_that_does_not_start_is_an_error_of_ours(tmp_path, monkeypatch):
    monkeypatch.setattr(starting, "_command", lambda end: ["/bin/sh", "-c", "echo no such thing >&2; exit 3"])
    path = tmp_path / "note.txt"
    path.write_text("text")
    with (
        Fence() as fence,
        pytest.raises(ReadingError, match="did not start: no such thing; run `sijil doctor`"),
    ):
        fence.read(path, name="note.txt")


def test_importing_the_room_imports_no_parser():
    code = (
        "import sys, sijil.readers, sijil.readers.lists;"
        "print([m for m in ('lxml', 'trafilatura', 'pypdfium2', 'openpyxl', 'charset_normalizer') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
