"""Names of a gazetteer in a running text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sijil.places import keys, words
from sijil.places.index import NameIndex
from sijil.text import norm

_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u0640\u064b-\u065f\u0670]|['’‘`ʿʾ](?=[^\W\d_]))*")
_JOIN = re.compile(r"[ \u00a0-]|[ \u00a0]?\r?\n[ \u00a0]?")
_LIST = re.compile(r"\s*[,،;]?\s*(?:(?:and|or|as well as|then)\s+)?(?:the\s+)?[وف]?", re.IGNORECASE)
_PARTICLES = re.compile("(?P<joins>[وف]?)(?P<prefix>لل|[بلك])?")
_POSSESSIVE = re.compile("['’][sS]$")
_ARTICLES = frozenset(("al", "el", "ad", "adh", "ar", "ash", "ath", "az", "ed", "er", "ez"))
_ENGLISH_ARTICLES = frozenset(("as", "at", "an", "en", "es", "et"))
"""Articles before sun letters that are also English words: they begin a name only with a hyphen."""
_MOST_WORDS = 5
_REACH = 60
_SHORTEST_SPELLING = 4


@dataclass(frozen=True, slots=True)
class _Found:
    """A name, with how much support it needs: 0 none, 1 a preposition or a list, 2 a word for its kind."""

    start: int
    end: int
    needs: int


def names_in(text: str, index: NameIndex) -> list[tuple[int, int]]:
    """The spans of the names of places in a text, in order, not overlapping."""
    spans = [match.span() for match in _WORD.finditer(text)]
    accepted: list[tuple[int, int]] = []
    position = 0
    while position < len(spans):
        hit = _name_at(text, spans, position, index, accepted)
        if hit is None:
            position += 1
            continue
        accepted.append(hit)
        while position < len(spans) and spans[position][0] < hit[1]:
            position += 1
    return accepted


def _name_at(
    text: str, spans: list[tuple[int, int]], position: int, index: NameIndex, accepted: list[tuple[int, int]]
) -> tuple[int, int] | None:
    """The longest name that begins with a word and has the support it needs, with the word for its kind."""
    for start in _beginnings(text, spans, position):
        if not _may_begin(text, start, spans, position, index):
            continue
        for end in _endings(text, spans, position):
            needs = _needs(text[start:end], index)
            if needs is None:
                continue
            found = _Found(start, end, needs)
            with_kind = _with_kind(text, found)
            support = _support(text, found, accepted) if with_kind == (start, end) else 2
            if support >= needs and not (needs and _part_of_a_longer_name(text, *with_kind)):
                return with_kind
    return None


def _beginnings(text: str, spans: list[tuple[int, int]], position: int) -> Iterator[int]:
    """Where a name may begin in a word: at its capital, or behind the Arabic particles written onto it."""
    start, end = spans[position]
    word = text[start:end]
    if not "\u0600" <= word[0] <= "\u06ff":
        if word[0].isupper() or _is_article(text, spans, position):
            yield start
        return
    yield start
    match = _PARTICLES.match(word)
    offsets = sorted({match.end("joins"), match.end()} - {0}) if match else []
    yield from (start + offset for offset in offsets if end - start - offset >= 2)


def _may_begin(text: str, start: int, spans: list[tuple[int, int]], position: int, index: NameIndex) -> bool:
    """Whether some name of the gazetteer begins with this word, or with the one after an article."""
    if _is_article(text, spans, position):
        start, end = spans[position + 1]
    else:
        end = spans[position][1]
    key = keys.exact_key(_POSSESSIVE.sub("", text[start:end]))
    return key in index.first_words or keys.spelling(key) in index.first_words


def _is_article(text: str, spans: list[tuple[int, int]], position: int) -> bool:
    start, end = spans[position]
    word = text[start:end].casefold()
    if position + 1 == len(spans) or not text[spans[position + 1][0]].isupper():
        return False
    return text[end : spans[position + 1][0]] == "-" if word in _ENGLISH_ARTICLES else word in _ARTICLES


def _endings(text: str, spans: list[tuple[int, int]], position: int) -> list[int]:
    """Where a name may end, the longest first: as far as words are joined and, in Latin, capitalised."""
    last_start, last_end = spans[position]
    is_arabic = "\u0600" <= text[last_start] <= "\u06ff"
    ends = [last_end]
    for start, end in spans[position + 1 : position + _MOST_WORDS]:
        lower = (
            not is_arabic
            and not text[start].isupper()
            and text[start:end] not in _ARTICLES | _ENGLISH_ARTICLES
        )
        if lower or not _JOIN.fullmatch(text[ends[-1] : start]):
            break
        ends.append(end)
    ends = [
        end - len(owner[0]) if (owner := _POSSESSIVE.search(text[last_start:end])) else end for end in ends
    ]
    if (
        not is_arabic
        and text[last_start:last_end].casefold() in _ENGLISH_ARTICLES
        and text[last_end : last_end + 1] != "-"
    ):
        ends = ends[:1]
    return ends[::-1]


def _needs(name: str, index: NameIndex) -> int | None:
    """How much support a name needs to be a place; None when the gazetteer does not have it."""
    key = keys.exact_key(name)
    doubtful = key in words.doubtful()
    if key in index.well_known:
        return 1 if doubtful else 0
    if key in words.press():
        return 0
    if key in index.by_key:
        return 2 if doubtful else 1
    spelled = len(key) >= _SHORTEST_SPELLING and keys.spelling(key) in index.by_spelling
    return 1 if spelled and not doubtful else None


def _with_kind(text: str, found: _Found) -> tuple[int, int]:
    """The name with the word for its kind that follows it ("Hama province") or, in Arabic, precedes it."""
    after = re.match(r"[ \u00a0](?P<kind>air base|[A-Za-z-]+)(?![\w-])", text[found.end : found.end + 20])
    if after and norm(after["kind"]) in words.kinds():
        return found.start, found.end + after.end()
    before = re.search(
        r"(?:^|[^\w])(?P<kind>[\u0621-\u064a]+)[ \u00a0]$", text[max(0, found.start - 20) : found.start]
    )
    if before and keys.exact_key(before["kind"]) in words.kinds():
        return found.start - len(before[0]) + before.start("kind") - before.start(), found.end
    return found.start, found.end


def _support(text: str, found: _Found, accepted: list[tuple[int, int]]) -> int:
    """How much the words before a name make it a place."""
    before = text[max(0, found.start - _REACH) : found.start]
    any_support, strong_support = words.support()
    if re.search(r"(?:^|[^\w])[وف]?[بل]$", before):
        return 1
    folded = norm(before) + " "
    if strong_support.search(folded):
        return 2
    if any_support.search(folded):
        return 1
    listed = accepted and _LIST.fullmatch(text[accepted[-1][1] : found.start])
    return 1 if listed else 0


def _part_of_a_longer_name(text: str, start: int, end: int) -> bool:
    """Whether a Latin name has another capitalised word at its side, as people's names do."""
    if not text[start].isascii() and not text[start].isalpha():
        return False
    if re.match(r"[ \u00a0-](?:al-|el-)?[A-ZÀ-Þ]", text[end : end + 6]):
        return True
    before = re.search(r"(?P<word>[A-ZÀ-Þ][\w'’.-]*)[ \u00a0-]$", text[max(0, start - 30) : start])
    if before is None:
        return False
    key = norm(before["word"])
    any_support, _ = words.support()
    return key not in words.kinds() and not any_support.search(f" {key} ")
