"""Paragraphs, sentences and quotations of a text, with exact offsets.

A blank line ends a paragraph; a single line break does when the line before it is finished or is a
heading, and otherwise is a wrapped line. Quotations may hold several sentences, and go on into the
next paragraph when that begins with a quotation mark and the one before was not closed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`text[start:end]` without surrounding white space. A heading tells of nothing by itself."""

    start: int
    end: int
    heading: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the paragraph numbered `paragraph`."""

    start: int
    end: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Quotation:
    """What stands between quotation marks; `outer` is not inside another quotation."""

    start: int
    end: int
    paragraph: int
    outer: bool
    continued: bool


@dataclass(frozen=True)
class Document:
    """A text cut into its parts."""

    text: str
    paragraphs: list[Paragraph]
    sentences: list[Sentence]
    quotations: list[Quotation]

    @cached_property
    def outer_quotations(self) -> list[Quotation]:
        """Quotations that are not inside another one."""
        return [quotation for quotation in self.quotations if quotation.outer]


def document(text: str, abbreviations: frozenset[str] = frozenset()) -> Document:
    """Cut `text` into paragraphs, sentences and quotations."""
    paragraphs = list(_paragraphs(text))
    quotations = list(_quotations(text, paragraphs))
    sentences = [
        Sentence(start, end, number)
        for number, paragraph in enumerate(paragraphs)
        for start, end in _sentences(text, paragraph, abbreviations)
    ]
    return Document(text, paragraphs, sentences, quotations)


_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_FINISHED = re.compile(r"[.!?…؟:;۔][\"'”’»)\]]*$")
_BLANK = re.compile(r"(?:\r\n|[\r\n\u2028\u2029])[ \t\u00a0]*(?:\r\n|[\r\n\u2028\u2029])")


_LONGEST_PARAGRAPH = 20_000
"""Characters; a page without a line's end is cut, between sentences if it can be: no more is held at a time."""


def _paragraphs(text: str) -> Iterator[Paragraph]:
    for one in _whole_paragraphs(text):
        for start, end in _not_too_long(text, one.start, one.end, _LONGEST_PARAGRAPH):
            yield Paragraph(start, end, one.heading)


def _whole_paragraphs(text: str) -> Iterator[Paragraph]:
    start = end = -1
    for match in _LINE.finditer(text):
        line_start, line_end = _trim(text, *match.span())
        if line_start == line_end:
            continue
        if start >= 0 and not _wrapped(text, start, end, line_start):
            yield Paragraph(start, end, _is_heading(text[start:end]))
            start = -1
        start = line_start if start < 0 else start
        end = line_end
    if start >= 0:
        yield Paragraph(start, end, _is_heading(text[start:end]))


def _wrapped(text: str, start: int, end: int, next_start: int) -> bool:
    """Does the paragraph so far, `[start:end]`, go on in the line that begins at `next_start`?"""
    if _BLANK.search(text, end, next_start) or _FINISHED.search(text, max(start, end - 4), end):
        return False
    line_start = max(text.rfind("\n", start, end) + 1, start)
    # A line much shorter than a page's width was ended on purpose.
    return end - line_start >= 50 and not _is_heading(text[line_start:end])


def _is_heading(line: str) -> bool:
    """A short line without a full stop, its longer words in capitals."""
    words = re.findall(r"[^\W\d_]+", line) if len(line) < 150 else []
    if not words or len(words) > 14 or _FINISHED.search(line) or not any(map(str.islower, "".join(words))):
        return False
    long_words = [word for word in words if len(word) > 3] or words
    capitals = sum(word[0].isupper() for word in long_words)
    return capitals >= 0.75 * len(long_words) and line.strip()[-1:] not in ",-–—"


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


_STOP = re.compile(r"[.!?…؟۔]+[\"'”’»)\]]*(?=\s|$)")
_WORD_BEFORE = re.compile(r"([^\W\d_][\w.]*)\.$")
_STARTS_LOW = re.compile(r"\s*[\"'“‘«(\[]*([^\W\d_])")


def _sentences(text: str, paragraph: Paragraph, abbreviations: frozenset[str]) -> Iterator[tuple[int, int]]:
    start = paragraph.start
    for stop in _STOP.finditer(text, paragraph.start, paragraph.end):
        if stop.end() < paragraph.end and _goes_on(text, start, stop, paragraph.end, abbreviations):
            continue
        yield from _not_too_long(text, *_trim(text, start, stop.end()))
        start = stop.end()
    yield from _not_too_long(text, *_trim(text, start, paragraph.end))


