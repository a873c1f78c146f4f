"""The full answer keys of MUC-4 (1992): templates with their date, place, and who was hit, how many and how."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

_SLOT = re.compile(r"^(\d{1,2})\.\s+[A-Z :]+?\s{2,}(.*)$")
_STRING = re.compile(r'"((?:\\"|[^"])*)"')
_EMPTY = frozenset({"", "-", "*"})
_TARGETS = (9, 10, 12, 18, 19)
"""Slots whose strings say which incident a template is about: perpetrators, things and people hit."""


@dataclass(frozen=True, slots=True)
class Fill:
    """A fill: any of `values` is right; `about` are the strings of the entity it belongs to."""

    values: tuple[str, ...]
    about: tuple[str, ...] = ()
    optional: bool = False


@dataclass(slots=True)
class Key:
    """One template of a key."""

    name: str
    optional: bool
    kinds: tuple[str, ...] = ()
    date: Fill | None = None
    place: Fill | None = None
    numbers: list[Fill] = field(default_factory=list)
    effects: list[Fill] = field(default_factory=list)
    strings: set[str] = field(default_factory=set)


def read_keys(paths: list[Path]) -> dict[str, list[Key]]:
    """The templates of each text that has any, in the order of the files."""
    found: dict[str, list[Key]] = {}
    for path in paths:
        for block in re.split(r"\n(?=\s*0\.\s+MESSAGE: ID)", path.read_text("latin-1")):
            slots = _slots(block)
            key = _key(slots) if slots.get(1, ["*"])[0].strip() not in _EMPTY else None
            if key is not None:
                found.setdefault(key.name, []).append(key)
    return found


def _slots(block: str) -> dict[int, list[str]]:
    """The lines of each slot, those that go on under it included; comments are left out."""
    slots: dict[int, list[str]] = {}
    at = -1
    for line in block.splitlines():
        if line.lstrip().startswith(";"):
            continue
        match = _SLOT.match(line.strip() if re.match(r"\s*\d+\.", line) else line)
        if match:
            at = int(match[1])
            slots[at] = [match[2].strip()]
        elif at >= 0 and line.strip():
            slots[at].append(line.strip())
    return slots


def _key(slots: dict[int, list[str]]) -> Key:
    name = slots[0][0].split()[0]
    key = Key(name, "OPTIONAL" in slots[1][0], tuple(one.strip().lower() for one in slots[4][0].split("/")))
    key.date, key.place = _plain(slots.get(2)), _plain(slots.get(3))
    key.numbers, key.effects = list(_about(slots.get(21))), list(_about(slots.get(23)))
    for slot in _TARGETS:
        key.strings |= {one.lower() for line in slots.get(slot, ()) for one in _STRING.findall(line)}
    return key


def _plain(lines: list[str] | None) -> Fill | None:
    text = " ".join(lines or ())
    values = tuple(one.strip(" ()?") if "(-" in one else one.strip(" ?") for one in text.split("/"))
    values = tuple(one for one in values if one not in _EMPTY)
    return Fill(values, optional=text.startswith("?")) if values else None


def _about(lines: list[str] | None) -> Iterator[Fill]:
    """Fills with the entity they are about: `1: "JUDGE" / "MAN"`; one a line, or joined by " / " on the next."""
    for line in lines or ():
        value, _, rest = line.partition(":")
        values = tuple(one.strip(" ?") for one in value.split("/") if one.strip(" ?") not in _EMPTY)
        about = tuple(one.lower() for one in _STRING.findall(rest))
        if values and about:
            yield Fill(values, about, line.startswith("?"))
