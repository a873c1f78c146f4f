"""How long counting takes, and how much memory: claims in incidents, up to a million. `counting.py [CLAIMS...]`.

Each claim is one mention of a victim (nine in ten a named person told of by one to four sources, one in ten a group
of unnamed dead), ten claims an incident. Timed is processor time of this process alone: counting with every cell,
grouping into incidents with what each source says and what contradicts, and writing the incidents and the figures
as lines of data. There is no peer: nothing we know counts with bounds from claims; what is shown is how it grows.
Target: 1,000,000 claims in 100,000 incidents in 120 s and 2 GiB.
"""

import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sijil.counting import CountedMention, Mandate, count
from sijil.counting.incidents import Incident, Told, group

SIZES = (10_000, 100_000, 1_000_000)
PER_INCIDENT = 10
START = date(2025, 1, 1)


def claims(n: int) -> Iterator[tuple[CountedMention, Told]]:
    """Claims of incidents that are invented by a seed: the same for the same number."""
    chance = random.Random(20250412)
    for number in range(n):
        incident = number // PER_INCIDENT
        place, day = f"village {incident % 5_000}", START + timedelta(days=incident // 5_000 % 365)
        area = f"area {incident % 14}"
        crowd = chance.random() < 0.1
        size = chance.randint(2, 30) if crowd else 1
        source = f"source {chance.randrange(40)}"
        key = f"c{number:07d}"
        person = key if crowd else f"p{incident}.{chance.randrange(6)}"
        yield (
            CountedMention(
                key, "killing", chance.random() < 0.9, not crowd, source, source, (person, person, person),
                low=size, best=size, high=size, place=place, admin1=area, earliest=day, latest=day,
                sex=chance.choice(("male", "female", "")), age_low=(age := chance.choice((None, 9, 40))),
                age_high=age, incident=f"i{incident}", status=chance.choice(("", "civilian")),
                cause=chance.choice(("", "small_arms")),
            ),
            Told(key, source, "killing", place, day, day, low=size, best=size, high=None if not crowd else size,
                 people=() if crowd else (person,)),
        )  # fmt: skip


def pages(incidents: list[Incident], figures: list[Any], folder: Path) -> int:
    """Each incident's sources and contradictions and every figure, as lines of a data file; returns the bytes."""
    with (folder / "incidents.jsonl").open("w", encoding="utf-8") as file:
        for incident in incidents:
            says = incident.says()
            said = [f"{s.source} {s.event_type} {s.low} {s.best} {s.high} {' '.join(s.keys)}" for s in says]
            apart = [f"{c.kind} {c.one.source} {c.other.source}" for c in incident.contradictions(says)]
            file.write(f"{incident.key}\t{'; '.join(said)}\t{'; '.join(apart)}\n")
    with (folder / "figures.tsv").open("w", encoding="utf-8") as file:
        for f in figures:
            inputs = " ".join(key for subject in f.inputs for key in subject)
            file.write(f"{f.event_type}\t{f.dimension}\t{f.value}\t{f.low}\t{f.best}\t{f.high}\t{inputs}\n")
    return sum(path.stat().st_size for path in folder.iterdir())


def timed(what: Callable[[], Any]) -> tuple[Any, float]:
    """The result, and seconds of this process's processor time."""
    started = time.process_time()
    result = what()
    return result, time.process_time() - started


def main(sizes: list[int]) -> None:
    """Print one row a size."""
    print(
        "| claims | incidents | counted, s | grouped, s | written, s | all, s | µs a claim | peak MiB | MB written |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    for size in sizes:
        rows = list(claims(size))
        figures, counted = timed(lambda rows=rows: count((m for m, _ in rows), [], Mandate()))
        incidents, grouped = timed(lambda rows=rows: group(t for _, t in rows))
        with tempfile.TemporaryDirectory() as folder:
            wrote, written = timed(lambda i=incidents, f=figures, d=folder: pages(i, f, Path(d)))
        total = counted + grouped + written
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"| {size:,} | {len(incidents):,} | {counted:.1f} | {grouped:.1f} | {written:.1f} | {total:.1f} "
            f"| {total / size * 1e6:.0f} | {peak:,.0f} | {wrote / 1e6:.0f} |",
            flush=True,
        )
        del rows, figures, incidents


if __name__ == "__main__":
    main([int(size.replace(",", "")) for size in sys.argv[1:]] or list(SIZES))
