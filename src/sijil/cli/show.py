"""How results look on a terminal: plain lines, short tables, a progress line that goes away."""

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sijil.steps.progress import Progress

_BETWEEN = 0.1


def line(text: str = "") -> None:
    """One line on standard output."""
    print(text, flush=True)


def problem(text: str) -> None:
    """One line on standard error."""
    print(f"sijil: {' '.join(text.split())}", file=sys.stderr, flush=True)


def table(headings: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> None:
    """A short table; columns in `right` are flush right."""
    if not rows:
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table

    drawn = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for index, heading in enumerate(headings):
        drawn.add_column(heading, justify="right" if index in right else "left", overflow="fold")
    for row in rows:
        drawn.add_row(*[_plain(cell) for cell in row])
    console = Console(
        soft_wrap=not sys.stdout.isatty(), width=None if sys.stdout.isatty() else 160, markup=False
    )
    console.print(drawn, highlight=False)


def size(number: int) -> str:
    """Bytes as people say them."""
    amount = float(number)
    for unit in ("bytes", "KiB", "MiB", "GiB"):
        if amount < 1024 or unit == "GiB":
            return f"{amount:.0f} {unit}" if unit == "bytes" else f"{amount:.1f} {unit}"
        amount /= 1024
    raise AssertionError(number)


def many(number: int, one: str, several: str = "") -> str:
    """`1 file`, `2 files`."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"


@contextmanager
def progress(what: str) -> Iterator[Progress]:
    """A line with done, rate and time left, on a terminal only; gone when the work is done."""
    if not sys.stderr.isatty():
        yield lambda done, total, label: None
        return
    started = last = time.monotonic()

    def show(done: int, total: int, label: str) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last < _BETWEEN and done != total:
            return
        last = now
        rate = done / max(now - started, 0.001)
        left = f", {(total - done) / rate:.0f} s left" if done and total else ""
        text = f"{what}: {done:,} of {total:,} ({rate:.0f}/s{left}) {_plain(label)[:40]}"
        print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)

    try:
        yield show
    finally:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _plain(text: str) -> str:
    """A name from evidence, without control characters that could play tricks with a terminal."""
    return "".join(c if c.isprintable() else "�" for c in text)
