"""Lists of people linked: F1 over pairs and B-cubed beside Splink as its documentation would have it used.

    python benchmarks/linkage.py [--lists gaza_lists_dev.csv] [--mixed mixed_100000.csv ...] [--peer]

`--lists` is a file with the columns record_id, list, name_ar, sex, age, dob, person_id; `--mixed` files come from
`gen_victim_lists.py --shuffle`. Without either, both are looked for in the outside data folder (SIJIL_SHARED); what is
not there is left out, and said. `--null` keeps one record a person of the first mixed file: lists that share nobody.
"""

import argparse
import csv
import os
import resource
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from sijil.linkage import Mention, link

SHARED = Path(os.environ.get("SIJIL_SHARED", Path(__file__).resolve().parents[2] / "shared"))
Truth = dict[str, str]


def main() -> None:
    """Print one line a measurement."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--lists", type=Path, default=SHARED / "data" / "gaza_lists_dev.csv")
    asked.add_argument("--mixed", type=Path, nargs="*", default=[])
    asked.add_argument("--null", action="store_true")
    given = asked.parse_args()
    print(
        f"{'lists':44} {'records':>9} {'P':>6} {'R':>6} {'F1':>6} {'B3':>6} {'largest':>7} {'CPU s':>6} {'MiB':>6}"
    )
    if given.lists.is_file():
        for name, birth, free in (
            ("real, birth date hidden, not declared", False, False),
            ("real, birth date hidden, declared", False, True),
            ("real, with birth date, declared", True, True),
        ):
            measure(name, *real(given.lists, birth=birth, free=free))
    else:
        print(f"left out: {given.lists} is not there (SIJIL_SHARED names the folder of outside data)")
    for path in given.mixed:
        mentions, truth = mixed(path)
        measure(f"mixed scripts, {path.name}", mentions, truth)
        if given.null:
            null(mentions, truth)


def measure(name: str, mentions: Sequence[Mention], truth: Truth) -> None:
    """Link, and print the figures."""
    started = time.process_time()
    labels = link(mentions).clusters.best
    spent = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    precision, recall = pairwise(labels, truth)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    largest = max(Counter(labels.values()).values())
    print(
        f"{name:44} {len(mentions):9,} {precision:6.4f} {recall:6.4f} {f1:6.4f} {b_cubed(labels, truth):6.4f} "
        f"{largest:7} {spent:6.0f} {peak:6}",
        flush=True,
    )


def null(mentions: Sequence[Mention], truth: Truth) -> None:
    """One record of each person: every link is false."""
    first: dict[str, Mention] = {}
    for mention in sorted(mentions, key=lambda m: m.key):
        first.setdefault(truth[mention.key], mention)
    labels = link(list(first.values())).clusters.best
    false = len(first) - len(set(labels.values()))
    print(
        f"no common person: {false} false links, {1e4 * false / len(first):.2f} in 10,000 of {len(first):,} records"
    )


def real(path: Path, *, birth: bool, free: bool) -> tuple[list[Mention], Truth]:
    """The published lists, by opaque person."""
    mentions: list[Mention] = []
    truth: Truth = {}
    for row in rows(path):
        born = _born(row["dob"]) if birth else None
        mentions.append(replace(_mention(row, row["name_ar"], free), born=born))
        truth[row["record_id"]] = row["person_id"]
    return mentions, truth


def _born(said: str) -> date | None:
    """A birth date; None for what is none (01/01/1000)."""
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None


def mixed(path: Path) -> tuple[list[Mention], Truth]:
    """Synthetic lists in two scripts."""
    mentions: list[Mention] = []
    truth: Truth = {}
    for row in rows(path):
        earliest, latest = span(row["date_of_death"])
        made = _mention(row, row["name"], False)
        mentions.append(
            replace(made, earliest=earliest, latest=latest, place=row["place"], admin1=row["governorate"])
        )
        truth[row["record_id"]] = row["person_id"]
    return mentions, truth


def rows(path: Path) -> Iterable[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _mention(row: dict[str, str], name: str, free: bool) -> Mention:
    age = int(float(row["age"])) if row["age"] else None
    listed = {"list": row["list"], "duplicate_free": free}
    return Mention(row["record_id"], name, sex=row["sex"], age_low=age, age_high=age, **listed)  # type: ignore[arg-type]


def span(said: str) -> tuple[date | None, date | None]:
    """A day, or a month as its first and last day."""
    if not said:
        return None, None
    if len(said) == 10:
        return date.fromisoformat(said), date.fromisoformat(said)
    first = date.fromisoformat(said + "-01")
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def pairwise(labels: dict[str, str], truth: Truth) -> tuple[float, float]:
    """Precision and recall over the pairs that clusters imply."""
    both = _pairs((labels[key], person) for key, person in truth.items())
    return both / max(_pairs(labels[key] for key in truth), 1), both / max(_pairs(truth.values()), 1)


def _pairs(values: Iterable[object]) -> int:
    return sum(size * (size - 1) // 2 for size in Counter(values).values())


def b_cubed(labels: dict[str, str], truth: Truth) -> float:
    """B-cubed F1 over records (Bagga and Baldwin 1998)."""
    both = Counter((labels[key], person) for key, person in truth.items())
    found, true = Counter(labels[key] for key in truth), Counter(truth.values())
    precision = sum(n * n / found[label] for (label, _), n in both.items()) / len(truth)
    recall = sum(n * n / true[person] for (_, person), n in both.items()) / len(truth)
    return 2 * precision * recall / max(precision + recall, 1e-9)


if __name__ == "__main__":
    main()
