"""Points and the likeness on which they agree."""

import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent))
from places import OTHER_PLACE, STREET, greys
from sijil.media.geometry import likeness
from sijil.media.points import MOST, points_of


def street() -> np.ndarray:
    return greys(STREET)[0]


def test_the_code_of_a_mirrored_picture_is_had_without_looking_at_it():
    points, seen = points_of(street()).mirrored(), points_of(np.ascontiguousarray(street()[:, ::-1]))
    near = np.linalg.norm(points.at[:, None, :2] - seen.at[None, :, :2], axis=2) < 0.8
    turned = np.abs((points.at[:, None, 3] - seen.at[None, :, 3] + 180) % 360 - 180) < 2
    alike = near & turned & (np.abs(points.at[:, None, 2] / seen.at[None, :, 2] - 1) < 0.03)
    one, two = np.nonzero(alike)
    assert len(one) > 60
    apart = np.bitwise_count(points.codes[one] ^ seen.codes[two]).sum(axis=1)
    assert np.median(apart) <= 2


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize(("size", "turn"), [(1.0, 0), (0.6, 0), (0.8, 90), (1.2, 3)])
def test_shift_size_turn_and_mirror_are_found(size, turn, mirrored):
    picture = street()
    high, wide = picture.shape
    truth = cv2.getRotationMatrix2D((wide / 2, high / 2), turn, size)
    if mirrored:
        truth = truth @ np.array([[-1, 0, wide - 1], [0, 1, 0], [0, 0, 1]], float)
    copy = cv2.warpAffine(picture, truth, (wide, high), flags=cv2.INTER_AREA)
    found = likeness(points_of(picture), points_of(copy))
    assert found is not None and found.mirrored == mirrored and found.count > 40
    corners = np.array([(wide * 0.4, high * 0.4), (wide * 0.6, high * 0.4), (wide * 0.5, high * 0.6)])
    for at in corners:
        told, true = (matrix[:, :2] @ at + matrix[:, 2] for matrix in (found.matrix, truth))
        assert np.linalg.norm(told - true) < 2


def test_a_picture_squeezed_into_half_of_a_screen_is_found():
    """The reference on media, 3.4: split screen belongs in the list."""
    screen = greys(OTHER_PLACE)[0].copy()
    screen[:, :320] = 0
    screen[60:300, :320] = cv2.resize(street(), (320, 240), interpolation=cv2.INTER_AREA)
    found = likeness(points_of(street()), points_of(screen))
    assert found is not None and found.count >= 13


def test_two_places_do_not_agree():
    found = likeness(points_of(street()), points_of(greys(OTHER_PLACE)[0]))
    assert found is None or found.count < 11


def test_a_plain_picture_has_no_points_and_agrees_with_nothing():
    plain = points_of(np.full((90, 160), 7, np.uint8))
    assert len(plain.codes) == 0 and likeness(plain, points_of(street())) is None


def test_there_are_never_more_points_than_stated():
    assert len(points_of(greys(OTHER_PLACE)[0]).codes) <= MOST