_LONGEST = 1200
"""Characters; what goes on longer without a full stop is a list or noise, and is cut between words."""


def _not_too_long(text: str, start: int, end: int, longest: int = _LONGEST) -> Iterator[tuple[int, int]]:
    while end - start > longest:
        stops = (text.rfind(mark, start + longest // 2, start + longest) + 1 for mark in (". ", " "))
        cut = next((at for at in stops if at), start + longest)
        yield _trim(text, start, cut)
        start, end = _trim(text, cut, end)
    if start < end:
        yield start, end


def _goes_on(text: str, start: int, stop: re.Match[str], limit: int, abbreviations: frozenset[str]) -> bool:
    """Is the mark at `stop` inside a sentence: after an abbreviation, or before a small letter?"""
    following = _STARTS_LOW.match(text, stop.end(), limit)
    if following and following.group(1).islower():
        return True
    if not stop.group().startswith(".") or len(stop.group()) > 1:
        return False
    before = _WORD_BEFORE.search(text, max(start, stop.start() - 20), stop.start() + 1)
    if before is None:
        return False
    word = before.group(1)
    return word.casefold() in abbreviations or (len(word) == 1 and word.isupper() and word != "I")


_CLOSERS = {"“": "”", "„": "”", "«": "»", "‘": "’", '"': '"', "'": "'"}
_MARK = re.compile("[\"'“”„«»‘’]")


def _quotations(text: str, paragraphs: list[Paragraph]) -> Iterator[Quotation]:
    still_open = ""
    for number, paragraph in enumerate(paragraphs):
        found, unclosed = _pairs(text, paragraph)
        mark = text[unclosed - 1] if unclosed >= 0 else ""
        if mark and number + 1 < len(paragraphs) and text[paragraphs[number + 1].start] == mark:
            found.append((unclosed, paragraph.end, True))
        else:
            found, mark = _without_strays(text, paragraph, found, unclosed), ""
        for start, end, outer in sorted(found):
            if end > start:
                continued = bool(still_open) and start == paragraph.start + 1
                yield Quotation(start, end, number, outer, continued)
        still_open = mark


def _without_strays(
    text: str, paragraph: Paragraph, found: list[tuple[int, int, bool]], unclosed: int
) -> list[tuple[int, int, bool]]:
    """The pairs once a mark that opens but never closes is taken for an apostrophe."""
    strays: set[int] = set()
    while unclosed >= 0 and len(strays) < _MOST_STRAYS:
        strays.add(unclosed)
        found, unclosed = _pairs(text, paragraph, frozenset(strays))
    return found


_MOST_STRAYS = 4


def _pairs(
    text: str, paragraph: Paragraph, strays: frozenset[int] = frozenset()
) -> tuple[list[tuple[int, int, bool]], int]:
    """Start, end and outer-ness of each closed quotation, and the start of one left open (or -1)."""
    found: list[tuple[int, int, bool]] = []
    stack: list[tuple[str, int]] = []
    for match in _MARK.finditer(text, paragraph.start, paragraph.end):
        mark, at = match.group(), match.start()
        if stack and mark == _CLOSERS[stack[-1][0]] and _closes(text, at, stack[-1][1], paragraph.end):
            _, start = stack.pop()
            found.append((start, at, not stack))
        elif mark in _CLOSERS and at + 1 not in strays and len(stack) < 3 and _opens(text, at, paragraph):
            stack.append((mark, at + 1))
    return found, stack[0][1] if stack else -1


def _opens(text: str, at: int, paragraph: Paragraph) -> bool:
    before = text[at - 1] if at > paragraph.start else " "
    after = text[at + 1] if at + 1 < paragraph.end else " "
    return not after.isspace() and (before.isspace() or before in "([“‘\"'—–-«„")


def _closes(text: str, at: int, opened: int, limit: int) -> bool:
    after = text[at + 1] if at + 1 < limit else " "
    if at == opened or after.isalnum():
        return False
    if text[at] == '"' or text[at] in "”»":
        return True
    # An apostrophe after a plural ("the guards' homes") is not the end of a quotation.
    possessive = text[at - 1] in "sS" and re.match(r"\s[a-z]", text[at + 1 : at + 3]) is not None
    return not (possessive and re.search(r"[.,!?]['’]", text[at + 1 : min(limit, at + 600)]))
