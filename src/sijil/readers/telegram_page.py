"""Telegram Desktop's export in HTML: `messages.html` and its continuations.

Source: tdesktop, `export_output_html.cpp` (reference on custody and reading, 5.2). The same sender's next message
has no name, so names are carried forward; a forwarded message has its original date, which the JSON lacks. The
printed zone may be an hour off the printed clock (summer time), so a time stands for an hour on either side.
"""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from sijil.readers.chat_pages import ChatPages
from sijil.readers.draft import Draft, Source, refused
from sijil.readers.reading import Reading
from sijil.readers.telegram_message import Message

VERSION = "1"
_ID = re.compile(r"message(-?\d+)\Z")
_STAMP = re.compile(r"(\d\d)\.(\d\d)\.(\d{4}) (\d\d):(\d\d):(\d\d)(?: UTC([+-]\d\d):?(\d\d))?")
_HOUR = timedelta(hours=1)


def warm() -> None:
    """Import the parser."""
    import lxml.html  # type: ignore[import-untyped]  # noqa: F401


def read(source: Source) -> Reading:
    """Every message of one page as a part; a sender named on an earlier page is not known here, and that is said."""
    from lxml import etree, html

    draft = Draft("telegram_page", VERSION, source.media_type)
    try:
        root = html.fromstring(source.all_bytes(), parser=html.HTMLParser(encoding="utf-8", huge_tree=False))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise refused(f"it is no page that can be read: {error}") from error
    pages = ChatPages(source, draft)
    chat = _text(_first(root, ".//div[contains(@class, 'page_header')]//div[contains(@class, 'text')]"))
    pages.begin(source.name.rsplit("/", 1)[-1], {"chat_name": chat} if chat else {})
    count = unnamed = 0
    sender = ""
    for node in root.iterfind(".//div[@id]"):
        found = _message(node)
        if found is None:
            continue
        joined = "joined" in _classes(node)
        if found.kind == "message":
            found.sender = found.sender or (sender if joined else "")
            sender = found.sender or ("" if not joined else sender)
            unnamed += not found.sender
        count += 1
        pages.add(found)
    pages.end()
    if not count:
        raise refused("it has no message that can be read", "ask for the export in JSON")
    draft.say("messages", count)
    draft.say("chats", chat)
    if unnamed:
        draft.miss(
            f"{unnamed} messages go on from a sender named on the page before",
            "ask for the export in JSON as well: it names every sender",
        )
    return draft.done()


def _classes(node: Any) -> set[str]:
    return set((node.get("class") or "").split())


def _message(node: Any) -> Message | None:
    number = _ID.match(node.get("id") or "")
    classes = _classes(node)
    if number is None or "message" not in classes:
        return None
    if "service" in classes:
        body = _text(_first(node, ".//div[contains(@class, 'body')]"))
        return Message("service", number[1], body=body, facts={"action": body[:80]})
    found = Message("message", number[1])
    body_node = _first(node, "./div[contains(concat(' ', @class, ' '), ' body ')]")
    if body_node is None:
        return found
    found.sender = _own_text(_first(body_node, "./div[contains(@class, 'from_name')]"))
    stamp = _first(body_node, "./div[contains(@class, 'date')]")
    found.earliest, found.latest = _span(stamp.get("title") if stamp is not None else "")
    forwarded = _first(body_node, "./div[contains(@class, 'forwarded')]")
    inner = forwarded if forwarded is not None else body_node
    if forwarded is not None:
        _say_forwarded(forwarded, found)
    found.body = _text(_first(inner, ".//div[contains(concat(' ', @class, ' '), ' text ')]"))
    _say_media(inner, body_node, found)
    return found


def _say_forwarded(node: Any, found: Message) -> None:
    name = _first(node, "./div[contains(@class, 'from_name')]")
    found.facts["forwarded_from"] = _own_text(name) or "somebody not named"
    date = _first(name, ".//span[contains(@class, 'date')]") if name is not None else None
    if date is not None:
        first, last = _span(date.get("title") or _text(date))
        if first:
            found.facts["forwarded_date"] = f"{first}..{last}"


def _say_media(inner: Any, body: Any, found: Message) -> None:
    links = [a.get("href") for a in inner.iterfind(".//a[@href]")]
    files = [link for link in links if link and not re.match(r"[a-z]+:|#|//", link)]
    if files:
        found.facts["files"] = "; ".join(dict.fromkeys(files))
    reply = _first(body, "./div[contains(@class, 'reply_to')]//a")
    if reply is not None and (target := re.search(r"message(-?\d+)", reply.get("href") or "")):
        found.facts["reply_to_message_id"] = target[1]


def _first(node: Any, path: str) -> Any:
    found = node.xpath(path) if node is not None else []
    return found[0] if found else None


def _own_text(node: Any) -> str:
    """The text of a name, without the date that stands inside it."""
    return " ".join((node.text or "").split()) if node is not None else ""


def _text(node: Any) -> str:
    """The text of a node; a `<br>` is a line break."""
    if node is None:
        return ""
    pieces = [node.text or ""]
    for child in node:
        pieces.append("\n" if child.tag == "br" else _text(child) if isinstance(child.tag, str) else "")
        pieces.append(child.tail or "")
    lines = ("".join(pieces)).split("\n")
    return "\n".join(" ".join(line.split()) for line in lines).strip()


def _span(stamp: str) -> tuple[str, str]:
    """An hour on either side of the printed instant; a local time where no zone is printed."""
    match = _STAMP.search(stamp or "")
    if match is None:
        return "", ""
    try:
        local = datetime(*(int(match[n]) for n in (3, 2, 1, 4, 5, 6)))  # type: ignore[arg-type]  # six numbers
    except ValueError:
        return "", ""
    if match[7] is None:
        return local.isoformat(), local.isoformat()
    offset = timedelta(hours=int(match[7]), minutes=int(match[8]) * (-1 if match[7].startswith("-") else 1))
    instant = (local - offset).replace(tzinfo=UTC)
    return tuple((instant + by).strftime("%Y-%m-%dT%H:%M:%SZ") for by in (-_HOUR, _HOUR))  # type: ignore[return-value]
