"""The lines of a WhatsApp export that may begin a message: where they end, their date in figures, their time.

Matched in a copy of the line without direction marks and with Western digits; the text itself is never
changed. Source of the forms: reference on custody and reading, 5.3.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from sijil.readers.tables import table_of

MARKS = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
_BLANKS = "\u202f\u00a0\u2009"
_DIGITS = {
    ord(c): str(n)
    for zero in ("\u0660", "\u06f0")
    for n, c in enumerate(chr(ord(zero) + i) for i in range(10))
}
_PLAIN = {**_DIGITS, **{ord(c): " " for c in _BLANKS}, ord("\u060c"): ","}
_MAY_BEGIN = re.compile(rf"[{MARKS}\s]*\[?[{MARKS}]*[0-9\u0660-\u0669\u06f0-\u06f9]")
_LONGEST_HEAD = 120


@dataclass(frozen=True, slots=True)
class Head:
    """A line that has the shape of a message's first: offsets in the text, figures as written, `seconds` of the day."""

    start: int
    body: int
    end: int
    figures: tuple[int, int, int]
    seconds: int
    precise: bool
    sender: str
    sender_start: int


@cache
def _head() -> re.Pattern[str]:
    noon = "|".join(sorted((re.escape(word) for word in _noon()), key=len, reverse=True))
    date = r"(?P<a>\d{1,4})[./\-] ?(?P<b>\d{1,2})[./\-] ?(?P<c>\d{1,4})\.?"
    time = (
        rf"(?:klo )?(?P<h>\d{{1,2}})[:.](?P<m>\d{{2}})(?:[:.](?P<s>\d{{2}}))?(?: ?(?P<noon>{noon})(?![\w]))?"
    )
    before = rf"(?:(?P<early>{noon}) ?)?"
    return re.compile(
        rf"(?:\[{date},? {before}{time}\] ?|{date.replace('?P<', '?P<x')},? {before.replace('?P<', '?P<x')}"
        rf"{time.replace('?P<', '?P<x')} ?[-–] )",
        re.IGNORECASE,
    )


@cache
def _noon() -> dict[str, int]:
    table = table_of("whatsapp")
    return {
        word: hours for name, hours in (("forenoon", 0), ("afternoon", 12)) for word in table[name]["words"]
    }


def plain(line: str) -> tuple[str, list[int]]:
    """A line as it is matched, and for each of its characters where that stands in the line."""
    kept = [(at, char) for at, char in enumerate(line) if char not in MARKS]
    return "".join(char for _, char in kept).translate(_PLAIN), [at for at, _ in kept]


def heads(text: str) -> Iterator[Head]:
    """Every line that could begin a message."""
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if _MAY_BEGIN.match(text, start, min(end, start + 12)):
            found = _read(text, start, end)
            if found is not None:
                yield found
        start = end + 1


def _read(text: str, start: int, end: int) -> Head | None:
    line, places = plain(text[start : min(end, start + _LONGEST_HEAD + 200)])
    match = _head().match(line)
    if match is None:
        return None
    groups = {key.removeprefix("x"): value for key, value in match.groupdict().items() if value is not None}
    seconds = _seconds(groups)
    if seconds is None:
        return None
    rest = match.end()
    body_at = start + places[rest] if rest < len(places) else end
    colon = line.find(":", rest, rest + _LONGEST_HEAD)
    sender = line[rest:colon] if colon > 0 and line[colon + 1 : colon + 2] in (" ", "") else ""
    sender_start = body_at if sender else -1
    figures = (int(groups["a"]), int(groups["b"]), int(groups["c"]))
    if sender:
        body_at = _after_colon(text, start + places[colon], end)
    return Head(start, body_at, end, figures, seconds, "s" in groups, sender.strip(), sender_start)


def _after_colon(text: str, colon: int, end: int) -> int:
    at = colon + 1
    while at < end and text[at] == " ":
        at += 1
    return at


def _seconds(groups: dict[str, str]) -> int | None:
    hour, minute, second = int(groups["h"]), int(groups["m"]), int(groups.get("s", "0"))
    noon = (groups.get("noon") or groups.get("early") or "").lower()
    if noon:
        shift = _noon().get(noon)
        if shift is None or not 0 <= hour <= 12:
            return None if shift is None else hour * 3600 + minute * 60 + second if hour < 24 else None
        hour = hour % 12 + shift
    if hour > 23 or minute > 59 or second > 59:
        return None
    return hour * 3600 + minute * 60 + second
