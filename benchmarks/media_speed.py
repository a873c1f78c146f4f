"""What fingerprints cost: frames hashed a second beside PDQ, both lanes per second of 720p film, search, and bytes.

Processor time, one thread, everything in one run; PDQ (`pdqhash` from PyPI) is measured where it can be imported, on
the frame at its own size with the change of colours, as vPDQ does it. The film is invented (`scenes.py`, enlarged).

    python benchmarks/media_speed.py [FOLDER WITH pdqhash]
"""

import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
import scenes

from sijil.media import fingerprint, frame_hash, within
from sijil.media.frame_hash import SIDE
from sijil.media.keeping import packed
from sijil.readers import Fence
from sijil.readers.film_stills import grey_bytes
from sijil.readers.greys import SMALL_SIDE, greys_of

SECONDS, FRAMES, QUERIES = 20, 100, 100
MOMENT = scenes.Moment(300, "street", 1, "hand")


def film(path: Path) -> None:
    """Film of 720p."""
    seen = scenes.frames(MOMENT, SECONDS)
    scenes.write(path, (cv2.resize(frame, (1280, 720), interpolation=cv2.INTER_CUBIC) for frame in seen), 23)


def ours(frame: Any) -> None:
    """The decoder's scaler, once more smaller, and the hash."""
    high = SMALL_SIDE * frame.height // frame.width
    small = np.frombuffer(grey_bytes(frame, SMALL_SIDE, high), np.uint8).reshape(high, SMALL_SIDE)
    frame_hash(cv2.resize(small, (SIDE, SIDE), interpolation=cv2.INTER_AREA)[None])


def rates(path: Path, peer: Any) -> None:
    """Frames hashed a second, alternated."""
    with av.open(str(path)) as source:
        frames = [frame for _, frame in zip(range(FRAMES), source.decode(video=0), strict=False)]
    ours(frames[0])
    spent = [0.0, 0.0]
    for frame in frames:
        begun = time.process_time()
        ours(frame)
        spent[0] += time.process_time() - begun
        if peer is not None:
            begun = time.process_time()
            peer.compute(frame.to_ndarray(format="rgb24"))
            spent[1] += time.process_time() - begun
    print(f"frame hash at 720p: {FRAMES / spent[0]:.0f} frames a second of one core")
    if peer is not None:
        print(
            f"PDQ at 720p: {FRAMES / spent[1]:.0f} frames a second; ours {spent[1] / spent[0]:.1f} times that"
        )


def both_lanes(path: Path) -> None:
    """Decoding, frames, hashes and points, with what they take kept."""
    begun = _spent()
    with tempfile.TemporaryDirectory() as spool, Fence() as fence:
        reading = fence.greys(path, media_type="video/mp4", spool=spool)
        g = greys_of(reading)
        made = fingerprint(g.small, g.small_times, g.large, g.large_times, still=g.still)
    took, size = _spent() - begun, len(packed(made))
    print(f"both lanes: {took / SECONDS:.3f} s of processor time a second of 720p film")
    hashes = made.hashes.nbytes + made.whole.nbytes
    print(
        f"kept: {size * 3600 / SECONDS / 1e6:.1f} MB an hour, {hashes * 3600 / SECONDS / 1e3:.0f} kB of them hashes"
    )


def _spent() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def search(many: int) -> None:
    """Exact search for what lies within 31 bits, planted at 31."""
    random = np.random.default_rng(9)
    hashes = random.integers(0, 256, (many, 32), np.uint8)
    queries = hashes[random.integers(0, many, QUERIES)].copy()
    for query in queries:
        for bit in random.permutation(256)[:31]:
            query[bit // 8] ^= 1 << bit % 8
    within(queries[:1], hashes[:1000], 31)
    begun = time.process_time()
    found = within(queries, hashes, 31)
    took = time.process_time() - begun
    share = len(set(found.query.tolist())) / QUERIES
    each = f"{1000 * took / QUERIES:.1f} ms a query, {hashes.nbytes / 1e6:.0f} MB"
    print(f"search among {many:,}: {each}, found {share:.2f}")


def main() -> None:
    """Everything, one after another."""
    sys.path += sys.argv[1:]
    try:
        import pdqhash as peer
    except ImportError:
        peer = None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "film.mp4"
        film(path)
        rates(path, peer)
        both_lanes(path)
    search(1_000_000)
    search(10_000_000)


if __name__ == "__main__":
    main()
