"""Telegram Desktop's export in JSON: one chat, or a whole account; streamed, so that size does not matter.

Source: telegramdesktop/tdesktop, `export_output_json.cpp` (reference on custody and reading, 5.1). The original
bytes stay as they are; what is read here is a derived stream in which `\\xNN` is mended.
"""

from collections import Counter
from typing import Any

from sijil.readers.chat_pages import ChatPages
from sijil.readers.draft import Draft, Source, refused
from sijil.readers.reading import Reading
from sijil.readers.telegram_message import Message, message_of
from sijil.readers.telegram_stream import Mended, chats

VERSION = "1"
SEALED = {
    "personal_information": "personal information",
    "contacts": "contacts",
    "frequent_contacts": "frequent contacts",
    "sessions": "log-ins",
    "web_sessions": "log-ins of websites",
    "profile_pictures": "profile pictures",
    "stories": "stories",
    "other_data": "other data",
}
"""What an account export holds about the giver: counted, never read out (reference 5.1, gotcha 7)."""
_KEEP_APART = "keep the file itself closed: it holds the giver's contacts and log-ins"


def warm() -> None:
    """Import the parser."""
    import ijson  # type: ignore[import-untyped]  # noqa: F401


def read(source: Source) -> Reading:
    """Every message as a part, page by page; the giver's own data stay sealed in the original."""
    import ijson

    draft = Draft("telegram", VERSION, source.media_type)
    tally = _Tally()
    pages = ChatPages(source, draft)
    try:
        for chat, messages in chats(Mended(source.file)):
            if chat.sealed:
                tally.sealed[chat.sealed] += chat.count
                continue
            tally.chat(chat.facts, pages)
            for raw in messages:
                if isinstance(raw, dict):
                    tally.message(raw, pages)
                else:
                    tally.strange += 1
    except ijson.IncompleteJSONError as error:
        if not tally.messages:
            raise refused(f"it is no Telegram export that can be read: {error}") from error
        draft.miss(f"cut short or damaged after {tally.messages:,} messages", "ask for the export again")
    except ijson.JSONError as error:
        if not tally.messages:
            raise refused(f"it is no Telegram export that can be read: {error}") from error
        draft.miss(f"damaged after {tally.messages:,} messages: {error}", "ask for the export again")
    tally.finish(draft, pages)
    return draft.done()


class _Tally:
    """What is counted on the way through."""

    def __init__(self) -> None:
        self.messages = self.chats = 0
        self.sealed: Counter[str] = Counter()
        self.kinds: Counter[str] = Counter()
        self.not_exported: Counter[str] = Counter()
        self.unknown: Counter[str] = Counter()
        self.deletions = self.undated = self.strange = 0
        self.low = self.high = self.here = 0
        self.gaps = 0

    def chat(self, facts: dict[str, str], pages: ChatPages) -> None:
        self._close_ids()
        self.chats += 1
        pages.begin(f"chat {self.chats}", facts)

    def message(self, raw: dict[str, Any], pages: ChatPages) -> None:
        found = message_of(raw)
        self.messages += 1
        self.kinds[found.kind] += 1
        self.unknown.update(found.unknown)
        self.not_exported.update(found.not_exported)
        self.deletions += "deletion" in found.facts
        self.undated += not found.earliest
        self._note_id(found)
        pages.add(found)

    def _note_id(self, found: Message) -> None:
        if found.label.isdecimal():
            number = int(found.label)
            self.low = min(self.low or number, number)
            self.high = max(self.high, number)
            self.here += 1

    def _close_ids(self) -> None:
        if self.here:
            self.gaps += max(self.high - self.low + 1 - self.here, 0)
        self.low = self.high = self.here = 0

    def finish(self, draft: Draft, pages: ChatPages) -> None:
        """Say what was counted, and send the last page."""
        self._close_ids()
        pages.end()
        draft.say("messages", f"{self.messages} in {self.chats} chats")
        draft.say("chats", "; ".join(pages.chats[:50]))
        if self.gaps:
            draft.say(
                "ids_not_present", f"{self.gaps} between the first and the last; deleted, or of another kind"
            )
        if self.deletions:
            draft.say("deletions", f"{self.deletions} service messages tell of deletion")
        if self.undated:
            draft.say("undated", self.undated)
        if self.not_exported:
            draft.say(
                "not_exported", "; ".join(f"{n} {what}" for what, n in sorted(self.not_exported.items()))
            )
        if self.unknown:
            draft.say("unknown_keys", ", ".join(sorted(self.unknown)[:40]))
        if self.strange:
            draft.miss(f"{self.strange:,} entries that are no messages")
        if self.sealed:
            told = (f"{number} {SEALED[name]}" for name, number in sorted(self.sealed.items()))
            draft.say("sealed_away", "; ".join(told))
            draft.remedy = draft.remedy or _KEEP_APART
        if not self.messages:
            draft.say("messages", "none")
