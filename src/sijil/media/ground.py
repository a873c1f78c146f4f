"""Distance and bearing between two places, as they are read off a map.

On the ellipsoid WGS 84 by Vincenty's inverse formula (Survey Review 23, 1975): to the millimetre but for places almost
opposite each other on the globe, where it does not settle and `distance` falls back on the sphere (0.5 % at the most).
"""

from math import asin, atan, atan2, cos, degrees, hypot, radians, sin, sqrt, tan

_LONG, _FLAT = 6_378_137.0, 1 / 298.257223563
_SHORT = _LONG * (1 - _FLAT)
_MEAN = 6_371_008.8


def distance(latitude: float, longitude: float, to_latitude: float, to_longitude: float) -> float:
    """Metres along the ground, places in degrees."""
    return _inverse(latitude, longitude, to_latitude, to_longitude)[0]


def bearing(latitude: float, longitude: float, to_latitude: float, to_longitude: float) -> float:
    """The direction at the first place in which the second lies, in degrees from true north, clockwise, 0 to 360."""
    return _inverse(latitude, longitude, to_latitude, to_longitude)[1]


def _inverse(
    latitude: float, longitude: float, to_latitude: float, to_longitude: float
) -> tuple[float, float]:
    low, high = atan((1 - _FLAT) * tan(radians(latitude))), atan((1 - _FLAT) * tan(radians(to_latitude)))
    apart = radians((to_longitude - longitude + 180) % 360 - 180)
    su1, cu1, su2, cu2 = sin(low), cos(low), sin(high), cos(high)
    on_sphere = apart
    for _ in range(200):
        across, along = cu2 * sin(on_sphere), cu1 * su2 - su1 * cu2 * cos(on_sphere)
        sine, cosine = hypot(across, along), su1 * su2 + cu1 * cu2 * cos(on_sphere)
        if sine == 0:
            return 0.0, 0.0
        arc = atan2(sine, cosine)
        tilt = cu1 * cu2 * sin(on_sphere) / sine
        square = 1 - tilt * tilt
        middle = cosine - 2 * su1 * su2 / square if square else 0.0
        c = _FLAT / 16 * square * (4 + _FLAT * (4 - 3 * square))
        inner = middle + c * cosine * (2 * middle * middle - 1)
        before, on_sphere = on_sphere, apart + (1 - c) * _FLAT * tilt * (arc + c * sine * inner)
        if abs(on_sphere - before) < 1e-12:
            return _metres(sine, cosine, arc, middle, square), degrees(atan2(across, along)) % 360
    return _on_sphere(latitude, to_latitude, apart), degrees(atan2(across, along)) % 360


def _metres(sine: float, cosine: float, arc: float, middle: float, square: float) -> float:
    u = square * (_LONG * _LONG - _SHORT * _SHORT) / (_SHORT * _SHORT)
    a = 1 + u / 16384 * (4096 + u * (-768 + u * (320 - 175 * u)))
    b = u / 1024 * (256 + u * (-128 + u * (74 - 47 * u)))
    last = b / 6 * middle * (4 * sine * sine - 3) * (4 * middle * middle - 3)
    change = b * sine * (middle + b / 4 * (cosine * (2 * middle * middle - 1) - last))
    return _SHORT * a * (arc - change)


def _on_sphere(latitude: float, to_latitude: float, apart: float) -> float:
    one, other = radians(latitude), radians(to_latitude)
    half = sin((other - one) / 2) ** 2 + cos(one) * cos(other) * sin(apart / 2) ** 2
    return 2 * _MEAN * asin(min(1.0, sqrt(half)))
