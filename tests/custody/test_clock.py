"""Times in the log are UTC, to the second, and say what the clock is worth."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from sijil.custody.clock import discipline, stamp, utc_now
from sijil.errors import CustodyError


def test_a_time_of_another_zone_is_written_in_utc() -> None:
    at_damascus = datetime(2025, 3, 7, 1, 30, 15, 999_999, tzinfo=timezone(timedelta(hours=3)))
    assert stamp(lambda: at_damascus) == "2025-03-06T22:30:15Z"


def test_a_time_without_offset_is_refused() -> None:
    with pytest.raises(CustodyError, match="offset from UTC"):
        stamp(lambda: datetime(2025, 3, 7))


def test_the_machines_clock_knows_its_offset() -> None:
    assert utc_now().tzinfo is UTC


def test_the_clock_is_called_kept_right_only_if_the_kernel_says_so() -> None:
    assert discipline() in ("ntp", "unsynchronised")
