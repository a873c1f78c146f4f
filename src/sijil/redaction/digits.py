"""Telephone numbers and times of day, however they are written."""

import re
from collections import defaultdict
from collections.abc import Iterator

from sijil.errors import RedactionError
from sijil.redaction.protected import Hit, Protected
from sijil.redaction.skeleton import Skeleton, bare, tables

TELLING = 8
"""The last digits of a number tell it, whatever country code or zero stands in front."""
FEWEST = 5
_RUN = re.compile(r"\d(?:[^\w\n]{0,3}\d){4,24}|\d(?:[^\w]{0,2}\d){4,24}")
_CLOCK = re.compile(
    r"(?<![\d.,:])(\d{1,2})\s*(?:[:٫.h]|\s+و\s*|hrs?\s+)\s*(\d{2})(?!\d)"
    r"(?:[:.]\d{2}(?:\.\d+)?)?(?:\s*(a\.?\s?m\b|p\.?\s?m\b|صباحا|مساء?|فجرا|ظهرا|ليلا|ص\b|م\b))?"
)
_MILITARY = re.compile(r"(?<![\d.,:])([01]\d|2[0-3])([0-5]\d)\s*(?:h|hrs?|hours|z|utc)\b")
_IN_NAMES = re.compile(r"(?<=\d{8})[t_\-\s]?([01]\d|2[0-3])[-_.]?([0-5]\d)(?:[-_.]?[0-5]\d)?(?!\d)")


class Phones:
    """Numbers found by their last digits, with any signs between them."""

    def __init__(self, protected: list[Protected]) -> None:
        self._telling: dict[str, set[str]] = defaultdict(set)
        for one in protected:
            digits = "".join(char for char in Skeleton(one.written).text if char.isdigit())
            if len(digits) < FEWEST:
                raise RedactionError(
                    "a number of fewer than five digits", where=one.key, remedy="protect it as a phrase"
                )
            self._telling[digits[-TELLING:]].add(one.key)
        self._sizes = sorted({len(digits) for digits in self._telling})

    def find(self, skeleton: Skeleton) -> Iterator[Hit]:
        """Hits with spans of the skeleton."""
        if not self._telling:
            return
        for match in _RUN.finditer(skeleton.text):
            places = [at for at in range(match.start(), match.end()) if skeleton.text[at].isdigit()]
            digits = "".join(skeleton.text[at] for at in places)
            for size in self._sizes:
                for at in range(len(digits) - size + 1):
                    for key in sorted(self._telling.get(digits[at : at + size], ())):
                        yield Hit(places[max(0, at - 5)], places[at + size - 1] + 1, key, "phone")


class Minutes:
    """Times of day to the minute: 03:47, 3.47 pm, 0347 hrs, ٣:٤٧, a quarter past three, الثالثة والربع."""

    def __init__(self, protected: list[Protected]) -> None:
        self._keys: dict[tuple[int, int], set[str]] = defaultdict(set)
        for one in protected:
            text = Skeleton(one.written).text
            times = [time for _, _, some in [*_clocks(text), *_said(text)] for time in some]
            if not times:
                raise RedactionError("no time of day is in it", where=one.key, remedy="write it as 03:47")
            self._keys[times[0]].add(one.key)

    def find(self, skeleton: Skeleton) -> Iterator[Hit]:
        """Hits with spans of the skeleton."""
        if not self._keys:
            return
        for start, end, times in [*_clocks(skeleton.text), *_said(skeleton.text)]:
            for time in times:
                for key in sorted(self._keys.get(time, ())):
                    yield Hit(start, end, key, "minute")


def _clocks(text: str) -> Iterator[tuple[int, int, list[tuple[int, int]]]]:
    for match in _CLOCK.finditer(text):
        hour, minute, half = int(match[1]), int(match[2]), match[3] or ""
        if hour < 24 and minute < 60:
            yield match.start(), match.end(), _hours(hour, minute, half)
    for pattern in (_MILITARY, _IN_NAMES):
        for match in pattern.finditer(text):
            yield match.start(1), match.end(), [(int(match[1]), int(match[2]))]


def _hours(hour: int, minute: int, half: str) -> list[tuple[int, int]]:
    """The times meant: with am or pm one, without it as written first, and then the other half of the day."""
    if not half:
        return [(hour, minute), ((hour + 12) % 24, minute)]
    later = half.startswith(("p", "مساء", "م", "ظهرا"))
    times = [(hour % 12 + (12 if later else 0), minute)]
    return [*times, (hour % 12, minute)] if half.startswith(("ليلا", "ظهرا")) else times


def _said(text: str) -> Iterator[tuple[int, int, list[tuple[int, int]]]]:
    for match in _spoken().finditer(text):
        hour = _HOURS[bare(match["hour"] or match["hour2"])]
        minute = _MINUTES[bare(match["past"] or match["past2"])]
        before = (match["way"] or "") in ("to", "before") or "الا" in (match["way2"] or "")
        if before:
            hour, minute = (hour - 1) % 12, 60 - minute
        yield match.start(), match.end(), [(hour % 12, minute), (hour % 12 + 12, minute)]


def _spoken() -> re.Pattern[str]:
    if not _PATTERN:
        for name, into in (("hours", _HOURS), ("minutes", _MINUTES)):
            for number, words in tables()[name].items():
                into.update({bare(word): int(number) for word in words})
        hours, minutes = _any(tables()["hours"]), _any(tables()["minutes"])
        english = (
            rf"\b(?P<past>{minutes})\s+(?:minutes?\s+)?(?P<way>past|after|to|before)\s+(?P<hour>{hours})\b"
        )
        arabic = rf"(?P<hour2>{hours})\s*(?P<way2>و\s*|الا\s+)(?P<past2>{minutes})(?:\s+دقيقه|\s+دقايق)?\b"
        _PATTERN.append(re.compile(f"{english}|{arabic}"))
    return _PATTERN[0]


def _any(words: dict[str, list[str]]) -> str:
    folded = {Skeleton(word).text for some in words.values() for word in some}
    return "|".join(
        re.escape(word).replace(r"\ ", r"[\s-]+") for word in sorted(folded, key=lambda w: (-len(w), w))
    )


_HOURS: dict[str, int] = {}
_MINUTES: dict[str, int] = {}
_PATTERN: list[re.Pattern[str]] = []
