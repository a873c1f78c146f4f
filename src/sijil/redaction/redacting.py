"""A text with every protected string in it replaced, and looked through again until nothing is found."""

from dataclasses import dataclass

from sijil.errors import RedactionError
from sijil.redaction.matcher import Matcher
from sijil.redaction.protected import KINDS, Hit

MARKS = {
    "en": {
        "name": "[name]",
        "place": "[place]",
        "origin": "[place]",
        "kinship": "[relative]",
        "phone": "[number]",
        "email": "[address]",
        "handle": "[account]",
        "minute": "[time]",
        "phrase": "[words]",
    },
    "ar": {
        "name": "[اسم]",
        "place": "[مكان]",
        "origin": "[مكان]",
        "kinship": "[قريب]",
        "phone": "[رقم]",
        "email": "[عنوان]",
        "handle": "[حساب]",
        "minute": "[وقت]",
        "phrase": "[كلمات]",
    },
}
"""What stands in the place of a protected string, by language and kind."""
_ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Redacted:
    """The text that may leave, and how many stretches of it were replaced, by kind."""

    text: str
    replaced: tuple[tuple[str, int], ...]


def redact(text: str, matcher: Matcher, language: str = "en") -> Redacted:
    """Replace what is protected. What is left is searched again, since two halves may meet into a third.

    Raises `RedactionError` when something is still found after five rounds: then nothing may leave.
    """
    counted: dict[str, int] = {}
    for _ in range(_ROUNDS):
        stretches = merged(matcher.find(text))
        if not stretches:
            return Redacted(text, tuple(sorted(counted.items())))
        for start, end, kind in reversed(stretches):
            text = text[:start] + MARKS[language][kind] + text[end:]
            counted[kind] = counted.get(kind, 0) + 1
    raise RedactionError(
        "a protected string is found again after it was replaced", remedy="leave the text out"
    )


def merged(hits: list[Hit]) -> list[tuple[int, int, str]]:
    """Stretches that do not overlap, in order, each with the first of `KINDS` that was found in it."""
    found: list[tuple[int, int, str]] = []
    for hit in hits:
        if found and hit.start < found[-1][1]:
            start, end, kind = found[-1]
            found[-1] = (start, max(end, hit.end), min(kind, hit.kind, key=KINDS.index))
        else:
            found.append((hit.start, hit.end, hit.kind))
    return found
