"""Keyframes of a minute of Full HD film: seconds, peak memory and how many, beside the `ffmpeg` command.

The film is made here: a picture that drifts, grainy as phones film, with a new scene every five seconds; once with a
frame that stands by itself every second, as phones write it, and once every 250 frames, as messengers do. `ffmpeg`
(Debian: ffmpeg) is asked for its scene changes, scaled likewise, on one thread and on all; for the first film also for
those among the frames that stand by themselves alone, which is what Sijil looks at there.

    python benchmarks/footage.py
"""

import os
import resource
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av

from sijil.readers import Fence

SECONDS, RATE, SCENE = 60, 30, 5
WIDTH, HEIGHT = 1920, 1080
SCENES = ("mandelbrot=s=1920x1080:r=30", "testsrc2=s=1920x1080:r=30", "gradients=s=1920x1080:r=30:seed=7")
GRAIN = "all_seed=5:all_strength=12:all_flags=t"


def frames() -> Iterator[Any]:
    """The frames of the film."""
    number = 0
    for scene in range(SECONDS // SCENE):
        name, _, options = SCENES[scene % len(SCENES)].partition("=")
        graph = av.filter.Graph()
        picture, grain, form = (
            graph.add(name, options),
            graph.add("noise", GRAIN),
            graph.add("format", "yuv420p"),
        )
        graph.link_nodes(picture, grain, form, graph.add("buffersink")).configure()
        for _ in range(SCENE * RATE):
            frame = graph.vpull()
            frame.pts, frame.time_base = number, Fraction(1, RATE)
            number += 1
            yield frame


def make(path: Path, keys: int) -> None:
    """Write the film with a frame that stands by itself every `keys` frames."""
    with av.open(str(path), "w", format="mp4") as out:
        track = out.add_stream("libx264", rate=RATE)
        track.width, track.height, track.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        track.options = {
            "preset": "veryfast",
            "b": "12M",
            "x264-params": f"scenecut=0:keyint={keys}:min-keyint={keys}",
        }
        for frame in frames():
            out.mux(track.encode(frame))
        out.mux(track.encode())


def ours(path: Path) -> tuple[float, int, int]:
    """Seconds, peak memory in MiB and keyframes, through the fence as `sijil stills` makes them."""
    with tempfile.TemporaryDirectory() as spool:
        begun = time.perf_counter()
        with Fence() as fence:
            reading = fence.stills(path, media_type="video/mp4", spool=spool)
            took = time.perf_counter() - begun
        if reading.outcome != "read":
            raise SystemExit(reading.reason)
    # The worker waits for its children, and the fence for the worker.
    return took, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10, len(reading.members) - 1


def theirs(path: Path, threads: int, before: Sequence[str] = ()) -> tuple[float, int, int]:
    """The same of `ffmpeg`."""
    with tempfile.TemporaryDirectory() as folder:
        look = "select='eq(n,0)+gt(scene,0.3)',scale=512:-2:flags=area"
        command = [
            "ffmpeg",
            "-v",
            "error",
            "-threads",
            str(threads),
            *before,
            "-i",
            str(path),
            "-an",
            "-vf",
            look,
        ]
        command += [
            "-filter_threads",
            str(threads or 1),
            "-fps_mode",
            "vfr",
            "-q:v",
            "4",
            f"{folder}/%04d.jpg",
        ]
        begun = time.perf_counter()
        process = subprocess.Popen(command)  # fixed arguments, no shell
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        took = time.perf_counter() - begun
        if process.returncode:
            raise SystemExit("ffmpeg failed")
        return took, usage.ru_maxrss >> 10, len(list(Path(folder).iterdir()))


def show(what: str, took: float, memory: int, count: int) -> None:
    """One row."""
    print(f"  {what:44}{took:8.1f} s a minute{memory:8} MiB{count:6} keyframes", flush=True)


def main() -> None:
    """Print a block for each film; all of ours come first, since the peak of memory is that of all so far."""
    with tempfile.TemporaryDirectory() as folder:
        films = {keys: Path(folder, f"{keys}.mp4") for keys in (RATE, 250)}
        for keys, path in films.items():
            make(path, keys)
        found = {keys: ours(path) for keys, path in films.items()}
        for keys, path in films.items():
            size = path.stat().st_size / 1e6
            print(f"{SECONDS} s of {WIDTH}×{HEIGHT}, {size:.0f} MB, a whole frame every {keys} frames")
            show("Sijil", *found[keys])
            if shutil.which("ffmpeg") is None:
                print("  ffmpeg: not installed")
                continue
            if keys == RATE:
                show("ffmpeg -skip_frame nokey, one thread", *theirs(path, 1, ("-skip_frame", "nokey")))
            show("ffmpeg, one thread", *theirs(path, 1))
            show("ffmpeg, as many threads as it likes", *theirs(path, 0))


if __name__ == "__main__":
    main()
