"""One message of a Telegram export as a part: its text, who sent it and when, and what else is said of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

_PATHS = ("photo", "file", "thumbnail")
_NOT_EXPORTED = {
    "(File not included.": "files not included in the export",
    "(File exceeds maximum size.": "files larger than the export allowed",
    "(File unavailable": "files unavailable when exported",
}
"""A path can be a sentence: three meanings, kept apart (`pushPath`)."""
_DELETIONS = ("clear_history", "set_messages_ttl")
_KNOWN = frozenset(
    (
        *(
            "id",
            "type",
            "date",
            "date_unixtime",
            "edited",
            "edited_unixtime",
            "from",
            "from_id",
            "author",
            "text",
        ),
        *(
            "forwarded_from",
            "forwarded_from_id",
            "saved_from",
            "reply_to_message_id",
            "reply_to_peer_id",
            "via_bot",
        ),
        *(
            "text_entities",
            "inline_bot_buttons",
            "reactions",
            "photo",
            "photo_file_size",
            "width",
            "height",
            "file",
        ),
        *(
            "file_name",
            "file_size",
            "thumbnail",
            "thumbnail_file_size",
            "media_type",
            "mime_type",
            "sticker_emoji",
        ),
        *(
            "duration_seconds",
            "media_spoiler",
            "self_destruct_period_seconds",
            "contact_information",
            "performer",
        ),
        *(
            "contact_vcard",
            "location_information",
            "live_location_period_seconds",
            "place_name",
            "address",
            "title",
        ),
        *(
            "poll",
            "todo_list",
            "actor",
            "actor_id",
            "action",
            "message_id",
            "members",
            "inviter",
            "new_title",
        ),
        *("period", "messages_ttl", "discard_reason", "duration", "invoice_information", "paid_stars_amount"),
    )
)


@dataclass(slots=True)
class Message:
    """A message, ready for `ChatPages`; `not_exported` and `unknown` are for the tally."""

    kind: str
    label: str
    sender: str = ""
    sender_id: str = ""
    earliest: str = ""
    latest: str = ""
    body: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    not_exported: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def message_of(raw: Mapping[str, Any]) -> Message:
    """A message from its JSON; keys this version does not know are named, never a reason to fail."""
    kind = str(raw.get("type") or "message")
    found = Message("message" if kind == "message" else kind, _plain(raw.get("id")))
    found.sender = _plain(raw.get("from") or raw.get("actor"))
    found.sender_id = _plain(raw.get("from_id") or raw.get("actor_id"))
    found.earliest, found.latest = _sent(raw.get("date_unixtime"), raw.get("date"))
    found.body = text_of(raw.get("text"))
    found.unknown = [key for key in raw if key not in _KNOWN]
    _say_media(raw, found)
    _say_origin(raw, found)
    _say_service(raw, found)
    _say_more(raw, found)
    return found


def text_of(value: Any) -> str:
    """The text: a string, or pieces of which some are objects with their own `text`."""
    if isinstance(value, list):
        return "".join(text_of(piece) for piece in value)
    if isinstance(value, dict):
        return _plain(value.get("text"))
    return _plain(value)


def _plain(value: Any) -> str:
    return "" if value is None or isinstance(value, dict | list) else str(value)


def _sent(unixtime: Any, date: Any) -> tuple[str, str]:
    """When it was sent: only `date_unixtime` is an instant; `date` is the exporting machine's own clock."""
    instant = _instant(unixtime)
    if instant:
        return instant, instant
    local = _plain(date)[:19]
    try:
        datetime.fromisoformat(local)
    except ValueError:
        return "", ""
    return local, local


def _instant(unixtime: Any) -> str:
    try:
        seconds = int(_plain(unixtime))
        return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError, OSError):
        return ""


def _say(found: Message, name: str, value: Any) -> None:
    text = _plain(value)
    if text:
        found.facts[name] = text


def _say_media(raw: Mapping[str, Any], found: Message) -> None:
    paths = []
    for key in _PATHS:
        path = _plain(raw.get(key))
        meaning = next((what for start, what in _NOT_EXPORTED.items() if path.startswith(start)), "")
        if meaning:
            if key != "thumbnail":
                found.not_exported.append(meaning)
                found.facts["not_exported"] = meaning
        elif path and key != "thumbnail":
            paths.append(path)
    if paths:
        found.facts["files"] = "; ".join(paths)
    for key in (
        "media_type",
        "mime_type",
        "file_name",
        "duration_seconds",
        "sticker_emoji",
        "performer",
        "title",
    ):
        _say(found, key, raw.get(key))
    if raw.get("self_destruct_period_seconds"):
        found.facts["deletion"] = f"self-destructs after {raw['self_destruct_period_seconds']} s"


def _say_origin(raw: Mapping[str, Any], found: Message) -> None:
    for key in ("forwarded_from", "saved_from", "reply_to_message_id", "via_bot", "author"):
        _say(found, key, raw.get(key))
    if "forwarded_from" in raw and raw["forwarded_from"] is None:
        found.facts["forwarded_from"] = "a deleted account"
    edited = _instant(raw.get("edited_unixtime")) or _plain(raw.get("edited"))
    if edited:
        found.facts["edited"] = edited


def _say_service(raw: Mapping[str, Any], found: Message) -> None:
    action = _plain(raw.get("action"))
    if action:
        found.facts["action"] = action
        found.body = found.body or action.replace("_", " ")
    if action in _DELETIONS:
        found.facts["deletion"] = action


def _say_more(raw: Mapping[str, Any], found: Message) -> None:
    place = raw.get("location_information")
    if isinstance(place, dict) and "latitude" in place:
        found.facts["location"] = f"{place.get('latitude')}, {place.get('longitude')}"
    for key in ("place_name", "address"):
        _say(found, key, raw.get(key))
    if raw.get("contact_information") or raw.get("contact_vcard"):
        # A third person's number: kept in the original only.
        found.facts["contact"] = "a contact card, sealed in the original"
    reactions = raw.get("reactions")
    if isinstance(reactions, list):
        counted = (
            f"{r.get('emoji') or r.get('type')} {r.get('count')}" for r in reactions if isinstance(r, dict)
        )
        _say(found, "reactions", "; ".join(counted))
    poll = raw.get("poll")
    if isinstance(poll, dict):
        answers = poll.get("answers") or []
        options = [
            f"{_plain(a.get('text'))}: {_plain(a.get('voters'))}" for a in answers if isinstance(a, dict)
        ]
        found.body = "\n".join(filter(None, [found.body, text_of(poll.get("question")), *options]))
