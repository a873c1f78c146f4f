"""Kinds of text files, told apart by their first bytes."""

import re
from pathlib import PurePosixPath

from sijil.readers.decode import utf16_without_mark

_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\v\f\r\x1a\x1b\x00")
"""Bytes that text does not hold: the terminal's end of file and escape do occur, and NULs are counted apart."""

_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_TABLES = {".csv": "text/csv", ".tsv": "text/tab-separated-values", ".tab": "text/tab-separated-values"}

_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta|div|p|table)\b",
    re.IGNORECASE | re.DOTALL,
)
_HTML_WITHIN = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
_TELEGRAM_HTML = re.compile(r'class="message (?:default|service)[^"]*" id="message-?\d')
_JSON = re.compile(r'\s*(?:\[\s*)*\{\s*(?:\}|"(?:[^"\\]|\\.)*"\s*:)')
_TELEGRAM_JSON = re.compile(r'"(?:messages|chats|personal_information)"\s*:')
_HEADER_LINE = re.compile(r"([A-Za-z][A-Za-z0-9-]*):[ \t]*(.*)")
_MAIL_HEADERS = frozenset(
    (
        *("from", "to", "cc", "subject", "date", "received", "return-path", "message-id", "mime-version"),
        *("delivered-to", "content-type", "reply-to", "sender", "content-transfer-encoding", "x-mailer"),
        "dkim-signature",
    )
)
_CHAT_NAME = re.compile(r"(?:^|/)_chat\.txt$|whatsapp|واتساب", re.IGNORECASE)
_NO_MARKS = dict.fromkeys(
    map(ord, "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
)
_CHAT_LINE = re.compile(
    r"^\u200e?\[?[\d٠-٩۰-۹]{1,4}[./\-][\d٠-٩۰-۹]{1,2}[./\-][\d٠-٩۰-۹]{1,4}[,،]?\s.{3,25}?(?:\]| -) .+",
    re.MULTILINE,
)


def looks_like_text(head: bytes) -> bool:
    """Whether these bytes are text: few control characters, NULs only as UTF-16 or as rare damage."""
    if head.startswith(_MARKS) or utf16_without_mark(head):
        return True
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return controls <= max(2, len(head) // 50) and head.count(0) <= max(2, len(head) // 20)


def text_kind(head: bytes, name: str) -> str:
    """The media type of a text that begins with `head`."""
    text = _first_text(head)
    return _marked_kind(text, name) or _mail_kind(text) or _named_kind(text, name)


def _first_text(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "replace")
    encoding = utf16_without_mark(head)
    return head.decode(encoding or "utf-8", "replace").removeprefix("\ufeff")


def _marked_kind(text: str, name: str) -> str:
    """Kinds that open with a mark of their own."""
    ending = PurePosixPath(name.lower()).suffix
    if _HTML.match(text) or (ending in (".html", ".htm", ".xhtml") and _HTML_WITHIN.search(text)):
        return "application/x-telegram-html" if _TELEGRAM_HTML.search(text) else "text/html"
    if _JSON.match(text) and name.lower().endswith(".info.json"):
        return "application/x-ytdlp-info"
    if _JSON.match(text):
        telegram = _TELEGRAM_JSON.search(text) and PurePosixPath(name.lower()).name == "result.json"
        return "application/x-telegram-json" if telegram else "application/json"
    if text.lstrip().startswith("<?xml"):
        return "image/svg+xml" if "<svg" in text else "application/xml"
    return ""


def _mail_kind(text: str) -> str:
    if text.startswith("From ") and _mail_headers(text.partition("\n")[2]):
        return "application/mbox"
    headers = _mail_headers(text)
    if not headers:
        return ""
    saved_page = "snapshot-content-location" in headers or "saved by" in headers.get("from", "").lower()
    return "multipart/related" if saved_page else "message/rfc822"


def _mail_headers(text: str) -> dict[str, str]:
    """The header fields that `text` begins with, if they are those of an e-mail: three known, or two with an origin."""
    fields: dict[str, str] = {}
    for line in text.splitlines():
        if line.startswith((" ", "\t")) and fields:
            continue
        found = _HEADER_LINE.fullmatch(line)
        if not found:
            break
        fields.setdefault(found[1].lower(), found[2])
    known = _MAIL_HEADERS & fields.keys()
    origin = {"from", "received", "return-path"} & known
    return fields if len(known) >= 3 or (origin and len(known) >= 2) else {}


def _named_kind(text: str, name: str) -> str:
    """Kinds whose bytes look like any other text: here the name is heard."""
    if _CHAT_NAME.search(name) and len(_CHAT_LINE.findall(text.translate(_NO_MARKS))) >= 2:
        return "application/x-whatsapp-chat"
    return _TABLES.get(PurePosixPath(name.lower()).suffix, "text/plain")
