"""Where the sun stands over a place, and the inverse: when a measured shadow can have been thrown there.

Height and direction by NOAA's equations (after Meeus, Astronomical Algorithms, chapters 25 and 28), for many times at
once; tested against astral to 0.05 degrees, far finer than any hand draws a shadow. The inverse gives windows of time,
not a moment: everything that the stated errors allow, and with it that a shadow does not tell spring from autumn, nor
morning from evening where only its length was measured.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

_LOWEST = 0.5
"""Degrees above which the sun throws a shadow that can be measured."""
_STEP, _FINE = 60.0, 1.0
"""Seconds between two looks, and where something is near."""
_NEAR = 20.0
"""Degrees of misfit from which on nothing can begin and end within a minute, but with the sun overhead."""
_METRES_A_DEGREE = 110_000.0
"""Of latitude, at the least."""
_SUN_HALF = 0.27
"""Degrees from the sun's middle to its rim: no shadow's end is sharper."""
_J2000 = datetime(2000, 1, 1, 12, tzinfo=UTC).timestamp()
_CENTURY = 36_525 * 86_400.0


class Sun(NamedTuple):
    """Degrees: `azimuth` clockwise from true north, `height` above the horizon (with refraction)."""

    azimuth: float
    height: float


@dataclass(frozen=True, slots=True)
class Shadow:
    """A measured shadow of an upright thing on level ground; what was not measured is None.

    `azimuth`: where the shadow points, degrees clockwise from true north; `ratio`: its length divided by the height of
    what throws it. The errors are the most it may be off, either way.
    """

    azimuth: float | None = None
    azimuth_error: float = 3.0
    ratio: float | None = None
    ratio_error: float = 0.1


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of time (UTC) during which the shadow fits; `half`: `morning` before the sun stands highest, or not."""

    start: datetime
    end: datetime
    half: str


def sun_at(latitude: float, longitude: float, when: datetime) -> Sun:
    """The sun over a place (degrees) at a time. Raises `ValueError` for a time without a zone."""
    if when.tzinfo is None:
        raise ValueError("a time without a zone: say which, the sun knows no local time")
    azimuth, height = _positions(latitude, longitude, np.array([when.timestamp()]))
    return Sun(float(azimuth[0]), float(height[0]))


def shadow_at(latitude: float, longitude: float, when: datetime) -> Shadow | None:
    """The shadow of an upright thing on level ground; None while the sun is down or too low for one."""
    sun = sun_at(latitude, longitude, when)
    if sun.height < _LOWEST:
        return None
    return Shadow((sun.azimuth + 180) % 360, 0.0, float(1 / np.tan(np.radians(sun.height))), 0.0)


def windows(
    latitude: float, longitude: float, shadow: Shadow, first: date, last: date, *, radius: float = 0.0
) -> list[Window]:
    """Every stretch of time from the day `first` to the day `last` (UTC, both included) in which the shadow fits.

    `radius`: metres by which the place itself may be off. Rims are widened to the whole second beyond, so that no time
    that fits is left out. Raises `ValueError` for a shadow of which nothing was measured.
    """
    if shadow.azimuth is None and shadow.ratio is None:
        raise ValueError("neither direction nor length of the shadow was measured")
    slack = radius / _METRES_A_DEGREE / max(0.02, float(np.cos(np.radians(latitude))))
    found: list[tuple[float, float]] = []
    for day in range((last - first).days + 1):
        midnight = datetime.combine(first, datetime.min.time(), UTC) + timedelta(days=day)
        found += _stretches(latitude, longitude, shadow, slack, midnight.timestamp())
    return [_window(latitude, longitude, *stretch) for stretch in _joined(found)]


def _stretches(
    latitude: float, longitude: float, shadow: Shadow, slack: float, midnight: float
) -> list[tuple[float, float]]:
    """What fits within a day: looked at every minute, and every second wherever something may begin or end."""
    coarse = midnight + np.arange(0, 86_400 + _STEP, _STEP)
    off = _misfit(*_positions(latitude, longitude, coarse), shadow, slack)
    steps = np.flatnonzero(np.minimum(off[:-1], off[1:]) <= _NEAR)
    if not len(steps):
        return []
    seconds = (coarse[steps][:, None] + np.arange(0, _STEP, _FINE)[None, :]).ravel()
    fits = _misfit(*_positions(latitude, longitude, seconds), shadow, slack) <= 0
    times = seconds[fits]
    breaks = np.flatnonzero(np.diff(times) > 1.5 * _FINE)
    starts, ends = np.r_[0, breaks + 1], np.r_[breaks, len(times) - 1]
    return (
        [(times[a] - _FINE, times[b] + _FINE) for a, b in zip(starts, ends, strict=True)]
        if len(times)
        else []
    )


