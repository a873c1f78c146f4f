"""A small case that has seen everything once, to be copied by tests that tamper with it."""

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

# The maker of specimens beside these tests.
sys.path.insert(0, str(Path(__file__).parent))

from custody_specimens import ACTOR, add, copy_case, make_case, still, write_files


@pytest.fixture(scope="session")
def sound_case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound case of ten entries: two names for the same bytes, an empty file, a member of a container."""
    place = tmp_path_factory.mktemp("sound")
    source = write_files(
        place / "source",
        {
            "a note.txt": b"a note of the first of March",
            "again/a note.txt": b"a note of the first of March",
            "empty": b"",
            "list.csv": b"name,age\nZayd Example,31\n",
            "شهادة.txt": "قالت الشاهدة".encode(),
            "video.mp4": bytes(range(256)) * 20,
            "b": b"b",
            "c": b"c",
        },
    )
    custody = make_case(place / "case")
    add(custody, source)
    container = next(custody.received()).sha256
    custody.take_member(b"inside", name="inner/x.txt", container_sha256=container, actor=ACTOR, clock=still)
    return place / "case"


@pytest.fixture
def quick(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is one: for tests of hundreds of adds, where syncing would only cost time."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(prefix="sijil-test-", dir=memory) as name:
        yield Path(name)


@pytest.fixture(scope="session")
def tampered(sound_case: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sound case for tests with many examples: each puts the log and the names back first."""
    return copy_case(sound_case, tmp_path_factory.mktemp("tampered") / "case")
