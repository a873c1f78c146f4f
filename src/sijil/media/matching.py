"""Photos and films in, pairs that show the same out: a verdict, where in each, and how sure.

A pair is proposed by hashes or points (`candidates`), laid upon each other by geometry, and judged by what moves
(`motion`) or, where one is a photo, place by place (`agreement`). The verdict is a proposal: only a person's judgement
that two files are the same footage may make one of two.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sijil.media.agreement import Agreement, agreement
from sijil.media.candidates import ByHash, Candidate, candidates
from sijil.media.content import Box
from sijil.media.fingerprint import Fingerprint
from sijil.media.geometry import Likeness, Matrix, likeness
from sijil.media.laying import inverse, resized
from sijil.media.motion import ALIKE, Film, Stretch, best_stretch, changes, followed, stretches
from sijil.media.points import Points
from sijil.media.spread import spread

Verdict = Literal["same_file", "same_footage", "same_place", "related"]
VERDICTS: Final[tuple[Verdict, ...]] = ("same_file", "same_footage", "same_place", "related")

VERSION: Final = "1"
LEAST_POINTS: Final = 13
"""Points that agree, from which on two pictures of one place are believed; of two places 10 were the most."""
_PLACE_POINTS = 20
"""From which on it may be called the same place: a logo, a ticker and a caption have had 14 spread far apart."""
_MOSTLY = 0.5
"""Share of agreeing points that stand still on a moving camera's film: what agrees is a caption."""
SURE: Final = 0.85
_SAME_SHARE, _SAME_MEAN = 0.98, 0.88
"""Blocks of two photos that are alike, and how alike on average, for one picture."""
_SPREAD = 0.45
"""Share of the common part in which points must agree; else it is a caption or a logo that both carry."""
_AROUND, _NEAR = 1.3, 1.5
_LONGEST = 90.0
"""Seconds before and after a keyframe within which changes are compared."""
_TRIED = 4


@dataclass(frozen=True, slots=True)
class Item:
    """A photo or film: its name, SHA-256 and fingerprint, and its small frames for the verdict."""

    name: str
    sha256: str
    fingerprint: Fingerprint
    film: Film


class Where(NamedTuple):
    """Stretches of time in seconds, none for a photo; and left, top, right, bottom of the part, as shares."""

    times: tuple[tuple[float, float], ...]
    region: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Match:
    """A pair of items by their places, the smaller first. `matrix` leads between keyframes, None for equal files."""

    one: int
    other: int
    verdict: Verdict
    score: float
    where_one: Where
    where_other: Where
    points: int = 0
    alike: float | None = None
    matrix: Matrix | None = field(default=None, compare=False)
    mirrored: bool = False


def matches(items: Sequence[Item]) -> Iterator[Match]:
    """Every pair of items, no two of the same bytes, that show the same; in their order."""
    found = candidates([item.fingerprint for item in items])
    for (one, other), candidate in found.items():
        match = judged(items[one], items[other], candidate)
        if match is not None:
            yield replace(match, one=one, other=other)


@dataclass(frozen=True, slots=True)
class _Laid:
    """One way to lay two items upon each other; `matrix` between keyframes, `one_at` and `other_at` in seconds."""

    matrix: Matrix
    likeness: Likeness | None
    one_at: float
    other_at: float
    one_frame: int = -1
    other_frame: int = -1

    @property
    def points(self) -> int:
        return self.likeness.count if self.likeness is not None else 0


def judged(a: Item, b: Item, candidate: Candidate) -> Match | None:
    """What becomes of a candidate; None where it is nothing. The first way that is sure ends the search."""
    best: _Judged | None = None
    for way in _ways(a, b, candidate):
        found = _verdict(a, b, way)
        if best is None or found.rank > best.rank:
            best = found
        if best.sure:
            break
    return _as_match(a, b, best) if best is not None and best.verdict is not None else None


@dataclass(frozen=True, slots=True)
class _Judged:
    """What a way of laying two items upon each other comes to."""

    way: _Laid
    verdict: Verdict | None
    score: float
    alike: float | None = None
    stretches: tuple[Stretch, ...] = ()

    @property
    def sure(self) -> bool:
        return self.verdict == "same_footage" and self.score >= SURE

    @property
    def rank(self) -> tuple[int, float]:
        return (3 - VERDICTS.index(self.verdict) if self.verdict else -1, self.score)


def _ways(a: Item, b: Item, candidate: Candidate) -> Iterator[_Laid]:
    """By points, most agreeing first and each pair of times once; then by hashes."""
    laid = []
    for by in candidate.points:
        one, two = a.fingerprint.keyframes[by.one_frame], b.fingerprint.keyframes[by.other_frame]
        like = _without_overlays(a, b, one, two)
        if like is not None:
            at = float(a.fingerprint.key_times[by.one_frame]), float(b.fingerprint.key_times[by.other_frame])
            laid.append(_Laid(like.matrix, like, *at, by.one_frame, by.other_frame))
    laid.sort(key=lambda way: -way.points)
    yield from laid[:_TRIED]
    if not laid:
        for hit in candidate.hashes[:2]:
            yield _by_hash(a, b, hit)


