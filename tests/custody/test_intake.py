"""An add can be killed or interrupted at any moment: nothing is lost, nothing half-written, and it goes on."""

import os
import signal
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from custody_specimens import (
    ACTOR,
    MEBIBYTE,
    TRACED,
    Blow,
    add,
    in_child,
    interrupt,
    kill,
    make_case,
    names_logged,
    problems,
    received,
    still,
    strike,
    write_files,
)

from sijil.custody import Custody, Received, syncing, verify
from sijil.custody import intake as intake_module

FILES = {
    "a": b"first",
    "b": b"second",
    "copy of b": b"second",
    "d": bytes(MEBIBYTE + 5),
    "f/empty": b"",
}
CALLS = 35
"""Fewer calls than any of these adds makes."""
ENOUGH = 400
"""More calls than any of these adds makes."""


@pytest.fixture(params=["together", "one by one"])
def either_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Syncing the whole file system at once, and file by file."""
    if request.param == "one by one":
        monkeypatch.setattr(syncing, "TOGETHER", frozenset())


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Several commits for a few files."""
    monkeypatch.setattr(intake_module, "BATCH_ITEMS", 3)


def struck_add(case: Path, source: Path, at: int, blow: Blow, names: tuple[str, ...] = TRACED) -> int:
    """Add the files in a process that is struck before the `at`-th call; its status."""

    def work() -> None:
        custody = Custody(case)
        strike(at, blow, names)
        add(custody, source)

    return in_child(work)


def check_sound(case: Path) -> None:
    """Whatever happened, nothing in the case is a problem, and every line has its blob and its name."""
    assert problems(case) == []
    custody = Custody(case)
    for entry in custody.entries():
        if entry.act == "received":
            assert entry.sha256 and custody.path_of(entry.sha256).is_file() and custody.name_of(entry.seq)


def check_goes_on(case: Path, source: Path) -> None:
    """The same add again ends as if nothing had happened; unless it had come to its end but for tidying up."""
    if names_logged(case) and not (case / "custody/unfinished.json").exists():
        assert names_logged(case) == Counter(f"in/{name}" for name in FILES)
        return
    outcomes = received(add(Custody(case), source))
    assert Counter(got.name for got in outcomes) == Counter(f"in/{name}" for name in FILES)
    assert names_logged(case) == Counter(f"in/{name}" for name in FILES)
    assert problems(case) == []
    assert not list((case / "evidence/tmp").iterdir())
    assert not (case / "custody/unfinished.json").exists()
    blobs = {path.read_bytes() for path in (case / "evidence/sha256").glob("*/*")}
    assert blobs == set(FILES.values())


def strikes(place: Path, blow: Blow, ends: set[int]) -> int:
    """Strike before the first, second, third call, and so on until an add gets through; how many that were."""
    source = write_files(place / "in", FILES)
    for at in range(1, ENOUGH):
        case = place / f"case-{at}"
        make_case(case)
        status = struck_add(case, source, at, blow)
        if status == 0 and blow is kill:
            return at
        assert status in ends, f"at call {at}: {status}"
        check_sound(case)
        if blow is interrupt:
            assert not list((case / "evidence/tmp").iterdir()), f"at call {at}"
        check_goes_on(case, source)
        if status == 0 and at > CALLS:
            return at
    raise AssertionError("the add never got through")


@pytest.mark.usefixtures("either_way")
def test_an_add_killed_before_any_step_leaves_a_sound_case_and_goes_on(quick: Path) -> None:
    assert strikes(quick, kill, {-signal.SIGKILL}) > CALLS


@pytest.mark.usefixtures("either_way")
def test_an_add_interrupted_before_any_step_leaves_a_sound_case_and_goes_on(quick: Path) -> None:
    # An interruption that comes when everything is done may find nothing left to interrupt.
    assert strikes(quick, interrupt, {130, 0}) > CALLS


