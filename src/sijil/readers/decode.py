"""Bytes to text when nothing says how they were encoded.

Order: byte-order mark; UTF-16 without one (NULs on one side); UTF-8; UTF-8 with a few damaged
bytes; then the one-byte encodings, Arabic ones first when the words come out as Arabic.
"""

import codecs
from dataclasses import dataclass

from sijil.readers.legacy import one_byte_encoding

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_SAMPLE = 65_536
_LATIN, _ARABIC, _PUNCTUATION = 0x00, 0x06, 0x20
"""The upper halves of Latin, Arabic and general punctuation in UTF-16."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the encoding it was in. `damaged` counts the places that are U+FFFD for want of sense."""

    text: str
    encoding: str
    damaged: int = 0
    guessed: bool = False

    def statement(self) -> str:
        """What is missing, or nothing."""
        if not self.damaged:
            return ""
        places = "1 place is" if self.damaged == 1 else f"{self.damaged} places are"
        return f"{places} not valid {self.encoding} and shown as \ufffd"


def decode(data: bytes, declared: str = "") -> Decoded:
    """Decode `data`; `declared` is an encoding that the file names itself, believed when it fits."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _with_damage(data[len(mark) :], encoding)
    wide = utf16_without_mark(data[:_SAMPLE])
    if wide:
        return _with_damage(data, wide)
    return _utf8(data) or _as_declared(data, declared) or _one_byte(data)


def utf16_without_mark(sample: bytes) -> str:
    """`utf-16-le` or `utf-16-be` when one byte of almost every pair is an upper half known from text."""
    pairs = len(sample) // 2
    if pairs < 2:
        return ""
    even, odd = sample[0 : pairs * 2 : 2], sample[1 : pairs * 2 : 2]
    for encoding, upper, lower in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        letters = upper.count(_LATIN) + upper.count(_ARABIC)
        known = letters + upper.count(_PUNCTUATION)
        if letters >= 0.85 * pairs and known >= 0.95 * pairs and lower.count(0) <= pairs // 50:
            return encoding
    return ""


def _with_damage(data: bytes, encoding: str) -> Decoded:
    """Decode whatever the damage; counted by what decoding adds to the U+FFFD already in the text."""
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
        there = data.decode(encoding, "ignore").count("\ufffd")
        return Decoded(text, encoding, text.count("\ufffd") - there)


def _utf8(data: bytes) -> Decoded | None:
    """UTF-8, also with a few damaged bytes or a cut end, if it is plainly meant."""
    decoded = _with_damage(data, "utf-8")
    if not decoded.damaged:
        return decoded
    return decoded if _wide_bytes(data) >= 20 * decoded.damaged else None


def _wide_bytes(data: bytes) -> int:
    """How many bytes of `data` belong to characters longer than one byte in sound UTF-8."""
    kept = data.decode("utf-8", "ignore").encode("utf-8")
    return len(kept) - len(kept.translate(None, bytes(range(0x80, 0x100))))


def _as_declared(data: bytes, declared: str) -> Decoded | None:
    if not declared:
        return None
    try:
        name = codecs.lookup(declared.strip()).name
        return Decoded(data.decode(name), name)
    except (LookupError, UnicodeDecodeError, ValueError):
        return None


def _one_byte(data: bytes) -> Decoded:
    encoding = one_byte_encoding(data)
    decoded = _with_damage(data, encoding)
    return Decoded(decoded.text, encoding, decoded.damaged, guessed=True)
