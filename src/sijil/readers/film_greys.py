"""The greys of a film: see `greys`. Decoded once, both sizes made by the decoder's own scaler.

Every frame is decoded where the film holds no more pixels than the budget; of a longer one those that stand by
themselves and, where these lie far apart, those between: what is left out is stated. Large frames are taken where what
is seen has changed, at most one in two seconds, and now and then elsewhere.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from sijil.readers.draft import Draft, Source, kept
from sijil.readers.film_stills import Plan, decoded, difference, grey_bytes, stretch
from sijil.readers.footage import Extent, clock, damage, extent_of, main_picture, opened, time_of
from sijil.readers.greys import LARGE, LARGE_SIDE, RATE, SMALL, SMALL_SIDE, VERSION
from sijil.readers.reading import Reading
from sijil.readers.spool import Keeping, Spool
from sijil.readers.stills import drafted

__all__ = ["VERSION", "read", "warm"]

APART, CALM = Fraction(2), Fraction(6)
"""Seconds between two large frames: at the least, and at the most where nothing changes."""
CHANGE = 0.05
"""The mean difference, of 1, from which on something has changed."""
LOOKED_AT = Fraction(1, 2)
BUDGET = 120_000_000_000
"""Pixels decoded for one film: an hour and twenty minutes of 720p."""
MOST_LARGE = 3600
"""Large frames of one film; beyond, they lie further apart."""
_CHANGE_SIDE = 32


def warm() -> None:
    """Import the decoders."""
    import av  # noqa: F401


def read(source: Source) -> Reading:
    """Two members, `small` and `large`, with their sizes and times (milliseconds) in the metadata.

    Raises `Stopped` (kept) where there is nothing to be decoded.
    """
    draft = drafted(source, "film_greys")
    if source.spool is None:
        raise kept("no folder for frames was given")
    with opened(source) as container:
        film = main_picture(container)
        if film is None or film.codec_context is None:
            raise kept("no picture track that can be decoded")
        extent = extent_of(container, film)
    taking = Taking(source.spool, extent)
    try:
        with opened(source) as container:
            _take_all(draft, container, main_picture(container), extent, taking)
        if not taking.small.times:
            raise kept("; ".join(["no frame can be decoded", *draft.missing]))
        taking.hand_over(draft)
    finally:
        taking.drop()
    return draft.done()


def _take_all(draft: Draft, container: Any, film: Any, extent: Extent, taking: "Taking") -> None:
    start, wide = min(extent.begins.values(), default=Fraction()), stretch(film)
    failed, broke = 0, list[str]()
    with damage(broke):
        for frame in _frames(draft, container, film, extent):
            if frame is None:
                failed += 1
            else:
                taking.offer(max(time_of(frame) - start, Fraction()), frame, wide)
    if broke:
        draft.miss(f"damaged: {broke[0]}")
    if failed:
        last = taking.small.times[-1] if taking.small.times else 0
        draft.miss(
            f"{failed} frames could not be decoded; the last that could is at {clock(Fraction(last, 1000))}"
        )


def _frames(draft: Draft, container: Any, film: Any, extent: Extent) -> Iterator[Any]:
    context = film.codec_context
    seconds = extent.ends.get(film.index, Fraction()) - extent.begins.get(film.index, Fraction())
    if seconds * Fraction(film.average_rate or 30) * context.width * context.height <= BUDGET:
        for packet in container.demux(film):
            yield from decoded(packet)
        return
    plan = Plan(extent, film)
    which = f"one in {plan.every} of those" if plan.every > 1 else "those"
    draft.miss(f"too long to be compared whole: {which} frames that stand by themselves")
    yield from plan.frames(container, film)


class Kind:
    """Frames of one size, written one after another."""

    def __init__(self, name: str, side: int, keeping: Keeping) -> None:
        self.name, self.side, self.keeping = name, side, keeping
        self.times: list[int] = []
        self.size = (0, 0)

    def take(self, time: Fraction, frame: Any, wide: Fraction) -> None:
        """Write a frame, at the size of the first one."""
        if not self.times:
            width, height = frame.width * wide, Fraction(frame.height)
            scale = min(Fraction(1), self.side / max(width, height))
            self.size = max(8, round(width * scale)), max(8, round(height * scale))
        self.keeping.put(grey_bytes(frame, *self.size))
        self.times.append(round(time * 1000))

    def hand_over(self, draft: Draft) -> None:
        """Name it as a member."""
        file, size = self.keeping.done()
        draft.take(self.name, file, size)
        draft.say(f"{self.name} size", "{} {}".format(*self.size))
        draft.say(f"{self.name} times", " ".join(map(str, self.times)))


class Taking:
    """What is taken of a film as it is decoded."""

    def __init__(self, spool: Spool, extent: Extent) -> None:
        self.small = Kind(SMALL, SMALL_SIDE, spool.begin())
        self.large = Kind(LARGE, LARGE_SIDE, spool.begin())
        self.apart = max(APART, extent.seconds / MOST_LARGE)
        self.turn = 0
        self._due = self._looked = Fraction(-1)
        self._last = Fraction(-1)
        self._seen = b""

    def offer(self, time: Fraction, frame: Any, wide: Fraction) -> None:
        """Take the frame if one is due; times that go back are left out."""
        if time < self._due:
            return
        if not self.small.times:
            self.turn = int(frame.rotation) % 360
        self._due = (time * RATE // 1 + 1) / Fraction(RATE)
        self.small.take(time, frame, wide)
        if time - self._looked >= LOOKED_AT and (time - self._last >= self.apart or not self.large.times):
            self._looked = time
            self._offer_large(time, frame, wide)

    def _offer_large(self, time: Fraction, frame: Any, wide: Fraction) -> None:
        seen = grey_bytes(frame, _CHANGE_SIDE, _CHANGE_SIDE)
        calm = self._seen and time - self._last < max(CALM, self.apart)
        if calm and difference(seen, self._seen) < CHANGE:
            return
        self._seen, self._last = seen, time
        self.large.take(time, frame, wide)

    def hand_over(self, draft: Draft) -> None:
        """Name both sizes as members."""
        for kind in (self.small, self.large):
            kind.hand_over(draft)
        draft.say("turn", self.turn)

    def drop(self) -> None:
        """Take away what was not handed over."""
        self.small.keeping.drop()
        self.large.keeping.drop()
