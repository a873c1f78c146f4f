"""Peers on the films and photos of `media.py`: PDQ, pHash and dHash by frames, and vPDQ's rules.

For a Python of its own with `pdqhash imagehash numpy pillow av` from PyPI. Originals are looked at twice a second,
copies once, so that the frames are not the same ones; a film's distance is the third smallest of its frames' nearest,
a photo's the smallest. PDQ is without its quality filter, which would lose smooth scenes whole; vPDQ's rules are
"any frame within 31 bits" and its own default: 80 % of the copy's frames of quality 50 and more. CSV: peer, copy,
original, distance.

    python benchmarks/media_peers.py FOLDER OUT.csv
"""

import csv
import sys
from pathlib import Path
from typing import Any

import av
import imagehash
import numpy as np
import pdqhash
from PIL import Image

SIDE = 512
WITHIN = 31
QUALITY, SHARE = 50, 0.8


def pictures(path: Path, rate: float) -> list[Any]:
    """Frames at so many a second, at most 512 pixels wide or high."""
    if path.suffix != ".mp4":
        picture = Image.open(path).convert("RGB")
        picture.thumbnail((SIDE, SIDE))
        return [picture]
    found, due = [], 0.0
    with av.open(str(path)) as film:
        for frame in film.decode(video=0):
            if frame.time is not None and frame.time >= due:
                due += 1 / rate
                picture = frame.to_image()
                picture.thumbnail((SIDE, SIDE))
                found.append(picture)
    return found


def hashes(path: Path, rate: float) -> dict[str, Any]:
    """Bits, n × 256 or n × 64, by peer."""
    seen = pictures(path, rate)
    told = [pdqhash.compute(np.asarray(p)) for p in seen]
    good = np.array([quality >= QUALITY for _, quality in told])
    pdq = np.stack([bits for bits, _ in told]).astype(np.int8)
    return {
        "PDQ": pdq,
        "PDQ, good": pdq[good],
        "pHash": np.stack([imagehash.phash(p).hash.ravel() for p in seen]).astype(np.int8),
        "dHash": np.stack([imagehash.dhash(p).hash.ravel() for p in seen]).astype(np.int8),
    }


def apart(copy: Any, original: Any) -> Any:
    """Per frame of the copy the distance of the nearest."""
    one, other = copy.astype(np.float32), original.astype(np.float32)
    differing = one @ (1 - other).T + (1 - one) @ other.T
    return differing.min(axis=1)


def vpdq(copy: Any, original: Any) -> bool:
    """vPDQ's default rule; frames of poor quality are left out on both sides."""
    if not len(copy) or not len(original):
        return False
    return float((apart(copy, original) <= WITHIN).mean()) >= SHARE


def main(folder: Path, out: Path) -> None:
    """Every copy with every original."""
    originals = {path.name: hashes(path, 2) for path in sorted(folder.glob("ref/*"))}
    with out.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("peer", "copy", "original", "distance"))
        for path in sorted(folder.glob("q/*")):
            if path.suffix not in (".mp4", ".jpg"):
                continue
            copy = hashes(path, 1)
            for name, original in originals.items():
                if path.suffix == ".mp4":
                    hit = vpdq(copy["PDQ, good"], original["PDQ, good"])
                    writer.writerow(("vPDQ, default", path.name, name, 1 - int(hit)))
                for peer in ("PDQ", "pHash", "dHash"):
                    nearest = np.sort(apart(copy[peer], original[peer]))
                    third = nearest[min(2, len(nearest) - 1)] if path.suffix == ".mp4" else nearest[0]
                    writer.writerow((peer, path.name, name, int(third)))
                    if peer == "PDQ" and path.suffix == ".mp4":
                        hit = int(nearest.min() <= WITHIN)
                        writer.writerow(("vPDQ, any frame", path.name, name, 1 - hit))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
