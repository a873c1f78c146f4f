"""Films of an invented market gate, drawn and encoded here: one moment in four forms, and the same place another day.

Nobody is seen in them but strokes that walk. The place is drawn once from a seed; a moment there is who passes by,
the light, and how a hand holds the camera. What channels and chats do to a film is done to its pictures: bars, cuts,
mirrors, logos. Encoded by the x264 that PyAV carries, on one thread, without the names of what made them.
"""

import io
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import cache
from math import sin
from typing import Any

import av
import cv2
import numpy as np
from av.video.frame import VideoFrame

RATE, SECONDS = 12, 5
WIDTH, HEIGHT = 320, 180
_WIDE, _HIGH = 560, 330
_REPEATABLE = "asm=0:threads=1:sync-lookahead=0:rc-lookahead=0:mbtree=0"
"""The encoder's quick code and its looking ahead give other bytes from one run to the next."""
_SIGNS = ("BREAD", "TEA", "LAMPS", "ROPE", "FISH", "KEYS")


def posted() -> bytes:
    """As the channel posted it first."""
    return _film(moment(1), 33)


def in_the_chat() -> bytes:
    """Cut at the rims, smaller and poorer, and begun a second later."""
    return _film([_cut(picture) for picture in moment(1)[RATE:]], 36)


def with_logo() -> bytes:
    """Mirrored, with a channel's name and a ticker."""
    return _film([_captioned(picture[:, ::-1]) for picture in moment(1)], 33)


def upright() -> bytes:
    """Put between black bars, as high as a telephone."""
    return _film([_barred(picture) for picture in moment(1)], 33)


def another_day() -> bytes:
    """The same place two days later."""
    return _film(moment(2), 33)


@cache
def moment(number: int) -> tuple[Any, ...]:
    """The pictures of a moment, 180×320×3, blue first."""
    return tuple(_seen(number))


def _seen(number: int) -> Iterator[Any]:
    random = np.random.default_rng([2025, number])
    walkers = [_walker(random) for _ in range(5)]
    light, ways, phases = 1.0 if number == 1 else 0.86, _drawn(random, 0.5, 1.1), _drawn(random, 0, 6)
    x, y, _ = _drawn(random, -14, 14)
    middle = _WIDE / 2 + x, _HIGH * 0.55 + y
    for at in range(RATE * SECONDS):
        now = at / RATE
        scene = _place().copy()
        for walk in walkers:
            walk(scene, now)
        sway = [
            slow * sin(way * now + phase) + quick * sin(9 * way * now + phase)
            for slow, quick, way, phase in zip((34, 12, 1.6), (1.6, 1.6, 0.3), ways, phases, strict=True)
        ]
        x, y = middle[0] + sway[0], middle[1] + sway[1]
        turn = cv2.getRotationMatrix2D((x, y), sway[2], 1.0)
        turn[:, 2] += (WIDTH / 2 - x, HEIGHT / 2 - y)
        picture = cv2.warpAffine(scene, turn, (WIDTH, HEIGHT), borderMode=cv2.BORDER_REFLECT)
        yield (picture * light).clip(0, 255).astype(np.uint8)


def _drawn(random: Any, low: float, high: float) -> list[float]:
    return [float(one) for one in random.uniform(low, high, 3)]


