"""Learn the 128 directions along which a point of a picture is described (`src/sijil/media/tables/point_basis.npz`).

The principal directions of the square roots of SIFT's 128 numbers, over points of 60 invented places, taken apart into
those that a mirror leaves as they are and those that it turns round, so that the code of a mirrored picture's point is
the code with some bits turned over. Then what the codes find, beside the numbers themselves, at the same rate of wrong
pairs, on places that were not learned from.

    python benchmarks/point_basis.py [--write]
"""

import sys
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import scenes

from sijil.media import points

TABLE = Path(points.__file__).with_name("tables") / "point_basis.npz"
LEARNED_FROM, TRIED_ON = range(300, 360), range(200, 218)
CHANGES = ((0.7, 0, 25), (1.0, 2, 30), (0.5, 90, 40), (0.42, 0, 30))
"""Size, turn in degrees, and JPEG quality of the copies."""


def grey(place: int) -> Any:
    """One frame of a place."""
    moment = scenes.Moment(place, scenes.KINDS[place % len(scenes.KINDS)], 1, "hand")
    return cv2.cvtColor(next(scenes.frames(moment, 1 / scenes.RATE)), cv2.COLOR_BGR2GRAY)


def as_jpeg(picture: Any, quality: int) -> Any:
    """The picture, saved and opened."""
    return cv2.imdecode(cv2.imencode(".jpg", picture, [1, quality])[1], 0)


def described(picture: Any) -> tuple[Any, Any]:
    """Places (x, y, size, angle) and the roots of SIFT's numbers."""
    keys, numbers = points.detect(picture)
    return np.array([(*key.pt, key.size, key.angle) for key in keys]), points.rooted(numbers)


def learn() -> dict[str, Any]:
    """The table."""
    roots = np.vstack([described(as_jpeg(grey(place), 40))[1] for place in LEARNED_FROM]).astype(np.float64)
    mirrored = roots[:, points.MIRRORED]
    mean = (roots.mean(0) + mirrored.mean(0)) / 2
    even, odd = (roots + mirrored) / 2 - mean, (roots - mirrored) / 2
    rows, turned, weight = [], [], []
    for over, part in enumerate((even, odd)):
        values, vectors = np.linalg.eigh(part.T @ part)
        order = np.argsort(-values)[:64]
        rows.append(vectors[:, order].T)
        weight.append(values[order])
        turned.append(np.full(64, bool(over)))
    order = np.argsort(-np.concatenate(weight), kind="stable")
    basis, turns = np.vstack(rows)[order], np.concatenate(turned)[order]
    basis *= np.sign(basis[np.arange(128), np.abs(basis).argmax(1)])[:, None]
    whole = np.round(basis / np.abs(basis).max(1, keepdims=True) * 127).astype(np.int8)
    limits = np.median(np.vstack([roots, mirrored]) @ whole.T.astype(np.float64), axis=0)
    limits[turns] = 0
    return {"basis": whole, "limits": limits.astype(np.float32), "turned": turns}


def same(at: Any, to: Any, move: Any, size: float, turn: float) -> Any:
    """Which points are the same ones, by where they lie."""
    moved = at[:, :2] @ move[:, :2].T + move[:, 2]
    near = np.linalg.norm(moved[:, None] - to[None, :, :2], axis=2) < 3
    sizes = np.abs(np.log2(to[None, :, 2] / (size * at[:, None, 2]))) < 0.4
    angles = np.abs((to[None, :, 3] - at[:, None, 3] + turn + 180) % 360 - 180) < 20
    return near & sizes & angles


def tried() -> tuple[dict[str, Any], dict[str, Any]]:
    """Distances of true pairs and of pairs of two places, by way of comparing."""
    ways = {"codes": _codes_apart, "numbers": lambda a, b: 2 - 2 * a @ b.T}
    right: dict[str, list[Any]] = {way: [] for way in ways}
    wrong: dict[str, list[Any]] = {way: [] for way in ways}
    random, pictures = np.random.default_rng(0), [grey(place) for place in TRIED_ON]
    for number, picture in enumerate(pictures):
        at, one = described(picture)
        other = described(pictures[(number + 5) % len(pictures)])[1]
        for size, turn, quality in CHANGES:
            high, wide = picture.shape
            move = cv2.getRotationMatrix2D((wide / 2, high / 2), turn, size)
            copy = cv2.warpAffine(picture, move, (wide, high), flags=cv2.INTER_AREA)
            copy = (copy * 0.9 + 10 + random.normal(0, 2, copy.shape)).clip(0, 255).astype(np.uint8)
            to, two = described(as_jpeg(copy, quality))
            pairs = same(at, to, move, size, turn)
            for way, apart in ways.items():
                best = np.where(pairs, apart(one, two), np.inf).min(1)
                right[way].append(best[pairs.any(1)])
                wrong[way].append(apart(one, other).ravel())
    return {w: np.concatenate(v) for w, v in right.items()}, {w: np.concatenate(v) for w, v in wrong.items()}


def _codes_apart(one: Any, two: Any) -> Any:
    return np.bitwise_count(points.codes(one)[:, None] ^ points.codes(two)[None]).sum(2, dtype=np.int16)


def main() -> None:
    """Print what is found at three rates of wrong pairs."""
    if "--write" in sys.argv:
        TABLE.parent.mkdir(exist_ok=True)
        np.savez(TABLE, **learn())
    right, wrong = tried()
    print(f"{len(right['codes'])} true pairs of points")
    for way, found in right.items():
        for rate in (1e-3, 1e-4, 1e-5):
            limit = np.quantile(wrong[way], rate)
            print(
                f"  {way:8} wrong pairs {rate:.0e}: found {(found <= limit).mean():.2f} (limit {limit:.3f})"
            )


if __name__ == "__main__":
    main()