def test_an_add_killed_in_the_middle_of_a_write_goes_on(quick: Path) -> None:
    source = write_files(quick / "in", FILES)
    true = os.write
    recovered = status = at = 0

    def tear(name: str, arguments: tuple[object, ...]) -> None:
        handle, data = arguments
        assert isinstance(handle, int) and isinstance(data, bytes | memoryview)
        true(handle, data[: len(data) // 2])
        kill(name, arguments)

    while status != 0 or not at:
        at += 1
        case = quick / f"case-{at}"
        make_case(case)
        status = struck_add(case, source, at, tear, ("write",))
        torn = not (case / "custody/log.jsonl").read_bytes().endswith(b"\n")
        assert bool(problems(case)) == torn
        if status != 0:
            check_goes_on(case, source)
        acts = [entry.act for entry in Custody(case).entries()]
        recovered += "recovered" in acts
        assert "recovered" in acts or not torn
    assert at > 10 and recovered > 1


def test_an_add_killed_twice_goes_on(quick: Path) -> None:
    source = write_files(quick / "in", FILES)
    for first, second in ((12, 5), (20, 8), (28, 3), (32, 10)):
        case = quick / f"case-{first}"
        make_case(case)
        for at in (first, second):
            assert struck_add(case, source, at, kill) in (-signal.SIGKILL, 0)
            check_sound(case)
        check_goes_on(case, source)


def test_a_case_is_made_whole_or_can_be_made_again(quick: Path) -> None:
    for at in range(1, ENOUGH):
        case = quick / f"case-{at}"

        def work(case: Path = case, at: int = at) -> None:
            strike(at, kill)
            make_case(case)

        status = in_child(work)
        log = case / "custody/log.jsonl"
        if not log.exists():
            make_case(case)
        assert list(verify(case)) == []
        assert [entry.act for entry in Custody(case).entries()] == ["created"]
        if status == 0:
            return
    raise AssertionError("the case never got made")


@pytest.mark.parametrize("delay", [0.002, 0.01, 0.02, 0.05])
def test_ctrl_c_at_some_moment_of_a_larger_add_takes_back_what_is_not_whole(
    tmp_path: Path, delay: float
) -> None:
    files = {f"{number:03d}": os.urandom(2000) for number in range(50)} | {"big": bytes(6 * MEBIBYTE)}
    source = write_files(tmp_path / "in", files)
    case = tmp_path / "case"
    make_case(case)
    parent, child = os.pipe()

    def work() -> None:
        custody = Custody(case)
        os.write(child, b"x")
        add(custody, source)

    pid = os.fork()
    if not pid:
        os._exit(_status(work))
    os.read(parent, 1)
    time.sleep(delay)
    os.kill(pid, signal.SIGINT)
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    os.close(parent)
    os.close(child)
    assert status in (0, 130)
    assert not list((case / "evidence/tmp").iterdir())
    assert problems(case) == []
    assert len(received(add(Custody(case), source))) == len(files)
    if status == 130:
        assert names_logged(case) == Counter(f"in/{name}" for name in files)


def _status(work: Callable[[], None]) -> int:
    try:
        work()
    except KeyboardInterrupt:
        return 130
    return 0


def test_an_interruption_in_the_callers_own_work_takes_back_what_is_not_whole(tmp_path: Path) -> None:
    source = write_files(tmp_path / "in", {f"{number:03d}": b"%d" % number for number in range(60)})
    custody = make_case(tmp_path / "case")
    with pytest.raises(KeyboardInterrupt):
        for got in custody.take_in([source], actor=ACTOR, clock=still):
            if got.name == "in/010":
                raise KeyboardInterrupt
    assert not list((tmp_path / "case/evidence/tmp").iterdir())
    assert list(verify(tmp_path / "case")) == []
    assert len(received(add(custody, source))) == 60
    assert max(names_logged(tmp_path / "case").values()) == 1


def test_an_interrupted_add_goes_on_from_another_folder_the_user_stands_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write_files(tmp_path / "in", FILES)
    custody = make_case(tmp_path / "case")
    for _ in custody.take_in([source], actor=ACTOR, clock=still):
        break
    monkeypatch.chdir(tmp_path)
    outcomes = received(add(custody, "in"))
    assert not outcomes[0].logged and outcomes[-1].logged
    assert names_logged(tmp_path / "case") == Counter(f"in/{name}" for name in FILES)


def test_an_add_of_other_paths_does_not_go_on_but_begins(tmp_path: Path) -> None:
    source = write_files(tmp_path / "in", FILES)
    custody = make_case(tmp_path / "case")
    for _ in custody.take_in([source], actor=ACTOR, clock=still):
        break
    (got,) = received(add(custody, source / "a"))
    assert got.logged and got.known


def test_going_on_logs_what_was_handed_over_twice_twice(tmp_path: Path) -> None:
    source = write_files(tmp_path / "in", FILES)
    custody = make_case(tmp_path / "case")
    outcomes = custody.take_in([source, source], actor=ACTOR, clock=still)
    for _ in range(4):
        next(outcomes)
    outcomes.close()  # type: ignore[attr-defined]  # the iterator is a generator
    assert len(received(add(custody, source, source))) == 2 * len(FILES)
    assert set(names_logged(tmp_path / "case").values()) == {2}


def test_what_a_killed_add_left_in_the_temporary_folder_is_removed_by_the_next(tmp_path: Path) -> None:
    custody = make_case(tmp_path / "case")
    (tmp_path / "case/evidence/tmp/1-7").write_bytes(b"half")
    assert [found.severity for found in verify(tmp_path / "case")] == ["note"]
    add(custody, write_files(tmp_path / "in", FILES))
    assert list(verify(tmp_path / "case")) == []


def test_outcomes_come_in_the_order_of_the_log(tmp_path: Path) -> None:
    sizes = {f"{number:02d}": bytes(number % 7 * 300_000) + b"%d" % number for number in range(40)}
    outcomes = received(add(make_case(tmp_path / "case"), write_files(tmp_path / "in", sizes)))
    assert [got.seq for got in outcomes] == list(range(2, 42))
    assert all(isinstance(got, Received) for got in outcomes)