def _without_overlays(a: Item, b: Item, one: Points, two: Points) -> Likeness | None:
    """What the points agree on, those that stand still asked last: on a moving camera's film they are captions."""
    like = likeness(one.moving(), two.moving())
    if like is not None and like.count >= LEAST_POINTS:
        return like
    if not one.standing.any() and not two.standing.any():
        return None
    like = likeness(one, two)
    return like if like is not None and like.count >= LEAST_POINTS else None


def _by_hash(a: Item, b: Item, hit: ByHash) -> _Laid:
    """The likeness that two hashes stand for: the box of one upon the box of the other, turned."""
    one, other = a.fingerprint, b.fingerprint
    here = (0.0, 1.0, 0.0, 1.0) if hit.one_whole else one.box
    there = (0.0, 1.0, 0.0, 1.0) if hit.other_whole else other.box
    matrix = (
        _from_unit(there, other.size) @ _turned(hit.orientation) @ np.linalg.inv(_from_unit(here, one.size))
    )
    return _Laid(matrix[:2], None, float(one.times[hit.one_frame]), float(other.times[hit.other_frame]))


def _from_unit(box: tuple[float, float, float, float], size: tuple[int, int]) -> NDArray[np.float64]:
    """From the unit square to the pixels of a box."""
    top, bottom, left, right = box
    wide, high = size
    return np.array(
        [
            [(right - left) * wide, 0, left * wide - 0.5],
            [0, (bottom - top) * high, top * high - 0.5],
            [0, 0, 1],
        ]
    )


def _turned(orientation: int) -> NDArray[np.float64]:
    """In the unit square: mirrored first, then quarter turns counter-clockwise, as `frame_hash.ORIENTATIONS`."""
    mirror = np.array([[-1, 0, 1], [0, 1, 0], [0, 0, 1]], float)
    quarter = np.array([[0, 1, 0], [-1, 0, 1], [0, 0, 1]], float)
    matrix = mirror if orientation >= 4 else np.eye(3)
    for _ in range(orientation % 4):
        matrix = quarter @ matrix
    return matrix


def _verdict(a: Item, b: Item, way: _Laid) -> _Judged:
    if a.fingerprint.still or b.fingerprint.still:
        return _of_photos(a, b, way)
    return _of_films(a, b, way)


def _of_films(a: Item, b: Item, way: _Laid) -> _Judged:
    one, other = _around(a, way.one_at), _around(b, way.other_at)
    small = resized(way.matrix, _ratio(a), _ratio(b))
    found = changes(one, other, small)
    best = best_stretch(found) if found is not None else None
    alike, matrix = (best.alike if best is not None else -1.0), small
    if alike < SURE and found is not None and not found.still:
        nearer = _nearer_either_way(a, b, way, small)
        if nearer is not None and nearer[0] > alike:
            alike, matrix = nearer
            found = changes(one, other, matrix)
    if alike >= ALIKE and found is not None and not found.still:
        way = replace(way, matrix=resized(matrix, 1 / _ratio(a), 1 / _ratio(b)))
        return _Judged(way, "same_footage", _score(way.points, alike), alike, tuple(stretches(found)))
    return _by_points_alone(a, b, way, None if found is None or found.still else alike)


def _around(item: Item, at: float) -> Film:
    return _film(item).part(at - _LONGEST, at + _LONGEST)


def _film(item: Item) -> Film:
    """The small frames with the box that holds something."""
    high, wide = item.film.frames.shape[1:]
    top, bottom, left, right = item.fingerprint.box
    box = Box(round(top * high), round(bottom * high), round(left * wide), round(right * wide))
    return replace(item.film, box=box)


def _ratio(item: Item) -> float:
    return float(item.film.frames.shape[2] / item.fingerprint.size[0])


def _nearer_either_way(a: Item, b: Item, way: _Laid, small: Matrix) -> tuple[float, Matrix] | None:
    """The keyframe may be of a moment a little before or after: each film's is followed through the other."""
    there = _drawn_nearer(a, b, way.one_at, way.other_at, small)
    if there is not None and there[0] >= SURE:
        return there
    back = _drawn_nearer(b, a, way.other_at, way.one_at, inverse(small))
    if back is None or (there is not None and there[0] >= back[0]):
        return there
    return back[0], inverse(back[1])


def _drawn_nearer(
    a: Item, b: Item, one_at: float, other_at: float, small: Matrix
) -> tuple[float, Matrix] | None:
    """Try each frame of the other film around a moment, following what is seen in the first one's to it."""
    one = a.film.frames[_nearest(a.film.times, one_at)]
    film, other = _film(a), _film(b)
    part = film.part(one_at - _AROUND, one_at + _AROUND)
    best: tuple[float, Matrix] | None = None
    for at in np.flatnonzero(np.abs(b.film.times - other_at) <= _NEAR):
        matrix = followed(one, b.film.frames[at], small)
        if matrix is None:
            continue
        moment = float(b.film.times[at])
        found = changes(part, other.part(moment - _AROUND, moment + _AROUND), matrix)
        stretch = best_stretch(found) if found is not None else None
        if stretch is not None and (best is None or stretch.alike > best[0]):
            best = stretch.alike, matrix
    return best


