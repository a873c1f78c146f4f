"""What a text says once its wrappings are off: entities, percent signs, escapes, tags, quoted-printable, base64."""

import base64
import binascii
import html
import quopri
import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote_to_bytes

DEPTH = 3
"""Wrappings in wrappings that are taken off."""
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_ESCAPE = re.compile(r"\\u\{?([0-9A-Fa-f]{4,6})\}?|\\x([0-9A-Fa-f]{2})|\\u(-?\d{4,5})[ ?]?")
_OCTETS = re.compile(r"(?:\\(?:[0-3][0-7]{2}|'[0-9A-Fa-f]{2}))+")
_OCTET = re.compile(r"\\(?:([0-3][0-7]{2})|'([0-9A-Fa-f]{2}))")
_PRINTED = re.compile(r"(?:=[0-9A-F]{2}|=\r?\n){2,}")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{16,}(?:\r?\n[A-Za-z0-9+/_-]{8,})*={0,2}")
_HEX = re.compile(r"<([0-9A-Fa-f]{8,})>")
_TAG = re.compile(r"<[^<>]{0,2000}>")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
_ARABIC = re.compile("[\u0621-\u064a\ufb50-\ufefc]{3}")
_MISREAD = re.compile(
    "[\u00c2-\u00f4\u2030\u0192\u0152\u0160\u017d][\u0080-\u00ff\u0100-\u0180\u02c0-\u02e0\u2010-\u2122]{1,}"
)
"""Bytes of UTF-8 read as if each were a letter."""


def layers(text: str, depth: int = DEPTH) -> Iterator[tuple[str, str]]:
    """The text itself and what it is under each wrapping it wears; each with the name of what was taken off."""
    seen = {text}
    waiting = [("", text, depth)]
    while waiting:
        name, text, left = waiting.pop()
        yield name, text
        for wrapping, unwrap in _WRAPPINGS if name != "turned" else ():
            inner = unwrap(text) if left else text
            if inner not in seen and inner.strip():
                seen.add(inner)
                waiting.append((f"{name} {wrapping}".strip(), inner, left - 1))


def _camel(text: str) -> str:
    return _CAMEL.sub(" ", text)


def _turned(text: str) -> str:
    """Each line from its end, where there is Arabic: some programs store it as it is seen."""
    return "\n".join(line[::-1] for line in text.splitlines()) if _ARABIC.search(text) else text


def _percent(text: str) -> str:
    return _PERCENT.sub(lambda match: unquote_to_bytes(match.group()).decode("utf-8", "replace"), text)


def _entities(text: str) -> str:
    return html.unescape(text) if "&" in text else text


def _escapes(text: str) -> str:
    if "\\" not in text:
        return text
    text = _OCTETS.sub(lambda match: _octets(match.group()), text)
    return _ESCAPE.sub(_escaped, text).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _escaped(match: re.Match[str]) -> str:
    number = int(match[1] or match[2] or "0", 16) if match[1] or match[2] else int(match[3]) % 65536
    return chr(number) if number <= 0x10FFFF else match.group()


def _octets(run: str) -> str:
    data = bytes(int(one, 8) if one else int(other, 16) for one, other in _OCTET.findall(run))
    return as_text(data)


def _printed(text: str) -> str:
    if not _PRINTED.search(text):
        return text
    return quopri.decodestring(text.encode("utf-8", "replace")).decode("utf-8", "replace")


def _base64(text: str) -> str:
    return "\n".join(inner for match in _BASE64.finditer(text) if (inner := _from_base64(match.group())))


def _from_base64(run: str) -> str:
    letters = re.sub(r"\s", "", run).rstrip("=").replace("-", "+").replace("_", "/")
    try:
        data = base64.b64decode(letters + "=" * (-len(letters) % 4), validate=True)
    except (binascii.Error, ValueError):
        return ""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return ""


def _hex(text: str) -> str:
    runs = (match[1] for match in _HEX.finditer(text))
    return "\n".join(as_text(bytes.fromhex(run)) for run in runs if len(run) % 2 == 0)


def _without_tags(text: str) -> str:
    return _TAG.sub("", text) if "<" in text else text


def _misread(text: str) -> str:
    return _MISREAD.sub(lambda match: _read_right(match.group()), text)


def _read_right(run: str) -> str:
    for encoding in ("cp1252", "latin-1"):
        try:
            return run.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return run


def as_text(data: bytes) -> str:
    """Bytes of a short string in the encoding they name, or UTF-8, or the old one of Arabic."""
    if data.startswith((b"\xfe\xff", b"\xff\xfe")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1256", "replace")


_WRAPPINGS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("tags", _without_tags),
    ("entities", _entities),
    ("percent", _percent),
    ("escapes", _escapes),
    ("quoted-printable", _printed),
    ("base64", _base64),
    ("hex", _hex),
    ("misread", _misread),
    ("camel case", _camel),
    ("turned", _turned),
)
