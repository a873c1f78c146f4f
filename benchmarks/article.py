"""How well the claims of one article are found, beside an analyst's coding of it.

    python benchmarks/article.py [TEXT CODING] [--gazetteer CSV] [--published DAY..DAY] [--wrong]

Without TEXT and CODING: the coded articles of the tests. CODING is TOML or JSON of the shape that
`tests/extraction/fixtures/*.toml` have: `published`, two days, and `claim`, a list of rows. A row has `quote`
(once in the text), `event_type` (one, or a list of those that are right), `optional` (counts neither for nor
against recall; finding it is no error), and of the fields what the analyst states: `polarity`, `hedge`,
`aggregate`, `who` (part of the name; "" for nobody), `source_type`, `governorates`, `places`, `perpetrators`,
`no_date`, `date`, `victims` (`name`, `kin`, `age`, `sex`, `count_low`, `count_high`, `outcome`).

A proposal agrees with a row when the type is one of the row's and the two quotes share at least half of the
shorter. Each proposal is used once; the assignment is the one that finds most core rows. Precision counts every
proposal that no row takes as wrong: also a second one for the same claim.
"""

import argparse
import json
import sys
import time
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sijil.dates import Interval
from sijil.extraction import Claim, extract
from sijil.places import Gazetteer

ROOT = Path(__file__).resolve().parents[1]
ARTICLES = ROOT / "tests" / "extraction" / "fixtures" / "articles"
Row = dict[str, Any]


