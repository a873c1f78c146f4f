"""Draft transcripts: texts that a machine made out of a picture or a voice, and the judgements that confirm them.

A draft is searched, and claims are proposed from it, but nothing in it counts before a person has compared it
with what it was made from. The confirmation is a judgement on exactly that text: made anew by another version,
a text that differs by one letter is a draft again.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max, Q

from sijil.store import search
from sijil.store.decisions import in_force
from sijil.store.models import Item, Rendition
from sijil.store.runs import content_key
from sijil.text import language

DECISIONS = ("confirm", "withdraw")
MADE_BY = "transcribed_by"
"""Fact of an item: what made the transcripts it has, or was tried in vain."""
DISAGREES = "layer_disagrees"
"""Fact of an item: the pages whose text layer is not what is printed."""
LAYER = "text"
SPOKEN_AT = "spoken_at"
"""Fact of an item: where each stretch of speech begins in the transcript, and when it is said."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """A draft text about to be stored: its name among the texts of the item, the text, what made it."""

    part: str
    text: str
    draft: str


def key_of(rendition: Rendition) -> str:
    """The key of a text as the target of a confirmation; it follows from the words."""
    return content_key("t", rendition.item.sha256, rendition.part, rendition.text_sha256)


def made_by(rendition: Rendition) -> str:
    """What made a draft, or why a text layer is taken for one; empty for every other text."""
    doubted = rendition.item.metadata.get(DISAGREES) if rendition.part == LAYER else None
    return f"text layer, not as printed on {doubted}" if doubted else rendition.draft


def drafts() -> list[Rendition]:
    """Every text that needs a person's eye, confirmed or not, in the order of items and texts; without the texts."""
    doubted = Q(part=LAYER, item__metadata__has_key=DISAGREES)
    rows = Rendition.objects.filter(~Q(draft="") | doubted).select_related("item").defer("text")
    return list(rows.order_by("item_id", "position"))


def confirmed() -> Mapping[str, str]:
    """The keys of confirmed texts, each with who confirmed it."""
    return {j.target: j.reviewer for j in in_force("transcript") if j.decision == "confirm"}


def unconfirmed() -> frozenset[int]:
    """The ids of the renditions from which nothing may be accepted yet."""
    done = confirmed()
    return frozenset(rendition.id for rendition in drafts() if key_of(rendition) not in done)


def is_open(rendition: Rendition) -> bool:
    """Whether a text is a draft that nobody has confirmed."""
    return bool(made_by(rendition)) and key_of(rendition) not in confirmed()


def heard_at(rendition: Rendition, start: int) -> str:
    """When the stretch of speech that holds an offset is said; empty for a text that is no transcript of speech."""
    stretches = str(rendition.item.metadata.get(SPOKEN_AT, "")) if rendition.draft else ""
    said = ""
    for stretch in stretches.split("; ") if stretches else ():
        offset, _, moment = stretch.partition(" ")
        if int(offset) > start:
            break
        said = moment
    return said


@transaction.atomic
def save(item: Item, transcripts: Iterable[Transcript], facts: Mapping[str, str]) -> None:
    """Add transcripts to an item's texts, and what was found; its outcome is stored as it stands."""
    position = item.renditions.aggregate(last=Max("position"))["last"]
    first = 0 if position is None else position + 1
    rows = [_row(item, one, first + number, facts) for number, one in enumerate(transcripts)]
    Rendition.objects.bulk_create(rows)
    search.index(("item", f"{item.sha256}/{row.position}", row.text) for row in rows)
    item.metadata |= facts
    item.save(update_fields=["metadata", "outcome", "outcome_reason", "outcome_remedy"])


def _row(item: Item, made: Transcript, position: int, facts: Mapping[str, str]) -> Rendition:
    return Rendition(
        item=item,
        part=made.part,
        draft=made.draft[:80],
        position=position,
        reader="transcript",
        reader_version=facts.get(MADE_BY, "")[:60],
        text=made.text,
        text_sha256=hashlib.sha256(made.text.encode("utf-8", "surrogatepass")).hexdigest(),
        language=language(made.text),
    )


def of_items(items: Sequence[Item]) -> list[Rendition]:
    """The drafts of some items, confirmed or not; of all items where none is named."""
    wanted = {item.id for item in items}
    return [rendition for rendition in drafts() if not wanted or rendition.item_id in wanted]
