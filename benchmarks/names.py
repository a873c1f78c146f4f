"""A Latin spelling looked up among 50,000 Arabic names, one name among a million; beside rapidfuzz.

    python benchmarks/names.py [DATA_DIR] [--queries N] [--million]

DATA_DIR (or SIJIL_SHARED/data) holds `gaza_lists_dev.csv` and `name_tokens_dev.csv`, no part of the repository.
The index is the distinct names of list D, filled up to 50,000 with names put together from its parts. Four sets of
queries: the English spelling of list D, that of list A for the same people, every part replaced by an attested
spelling, and that with one middle name left out. The peer is `rapidfuzz.fuzz.ratio` on names romanised by ICU
(PyICU); where that is not installed, by anyascii, and the line says so.
"""

import argparse
import csv
import importlib
import os
import random
import resource
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from sijil.names import NameIndex

SEED = 5
INDEXED = 50_000
Query = tuple[str, str]


def rows(path: Path) -> list[dict[str, str]]:
    """A CSV file as rows."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def filled(names: Sequence[str], size: int, chance: random.Random) -> list[str]:
    """The names, and others put together from their parts, up to `size`."""
    known = dict.fromkeys(names)
    first, last = [n.split()[0] for n in names], [n.split()[-1] for n in names]
    middle = [part for n in names for part in n.split()[1:-1]]
    while len(known) < size:
        known.setdefault(
            " ".join(
                [chance.choice(first), chance.choice(middle), chance.choice(middle), chance.choice(last)]
            )
        )
    return list(known)[:size]


def attested(path: Path) -> dict[str, list[tuple[str, float]]]:
    """Latin spellings of each Arabic part, with the root of how often each was met."""
    found: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for row in rows(path):
        if row["plausible"] == "1":
            found[row["arabic"]].append((row["latin"], int(row["count"]) ** 0.5))
    return found


def queries(
    lists: list[dict[str, str]], names: list[str], spellings: Path, many: int
) -> dict[str, list[Query]]:
    """The four sets, each query with the name that is meant."""
    chance = random.Random(SEED)
    own = [row for row in lists if row["list"] == "D" and len(row["name_ar"].split()) > 2]
    chance.shuffle(own)
    of_person = {row["person_id"]: row["name_ar"] for row in own}
    sets: dict[str, list[Query]] = {
        "spelling of list D": [(row["name_en"], row["name_ar"]) for row in own if row["name_en"]][:many],
        "spelling of list A": [
            (row["name_en"], of_person[row["person_id"]])
            for row in lists
            if row["list"] == "A" and row["name_en"] and row["person_id"] in of_person
        ][:many],
        "attested spellings": [],
        "the same, one part dropped": [],
    }
    known, order = attested(spellings), names[:]
    chance.shuffle(order)
    for name in order:
        spelled = _spelled(name, known, chance)
        if len(spelled) < 4:
            continue
        if len(sets["attested spellings"]) < many:
            sets["attested spellings"].append((" ".join(spelled), name))
        if len(sets["the same, one part dropped"]) < many:
            gone = chance.randrange(1, len(spelled) - 1)
            sets["the same, one part dropped"].append((" ".join(spelled[:gone] + spelled[gone + 1 :]), name))
    return sets


def _spelled(name: str, known: dict[str, list[tuple[str, float]]], chance: random.Random) -> list[str]:
    """An attested spelling of each part, or nothing where one part has none."""
    options = [known.get(part) for part in name.split()]
    if not all(options):
        return []
    return [chance.choices([s for s, _ in some or ()], [w for _, w in some or ()])[0] for some in options]


def peer(names: list[str]) -> tuple[str, Callable[[str], list[str]]] | None:
    """rapidfuzz ratio over romanised names: what it is called, and its first ten for a query."""
    from rapidfuzz import fuzz, process

    romanised, how = _romaniser()
    if romanised is None:
        return None
    plain = [romanised(name) for name in names]

    def ten(query: str) -> list[str]:
        found = process.extract(romanised(query), plain, scorer=fuzz.ratio, limit=10)
        return [names[at] for _, _, at in found]

    return f"rapidfuzz ratio on {how}", ten


def _romaniser() -> tuple[Callable[[str], str] | None, str]:
    try:
        icu = importlib.import_module("icu")
        rule = "Any-Latin; NFD; [:Nonspacing Mark:] Remove; NFC; Latin-ASCII; Lower"
        transform = icu.Transliterator.createInstance(rule)
        return (
            lambda text: "".join(c for c in transform.transliterate(text) if c.isalpha() or c == " ")
        ), "ICU"
    except ImportError:
        pass
    try:
        anyascii = importlib.import_module("anyascii").anyascii
        return (
            lambda text: "".join(c for c in anyascii(text).lower() if c.isalpha() or c == " ")
        ), "anyascii"
    except ImportError:
        return None, ""


def measure(title: str, ten: Callable[[str], list[str]], some: list[Query]) -> str:
    """A line: how often the right name is first, and among ten, and the processor's time a query."""
    start = time.process_time()
    found = [(ten(query), truth) for query, truth in some]
    spent = (time.process_time() - start) / max(len(some), 1)
    first = sum(bool(names) and names[0] == truth for names, truth in found) / max(len(some), 1)
    among = sum(truth in names for names, truth in found) / max(len(some), 1)
    return f"  {title:34} first {first:.3f}  among ten {among:.3f}  {1000 * spent:6.1f} ms  ({len(some)})"


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    shared = os.environ.get("SIJIL_SHARED", str(Path(__file__).resolve().parents[2] / "shared"))
    options.add_argument("data", nargs="?", type=Path, default=Path(shared) / "data")
    options.add_argument("--queries", type=int, default=1000)
    options.add_argument("--million", action="store_true")
    given = options.parse_args()
    if not (given.data / "gaza_lists_dev.csv").is_file():
        print(f"skipped: no gaza_lists_dev.csv in {given.data}")
        return
    lists = rows(given.data / "gaza_lists_dev.csv")
    own = list(dict.fromkeys(row["name_ar"] for row in lists if row["list"] == "D"))
    names = filled(own, INDEXED, random.Random(SEED))
    start = time.process_time()
    index = NameIndex((name, name) for name in names)
    print(f"index of {len(index)} names built in {time.process_time() - start:.1f} s of the processor")
    other = peer(names)
    for title, some in queries(lists, names, given.data / "name_tokens_dev.csv", given.queries).items():
        print(title)
        print(measure("Sijil", lambda query: [m.id for m in index.search(query, 10)], some))
        print(
            measure(*other, some[:300])
            if other
            else "  peer skipped: neither PyICU nor anyascii is installed"
        )
    if given.million:
        _million(own, queries(lists, own, given.data / "name_tokens_dev.csv", 200))


def _million(own: list[str], sets: dict[str, list[Query]]) -> None:
    names = filled(own, 1_000_000, random.Random(SEED))
    start = time.process_time()
    index = NameIndex((name, name) for name in names)
    built, peak = time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"a million names: built in {built:.0f} s of the processor, {peak:.0f} MiB")
    as_written = [(name, name) for name in random.Random(SEED).sample(names, 200)]
    for title, some in {"as written": as_written, **sets}.items():
        spent, right = [], 0
        for query, truth in some:
            start = time.process_time()
            right += index.search(query, 1)[0].id == truth
            spent.append(1000 * (time.process_time() - start))
        spent.sort()
        print(
            f"  {title:34} first {right / len(some):.3f}  {sum(spent) / len(spent):.1f} ms a look-up, "
            f"19 of 20 under {spent[len(spent) * 19 // 20]:.1f}, longest {spent[-1]:.1f}  ({len(some)})"
        )


if __name__ == "__main__":
    main()
