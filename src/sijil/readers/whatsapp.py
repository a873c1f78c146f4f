"""A WhatsApp chat as its export writes it: one text, its messages parts of it, offsets into the text as it stands.

A line inside a message can look like another message, and a witness can be framed that way: what breaks the
order in time, under a name that writes nowhere else, is kept inside the message before it and flagged.
Source: reference on custody and reading, 5.3.
"""

import itertools
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sijil.readers.decode import decode
from sijil.readers.draft import Draft, Source, refused, storable
from sijil.readers.reading import Page, Part, Reading, Rendition
from sijil.readers.tables import table_of
from sijil.readers.whatsapp_dates import Order, moment_of, order_of, span_of
from sijil.readers.whatsapp_lines import MARKS, Head, heads, plain
from sijil.readers.whatsapp_media import media_of

VERSION = "1"
MESSAGES = 1_000
CHARACTERS = 200_000
_UNORDERED = 0.05
"""With more than this part of the lines out of order, the order in time says nothing about single lines."""


def warm() -> None:
    """Import what reading needs before any child is forked."""
    import charset_normalizer  # noqa: F401


@dataclass(slots=True)
class _Chat:
    text: str
    heads: list[Head]
    order: Order
    why: str
    inside: dict[int, int] = field(default_factory=dict)
    """Index of a kept head to how many lines like heads stand inside its message."""


def read(source: Source) -> Reading:
    """Every message as a part; the text itself, exactly, in renditions of bounded size."""
    decoded = decode(source.all_bytes())
    draft = Draft("whatsapp", VERSION, source.media_type)
    if decoded.damaged:
        draft.miss(decoded.statement())
    chat = _chat(storable(decoded.text))
    if chat is None:
        raise refused("it has no line that begins a message", "add it as plain text under another name")
    _say(chat, draft)
    for page in _pages(chat, draft):
        _send(page, source, draft)
    return draft.done()


def _chat(text: str) -> _Chat | None:
    found = _with_whole_names(list(heads(text)), text)
    if not found:
        return None
    order, why = order_of(found)
    chat = _Chat(text, found, order, why)
    _keep_ordered(chat)
    return chat


def _with_whole_names(found: list[Head], text: str) -> list[Head]:
    """A name may hold a colon: where all lines under a name go on alike up to the next, that is its end."""
    by_name: dict[str, list[Head]] = {}
    for head in found:
        if head.sender:
            by_name.setdefault(head.sender, []).append(head)
    longer: dict[str, str] = {}
    for name, lines in by_name.items():
        bodies = [text[head.body : head.end] for head in lines]
        more = {body.partition(": ")[0] for body in bodies if ": " in body[:80]}
        if len(lines) >= 3 and len(more) == 1 and all(": " in body[:80] for body in bodies):
            longer[name] = more.pop()
    return [_lengthened(head, longer[head.sender]) if head.sender in longer else head for head in found]


def _lengthened(head: Head, more: str) -> Head:
    body = head.body + len(more) + 2
    return Head(head.start, body, head.end, head.figures, head.seconds, head.precise, f"{head.sender}: {more}",
                head.sender_start)  # fmt: skip


def _keep_ordered(chat: _Chat) -> None:
    """Leave out lines that break the order in time under a name that writes nowhere else."""
    order: Order = "day" if chat.order == "both" else chat.order
    moments = [moment_of(head, order) for head in chat.heads]
    in_order = _longest_in_order([moment or datetime.min for moment in moments])
    outside = [n for n in range(len(chat.heads)) if n not in in_order]
    if not outside or len(outside) > max(_UNORDERED * len(chat.heads), 3):
        return
    known = Counter(chat.heads[n].sender for n in in_order)
    kept: list[Head] = []
    left = set(outside)
    for number, head in enumerate(chat.heads):
        if number in left and kept and (not known[head.sender] or moments[number] is not None):
            chat.inside[len(kept) - 1] = chat.inside.get(len(kept) - 1, 0) + 1
        else:
            kept.append(head)
    chat.heads = kept


