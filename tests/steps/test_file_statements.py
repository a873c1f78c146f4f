"""What films say of themselves stands on the report's item, with what it can show and what does not go together."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "readers"))
from footage_specimens import MP4, PHONE, footage


@pytest.fixture(scope="module")
def pages(
    sijil: Callable[..., subprocess.CompletedProcess[str]], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, str]:
    """A channel that posts in 2030 what says it was made earlier, and a bare film beside it."""
    folder = tmp_path_factory.mktemp("statements")
    films = folder / "export" / "video_files"
    films.mkdir(parents=True)
    (films / "old.mp4").write_bytes(footage(*MP4, seconds=2, scene=3, tags=PHONE))
    (films / "bare.mp4").write_bytes(footage(*MP4, seconds=2, scene=5))
    message = {"id": 1, "type": "message", "date_unixtime": "1900000000", "date": "2030-03-17T17:46:40"}
    message |= {"from": "Shatt Now", "from_id": "channel1", "file": "video_files/old.mp4", "text": "Video."}
    told = {"name": "Shatt Now", "type": "public_channel", "id": 1, "messages": [message]}
    (folder / "export" / "result.json").write_text(json.dumps(told), "utf-8")
    assert sijil("run", folder / "case", folder / "export").returncode == 0
    page = (folder / "case" / "report" / "index.html").read_text("utf-8")
    items = page.split('<section id="appendix-items">')[1].split("<article ")[1:]
    return {name: next(one for one in items if f"{name}</bdi>" in one) for name in ("old.mp4", "bare.mp4")}


def test_a_film_that_is_older_than_its_post_is_said_to_be(pages: dict[str, str]) -> None:
    old = pages["old.mp4"]
    assert "The file states when it was made" in old and "Cannot show: that the clock was right" in old
    assert "made long before it was first posted" in old and "2030-03-17T17:46:40Z" in old
    assert "A message first carried it" in old


def test_a_film_that_says_nothing_is_not_accused(pages: dict[str, str]) -> None:
    bare = pages["bare.mp4"]
    assert "misfit" not in bare
