"""One fence for all tests of this room, and a short way to read bytes through it."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sijil.readers import Fence, Reading

# The makers of specimens beside these tests.
sys.path.insert(0, str(Path(__file__).parent))

Read = Callable[..., Reading]


@pytest.fixture(scope="session")
def fence() -> Iterator[Fence]:
    """A fence whose worker lives through the whole run: it must survive every specimen."""
    with Fence() as opened:
        yield opened


@pytest.fixture
def spool(tmp_path: Path) -> Path:
    """An empty folder for members."""
    folder = tmp_path / "spool"
    folder.mkdir()
    return folder


@pytest.fixture
def read(fence: Fence, tmp_path: Path) -> Read:
    """Read bytes under a name: `read(name, data, passwords=…, spool=…, limits=…)`."""

    def reading(name: str, data: bytes, **options: object) -> Reading:
        path = tmp_path / "specimen"
        path.write_bytes(data)
        return fence.read(path, name=name, **options)  # type: ignore[arg-type]  # handed on as they are

    return reading
