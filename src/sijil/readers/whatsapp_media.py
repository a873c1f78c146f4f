"""Which file a message of a WhatsApp export stands for: attached, or left out of the export."""

import re

from sijil.readers.tables import table_of

_IOS = re.compile(r"<[^<>:]{2,24} ?: ?([^<>/\\]+\.\w{2,5})>")
_ANDROID = re.compile(r"([^\s/\\][^\n/\\]*\.\w{2,5}) \([^()\n]{3,40}\)")


def media_of(body: str) -> dict[str, str]:
    """`files` with the name of the attached file, or `not_exported`; nothing for a plain message."""
    first = body.split("\n", 1)[0].strip()
    attached = _IOS.search(first) or _ANDROID.fullmatch(first)
    if attached:
        return {"files": attached[1].strip()}
    if first.lower() in table_of("whatsapp")["media_omitted"]["words"]:
        return {"not_exported": "media left out of the export"}
    return {}
