"""Quotes as they are shown: their surroundings, their page or message, and who vouches for the text."""

from collections.abc import Collection

from sijil.store import models, transcripts
from sijil.store.shown import MessageRow, QuoteRow

CONTEXT = 160
"""Characters shown before and after a quote."""


def around(text: str, statement: models.Statement, part: models.Part | None) -> tuple[str, str]:
    """What stands around a quote; of a message only what is in it, since the line above it names its sender."""
    start, end = statement.start, statement.end
    first, last = (part.start, part.end) if part else (0, len(text))
    return text[max(first, start - CONTEXT) : start], text[end : min(last, end + CONTEXT)]


class Parts:
    """The message, mail or page that holds an offset; most texts have none and cost no question."""

    def __init__(self, renditions: Collection[int] | None = None) -> None:
        rows = models.Part.objects.all()
        rows = rows if renditions is None else rows.filter(rendition_id__in=renditions)
        self._with = frozenset(rows.values_list("rendition_id", flat=True).distinct())

    def at(self, rendition_id: int, start: int) -> models.Part | None:
        """The innermost part there, if any."""
        if rendition_id not in self._with:
            return None
        rows = models.Part.objects.filter(rendition_id=rendition_id, start__lte=start, end__gte=start)
        return rows.order_by("-start").first()


def quote_row(
    rendition: models.Rendition,
    quote: str,
    start: int,
    around: tuple[str, str],
    part: models.Part | None = None,
) -> QuoteRow:
    """A quote as it is shown, with where it stands and what made its text."""
    draft = transcripts.made_by(rendition)
    return QuoteRow(
        quote,
        start,
        start + len(quote),
        *around,
        rendition.item.sha256,
        rendition.part,
        rendition.language,
        _page(rendition, start),
        draft,
        transcripts.confirmed().get(transcripts.key_of(rendition), "") if draft else "",
        _message(rendition, part),
        transcripts.heard_at(rendition, start),
    )


def _moment(earliest: str, latest: str) -> str:
    """When a message was sent, as people read it: to the minute where the file has no seconds."""
    if earliest[:16] == latest[:16]:
        whole = earliest if earliest == latest else earliest[:16]
        return whole.replace("T", " ").replace("Z", " UTC")
    return f"{earliest}..{latest}".replace("T", " ").replace("Z", " UTC")


def _received(export: models.Item, path: str) -> tuple[str, str]:
    """A file that a message names, and the item it is: beside the export, or taken out of the same container."""
    folder = export.name.rpartition("/")[0]
    name = f"{folder}/{path}" if folder else path
    found = models.Item.objects.filter(name=name).values_list("sha256", flat=True).first()
    return path, found or ""


def _message(rendition: models.Rendition, part: models.Part | None) -> MessageRow | None:
    """What is shown of a message; its sender is the claim's source and not repeated here."""
    if part is None:
        return None
    sent = _moment(part.earliest, part.latest)
    facts = part.facts
    return MessageRow(
        part.kind,
        part.label,
        sent,
        "forwarded_from" in facts,
        str(facts.get("edited", "")),
        tuple(_received(rendition.item, path) for path in str(facts.get("files", "")).split("; ") if path),
    )


def _page(rendition: models.Rendition, start: int) -> int:
    """The page a quote begins on, where the reader told pages apart; 0 otherwise."""
    if rendition.part.startswith("page "):
        return int(rendition.part.removeprefix("page ").partition(",")[0])
    starts = str(rendition.item.metadata.get("page_starts", "")).split()
    return sum(1 for s in starts if int(s) <= start)
