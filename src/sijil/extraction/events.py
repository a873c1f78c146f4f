"""All events of one unit: one frame for each trigger, and none that says less than its neighbour."""

from sijil.extraction.chunks import VG, Parsed
from sijil.extraction.frame import Frame
from sijil.extraction.noun_events import noun_frames
from sijil.extraction.rules import RuleBook
from sijil.extraction.verb_events import verb_frames


def events(s: Parsed, book: RuleBook) -> list[Frame]:
    """The frames of a unit in the order of their triggers. Those that did not happen are left out."""
    found: list[Frame] = []
    for index, chunk in enumerate(s.chunks):
        some = verb_frames(s, index, book) if chunk.kind == VG else noun_frames(s, index, book)
        first = next(iter(some), None)
        if first is not None and first.mood.happened:
            found.append(first)
    return [
        frame
        for index, frame in enumerate(found)
        if not _said_better(frame, found) and not _said_before(frame, found[:index])
    ]


def _said_before(frame: Frame, earlier: list[Frame]) -> bool:
    """ "Was dragged away and has not been seen since": the same type of event, done to the same people."""
    mine = [phrase.chunk for phrase in frame.victims]
    return bool(mine) and any(
        other.rule.event == frame.rule.event and [phrase.chunk for phrase in other.victims] == mine
        for other in earlier
    )


def _said_better(frame: Frame, others: list[Frame]) -> bool:
    """A bare "executions" beside "massacres of families" adds nothing but a second count of the same."""
    if (
        frame.victims
        or frame.negative
        or frame.rule.event in ("clash", "official_action", "threat_or_incitement")
    ):
        return False
    alike = [other for other in others if other.rule.event == frame.rule.event and not other.negative]
    return alike[0] is not frame or any(other.victims for other in alike)
