"""How well Arabic claims are found: per field, on the half that was built with and the half that was held back.

    .venv/bin/python benchmarks/arabic.py [built|held] [--wrong]

A claim matches a coded one when its type is the same and the two quotes share at least half of the shorter.
Fields are scored on matched claims.
"""

import sys
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any

from sijil.dates import Interval
from sijil.extraction import Claim, extract
from sijil.places import Gazetteer

ROOT = Path(__file__).parent.parent
FIXTURES = ROOT / "tests" / "extraction" / "fixtures"
Row = dict[str, Any]
Marks = dict[str, list[bool]]


def passages(half: str) -> tuple[str, list[Row]]:
    """The day of publication, and the coded passages of one half."""
    table = tomllib.loads((FIXTURES / f"arabic_{half}.toml").read_text(encoding="utf-8"))
    return table["published"], table["p"]


def matches(text: str, row: Row, claim: Claim) -> bool:
    """The same type, and half of the shorter quote in both."""
    start = text.index(row["q"])
    shared = min(start + len(row["q"]), claim.quote.end) - max(start, claim.quote.start)
    return row["e"] == claim.event_type and shared * 2 >= min(
        len(row["q"]), claim.quote.end - claim.quote.start
    )


def fields(row: Row, claim: Claim) -> dict[str, bool]:
    """Which of the fields that are coded are right."""
    victims, date = claim.victims, claim.date
    told: dict[str, tuple[Any, Any]] = {
        "names": (row.get("names", []), [one.name.words for one in victims if one.name]),
        "kin": (row.get("kin", []), [one.kin.words for one in victims if one.kin]),
        "age": (row.get("ages", []), [one.age for one in victims if one.age]),
        "sex": (row.get("sexes", []), [one.sex for one in victims if one.sex]),
        "perpetrator": (
            [row["perp"]] if "perp" in row else [],
            [one.as_said.words for one in claim.perpetrators],
        ),
        "polarity": (row.get("pol", "asserts"), claim.polarity),
        "hedge": (row.get("hedge", "asserted"), claim.hedge),
        "aggregate": (row.get("agg", False), claim.is_aggregate),
    }
    if "n" in row:
        told["count low"] = ([low for low, _ in row["n"]], [_number(one.count_low) for one in victims])
        told["count high"] = ([high for _, high in row["n"]], [_number(one.count_high) for one in victims])
    if "place" in row:
        told["place"] = ([row["place"]], [one.as_said.words for one in claim.places])
    if "date" in row:
        told["date"] = ((row["date"], row["date"]), (date.earliest, date.latest))
    if "sp" in row:
        told["source type"] = (row["sp"], claim.source.type)
    if "who" in row:
        told["speaker"] = (row["who"], claim.source.who.words if claim.source.who else "")
    return {name: right == found for name, (right, found) in told.items()}


def _number(value: int | None) -> int:
    return -1 if value is None else value


def score(half: str, wrong: bool = False) -> tuple[dict[str, float], Marks]:
    """Precision, recall and F1 of type and quote, and the marks of each field."""
    published, rows = passages(half)
    gazetteer = Gazetteer.read(ROOT / "examples" / "gazetteer.csv")
    matched = missed = surplus = 0
    marks: Marks = defaultdict(list)
    for passage in rows:
        left = extract(passage["t"], published=Interval.parse(published), gazetteer=gazetteer)
        for row in passage["c"]:
            claim = next((one for one in left if matches(passage["t"], row, one)), None)
            if claim is None:
                missed += 1
                _tell(wrong, "missed", passage["t"], row)
                continue
            left.remove(claim)
            matched += 1
            for name, right in fields(row, claim).items():
                marks[name].append(right)
                _tell(wrong and not right, name, passage["t"], claim.rule)
        surplus += len(left)
        for claim in left:
            _tell(wrong, "surplus", passage["t"], (claim.rule, claim.quote.words))
    precision, recall = matched / (matched + surplus), matched / (matched + missed)
    return {
        "precision": precision,
        "recall": recall,
        "F1": 2 * precision * recall / (precision + recall),
    }, marks


def _tell(wanted: bool, *what: object) -> None:
    if wanted:
        print("  ", *what)


def main() -> None:
    """Print the table."""
    halves = [one for one in sys.argv[1:] if one in ("built", "held")] or ["built", "held"]
    for half in halves:
        whole, marks = score(half, "--wrong" in sys.argv)
        print(
            half,
            f"{len(passages(half)[1])} passages; type and quote:",
            *(f"{name} {value:.3f}" for name, value in whole.items()),
        )
        for name in sorted(marks):
            print(f"  {name:12} {sum(marks[name])} of {len(marks[name])}")


if __name__ == "__main__":
    main()
