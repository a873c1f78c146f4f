"""Keyframes of a minute of Full HD film: seconds, peak memory and how many, beside the `ffmpeg` command.

The film is made here: a picture that drifts, grainy as phones film, with a new scene every five seconds; once with a
frame that stands by itself every second, as phones write it, and once every 250 frames, as messengers do. `ffmpeg`
(Debian: ffmpeg) is asked for its scene changes, scaled likewise, on one thread and on all; for the first film also for
those among the frames that stand by themselves alone, which is what Sijil looks at there.

    python benchmarks/footage.py
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av.video.frame import PictureType

from sijil.readers import Fence, Limits, film_stills
from sijil.readers.draft import Source
from sijil.readers.spool import Spool

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
            # The source says of each frame that it stands by itself, which the encoder would obey.
            frame.pict_type = PictureType.NONE
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


Row = tuple[float, float, int, int]
"""Seconds by the clock and of processor time, peak memory in MiB, keyframes."""


def ours(path: Path) -> Row:
    """By the clock through the fence, its start included; processor and memory of the same in a process of its own."""
    with tempfile.TemporaryDirectory() as spool:
        begun = time.perf_counter()
        with Fence() as fence:
            reading = fence.stills(path, media_type="video/mp4", spool=spool)
        took = time.perf_counter() - begun
        if reading.outcome != "read":
            raise SystemExit(reading.reason)
        cpu, memory = _cost([sys.executable, __file__, "--read", str(path)], spool)
    return took, cpu, memory, len(reading.members) - 1


def read(path: Path) -> None:
    """Make the stills here, in the folder that is the working folder."""
    film_stills.warm()
    with path.open("rb") as file:
        limits = Limits()
        source = Source(file, "", path.stat().st_size, "video/mp4", (), limits, Spool(limits.spool))
        film_stills.read(source)


def _cost(command: Sequence[str], folder: str) -> tuple[float, int]:
    """Seconds of processor time and the peak of memory in MiB."""
    process = subprocess.Popen(command, cwd=folder)  # fixed arguments, no shell
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command[0]} failed")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss >> 10


def theirs(path: Path, threads: int, before: Sequence[str] = ()) -> Row:
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
        cost = _cost(command, folder)
        return time.perf_counter() - begun, *cost, len(list(Path(folder).iterdir()))


def show(what: str, took: float, cpu: float, memory: int, count: int) -> None:
    """One row."""
    print(f"  {what:40}{took:7.1f} s{cpu:8.1f} s of processor{memory:6} MiB{count:5} keyframes", flush=True)


def main() -> None:
    """Print a block for each film."""
    with tempfile.TemporaryDirectory() as folder:
        for keys in (RATE, 250):
            path = Path(folder, f"{keys}.mp4")
            # In a process of its own: what is started from a large one counts as large.
            subprocess.run([sys.executable, __file__, "--make", str(path), str(keys)], check=True)
            size = path.stat().st_size / 1e6
            print(f"{SECONDS} s of {WIDTH}×{HEIGHT}, {size:.0f} MB, a whole frame every {keys} frames")
            show("Sijil", *ours(path))
            if shutil.which("ffmpeg") is None:
                print("  ffmpeg: not installed")
                continue
            if keys == RATE:
                show("ffmpeg -skip_frame nokey, one thread", *theirs(path, 1, ("-skip_frame", "nokey")))
            show("ffmpeg, one thread", *theirs(path, 1))
            show("ffmpeg, as many threads as it likes", *theirs(path, 0))


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--make", path, keys]:
            make(Path(path), int(keys))
        case ["--read", path]:
            read(Path(path))
        case _:
            main()
