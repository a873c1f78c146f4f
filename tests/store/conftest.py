"""A case's tables in each of the two databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from sijil.store import database


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "postgresql":
        request.getfixturevalue("postgres")
    database.connect(tmp_path)
    assert connection.vendor == request.param
    yield request.param
    database.disconnect()
