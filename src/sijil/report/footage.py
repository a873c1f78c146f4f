"""Photos and films that show one moment, or one place at two: each once, with every copy and where it was posted."""

from dataclasses import dataclass
from typing import Any

from sijil.report.content import Content
from sijil.report.words import Words
from sijil.store.shown import ClaimRow, CopyRow, FootagePairRow, FootageRow


@dataclass(frozen=True, slots=True)
class Pair:
    """Two files as the page shows them: what is said of them, where in each, and whether frames are there."""

    row: FootagePairRow
    said: str
    where_one: str
    where_other: str
    beside: str = ""

    @property
    def frames(self) -> bool:
        """Whether a moment of both can be shown."""
        return bool(self.row.frame_one and self.row.frame_other)


@dataclass(frozen=True, slots=True)
class Footage:
    """One footage: its copies, pairs with the earliest copy first, and look-alikes of its place."""

    row: FootageRow
    number: int
    pairs: tuple[Pair, ...]
    beside: tuple[Pair, ...]

    @property
    def first(self) -> CopyRow:
        """The earliest copy known, or the first by name where no time is known."""
        return self.row.copies[0]


def shown(content: Content, words: Words) -> dict[str, Any]:
    """What the page needs: every footage, the footage of each incident, and the figure."""
    found = [_footage(row, number, words) for number, row in enumerate(content.footage, 1)]
    of_file = {copy.sha256: one for one in found for copy in one.row.copies}
    claims = {claim.key: claim for claim in content.claims}
    carried = {
        incident.key: _carried([claims[key] for key in incident.claims if key in claims], of_file)
        for incident in content.incidents
    }
    return {
        "footage": found,
        "footage_numbers": {one.row.key: one.number for one in found},
        "footage_of": {key: some for key, some in carried.items() if some},
        "footage_figure": content.by_id.get("case/footage"),
    }


def _footage(row: FootageRow, number: int, words: Words) -> Footage:
    first = row.copies[0].sha256
    kept = [pair for pair in row.pairs if first in (pair.one, pair.other)] or list(row.pairs)
    pairs = tuple(_pair(pair, words) for pair in kept)
    return Footage(row, number, pairs, tuple(_pair(pair, words, key) for key, pair in row.beside))


def _pair(row: FootagePairRow, words: Words, beside: str = "") -> Pair:
    said = words.of("decision", row.decision or row.verdict)
    mirrored = words.text("comma") + words.text("mirrored") if row.mirrored else ""
    return Pair(row, said + mirrored, _where(row.where_one), _where(row.where_other), beside)


def _where(where: dict[str, Any]) -> str:
    """`0:01.0–0:04.7 · 7–95 % × 8–95 %`; nothing for a pair that only a person put together."""
    times = " + ".join(_stretch(start, end) for start, end in where.get("times", ()))
    if not where.get("region"):
        return times
    left, top, right, bottom = (round(100 * side) for side in where["region"])
    region = f"{left}–{right} % × {top}–{bottom} %"
    return f"{times} · {region}" if times else region


def _stretch(start: float, end: float) -> str:
    return _clock(start) if start == end else f"{_clock(start)}–{_clock(end)}"


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{seconds % 60:04.1f}"


def _carried(claims: list[ClaimRow], of_file: dict[str, Footage]) -> list[Footage]:
    """The footage that messages of these claims carry, each once."""
    files = [sha for claim in claims if claim.quote.message for _, sha in claim.quote.message.files]
    found = {of_file[sha].number: of_file[sha] for sha in files if sha in of_file}
    return [found[number] for number in sorted(found)]
