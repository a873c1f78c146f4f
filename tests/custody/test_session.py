"""One writer at a time, and work that an interruption waits for."""

import os
import signal
import threading
import time
from pathlib import Path

import pytest
from custody_specimens import copy_case

from sijil.custody.layout import Layout
from sijil.custody.session import shielded, take_lock
from sijil.errors import CustodyError


def test_an_interruption_waits_until_the_work_is_done() -> None:
    done: list[str] = []

    def work() -> None:
        for _ in range(2):
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(0.05)
        done.append("all of it")

    with pytest.raises(KeyboardInterrupt):
        shielded(work)
    assert done == ["all of it"]


def test_an_interruption_goes_to_whoever_handles_it() -> None:
    told: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: told.append(number))
    try:
        assert shielded(lambda: (os.kill(os.getpid(), signal.SIGINT), len(told))[1]) == 0
    finally:
        signal.signal(signal.SIGINT, before)
    assert told == [signal.SIGINT]


def test_work_in_another_thread_is_done_as_it_is() -> None:
    done: list[int] = []
    thread = threading.Thread(target=lambda: done.append(shielded(lambda: 7)))
    thread.start()
    thread.join()
    assert done == [7]


def test_a_lock_is_held_until_it_is_closed(sound_case: Path, tmp_path: Path) -> None:
    layout = Layout(copy_case(sound_case, tmp_path / "case"))
    with take_lock(layout), pytest.raises(CustodyError, match="custody/lock: another sijil"):
        take_lock(layout)
    take_lock(layout).close()
