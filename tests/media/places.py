"""Invented places for these tests: frames as they come out of the fence, without a film being written."""

import sys
from functools import cache
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import cv2
import scenes

from sijil.media import Film, Item, fingerprint

STREET = scenes.Moment(0, "street", 1, "hand")
SAME_STREET_LATER = STREET._replace(moment=2)
POST = scenes.Moment(3, "aerial", 1, "post")
SAME_POST_LATER = POST._replace(moment=2)
OTHER_PLACE = scenes.Moment(1, "square", 1, "hand")


@cache
def greys(moment: scenes.Moment, seconds: float = 5) -> np.ndarray:
    """Greys of all frames, 25 a second, 360×640."""
    return np.stack([cv2.cvtColor(f, cv2.COLOR_BGR2GRAY) for f in scenes.frames(moment, seconds)])


def item(name: str, frames: np.ndarray, *, still: bool = False) -> Item:
    """An item as `readers.greys` would hand it over: eight small frames a second, a large one every two seconds."""
    if still:
        frames = frames[:1]
    at = np.unique((np.arange(0, len(frames) / 25, 0.125) * 25).round().astype(int).clip(0, len(frames) - 1))
    high, wide = frames.shape[1:]
    shrink = 160 / max(high, wide)
    size = round(wide * shrink), round(high * shrink)
    small = np.stack([cv2.resize(frames[k], size, interpolation=cv2.INTER_AREA) for k in at])
    large, times = frames[::50], np.arange(0, len(frames), 50) / 25
    made = fingerprint(small, at / 25, large, times, still=still)
    return Item(name, name, made, Film(small, at / 25))


def poorer(frames: np.ndarray, quality: int = 30) -> np.ndarray:
    """The frames after having been saved badly."""
    return np.stack([cv2.imdecode(cv2.imencode(".jpg", f, [1, quality])[1], 0) for f in frames])


def captioned(frames: np.ndarray, text: str = "BREAKING t.me/channel") -> np.ndarray:
    """The frames with a ticker and a logo, which stand still."""
    made = frames.copy()
    for frame in made:
        high, wide = frame.shape
        cv2.rectangle(frame, (0, int(high * 0.82)), (wide, int(high * 0.93)), 30, -1)
        cv2.putText(frame, text, (12, int(high * 0.9)), 0, 1.0, 255, 2, cv2.LINE_AA)
        cv2.circle(frame, (wide - 50, 50), 36, 90, -1)
    return made
