"""Frames of JSON over a Unix socket, with open files passed beside them."""

import json
import os
import socket
from typing import Any

_LENGTH = 4
_MOST_FILES = 3


class Channel:
    """One end of the conversation between the parent and the worker."""

    def __init__(self, end: socket.socket) -> None:
        self.socket = end

    def send(self, message: dict[str, Any], files: tuple[int, ...] = ()) -> None:
        """Send one message; the open `files` travel with its first byte. Raises `OSError` when nobody listens."""
        body = json.dumps(message, ensure_ascii=True).encode("ascii")
        frame = len(body).to_bytes(_LENGTH, "big") + body
        sent = socket.send_fds(self.socket, [frame], files) if files else 0
        self.socket.sendall(frame[sent:])

    def receive(self) -> tuple[dict[str, Any], list[int]] | None:
        """The next message and the files that came with it; None when the other end has hung up."""
        head, files, _, _ = socket.recv_fds(self.socket, _LENGTH, _MOST_FILES)
        try:
            head += self._exactly(_LENGTH - len(head)) if head else b""
            body = self._exactly(int.from_bytes(head, "big")) if head else b""
        except EOFError:
            body = b""
        if not body:
            for file in files:
                os.close(file)
            return None
        message: dict[str, Any] = json.loads(body)
        return message, files

    def _exactly(self, size: int) -> bytes:
        parts = []
        while size:
            part = self.socket.recv(min(size, 1 << 16))
            if not part:
                raise EOFError
            parts.append(part)
            size -= len(part)
        return b"".join(parts)
