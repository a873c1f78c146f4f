"""Taking files into custody beside plain copying of the same files.

Makes a seeded tree of mixed file sizes, then in each round, one after the other and each in a process of its
own: `shutil.copyfile` of every file, `cp -r`, both again with a final sync of what was written (`sync -f`), and
`Custody.take_in`, which always syncs. The page cache is warm: the source is read before each measurement, and the
disk is synced. What was written is deleted only at the end, if there is room: ext4 makes new files slowly for a
minute after many were deleted. Ratios are taken within a round.

    python benchmarks/ingest.py [--size MiB] [--files N] [--rounds N] [--dir FOLDER]
"""

import argparse
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sijil.custody import Custody, Refused

MIB = 1 << 20
GROWTH = (100, 1_000, 10_000)
SMALL_BYTES = 8_192
PHOTO = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00"
FOLDERS = 20
ACTOR = "benchmark"


def make_tree(folder: Path, count: int, total: int, seed: int) -> None:
    """`count` files of log-normal sizes that make `total` bytes together, each beginning as a photo does."""
    chance = random.Random(seed)
    weights = [chance.lognormvariate(0, 1.6) for _ in range(count)]
    for number, weight in enumerate(weights):
        path = folder / f"folder-{number % FOLDERS:02d}" / f"file-{number:05d}.bin"
        path.parent.mkdir(parents=True, exist_ok=True)
        size = max(len(PHOTO) + 1, int(total * weight / sum(weights)))
        path.write_bytes(PHOTO + chance.randbytes(size - len(PHOTO)))


def copy_tree(source: Path, target: Path) -> None:
    """Every file by `shutil.copyfile`, in order."""
    for folder, _, names in os.walk(source):
        there = target / Path(folder).relative_to(source)
        there.mkdir(parents=True)
        for name in sorted(names):
            shutil.copyfile(Path(folder, name), there / name)


def cp(source: Path, target: Path) -> None:
    """The command everybody has."""
    subprocess.run(["cp", "-r", str(source), str(target)], check=True)


def take_in(source: Path, target: Path) -> None:
    """A new case, and everything into its custody."""
    custody = Custody.create(target, ACTOR)
    refused = [one for one in custody.take_in([source], actor=ACTOR) if isinstance(one, Refused)]
    if refused:
        raise SystemExit(f"refused: {refused[0]}")


def synced(work: Callable[[Path, Path], None]) -> Callable[[Path, Path], None]:
    """The same work, with what it wrote on the disk at its end."""

    def both(source: Path, target: Path) -> None:
        work(source, target)
        subprocess.run(["sync", "-f", str(target)], check=True)

    return both


WORKS: dict[str, Callable[[Path, Path], None]] = {
    "copyfile": copy_tree,
    "copyfile, synced": synced(copy_tree),
    "cp -r": cp,
    "cp -r, synced": synced(cp),
    "take_in (synced)": take_in,
}
OURS = "take_in (synced)"


def one(name: str, source: Path, target: Path) -> None:
    """Run one work in this process and print its seconds and its peak memory."""
    started = time.perf_counter()
    WORKS[name](source, target)
    seconds = time.perf_counter() - started
    print(json.dumps({"seconds": seconds, "peak_mib": peak_mib()}))


def peak_mib() -> float:
    """The most memory this process has held. Not `getrusage`: its maximum is inherited from the process before."""
    for line in Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return float("nan")


