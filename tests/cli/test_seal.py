"""`sijil seal` and what an outsider can check: with a real authority, a misbehaving one, and no Sijil at all."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from time_authority import make_authority, served, stamped

Sijil = Callable[..., subprocess.CompletedProcess[str]]

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def case(sijil: Sijil, tmp_path: Path) -> Path:
    files = tmp_path / "files"
    files.mkdir()
    (files / "a.txt").write_text("Gunmen killed three civilians in Beit Sal.\n", "utf-8")
    (files / "b.txt").write_text("They took my brother.\n", "utf-8")
    case = tmp_path / "case"
    assert sijil("new", case).returncode == 0
    assert sijil("add", case, files).returncode == 0
    return case


def named(case: Path, address: str, certificates: Path | None) -> None:
    lines = ["", "[custody]", f'timestamp_authority = "{address}"']
    if certificates is not None:
        shutil.copy(certificates, case / "authority.pem")
        lines.append('timestamp_certificates = "authority.pem"')
    settings = case / "case.toml"
    text = settings.read_text("utf-8").replace("[custody]\n", "", 1)
    settings.write_text(text + "\n".join(lines) + "\n", "utf-8")


def howto(case: Path) -> subprocess.CompletedProcess[str]:
    """Exactly the shell lines that the case's HOWTO-VERIFY.txt carries, run in the case's folder."""
    text = (case / "HOWTO-VERIFY.txt").read_text("utf-8")
    script = text.split("----- 8< -----\n")[1].split("----- >8 -----")[0]
    return subprocess.run(["bash", "-c", script], cwd=case, capture_output=True, text=True, check=False)


def test_without_an_authority_the_checkpoint_is_printed_to_be_handed_out(sijil: Sijil, case: Path) -> None:
    done = sijil("seal", case)
    assert done.returncode == 0, done.stderr
    note = (case / "custody/checkpoints/00000003.note").read_text("utf-8")
    assert done.stdout.startswith(note.rstrip("\n"))
    assert "give this checkpoint to somebody outside" in done.stdout and "نقطة التحقق" in done.stdout
    assert not list((case / "custody/checkpoints").glob("*.ts*"))
    verified = sijil("verify", case)
    assert verified.returncode == 0
    assert "nothing outside binds this log" in verified.stdout
    handed = sijil("seal", case, "--handed-to", "Rana Example")
    assert "recorded as handed out: entry 4" in handed.stdout
    verified = sijil("verify", case)
    assert "entries 1 to 3 are bound by the checkpoint handed out" in verified.stdout
    assert "could still rewrite the 1 after them" in verified.stdout
    assert "Rana" not in (case / "custody/log.jsonl").read_text("utf-8")


def test_a_real_authority_stamps_the_whole_note(sijil: Sijil, case: Path, authority: Path) -> None:
    with served(authority) as address:
        named(case, address, authority / "ca.pem")
        done = sijil("seal", case)
    assert done.returncode == 0, done.stderr
    assert "UTC by Example Authority" in done.stdout
    base = case / "custody/checkpoints/00000003"
    assert all(base.with_suffix(end).is_file() for end in (".note", ".tsq", ".tsr", ".chain.pem"))
    checked = subprocess.run(
        ["openssl", "ts", "-verify", "-data", base.with_suffix(".note"), "-in", base.with_suffix(".tsr"),
         "-CAfile", base.with_suffix(".chain.pem")], capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "Verification: OK" in checked.stdout + checked.stderr
    verified = sijil("verify", case, "--json")
    told = json.loads(verified.stdout)
    assert told["ok"] and "1 time-stamp" in told["summary"]
    assert any("bound by the time-stamp of" in t["what"] for t in told["troubles"])
    # The authority is gone now; sealing again asks nobody, since the stamp is there.
    assert sijil("seal", case).returncode == 0


@pytest.mark.parametrize(
    ("manner", "told"),
    [
        ("error", "answered 500"),
        ("elsewhere", "answered 302"),
        ("endless", "far too large"),
        ("garbage", "cannot be read as a time-stamp"),
        ("empty", "empty"),
        ("hangs up", "gave no time-stamp"),
        ("stale", "another"),
    ],
)
def test_an_authority_that_misbehaves_leaves_the_checkpoint_and_no_token(
    sijil: Sijil, case: Path, authority: Path, manner: str, told: str
) -> None:
    with served(authority, manner) as address:
        named(case, address, authority / "ca.pem")
        if manner == "stale":
            first = sijil("seal", case)
            assert first.returncode == 0, first.stderr
            (case / "more.txt").write_text("more", "utf-8")
            assert sijil("add", case, case / "more.txt").returncode == 0
        done = sijil("seal", case)
    assert done.returncode == 1
    assert told in done.stderr and "Traceback" not in done.stderr
    newest = sorted((case / "custody/checkpoints").glob("*.note"))[-1]
    assert not newest.with_suffix(".tsr").exists()
    assert sijil("verify", case).returncode == 0


def test_an_address_where_nobody_answers_is_said(sijil: Sijil, case: Path) -> None:
    named(case, "http://127.0.0.1:9/", None)
    done = sijil("seal", case)
    assert done.returncode == 1 and "the checkpoint is kept" in done.stderr
    assert (case / "custody/checkpoints/00000003.note").is_file()


def test_a_token_of_another_authority_or_note_is_found(
    sijil: Sijil, case: Path, authority: Path, tmp_path: Path
) -> None:
    with served(authority) as address:
        named(case, address, authority / "ca.pem")
        assert sijil("seal", case).returncode == 0
    base = case / "custody/checkpoints/00000003"
    good = base.with_suffix(".tsr").read_bytes()
    query = base.with_suffix(".tsq").read_bytes()
    other = make_authority(tmp_path / "other")
    base.with_suffix(".tsr").write_bytes(stamped(other, query))
    assert "level 5" in sijil("verify", case).stdout
    subprocess.run(["openssl", "ts", "-query", "-data", case / "case.toml", "-sha256", "-cert", "-out",
                    tmp_path / "q"], check=True, capture_output=True)  # fmt: skip
    base.with_suffix(".tsr").write_bytes(stamped(authority, (tmp_path / "q").read_bytes()))
    told = sijil("verify", case).stdout
    assert "level 5" in told and "another note" in told
    base.with_suffix(".tsr").write_bytes(good)
    assert sijil("verify", case).returncode == 0


def test_verify_against_a_kept_checkpoint(sijil: Sijil, case: Path, tmp_path: Path) -> None:
    sijil("seal", case)
    kept = tmp_path / "kept.note"
    shutil.copy(case / "custody/checkpoints/00000003.note", kept)
    done = sijil("verify", case, "--against", kept)
    assert done.returncode == 0 and "bound by the checkpoint you kept" in done.stdout
    kept.write_bytes(kept.read_bytes().replace(b"\n3\n", b"\n2\n"))
    done = sijil("verify", case, "--against", kept)
    assert done.returncode == 1 and "problem (level 6)" in done.stdout


def flip(path: Path, at: int | None = None) -> None:
    path.chmod(0o644)
    content = bytearray(path.read_bytes())
    content[len(content) // 2 if at is None else at] ^= 1
    path.write_bytes(content)


def first_blob(case: Path) -> Path:
    return min((case / "evidence/sha256").glob("*/*"))


def copy_over(one: Path, other: Path) -> None:
    other.write_bytes(one.read_bytes())


def edit_log(case: Path, change: Callable[[list[str]], list[str]]) -> None:
    log = case / "custody/log.jsonl"
    log.write_text("".join(change(log.read_text("utf-8").splitlines(keepends=True))), "utf-8")


TAMPER: dict[str, tuple[Callable[[Path], None], str]] = {
    "a byte of evidence": (lambda c: flip(first_blob(c)), "level 1"),
    "evidence gone": (lambda c: first_blob(c).unlink(), "missing"),
    "a line edited": (lambda c: edit_log(c, lambda s: [s[0], s[1].replace('"size":', '"size":1'), *s[2:]]), "level 2"),
    "the last line edited": (lambda c: edit_log(c, lambda s: [*s[:-1], s[-1].replace('size":', 'size":1')]), "level 3"),
    "a line dropped": (lambda c: edit_log(c, lambda s: [s[0], *s[2:]]), "level 2"),
    "lines swapped": (lambda c: edit_log(c, lambda s: [s[0], s[2], s[1]]), "level 2"),
    "the end cut off": (lambda c: edit_log(c, lambda s: s[:-1]), "level 3"),
    "the end torn": (lambda c: edit_log(c, lambda s: [*s[:-1], s[-1][:-5]]), "torn"),
    "the note edited": (lambda c: flip(c / "custody/checkpoints/00000003.note"), "level"),
    "the token altered": (lambda c: flip(c / "custody/checkpoints/00000003.tsr", -9), "level 5"),
    "the token of another note": (
        lambda c: copy_over(c / "other.note", c / "custody/checkpoints/00000003.note"),
        "level",
    ),
    "the key swapped": (lambda c: copy_over(c / "other.pem", c / "custody/key.pub.pem"), "level 4"),
}  # fmt: skip


@pytest.fixture(scope="module")
def stamped_case(sijil: Sijil, authority: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("stamped")
    (place / "files").mkdir()
    for name, text in (("a.txt", "one\n"), ("شهادة.txt", "two\n")):
        (place / "files" / name).write_text(text, "utf-8")
    case, other = place / "case", place / "other"
    for folder in (case, other):
        assert sijil("new", folder).returncode == 0
        assert sijil("add", folder, place / "files").returncode == 0
    with served(authority) as address:
        named(case, address, authority / "ca.pem")
        assert sijil("seal", case).returncode == 0
    assert sijil("seal", other, SIJIL_KEY=str(place / "other.key")).returncode == 0
    shutil.copy(other / "custody/checkpoints/00000003.note", case / "other.note")
    shutil.copy(other / "custody/key.pub.pem", case / "other.pem")
    return case


def test_the_outsider_s_lines_pass_on_a_good_case(stamped_case: Path) -> None:
    done = howto(stamped_case)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1] == "GOOD"


@pytest.mark.parametrize("kind", TAMPER)
def test_the_outsider_s_lines_fail_after_any_change(stamped_case: Path, tmp_path: Path, kind: str) -> None:
    case = tmp_path / "case"
    shutil.copytree(stamped_case, case, copy_function=shutil.copy)
    change, told = TAMPER[kind]
    change(case)
    done = howto(case)
    assert done.returncode != 0
    assert told in done.stdout and "NOT AS IT WAS RECEIVED" in done.stdout


def test_the_outsider_s_lines_tell_a_removal_from_a_loss(
    sijil: Sijil, stamped_case: Path, tmp_path: Path
) -> None:
    case = tmp_path / "case"
    shutil.copytree(stamped_case, case, copy_function=shutil.copy)
    first, second = sorted(path.name for path in (case / "evidence/sha256").glob("*/*"))
    done = sijil("remove", case, first[:12], "--reason", "harm", "--authorised-by", "Rana", "--yes")
    assert done.returncode == 0, done.stderr
    done = howto(case)
    assert done.returncode == 0 and f"removed, recorded: {first}" in done.stdout
    (case / "evidence/sha256" / second[:2] / second).unlink()
    assert howto(case).returncode != 0