def _longest_in_order(moments: Sequence[datetime]) -> set[int]:
    """The places of a longest run that never goes back in time (patience sorting)."""
    tails: list[datetime] = []
    ends: list[int] = []
    before: list[int] = [-1] * len(moments)
    for number, moment in enumerate(moments):
        at = bisect_right(tails, moment)
        before[number] = ends[at - 1] if at else -1
        if at == len(tails):
            tails.append(moment)
            ends.append(number)
        else:
            tails[at], ends[at] = moment, number
    found, number = set(), ends[-1] if ends else -1
    while number >= 0:
        found.add(number)
        number = before[number]
    return found


def _say(chat: _Chat, draft: Draft) -> None:
    draft.say("messages", len(chat.heads))
    names = {"day": "day first", "month": "month first", "year": "year first", "both": "ambiguous"}
    draft.say("date_order", f"{names[chat.order]}: {chat.why}")
    if chat.order == "both":
        draft.miss(
            f"whether day or month comes first cannot be told ({chat.why}); both readings are kept",
            "ask the giver which it is, or compare one message with another source",
        )
    if chat.inside:
        count = sum(chat.inside.values())
        draft.say(
            "flagged",
            f"{count} lines inside messages look like messages of others and were not taken for such",
        )


def _pages(chat: _Chat, draft: Draft) -> list[Page]:
    """Slices of the text, cut where a message begins; together they are the text, exactly."""
    starts = [0]
    first = 0
    for number, head in enumerate(chat.heads):
        if number - first >= MESSAGES or head.start - starts[-1] >= CHARACTERS:
            starts.append(head.start)
            first = number
    bounds = [*starts, len(chat.text)]
    pages, at = [], 0
    for low, high in itertools.pairwise(bounds):
        parts: list[Part] = []
        begun = at
        while at < len(chat.heads) and chat.heads[at].start < high:
            parts.append(_part(chat, at, low))
            at += 1
        name = f"messages {begun + 1}–{at}" if len(bounds) > 2 else "text"
        pages.append(Page([Rendition(name, chat.text[low:high])], parts))
    return pages


def _part(chat: _Chat, number: int, shift: int) -> Part:
    head = chat.heads[number]
    end = chat.heads[number + 1].start if number + 1 < len(chat.heads) else len(chat.text)
    body = chat.text[head.body : end].rstrip("\r\n")
    earliest, latest = span_of(head, chat.order)
    facts = _facts(body)
    if number in chat.inside:
        facts["flagged"] = f"{chat.inside[number]} lines in it look like messages of others"
    name = _name(chat, head)
    return Part(
        0,
        "message" if head.sender else "service",
        str(number + 1),
        head.body - shift,
        head.body + len(body) - shift,
        name,
        head.sender_start - shift if name else -1,
        head.sender_start + len(name) - shift if name else -1,
        "",
        earliest,
        latest,
        facts,
    )


def _name(chat: _Chat, head: Head) -> str:
    """The sender as it stands in the text, up to its colon, without the direction marks around it."""
    if not head.sender:
        return ""
    return chat.text[head.sender_start : head.body].rstrip().removesuffix(":").rstrip(MARKS)


def _facts(body: str) -> dict[str, str]:
    said = plain(body)[0].strip().lower()
    facts = media_of(plain(body)[0])
    table = table_of("whatsapp")
    if said in table["deleted"]["words"]:
        facts["deletion"] = "deleted by its sender"
    if any(said.endswith(word) for word in table["edited"]["words"]):
        facts["edited"] = "yes"
    return facts


def _send(page: Page, source: Source, draft: Draft) -> None:
    """A chat of one page goes into the reading itself."""
    whole = page.renditions[0].part == "text"
    if source.page is not None and not whole:
        source.page(page)
        return
    number = draft.add(page.renditions[0].part, page.renditions[0].text)
    draft.parts += [
        Part(number, p.kind, p.label, p.start, p.end, p.sender, p.sender_start, p.sender_end, p.sender_id,
             p.earliest, p.latest, p.facts)
        for p in page.parts
    ]  # fmt: skip
