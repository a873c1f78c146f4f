"""From the grey frames of a reading to what is compared. Shared by the steps that compare photos and films."""

from sijil.media import Film, Item, fingerprint
from sijil.media.fingerprint import Fingerprint
from sijil.readers import Reading
from sijil.readers.greys import LARGE, greys_of

READ = ("read", "partly_read")


def fingerprint_of(reading: Reading) -> Fingerprint | None:
    """The fingerprint of the frames in the spool folder; None where there are none."""
    if reading.outcome not in READ:
        return None
    frames = greys_of(reading)
    return fingerprint(frames.small, frames.small_times, frames.large, frames.large_times, still=frames.still)


def item_of(name: str, sha256: str, reading: Reading, known: Fingerprint | None = None) -> Item | None:
    """An item with its small frames, which stay in the spool folder; the large ones are taken away."""
    made = known or fingerprint_of(reading)
    if made is None or reading.outcome not in READ:
        return None
    frames = greys_of(reading)
    _drop(reading, (LARGE,))
    return Item(name, sha256, made, Film(frames.small, frames.small_times))


def drop(reading: Reading) -> None:
    """Take all frames away."""
    _drop(reading, tuple(member.name for member in reading.members))


def _drop(reading: Reading, names: tuple[str, ...]) -> None:
    for member in reading.members:
        if member.name in names:
            member.path.unlink(missing_ok=True)