def _nearest(times: NDArray[np.float64], at: float) -> int:
    return int(np.abs(times - at).argmin())


def _of_photos(a: Item, b: Item, way: _Laid) -> _Judged:
    small = resized(way.matrix, _ratio(a), _ratio(b))
    boxes = _film(a).content, _film(b).content
    best: tuple[float, Agreement, Matrix, float, float] | None = None
    for one in _moments(a, way.one_at):
        for other in _moments(b, way.other_at):
            x, y = a.film.frames[one], b.film.frames[other]
            matrix = followed(x, y, small)
            matrix = small if matrix is None else matrix
            found = agreement(x, y, boxes, matrix)
            if found is not None and (best is None or found.mean > best[0]):
                best = found.mean, found, matrix, float(a.film.times[one]), float(b.film.times[other])
    if best is None:
        return _by_points_alone(a, b, way, None)
    _, found, matrix, one_at, other_at = best
    way = replace(way, matrix=resized(matrix, 1 / _ratio(a), 1 / _ratio(b)), one_at=one_at, other_at=other_at)
    if found.share >= _SAME_SHARE and found.mean >= _SAME_MEAN:
        return _Judged(way, "same_footage", _score(way.points, found.mean), found.mean)
    return _by_points_alone(a, b, way, found.mean)


def _moments(item: Item, at: float) -> list[int]:
    """The frames of a film around a time; the one frame of a photo."""
    if item.fingerprint.still:
        return [0]
    return [int(k) for k in np.flatnonzero(np.abs(item.film.times - at) <= _NEAR)]


def _by_points_alone(a: Item, b: Item, way: _Laid, alike: float | None) -> _Judged:
    if way.likeness is None:
        return _Judged(way, None, 0.0, alike)
    if (
        _standing(a.fingerprint.keyframes[way.one_frame], way.likeness.one) > _MOSTLY
        or _standing(b.fingerprint.keyframes[way.other_frame], way.likeness.other) > _MOSTLY
    ):
        return _Judged(way, None, 0.0, alike)
    share = _share(a, b, way, way.likeness)
    if share >= _SPREAD and way.points >= _PLACE_POINTS:
        return _Judged(way, "same_place", _score(way.points, 0.0), alike)
    return _Judged(way, "related", _score(way.points, 0.0) * share, alike)


def _share(a: Item, b: Item, way: _Laid, like: Likeness) -> float:
    """How widely the points agree, on the average of both pictures."""
    back = Likeness(inverse(like.matrix), like.mirrored, like.other, like.one)
    one, other = a.fingerprint.keyframes[way.one_frame], b.fingerprint.keyframes[way.other_frame]
    return (spread(one, b.fingerprint.size, like) + spread(other, a.fingerprint.size, back)) / 2


def _standing(points: Points, places: NDArray[np.float32]) -> float:
    """The share of places at which a point stands still while the picture moves."""
    still = points.at[points.standing, :2]
    if not len(still):
        return 0.0
    near = np.abs(places[:, None] - still[None]).max(axis=2) < 0.5
    return float(near.any(axis=1).mean())


def _score(points: int, alike: float) -> float:
    """From 0 to 1: what the points leave open, what moves may close."""
    return 1 - (1 - points / (points + 40)) * (1 - max(0.0, alike))


def _as_match(a: Item, b: Item, best: _Judged) -> Match:
    way = best.way
    one_times = tuple((s.start, s.end) for s in best.stretches) or ((way.one_at, way.one_at),)
    other_times = tuple((s.other_start, s.other_end) for s in best.stretches) or (
        (way.other_at, way.other_at),
    )
    where_one = Where(() if a.fingerprint.still else one_times, _region(inverse(way.matrix), b, a))
    where_other = Where(() if b.fingerprint.still else other_times, _region(way.matrix, a, b))
    mirrored = bool(np.linalg.det(way.matrix[:, :2]) < 0)
    return Match(
        0,
        1,
        best.verdict or "related",
        best.score,
        where_one,
        where_other,
        way.points,
        best.alike,
        way.matrix,
        mirrored,
    )


def _region(matrix: Matrix, one: Item, other: Item) -> tuple[float, float, float, float]:
    """The part of the other's picture in which the first one's lies."""
    wide, high = one.fingerprint.size
    corners = np.array([(0, 0), (wide, 0), (0, high), (wide, high)]) @ matrix[:, :2].T + matrix[:, 2]
    size = np.array(other.fingerprint.size)
    low, top = np.clip(corners.min(0) / size, 0, 1), np.clip(corners.max(0) / size, 0, 1)
    return float(low[0]), float(low[1]), float(top[0]), float(top[1])
