"""Small films and recordings, made by PyAV: blocks of colour with a white square that moves, and a tone."""

import math
import struct
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import av
from PIL import Image

COLOURS = ((200, 30, 30), (30, 200, 30), (30, 30, 200), (200, 200, 30))
SIZE = (160, 96)
RATE = 10
PHONE = {
    "creation_time": "2025-03-07T10:15:22Z",
    "location": "+33.5138+036.2765/",
    "com.android.manufacturer": "Invented",
    "com.android.model": "Invented 7",
    "title": "Name of the film",
}
MP4 = ("mp4", "libx264", "aac")


def footage(
    container: str = "mp4",
    picture: str = "libx264",
    sound: str = "aac",
    *,
    seconds: int = 6,
    scene: float = 2,
    turned: int = 0,
    keys: int = 12,
    size: tuple[int, int] = SIZE,
    tags: Mapping[str, str] | None = None,
    index_first: bool = False,
) -> bytes:
    """A film whose colour changes every `scene` seconds; `keys` frames lie between two that stand by themselves."""
    flags = "use_metadata_tags" + ("+faststart" if index_first else "")
    options = {"movflags": flags} if container in ("mp4", "mov") else {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "film")
        with av.open(str(path), "w", format=container, options=options) as out:
            out.metadata.update(tags or {})
            film = _picture_track(out, picture, size, turned, keys) if picture else None
            tone = out.add_stream(sound, rate=48_000 if "opus" in sound else 44_100) if sound else None
            if tone is not None:
                tone.layout = "mono"
            if film is not None:
                _write(out, film, _frames(seconds, scene, size))
            if tone is not None:
                _write(out, tone, _tone(tone, seconds))
        return path.read_bytes()


def _picture_track(out: Any, codec: str, size: tuple[int, int], turned: int, keys: int) -> Any:
    film = out.add_stream(codec, rate=RATE)
    film.width, film.height = size
    film.pix_fmt = "yuv420p"
    film.codec_context.thread_count = 1
    film.codec_context.gop_size = keys
    if codec == "libx264":
        # Frames that stand by themselves come by count alone, not where the picture changes.
        film.options = {"x264-params": f"scenecut=0:keyint={keys}:min-keyint={keys}"}
    if turned:
        film.set_display_rotation(turned)
    return film


def _write(out: Any, stream: Any, frames: Iterator[Any]) -> None:
    for frame in frames:
        out.mux(stream.encode(frame))
    out.mux(stream.encode())


def _frames(seconds: int, scene: float, size: tuple[int, int]) -> Iterator[Any]:
    for number in range(seconds * RATE):
        picture = Image.new("RGB", size, COLOURS[int(number / RATE / scene) % len(COLOURS)])
        at = number % (size[0] // 2)
        picture.paste((255, 255, 255), (at, 10, at + 20, 30))
        frame = av.VideoFrame.from_image(picture)
        frame.pts = number
        yield frame


def _tone(stream: Any, seconds: int) -> Iterator[Any]:
    done, size, whole = 0, stream.codec_context.frame_size or 1024, stream.rate * seconds
    while done < whole:
        count = min(size, whole - done)
        frame = av.AudioFrame(format="s16", layout="mono", samples=count)
        frame.sample_rate, frame.pts = stream.rate, done
        samples = [int(8000 * math.sin((done + n) * 0.06)) for n in range(count)]
        body = struct.pack(f"<{count}h", *samples)
        frame.planes[0].update(body + bytes(frame.planes[0].buffer_size - len(body)))
        done += count
        yield frame
