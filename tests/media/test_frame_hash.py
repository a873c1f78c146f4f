"""The hash of a picture and its eight orientations."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sijil.media import frame_hash, nearest, oriented, within
from sijil.media.frame_hash import weight


def picture(seed: int, smooth: int = 3) -> np.ndarray:
    drawn = np.random.default_rng(seed).normal(size=(64, 64))
    for _ in range(smooth):
        drawn = (drawn + np.roll(drawn, 1, 0) + np.roll(drawn, 1, 1) + np.roll(drawn, -1, 0)) / 4
    low, high = drawn.min(), drawn.max()
    return ((drawn - low) / (high - low) * 255).astype(np.uint8)


def differing(one: np.ndarray, other: np.ndarray) -> int:
    return int(np.bitwise_count(one ^ other).sum())


@given(st.integers(0, 10_000))
def test_every_orientation_is_the_hash_of_the_turned_picture(seed: int) -> None:
    drawn = picture(seed)
    turned = [np.rot90(flipped, k) for flipped in (drawn, drawn[:, ::-1]) for k in range(4)]
    found = oriented(frame_hash(drawn))[:, 0]
    for one, other in zip(found, turned, strict=True):
        assert differing(one, frame_hash(np.ascontiguousarray(other))[0]) <= 4


@given(st.integers(0, 10_000), st.floats(0.3, 0.9), st.integers(0, 25))
def test_brightness_and_contrast_change_next_to_nothing(seed: int, contrast: float, more: int) -> None:
    drawn = picture(seed)
    changed = (drawn * contrast + more).astype(np.uint8)
    assert differing(frame_hash(drawn)[0], frame_hash(changed)[0]) <= 40


def test_other_pictures_are_half_of_the_bits_away() -> None:
    hashes = frame_hash(np.stack([picture(seed) for seed in range(60)]))
    apart = [differing(a, b) for i, a in enumerate(hashes) for b in hashes[:i]]
    assert min(apart) > 80


def test_a_smooth_picture_keeps_its_hash_and_a_black_one_weighs_nothing() -> None:
    smooth = np.tile(np.linspace(100, 110, 64).astype(np.uint8), (64, 1))
    assert frame_hash(smooth).shape == (1, 32)
    assert weight(smooth)[0] > 0
    assert weight(np.zeros((64, 64), np.uint8))[0] == 0


def test_another_working_size_is_refused() -> None:
    with pytest.raises(ValueError, match="64"):
        frame_hash(np.zeros((32, 32), np.uint8))


@settings(deadline=None)  # the first search compiles its loop
@given(st.integers(0, 1000), st.integers(1, 200), st.integers(1, 20), st.integers(0, 140))
def test_search_finds_exactly_what_lies_within(seed: int, known: int, asked: int, bits: int) -> None:
    draw = np.random.default_rng(seed)
    hashes, queries = (draw.integers(0, 256, (n, 32), dtype=np.uint8) for n in (known, asked))
    queries[: min(known, asked)] = hashes[: min(known, asked)]
    apart = np.bitwise_count(queries[:, None] ^ hashes[None]).sum(axis=2)
    found = within(queries, hashes, bits)
    assert list(zip(found.query, found.hash, strict=True)) == [tuple(p) for p in np.argwhere(apart <= bits)]
    assert (found.distance == apart[found.query, found.hash]).all()
    places, distances = nearest(queries, hashes)
    assert (places == apart.argmin(axis=1)).all()
    assert (distances == apart.min(axis=1)).all()


def test_a_hash_that_lost_its_leading_zeros_is_refused() -> None:
    with pytest.raises(ValueError, match="leading zeros"):
        within(np.zeros((1, 31), np.uint8), np.zeros((1, 31), np.uint8), 3)


def test_nothing_to_search_in_is_no_answer() -> None:
    empty, one = np.zeros((0, 32), np.uint8), np.zeros((1, 32), np.uint8)
    assert not len(within(one, empty, 256).query)
    with pytest.raises(ValueError, match="nothing"):
        nearest(one, empty)
