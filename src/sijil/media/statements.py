"""What a photo or film says of itself, what each such statement can and cannot show, and where statements conflict.

Anybody can write these data, and messengers take them away: none is proof, and their absence says nothing (reference on
media, 5.1). The one time that stands without the file is when somebody first posted it: it was made no later.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

NEAR: Final = 1
"""Days by which two clocks may differ without a conflict: zones, and the hours round midnight."""
OLD: Final = 30
"""Days between the stated time and the first post from which on the film is said to be older than its post."""
ZERO: Final = (date(1904, 1, 1), date(1970, 1, 1), date(1980, 1, 1), date(2000, 1, 1))
"""Days that clocks which were never set begin with: QuickTime's, Unix's, DOS's, and those of many cameras."""
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_CONVERTER = re.compile(
    r"lav[fc]\d|ffmpeg|handbrake|x26[45]|avidemux|capcut|inshot|kinemaster|premiere|vegas", re.I
)
_SIDECARS = ("proofmode", "stated_digests", "bag")


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement: its kind, for which words say what it can and cannot show, and what is said."""

    kind: str
    said: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two statements that do not go together: the kind, and both as they are said."""

    kind: str
    one: str
    other: str


def statements(facts: Mapping[str, str], posted: str = "") -> list[Statement]:
    """What the facts of one file state, in a fixed order; `posted`: when a message first carried it, ISO 8601.

    A file that states neither time, place, device nor software says so: `nothing`.
    """
    found = [Statement(kind, facts[kind]) for kind in ("place_in_file", "device") if facts.get(kind)]
    if taken := facts.get("taken"):
        found.insert(0, Statement("clock_unset" if _day(taken) in ZERO else "taken", taken))
    if software := facts.get("software"):
        found.append(Statement("converter" if _CONVERTER.search(software) else "software", software))
    if not found:
        found.append(Statement("nothing", ""))
    found += (
        [Statement("credentials", facts["content_credentials"])] if facts.get("content_credentials") else []
    )
    found += [Statement("sidecar", facts[kind]) for kind in _SIDECARS if facts.get(kind)]
    return [*found, Statement("posted", posted)] if posted else found


def conflicts(facts: Mapping[str, str], posted: str = "", copies: Iterable[str] = ()) -> list[Conflict]:
    """What does not go together; `copies`: the times that other copies of the same footage state of themselves."""
    taken = facts.get("taken", "")
    day, first = _day(taken), _day(posted)
    found = []
    if day and day not in ZERO:
        if first and (day - first).days > NEAR:
            found.append(Conflict("after_post", taken, posted))
        if first and (first - day).days > OLD:
            found.append(Conflict("long_before_post", taken, posted))
        if (placed := _day(facts.get("gps_date", ""))) and abs((placed - day).days) > NEAR:
            found.append(Conflict("satellite_day", taken, facts["gps_date"]))
        found += [
            Conflict("copies_differ", taken, other)
            for other in sorted(set(copies))
            if (theirs := _day(other)) and theirs not in ZERO and abs((theirs - day).days) > NEAR
        ]
    if facts.get("device") and _CONVERTER.search(facts.get("software", "")):
        found.append(Conflict("device_and_converter", facts["device"], facts["software"]))
    return found


def _day(said: str) -> date | None:
    """The day of a time as files and messages state it; nothing where that is none."""
    match = _DAY.match(said.strip())
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
