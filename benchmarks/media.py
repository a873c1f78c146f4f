"""The same footage found again: recall at zero false matches by transformation, beside peers; two moments kept apart.

Thirty invented places of six kinds (`scenes.py`, numbers that nothing was tuned on), each filmed at two moments, and
three films more. Of the first moment 19 copies are made (`media_copies.py`, needs Debian's ffmpeg); all are looked for
among all originals, as are 17 copies of a photo of each place. A pair's threshold is the strictest wrong pair of two
places; the same place at the other moment is reported apart. The peers run in a Python of their own, where `pdqhash`,
`imagehash`, `numpy` and `av` are installed: see `media_peers.py`.

    python benchmarks/media.py FOLDER [--only films|photos] [--peers PYTHON]
"""

import argparse
import csv
import pickle
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import scenes
from media_copies import FILM_CHANGES, PHOTO_CHANGES, copy_film
from PIL import Image

from sijil.media import Film, Item, fingerprint
from sijil.media.candidates import candidates
from sijil.media.matching import judged
from sijil.readers import Fence
from sijil.readers.greys import greys_of

MANY, SECONDS = 30, 8
Row = tuple[str, str, float, str]
"""A copy, an original, more is more alike, and the verdict."""


def moment(place: int, number: int) -> scenes.Moment:
    """Every fifth camera stands on a post."""
    return scenes.Moment(
        place, scenes.KINDS[place % len(scenes.KINDS)], number, "post" if place % 5 == 0 else "hand"
    )


