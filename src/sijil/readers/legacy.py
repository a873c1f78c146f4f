"""Which one-byte encoding a text without a mark is in: Arabic (Windows-1256 first) or another.

Words tell: in the right Arabic encoding a word is Arabic throughout and its letters are the common
ones; Cyrillic or French bytes read as Arabic give words that mix scripts.
"""

import re

ARABIC_ENCODINGS = ("windows-1256", "iso8859-6", "cp720", "mac-arabic")
"""Tried in this order; a later one must be clearly better."""

_SAMPLE = 131_072
_ARABIC_LETTER = r"[\u0621-\u063a\u0641-\u064a\u067e\u0686\u0698\u06a9\u06af\u06cc]"
_ARABIC_MARK = r"[\u0640\u064b-\u0652\u0670]"
_WORD = re.compile(r"[^\W\d_]+(?:[\u064b-\u0652\u0640]+[^\W\d_]*)*")
_ARABIC_WORD = re.compile(f"{_ARABIC_LETTER}(?:{_ARABIC_LETTER}|{_ARABIC_MARK})*")
_COMMON_LETTERS = frozenset("اليمونرتبدعسفحق")
_ONLY_LAST = re.compile(r"[ةى](?=[\u0621-\u064a])")
_WESTERN = frozenset(
    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜßàáâãäåæçèéêëìíîïñòóôõöøùúûüÿŒœŸ€‚„…†‡‰‹›‘’“”•–—™©®°«»·¿¡§£ªº´ \xad"
)


def one_byte_encoding(data: bytes) -> str:
    """The name of a one-byte encoding for `data`, which is not UTF-8.

    `windows-1252` when the bytes fit it, else what charset-normalizer finds, else `iso8859-1`.
    """
    sample = _high_part(data)
    arabic = arabic_encoding(sample)
    if arabic:
        return arabic
    if _fits_western(sample):
        return "windows-1252"
    return _by_statistics(sample) or "iso8859-1"


def _high_part(data: bytes) -> bytes:
    """A sample that begins shortly before the first byte above ASCII."""
    first = re.search(rb"[\x80-\xff]", data)
    start = max(0, first.start() - 1024) if first else 0
    return data[start : start + _SAMPLE]


def arabic_encoding(sample: bytes) -> str:
    """The one-byte Arabic encoding in which `sample` comes out as Arabic words, or nothing."""
    scored = [(encoding, _arabic_score(sample, encoding)) for encoding in ARABIC_ENCODINGS]
    best, best_score = scored[0]
    for encoding, score in scored[1:]:
        if score > best_score + 0.08:
            best, best_score = encoding, score
    needed = 0.5 if best == ARABIC_ENCODINGS[0] else 0.7
    return best if best_score >= needed else ""


def _arabic_score(sample: bytes, encoding: str) -> float:
    """0 to 1: the share of whole Arabic words, times the share of common letters in them."""
    try:
        text = sample.decode(encoding, "replace")
    except LookupError:
        return 0.0
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    whole = [word for word in words if _ARABIC_WORD.fullmatch(word) and not _ONLY_LAST.search(word)]
    letters = "".join(whole)
    if not letters:
        return 0.0
    damage = text.count("\ufffd") / len(text)
    common = sum(letter in _COMMON_LETTERS for letter in letters) / len(letters)
    return max(0.0, len(whole) / len(words) * common - 2 * damage)


def _fits_western(sample: bytes) -> bool:
    """Western European: every byte above ASCII is a letter or mark of those languages, and they are few."""
    try:
        high = [char for char in sample.decode("windows-1252") if char > "\x7f"]
    except UnicodeDecodeError:
        return False
    return all(char in _WESTERN for char in high) and len(high) <= len(sample) // 4


def _by_statistics(sample: bytes) -> str:
    # Imported late: this module is also used outside the fence, to tell text from other files.
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    return best.encoding if best else ""
