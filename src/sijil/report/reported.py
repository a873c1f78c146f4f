"""What others report, as the page shows it: series over time with their chart, and what does not fit, in sentences."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe

from sijil.report.concluded import apart
from sijil.report.series_chart import Line, Mark, steps_over_time
from sijil.report.words import Words
from sijil.store.shown import ClaimRow, NoteRow, SeriesPoint, SeriesRow

CHART_LINES = 6


@dataclass(frozen=True, slots=True)
class SeriesTable:
    """One series on the page."""

    title: str
    scope: str
    left_open: str
    points: tuple[SeriesPoint, ...]
    agreed: bool


@dataclass(frozen=True, slots=True)
class NoteShown:
    """One note on the page: its sentence, and the claims whose quotes stand beneath it."""

    kind: str
    sentence: str
    claims: list[ClaimRow]
    decision: str
    reason: str


def outside_series(claims: Iterable[ClaimRow], series: Iterable[SeriesRow]) -> list[ClaimRow]:
    """Reported counts that stand in no series: what is only proposed, and what came new."""
    inside = {point.claim for row in series for point in row.points}
    return [c for c in claims if c.reported_count and c.state != "rejected" and c.key not in inside]


def series_tables(series: Iterable[SeriesRow], words: Words) -> list[SeriesTable]:
    """The series of a case, those with most numbers first."""
    rows = sorted(series, key=lambda s: (-len(s.points), s.act, s.source, s.scope))
    return [
        SeriesTable(called(s, words), scope_text(s, words), _open(s, words), s.points, s.agreed) for s in rows
    ]


def called(series: SeriesRow, words: Words) -> str:
    """Whose numbers they are and of what."""
    unit = "" if series.unit == "people" else f" ({words.label('unit', series.unit)})"
    return f"{series.source}: {words.label('event_type', series.act)}{unit}"


def scope_text(series: SeriesRow, words: Words) -> str:
    """The scope in words, part by part."""
    said = (f"{words.of('part', name)}: {_part(name, value, words)}" for name, value in series.scope)
    return words.of("text", "clause").join(said)


def _part(name: str, value: str, words: Words) -> str:
    if name in ("population", "kind"):
        kind, bracket, rest = value.partition(" (")
        return words.label("scope", kind) + (f" ({rest}" if bracket else "")
    return words.place(value)


def _open(series: SeriesRow, words: Words) -> str:
    return words.text("comma").join(words.of("part", part) for part in series.open_parts)


def charts(series: Sequence[SeriesRow], words: Words) -> list[SafeString]:
    """One chart for each kind of harm and unit of which at least two dated numbers are reported."""
    grouped: dict[tuple[str, str], list[SeriesRow]] = defaultdict(list)
    for row in series:
        grouped[row.act, row.unit].append(row)
    found = []
    for number, ((act, unit), rows) in enumerate(sorted(grouped.items())):
        lines = [line for row in _longest(rows) if (line := _line(row, words)).marks]
        if sum(len(line.marks) for line in lines) > 1:
            title = f"{words.text('history_of')}: {words.label('event_type', act)}"
            title += "" if unit == "people" else f" ({words.label('unit', unit)})"
            found.append(mark_safe(steps_over_time(lines, title=title, prefix=f"chart-series-{number}")))
    return found


def _longest(rows: Sequence[SeriesRow]) -> list[SeriesRow]:
    return sorted(rows, key=lambda s: (-len(s.points), s.source, s.scope))[:CHART_LINES]


def _line(row: SeriesRow, words: Words) -> Line:
    scope = dict(row.scope)
    said = [_part(name, scope[name], words) for name in ("population", "area") if name in scope]
    label = f"{row.source}: {words.text('comma').join(said)}" if said else row.source
    marks = [
        Mark(p.day, p.value, p.standing == "standing", p.high is None, f"#claim-{p.claim}")
        for p in row.points
        if p.day is not None and p.value is not None and p.standing != "withdrawn"
    ]
    return Line(label, tuple(marks))


def notes_shown(notes: Iterable[NoteRow], claims: Iterable[ClaimRow], words: Words) -> list[NoteShown]:
    """Each note as a sentence over the quotes it is about."""
    by_key = {claim.key: claim for claim in claims}
    return [
        NoteShown(
            note.kind,
            sentence(note, words),
            [by_key[key] for key in note.claims if key in by_key],
            *note.judged,
        )
        for note in notes
    ]


def sentence(note: NoteRow, words: Words) -> str:
    """What does not fit, with its numbers."""
    numbers = [apart(f"{n:,}") for n in note.numbers]
    told = [words.label("scope", w) if note.part == "population" else words.place(w) for w in note.words]
    return words.of("note", note.kind).format(
        first=numbers[0] if numbers else "",
        second=numbers[1] if len(numbers) > 1 else "",
        third=numbers[2] if len(numbers) > 2 else "",
        last=numbers[-1] if numbers else "",
        parts=apart(" + ".join(numbers[1:-1])),
        part=words.of("part", note.part) if note.part else "",
        words=words.text("comma").join(apart(f"“{w}”") for w in told),
    )


def quote_of(claim: ClaimRow) -> SafeString:
    """A quote as part of a sentence about it, with a link to the claim. The exact quote stands at the claim."""
    text = claim.quote.text if len(claim.quote.text) <= 200 else claim.quote.text[:199] + "…"
    return mark_safe(f'<a href="#claim-{claim.key}"><bdi>“{escape(text)}”</bdi></a>')
