"""Cells in a name column that name nobody ("unidentified child", مجهول الهوية)."""

import re

from sijil.names.exact import _fold, tables

_WORDS = re.compile(r"[^\W\d_]+")


def is_unnamed(name: str) -> bool:
    """Whether a name cell holds no name: empty, or only words for "unknown person"."""
    words = [_fold(word) for word in _WORDS.findall(name)]
    return all(word in tables()["unnamed"] for word in words)
