"""Which protections are really in force on this machine, found out by trying to break them."""

import sys
import tempfile
from typing import NamedTuple

from sijil.readers.fence import Fence
from sijil.readers.limits import in_words
from sijil.readers.start import bwrap_command


class Protection(NamedTuple):
    """One protection: whether it is in force, and how, or what its absence leaves."""

    in_force: bool
    how: str

    def __str__(self) -> str:
        return f"{'in force' if self.in_force else 'not in force'}: {self.how}"


def fence_report() -> dict[str, Protection]:
    """Start a worker, let a child try what is forbidden, and say what held.

    Keys: `network`, `network_guard`, `programs`, `writing`, `reading`, `memory`, `processor_time`,
    `wall_clock`, `dies_with_parent`, `bubblewrap`. Raises `ReadingError` when no worker starts.
    """
    with Fence() as fence, tempfile.TemporaryFile() as nothing:
        facts = fence.probe(nothing.fileno())
        isolation = fence.isolation()
    guards = {key: facts.get(key, "").startswith("stopped") for key in facts}
    return {
        "network": _said(
            guards["kernel_network"], str(isolation["network"] or "by the kernel"), "only the guard in Python"
        ),
        "network_guard": _said(
            guards["python_connect"] and guards["python_lookup"],
            "connecting and looking up raise an error",
            "none",
        ),
        "programs": _said(
            guards["python_program"] and guards["python_shell"] and guards["python_fork"],
            "starting programs raises an error",
            "a parser could start programs",
        ),
        "writing": _said(
            guards["kernel_write"], _landlock(isolation) or "a read-only view", "only the guard in Python"
        ),
        "reading": _said(
            guards["kernel_read"], _landlock(isolation) or "only a part of the disk", "all that you can read"
        ),
        "memory": _limit(facts["memory"], "bytes"),
        "processor_time": _limit(facts["cpu_seconds"], "seconds"),
        "wall_clock": _said(
            facts["own_group"] == "yes", "the parent ends the child's group", "the parent ends the child"
        ),
        "dies_with_parent": _said(
            facts["dies_with_parent"] == "yes", "by the kernel", f"not on {sys.platform}"
        ),
        "bubblewrap": _said(
            bool(bwrap_command()), "around the worker", "not installed, or it does not work here"
        ),
    }


def _said(in_force: bool, how: str, otherwise: str) -> Protection:
    return Protection(in_force, how if in_force else otherwise)


def _landlock(isolation: dict[str, object]) -> str:
    return f"Landlock version {isolation['landlock']}" if isolation["landlock"] else ""


def _limit(value: str, unit: str) -> Protection:
    words = in_words(int(value)) if unit == "bytes" and value.isdecimal() else f"{value} {unit}"
    return _said(value != "none", words, "no limit by the system")
