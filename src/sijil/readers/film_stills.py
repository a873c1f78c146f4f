"""The keyframes of a film: a picture with its time wherever what is seen has changed, and now and then elsewhere.

Only frames that stand by themselves are decoded where they come often enough; where they are far apart, all of them,
and two a second are looked at. Change is the mean difference of 32×32 greys from the last frame that was taken, so
that a slow pan counts too. However long the film, so many frames at the most are taken, spread over all of it: the
reference on media, section 4 (change-triggered, at most one in 2 to 3 s; decoding once, scaled in the decoder).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import Any

from sijil.readers.draft import Draft, Source, kept
from sijil.readers.footage import Extent, clock, damage, extent_of, main_picture, opened, time_of
from sijil.readers.reading import Reading
from sijil.readers.stills import (
    KEYFRAME,
    KEYFRAME_SIDE,
    THUMBNAIL,
    THUMBNAIL_SIDE,
    VERSION,
    drafted,
    hand_over,
    let_pillow_in,
)

__all__ = ["OPTIONS", "VERSION", "read", "warm"]

APART = Fraction(2)
"""Seconds that lie between two keyframes at the least."""
CALM = 15
"""After so many times as long a frame is taken though nothing has changed."""
CHANGE = 0.06
"""The mean difference, of 1, from which on something has changed."""
AT_MOST = 240
"""Keyframes of one film; beyond, every second one goes and they lie twice as far apart."""
LONG_GAP = Fraction(4)
"""Seconds between two frames that stand by themselves from which on those between are decoded, too."""
LOOKED_AT = Fraction(1, 2)
BUDGET = 60_000_000_000
"""Pixels decoded for one film: eight hours of Full HD with a frame a second that stands by itself."""
OPTIONS = {
    "side": KEYFRAME_SIDE,
    "apart": str(APART),
    "calm": CALM,
    "change": str(CHANGE),
    "at_most": AT_MOST,
    "long_gap": str(LONG_GAP),
    "budget": BUDGET,
}
_GREY_SIDE = 32
_PLAIN = 24
"""A frame whose greys, of 255, lie no further apart shows nothing to recognise the film by."""


def warm() -> None:
    """Import the decoders."""
    import av  # noqa: F401

    let_pillow_in()


@dataclass(slots=True)
class _Kept:
    time: Fraction
    greys: bytes
    picture: Any


@dataclass(slots=True)
class Chosen:
    """The keyframes so far; `wide` is how much wider a pixel is shown than high."""

    wide: Fraction
    kept: list[_Kept] = field(default_factory=list)
    apart: Fraction = APART

    def offer(self, time: Fraction, frame: Any) -> None:
        """Take the frame if it is far enough from the last one and shows something else, or after a long calm."""
        since = time - self.kept[-1].time if self.kept else self.apart
        if since < self.apart:
            return
        greys = grey_bytes(frame, _GREY_SIDE, _GREY_SIDE)
        if self.kept and since < CALM * self.apart and difference(greys, self.kept[-1].greys) < CHANGE:
            return
        self.kept.append(_Kept(time, greys, _picture(frame, self.wide)))
        if len(self.kept) > AT_MOST:
            self.kept = self.kept[::2]
            self.apart *= 2


def read(source: Source) -> Reading:
    """A member for each keyframe, called `keyframe SECONDS`, and one called `thumbnail`.

    Raises `Stopped` (kept) where there is nothing to be decoded.
    """
    draft = drafted(source, "film_stills")
    with opened(source) as container:
        film = main_picture(container)
        if film is None or film.codec_context is None:
            raise kept("no picture track that can be decoded")
        extent = extent_of(container, film)
    with opened(source) as container:
        chosen = _chosen(draft, container, main_picture(container), extent)
    if not chosen.kept:
        raise kept("; ".join(["no frame can be decoded", *draft.missing]))
    for one in chosen.kept:
        hand_over(draft, source, f"{KEYFRAME} {float(one.time):.3f}", one.picture)
    best = next((one for one in chosen.kept if max(one.greys) - min(one.greys) > _PLAIN), chosen.kept[0])
    small = best.picture.copy()
    small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE), reducing_gap=None)
    hand_over(draft, source, THUMBNAIL, small)
    return draft.done()


def _chosen(draft: Draft, container: Any, film: Any, extent: Extent) -> Chosen:
    start = min(extent.begins.values(), default=Fraction())
    plan = Plan(extent, film)
    if plan.every > 1 or plan.left_out:
        draft.miss(
            f"too long to be looked at whole: one frame in {plan.every} of those that stand by themselves"
        )
    chosen, last, failed = Chosen(stretch(film)), None, 0
    broke: list[str] = []
    with damage(broke):
        for frame in plan.frames(container, film):
            if frame is None:
                failed += 1
                continue
            time = time_of(frame) - start
            if last is None or time - last >= LOOKED_AT:
                chosen.offer(max(time, Fraction()), frame)
                last = time
    if broke:
        draft.miss(f"damaged: {broke[0]}")
    if failed:
        end = f"; the last that could is at {clock(last)}" if last is not None else ""
        draft.miss(f"{failed} frames could not be decoded{end}")
    return chosen


class Plan:
    """Which packets are decoded: settled by what the film holds, never by the time it takes."""

    def __init__(self, extent: Extent, film: Any) -> None:
        keys = sorted(set(extent.keys))
        pixels = max(1, film.codec_context.width * film.codec_context.height)
        end = extent.ends.get(film.index, Fraction())
        gaps = [(begin, after) for begin, after in pairwise([*keys, end]) if after - begin > LONG_GAP]
        rate = Fraction(film.average_rate or 30)
        between = sum(((after - begin) * rate for begin, after in gaps), Fraction())
        self.left_out = between * pixels > BUDGET
        self.every = max(1, -(-len(keys) * pixels // BUDGET))
        self._long = frozenset(begin for begin, _ in gaps) if not self.left_out else frozenset()
        self._looked_at = frozenset(keys[:: self.every])
        self._blind = not keys

    def frames(self, container: Any, film: Any) -> Iterator[Any]:
        """The frames decoded; None for each that could not be."""
        context, going_on = film.codec_context, self._blind
        for packet in container.demux(film):
            timed = packet.pts is not None or packet.dts is not None
            if packet.is_keyframe and timed and not self._blind:
                time = time_of(packet)
                going_on = time in self._long
                wanted = going_on or time in self._looked_at
                context.skip_frame = "DEFAULT" if going_on else "NONKEY"
            else:
                # A packet without bytes asks the decoder for what it still holds.
                wanted = going_on or packet.size == 0
            if wanted:
                yield from decoded(packet)


def decoded(packet: Any) -> Iterator[Any]:
    """The frames of a packet; None for each that could not be decoded."""
    import av

    try:
        for frame in packet.decode():
            yield None if frame.is_corrupt or (frame.pts is None and frame.dts is None) else frame
    except (av.FFmpegError, ValueError):
        yield None


def grey_bytes(frame: Any, width: int, height: int) -> bytes:
    """The frame as greys of that size, row after row."""
    plane = _scaled(frame, width, height, "gray").planes[0]
    rows = bytes(plane)
    if plane.line_size == width:
        return rows[: width * height]
    return b"".join(rows[at * plane.line_size : at * plane.line_size + width] for at in range(height))


def difference(one: bytes, other: bytes) -> float:
    """The mean difference of two equally large frames of greys, of 1."""
    return sum(abs(here - there) for here, there in zip(one, other, strict=True)) / len(one) / 255


def _picture(frame: Any, wide: Fraction) -> Any:
    """The frame for Pillow: small, upright, with square pixels."""
    from PIL import Image

    width, height = frame.width * wide, Fraction(frame.height)
    scale = min(Fraction(1), KEYFRAME_SIDE / max(width, height))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    picture = _scaled(frame, *size, "rgb24").to_image()
    turns = {90: Image.Transpose.ROTATE_90, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_270}
    turn = turns.get(int(frame.rotation) % 360)
    return picture if turn is None else picture.transpose(turn)


def stretch(film: Any) -> Fraction:
    """How much wider a pixel is shown than high; 1 where that is not said or cannot be."""
    said = film.sample_aspect_ratio or film.codec_context.sample_aspect_ratio or 1
    return Fraction(said) if Fraction(1, 4) <= said <= 4 else Fraction(1)


def _scaled(frame: Any, width: int, height: int, pixels: str) -> Any:
    from av.video.reformatter import Interpolation

    exact = Interpolation.AREA | Interpolation.ACCURATE_RND | Interpolation.BITEXACT
    return frame.reformat(width=width, height=height, format=pixels, interpolation=exact, threads=1)
