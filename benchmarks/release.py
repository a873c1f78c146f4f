"""How long a release takes: a case of many people on two lists and in a text, released twice.

    python benchmarks/release.py [--people N] [--folder FOLDER]

People are invented by a seeded draw from common names; the second run finds nothing changed.
"""

import argparse
import csv
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SIJIL = Path(sys.executable).with_name("sijil")
GIVEN = (
    "Ahmad", "Ali", "Amal", "Amina", "Basma", "Dalal", "Fadi", "Farah", "Ghada", "Hadi", "Hala", "Hamza",
    "Hanan", "Hasan", "Huda", "Ibrahim", "Iman", "Jamal", "Karim", "Khaled", "Layla", "Lina", "Mahmud",
    "Maha", "Mariam", "Maya", "Mustafa", "Nabil", "Nada", "Nadim", "Nur", "Omar", "Rami", "Rana", "Rima",
    "Salim", "Salma", "Samar", "Samir", "Sara", "Tarek", "Walid", "Yasmin", "Yusuf", "Zaynab", "Ziad",
)  # fmt: skip
FAMILY = (
    "Abbud", "Aswad", "Barakat", "Bitar", "Daher", "Darwish", "Fakhoury", "Farhat", "Ghanem", "Haddad",
    "Hamdan", "Haydar", "Ibrahim", "Issa", "Jabbour", "Jundi", "Kanaan", "Khalil", "Khatib", "Khoury",
    "Makdisi", "Mansour", "Maruf", "Nahas", "Najjar", "Nassar", "Qasim", "Rahal", "Sabbagh", "Saleh",
    "Salloum", "Shaheen", "Suleiman", "Tawil", "Toma", "Wakim", "Younes", "Zaher", "Zein",
)  # fmt: skip
PLACES = ("Marsa", "Tall Nur", "Wadi Ahmar", "Burj Saida", "Ayn Safra", "Kafr Zayt")


def people(count: int) -> list[dict[str, str]]:
    """Invented people: given name, father, family."""
    chance = random.Random(20250410)
    return [
        {
            "name": f"{chance.choice(GIVEN)} {chance.choice(GIVEN)} {chance.choice(FAMILY)}",
            "age": str(chance.randint(1, 90)),
            "sex": chance.choice(("male", "female")),
            "place": chance.choice(PLACES),
            "date": f"2025-04-{chance.randint(1, 28):02}",
            "status": chance.choice(("killed", "killed", "killed", "injured")),
        }
        for _ in range(count)
    ]


def write(folder: Path, count: int) -> None:
    """Two lists, the second with every third person of the first, and a text with a witness."""
    folder.mkdir(parents=True)
    every = people(count)
    for name, some in (("one.csv", every), ("two.csv", every[::3])):
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(every[0]))
            writer.writeheader()
            writer.writerows(some)
    (folder / "w.txt").write_text(
        '"They killed my brother in Marsa," said Rana Testname, a resident.\n', "utf-8"
    )


def timed(*arguments: object) -> float:
    """Seconds that one command takes; what it says goes to our own output."""
    started = time.monotonic()
    done = subprocess.run([SIJIL, *map(str, arguments)], check=False)
    if done.returncode:
        sys.exit(f"`sijil {arguments[0]}` ended with status {done.returncode}")
    return time.monotonic() - started


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=10_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as spare:
        os.environ["SIJIL_KEY"] = str(Path(spare, "key.pem"))
        os.environ["SIJIL_ACTOR"] = "u-bench"
        files, case = Path(spare, "files"), Path(spare, "case")
        write(files, options.people)
        run = timed("run", case, files)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        first, second = timed("release", case), timed("release", case)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        print(f"{options.people:,} people: run {run:.0f} s, release {first:.0f} s, again {second:.0f} s")
        print(f"processor time of both releases {busy:.0f} s, largest process {after.ru_maxrss >> 10} MiB")


if __name__ == "__main__":
    main()
