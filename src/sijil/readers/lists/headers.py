"""What a column's header says it holds, in English and Arabic (`tables/list_columns.csv`).

A label is compared folded: case, hamza forms, vowel signs, digits and punctuation do not count.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from sijil.readers.tables import rows_of
from sijil.text import norm

_NOT_WORDS = re.compile(r"[\W_]+")
_PIECES = re.compile(r"[/|\\\n()\[\]،,:–—]| - ")
_LONGEST = 60
_GENERAL = frozenset(("name", "date", "place"))


@dataclass(frozen=True, slots=True)
class Known:
    """A label of the table: its id, the field it stands for, and whether it also counts inside a longer one."""

    id: str
    field: str
    within: bool


@lru_cache(maxsize=4096)
def label_key(label: str) -> str:
    """The form in which labels are compared."""
    return " ".join(_NOT_WORDS.sub(" ", norm(label)).split()) or norm(label).strip()


@cache
def _labels() -> dict[str, Known]:
    return {
        label_key(row["label"]): Known(row["id"], row["field"], row["within"] == "yes")
        for row in rows_of("list_columns")
    }


@cache
def _phrases() -> tuple[tuple[str, Known], ...]:
    """Labels that also count inside a longer label, in the order they are tried.

    The particular before the general (`father` before `name`), then the longest first
    (`تاريخ الوفاة` before `تاريخ`).
    """
    usable = ((key, known) for key, known in _labels().items() if known.within)
    return tuple(sorted(usable, key=lambda pair: (pair[1].field in _GENERAL, -len(pair[0]), pair[0])))


@lru_cache(maxsize=4096)
def known_label(label: str) -> Known | None:
    """What is known of a header: as a whole, by one of its pieces (`Name / الاسم`), by a phrase in it."""
    if not label.strip() or len(label) > _LONGEST:
        return None
    whole = _labels().get(label_key(label))
    if whole:
        return whole
    for piece in _PIECES.split(label):
        found = _labels().get(label_key(piece)) if piece.strip() else None
        if found:
            return found
    padded = f" {label_key(label)} "
    return next((known for key, known in _phrases() if f" {key} " in padded), None)


def is_header_word(label: str) -> bool:
    """Whether a label is that of a known column, as a whole or by one of its pieces."""
    known = known_label(label)
    return known is not None and len(label_key(label).split()) <= 6
