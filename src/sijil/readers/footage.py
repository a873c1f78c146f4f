"""Films and sound recordings: what the container says of itself, and how far the file really goes.

A time, a place or a device in a container is what the file states, written by anybody and no proof; messengers take
it away, so that its absence means nothing. What is seen and heard is nobody's to read here: the film is kept as it
is. The demuxer is chosen by the first bytes and given no way to open another file. Read by PyAV, whose wheels
carry FFmpeg (reference on custody and reading, 5.8 and 6.4; on media, what the file says).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from sijil.readers.bars import FenceBreach
from sijil.readers.container_facts import said_by
from sijil.readers.draft import Draft, Source, kept
from sijil.readers.reading import Reading

DEMUXERS = {
    **dict.fromkeys(("video/mp4", "video/quicktime", "video/3gpp", "video/3gpp2", "audio/mp4"), "mov"),
    **dict.fromkeys(("video/x-matroska", "video/webm"), "matroska"),
    "video/x-msvideo": "avi",
    "video/x-ms-asf": "asf",
    "video/x-flv": "flv",
    "video/mp2t": "mpegts",
    "video/mpeg": "mpeg",
    "video/mpv": "mpegvideo",
    "audio/mpeg": "mp3",
    "audio/ogg": "ogg",
    "audio/wav": "wav",
    "audio/flac": "flac",
    "audio/aac": "aac",
    "audio/amr": "amr",
}
"""FFmpeg's name of what takes each kind of container apart."""
STATES_LENGTH = frozenset({"mov", "matroska", "avi", "wav", "flac"})
"""Containers whose stated length is one; of the others FFmpeg estimates it from the size."""
MOST_STREAMS = 20
MOST_PIXELS = 1 << 26
"""The largest picture that is decoded: 64 million pixels, twice what an 8K camera makes."""
ASK = "ask the giver for the file again, as it lies on the device"
_BUFFER = 1 << 20
_TICKS = 1_000_000
_SLACK = Fraction(1, 2)
"""Seconds by which the tracks of a sound film may end apart."""


@dataclass(slots=True)
class Extent:
    """What going through all packets showed; times in seconds from the first."""

    ends: dict[int, Fraction] = field(default_factory=dict)
    begins: dict[int, Fraction] = field(default_factory=dict)
    keys: list[Fraction] = field(default_factory=list)
    """Times of the packets of the main picture track that can be decoded by themselves, from the film's beginning."""
    broke: str = ""

    @property
    def seconds(self) -> Fraction:
        """From the first to the last that is there."""
        return max(self.ends.values(), default=Fraction()) - min(self.begins.values(), default=Fraction())


def warm() -> None:
    """Import FFmpeg's libraries."""
    import av  # noqa: F401


def read(source: Source) -> Reading:
    """Metadata only: duration, streams, rotation, and what the container states: `taken`, `place_in_file`, device."""
    import av

    draft = Draft("footage", f"1 (av {av.__version__})", source.media_type)
    # A track may not be asked anything once its container is closed: that ends the process.
    with opened(source) as container:
        film = main_picture(container)
        if film is None and main_sound(container) is None:
            raise kept("a container of films without picture and sound", ASK)
        _say_what_is_stated(draft, container)
        draft.say("rotation", _rotation(container, film) or "")
        stated = Fraction(container.duration or 0, _TICKS)
    # Opened anew: decoding has taken packets from its beginning, and not every container can be wound back.
    with opened(source) as container:
        extent = extent_of(container, main_picture(container))
    _say_length(draft, source, extent, stated)
    what, seen = (
        ("a film", "seen and heard in it") if film is not None else ("a sound recording", "said in it")
    )
    reading = draft.done()
    reason = f"{what}: its own data were read, what is {seen} was not"
    return replace(
        reading, outcome="kept", reason=f"{reason}; {reading.reason}" if reading.reason else reason
    )


def _say_what_is_stated(draft: Draft, container: Any) -> None:
    streams = list(container.streams)
    tags = {key: value for stream in reversed(streams) for key, value in stream.metadata.items()}
    for name, said in said_by(tags | dict(container.metadata)).items():
        draft.say(name, said)
    more = f"; and {len(streams) - MOST_STREAMS} more" if len(streams) > MOST_STREAMS else ""
    draft.say("streams", "; ".join(described(stream) for stream in streams[:MOST_STREAMS]) + more)


