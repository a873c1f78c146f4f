"""Headers of a message as readable text, whatever was done to them."""

import re
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import collapse_rfc2231_value

from sijil.readers.decode import decode

_FOLD = re.compile(r"\r?\n[ \t]*")


def decoded_header(raw: object) -> str:
    """A header's value on one line, with its encoded words decoded; undecodable ones stay as written."""
    text = _as_text(str(raw))
    if "=?" not in text:
        return text
    try:
        pieces = decode_header(text)
    except (HeaderParseError, ValueError):
        return text
    return "".join(_piece(content, charset) for content, charset in pieces)


def file_name(part: "Message[str, str]") -> str:
    """The recorded name of an attachment, or nothing."""
    for header, parameter in (("content-disposition", "filename"), ("content-type", "name")):
        try:
            value = part.get_param(parameter, None, header)
        except (ValueError, IndexError, TypeError):
            continue
        if value:
            return decoded_header(_plain(value)).strip()
    return ""


def _plain(value: str | tuple[str | None, str | None, str]) -> str:
    try:
        return collapse_rfc2231_value(value)
    except (LookupError, UnicodeError, ValueError):
        return value if isinstance(value, str) else value[2]


def _as_text(raw: str) -> str:
    """Bytes above ASCII were smuggled through as surrogates: decode them as any text."""
    data = _FOLD.sub(" ", raw).encode("utf-8", "surrogateescape")
    return decode(data).text


def _piece(content: bytes | str, charset: str | None) -> str:
    if isinstance(content, str):
        return content
    if charset is None:
        # decode_header hands plain stretches back as raw-unicode-escape bytes.
        return content.decode("raw-unicode-escape", "replace")
    try:
        return content.decode(charset)
    except (LookupError, UnicodeDecodeError):
        return decode(content).text
