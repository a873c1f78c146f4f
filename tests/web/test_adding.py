"""Evidence handed over in the browser: taken in behind the pages, and gone on with after the server was killed."""

import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from sijil.store import incoming
from sijil.store.case import create_case, open_case
from sijil.store.database import disconnect
from sijil.store.models import Claim, Item

NOTE = "Gunmen killed {n} farmers in Marsa on 8 March 2025.\n"


@pytest.fixture
def case_copy(tmp_path: Path) -> Iterator[Path]:
    """An empty case."""
    create_case(tmp_path / "case", actor="u-test")
    yield tmp_path / "case"
    disconnect()


def at_rest(browser: Any, seconds: float = 120) -> str:
    """The part of the page on work, once all is done."""
    for _ in range(int(seconds * 5)):
        _, text, _ = browser.ask("/evidence/work")
        if 'data-at="rest"' in text:
            return str(text)
        time.sleep(0.2)
    raise AssertionError(f"still at work: {text}")


def test_several_files_become_items_with_claims_and_nothing_stays_behind(
    reviewer: Any, case_copy: Path
) -> None:
    for n in (2, 3):
        assert reviewer.hand_over(f"note {n}.txt", NOTE.format(n=n).encode()) == (201, "")
    at_rest(reviewer)
    assert sorted(Item.objects.values_list("name", "outcome")) == [
        ("note 2.txt", "read"),
        ("note 3.txt", "read"),
    ]
    assert Claim.objects.count() == 2
    assert [path.name for path in (case_copy / "incoming").iterdir()] == [".working"]
    assert "Claims awaiting review: 2" in reviewer.ask("/")[1]


def test_a_file_that_is_named_like_a_tag_is_shown_as_text(reviewer: Any) -> None:
    name = '<img src=x onerror="alert(1)">.txt'
    assert reviewer.hand_over(name, b"Words.")[0] == 201
    at_rest(reviewer)
    _, text, _ = reviewer.ask("/evidence")
    assert "&lt;img src=x onerror=" in text and "<img" not in text
    _, text, _ = reviewer.ask(f"/evidence/{Item.objects.get().sha256}")
    assert "&lt;img src=x onerror=" in text and "<img" not in text


def test_of_an_upload_cut_in_half_nothing_is_left(reviewer: Any, case_copy: Path) -> None:
    token = re.search(r'data-token="([^"]+)"', reviewer.ask("/evidence")[1])
    assert token
    cookies = "; ".join(f"{k}={v}" for k, v in reviewer.cookies.items())
    host, port = reviewer.host.split(":")
    with socket.create_connection((host, int(port))) as line:
        head = (
            f"POST /evidence/add HTTP/1.1\r\nHost: {reviewer.host}\r\nCookie: {cookies}\r\nX-CSRFToken: {token[1]}\r\n"
            "X-File-Name: half.bin\r\nContent-Type: application/octet-stream\r\nContent-Length: 5000000\r\n\r\n"
        )
        line.sendall(head.encode() + b"x" * 100_000)
        line.shutdown(socket.SHUT_WR)
        assert b" 400 " in line.recv(100)
    assert list((case_copy / "incoming").iterdir()) == [] and Item.objects.count() == 0


def test_names_that_are_none_and_forged_uploads_are_refused(reviewer: Any, case_copy: Path) -> None:
    assert reviewer.hand_over("x" * 10_000, b"Words.")[0] == 400
    assert reviewer.hand_over("../case.toml", b"Words.")[0] == 400
    assert reviewer.hand_over("a.txt", b"Words.", **{"X-CSRFToken": "a" * 64})[0] == 403
    assert incoming.waiting(open_case(case_copy)) == []


def test_a_large_file_is_not_held_in_memory(reviewer: Any, case_copy: Path) -> None:
    import resource

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with (case_copy.parent / "film.bin").open("w+b") as film:
        film.truncate(300 << 20)
        assert reviewer.hand_over("film.bin", film, **{"Content-Length": str(300 << 20)})[0] == 201
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 << 10
    at_rest(reviewer)
    assert Item.objects.get().size == 300 << 20


def test_what_cannot_be_taken_in_says_why_and_can_be_tried_again_or_dropped(
    reviewer: Any, case_copy: Path
) -> None:
    case = open_case(case_copy)
    key = incoming.receive(case, "a.txt", (case_copy / "case.toml").open("rb"), 10, actor="u-test")
    incoming.failed([key], "the disk was full")
    _, text, _ = reviewer.ask("/evidence")
    assert "the disk was full" in text
    form = reviewer.form("/evidence", f"/evidence/work/{key}")
    assert reviewer.ask(f"/evidence/work/{key}", form | {"answer": "again"})[0] == 302
    at_rest(reviewer)
    assert Item.objects.get().name == "a.txt"
    assert reviewer.ask(f"/evidence/work/{key}", form | {"answer": "drop"})[0] == 404


@contextmanager
def served(case: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server in a process of its own, and its one-time address."""
    command = [Path(sys.executable).with_name("sijil"), "serve", case]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        yield server, next(found[0] for line in server.stdout if (found := re.search(r"http://\S+", line)))
        server.send_signal(signal.SIGKILL)


def in_custody(case: Path) -> int:
    return (case / "custody" / "log.jsonl").read_text().count('"act":"received"')


@pytest.mark.parametrize("so_many", [0, 1, 6], ids=lambda n: f"with {n} in custody")
def test_work_goes_on_where_a_killed_server_left_it(
    case_copy: Path, at_address: Callable[[str], Any], so_many: int
) -> None:
    disconnect()
    with served(case_copy) as (_, address):
        browser = at_address(address)
        for n in range(2, 8):
            assert browser.hand_over(f"note {n}.txt", NOTE.format(n=n).encode())[0] == 201
        until = time.monotonic() + 60
        while in_custody(case_copy) < so_many and time.monotonic() < until:
            time.sleep(0.02)
    with served(case_copy) as (_, address):
        text = at_rest(at_address(address))
        assert "problem" not in text
    open_case(case_copy)
    assert Item.objects.filter(outcome="read").count() == 6 and Claim.objects.count() == 6
    assert in_custody(case_copy) == 6, "a file taken in before the kill is not taken in twice"