@cache
def _place() -> Any:
    """The gate, its houses, stalls and signs, 330×560×3."""
    random = np.random.default_rng(1303)
    drawn = np.full((_HIGH, _WIDE, 3), (196, 186, 170), np.uint8)
    drawn[int(_HIGH * 0.6) :] = (120, 132, 140)
    for left in range(-20, _WIDE, 84):
        _house(drawn, random, left)
    cv2.ellipse(drawn, (_WIDE // 2, 205), (44, 78), 0, 180, 360, (70, 76, 86), -1)
    cv2.ellipse(drawn, (_WIDE // 2, 205), (44, 78), 0, 180, 360, (210, 214, 220), 4)
    for number, words in enumerate(_SIGNS):
        at = 14 + number * 92, 168 + int(random.integers(-14, 14))
        cv2.rectangle(drawn, at, (at[0] + 13 * len(words) + 8, at[1] + 22), _colour(random, 150, 250), -1)
        cv2.putText(drawn, words, (at[0] + 4, at[1] + 16), 0, 0.5, _colour(random, 0, 80), 1, cv2.LINE_AA)
    for _ in range(170):
        at = int(random.integers(0, _WIDE)), int(random.integers(int(_HIGH * 0.62), _HIGH))
        cv2.circle(drawn, at, int(random.integers(1, 4)), _colour(random, 80, 175), -1)
    return drawn


def _house(drawn: Any, random: Any, left: int) -> None:
    top, wide = int(random.integers(8, 66)), int(random.integers(70, 96))
    wall = _colour(random, 110, 215)
    cv2.rectangle(drawn, (left, top), (left + wide, 205), wall, -1)
    for x in range(left + 10, left + wide - 14, 22):
        for y in range(top + 12, 150, 30):
            if random.random() < 0.85:
                cv2.rectangle(drawn, (x, y), (x + 11, y + 17), _colour(random, 20, 105), -1)
                cv2.rectangle(drawn, (x, y), (x + 11, y + 17), (225, 228, 230), 1)


def _colour(random: Any, low: int, high: int) -> tuple[int, int, int]:
    blue, green, red = random.integers(low, high, 3)
    return int(blue), int(green), int(red)


def _walker(random: Any) -> Callable[[Any, float], None]:
    """Somebody who walks by: three strokes and a dot."""
    start, foot = random.uniform(90, _WIDE - 90), int(random.integers(222, 290))
    pace, phase = random.uniform(14, 42) * random.choice((-1, 1)), random.uniform(0, 6)
    coat, legs = _colour(random, 10, 220), _colour(random, 10, 90)

    def walk(on: Any, now: float) -> None:
        x, swing = int(start + pace * now), int(6 * sin(6 * now + phase))
        cv2.line(on, (x, foot - 22), (x - swing, foot), legs, 4)
        cv2.line(on, (x, foot - 22), (x + swing, foot), legs, 4)
        cv2.line(on, (x, foot - 44), (x, foot - 20), coat, 10)
        cv2.circle(on, (x, foot - 52), 6, (90, 120, 160), -1)

    return walk


def _cut(picture: Any) -> Any:
    return cv2.resize(picture[14:170, 22:304], (256, 142), interpolation=cv2.INTER_AREA)


def _captioned(picture: Any) -> Any:
    made = np.ascontiguousarray(picture)
    cv2.rectangle(made, (0, 148), (WIDTH, 166), (90, 20, 20), -1)
    cv2.putText(made, "SHATT NOW  market gate", (8, 161), 0, 0.4, (255, 255, 255), 1, cv2.LINE_AA)
    cv2.circle(made, (WIDTH - 22, 20), 13, (40, 40, 190), -1)
    return made


def _barred(picture: Any) -> Any:
    made = np.zeros((384, 216, 3), np.uint8)
    made[130:252] = cv2.resize(picture, (216, 122), interpolation=cv2.INTER_AREA)
    return made


def _film(pictures: Any, quality: int) -> bytes:
    """An MP4; `quality` is x264's `crf`."""
    out = io.BytesIO()
    with av.open(out, "w", format="mp4", options={"fflags": "+bitexact"}) as film:
        track: Any = film.add_stream("libx264", rate=RATE)
        track.height, track.width = (side // 2 * 2 for side in pictures[0].shape[:2])
        track.pix_fmt, track.codec_context.thread_count = "yuv420p", 1
        track.codec_context.flags |= av.codec.context.Flags.bitexact
        track.options = {"preset": "slow", "crf": str(quality), "x264-params": _REPEATABLE}
        for number, picture in enumerate(pictures):
            rows = np.ascontiguousarray(picture[: track.height, : track.width])
            frame = VideoFrame.from_ndarray(cv2.cvtColor(rows, cv2.COLOR_BGR2YUV_I420), format="yuv420p")
            frame.pts, frame.time_base = number, Fraction(1, RATE)
            film.mux(track.encode(frame))
        film.mux(track.encode())
    return out.getvalue()
