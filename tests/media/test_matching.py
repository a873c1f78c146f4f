"""Pairs that show the same, where in each, and the verdict that keeps two moments apart."""

import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent))
from places import (
    OTHER_PLACE,
    POST,
    SAME_POST_LATER,
    SAME_STREET_LATER,
    STREET,
    captioned,
    greys,
    item,
    poorer,
)
from sijil.media import matches
from sijil.media.content import content_box


def only(one, other):
    found = list(matches([item("a", one), item("b", other)]))
    return found[0] if found else None


CHANGES = {
    "recompressed": lambda f: poorer(f),
    "mirrored": lambda f: poorer(f[:, :, ::-1]),
    "turned": lambda f: poorer(np.rot90(f, axes=(1, 2))),
    "cropped": lambda f: poorer(f[:, 36:288, 160:608]),
    "captioned": lambda f: poorer(captioned(f)),
    "barred": lambda f: poorer(np.pad(cv2_resized(f, 480, 270), ((0, 0), (292, 292), (0, 0)))),
    "brighter": lambda f: (f * 1.2 + 20).clip(0, 255).astype(np.uint8),
}


def cv2_resized(frames, wide, high):
    return np.stack([cv2.resize(f, (wide, high), interpolation=cv2.INTER_AREA) for f in frames])


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("moment", [STREET, POST], ids=["hand", "post"])
def test_a_copy_is_the_same_footage_however_it_was_changed(change, moment):
    original = greys(moment)
    match = only(original, CHANGES[change](original))
    assert match is not None and match.verdict == "same_footage" and match.score > 0.85
    assert match.mirrored == (change == "mirrored")


def test_where_in_time_and_in_the_picture_is_said():
    whole, cut = greys(STREET), greys(STREET)[50:, 36:288, 160:608]
    match = only(whole, poorer(cut))
    assert match.where_one.times[0][0] == pytest.approx(2.0, abs=0.35)
    assert match.where_other.times[0][0] == pytest.approx(0.0, abs=0.35)
    assert match.where_one.region == pytest.approx((0.25, 0.1, 0.95, 0.8), abs=0.02)
    assert match.where_other.region == pytest.approx((0, 0, 1, 1), abs=0.02)


@pytest.mark.parametrize(("moment", "later"), [(STREET, SAME_STREET_LATER), (POST, SAME_POST_LATER)])
def test_the_same_place_at_another_moment_is_not_the_same_footage(moment, later):
    match = only(greys(moment), greys(later))
    assert match is not None and match.verdict == "same_place" and match.score < 0.85


def test_two_places_are_nothing_to_each_other():
    assert only(greys(STREET), greys(OTHER_PLACE)) is None


def test_the_logo_of_one_channel_makes_no_footage_of_two():
    match = only(captioned(greys(STREET)), captioned(greys(OTHER_PLACE)))
    assert match is None or match.verdict == "related"


def test_nor_where_the_camera_stands_still():
    match = only(captioned(greys(POST)), captioned(greys(OTHER_PLACE)))
    assert match is None or match.verdict == "related"


def test_a_photo_taken_out_of_a_film_is_found_with_its_time():
    film, photo = item("a", greys(STREET)), item("b", poorer(greys(STREET)[80:81, :, ::-1]), still=True)
    (match,) = matches([film, photo])
    assert match.verdict == "same_footage" and match.mirrored
    assert match.where_other.times == ()
    assert match.where_one.times[0][0] == pytest.approx(3.2, abs=0.3)


def test_a_photo_of_the_same_place_later_is_not_the_same():
    one, later = (greys(OTHER_PLACE._replace(held="post", moment=k), 1) for k in (1, 2))
    (match,) = matches([item("a", one, still=True), item("b", later, still=True)])
    assert match.verdict == "same_place"


def test_what_never_moves_cannot_be_told_to_be_the_same_moment():
    frozen = np.repeat(greys(POST)[:1], 100, axis=0)
    match = only(frozen, frozen[:75])
    assert match is not None and match.verdict == "same_place"


def test_black_frames_and_single_frames_match_nothing():
    black = np.zeros((60, 360, 640), np.uint8)
    assert only(black, black[:30]) is None
    assert only(black[:1], greys(STREET)) is None


def test_the_box_leaves_bars_and_a_blurred_rim_out():
    picture = greys(OTHER_PLACE)[:4, ::4, ::4]
    barred = np.pad(picture, ((0, 0), (70, 70), (0, 0)))
    assert content_box(barred) == pytest.approx((70, 160, 0, 160), abs=3)
    assert content_box(picture) == (0, 90, 0, 160)


def test_black_films_show_nothing_that_is_the_same():
    black = np.zeros((100, 90, 160), np.uint8)
    assert list(matches([item("one", black), item("other", black[:60] + 1)])) == []
    assert list(matches([item("one", black), item("photo", black, still=True)])) == []
