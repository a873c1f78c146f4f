"""Bags that are sound, and each way in which one is not. The rules are those of RFC 8493."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from sijil.custody import Payload, check_bag, write_bag
from sijil.custody.bag import names_in_bag
from sijil.errors import CustodyError

FILES = {"a note.txt": b"a note", "شهادة.txt": "قالت".encode(), "empty": b""}


def payload(folder: Path, files: dict[str, bytes]) -> list[Payload]:
    folder.mkdir(exist_ok=True)
    found = []
    for number, (name, content) in enumerate(files.items()):
        path = folder / f"{number}"
        path.write_bytes(content)
        found.append(Payload(path, hashlib.sha256(content).hexdigest(), name))
    return found


@pytest.fixture
def bag(tmp_path: Path) -> Path:
    files = payload(tmp_path / "files", FILES)
    return write_bag(tmp_path / "bag", files, {"log/x.txt": b"x"}, [("Bagging-Date", "2026-03-01")])


def test_what_we_write_is_sound_and_says_how_much_it_is(bag: Path) -> None:
    check = check_bag(bag)
    assert check.problems == [] and check.notes == []
    assert [file.name for file in check.files] == [
        "evidence/a note.txt", "evidence/empty", "evidence/شهادة.txt", "log/x.txt",
    ]  # fmt: skip
    assert ("Payload-Oxum", f"{sum(map(len, FILES.values())) + 1}.4") in check.info
    assert (bag / "bagit.txt").read_bytes() == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def test_names_fit_every_system_and_stay_apart() -> None:
    names = [
        "a/b/x.txt",
        "X.TXT",
        "x.txt",
        "CON",
        "aux.log",
        "a\nb",
        "..",
        "c:d",
        "e\u0301.txt",
        "é.txt",
        "y" * 300 + ".jpg",
    ]
    found = names_in_bag([Payload(Path("-"), f"{n:064}", name) for n, name in enumerate(names)])
    assert found[:5] == ["x.txt", "X (2).TXT", "x (3).txt", "_CON", "_aux.log"]
    assert found[5:10] == ["a_b", "0000000000000000", "c_d", "é.txt", "é (2).txt"]
    assert len(found[10].encode()) <= 200 and found[10].endswith(".jpg")


def test_a_blob_that_is_not_what_was_received_is_not_handed_over(tmp_path: Path) -> None:
    (one, *others) = payload(tmp_path / "files", FILES)
    one.source.write_bytes(b"altered")
    with pytest.raises(CustodyError, match="not what was received"):
        write_bag(tmp_path / "bag", [one, *others], {}, [])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["files"]
    (tmp_path / "there").mkdir()
    with pytest.raises(CustodyError, match="already something"):
        write_bag(tmp_path / "there", others, {}, [])


def rewrite(name: str, change: Callable[[str], str]) -> Callable[[Path], None]:
    def tamper(bag: Path) -> None:
        path = bag / name
        path.write_bytes(change(path.read_bytes().decode()).encode())
        (bag / "tagmanifest-sha256.txt").unlink()

    return tamper


def listed(line: str) -> Callable[[Path], None]:
    return rewrite("manifest-sha256.txt", lambda text: text + f"{'0' * 64}  {line}\n")


def fetched(path: str) -> Callable[[Path], None]:
    return lambda bag: (bag / "fetch.txt").write_text(f"https://example.org/x - {path}\n", "utf-8") and None


TAMPER: dict[str, tuple[Callable[[Path], object], str]] = {
    "payload altered": (lambda b: (b / "data/evidence/empty").write_bytes(b"x"), "Payload-Oxum"),
    "same size altered": (lambda b: (b / "data/evidence/a note.txt").write_bytes(b"A note"), "was altered"),
    "payload missing": (lambda b: (b / "data/evidence/empty").unlink(), "not in the bag"),
    "payload extra": (lambda b: (b / "data/more").write_bytes(b""), "in no manifest"),
    "a link": (lambda b: (b / "data/link").symlink_to("/etc/passwd"), "is a link"),
    "a linked folder": (lambda b: (b / "data/folder").symlink_to("/etc"), "is a link"),
    "a pipe": (lambda b: os.mkfifo(b / "data/pipe"), "no plain file"),
    "tag altered": (lambda b: (b / "bag-info.txt").write_text("Bagging-Date: 1999-01-01\n"), "was altered"),
    "tag missing": (lambda b: (b / "bag-info.txt").unlink(), "not in the bag"),
    "no declaration": (lambda b: (b / "bagit.txt").unlink(), "is missing"),
    "no manifest": (lambda b: (b / "manifest-sha256.txt").unlink(), "manifest"),
    "no payload": (lambda b: (b / "data").rename(b / "dato"), "no payload folder"),
    "white space": (rewrite("bagit.txt", lambda t: t.replace("Version:", "Version :")), "as the standard says"),
    "white space at the end": (rewrite("bagit.txt", lambda t: t.replace("1.0", "1.0 ")), "white space"),
    "a mark": (rewrite("bagit.txt", lambda t: "\ufeff" + t), "byte order mark"),
    "a version": (rewrite("bagit.txt", lambda t: t.replace("1.0", "2.0")), "version"),
    "no encoding": (rewrite("bagit.txt", lambda t: t.split("\n")[0] + "\n"), "encoding"),
    "an encoding": (rewrite("bagit.txt", lambda t: t.replace("UTF-8", "KLINGON")), "klingon"),
    "listed twice": (
        rewrite("manifest-sha256.txt", lambda t: t + t.splitlines()[0] + "\n"), "listed twice",
    ),
    "no checksum": (rewrite("manifest-sha256.txt", lambda t: t + "zz  data/x\n"), "no checksum"),
    "short checksum": (rewrite("manifest-sha256.txt", lambda t: t + "abcd  data/x\n"), "no checksum"),
    "unknown algorithm": (lambda b: (b / "manifest-sha256.txt").rename(b / "manifest-crc32.txt"), "known here"),
    "absolute": (listed("/etc/passwd"), "absolute"),
    "home": (listed("~root/x"), "absolute"),
    "drive": (listed("C:\\Windows\\x"), "absolute"),
    "server": (listed("\\\\?\\UNC\\server\\x"), "absolute"),
    "variable": (listed("%HomeDrive%\\x"), "absolute"),
    "address": (listed("file:///etc/passwd"), "absolute"),
    "upwards": (listed("data/../../x"), "leads out"),
    "upwards backwards": (listed("data\\..\\..\\x"), "leads out"),
    "outside": (listed("bag-info.txt"), "outside data/"),
    "fetch absolute": (fetched("/tmp/x"), "absolute"),
    "fetch drive": (fetched("D:\\x"), "absolute"),
    "fetch upwards": (fetched("../x"), "leads out"),
    "fetch not there": (
        lambda b: (fetched("data/far.txt")(b), listed("data/far.txt")(b)), "not in the bag",
    ),
    "not every manifest": (
        lambda b: (b / "manifest-sha512.txt").write_text(
            f"{hashlib.sha512(b'').hexdigest()}  data/evidence/empty\n"), "every manifest",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", TAMPER)
def test_each_fault_refuses_the_bag_and_is_named(bag: Path, kind: str) -> None:
    change, told = TAMPER[kind]
    change(bag)
    check = check_bag(bag)
    assert any(told in problem for problem in check.problems), check.problems


def old_bag(folder: Path, version: str = "0.97", algorithm: str = "md5") -> Path:
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "100%25.txt").write_bytes(b"x")
    (folder / "bagit.txt").write_text(
        f"BagIt-Version: {version}\r\nTag-File-Character-Encoding: UTF-8", "utf-8"
    )
    digest = hashlib.new(algorithm, b"x").hexdigest()
    (folder / f"manifest-{algorithm}.txt").write_text(f"{digest} *./data/100%25.txt\r\n", "utf-8")
    return folder


@pytest.mark.parametrize("version", ["0.93", "0.94", "0.95", "0.96", "0.97"])
def test_older_bags_are_read_by_their_own_rules(tmp_path: Path, version: str) -> None:
    check = check_bag(old_bag(tmp_path / "bag", version))
    assert check.problems == []
    assert [file.name for file in check.files] == ["100%25.txt"]
    assert any("damage, not forgery" in note for note in check.notes)


def test_a_fetch_list_is_ignored_and_said(tmp_path: Path) -> None:
    bag = old_bag(tmp_path / "bag", algorithm="sha256")
    fetched("data/100%25.txt")(bag)
    check = check_bag(bag)
    assert check.problems == [] and any("ignored" in note for note in check.notes)


def test_percent_and_line_breaks_in_names_are_decoded_in_1_0(tmp_path: Path) -> None:
    bag = tmp_path / "bag"
    (bag / "data").mkdir(parents=True)
    (bag / "data" / "50%\nb.txt").write_bytes(b"x")
    (bag / "bagit.txt").write_text("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", "utf-8")
    digest = hashlib.sha256(b"x").hexdigest()
    (bag / "manifest-sha256.txt").write_text(f"{digest}  data/50%25%0Ab.txt\n", "utf-8")
    assert check_bag(bag).problems == []
