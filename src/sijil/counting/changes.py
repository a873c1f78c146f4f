"""What changed between two reports: each figure that is new, gone or different, and why as far as its inputs say.

In: the figures of the last report and of this one, as plain data. Out: the changes, in the order of the figures.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

REASONS = ("rules", "inputs_added", "inputs_gone", "inputs_both", "judged", "scope")
"""New rules; new inputs; inputs that are gone; both; the same inputs put together otherwise; another mandate."""


@dataclass(frozen=True, slots=True)
class Change:
    """One figure: its bounds before and now (None where it was not there), and the reason."""

    figure: str
    before: tuple[int, int, int | None] | None
    now: tuple[int, int, int | None] | None
    reason: str


def changes(before: Sequence[Mapping[str, Any]], now: Sequence[Mapping[str, Any]]) -> list[Change]:
    """Every figure whose bounds differ."""
    old = {figure["id"]: figure for figure in before}
    new = {figure["id"]: figure for figure in now}
    found = []
    for key in [*new, *(key for key in old if key not in new)]:
        was, is_now = _bounds(old.get(key)), _bounds(new.get(key))
        if was != is_now:
            found.append(Change(key, was, is_now, _reason(old.get(key), new.get(key))))
    return found


def _bounds(figure: Mapping[str, Any] | None) -> tuple[int, int, int | None] | None:
    return None if figure is None else (figure["low"], figure["best"], figure["high"])


def _reason(was: Mapping[str, Any] | None, now: Mapping[str, Any] | None) -> str:
    old, new = _inputs(was), _inputs(now)
    if was and now and was["rule_version"] != now["rule_version"]:
        return "rules"
    if was and now and was.get("query") != now.get("query"):
        return "scope"
    if old != new:
        return "inputs_both" if old - new and new - old else "inputs_added" if new - old else "inputs_gone"
    return "judged"


def _inputs(figure: Mapping[str, Any] | None) -> frozenset[str]:
    return frozenset(key for subject in figure["inputs"] for key in subject) if figure else frozenset()
