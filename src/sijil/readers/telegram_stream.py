"""A Telegram export as a stream: mended bytes in, chats and their messages out, one at a time.

Mended, in what is read and never in the file: control characters written as `\\xNN`, which is no JSON
(tdesktop#27571), and `document_id` without quotes (versions around 4.1, tdesktop#24961).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any

_ESCAPE = re.compile(rb"(?<!\\)((?:\\\\)*)\\x([0-9a-fA-F]{2})")
_OPEN_ESCAPE = re.compile(rb"\\+(?:x[0-9a-fA-F]?)?\Z")
_BARE_ID = re.compile(rb'("document_id": )(?=[^"\s\d{\[\-nN])([^,\r\n}]*)')
_CHAT_KEYS = ("name", "type", "id")
_CHUNK = 1 << 20
_LINE = 4096


class Mended:
    """A binary file whose `read` gives mended bytes; chunks end where no escape is cut in two."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._carried = file, b""

    def read(self, size: int = _CHUNK) -> bytes:
        """The next bytes; about as many as asked for."""
        if size == 0:
            return b""
        while True:
            chunk = self._file.read(_CHUNK)
            data = self._carried + chunk
            if not chunk:
                self._carried = b""
                return _mend(data)
            cut = self._cut(data)
            self._carried = data[cut:]
            if cut:
                return _mend(data[:cut])

    def rewind(self) -> None:
        """Back to the start."""
        self._file.seek(0)
        self._carried = b""

    def _cut(self, data: bytes) -> int:
        """At the end of a line, which no string goes beyond; in a file without lines before an open escape."""
        line = data.rfind(b"\n", max(0, len(data) - _LINE))
        if line > 0:
            return line
        if len(data) < _LINE:
            return 0
        open_escape = _OPEN_ESCAPE.search(data, len(data) - _LINE)
        return open_escape.start() if open_escape else len(data)


def _mend(data: bytes) -> bytes:
    if b"\\x" in data:
        data = _ESCAPE.sub(rb"\1\\u00\2", data)
    if b'"document_id": ' in data:
        data = _BARE_ID.sub(rb'\1"\2"', data)
    return data


@dataclass(slots=True)
class Chat:
    """A chat's own facts; or, with `sealed`, how many entries of a sealed part of an account there are."""

    facts: dict[str, str] = field(default_factory=dict)
    sealed: str = ""
    count: int = 0


def chats(file: Mended) -> Iterator[tuple[Chat, Iterator[dict[str, Any]]]]:
    """Each chat with its messages, to be gone through before the next; and each sealed part with its size.

    Raises ijson's errors where the stream ends or is no JSON.
    """
    import ijson  # type: ignore[import-untyped]

    one = _one_chat(file)
    if one is not None:
        # The library builds these in C, several times as fast as from single events.
        yield Chat(one), ijson.items(file, "messages.item", use_float=True)
        return
    events = ijson.parse(file, use_float=True, multiple_values=False)
    facts: dict[str, str] = {}
    prefix_of_chat = ""
    for prefix, event, value in events:
        parts = prefix.split(".")
        top = parts[0]
        if event == "start_array" and parts[-1] == "messages" and prefix == f"{prefix_of_chat}messages":
            yield Chat(facts), _items(events, f"{prefix}.item")
            facts = {}
        elif event == "start_map" and prefix in ("chats.list.item", "left_chats.list.item"):
            prefix_of_chat, facts = f"{prefix}.", {}
        elif prefix in [f"{prefix_of_chat}{key}" for key in _CHAT_KEYS] and event in ("string", "number"):
            facts[f"chat_{parts[-1]}"] = str(value)
        elif top and event == "map_key" and prefix == "":
            continue
        elif len(parts) == 1 and event in ("start_map", "start_array") and _is_sealed(top):
            yield Chat(sealed=top, count=_skip(events, prefix)), iter(())


def _one_chat(file: Mended) -> dict[str, str] | None:
    """The chat's own facts when the export is of one chat; None for an account. The file is at its start again."""
    import ijson

    facts: dict[str, str] = {}
    found = None
    try:
        for prefix, event, value in ijson.parse(file, use_float=True):
            if event == "start_array" and prefix == "messages":
                found = facts
                break
            if prefix in _CHAT_KEYS and event in ("string", "number"):
                facts[f"chat_{prefix}"] = str(value)
            elif event in ("start_map", "start_array") and prefix:
                break
    except ijson.JSONError:
        found = None
    file.rewind()
    return found


def _is_sealed(name: str) -> bool:
    from sijil.readers.telegram import SEALED

    return name in SEALED


def _skip(events: Iterator[tuple[str, str, Any]], prefix: str) -> int:
    """Pass over a value without keeping any of it; gives how many entries its list has, at least one."""
    depth, entries = 1, 0
    for where, event, _ in events:
        if event in ("start_map", "start_array"):
            depth += 1
            entries += where in (f"{prefix}.list.item", f"{prefix}.item")
        elif event in ("end_map", "end_array"):
            depth -= 1
            if not depth:
                return max(entries, 1)
    return max(entries, 1)


def _items(events: Iterator[tuple[str, str, Any]], prefix: str) -> Iterator[dict[str, Any]]:
    """The objects of a list, built one at a time, up to the list's end."""
    from ijson.common import ObjectBuilder  # type: ignore[import-untyped]

    for where, event, value in events:
        if event == "end_array" and where == prefix.removesuffix(".item"):
            return
        if where == prefix and event == "start_map":
            builder = ObjectBuilder()
            builder.event(event, value)
            for inner, inner_event, inner_value in events:
                builder.event(inner_event, inner_value)
                if inner == prefix and inner_event == "end_map":
                    break
            yield builder.value