def measure(name: str, source: Path, target: Path) -> dict[str, float]:
    """Run one work in a process of its own, the source warm and the disk quiet."""
    warm(source)
    command = [sys.executable, __file__, "--one", name, str(source), str(target)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    result: dict[str, float] = json.loads(done.stdout)
    return result


def warm(source: Path) -> None:
    """Have the source in memory and nothing waiting for the disk."""
    for path in sorted([source, *source.rglob("*")]):
        if path.is_file():
            path.read_bytes()
    os.sync()
    time.sleep(0.5)


def rounds(source: Path, place: Path, count: int, size: int) -> dict[str, list[dict[str, float]]]:
    """`count` rounds; each begins with another work, so that none is always first."""
    names = list(WORKS)
    results: dict[str, list[dict[str, float]]] = {name: [] for name in names}
    roomy = shutil.disk_usage(place).free > 2 * count * len(names) * size
    for number in range(count):
        outputs = place / f"round-{number}"
        outputs.mkdir()
        for at, name in enumerate(names[number % len(names) :] + names[: number % len(names)]):
            results[name].append(measure(name, source, outputs / str(at)))
        if not roomy:
            shutil.rmtree(outputs)
    return results


def report(results: dict[str, list[dict[str, float]]], mebibytes: float) -> None:
    """Medians and ranges, and the ratio of ours to each peer within the same round."""
    ours = [mebibytes / result["seconds"] for result in results[OURS]]
    print(f"{'':18}  MiB/s median (range)     take_in is, of it   peak MiB")
    for name, found in results.items():
        speeds = [mebibytes / result["seconds"] for result in found]
        ratios = [own / speed for own, speed in zip(ours, speeds, strict=True)]
        peak = max(result["peak_mib"] for result in found)
        print(
            f"{name:18}  {statistics.median(speeds):6.0f} ({min(speeds):.0f}-{max(speeds):.0f})".ljust(46)
            + f"{statistics.median(ratios):5.2f} ({min(ratios):.2f}-{max(ratios):.2f})   {peak:6.0f}"
        )


def growth(place: Path, seed: int) -> None:
    """Files a second for trees of small files: does the cost of a file grow with their number?"""
    print(f"\nsmall files ({SMALL_BYTES} bytes on average): files a second")
    print(f"{'files':>8}" + "".join(f"{name:>18}" for name in WORKS))
    for count in GROWTH:
        source = place / f"small-{count}"
        make_tree(source, count, count * SMALL_BYTES, seed)
        outputs = place / f"small-{count}-out"
        outputs.mkdir()
        speeds = [count / measure(name, source, outputs / name)["seconds"] for name in WORKS]
        print(f"{count:>8}" + "".join(f"{speed:>18.0f}" for speed in speeds))


def verb(source: Path, place: Path, mebibytes: float, count: int) -> None:
    """The whole verb, as a user runs it, beside plain copying: start-up, custody, database, a look at each file."""
    small = place / "small"
    small.write_bytes(b"x")
    print(f"\n{'seconds':>9}{'sijil add':>12}{'copyfile':>12}{'and sync':>12}   speed of it, beside them")
    for number in range(count):
        here = place / f"verb-{number}"
        here.mkdir()
        start = sijil_add(small, here / "case-small")
        added = sijil_add(source, here / "case")
        copied = measure("copyfile", source, here / "copied")["seconds"]
        synced = measure("copyfile, synced", source, here / "synced")["seconds"]
        print(
            f"{'':>9}{added:12.2f}{copied:12.2f}{synced:12.2f}   {copied / added:.2f} and {synced / added:.2f};"
            f" less its start-up of {start:.2f} s: {copied / (added - start):.2f} and {synced / (added - start):.2f}"
        )
    print(f"({mebibytes:.0f} MiB; sijil add always syncs)")


def sijil_add(source: Path, case: Path) -> float:
    """The seconds of `sijil add` into a new case, the source warm and the disk quiet."""
    sijil = str(Path(sys.executable).parent / "sijil")
    timed([sijil, "new", str(case)])
    warm(source)
    return timed([sijil, "add", str(case), str(source)])


def timed(command: list[str]) -> float:
    """The seconds a command takes."""
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", type=int, default=1024, help="MiB in all")
    parser.add_argument("--files", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--dir", type=Path, help="where to work; a temporary folder by default")
    parser.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    return parser.parse_args()


def main() -> None:
    """Measure and print."""
    chosen = arguments()
    if chosen.one:
        one(chosen.one[0], Path(chosen.one[1]), Path(chosen.one[2]))
        return
    with tempfile.TemporaryDirectory(prefix="sijil-ingest-", dir=chosen.dir) as name:
        place = Path(name)
        source = place / "source"
        make_tree(source, chosen.files, chosen.size * MIB, chosen.seed)
        print(
            f"{chosen.files} files, {chosen.size} MiB, {chosen.rounds} rounds, {os.cpu_count()} cores, cache warm"
        )
        report(rounds(source, place, chosen.rounds, chosen.size * MIB), chosen.size)
        verb(source, place, chosen.size, chosen.rounds)
        growth(place, chosen.seed)


if __name__ == "__main__":
    main()
