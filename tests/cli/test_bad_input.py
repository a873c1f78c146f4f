"""Bad input: one clear line each, nothing lost, nothing half-written, and the rest of the run goes on."""

import io
import os
import resource
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest

SIJIL = Path(sys.executable).with_name("sijil")
GOOD = "Gunmen killed two farmers in Marsa on 8 March 2025, said Hala Mirsad.\n"


@pytest.fixture
def evidence(tmp_path: Path) -> Path:
    folder = tmp_path / "evidence"
    folder.mkdir()
    (folder / "good.txt").write_text(GOOD, "utf-8")
    return folder


def pdf(pages: int = 1, password: str = "") -> bytes:
    writer = pypdf.PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    if password:
        writer.encrypt(password)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def archive(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return buffer.getvalue()


def claims_of_rows_beyond() -> bytes:
    book = openpyxl.Workbook()
    book.active["A1"] = "Name"
    book.active["XFD1048576"] = "far away"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


BAD = {
    "locked.pdf": (pdf(password="secret"), "--password-file"),
    "cut.pdf": (pdf(pages=30)[:900], "cut.pdf"),
    "bomb.zip": (archive({"zeros": bytes(300_000_000)}), "200"),
    "empty.txt": (b"", "empty file"),
    "cut.zip": (archive({"a.txt": b"words " * 999})[:200], "cut.zip"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_cannot_be_read_is_stated_and_kept_and_the_rest_goes_on(
    name: str, evidence: Path, tmp_path: Path, sijil: Any
) -> None:
    content, told = BAD[name]
    (evidence / name).write_bytes(content)
    case = tmp_path / "case"
    done = sijil("run", case, evidence)
    assert "Traceback" not in done.stderr
    assert told in done.stdout
    assert "claims: 1 proposed now" in done.stdout
    assert (case / "report" / "index.html").is_file()
    assert name in (case / "report" / "index.html").read_text("utf-8")
    assert sijil("verify", case).returncode == 0


def test_a_wrong_password_is_told_and_the_right_one_opens_the_file_later(
    evidence: Path, tmp_path: Path, sijil: Any
) -> None:
    (evidence / "locked.zip").write_bytes(archive({"a.txt": b"x"}))
    (evidence / "locked.pdf").write_bytes(pdf(password="secret"))
    wrong, right = tmp_path / "wrong", tmp_path / "right"
    wrong.write_text("guess\n")
    right.write_text("guess\nsecret\n")
    case = tmp_path / "case"
    assert "locked.pdf" in sijil("run", case, evidence, "--password-file", wrong).stdout
    done = sijil("run", case, evidence, "--password-file", right)
    assert "locked.pdf" in done.stdout
    assert "refused" not in done.stdout
    assert not any(b"secret" in path.read_bytes() for path in case.rglob("*") if path.is_file())


def test_names_that_climb_out_of_an_archive_write_nothing_outside(
    evidence: Path, tmp_path: Path, sijil: Any
) -> None:
    members = {
        "../../climbed.txt": b"other words",
        "/tmp/sijil-absolute.txt": b"words",
        "inner/plain.txt": b"words",
    }
    (evidence / "climbing.zip").write_bytes(archive(members))
    case = tmp_path / "case"
    sijil("run", case, evidence)
    assert not list(tmp_path.rglob("climbed.txt"))
    assert not Path("/tmp/sijil-absolute.txt").exists()
    report = (case / "report" / "items.csv").read_text("utf-8")
    assert "../../climbed.txt" in report
    assert sijil("verify", case).returncode == 0


def test_an_old_arabic_encoding_with_semicolons_is_read_as_a_list(
    evidence: Path, tmp_path: Path, sijil: Any
) -> None:
    text = "الاسم;العمر;المكان\nعلي حسن مرصاد;٣٦;المرسى\nسلمى خالد مرصاد;٣٠;التل\n"
    (evidence / "names.csv").write_bytes(text.encode("cp1256", "replace").replace(b"?", b"3"))
    done = sijil("run", tmp_path / "case", evidence)
    assert "records: 2 made now" in done.stdout
    assert "header 'الاسم'" in done.stdout


def test_a_spreadsheet_that_claims_a_million_rows_ends_soon(
    evidence: Path, tmp_path: Path, sijil: Any
) -> None:
    (evidence / "wide.xlsx").write_bytes(claims_of_rows_beyond())
    done = sijil("run", tmp_path / "case", evidence)
    assert "wide.xlsx" in done.stdout
    assert "Traceback" not in done.stderr


def test_a_missing_path_is_told_and_the_rest_goes_on(evidence: Path, tmp_path: Path, sijil: Any) -> None:
    done = sijil("run", tmp_path / "case", tmp_path / "nowhere", evidence)
    assert done.returncode == 1
    assert [line for line in done.stderr.splitlines() if "nowhere" in line]
    assert "claims: 1 proposed now" in done.stdout


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_told_and_the_rest_goes_on(evidence: Path, tmp_path: Path, sijil: Any) -> None:
    (evidence / "secret.txt").write_text("x")
    (evidence / "secret.txt").chmod(0)
    done = sijil("run", tmp_path / "case", evidence)
    assert done.returncode == 1
    assert "secret.txt" in done.stderr


def test_a_huge_sparse_file_is_kept_and_its_reading_refused(
    evidence: Path, tmp_path: Path, sijil: Any
) -> None:
    with (evidence / "huge.csv").open("wb") as file:
        file.write(b"Name,Age\n")
        file.truncate(400 * 2**20)
    done = sijil("run", tmp_path / "case", evidence)
    assert "huge.csv" in done.stdout
    assert "Traceback" not in done.stderr
    assert sijil("verify", tmp_path / "case").returncode == 0


@pytest.mark.parametrize("verb", ["add", "extract", "link", "count", "report", "judgements"])
def test_verbs_on_no_case_say_how_to_make_one(verb: str, tmp_path: Path, sijil: Any) -> None:
    more = {"add": ["x"], "judgements": ["--export", "x"]}.get(verb, [])
    done = sijil(verb, tmp_path / "none", *more)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "sijil new" in done.stderr


def test_a_case_of_a_newer_version_is_left_alone(tmp_path: Path, sijil: Any) -> None:
    case = tmp_path / "case"
    sijil("new", case)
    settings = (case / "case.toml").read_text("utf-8")
    (case / "case.toml").write_text(settings.replace("sijil_case = 1", "sijil_case = 99"), "utf-8")
    done = sijil("run", case)
    assert done.returncode == 1
    assert "newer version" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_new_case_never_goes_over_something_that_is_there(tmp_path: Path, sijil: Any) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").write_text("x")
    for target in (tmp_path / "full", tmp_path / "full" / "file"):
        done = sijil("new", target)
        assert done.returncode == 1
        assert "choose another folder" in done.stderr


def test_no_room_on_the_disk_is_one_clear_line_and_what_was_whole_is_kept(
    evidence: Path, tmp_path: Path, sijil: Any
) -> None:
    case = tmp_path / "case"
    sijil("new", case)
    (evidence / "large.bin").write_bytes(os.urandom(3_000_000))

    def small_files_only() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))

    done = subprocess.run(
        [SIJIL, "add", case, evidence],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=small_files_only,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert sijil("verify", case).returncode == 0
    assert sijil("run", case, evidence).returncode == 0
    assert sijil("verify", case).returncode == 0


@pytest.mark.parametrize("after", [0.3, 0.9, 1.5, 2.2, 3.0, 4.0])
def test_ctrl_c_at_any_moment_loses_nothing(after: float, evidence: Path, tmp_path: Path, sijil: Any) -> None:
    for number in range(40):
        (evidence / f"more{number}.txt").write_text(GOOD.replace("two", str(number + 2)), "utf-8")
    case = tmp_path / "case"
    running = subprocess.Popen(
        [SIJIL, "run", case, evidence], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    time.sleep(after)
    running.send_signal(signal.SIGINT)
    _, errors = running.communicate(timeout=60)
    assert "Traceback" not in errors
    done = sijil("run", case, evidence)
    assert done.returncode == 0, done.stderr
    assert sijil("verify", case).returncode == 0
    assert "claims: " in done.stdout
    assert ", 41 in the case" in done.stdout


def test_of_many_files_those_that_ended_alike_are_told_of_together(
    evidence: Path, tmp_path: Path, sijil: Any
) -> None:
    for number in range(60):
        (evidence / f"photo{number:02d}.jpg").write_bytes(
            b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes([number])
        )
    (evidence / "empty.txt").write_bytes(b"")
    case = tmp_path / "case"
    assert sijil("new", case).returncode == 0
    told = sijil("add", case, evidence).stdout
    assert told.count("photo") == 3
    assert "and 57 more" in told
    assert "empty.txt" in told and "good.txt" not in told
    assert "61 kept, 1 read" in told
