"""The sun over a place and the windows of time a shadow allows."""

import math
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from astral import Observer
from astral.sun import azimuth, elevation
from hypothesis import given, settings
from hypothesis import strategies as st

from sijil.media import Shadow, bearing, distance, shadow_at, sun_at, windows

MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))


@given(st.floats(-66, 66), st.floats(-180, 180), MOMENTS)
def test_the_sun_stands_where_astral_puts_it(latitude: float, longitude: float, when: datetime) -> None:
    sun = sun_at(latitude, longitude, when)
    there = Observer(latitude, longitude, 0.0)
    height = elevation(there, when)
    if height < 1:
        return
    assert abs(sun.height - height) < 0.05
    apart = abs((sun.azimuth - azimuth(there, when) + 180) % 360 - 180)
    assert apart * math.cos(math.radians(height)) < 0.05


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        sun_at(33.5, 36.3, datetime(2013, 8, 21, 9))


def test_a_zone_is_heeded() -> None:
    damascus = timezone(timedelta(hours=3))
    local, universal = datetime(2013, 8, 21, 12, tzinfo=damascus), datetime(2013, 8, 21, 9, tzinfo=UTC)
    assert sun_at(33.5, 36.3, local) == sun_at(33.5, 36.3, universal)


def test_at_night_there_is_no_shadow() -> None:
    assert shadow_at(33.5, 36.3, datetime(2013, 8, 21, 23, tzinfo=UTC)) is None


@settings(max_examples=40, deadline=None)
@given(
    st.floats(-55, 55),
    st.floats(-180, 180),
    MOMENTS,
    st.floats(-3, 3),
    st.floats(-0.1, 0.1),
    st.sampled_from(("azimuth", "ratio", "both")),
)
def test_the_true_time_is_always_within_the_windows(
    latitude: float, longitude: float, when: datetime, turn: float, stretch: float, measured: str
) -> None:
    truth = shadow_at(latitude, longitude, when)
    if truth is None or truth.azimuth is None or truth.ratio is None:
        return
    shadow = Shadow(
        (truth.azimuth + turn) % 360 if measured != "ratio" else None,
        3.0,
        max(0.0, truth.ratio + stretch) if measured != "azimuth" else None,
        0.1,
    )
    day = when.date()
    found = windows(latitude, longitude, shadow, day - timedelta(days=1), day + timedelta(days=1))
    assert any(one.start <= when <= one.end for one in found)
    assert all(one.start < one.end for one in found)


def test_a_length_alone_leaves_morning_and_afternoon_open() -> None:
    found = windows(33.5, 36.3, Shadow(ratio=1.5), date(2013, 8, 21), date(2013, 8, 21))
    assert [one.half for one in found] == ["morning", "afternoon"]


def test_a_direction_alone_leaves_spring_and_autumn_open() -> None:
    spring = shadow_at(33.5, 36.3, datetime(2014, 3, 1, 7, tzinfo=UTC))
    assert spring is not None
    measured = Shadow(spring.azimuth, 1.0, spring.ratio, 0.03)
    months = {one.start.month for one in windows(33.5, 36.3, measured, date(2014, 1, 1), date(2014, 12, 31))}
    assert 3 in months
    assert months & {9, 10}


def test_a_place_that_may_be_off_widens_the_windows() -> None:
    shadow = Shadow(ratio=1.5)
    day = date(2013, 8, 21)

    def length(radius: float) -> timedelta:
        found = windows(33.5, 36.3, shadow, day, day, radius=radius)
        return sum((one.end - one.start for one in found), timedelta())

    assert length(50_000) > length(0)


def test_a_shadow_of_which_nothing_was_measured_is_refused() -> None:
    with pytest.raises(ValueError, match="neither"):
        windows(33.5, 36.3, Shadow(), date(2013, 8, 21), date(2013, 8, 21))


def test_distances_are_those_of_the_surveyors() -> None:
    # Flinders Peak to Buninyong, Geoscience Australia's worked example of Vincenty's formula (on WGS 84).
    here, there = (-37.95103341666667, 144.42486788888888), (-37.65282113888889, 143.92649552777777)
    assert distance(*here, *there) == pytest.approx(54_972.271, abs=0.02)
    assert bearing(*here, *there) == pytest.approx(306.868, abs=0.01)


@given(st.floats(-89, 89), st.floats(-180, 180), st.floats(-89, 89), st.floats(-180, 180))
def test_a_distance_is_the_same_both_ways(a: float, b: float, c: float, d: float) -> None:
    there, back = distance(a, b, c, d), distance(c, d, a, b)
    assert there == pytest.approx(back, rel=1e-6, abs=1e-3)
    assert 0 <= there < 20_100_000
    assert 0 <= bearing(a, b, c, d) <= 360
