"""How fast `sijil verify` reads a case, beside sha256sum on the same files in the same run; how the log's check grows.

    python benchmarks/verify.py [--gib 10] [--rounds 3] [--folder DIR]

The evidence is one large file and many of a few mebibytes; needs twice that room for a moment, and takes it away.
"""

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sijil.custody import Custody, Verification, utc_now
from sijil.custody.chain import Author, Chain
from sijil.custody.merkle import Tree

ACTOR, MIB = "u-bench", 1 << 20


def make_case(folder: Path, gib: float) -> Path:
    """A case whose evidence is `gib` GiB: a tenth in one file, the rest in files of 8 MiB and of 128 KiB."""
    source, case = folder / "source", folder / "case"
    source.mkdir()
    total = int(gib * 1024)
    sizes = [total // 10, *[8] * (total * 8 // 10 // 8)]
    for number, size in enumerate(sizes):
        _write(source / f"{number}.bin", size * MIB)
    for number in range(total // 10 * 8):
        _write(source / f"small-{number}.bin", MIB // 8)
    custody = Custody.create(case, ACTOR)
    for _ in custody.take_in([source], actor=ACTOR):
        pass
    shutil.rmtree(source)
    return case


def _write(path: Path, size: int) -> None:
    with path.open("wb") as file:
        while size > 0:
            size -= file.write(os.urandom(min(size, 4 * MIB)))


def timed(work: Callable[[], object]) -> float:
    """Seconds of one run."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def check(case: Path) -> None:
    """`sijil verify`, levels 1 to 5, with two workers."""
    bad = [problem for problem in Verification(case, workers=2).problems() if problem.severity == "problem"]
    assert not bad, bad


def sums(case: Path, workers: int) -> None:
    """sha256sum over the same files, in one process or several."""
    command = f"find evidence/sha256 -type f -print0 | xargs -0 -n 64 -P {workers} sha256sum > /dev/null"
    subprocess.run(["bash", "-c", command], cwd=case, check=True)


def speeds(case: Path, gib: float, rounds: int) -> None:
    """Alternating rounds; medians and ratios."""
    found: dict[str, list[float]] = {"sha256sum": [], "sha256sum -P2": [], "sijil verify": []}
    for _ in range(rounds):
        found["sha256sum"].append(timed(lambda: sums(case, 1)))
        found["sha256sum -P2"].append(timed(lambda: sums(case, 2)))
        found["sijil verify"].append(timed(lambda: check(case)))
    ours = statistics.median(found["sijil verify"])
    for name, seconds in found.items():
        middle = statistics.median(seconds)
        print(
            f"{name}: {gib * 1024 / middle:,.0f} MiB/s (median of {rounds}, {min(seconds):.1f} to "
            f"{max(seconds):.1f} s); ours is {middle / ours:.2f} of it"
        )
    print(f"memory of the check: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


def growth() -> None:
    """A log of 1,000 to 1,000,000 lines: tree, root, one proof of each kind."""
    for count in (1_000, 10_000, 100_000, 1_000_000):
        chain, author = Chain(), Author(ACTOR, utc_now)
        stamp = author.stamp() | {"act": "received", "sha256": "0" * 64, "size": 1, "name_hash": "0" * 64}
        lines = [chain.add(stamp) for _ in range(count)]
        tree = Tree()

        def grow(tree: Tree = tree, lines: list[bytes] = lines) -> None:
            for line in lines:
                tree.add(line)

        built = timed(grow)
        third = count // 3
        asked = timed(lambda t=tree, n=third: (t.root(), t.inclusion(n), t.consistency(n)))
        print(f"log of {count:,} lines: tree in {built:.2f} s, root and two proofs in {asked * 1000:.2f} ms")


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser()
    options.add_argument("--gib", type=float, default=10)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--folder", type=Path, default=None)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="sijil-verify-", dir=asked.folder) as name:
        if shutil.disk_usage(name).free < asked.gib * 2.2 * 1024 * MIB:
            raise SystemExit(f"not enough room in {name} for {asked.gib} GiB twice: give --gib or --folder")
        speeds(make_case(Path(name), asked.gib), asked.gib, asked.rounds)
    growth()


if __name__ == "__main__":
    main()
