"""Spans: back from folded text to the original, chosen so that they do not overlap, and what they cover."""

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable
from typing import TypeVar

Item = TypeVar("Item")


class Covered:
    """A set of spans that do not overlap, kept in order."""

    def __init__(self, spans: Iterable[tuple[int, int]] = ()) -> None:
        self._spans: list[tuple[int, int]] = []
        for start, end in sorted(spans):
            if not self.touches(start, end):
                self.add(start, end)

    def add(self, start: int, end: int) -> None:
        """Take in a span that touches none of the others."""
        insort(self._spans, (start, end))

    def touches(self, start: int, end: int) -> bool:
        """Whether a span shares a character with one of the set."""
        position = bisect_left(self._spans, (end,))
        return position > 0 and self._spans[position - 1][1] > start


def longest(items: Iterable[Item], span: Callable[[Item], tuple[int, int]]) -> list[Item]:
    """Drop what overlaps something longer; of equals the one that stands or came first stays. In order."""
    covered = Covered()
    kept: list[Item] = []
    for item in sorted(items, key=lambda item: (span(item)[0] - span(item)[1], span(item)[0])):
        start, end = span(item)
        if not covered.touches(start, end):
            covered.add(start, end)
            kept.append(item)
    return sorted(kept, key=span)


def around(spans: list[tuple[int, int]], index: int, reach: int) -> list[int]:
    """The indexes of the other spans that lie within `reach` characters of one of them; spans in order."""
    start, end = spans[index]
    first = last = index
    while first > 0 and spans[first - 1][1] > start - reach:
        first -= 1
    while last + 1 < len(spans) and spans[last + 1][0] < end + reach:
        last += 1
    return [other for other in range(first, last + 1) if other != index]
