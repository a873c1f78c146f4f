"""E-mail: the headers as written, the text of the body, attachments as members.

The message is parsed with the lenient `compat32` policy: the newer one interprets each header and
fails on damaged ones, and here a damaged header must not cost the body.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from email.policy import compat32

from sijil.readers.decode import Decoded, decode
from sijil.readers.draft import Draft, Source
from sijil.readers.mail_header import decoded_header, file_name
from sijil.readers.mail_nested import nested_bytes
from sijil.readers.page_facts import page_facts
from sijil.readers.reading import Reading
from sijil.readers.web_page import article_text, visible_text
from sijil.readers.xml_tree import parse_html

VERSION = "1"
_KEPT_HEADERS = (
    "from",
    "to",
    "cc",
    "bcc",
    "reply-to",
    "date",
    "subject",
    "message-id",
    "in-reply-to",
    "references",
)
_MUCH_LONGER = 4
_PAGE_PARTS_LEFT = (
    "text/css",
    "application/javascript",
    "text/javascript",
    "application/x-javascript",
    "font/",
)


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A part without parts. `alternative` is shared by forms of the same text, 0 for none."""

    part: "Message[str, str]"
    alternative: int


@dataclass(slots=True)
class _Body:
    plain: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)


def read(source: Source) -> Reading:
    """Rendition `body`: the plain text, or the HTML's when that says much more. Headers are metadata.

    Dates are as written: they lie. Attached messages become members called `.eml`.
    """
    data = source.all_bytes()
    message: Message[str, str] = message_from_bytes(data, policy=compat32)
    draft = Draft("mail", VERSION, source.media_type)
    _headers(message, draft)
    leaves = list(_leaves(message, 0, 0, source.limits.mail_depth, draft))
    saved_page = source.media_type == "multipart/related"
    texts = [leaf for leaf in leaves if _is_body(leaf.part)]
    _add_body(texts[:1] if saved_page else texts, saved_page, draft)
    attached = [leaf.part for leaf in leaves if not _is_body(leaf.part)]
    _members([part for part in attached if not (saved_page and _belongs_to_page(part))], data, source, draft)
    _damage(message, draft)
    return draft.done()


def _headers(message: "Message[str, str]", draft: Draft) -> None:
    received = 0
    for name, raw in message.raw_items():
        key = name.lower()
        if key == "received":
            received += 1
            draft.say(f"received_{received}", decoded_header(raw))
        elif key in _KEPT_HEADERS and key.replace("-", "_") not in draft.metadata:
            draft.say(key.replace("-", "_"), decoded_header(raw))
        elif key == "snapshot-content-location":
            draft.say("url", decoded_header(raw))


def _leaves(
    part: "Message[str, str]", depth: int, alternative: int, most: int, draft: Draft
) -> Iterator[_Leaf]:
    if depth > most:
        draft.miss(f"parts nested deeper than {most} are not read", "open it in a mail program")
        return
    payload = part.get_payload()
    if not isinstance(payload, list) or part.get_content_type() == "message/rfc822":
        yield _Leaf(part, alternative)
        return
    if part.get_content_type() == "multipart/alternative":
        alternative = id(part)
    for inner in payload:
        if isinstance(inner, Message):
            yield from _leaves(inner, depth + 1, alternative, most, draft)


def _is_body(part: "Message[str, str]") -> bool:
    attached = part.get_content_disposition() == "attachment" or bool(file_name(part))
    return part.get_content_type() in ("text/plain", "text/html") and not attached


def _belongs_to_page(part: "Message[str, str]") -> bool:
    """Styles and scripts of a saved page; pictures and films are evidence and are taken."""
    return part.get_content_type().startswith(_PAGE_PARTS_LEFT)


def _add_body(leaves: list[_Leaf], saved_page: bool, draft: Draft) -> None:
    bodies: dict[int, _Body] = {}
    for number, leaf in enumerate(leaves):
        # Parts that are no alternatives of each other stand one after another.
        body = bodies.setdefault(leaf.alternative or -number - 1, _Body())
        decoded = _decoded(leaf.part)
        if decoded.damaged:
            draft.miss(decoded.statement())
        if leaf.part.get_content_type() == "text/plain":
            body.plain.append(decoded.text.replace("\r\n", "\n"))
        else:
            body.html.append(_page(decoded.text, draft) if saved_page else visible_text(decoded.text))
    if any(body.plain and body.html for body in bodies.values()):
        draft.say(
            "other_form",
            "the text comes in a plain and in an HTML form: the plain one is shown unless the other says much more",
        )
    text = "\n".join(filter(None, map(_chosen, bodies.values())))
    draft.add("body", text)
    if not text.strip():
        draft.miss("no text in its body")


def _page(markup: str, draft: Draft) -> str:
    root, _ = parse_html(markup)
    if root is not None:
        page_facts(root, markup, draft)
    text, extractor = article_text(markup)
    draft.say("extractor", extractor)
    return text


def _chosen(body: _Body) -> str:
    plain, html = "\n".join(body.plain), "\n".join(body.html)
    return html if len(html.strip()) > _MUCH_LONGER * len(plain.strip()) else plain


def _decoded(part: "Message[str, str]") -> Decoded:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset() or ""
    try:
        return Decoded(data.decode(charset), charset) if charset else decode(data)
    except (LookupError, UnicodeDecodeError, ValueError):
        return decode(data, charset)


def _members(parts: list["Message[str, str]"], data: bytes, source: Source, draft: Draft) -> None:
    most = source.limits.members
    for number, part in enumerate(parts[:most], start=1):
        nested = part.get_content_type() == "message/rfc822"
        name = file_name(part) or (f"message-{number}.eml" if nested else f"attachment-{number}")
        content, note = nested_bytes(part, data) if nested else (part.get_payload(decode=True), "")
        draft.hand_over(name, content if isinstance(content, bytes) else None, source.spool, note)
    if len(parts) > most:
        draft.miss(f"only the first {most:,} of {len(parts):,} attachments are taken")


def _damage(message: "Message[str, str]", draft: Draft) -> None:
    """What the parser found wrong, for the record; a missing closing boundary means the end may be missing."""
    kinds = sorted({type(defect).__name__ for part in message.walk() for defect in part.defects})
    draft.say("defects", ", ".join(kinds))
    if "CloseBoundaryNotFoundDefect" in kinds:
        draft.miss("it is cut short: its last part does not end", "ask for the message again")


def warm() -> None:
    """Import what reading needs before any child is forked."""
    from sijil.readers import web_page

    web_page.warm()