@contextmanager
def opened(source: Source) -> Iterator[Any]:
    """The container in an open file. Raises `Stopped` (kept) when its beginning or its index cannot be read."""
    import av

    source.file.seek(0)
    found: list[str] = []
    with damage(found):
        container = av.open(
            source.file,
            format=DEMUXERS[source.media_type],
            metadata_errors="replace",
            buffer_size=_BUFFER,
            container_options={"max_streams": "1000"},
        )
    if found:
        where = " (its index stands at its end)" if DEMUXERS[source.media_type] == "mov" else ""
        raise kept(f"a film or recording, damaged or cut short{where}: {found[0]}", ASK)
    try:
        for stream in container.streams:
            if stream.codec_context is not None:
                # More threads are refused inside the fence; and one gives the same bytes everywhere.
                stream.codec_context.thread_count = 1
                stream.codec_context.thread_type = "NONE"
                stream.codec_context.options = {"max_pixels": str(MOST_PIXELS)}
        yield container
    finally:
        container.close()


def main_picture(container: Any) -> Any | None:
    """The first track of moving pictures; none where the only picture is a record's cover."""
    import av

    covers = av.stream.Disposition.attached_pic | av.stream.Disposition.timed_thumbnails
    return next((track for track in container.streams.video if not track.disposition & covers), None)


def main_sound(container: Any) -> Any | None:
    """The first track of sound."""
    return next(iter(container.streams.audio), None)


def _rotation(container: Any, film: Any | None) -> int:
    """How far the first picture is to be turned, in degrees counter-clockwise; 0 where it cannot be decoded."""
    import av

    if film is None or film.codec_context is None:
        return 0
    try:
        frame = next(container.decode(film), None)
    except (av.FFmpegError, ValueError):
        # What cannot be decoded is told of where the stills are made.
        return 0
    return int(frame.rotation) if frame is not None else 0


def extent_of(container: Any, film: Any | None) -> Extent:
    """Go through every packet without decoding it."""
    extent, found = Extent(), list[str]()
    with damage(found):
        for packet in container.demux():
            if (packet.pts is None and packet.dts is None) or packet.time_base is None or packet.is_discard:
                continue
            time = time_of(packet)
            index = packet.stream_index
            extent.begins[index] = min(extent.begins.get(index, time), time)
            extent.ends[index] = max(
                extent.ends.get(index, time), time + (packet.duration or 0) * packet.time_base
            )
            if film is not None and index == film.index and packet.is_keyframe:
                extent.keys.append(time)
    extent.broke = "".join(found)
    return extent


@contextmanager
def damage(found: list[str]) -> Iterator[None]:
    """Take down in `found` that a container cannot be gone through any further; what was found before stays.

    Beside FFmpeg's errors, these are Python's own where a damaged file sends FFmpeg to a place before its beginning.
    """
    import av

    try:
        yield
    except FenceBreach:
        raise
    except (av.FFmpegError, ValueError, OSError) as error:
        found.append(_words(error))


def time_of(one: Any) -> Fraction:
    """When a packet or a frame is shown, in seconds; some containers say only when it is decoded."""
    return Fraction((one.pts if one.pts is not None else one.dts) * one.time_base)


def _say_length(draft: Draft, source: Source, extent: Extent, stated: Fraction) -> None:
    found = extent.seconds
    draft.say("duration", clock(found) if found else "")
    draft.say("seconds", f"{float(found):.3f}" if found else "")
    short = DEMUXERS[source.media_type] in STATES_LENGTH and stated - found > max(_SLACK, stated / 20)
    if short or _riff_is_cut(source):
        of = f" of {clock(stated)}" if short else ""
        draft.miss(f"it breaks off: {clock(found)}{of} is there", ASK)
    if extent.broke:
        draft.miss(f"damaged after {clock(found)}: {extent.broke}", ASK)


def _riff_is_cut(source: Source) -> bool:
    """Whether an AVI or WAV states more bytes than there are; recorders that broke off state none."""
    source.file.seek(0)
    head = source.file.read(8)
    stated = int.from_bytes(head[4:8], "little")
    return head[:4] == b"RIFF" and 0 < stated < 0xFFFF_FFFF and stated + 8 > source.size + 1


def described(stream: Any) -> str:
    """One track in a few words: `h264 1920×1080, 29.97 frames/s`."""
    context = stream.codec_context
    if context is None:
        return f"{stream.type or 'data'} of an unknown kind"
    said = [str(context.codec.name if context.codec is not None else context.name)]
    if stream.type == "video":
        said.append(f"{context.width}×{context.height}")
        rate = stream.average_rate
        return " ".join(said) + (f", {float(rate):.2f}".rstrip("0").rstrip(".") + " frames/s" if rate else "")
    if stream.type == "audio":
        return f"{said[0]} {context.sample_rate} Hz, {context.layout.nb_channels} channel" + (
            "s" if context.layout.nb_channels != 1 else ""
        )
    return f"{stream.type} {said[0]}"


def clock(seconds: Fraction) -> str:
    """Seconds as `0:01:23.4`."""
    tenths = round(seconds * 10)
    return f"{tenths // 36_000}:{tenths // 600 % 60:02}:{tenths // 10 % 60:02}.{tenths % 10}"


def _words(error: Exception) -> str:
    return str(getattr(error, "strerror", "") or error)
