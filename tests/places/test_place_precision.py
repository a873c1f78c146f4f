"""The codes of UCDP and ACLED follow from the level; a province is never a point."""

import pytest

from sijil.places import LEVELS, Place, geo_precision, where_precision
from sijil.places.place import kilometres


@pytest.mark.parametrize(
    ("level", "ucdp", "acled"),
    [
        ("locality", 1, 1),
        ("neighbourhood", 1, 1),
        ("admin3", 3, 2),
        ("admin2", 3, 2),
        ("admin1", 4, 3),
        ("country", 6, 3),
        ("", 6, 3),
    ],
)
def test_each_level_has_its_codes(level: str, ucdp: int, acled: int) -> None:
    assert (where_precision(level), geo_precision(level)) == (ucdp, acled)


def test_a_wider_level_never_has_a_finer_code() -> None:
    for code in (where_precision, geo_precision):
        codes = [code(level) for level in LEVELS]
        assert codes == sorted(codes, reverse=True)


def place(lat: float | None, lon: float | None) -> Place:
    return Place("x", "locality", "X", "", (), lat, lon, "", "", "", True)


def test_a_degree_of_latitude_is_about_111_kilometres() -> None:
    assert kilometres(place(35.0, 36.0), place(36.0, 36.0)) == pytest.approx(111.2, abs=0.1)
    assert kilometres(place(35.0, 36.0), place(35.0, 36.0)) == 0
    assert kilometres(place(35.0, 36.0), place(None, 36.0)) is None
