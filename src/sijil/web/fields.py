"""A claim's fields as a reviewer sees them: the words of each, where they stand, and what code read from them."""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sijil.store.passages import Span, Window

Json = Mapping[str, Any]

VICTIM_WORDS = {
    "description": "victim",
    "name": "name",
    "count_as_said": "count",
    "age_as_said": "age",
    "sex_as_said": "sex",
    "civilian_status": "status",
}
"""Fields of a victim that are words of the text, and what each is called on a page."""

COLOURED = frozenset(("act", "victim", "name", "count", "age", "actor", "place", "date", "who"))
"""What has a colour of its own in the text; the other words mostly stand inside these."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its path in the claim's JSON, what it is called, its words and their place, what they mean."""

    path: str
    label: str
    words: str = ""
    start: int = -1
    end: int = -1
    meaning: str = ""

    @property
    def at(self) -> str:
        """The place as a form carries it."""
        return f"{self.start}-{self.end}" if self.words and self.start >= 0 else ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a window that is of one colour; `tag` where the words of that field end."""

    text: str
    start: int
    label: str
    tag: bool
    quoted: bool


def base(name: str) -> str:
    """What stands before `start` and `end` in the keys that give the place of a field."""
    return "" if name in ("description", "as_said") else name.removesuffix("_as_said") + "_"


def fields(body: Json) -> list[Field]:
    """Every field that is words of the text and that is there, in the order of a page."""
    found = [_field(body, "event_type_as_said", "event_type_as_said", "act")]
    for n, victim in enumerate(body.get("victims") or ()):
        for name, label in VICTIM_WORDS.items():
            found.append(_field(victim, name, f"victims.{n}.{name}", label, _of_victim(victim, name)))
    for n, actor in enumerate(body.get("perpetrators") or ()):
        found.append(_field(actor, "as_said", f"perpetrators.{n}.as_said", "actor"))
        found.append(_field(actor, "antecedent", f"perpetrators.{n}.antecedent", "actor"))
    for n, place in enumerate(body.get("places") or ()):
        found.append(_field(place, "as_said", f"places.{n}.as_said", "place", str(place.get("admin1") or "")))
    when = body.get("date") or {}
    found.append(_field(when, "as_said", "date.as_said", "date", _days(when)))
    source = body.get("source") or {}
    found.append(_field(source, "who", "source.who", "who"))
    return [field for field in found if field.words]


def editable(body: Json) -> Iterator[Field]:
    """The fields that a form offers, those that are empty too, and one more victim, doer and place."""
    victims = [*(body.get("victims") or ()), {}]
    for n, victim in enumerate(victims):
        for name, label in VICTIM_WORDS.items():
            if victim or name in ("description", "name", "count_as_said"):
                yield _field(victim, name, f"victims.{n}.{name}", label, _of_victim(victim, name))
    for many, label in (("perpetrators", "actor"), ("places", "place")):
        for n, one in enumerate([*(body.get(many) or ()), {}]):
            yield _field(one, "as_said", f"{many}.{n}.as_said", label)
    when = body.get("date") or {}
    yield _field(when, "as_said", "date.as_said", "date", _days(when))


def spans(found: Iterable[Field]) -> list[Span]:
    """Where the fields stand."""
    return [(field.start, field.end) for field in found if field.start >= 0]


def segments(window: Window, found: Iterable[Field], quote: Span) -> list[Segment]:
    """A window cut where a field or the quote begins or ends; of fields in one another the shortest has the colour."""
    low, high = window.start, window.start + len(window.text)
    marks = [f for f in found if f.label in COLOURED and low <= f.start < f.end <= high]
    edges = {low, high, *(min(max(at, low), high) for at in quote)}
    edges.update(at for mark in marks for at in (mark.start, mark.end))
    cuts = sorted(edges)
    pieces = [(one, other, _colour(one, other, marks)) for one, other in itertools.pairwise(cuts)]
    last = {id(mark): one for one, _, mark in pieces if mark}
    return [
        Segment(
            window.text[one - low : other - low],
            one,
            mark.label if mark else "",
            mark is not None and last[id(mark)] == one,
            quote[0] <= one and other <= quote[1],
        )
        for one, other, mark in pieces
    ]


def _colour(start: int, end: int, marks: list[Field]) -> Field | None:
    over = [mark for mark in marks if mark.start <= start and end <= mark.end]
    return min(over, key=lambda mark: mark.end - mark.start, default=None)


def _field(of: Json, name: str, path: str, label: str, meaning: str = "") -> Field:
    words, start, end = of.get(name), of.get(f"{base(name)}start"), of.get(f"{base(name)}end")
    if not isinstance(words, str):
        return Field(path, label)
    if not (isinstance(start, int) and isinstance(end, int)):
        return Field(path, label, words, meaning=meaning)
    return Field(path, label, words, start, end, meaning)


def _of_victim(victim: Json, name: str) -> str:
    if name == "count_as_said":
        return _interval(victim.get("count_low"), victim.get("count_high"))
    if name == "age_as_said":
        return "" if victim.get("age") is None else str(victim["age"])
    return ""


def _interval(low: int | None, high: int | None) -> str:
    if low is None and high is None:
        return ""
    if low == high:
        return f"{low}"
    return f"{'0' if low is None else low}–{'∞' if high is None else high}"


def _days(when: Json) -> str:
    earliest, latest = when.get("earliest") or "", when.get("latest") or ""
    return earliest if earliest == latest else f"{earliest}..{latest}"
