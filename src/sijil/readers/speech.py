"""Speech in a recording, or in the sound of a film, turned into text by whisper.cpp with a model that the user names.

What comes out is a draft: the machine's guess, which a person compares with the sound before anything in it counts.
Such models write fluent sentences where nobody spoke, and translate, drop or invent names. Everything happens in a
fenced child without network, on one thread; no weights are shipped or fetched. Extra `speech` (pywhispercpp).
"""

import sys
from collections.abc import Iterator
from fractions import Fraction
from importlib import metadata
from typing import Any

from sijil.readers.draft import Draft, Source, kept, refused
from sijil.readers.footage import ASK, clock, damage, main_sound, opened
from sijil.readers.reading import Reading

VERSION = "1"
SAMPLES = 16_000
"""A second, of one channel: what Whisper's models were made for."""
MOST_SECONDS = 2 * 3600
_SAMPLE_BYTES = 4
_DOUBTFUL = 0.6
"""Below this mean probability of its tokens, of 1, a stretch is counted as doubtful."""
_AUTO = ""


def warm() -> None:
    """Import decoder and engine. NumPy is held back from the readers of text, and this engine wants it."""
    if sys.modules.get("numpy", ...) is None:
        del sys.modules["numpy"]
    import av  # noqa: F401
    import numpy  # noqa: F401
    import pywhispercpp.model  # noqa: F401


def read(source: Source) -> Reading:
    """One rendition, a draft, a line for each stretch of speech; in the metadata its language and `spoken_at`.

    `spoken_at` gives for each line where it begins in the text and when it is said: `0 0:00:00.0; 17 0:00:02.4`.
    """
    draft = Draft("speech", f"{VERSION} (whisper.cpp of {_engine()})", source.media_type)
    sound = _sound(draft, source)
    model = _loaded(source)
    language = source.language or model.auto_detect_language(sound)[0][0]
    stretches = [
        one
        for one in model.transcribe(sound, extract_probability=True, language=language)
        if one.text.strip()
    ]
    text, starts = "", []
    for one in stretches:
        starts.append(f"{len(text)} {clock(Fraction(one.t0, 100))}")
        text += one.text.strip() + "\n"
    draft.add("transcript", text, draft=f"{_engine()}, {source.model_name}, {language}"[:80])
    draft.say("language", language)
    draft.say("speech_model", source.model_name)
    draft.say("doubtful_stretches", sum(one.probability < _DOUBTFUL for one in stretches))
    draft.say("spoken_at", "; ".join(starts))
    return draft.done()


def _engine() -> str:
    return f"pywhispercpp {metadata.version('pywhispercpp')}"


def _loaded(source: Source) -> Any:
    from pywhispercpp.model import Model

    if source.language and source.language not in Model.available_languages():
        raise refused(
            f"the engine knows no language {source.language}", "correct [speech] language in case.toml"
        )
    try:
        return Model(
            source.model,
            context_params={"use_gpu": False},
            n_threads=1,
            print_progress=False,
            print_timestamps=False,
            translate=False,
        )
    except RuntimeError as error:
        raise refused(
            f"the model cannot be used ({error})", "name another in case.toml: [speech] model"
        ) from error


def _sound(draft: Draft, source: Source) -> Any:
    """The first sound track as numbers from -1 to 1, one channel. Raises `Stopped` where there is none."""
    import numpy as np

    samples = bytearray()
    with opened(source) as container:
        track = main_sound(container)
        if track is None or track.codec_context is None:
            raise kept("no sound track that can be decoded")
        others = len(container.streams.audio) - 1
        if others:
            draft.miss(f"its other {others} sound tracks were not listened to")
        for piece in _decoded(draft, container, track):
            samples += piece
            if len(samples) >= MOST_SECONDS * SAMPLES * _SAMPLE_BYTES:
                draft.miss(
                    f"only the first {clock(Fraction(MOST_SECONDS))} were listened to",
                    "cut it and add the parts",
                )
                break
    if not samples:
        raise kept("; ".join(["no sound can be decoded", *draft.missing]), ASK)
    return np.frombuffer(samples, dtype="<f4")


def _decoded(draft: Draft, container: Any, track: Any) -> Iterator[bytes]:
    """Pieces of 32-bit floats; a packet that cannot be decoded is counted and passed over."""
    import av

    to_mono = av.AudioResampler(format="flt", layout="mono", rate=SAMPLES)
    failed, broke = 0, list[str]()
    with damage(broke):
        for packet in container.demux(track):
            try:
                frames = packet.decode()
            except (av.FFmpegError, ValueError):
                failed += 1
                continue
            for frame in frames:
                yield from _pieces(to_mono.resample(frame))
    if broke:
        draft.miss(f"damaged: {broke[0]}")
    yield from _pieces(to_mono.resample(None))
    if failed:
        draft.miss(f"{failed} pieces of sound could not be decoded")


def _pieces(frames: list[Any]) -> Iterator[bytes]:
    for frame in frames:
        yield bytes(frame.planes[0])[: frame.samples * _SAMPLE_BYTES]
