"""Messages composed into renditions of bounded size, each message a part, sent page by page.

A message stands in the text as a line `[4711] Sender, 2025-03-07T10:15:22Z` and its body below; only the
body is the part, so that a quote is never the composed line.
"""

from collections.abc import Mapping
from typing import Protocol

from sijil.readers.draft import Draft, Source, storable
from sijil.readers.reading import Page, Part, Rendition

MESSAGES = 1_000
CHARACTERS = 200_000
"""A rendition ends at the first of these."""


class Sent(Protocol):
    """A message as the pages need it."""

    kind: str
    label: str
    sender: str
    sender_id: str
    earliest: str
    latest: str
    facts: dict[str, str]
    body: str


class ChatPages:
    """Collects messages. A small file's renditions go into the draft, a large one's are sent as pages."""

    def __init__(self, source: Source, draft: Draft) -> None:
        self._source, self._draft = source, draft
        self._texts: list[str] = []
        self._parts: list[Part] = []
        self._size = 0
        self._waiting: list[tuple[Rendition, list[Part]]] = []
        self._chat = ""
        self._facts: dict[str, str] = {}
        self._first = self._last = ""
        self._paged = False
        self.chats: list[str] = []

    def begin(self, chat: str, facts: Mapping[str, str]) -> None:
        """A chat begins; `facts` (its name, type, id) stand with each of its messages."""
        self._close()
        self._chat, self._facts = chat, dict(facts)
        self.chats.append(", ".join(facts.values()))

    def add(self, message: Sent) -> None:
        """A message of the chat."""
        if len(self._parts) >= MESSAGES or self._size >= CHARACTERS:
            self._close()
        label, sender, body = (storable(text) for text in (message.label, message.sender, message.body))
        head = f"[{label}] " if label else ""
        sender_start = self._size + len(head)
        line = f"{head}{sender}{', ' if sender and message.earliest else ''}{message.earliest}\n"
        start = self._size + len(line)
        self._texts += [line, body, "\n\n"]
        self._size = start + len(body) + 2
        self._parts.append(
            Part(
                0,
                message.kind,
                label,
                start,
                start + len(body),
                sender,
                sender_start if sender else -1,
                sender_start + len(sender) if sender else -1,
                storable(message.sender_id),
                message.earliest,
                message.latest,
                {key: storable(value) for key, value in {**self._facts, **message.facts}.items()},
            )
        )
        self._first, self._last = self._first or label, label

    def end(self) -> None:
        """Nothing more comes."""
        self._close()
        if not self._paged:
            for rendition, parts in self._waiting:
                self._into_draft(rendition, parts)
            self._waiting = []
        self._flush()

    def _close(self) -> None:
        if not self._parts:
            return
        name = f"{self._chat}, messages {self._first}–{self._last}".removeprefix(", ")
        self._waiting.append((Rendition(name, "".join(self._texts)), self._parts))
        self._texts, self._parts, self._size, self._first, self._last = [], [], 0, "", ""
        if self._source.page is not None and (self._paged or len(self._waiting) > 4):
            self._paged = True
            self._flush()

    def _flush(self) -> None:
        if not self._paged or self._source.page is None:
            return
        for rendition, parts in self._waiting:
            self._source.page(Page([rendition], parts))
        self._waiting = []

    def _into_draft(self, rendition: Rendition, parts: list[Part]) -> None:
        number = self._draft.add(rendition.part, rendition.text)
        self._draft.parts += [
            Part(
                number, p.kind, p.label, p.start, p.end, p.sender, p.sender_start, p.sender_end, p.sender_id,
                p.earliest, p.latest, p.facts,
            )
            for p in parts
        ]  # fmt: skip
