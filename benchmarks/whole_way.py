"""How long the whole way takes, and how it grows: help, the real article, lists of 1,000 to 1,000,000 rows.

    python benchmarks/whole_way.py [--rows 1000,10000,100000] [--article FILE] [--runs 3]

Prints seconds (medians) and peak memory. The article is looked for in SIJIL_SHARED or the folder `shared` beside
the repository; without it a specimen of the tests is used, and that is said. Each measure is a process of its own.
"""

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SIJIL = Path(sys.executable).with_name("sijil")
STEPS = """
import json, resource, sys, time
from contextlib import contextmanager
from pathlib import Path
from sijil.steps.progress import silent
began = time.perf_counter()
from sijil.steps import new, add, read, extract, link, count, report
case = new.new_case(Path(sys.argv[1]), actor="u-bench", published="2025-03-10..2025-03-12")
took = {"start-up": time.perf_counter() - began}
def step(name, do):
    at = time.perf_counter()
    do()
    took[name] = time.perf_counter() - at
step("add", lambda: add.add(case, sys.argv[2:], actor="u-bench"))
step("read", lambda: read.read_new(case, actor="u-bench"))
step("extract", lambda: extract.extract(case))
step("link", lambda: link.link(case))
step("count", lambda: count.count_case(case))
step("report", lambda: report.report(case))
took["peak MiB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps(took))
"""


def steps(folder: Path, *paths: Path) -> dict[str, float]:
    """Seconds of each step on a fresh case, and the peak memory of the process in MiB."""
    done = subprocess.run(
        [sys.executable, "-c", STEPS, folder, *paths], stdout=subprocess.PIPE, text=True, check=True
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))


def wall(*command: object) -> float:
    """Seconds of a whole process."""
    began = time.perf_counter()
    subprocess.run(
        [str(part) for part in command], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    return time.perf_counter() - began


def article(asked: str) -> Path:
    """The article to measure on."""
    shared = Path(os.environ.get("SIJIL_SHARED", ROOT.parent / "shared")) / "examples" / "article.txt"
    path = Path(asked) if asked else shared
    if not path.is_file():
        path = ROOT / "tests" / "extraction" / "fixtures" / "tirran.txt"
        print("the real article is absent; measured on a specimen instead")
    return path


def people(rows: int, path: Path) -> Path:
    """A list of invented people, one row in five a second entry of somebody."""
    choose = random.Random(rows)
    names = [f"{a}{b}{c}im".capitalize() for a in "bdfghjklmn" for b in "aeiou" for c in "bdfghklmnrstvwxyz"]
    with path.open("w", encoding="utf-8") as file:
        file.write("No.,Name,Age,Sex,Place,Date\n")
        last = ""
        for number in range(rows):
            if number % 5 or not last:
                name = " ".join(choose.choice(names) for _ in range(3))
                age, sex, day = choose.randrange(90), choose.choice("MF"), choose.randrange(1, 29)
                last = f"{name},{age},{sex},Village {choose.randrange(200)},{day}/03/2025"
            file.write(f"{number + 1},{last}\n")
    return path


def show(what: str, took: dict[str, float]) -> None:
    """One line of a table."""
    without = sum(value for name, value in took.items() if name not in ("start-up", "peak MiB"))
    parts = "  ".join(f"{name} {value:.2f}" for name, value in took.items() if name != "peak MiB")
    print(
        f"{what:>18}: after start-up {without:7.2f} s   ({parts})   peak {took['peak MiB']:.0f} MiB",
        flush=True,
    )


def main() -> None:
    """Run every measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", default="1000,10000,100000")
    parser.add_argument("--article", default="")
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    helps = [wall(SIJIL, "--help") for _ in range(max(5, asked.runs))]
    print(
        f"sijil --help: median {statistics.median(helps):.2f} s of {len(helps)}, longest {max(helps):.2f} s"
    )
    with tempfile.TemporaryDirectory() as folder:
        for run in range(asked.runs):
            show(f"article, run {run + 1}", steps(Path(folder) / f"article{run}", article(asked.article)))
        for rows in [int(part) for part in asked.rows.split(",") if part]:
            listed = people(rows, Path(folder) / f"people{rows}.csv")
            show(f"{rows:,} rows", steps(Path(folder) / f"case{rows}", listed))


if __name__ == "__main__":
    main()
