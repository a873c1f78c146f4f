"""A small case that has seen everything once, to be copied by tests that tamper with it."""

from pathlib import Path

import pytest
from custody_specimens import ACTOR, add, make_case, still, write_files


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