def make_films(folder: Path, first: int) -> None:
    """Originals in `ref`, copies in `q`."""
    places, others = range(first, first + MANY), range(first + 50, first + 53)
    for name in ("ref", "q"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    originals = [(f"p{place}m{number}", place, number, SECONDS) for place in places for number in (1, 2)]
    originals += [(f"filler{place}", place, 1, 16) for place in others]
    for name, place, number, seconds in originals:
        to = folder / "ref" / f"{name}.mp4"
        if not to.exists():
            scenes.film(to.with_name("part.mp4"), moment(place, number), seconds)
            to.with_name("part.mp4").rename(to)
    fillers = tuple(folder / "ref" / f"filler{place}.mp4" for place in others)
    jobs = [(change, f"p{place}m1") for place in places for change in FILM_CHANGES]
    with ThreadPoolExecutor(2) as pool:
        list(
            pool.map(
                lambda job: copy_film(
                    job[0],
                    folder / "ref" / f"{job[1]}.mp4",
                    folder / "q" / f"{job[1]}__{job[0]}.mp4",
                    fillers,
                    SECONDS,
                ),
                jobs,
            )
        )


def make_photos(folder: Path, first: int) -> None:
    """Originals in `ref`, copies in `q`, 1280 pixels wide."""
    for name in ("ref", "q"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for place in range(first, first + MANY):
        for number in (1, 2):
            to = folder / "ref" / f"p{place}m{number}.png"
            picture = _photo(place, number)
            picture.save(to)
            if number == 1:
                for change, (function, quality) in PHOTO_CHANGES.items():
                    copy = folder / "q" / f"p{place}m1__{change}.jpg"
                    function(picture).convert("RGB").save(copy, "JPEG", quality=quality)


def _photo(place: int, number: int) -> Any:
    """One frame of the moment, enlarged as a phone does, sharpened and with grain of its own."""
    frame = next(scenes.frames(moment(place, number), 1 / scenes.RATE))
    large = cv2.resize(frame, (1280, 720), interpolation=cv2.INTER_CUBIC).astype(np.float32)
    grain = np.random.default_rng([place, number]).normal(0, 2.5, large.shape)
    return Image.fromarray((large + grain).clip(0, 255).astype(np.uint8)[..., ::-1])


def items_of(folder: Path) -> list[Item]:
    """Fingerprints, kept in the folder, so that a broken-off run goes on."""
    kept = folder / "items.pickle"
    if kept.exists():
        return pickle.loads(kept.read_bytes())
    files = sorted([*folder.glob("ref/*"), *folder.glob("q/*.mp4"), *folder.glob("q/*.jpg")])
    begun, seconds = time.process_time(), 0.0
    with tempfile.TemporaryDirectory() as spool, Fence() as fence:
        items = [_item(fence, path, spool) for path in files]
    seconds = sum(item.fingerprint.seconds for item in items)
    print(
        f"{time.process_time() - begun:.0f} s of processor time for points and hashes of {seconds:.0f} s of film"
    )
    kept.write_bytes(pickle.dumps(items))
    return items


def _item(fence: Fence, path: Path, spool: str) -> Item:
    kind = {".mp4": "video/mp4", ".jpg": "image/jpeg", ".png": "image/png"}[path.suffix]
    reading = fence.greys(path, media_type=kind, spool=spool)
    g = greys_of(reading)
    made = fingerprint(g.small, g.small_times, g.large, g.large_times, still=g.still)
    item = Item(path.name, path.name, made, Film(np.array(g.small), g.small_times))
    for member in reading.members:
        member.path.unlink()
    return item


def ours(folder: Path) -> list[Row]:
    """Pairs of a copy and an original, as `sijil tool match-media` judges them."""
    items = items_of(folder)
    begun, rows = time.process_time(), []
    for (one, other), candidate in candidates([item.fingerprint for item in items]).items():
        a, b = items[one].name, items[other].name
        if ("__" in a) == ("__" in b):
            continue
        match = judged(items[one], items[other], candidate)
        if match is not None:
            copy, original = (a, b) if "__" in a else (b, a)
            rows.append((copy, original, match.score, match.verdict))
    print(f"{time.process_time() - begun:.0f} s of processor time for matching {len(items)} files")
    return rows


def relation(copy: str, original: str) -> str:
    """What a copy and an original are to each other; nothing where a filler is really inside."""
    source, change = copy.rsplit(".", 1)[0].split("__")
    original = original.rsplit(".", 1)[0]
    if original.startswith("filler"):
        return "" if change in ("compilation", "pip40", "split_screen") else "wrong"
    if original == source:
        return "true"
    return "other moment" if original[:-1] == source[:-1] else "wrong"


def judge(rows: list[Row], copies: list[str], originals: list[str]) -> dict[str, Any]:
    """Recall by change at the strictest wrong pair, and what became of the other pairs."""
    value = {(copy, original): (score, verdict) for copy, original, score, verdict in rows}
    nothing = (float("-inf"), "")
    of: dict[str, list[tuple[float, str, str, str]]] = defaultdict(list)
    for copy in copies:
        for original in originals:
            of[relation(copy, original)].append((*value.get((copy, original), nothing), copy, original))
    limit = max((score for score, *_ in of["wrong"]), default=float("-inf"))
    recall: dict[str, list[bool]] = defaultdict(list)
    same: dict[str, list[bool]] = defaultdict(list)
    for score, verdict, copy, _ in of["true"]:
        change = copy.rsplit(".", 1)[0].split("__")[1]
        recall[change].append(score > limit)
        same[change].append(verdict == "same_footage")
    return {
        "limit": limit,
        "recall": {change: float(np.mean(found)) for change, found in recall.items()},
        "same footage": {change: float(np.mean(found)) for change, found in same.items()},
        "wrong": len(of["wrong"]),
        "wrong listed": sum(score > float("-inf") for score, *_ in of["wrong"]),
        "wrong same footage": sum(verdict == "same_footage" for _, verdict, *_ in of["wrong"]),
        "other": len(of["other moment"]),
        "other same footage": sum(verdict == "same_footage" for _, verdict, *_ in of["other moment"]),
        "other found": sum(score > limit for score, *_ in of["other moment"]),
        "nearest": sorted(of["wrong"], reverse=True)[:5],
    }


def show(found: dict[str, dict[str, Any]]) -> None:
    """The table, a column a matcher."""
    first = next(iter(found.values()))
    print("| transformation | " + " | ".join(found) + " | called same footage |")
    print("|---|" + "---|" * (len(found) + 1))
    for change in first["recall"]:
        told = " | ".join(f"{one['recall'][change]:.2f}" for one in found.values())
        print(f"| {change} | {told} | {first['same footage'][change]:.2f} |")
    mean = " | ".join(f"{np.mean(list(one['recall'].values())):.3f}" for one in found.values())
    print(f"| mean | {mean} | {np.mean(list(first['same footage'].values())):.3f} |")
    for name, one in found.items():
        print(
            f"{name}: nearest wrong pair {one['limit']:.3f} of {one['wrong']}, {one['wrong listed']} of them listed, "
            f"{one['wrong same footage']} called same footage; other moment {one['other']} pairs, "
            f"{one['other found']} beyond the threshold, {one['other same footage']} called same footage"
        )
    for score, verdict, copy, original in first["nearest"]:
        print(f"  look at: {copy} {original} {verdict} {score:.3f}")


def peers(folder: Path, python: str) -> Iterator[tuple[str, list[Row]]]:
    """What `media_peers.py` writes, in the other Python."""
    out = folder / "peers.csv"
    subprocess.run([python, str(Path(__file__).with_name("media_peers.py")), folder, out], check=True)
    rows: dict[str, list[Row]] = defaultdict(list)
    with out.open(newline="") as file:
        for row in csv.DictReader(file):
            rows[row["peer"]].append((row["copy"], row["original"], -float(row["distance"]), ""))
    yield from rows.items()


def main() -> None:
    """Films, then photos."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--only", choices=("films", "photos"))
    parser.add_argument("--peers", metavar="PYTHON")
    parser.add_argument("--first", type=int, default=100, help="the number of the first of the thirty places")
    asked = parser.parse_args()
    if asked.folder is None:
        sys.exit(
            "benchmarks/media.py: not run; name a folder for some 300 MB of films, and have half an hour"
        )
    for kind, make in (("films", make_films), ("photos", make_photos)):
        if asked.only not in (None, kind):
            continue
        folder = asked.folder / f"{kind}{asked.first}"
        make(folder, asked.first)
        found = {"Sijil": ours(folder)}
        if asked.peers:
            found |= dict(peers(folder, asked.peers))
        copies = [path.name for path in sorted(folder.glob("q/*")) if path.suffix in (".mp4", ".jpg")]
        originals = [path.name for path in sorted(folder.glob("ref/*"))]
        show({name: judge(rows, copies, originals) for name, rows in found.items()})


if __name__ == "__main__":
    main()
