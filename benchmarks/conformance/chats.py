"""Our readers of chats on the public specimens of whats-reader, chat-miner, rwhatsapp and chat-analytics.

python benchmarks/conformance/chats.py      (SIJIL_SUITES names the folder with the checkouts)
"""

import json
from pathlib import Path

from suite import Tally, folder

from sijil.readers import Part, Reading, read


def parts_of(found: Reading) -> list[tuple[Part, str]]:
    """All messages with their bodies, paged or not."""
    texts = [(part, found.renditions[part.rendition].text[part.start : part.end]) for part in found.parts]
    for page in found.pages:
        texts += [(part, page.renditions[part.rendition].text[part.start : part.end]) for part in page.parts]
    return [(part, body) for part, body in texts if part.kind == "message"]


def same(found: Reading, wanted: list[dict]) -> str:
    """Why the messages are not those of a target file of chat-miner; empty when they are."""
    # The peer joins lines and pieces with blanks of its own; the text itself has none there.
    ours = sorted((p.earliest[:16], p.sender, "".join(b.split())) for p, b in parts_of(found))
    theirs = sorted((w["timestamp"][:16], w["author"], "".join(w["message"].split())) for w in wanted)
    if len(ours) != len(theirs):
        return f"{len(ours)} messages, not {len(theirs)}"
    return (
        ""
        if ours == theirs
        else str([pair for pair in zip(ours, theirs, strict=True) if pair[0] != pair[1]][:1])
    )


def chat_miner(home: Path) -> None:
    """Five formats of one WhatsApp chat, and two Telegram exports, each with its target."""
    tally = Tally("chat-miner, WhatsApp")
    wanted = json.loads((home / "whatsapp/target.json").read_text("utf-8"))
    for path in sorted((home / "whatsapp").glob("*.txt")):
        why = same(read(path, name="_chat.txt"), wanted)
        tally.note(path.name, not why, why)
    tally.show()
    tally = Tally("chat-miner, Telegram")
    wanted = json.loads((home / "telegram/target.json").read_text("utf-8"))
    for path in sorted((home / "telegram").glob("test_*.json")):
        why = same(read(path, name="result.json"), wanted)
        tally.note(path.name, not why, why)
    tally.show()


def whats_reader(home: Path) -> None:
    """Ten formats: every line that its README calls a message is one, with a sender and a time."""
    tally = Tally("whats-reader")
    for path in sorted(home.glob("*.txt")):
        found = read(path, name="_chat.txt")
        messages = parts_of(found)
        good = found.outcome in ("read", "partly_read") and len(messages) > 1
        good = good and all(part.sender and part.earliest for part, _ in messages)
        tally.note(
            f"{path.name}: {len(messages)} messages, {found.metadata.get('date_order', '')}",
            good,
            found.reason,
        )
    tally.show()


def rwhatsapp(home: Path) -> None:
    """The sample, as a text and in its zip."""
    tally = Tally("rwhatsapp")
    found = parts_of(read(home / "sample.txt", name="WhatsApp Chat with Sample.txt"))
    tally.note(f"sample.txt: {len(found)} messages", len(found) >= 7 and all(p.earliest for p, _ in found))
    tally.show()


def chat_analytics(home: Path) -> None:
    """Generated Telegram exports: as many messages as the file holds."""
    tally = Tally("chat-analytics, Telegram")
    for path in sorted(home.glob("*.json")):
        wanted = json.loads(path.read_text("utf-8"))["messages"]
        count = sum(one.get("type") == "message" for one in wanted)
        found = read(path, name="result.json")
        tally.note(path.name, len(parts_of(found)) == count, f"{len(parts_of(found))} messages, not {count}")
    tally.show()


def main() -> None:
    """All suites."""
    chat_miner(folder("chat-miner", "github.com/joweich/chat-miner") / "test")
    whats_reader(folder("whats-reader", "github.com/rodrigogs/whats-reader") / "examples" / "parser-tests")
    rwhatsapp(folder("rwhatsapp", "github.com/JBGruber/rwhatsapp") / "inst" / "extdata")
    chat_analytics(
        folder("chat-analytics", "github.com/mlomb/chat-analytics") / "tests" / "samples" / "telegram"
    )


if __name__ == "__main__":
    main()
