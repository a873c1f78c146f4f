"""Files are read side by side: the order stays, members keep to their file, and an interruption ends every child."""

import threading
import time
from pathlib import Path
from zipfile import ZipFile

import pytest

from sijil.readers import Fence, Reading
from sijil.steps._side_by_side import fences

SLOW = "a,b\n" + "1,2\n" * 40_000


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Every other one takes much longer than the next, and one is an archive."""
    paths = []
    for number in range(6):
        path = tmp_path / f"{number}.csv"
        path.write_text(SLOW if number % 2 == 0 else f"a,b\n{number},2\n", "utf-8")
        paths.append(path)
    with ZipFile(tmp_path / "6.zip", "w") as archive:
        archive.writestr("inside.txt", "They took my brother.")
    return [*paths, tmp_path / "6.zip"]


def read(fence: Fence, path: Path) -> Reading:
    return fence.read(path, name=path.name, spool=path.parent)


def test_readings_come_in_the_order_of_the_files(files: list[Path]) -> None:
    with Fence() as fence:
        alone = [fence.read(path, name=path.name) for path in files[:6]]
    with fences() as side_by_side:
        done = list(side_by_side.each(read, files))
    assert [path for path, _ in done] == files
    assert [reading.tables for _, reading in done[:6]] == [reading.tables for reading in alone]
    (member,) = done[6][1].members
    assert member.path.read_text("utf-8") == "They took my brother."


def test_an_interruption_does_not_wait_for_what_is_being_read(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("name,age\n" + '"Ali, of the village",36\n' * 6_000_000, "utf-8")
    first = []
    with pytest.raises(KeyboardInterrupt), fences() as side_by_side:
        readings = side_by_side.each(read, [path] * 4)
        waiting = threading.Thread(target=lambda: first.append(next(readings)))
        waiting.start()
        time.sleep(2)
        assert not first
        raise KeyboardInterrupt
    waiting.join(10)
    assert first[0][1].outcome == "refused"
