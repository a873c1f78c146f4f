"""What yt-dlp wrote beside a video (`NAME.info.json`): where it was, who put it there, and when it was collected.

`epoch` is the time of collection and the one to trust; `upload_date` is a day as the site states it. Nothing is
fetched. Source: yt-dlp `sanitize_info` (reference on custody and reading, 5.4).
"""

import json
from datetime import UTC, datetime
from typing import Any

from sijil.readers.decode import decode
from sijil.readers.draft import Draft, Source, refused
from sijil.readers.reading import Reading

VERSION = "1"
_ENDING = ".info.json"
_PLAIN = ("uploader", "channel", "uploader_id", "channel_id", "duration_string", "resolution", "license")


def warm() -> None:
    """Nothing to import."""


def read(source: Source) -> Reading:
    """Rendition `text`: title and description. Identity, address and times are metadata."""
    try:
        said = json.loads(decode(source.all_bytes()).text)
    except ValueError as error:
        raise refused(f"it is no JSON that can be read: {error}", "ask for the file again") from error
    if not isinstance(said, dict) or not said.get("webpage_url"):
        raise refused(
            "it does not name the page that the video is from", "add it as plain text under another name"
        )
    draft = Draft("video_page", VERSION, source.media_type)
    draft.say("url", said["webpage_url"])
    draft.say("site", said.get("extractor_key") or said.get("extractor"))
    draft.say("identity", ":".join(str(said.get(key) or "") for key in ("extractor_key", "id")))
    draft.say("collected", _instant(said.get("epoch")))
    draft.say("published", _day(said.get("upload_date")) or _instant(said.get("timestamp"))[:10])
    draft.say("posted", _instant(said.get("timestamp")))
    draft.say("title", said.get("title"))
    for key in _PLAIN:
        draft.say(key, said.get(key))
    name = source.name.rsplit("/", 1)[-1]
    draft.say(
        "video", f"{name.removesuffix(_ENDING)}.{said.get('ext') or 'mp4'}" if name.endswith(_ENDING) else ""
    )
    text = "\n\n".join(str(said[key]).strip() for key in ("title", "description") if said.get(key))
    draft.add("text", text)
    return draft.done()


def _instant(value: Any) -> str:
    try:
        return datetime.fromtimestamp(int(value), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (TypeError, ValueError, OverflowError, OSError):
        return ""


def _day(value: Any) -> str:
    text = str(value or "")
    return f"{text[:4]}-{text[4:6]}-{text[6:]}" if len(text) == 8 and text.isdecimal() else ""
