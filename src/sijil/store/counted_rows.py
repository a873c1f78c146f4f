"""Series of reported counts and notes on them, as plain rows. Given out only through `sijil.store.protection`."""

from collections.abc import Mapping

from sijil.counting import History, Note, ReportedCount, Scope, histories, propose
from sijil.counting.scope import PARTS
from sijil.store import decisions
from sijil.store.reported_counts import note_key, reported_counts
from sijil.store.shown import NoteRow, SeriesPoint, SeriesRow

_SHOWN = tuple(part for part in PARTS if part not in ("act", "unit", "as_of"))


def series_rows(labels: Mapping[str, str]) -> list[SeriesRow]:
    """Every series of reported counts; `labels` gives each independence group the name it may be shown under."""
    return [_series(history, labels) for history in histories(reported_counts())]


def note_rows() -> list[NoteRow]:
    """Every note on the reported counts of the case, with how it was judged."""
    judged = {j.target: (j.decision, j.reason) for j in decisions.in_force("note")}
    return [_note(note, judged) for note in propose(reported_counts())]


def _series(history: History, labels: Mapping[str, str]) -> SeriesRow:
    standing = {count.key for count in history.standing}
    scope = history.scope
    return SeriesRow(
        labels.get(history.source, history.source),
        scope.act,
        scope.unit,
        tuple((part, str(getattr(scope, part))) for part in _SHOWN if getattr(scope, part)),
        _left_open(history),
        tuple(_point(count, standing, labels) for count in history.counts),
        history.agreed,
    )


def _left_open(history: History) -> tuple[str, ...]:
    """The parts that no count of the series states."""
    scopes: list[Scope] = [count.scope for count in history.counts]
    return tuple(part for part in PARTS if not any(getattr(scope, part) for scope in scopes))


def _point(count: ReportedCount, standing: set[str], labels: Mapping[str, str]) -> SeriesPoint:
    state = "withdrawn" if count.withdrawn else "standing" if count.key in standing else "superseded"
    return SeriesPoint(
        count.key,
        count.low,
        count.best,
        count.high,
        count.value,
        str(count.scope.as_of),
        count.as_of,
        "" if count.own else labels.get(count.relay, count.relay),
        state,
        tuple((part.label, part.best) for part in count.parts),
        count.parts_add_up,
    )


def _note(note: Note, judged: Mapping[str, tuple[str, str]]) -> NoteRow:
    key = note_key(note)
    return NoteRow(
        key, note.kind, note.counts, note.numbers, note.part, note.words, judged.get(key, ("", ""))
    )