@dataclass
class Agreement:
    """What the coding and the proposals have in common."""

    pairs: list[tuple[Row, Claim]] = field(default_factory=list)
    missed: list[Row] = field(default_factory=list)
    surplus: list[Claim] = field(default_factory=list)
    marks: dict[str, list[bool]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    @property
    def core(self) -> int:
        """How many of the rows that must be found were found."""
        return sum(not row.get("optional") for row, _ in self.pairs)

    @property
    def recall(self) -> float:
        """Share of the core rows that were found."""
        wanted = self.core + len(self.missed)
        return self.core / wanted if wanted else 1.0

    @property
    def precision(self) -> float:
        """Share of the proposals that a row takes."""
        given = len(self.pairs) + len(self.surplus)
        return len(self.pairs) / given if given else 1.0

    def share(self, name: str) -> float:
        """Share of the rows, of those that state the field, in which it is right."""
        marks = self.marks.get(name, [])
        return sum(marks) / len(marks) if marks else 1.0

    def add(self, other: "Agreement") -> None:
        """Take in the agreement on another text."""
        self.pairs += other.pairs
        self.missed += other.missed
        self.surplus += other.surplus
        self.wrong += other.wrong
        for name, marks in other.marks.items():
            self.marks.setdefault(name, []).extend(marks)


def read_coding(path: Path) -> Row:
    """The coding of one article; `published` is its interval."""
    text = path.read_text(encoding="utf-8")
    coding: Row = json.loads(text) if path.suffix == ".json" else tomllib.loads(text)
    return coding


def agreement(text: str, coding: Row, claims: list[Claim]) -> Agreement:
    """Compare the proposals with the coding; `ValueError` names a quote that is not once in the text."""
    for row in coding["claim"]:
        if text.count(row["quote"]) != 1:
            raise ValueError(f"{text.count(row['quote'])} times in the text: {row['quote']!r}")
    rows = sorted(coding["claim"], key=lambda row: bool(row.get("optional")))
    taken = _assigned([_agreeing(text, row, claims) for row in rows])
    found = Agreement()
    for number, row in enumerate(rows):
        if number in taken:
            claim = claims[taken[number]]
            found.pairs.append((row, claim))
            _compare(found, row, claim)
        elif not row.get("optional"):
            found.missed.append(row)
    used = set(taken.values())
    found.surplus = [claim for number, claim in enumerate(claims) if number not in used]
    return found


def _agreeing(text: str, row: Row, claims: list[Claim]) -> list[int]:
    """The proposals that agree with a row, the closest quote first."""
    types = row["event_type"] if isinstance(row["event_type"], list) else [row["event_type"]]
    start = text.index(row["quote"])
    end = start + len(row["quote"])
    found = []
    for number, one in enumerate(claims):
        shared = min(end, one.quote.end) - max(start, one.quote.start)
        shorter = min(end - start, one.quote.end - one.quote.start)
        if one.event_type in types and shared * 2 >= shorter:
            apart = max(end, one.quote.end) - min(start, one.quote.start)
            found.append((row.get("polarity", "asserts") != one.polarity, -shared / apart, number))
    return [number for *_, number in sorted(found)]


def _assigned(choices: list[list[int]]) -> dict[int, int]:
    """Most rows with a proposal each, the earlier rows first: augmenting paths."""
    holder: dict[int, int] = {}

    def give(row: int, seen: set[int]) -> bool:
        for choice in choices[row]:
            if choice not in seen:
                seen.add(choice)
                if choice not in holder or give(holder[choice], seen):
                    holder[choice] = row
                    return True
        return False

    for row in range(len(choices)):
        give(row, set())
    return {row: choice for choice, row in holder.items()}


def _names(victims: list[Row]) -> list[str]:
    return [one["name"] for one in victims if one.get("name")]


def _values(key: str) -> Callable[[list[Row]], list[Any]]:
    return lambda victims: [one[key] for one in victims if one.get(key) is not None]


_VICTIM_FIELDS: dict[str, Callable[[list[Row]], list[Any]]] = {
    "victim: age": _values("age"),
    "victim: sex": _values("sex"),
    "victim: outcome": _values("outcome"),
}


def _compare(found: Agreement, row: Row, claim: Claim) -> None:
    given = claim.as_json()
    marks: dict[str, tuple[bool, Any]] = {
        "polarity": (row.get("polarity", "asserts") == claim.polarity, claim.polarity),
        "hedge": (row.get("hedge", "asserted") == claim.hedge, claim.hedge),
    }
    if "aggregate" in row:
        marks["aggregate"] = (row["aggregate"] == claim.is_aggregate, claim.is_aggregate)
    if "who" in row:
        told = [given["source"]["who"] or "", given["source"]["as_said"] or ""]
        nobody = not told[0] or claim.source.type == "video"
        right = any(row["who"].casefold() in one.casefold() for one in told) if row["who"] else nobody
        marks["speaker"] = (right, (claim.source.type, *told))
    if "source_type" in row:
        marks["source type"] = (row["source_type"] == claim.source.type, claim.source.type)
    if "governorates" in row:
        told = sorted({one.admin1 for one in claim.places if one.admin1})
        marks["governorate"] = (sorted(row["governorates"]) == told, told)
    for name in ("places", "perpetrators"):
        if name in row:
            said = [one["as_said"] for one in given[name]]
            marks[name] = (_alike(row[name], said), said)
    if row.get("no_date") or "date" in row:
        when = given["date"]["as_said"] or ""
        right = bool(when) and when.casefold() in row["date"].casefold() if "date" in row else not when
        marks["date"] = (right, when)
    if "victims" in row:
        marks.update(_victim_marks(row["victims"], given["victims"]))
    for name, (right, told) in marks.items():
        found.marks.setdefault(name, []).append(right)
        if not right:
            found.wrong.append(f"{name}: {row['quote'][:70]!r} -> {told!r} [{claim.rule}]")


def _victim_marks(wanted: list[Row], given: list[Row]) -> dict[str, tuple[bool, Any]]:
    """Each kind of field over all victims of the claim; names and kin by the words that carry them."""
    marks: dict[str, tuple[bool, Any]] = {}
    names, kin = _names(given), _values("kin")(given)
    marks["victim: name"] = (_alike(_names(wanted), names), names)
    marks["victim: kin"] = (_kin_alike(_values("kin")(wanted), kin), kin)
    for name, values in _VICTIM_FIELDS.items():
        if any(values([one]) for one in wanted) or name == "victim: age":
            told = values(given)
            marks[name] = (values(wanted) == told, told)
    if all("count_low" in one for one in wanted):
        told = [_bounds(one) for one in given]
        counts = [(one["count_low"], one.get("count_high")) for one in wanted]
        marks["victim: count"] = (counts == told, told)
    return marks


def _bounds(victim: Row) -> tuple[int | None, int | None]:
    """The stated bounds; of "some 60", which states none, the number itself twice."""
    low, high = victim["count_low"], victim["count_high"]
    return (victim["count_best"],) * 2 if low is None and high is None else (low, high)


def _alike(wanted: list[str], given: list[str]) -> bool:
    """As many, each in another's words, in order."""
    return len(wanted) == len(given) and all(
        one.casefold() in told.casefold() or told.casefold() in one.casefold()
        for one, told in zip(wanted, given, strict=True)
    )


def _kin_alike(wanted: list[str], given: list[str]) -> bool:
    """The words of kinship, with or without "my"; "my uncle and aunt" is one group or two people."""
    joined = " ".join(wanted).casefold().split()
    return bool(wanted) == bool(given) and all(
        word in joined for one in given for word in one.casefold().split()
    )


def report(found: Agreement, wrong: bool = True) -> str:
    """The agreement as lines for a person."""
    wanted, given = found.core + len(found.missed), len(found.pairs) + len(found.surplus)
    lines = [
        f"recall {found.core} of {wanted} = {found.recall:.3f}   "
        f"precision {len(found.pairs)} of {given} = {found.precision:.3f}"
    ]
    for name, marks in sorted(found.marks.items()):
        lines.append(f"  {name:16} {sum(marks)} of {len(marks)}")
    if wrong:
        lines += [f"  missed {row['event_type']}: {row['quote']}" for row in found.missed]
        lines += [
            f"  surplus {one.event_type} {one.polarity} [{one.rule}]: {one.quote.words}"
            for one in found.surplus
        ]
        lines += [f"  wrong {line}" for line in found.wrong]
    return "\n".join(lines)


def measured(text: str, coding: Row, gazetteer: Gazetteer | None, published: str = "") -> Agreement:
    """Look for the claims of a text, and compare."""
    interval = Interval.parse(published or "..".join(coding["published"]))
    return agreement(text, coding, extract(text, published=interval, gazetteer=gazetteer))


def main() -> None:
    """Print the agreement."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("text", nargs="?", type=Path)
    options.add_argument("coding", nargs="?", type=Path)
    options.add_argument("--gazetteer", type=Path, default=ROOT / "examples" / "gazetteer.csv")
    options.add_argument("--published", default="")
    options.add_argument("--wrong", action="store_true", help="list what is missed, made up and wrong")
    given = options.parse_args()
    if given.text and not given.coding:
        sys.exit("give the coding beside the text: article.py TEXT CODING")
    gazetteer = Gazetteer.read(given.gazetteer)
    todo = [(given.text, given.coding)] if given.text else _own()
    whole = Agreement()
    for path, coding_path in todo:
        text, coding = path.read_text(encoding="utf-8"), read_coding(coding_path)
        extract(text[:300])
        began = time.perf_counter()
        found = measured(text, coding, gazetteer, given.published)
        print(f"{path.name} ({time.perf_counter() - began:.2f} s)", report(found, given.wrong), sep="\n")
        whole.add(found)
    if len(todo) > 1:
        print(f"all {len(todo)}", report(whole, wrong=False), sep="\n")


def _own() -> list[tuple[Path, Path]]:
    return [(path, path.with_suffix(".toml")) for path in sorted(ARTICLES.glob("*.txt"))]


if __name__ == "__main__":
    main()
