"""A fingerprint kept as bytes finds what it found before."""

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent))
from places import STREET, captioned, greys, item, poorer
from sijil.media import matches
from sijil.media.keeping import packed, unpacked

ONE = item("one", greys(STREET))
COPY = item("copy", poorer(captioned(greys(STREET)[:, 20:, 30:])))


def again(one):
    return replace(one, fingerprint=unpacked(packed(one.fingerprint)))


def test_what_comes_back_is_what_was_kept_to_a_fraction_of_a_pixel():
    kept, back = COPY.fingerprint, unpacked(packed(COPY.fingerprint))
    for name in ("still", "stands", "seconds", "box", "size"):
        assert getattr(back, name) == getattr(kept, name)
    for name in ("hashes", "whole", "weights", "times", "key_times"):
        assert np.array_equal(getattr(back, name), getattr(kept, name))
    assert len(back.keyframes) == len(kept.keyframes) > 0
    for a, b in zip(kept.keyframes, back.keyframes, strict=True):
        assert np.array_equal(a.codes, b.codes) and np.array_equal(a.standing, b.standing)
        assert np.abs(a.at - b.at).max() <= 1 / 64
        assert (a.width, a.height) == (b.width, b.height)


def test_the_same_fingerprint_gives_the_same_bytes_and_again_the_same():
    once = packed(COPY.fingerprint)
    assert packed(COPY.fingerprint) == once == packed(unpacked(once))


def test_it_finds_what_it_found_before():
    before, after = list(matches([ONE, COPY])), list(matches([again(ONE), again(COPY)]))
    assert [match.verdict for match in after] == [match.verdict for match in before] == ["same_footage"]


def test_a_picture_without_points_is_kept_too():
    black = item("black", np.zeros((25, 90, 160), np.uint8), still=True)
    assert len(unpacked(packed(black.fingerprint)).keyframes[0].codes) == 0


@pytest.mark.parametrize("data", [b"", b"something else", packed(ONE.fingerprint)[:-40]])
def test_bytes_that_are_no_fingerprint_are_refused(data):
    with pytest.raises(ValueError):
        unpacked(data)
