"""Invented places, filmed by an invented hand: material to tune and measure on that shows nobody.

A place is drawn once, larger than any picture of it: houses with windows, signs, trees, fields or a room, by the number
that names it. A moment there is people and cars that pass, a light, and the way a hand or a post holds the camera. The
same place at two moments is what no hash tells apart. Frames are 640×360, 25 a second; the same bytes every time.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import av
import cv2
import numpy as np
from av.video.frame import VideoFrame

WIDTH, HEIGHT, RATE = 640, 360, 25
_WIDE, _HIGH = 1500, 900
KINDS = ("street", "square", "night", "aerial", "smoke", "room")
_LETTERS = "ABCDEFGHKLMNOPRSTUVXYZ0123456789"


class Moment(NamedTuple):
    """What is filmed: the number of the place and its kind, the number of the moment, and how the camera is held."""

    place: int
    kind: str
    moment: int
    held: str
    """`hand`, or `post`, which does not move at all."""


def fractal(random: Any, height: int, width: int, roughness: float = 0.6) -> Any:
    """Clouds between 0 and 1."""
    total, amplitude = np.zeros((height, width), np.float32), 1.0
    for octave in range(1, 8):
        grid = random.random((2**octave + 1, 2**octave + 1)).astype(np.float32)
        total += amplitude * cv2.resize(grid, (width, height), interpolation=cv2.INTER_CUBIC)
        amplitude *= roughness
    return (total - total.min()) / (total.max() - total.min())


def place(number: int, kind: str) -> Any:
    """The picture of a whole place, 900×1500×3."""
    random = np.random.default_rng([7, number, KINDS.index(kind)])
    if kind == "aerial":
        return _fields(random)
    drawn = _ground(random)
    for _ in range(random.integers(7, 12)):
        _house(drawn, random)
    for _ in range(random.integers(4, 12)):
        _tree(drawn, random)
    for _ in range(random.integers(6, 14)):
        _sign(drawn, random)
    if kind == "room":
        drawn = cv2.GaussianBlur(cv2.flip(drawn, 0), (0, 0), 1.2)
        for _ in range(14):
            _sign(drawn, random)
    return _in_light(drawn, random, kind)


def _ground(random: Any) -> Any:
    sky, road = fractal(random, _HIGH, _WIDE)[..., None], fractal(random, _HIGH, _WIDE, 0.85)[..., None]
    high = random.uniform(120, 230, 3) * (0.75 + 0.25 * sky)
    low = random.uniform(70, 150, 3) * (0.6 + 0.6 * road)
    horizon = int(_HIGH * random.uniform(0.45, 0.65))
    drawn = np.where(np.arange(_HIGH)[:, None, None] < horizon, high, low)
    return drawn.clip(0, 255).astype(np.uint8)


def _house(drawn: Any, random: Any) -> None:
    wide, tall = random.integers(110, 340), random.integers(180, 520)
    left, foot = random.integers(-60, _WIDE - 60), random.integers(int(_HIGH * 0.55), int(_HIGH * 0.72))
    wall = random.uniform(60, 220, 3)
    top = max(0, foot - tall)
    part = drawn[top:foot, max(0, left) : left + wide]
    grain = fractal(random, *part.shape[:2], 0.9)[..., None]
    part[:] = (wall * (0.7 + 0.45 * grain)).clip(0, 255)
    across, down = random.integers(3, 8), random.integers(3, 8)
    for i in range(across):
        for j in range(down):
            if random.random() < 0.12:
                continue
            x = left + int((i + 0.25 + random.uniform(-0.04, 0.04)) * wide / across)
            y = top + int((j + 0.25) * (foot - top) / down)
            size = int(wide / across * 0.5), int((foot - top) / down * random.uniform(0.45, 0.6))
            shade = tuple(int(v) for v in random.uniform(10, 110, 3))
            cv2.rectangle(drawn, (x, y), (x + size[0], y + size[1]), shade, -1)
            cv2.rectangle(drawn, (x, y), (x + size[0], y + size[1]), tuple(int(v * 0.8) for v in wall), 2)
            if random.random() < 0.5:
                cv2.line(drawn, (x + size[0] // 2, y), (x + size[0] // 2, y + size[1]), (200, 200, 200), 1)


def _tree(drawn: Any, random: Any) -> None:
    x, y = int(random.integers(0, _WIDE)), int(random.integers(int(_HIGH * 0.5), int(_HIGH * 0.75)))
    cv2.line(drawn, (x, y), (x, y + 70), (40, 55, 70), 6)
    for _ in range(220):
        at = x + int(random.normal(0, 32)), y - 20 + int(random.normal(0, 30))
        green = tuple(int(v) for v in random.uniform((10, 50, 10), (70, 140, 60)))
        cv2.circle(drawn, at, int(random.integers(2, 8)), green, -1)


def _sign(drawn: Any, random: Any) -> None:
    x, y = int(random.integers(0, _WIDE - 150)), int(random.integers(int(_HIGH * 0.25), int(_HIGH * 0.8)))
    back, front = (tuple(int(v) for v in random.uniform(a, b, 3)) for a, b in ((120, 255), (0, 90)))
    text = "".join(random.choice(list(_LETTERS), random.integers(4, 10)))
    wide = 17 * len(text)
    cv2.rectangle(drawn, (x, y), (x + wide, y + 34), back, -1)
    cv2.putText(drawn, text, (x + 4, y + 25), int(random.integers(0, 5)), 0.75, front, 2, cv2.LINE_AA)


def _fields(random: Any) -> Any:
    """From above: fields, tracks, a few roofs; smooth."""
    drawn = (random.uniform(90, 150, 3) * (0.8 + 0.3 * fractal(random, _HIGH, _WIDE)[..., None])).astype(
        np.float32
    )
    for _ in range(16):
        corners = (random.random((4, 2)) * 300 + random.random(2) * (_WIDE, _HIGH) - 150).astype(np.int32)
        cv2.fillConvexPoly(drawn, cv2.convexHull(corners), tuple(random.uniform(70, 170, 3)))
    for _ in range(7):
        ends = (random.random((2, 2)) * (_WIDE, _HIGH)).astype(int)
        cv2.line(drawn, tuple(map(int, ends[0])), tuple(map(int, ends[1])), (170, 175, 180), 9)
    for _ in range(26):
        x, y = int(random.integers(0, _WIDE)), int(random.integers(0, _HIGH))
        size = random.integers(12, 42, 2)
        cv2.rectangle(
            drawn, (x, y), (x + int(size[0]), y + int(size[1])), tuple(random.uniform(60, 215, 3)), -1
        )
    return cv2.GaussianBlur(drawn, (0, 0), 1.6).clip(0, 255).astype(np.uint8)


def _in_light(drawn: Any, random: Any, kind: str) -> Any:
    if kind == "night":
        lamps = np.zeros((_HIGH, _WIDE), np.float32)
        for _ in range(6):
            cv2.circle(lamps, (int(random.integers(0, _WIDE)), int(random.integers(200, 700))), 90, 1.0, -1)
        lamps = cv2.GaussianBlur(lamps, (0, 0), 60)[..., None]
        return (drawn * (0.16 + 0.7 * lamps)).clip(0, 255).astype(np.uint8)
    if kind == "smoke":
        smoke = fractal(random, _HIGH, _WIDE, 0.5)[..., None] ** 0.5
        return (cv2.GaussianBlur(drawn, (0, 0), 2.5) * (1 - 0.7 * smoke) + 175 * 0.7 * smoke).astype(np.uint8)
    return drawn


class _Walker:
    """A person or a car that crosses the place."""

    def __init__(self, random: Any, where: tuple[float, float]) -> None:
        self.car = random.random() < 0.35
        self.x = where[0] + random.uniform(-330, 330)
        self.y = where[1] + random.uniform(10, 150)
        pace = random.uniform(60, 190) if self.car else random.uniform(15, 60)
        self.pace = pace * random.choice((-1, 1))
        self.size = random.uniform(0.7, 1.5)
        self.colours = [tuple(int(v) for v in random.uniform(20, 235, 3)) for _ in range(3)]
        self.phase = random.uniform(0, 6)

    def draw(self, on: Any, seconds: float) -> None:
        """Put it where it is by now."""
        x, y, s = int(self.x + self.pace * seconds), int(self.y), self.size
        if self.car:
            cv2.rectangle(on, (x - int(50 * s), y - int(22 * s)), (x + int(50 * s), y), self.colours[0], -1)
            cv2.rectangle(
                on,
                (x - int(28 * s), y - int(38 * s)),
                (x + int(26 * s), y - int(22 * s)),
                self.colours[1],
                -1,
            )
            for wheel in (-30, 30):
                cv2.circle(on, (x + int(wheel * s), y), int(9 * s), (25, 25, 25), -1)
            return
        swing = int(8 * s * np.sin(7 * seconds + self.phase))
        cv2.line(on, (x, y - int(26 * s)), (x - swing, y), self.colours[1], int(5 * s) + 1)
        cv2.line(on, (x, y - int(26 * s)), (x + swing, y), self.colours[1], int(5 * s) + 1)
        cv2.ellipse(on, (x, y - int(42 * s)), (int(9 * s), int(20 * s)), 0, 0, 360, self.colours[0], -1)
        cv2.line(on, (x, y - int(52 * s)), (x + 2 * swing, y - int(34 * s)), self.colours[0], int(4 * s) + 1)
        cv2.circle(on, (x, y - int(68 * s)), int(7 * s), self.colours[2], -1)


class _Hand:
    """Where the camera looks, by the second: a slow way, a tremor, and now and then a step."""

    def __init__(self, random: Any, held: str, middle: tuple[float, float]) -> None:
        self.held, self.middle = held, middle
        self.ways = random.uniform(0.25, 0.8, 4), random.uniform(0, 6.3, 4)
        self.tremor = random.uniform(4, 15, (4, 3)), random.uniform(0, 6.3, (4, 3))
        self.zoom = random.uniform(0.95, 1.35)

    def at(self, seconds: float) -> Any:
        """The 2×3 matrix from the place to the picture."""
        if self.held == "post":
            return _looking(*self.middle, 1.0, 0.0)
        slow = np.sin(self.ways[0] * seconds + self.ways[1])
        quick = np.sin(self.tremor[0] * seconds + self.tremor[1]).mean(axis=1)
        x = self.middle[0] + 130 * slow[0] + 5 * quick[0]
        y = self.middle[1] + 45 * slow[1] + 5 * quick[1]
        return _looking(x, y, self.zoom + 0.18 * slow[2] + 0.005 * quick[2], 2.2 * slow[3] + 0.7 * quick[3])


def _looking(x: float, y: float, zoom: float, degrees: float) -> Any:
    turn = cv2.getRotationMatrix2D((x, y), degrees, zoom)
    turn[:, 2] += (WIDTH / 2 - x, HEIGHT / 2 - y)
    return turn


def frames(moment: Moment, seconds: float) -> Iterator[Any]:
    """The frames of a moment, 360×640×3, blue first."""
    background = place(moment.place, moment.kind)
    there = np.random.default_rng([11, moment.place])
    middle = there.uniform(450, _WIDE - 450), there.uniform(320, _HIGH - 320)
    random = np.random.default_rng([13, moment.place, moment.moment])
    if moment.held == "hand":
        middle = middle[0] + random.uniform(-40, 40), middle[1] + random.uniform(-20, 20)
    hand = _Hand(random, moment.held, middle)
    walkers = [_Walker(random, middle) for _ in range(random.integers(3, 8))]
    light, warm = random.uniform(0.85, 1.12), random.uniform(-8, 8, 3)
    for number in range(round(seconds * RATE)):
        now = number / RATE
        scene = background.copy()
        for walker in walkers:
            walker.draw(scene, now)
        seen = cv2.warpAffine(
            scene, hand.at(now), (WIDTH, HEIGHT), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT
        )
        grain = random.normal(0, 3.5, (HEIGHT, WIDTH, 1))
        yield (seen * light + warm + grain).clip(0, 255).astype(np.uint8)


def film(path: Path, moment: Moment, seconds: float, quality: int = 20) -> None:
    """Write a moment as an MP4; `quality` is x264's `crf`."""
    write(path, frames(moment, seconds), quality)


def write(path: Path, pictures: Iterable[Any], quality: int = 20, rate: int = RATE) -> None:
    """Write pictures, height × width × 3, blue first, as an MP4. Sides that are odd lose a row or column."""
    with av.open(str(path), "w") as out:
        track: Any = out.add_stream("libx264", rate=rate)
        for number, picture in enumerate(pictures):
            high, wide = picture.shape[0] // 2 * 2, picture.shape[1] // 2 * 2
            if number == 0:
                track.width, track.height, track.pix_fmt = wide, high, "yuv420p"
                track.options = {"preset": "veryfast", "crf": str(quality), "threads": "1"}
            frame = VideoFrame.from_ndarray(np.ascontiguousarray(picture[:high, :wide]), format="bgr24")
            frame.pts, frame.time_base = number, Fraction(1, rate)
            out.mux(track.encode(frame))
        out.mux(track.encode())