def _joined(stretches: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Stretches that touch across midnight are one."""
    joined: list[tuple[float, float]] = []
    for start, end in stretches:
        if joined and start <= joined[-1][1] + _FINE:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def _misfit(azimuth: Numbers, height: Numbers, shadow: Shadow, slack: float) -> Numbers:
    """How far each sun is beyond what the shadow allows, in degrees; 0 or less where it fits."""
    rim = _SUN_HALF + slack
    worst = _LOWEST - height
    if shadow.azimuth is not None:
        away = np.abs((azimuth - shadow.azimuth) % 360 - 180)
        # Overhead, a step on the ground or the sun's own width turns the direction much further.
        turned = np.degrees(np.arcsin(np.minimum(1.0, np.sin(np.radians(rim)) / np.cos(np.radians(height)))))
        worst = np.maximum(worst, away - shadow.azimuth_error - turned)
    if shadow.ratio is not None:
        low = np.degrees(np.arctan2(1.0, shadow.ratio + shadow.ratio_error))
        high = np.degrees(np.arctan2(1.0, max(0.0, shadow.ratio - shadow.ratio_error)))
        worst = np.maximum(worst, np.maximum(low - height, height - high) - rim)
    return worst


def _window(latitude: float, longitude: float, start: float, end: float) -> Window:
    _, height = _positions(latitude, longitude, np.array([(start + end) / 2 - 30, (start + end) / 2 + 30]))
    half = "morning" if height[1] > height[0] else "afternoon"
    return Window(datetime.fromtimestamp(start, UTC), datetime.fromtimestamp(end, UTC), half)


def _positions(latitude: float, longitude: float, seconds: Numbers) -> tuple[Numbers, Numbers]:
    """Azimuth and height with refraction, in degrees, at seconds since 1970."""
    declination, equation = _course((seconds - _J2000) / _CENTURY)
    of_day = seconds % 86_400 / 240
    hour = np.radians((of_day + equation / 4 + longitude) % 360 - 180)
    here = np.radians(latitude)
    sine = np.sin(here) * np.sin(declination) + np.cos(here) * np.cos(declination) * np.cos(hour)
    height = np.degrees(np.arcsin(np.clip(sine, -1.0, 1.0)))
    west = np.sin(hour)
    south = np.cos(hour) * np.sin(here) - np.tan(declination) * np.cos(here)
    return (np.degrees(np.arctan2(west, south)) + 180) % 360, height + _refraction(height)


def _course(century: Numbers) -> tuple[Numbers, Numbers]:
    """Declination in radians and the equation of time in minutes, at Julian centuries since 2000."""
    longitude = np.radians((280.46646 + century * (36_000.76983 + century * 0.0003032)) % 360)
    anomaly = np.radians(357.52911 + century * (35_999.05029 - 0.0001537 * century))
    round_orbit = 0.016708634 - century * (0.000042037 + 0.0000001267 * century)
    centre = (
        np.sin(anomaly) * (1.914602 - century * (0.004817 + 0.000014 * century))
        + np.sin(2 * anomaly) * (0.019993 - 0.000101 * century)
        + np.sin(3 * anomaly) * 0.000289
    )
    node = np.radians(125.04 - 1934.136 * century)
    apparent = longitude + np.radians(centre - 0.00569 - 0.00478 * np.sin(node))
    tilt = 23 + (26 + (21.448 - century * (46.815 + century * (0.00059 - century * 0.001813))) / 60) / 60
    tilted = np.radians(tilt + 0.00256 * np.cos(node))
    half = np.tan(tilted / 2) ** 2
    equation = (
        half * np.sin(2 * longitude)
        - 2 * round_orbit * np.sin(anomaly)
        + 4 * round_orbit * half * np.sin(anomaly) * np.cos(2 * longitude)
        - half * half / 2 * np.sin(4 * longitude)
        - 1.25 * round_orbit * round_orbit * np.sin(2 * anomaly)
    )
    return np.arcsin(np.sin(tilted) * np.sin(apparent)), 4 * np.degrees(equation)


def _refraction(height: Numbers) -> Numbers:
    """By how much air lifts the sun, in degrees (NOAA's four pieces)."""
    slope = np.tan(np.radians(np.clip(height, -89.0, 89.0)))
    with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
        high = 58.1 / slope - 0.07 / slope**3 + 0.000086 / slope**5
        below = -20.772 / slope
    low = 1735 + height * (-518.2 + height * (103.4 + height * (-12.79 + height * 0.711)))
    seconds = np.select([height > 85, height > 5, height > -0.575], [np.zeros_like(height), high, low], below)
    return np.asarray(seconds / 3600, np.float64)
