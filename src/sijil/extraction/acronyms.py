"""Short names that a document introduces in brackets: "the Displacement Watch network (DWN)"."""

import re
from dataclasses import dataclass

from sijil.extraction.sources import Named

_IN_BRACKETS = re.compile(r"(?<=\s)\((?P<short>[A-Z][A-Za-z&-]{1,9})\)")
_NAME_BEFORE = re.compile(r"[^()\n]{3,120}\Z")
_REACH = 121
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_SMALL = frozenset(
    ["for", "of", "the", "on", "and", "to", "in", "against", "de", "la", "des", "du", "el", "para", "por"]
)
_ARTICLE = re.compile(r"^(?:al|el|as|ash|at|an|ar|ad)-", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ShortName:
    """A short name and the full one beside it; `quote` is the words that say they are one."""

    short: Named
    full: Named
    quote: Named


def short_names(text: str) -> dict[str, ShortName]:
    """The short names of a text, by the short name; the first place that introduces it counts."""
    found: dict[str, ShortName] = {}
    for match in _IN_BRACKETS.finditer(text):
        short, end = match["short"], match.start() - 1
        before = _NAME_BEFORE.search(text[max(0, end - _REACH) : end])
        if before is None or sum(char.isupper() for char in short) < 2:
            continue
        start = _full_start(before.group(), short)
        if start is None:
            continue
        begin = end - len(before.group()) + start
        found.setdefault(
            short,
            ShortName(
                Named(short, *match.span("short")),
                Named(text[begin:end], begin, end),
                Named(text[begin : match.end()], begin, match.end()),
            ),
        )
    return found


def _full_start(before: str, short: str) -> int | None:
    """Where in the words before the bracket the name begins has these initials, or where its capitals begin."""
    words = [(word.start(), word.group()) for word in _WORD.finditer(before)]
    letters = [char.casefold() for char in short if char.isupper()]
    initials = [
        (start, _initial(word)) for start, word in words if word.casefold() not in _SMALL or word[0].isupper()
    ]
    tail = initials[-len(letters) :]
    if [letter for _, letter in tail] == letters:
        return tail[0][0]
    return _capital_run(words, letters[0])


def _initial(word: str) -> str:
    return _ARTICLE.sub("", word)[:1].casefold()


def _capital_run(words: list[tuple[int, str]], first: str) -> int | None:
    """The leftmost capital of the last run of capitals and small joining words, if it has the same initial."""
    start = None
    for at, word in reversed(words):
        if word.casefold() in _SMALL:
            continue
        if not word[0].isupper():
            break
        start = (at, word)
    return start[0] if start is not None and _initial(start[1]) == first else None
