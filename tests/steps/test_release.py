"""`sijil release`: what leaves holds nothing protected, proves itself, and stops on any hit."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sijil.redaction import Matcher, Protected
from sijil.report.public.data import DEAD_COLUMNS
from sijil.report.public.manifest import OWN

Sijil = Callable[..., subprocess.CompletedProcess[str]]
WITNESSES = ("Umm Jad", "Abu Majd", "Widad", "W-07", "سوسن", "جارتنا", "Nadim al-Qammuhi", "نديم القموحي")
"""Who speaks, sends or is named in the example case, in plain spelling."""


@pytest.fixture(scope="module")
def released(example_case: Path, tmp_path_factory: pytest.TempPathFactory, sijil: Sijil) -> Path:
    """The example case, which allows quotes, and one release of it. Copy it, never change it."""
    case = tmp_path_factory.mktemp("released") / "case"
    shutil.copytree(example_case, case, copy_function=shutil.copy2)
    done = sijil("release", case, "--out", case.parent / "public")
    assert done.returncode == 0, done.stderr
    return case


@pytest.fixture
def public(released: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "public"
    shutil.copytree(released.parent / "public", folder)
    return folder


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory, sijil: Sijil) -> Path:
    """A case of one list and one text with a witness."""
    folder = tmp_path_factory.mktemp("small")
    files, case = folder / "files", folder / "case"
    files.mkdir()
    (files / "dead.csv").write_text(
        "name,age,sex,place,date\nSalim Haddad,41,male,Marsa,2025-04-10\nHuda Haddad,38,female,Marsa,2025-04-10\n"
        "Karim Nassar,29,male,Tall Nur,2025-04-11\n",
        "utf-8",
    )
    (files / "w.txt").write_text(
        '"They killed my brother in Marsa," said Rana Testname, a resident of Marsa.\n', "utf-8"
    )
    assert sijil("new", case).returncode == 0
    settings(case, '[lists."dead.csv"]\nevent_type = "killing"\n')
    assert sijil("run", case, files).returncode == 0
    return case


@pytest.fixture
def small_copy(small: Path, tmp_path: Path) -> Path:
    case = tmp_path / "case"
    shutil.copytree(small, case, copy_function=shutil.copy2)
    return case


def settings(case: Path, more: str) -> None:
    with (case / "case.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n{more}")


def decide(sijil: Sijil, case: Path, *lines: dict[str, Any]) -> None:
    path = case.parent / "lines.jsonl"
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")
    done = sijil("judgements", case, "--import", path)
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_protected_string_is_in_any_file(public: Path) -> None:
    matcher = Matcher(Protected(str(n), "name", one) for n, one in enumerate(WITNESSES))
    for path in sorted(public.iterdir()):
        data = path.read_bytes()
        for one in WITNESSES:
            assert one.encode() not in data, path.name
        if path.suffix == ".csv":
            assert not matcher.find(data.decode("utf-8-sig")), path.name
    quotes = (public / "index.html").read_text("utf-8")
    assert "beekeeper [name], 81" in quotes


def test_it_has_everything_and_both_languages(public: Path) -> None:
    assert {p.name for p in public.iterdir()} == {
        *OWN, "index.html", "index.ar.html", "report.en.pdf", "report.ar.pdf", "tables.csv", "tables.json",
        "tables.parquet", "sources.csv", "changes.csv",
    }  # fmt: skip
    for name in ("report.en.pdf", "report.ar.pdf"):
        assert (public / name).read_bytes().startswith(b"%PDF")
    arabic = (public / "index.ar.html").read_text("utf-8")
    assert 'dir="rtl"' in arabic and "القتلى" in arabic and "src=" not in arabic and "<script" not in arabic


def test_a_group_that_is_accused_is_not_named_below_the_threshold(public: Path, released: Path) -> None:
    assert "Flint Column" in (released / "report/figures.csv").read_text("utf-8")
    for path in public.iterdir():
        assert b"Flint Column" not in path.read_bytes(), path.name


def test_it_verifies_without_and_with_its_case_and_by_openssl_alone(
    sijil: Sijil, public: Path, released: Path
) -> None:
    alone = sijil("verify", public)
    assert alone.returncode == 0 and "its case is not here" in alone.stdout, alone.stdout
    with_case = sijil("verify", public, "--case", released)
    assert with_case.returncode == 0 and "gone on" not in with_case.stdout, with_case.stdout
    lines = [line.strip() for line in (public / "HOWTO-VERIFY.txt").read_text("utf-8").split("\n")]
    commands = [line for line in lines if line.startswith(("openssl pkeyutl", "sed"))]
    for command in commands:
        done = subprocess.run(["bash", "-o", "pipefail", "-c", command], cwd=public, check=False)
        assert done.returncode == 0, command
    assert len(commands) == 2


@pytest.mark.parametrize(
    "name", ["index.html", "report.ar.pdf", "tables.csv", "tables.parquet", "manifest.json"]
)
def test_a_changed_file_is_found(sijil: Sijil, public: Path, name: str) -> None:
    data = bytearray((public / name).read_bytes())
    data[len(data) // 2] ^= 1
    (public / name).write_bytes(data)
    assert sijil("verify", public).returncode == 1


def test_a_file_added_or_taken_away_is_found(sijil: Sijil, public: Path) -> None:
    (public / "more.txt").write_text("x", "utf-8")
    (public / "sources.csv").unlink()
    done = sijil("verify", public)
    assert "more.txt: is no part of the release" in done.stdout and "sources.csv: is missing" in done.stdout


def test_the_same_case_again_changes_nothing_and_says_so(
    sijil: Sijil, released: Path, tmp_path: Path
) -> None:
    before = {p.name: p.read_bytes() for p in (released / "releases/1").iterdir()}
    done = sijil("release", released, "--out", tmp_path / "again")
    assert done.returncode == 0 and "nothing has changed" in done.stdout, done.stdout + done.stderr
    assert {p.name: p.read_bytes() for p in (tmp_path / "again").iterdir()} == before
    assert not (released / "releases/2").exists()


def test_a_release_made_anew_is_the_same_to_the_byte(sijil: Sijil, small_copy: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        shutil.rmtree(small_copy / "releases", ignore_errors=True)
        assert sijil("release", small_copy, "--out", tmp_path / name).returncode == 0
    files = [{p.name: p.read_bytes() for p in (tmp_path / name).iterdir()} for name in ("one", "two")]
    assert files[0] == files[1] and len(files[0]) == 13


@pytest.mark.parametrize(
    "title", ["Said Rana Testname", "رنا تستنيم", "R a n a T e s t n a m e", "for Salim Haddad"]
)
def test_a_protected_name_anywhere_stops_it_and_is_not_repeated(
    sijil: Sijil, small_copy: Path, title: str
) -> None:
    path = small_copy / "case.toml"
    path.write_text(re.sub(r"(?m)^title = .*$", f'title = "{title}"', path.read_text("utf-8")), "utf-8")
    done = sijil("release", small_copy)
    assert done.returncode == 1 and "something protected" in done.stderr, done.stdout + done.stderr
    assert title not in done.stderr and "Testname" not in done.stderr
    assert list((small_copy / "releases").iterdir()) == []


def test_two_people_must_approve_where_the_case_asks_for_it(sijil: Sijil, small_copy: Path) -> None:
    settings(small_copy, "[release]\napprovals = 2\n")
    nothing = sijil("release", small_copy, "--approve", "--reviewer", "R-1")
    assert nothing.returncode == 1 and "no release waits" in nothing.stderr
    for who, state in (("", "0 of 2"), ("R-1", "1 of 2"), ("R-1", "1 of 2")):
        if who:
            assert sijil("release", small_copy, "--approve", "--reviewer", who).returncode == 0
        done = sijil("release", small_copy)
        assert done.returncode == 0 and f"waits for approval: {state}" in done.stdout, done.stderr
        assert not (small_copy / "releases/1").exists() and (small_copy / "releases/draft").is_dir()
    assert sijil("release", small_copy, "--approve", "--reviewer", "R-2").returncode == 0
    assert "release 1" in sijil("release", small_copy).stdout
    assert sijil("verify", small_copy / "releases/1").returncode == 0
    assert not (small_copy / "releases/draft").exists()


def test_the_name_of_somebody_dead_only_after_family_and_risk_and_a_second_person(
    sijil: Sijil, small_copy: Path
) -> None:
    records = {
        r["name"]: r["key"] for r in json.loads((small_copy / "report/records.json").read_text("utf-8"))
    }
    line = {"kind": "named_dead", "key": records["Salim Haddad"], "decision": "publish", "as_published": "Salim Haddad",
            "family": "agreed", "risk": "no kin left there", "reviewed_by": "R-2", "reviewer": "R-1"}  # fmt: skip
    alone = {**line, "key": records["Huda Haddad"], "as_published": "Huda", "reviewed_by": "R-1"}
    decide(sijil, small_copy, line, alone)
    done = sijil("release", small_copy)
    assert done.returncode == 0, done.stderr
    text = (small_copy / "releases/1/named_dead.csv").read_text("utf-8-sig")
    assert text.split("\n")[:2] == [",".join(DEAD_COLUMNS), "Salim Haddad,male,2025-04-10,"]
    assert "Huda" not in text and "Karim" not in text
    page = (small_copy / "releases/1/index.html").read_text("utf-8")
    assert "Salim Haddad" in page and "Huda" not in page


def test_a_name_that_is_not_the_sources_is_refused(sijil: Sijil, small_copy: Path) -> None:
    records = json.loads((small_copy / "report/records.json").read_text("utf-8"))
    line = {"kind": "named_dead", "key": records[0]["key"], "decision": "publish", "as_published": "Another Person",
            "family": "agreed", "risk": "x", "reviewed_by": "R-2"}  # fmt: skip
    (small_copy.parent / "l.jsonl").write_text(json.dumps(line), "utf-8")
    done = sijil("judgements", small_copy, "--import", small_copy.parent / "l.jsonl")
    assert done.returncode == 1 and "is not made of words of the name" in done.stderr


def test_what_fonts_lack_is_said_and_nothing_is_released(sijil: Sijil, small_copy: Path) -> None:
    path = small_copy / "case.toml"
    path.write_text(re.sub(r"(?m)^title = .*$", 'title = "海岸"', path.read_text("utf-8")), "utf-8")
    done = sijil("release", small_copy)
    assert (
        done.returncode == 1 and "no font has 2 of the characters" in done.stderr and "U+5CB8" in done.stderr
    )
    assert not (small_copy / "releases").exists() or list((small_copy / "releases").iterdir()) == []


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ("[release]\nthreshold = 2\n", "threshold is 2"),
        ("[release]\nquotes = 1\n", "quotes is 1"),
        ("[protect]\nname = 'x'\n", "no list of strings"),
        ("[protect]\nname = ['-']\n", "without a letter"),
        ("[release]\ntreshold = 5\n", "did you mean 'threshold'"),
    ],
)
def test_settings_that_make_no_sense_are_refused(
    sijil: Sijil, small_copy: Path, more: str, says: str
) -> None:
    settings(small_copy, more)
    done = sijil("release", small_copy)
    assert done.returncode == 1 and says in done.stderr


def test_the_secret_and_what_stays_inside_are_not_in_it(public: Path, released: Path) -> None:
    secret = (released / "pseudonyms.key").read_text("ascii").strip()
    inside = json.loads((released / "releases/inside/1.json").read_text("utf-8"))
    assert inside["true"]["injury/total"][""]["best"] == 2
    for path in public.iterdir():
        assert secret.encode() not in path.read_bytes()
    assert "injury" in json.loads((public / "tables.json").read_text("utf-8"))["few"]
    assert [p.name for p in (released / "releases/inside").iterdir()] == ["1.json"]
