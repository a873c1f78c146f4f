"""Messages as sources and places: who a message's words belong to, when it was sent, and what it is called."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import takewhile
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sijil.dates import Interval
from sijil.names import exact_key
from sijil.store.case import Case
from sijil.store.claim_rows import Origin
from sijil.store.models import Item, Part, Rendition, Source
from sijil.store.runs import content_key
from sijil.text import norm

SEARCHED = ("message", "mail")
"""Kinds of part in which claims are looked for, each by itself."""
PUBLIC = ("public_channel",)
"""Chats whose own name is public; every other sender is a person until somebody says otherwise."""
_ANY_ZONE = timedelta(hours=14)


def parts_of(rendition: Rendition) -> list[Part]:
    """The parts of a rendition that are searched one by one; none for a text that is one whole."""
    return list(rendition.parts.filter(kind__in=SEARCHED).order_by("start"))


def sent_on(case: Case, part: Part) -> Interval | None:
    """The days on which a message may have been sent, where its readers live.

    An instant falls on one day of the case's time zone; a time without a zone on every day it may be anywhere.
    """
    if not part.earliest:
        return None
    try:
        first, last = _day(case, part.earliest, -1), _day(case, part.latest or part.earliest, 1)
    except ValueError:
        return None
    return Interval(first, last, "day" if first == last else "days") if first <= last else None


def _day(case: Case, stamp: str, towards: int) -> date:
    if stamp.endswith("Z"):
        instant = datetime.fromisoformat(stamp.removesuffix("Z")).replace(tzinfo=UTC)
        return instant.astimezone(_zone(case)).date()
    return (datetime.fromisoformat(stamp) + towards * _ANY_ZONE).date()


def _zone(case: Case) -> ZoneInfo:
    try:
        return ZoneInfo(case.settings.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def origin_of_part(origin: Origin, part: Part, published: Interval | None) -> Origin:
    """Where the claims of a message come from: its sender, or for a forwarded one the name it was forwarded from."""
    bounds = (published.earliest, published.latest) if published else origin.published
    return Origin(origin.rendition, _sender(origin.document, part), bounds, origin.groups)


def _sender(document: Source, part: Part) -> Source:
    forwarded = str(part.facts.get("forwarded_from") or "")
    who = forwarded or part.sender or str(part.facts.get("chat_name") or "")
    if not who:
        return document
    person = part.sender_id.startswith("user")
    public = part.facts.get("chat_type") in PUBLIC and not forwarded and not person
    identity = "" if forwarded else part.sender_id
    key = content_key("s", "sender", identity or exact_key(who) or norm(who))
    values: dict[str, Any] = {
        "kind": "channel" if public or forwarded else "chat_member",
        "name": who,
        # Whoever forwards a post copies it: all copies of one name are one source.
        "independence_group": content_key("g", "sender", exact_key(who) or norm(who)),
        "origin": document,
        "protect": not public,
    }
    source, _ = Source.objects.get_or_create(key=key, defaults=values)
    return source


def shifted(body: Any, by: int) -> Any:
    """A claim's JSON with every offset moved: what was found in a message, in the text that holds it."""
    if isinstance(body, Mapping):
        return {key: _moved(key, value, by) for key, value in body.items()}
    if isinstance(body, Sequence) and not isinstance(body, str):
        return [shifted(one, by) for one in body]
    return body


def _moved(key: str, value: Any, by: int) -> Any:
    if key == "chain_spans":
        return [[one[0] + by, one[1] + by] if one else one for one in value or []]
    if isinstance(value, int) and not isinstance(value, bool) and _is_offset(key):
        return value + by
    return shifted(value, by)


def _is_offset(key: str) -> bool:
    return key in ("start", "end") or key.endswith(("_start", "_end"))


_PAGE = re.compile(r"(?P<folder>.*?)messages(?P<number>\d*)\.html\Z")


def carry_senders() -> int:
    """Name the senders of Telegram pages that begin in the middle of somebody's messages, from the page before.

    The page before is the one numbered before it in the same folder. Gives how many messages got a sender; a
    page whose messages all have one is no longer partly read.
    """
    carried = 0
    pages = Item.objects.filter(reader="telegram_page", outcome="partly_read").order_by("id")
    for item in sorted(pages, key=lambda page: _number(page.name)):
        before = _page_before(item)
        parts = Part.objects.filter(rendition__item=item, kind="message").order_by(
            "rendition__position", "start"
        )
        first = list(takewhile(lambda part: not part.sender, parts))
        last = Part.objects.filter(rendition__item=before, kind="message").order_by(
            "-rendition__position", "-start"
        )
        sender = next((part.sender for part in last[:1]), "") if before else ""
        if not sender or not first:
            continue
        Part.objects.filter(id__in=[part.id for part in first]).update(sender=sender)
        carried += len(first)
        if not parts.filter(sender="").exists():
            Item.objects.filter(id=item.id).update(outcome="read", outcome_reason="", outcome_remedy="")
    return carried


def _number(name: str) -> tuple[str, int]:
    match = _PAGE.match(name)
    return (match["folder"], int(match["number"] or 1)) if match else (name, 0)


def _page_before(item: Item) -> Item | None:
    folder, number = _number(item.name)
    if number < 2:
        return None
    name = f"{folder}messages{number - 1 if number > 2 else ''}.html"
    return Item.objects.filter(name=name, reader="telegram_page").order_by("-id").first()
