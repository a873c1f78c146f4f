"""A fingerprint as bytes, to be kept beside the evidence, and back; the same fingerprint gives the same bytes.

Where a point lies is kept to a thirty-second of a pixel and its angle to a hundred and twenty-eighth of a degree: eight
bytes instead of sixteen, and far finer than what points are compared by.
"""

import json
from collections.abc import Sequence
from io import BytesIO
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sijil.media.fingerprint import Fingerprint
from sijil.media.points import Points

FORM: Final = 1
_STEPS: Final = np.array([32, 32, 32, 128], np.float32)
"""To a pixel for x, y and size; to a degree for the angle."""


def packed(one: Fingerprint) -> bytes:
    """The bytes of a fingerprint."""
    head = {
        "form": FORM,
        "still": one.still,
        "stands": one.stands,
        "seconds": one.seconds,
        "box": one.box,
        "size": one.size,
        "points": [len(frame.codes) for frame in one.keyframes],
    }
    text = json.dumps(head, sort_keys=True, separators=(",", ":")).encode("ascii")
    out = BytesIO()
    for array in (np.frombuffer(text, np.uint8), *_arrays(one)):
        np.save(out, array, allow_pickle=False)
    return out.getvalue()


def unpacked(data: bytes) -> Fingerprint:
    """The fingerprint again. Raises `ValueError` for bytes that are none, or of another form."""
    source = BytesIO(data)
    try:
        head = json.loads(_next(source).tobytes())
        hashes, whole, weights, times, key_times, at, codes, standing = (_next(source) for _ in range(8))
        if head["form"] != FORM:
            raise ValueError(f"a fingerprint of form {head['form']}")
    except (EOFError, KeyError, TypeError, UnicodeDecodeError) as error:
        raise ValueError(f"no fingerprint ({error})") from error
    size = (int(head["size"][0]), int(head["size"][1]))
    frames = _frames(head["points"], at, codes, np.unpackbits(standing)[: len(at)].astype(bool), size)
    return Fingerprint(
        head["still"], head["seconds"], hashes, whole, weights, times, tuple(head["box"]), frames, key_times,
        size, head["stands"],
    )  # fmt: skip


def _arrays(one: Fingerprint) -> tuple[NDArray[Any], ...]:
    at = np.concatenate([np.zeros((0, 4), np.float32), *(frame.at for frame in one.keyframes)])
    codes = np.concatenate([np.zeros((0, 2), np.uint64), *(frame.codes for frame in one.keyframes)])
    standing = np.concatenate([np.zeros(0, bool), *(frame.standing for frame in one.keyframes)])
    steps = np.clip(np.round(at * _STEPS), 0, 65535).astype(np.uint16)
    return (
        one.hashes, one.whole, one.weights, one.times, one.key_times, steps, codes, np.packbits(standing)
    )  # fmt: skip


def _frames(
    counts: Sequence[int],
    at: NDArray[np.uint16],
    codes: NDArray[np.uint64],
    standing: NDArray[np.bool_],
    size: tuple[int, int],
) -> tuple[Points, ...]:
    places, ends = at.astype(np.float32) / _STEPS, np.cumsum([0, *counts])
    return tuple(Points(places[a:b], codes[a:b], *size, standing[a:b]) for a, b in pairwise(ends))


def _next(source: BytesIO) -> NDArray[Any]:
    array: NDArray[Any] = np.load(source, allow_pickle=False)
    return array
