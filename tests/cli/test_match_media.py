"""`sijil tool match-media`: pairs as CSV, and a stated outcome for every picture that cannot be compared."""

import csv
import io
import subprocess
import sys
import wave
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from PIL import Image

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import scenes

HERE = scenes.Moment(0, "street", 1, "hand")


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A film in four forms and one look-alike, in two folders, between files of other kinds."""
    folder = tmp_path_factory.mktemp("media")
    (folder / "telegram" / "video_files").mkdir(parents=True)
    (folder / "phone").mkdir()
    first = folder / "phone" / "a.mp4"
    frames = list(scenes.frames(HERE, 4))
    scenes.write(first, frames)
    (folder / "telegram" / "b.mp4").write_bytes(first.read_bytes())
    scenes.write(
        folder / "telegram" / "video_files" / "c.mp4", [f[36:324, 64:576][:, ::-1] for f in frames[25:]], 34
    )
    Image.fromarray(frames[50][:, :, ::-1]).save(folder / "telegram" / "d.jpg", quality=60)
    scenes.film(folder / "phone" / "later.mp4", HERE._replace(moment=2), 4)
    (folder / "telegram" / "messages.txt").write_text("no picture", "utf-8")
    return folder


@pytest.fixture(scope="module")
def done(folder: Path, sijil: Any) -> subprocess.CompletedProcess[str]:
    return sijil("tool", "match-media", folder / "phone", folder / "telegram")


def test_each_pair_stands_once_with_its_verdict(done):
    assert done.returncode == 0 and done.stderr == ""
    assert done.stdout.splitlines()[0] == "a,b,verdict,where_a,where_b,score"
    found = {(Path(r["a"]).name, Path(r["b"]).name): r["verdict"] for r in rows(done.stdout)}
    assert found[("a.mp4", "b.mp4")] == "same_file"
    copies = {
        ("a.mp4", "c.mp4"),
        ("a.mp4", "d.jpg"),
        ("b.mp4", "c.mp4"),
        ("b.mp4", "d.jpg"),
        ("d.jpg", "c.mp4"),
    }
    assert {pair for pair, verdict in found.items() if verdict == "same_footage"} == copies
    later = {verdict for pair, verdict in found.items() if "later.mp4" in pair}
    assert later <= {"same_place", "related"}


def test_where_in_each_is_said_and_whether_it_is_mirrored(done):
    row = next(r for r in rows(done.stdout) if r["a"].endswith("a.mp4") and r["b"].endswith("c.mp4"))
    times, _, region = row["where_a"].partition(" @ ")
    assert 0.6 < float(times.split("-")[0]) < 1.6
    assert [float(x) for x in region.split(",")] == pytest.approx([0.1, 0.1, 0.9, 0.9], abs=0.03)
    assert row["where_b"].endswith(" mirrored") and 0.85 < float(row["score"]) <= 1


def test_clusters_name_the_copy_that_says_it_is_the_earliest(folder, sijil, tmp_path):
    for name, year in (("early", 2013), ("late", 2025)):
        frames = list(scenes.frames(scenes.Moment(2, "square", 1, "hand"), 3))
        scenes.write(tmp_path / f"{name}.mp4", [f[: 360 - 40 * (year > 2013)] for f in frames], 28)
        stated = {"creation_time": f"{year}-03-07T10:15:22Z"}
        with (
            av.open(str(tmp_path / f"{name}.mp4")) as source,
            av.open(str(tmp_path / f"{name}.mov"), "w") as to,
        ):
            to.metadata.update(stated)
            track = to.add_stream_from_template(source.streams.video[0])
            for packet in source.demux(video=0):
                if packet.dts is not None:
                    packet.stream = track
                    to.mux(packet)
        (tmp_path / f"{name}.mp4").unlink()
    (tmp_path / "again.mov").write_bytes((tmp_path / "late.mov").read_bytes())
    scenes.film(tmp_path / "alone.mp4", HERE, 3)
    out = tmp_path / "clusters.csv"
    assert sijil("tool", "match-media", tmp_path, "--clusters", out).returncode == 0
    told = [
        (r["cluster"], Path(r["file"]).name, r["taken"][:4], r["earliest"]) for r in rows(out.read_text())
    ]
    assert told == [
        ("1", "again.mov", "2025", ""),
        ("1", "early.mov", "2013", "yes"),
        ("1", "late.mov", "2025", ""),
    ]


def test_the_same_files_give_the_same_lines(done, folder, sijil):
    again = sijil("tool", "match-media", folder / "phone", folder / "telegram")
    assert again.stdout == done.stdout


def test_every_picture_that_cannot_be_compared_says_why(tmp_path, sijil):
    scenes.write(tmp_path / "black.mp4", [np.zeros((90, 160, 3), np.uint8)])
    (tmp_path / "zero.mp4").touch()
    whole = tmp_path / "whole.mp4"
    scenes.film(whole, HERE, 1)
    (tmp_path / "cut.mp4").write_bytes(whole.read_bytes()[:20_000])
    (tmp_path / "photo.heic").write_bytes(b"\0\0\0\x18ftypheic" + bytes(64))
    with wave.open(str(tmp_path / "sound.wav"), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(16_000))
    done = sijil("tool", "match-media", tmp_path)
    assert done.returncode == 1 and rows(done.stdout) == []
    said = dict(line.removeprefix(f"sijil: {tmp_path}/").split(": ", 1) for line in done.stderr.splitlines())
    assert said["zero.mp4"] == "empty file"
    assert "damaged or cut short" in said["cut.mp4"]
    assert "no decoder for a picture (image/heic)" in said["photo.heic"]
    assert "no picture to compare" in said["sound.wav"]
    assert set(said) == {"zero.mp4", "cut.mp4", "photo.heic", "sound.wav"}


def test_a_folder_that_is_not_there_and_one_without_pictures(tmp_path, sijil):
    gone = sijil("tool", "match-media", tmp_path / "gone")
    assert gone.returncode == 1 and "is not there" in gone.stderr and gone.stdout == ""
    (tmp_path / "a.txt").write_text("x", "utf-8")
    none = sijil("tool", "match-media", tmp_path)
    assert none.returncode == 0 and "no photo or film" in none.stderr


def test_an_engine_that_is_not_built_is_refused(tmp_path, sijil):
    refused = sijil("tool", "match-media", tmp_path, "--engine", "spark")
    assert refused.returncode == 1 and "is not built in this version" in refused.stderr
