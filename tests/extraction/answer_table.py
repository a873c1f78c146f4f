"""Scores extracted claims against a hand-made answer table (`fixtures/*.toml`).

A claim matches a row when its type and polarity are the row's and the two quotes share at least half of
the shorter one. Rows marked `optional` count neither way. Fields are scored on matched rows only, and only
where the table says something.
"""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sijil.dates import Interval
from sijil.extraction import Claim, extract
from sijil.places import Gazetteer

Row = dict[str, Any]


@dataclass
class Score:
    """What was found, missed and made up, and per field how many of how many are right."""

    matched: list[tuple[Row, Claim]] = field(default_factory=list)
    missed: list[Row] = field(default_factory=list)
    surplus: list[Claim] = field(default_factory=list)
    forbidden: list[Claim] = field(default_factory=list)
    fields: dict[str, list[bool]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Share of the rows that were found."""
        return len(self.matched) / (len(self.matched) + len(self.missed))

    @property
    def precision(self) -> float:
        """Share of the claims that are in the table."""
        return len(self.matched) / (len(self.matched) + len(self.surplus))

    def share(self, name: str) -> float:
        """Share of the rows in which the field is right."""
        marks = self.fields.get(name, [])
        return sum(marks) / len(marks) if marks else 1.0


def score(text: str, table: Path, gazetteer: Gazetteer | None = None, strict: float = 0.5) -> Score:
    """Extract the claims of `text` and compare them with the table."""
    rows = tomllib.loads(table.read_text(encoding="utf-8"))
    published = Interval.parse("..".join(rows["published"]))
    claims = extract(text, published=published, gazetteer=gazetteer)
    found = Score()
    left = list(claims)
    for row in sorted(rows["claim"], key=lambda one: bool(one.get("optional"))):
        claim = max(left, key=lambda one: _overlap(text, row, one), default=None)
        if claim is None or _overlap(text, row, claim) < strict:
            if not row.get("optional"):
                found.missed.append(row)
            continue
        left.remove(claim)
        if not row.get("optional"):
            found.matched.append((row, claim))
            _compare(found, row, claim)
    found.surplus = left
    found.forbidden = [
        one for one in claims if any(_forbids(text, row, one) for row in rows.get("never", []))
    ]
    return found


def _overlap(text: str, row: Row, claim: Claim) -> float:
    if row["event_type"] != claim.event_type or row.get("polarity", "asserts") != claim.polarity:
        return 0.0
    start = text.index(row["quote"])
    end = start + len(row["quote"])
    shared = min(end, claim.quote.end) - max(start, claim.quote.start)
    return max(0, shared) / min(end - start, claim.quote.end - claim.quote.start)


def _forbids(text: str, row: Row, claim: Claim) -> bool:
    start = text.index(row["quote"])
    trigger = claim.event_type_as_said
    inside = trigger is not None and start <= trigger.start < start + len(row["quote"])
    return inside and row.get("event_type", claim.event_type) == claim.event_type


def _compare(found: Score, row: Row, claim: Claim) -> None:
    json = claim.as_json()
    marks = {
        "hedge": json["hedge"] == row.get("hedge", "asserted"),
        "is_aggregate": json["is_aggregate"] == row.get("aggregate", False),
    }
    if "who" in row:
        marks["who"] = row["who"].casefold() in (json["source"]["who"] or "").casefold()
    if "source_type" in row:
        marks["source_type"] = row["source_type"] == json["source"]["type"]
    if "perpetrators" in row:
        marks["perpetrators"] = _said_alike(row["perpetrators"], json["perpetrators"])
    if "places" in row:
        marks["places"] = _said_alike(row["places"], json["places"])
    if row.get("no_date") or "date" in row:
        said = json["date"]["as_said"] or ""
        marks["date"] = (
            said.casefold() in row["date"].casefold() and bool(said) if "date" in row else not said
        )
    if "victims" in row:
        marks["victims"] = _victims_alike(row["victims"], json["victims"])
    for name, right in marks.items():
        found.fields.setdefault(name, []).append(right)
        if not right:
            found.wrong.append(f"{name}: {row['quote'][:60]} -> {json.get(name, json['source'])}")


def _said_alike(wanted: list[str], given: list[Row]) -> bool:
    said = [one["as_said"].casefold() for one in given]
    return len(said) == len(wanted) and all(any(one.casefold() in words for words in said) for one in wanted)


def _victims_alike(wanted: list[Row], given: list[Row]) -> bool:
    return len(wanted) == len(given) and all(
        all(one.get(name) == value for name, value in row.items())
        for row, one in zip(wanted, given, strict=True)
    )


def report(found: Score) -> str:
    """The score as lines for a person."""
    fields = ", ".join(f"{name} {sum(marks)}/{len(marks)}" for name, marks in sorted(found.fields.items()))
    lines = [
        f"recall {len(found.matched)}/{len(found.matched) + len(found.missed)} = {found.recall:.2f}, "
        f"precision {len(found.matched)}/{len(found.matched) + len(found.surplus)} = {found.precision:.2f}",
        fields,
        *(f"missed {row['event_type']}: {row['quote']}" for row in found.missed),
        *(
            f"surplus {one.event_type} {one.polarity} [{one.rule}]: {one.quote.words}"
            for one in found.surplus
        ),
        *(f"FORBIDDEN {one.event_type} [{one.rule}]: {one.quote.words}" for one in found.forbidden),
        *found.wrong,
    ]
    return "\n".join(lines)
