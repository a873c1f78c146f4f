"""Every check, over every source's counts."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from sijil.counting.notes import meanings, mixtures, relays, shapes, sums
from sijil.counting.notes.note import Note, in_order
from sijil.counting.reported import ReportedCount

EXPLAINS = ("transcription", "two_versions", "part_for_whole", "stale_mixture")
CHECKS = (shapes.notes, sums.notes, meanings.notes, mixtures.notes, relays.notes)


def propose(counts: Iterable[ReportedCount]) -> list[Note]:
    """The notes on a case's reported counts, in a fixed order, whatever the order of the counts.

    Counts are compared within one source, whoever relays them: what two bodies say of one event is for a reader to
    compare, each with its scope.
    """
    by_source: dict[str, list[ReportedCount]] = defaultdict(list)
    for count in sorted(counts, key=lambda c: c.key):
        by_source[count.source].append(count)
    found = [note for source in sorted(by_source) for check in CHECKS for note in check(by_source[source])]
    return in_order(_without_explained(found))


def _without_explained(notes: Sequence[Note]) -> Iterator[Note]:
    """Two numbers that stand for one day are a note of their own only where no other note says how one of them came."""
    explained = {key for note in notes if note.kind in EXPLAINS for key in note.counts}
    for note in notes:
        if note.kind != "two_standing" or explained.isdisjoint(note.counts):
            yield note
