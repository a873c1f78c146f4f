"""Speech in the recordings and films that are named, turned into draft transcripts one after another."""

from collections.abc import Iterator, Sequence

from sijil.readers import Fence, Reading, speech_model
from sijil.readers.footage import DEMUXERS
from sijil.store.case import Case
from sijil.store.models import Item
from sijil.store.transcripts import MADE_BY, SPOKEN_AT, Transcript, save

_FACTS = ("language", "speech_model", "doubtful_stretches", SPOKEN_AT)
_NOT = "not listened to: "
_UNKNOWN_LENGTH = 3600.0
"""Seconds for which a film is given time that does not say how long it is."""


def is_heard(item: Item) -> bool:
    """Whether it is a recording or a film."""
    return item.media_type in DEMUXERS


def heard(case: Case, items: Sequence[Item], confirm: str) -> Iterator[tuple[Item, int]]:
    """Each item once it is listened to, with the number of drafts made of it: 1, or 0 and the reason in its outcome.

    `confirm` is what is to be done with a draft. Raises `ReadingError` where there is no engine or no model.
    """
    settings = case.settings
    model = speech_model.find(settings.speech_model, case.folder)
    with Fence(model=model) as fence:
        for item in items:
            reading = fence.hear(
                case.custody.path_of(item.sha256),
                media_type=item.media_type,
                seconds=float(item.metadata.get("seconds", _UNKNOWN_LENGTH)),
                language=settings.speech_language,
            )
            yield item, _store(item, reading, confirm)


def _store(item: Item, reading: Reading, confirm: str) -> int:
    texts = [one for one in reading.renditions if one.text.strip()]
    # What an attempt before said goes, and what the reading said stays.
    said = [one for one in item.outcome_reason.split("; ") if one and not one.startswith(_NOT)]
    if texts:
        doubtful = reading.metadata.get("doubtful_stretches", "0")
        said.append(
            f"a draft transcript of what is said was made ({doubtful} doubtful stretches), "
            "which counts for nothing before it is compared"
        )
        item.outcome, item.outcome_remedy = "partly_read", confirm
    elif reading.renditions:
        said.append("no speech was found")
    if reading.reason:
        said.append(reading.reason if reading.renditions else _NOT + reading.reason.replace("; ", ", "))
    item.outcome_reason = "; ".join(said)
    facts = {name: reading.metadata[name] for name in _FACTS if reading.metadata.get(name)}
    if reading.renditions:
        facts[MADE_BY] = reading.reader_version
    save(item, [Transcript("transcript", one.text, one.draft) for one in texts], facts)
    return len(texts)
