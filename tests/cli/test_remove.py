"""`sijil remove`: nothing of what was said is left in the folder, and everything else still verifies."""

import json
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Sijil = Callable[..., subprocess.CompletedProcess[str]]

SECRET = "Zaynab Exemplar"
TEXT = f"My name is {SECRET}. On 7 March 2025 gunmen killed my brother Karam Exemplar in Beit Sal.\n"


@pytest.fixture
def case(sijil: Sijil, tmp_path: Path) -> Path:
    files = tmp_path / "files"
    files.mkdir()
    (files / "Zaynab Exemplar testimony.txt").write_text(TEXT, "utf-8")
    (files / "article.txt").write_text(
        "Gunmen killed three civilians in Beit Sal on 7 March 2025.\n", "utf-8"
    )
    (files / "list.csv").write_text(
        "name,age,place\nNour Sample,31,Beit Sal\nFadi Sample,40,Beit Sal\n", "utf-8"
    )
    case = tmp_path / "case"
    assert sijil("run", case, files).returncode == 0
    lines = tmp_path / "judgements.jsonl"
    assert sijil("judgements", case, "--export", lines).returncode == 0
    decided = []
    for line in map(json.loads, lines.read_text("utf-8").splitlines()):
        if line["kind"] == "claim":
            said = f"read with {SECRET}" if "brother" in json.dumps(line) else "read"
            line |= {"decision": "accept", "reason": said}
        decided.append(json.dumps(line, ensure_ascii=False))
    lines.write_text("\n".join(decided) + "\n", "utf-8")
    assert sijil("judgements", case, "--import", lines).returncode == 0
    assert sijil("run", case).returncode == 0
    return case


def sha256_of(case: Path, part: str) -> str:
    items = json.loads((case / "report" / "items.json").read_text("utf-8"))
    return next(item["sha256"] for item in items if part in item["name"])


def where_said(case: Path, words: str) -> list[str]:
    """Every file of the case folder that holds the words, in UTF-8 or as a database keeps them."""
    return [
        str(p.relative_to(case)) for p in case.rglob("*") if p.is_file() and words.encode() in p.read_bytes()
    ]


def test_nothing_of_the_testimony_is_left_anywhere_in_the_folder(sijil: Sijil, case: Path) -> None:
    assert where_said(case, "Karam Exemplar") and where_said(case, SECRET)
    digest = sha256_of(case, "Zaynab")
    done = sijil(
        "remove", case, digest, "--reason", "withdrawn_consent", "--authorised-by", "Office head", "--yes"
    )
    assert done.returncode == 0, done.stderr
    assert f"removed, recorded: {digest}" in done.stdout
    for words in ("Karam Exemplar", "karam exemplar", "Exemplar", "my brother"):
        assert where_said(case, words) == [], words
    verified = sijil("verify", case)
    assert verified.returncode == 0, verified.stdout
    assert "removed, recorded: line" in verified.stdout and "withdrawn_consent" in verified.stdout
    assert sijil("run", case).returncode == 0
    assert sijil("verify", case).returncode == 0 and sijil("verify", case / "report").returncode == 0
    items = json.loads((case / "report" / "items.json").read_text("utf-8"))
    assert [item["outcome"] for item in items if item["sha256"] == digest] == ["removed"]
    assert any("article" in item["name"] for item in items)
    claims = json.loads((case / "report" / "claims.json").read_text("utf-8"))
    assert {claim["state"] for claim in claims} == {"accepted"}


def test_the_guards_of_the_database_stand_again(sijil: Sijil, case: Path) -> None:
    digest = sha256_of(case, "Zaynab")
    assert sijil("remove", case, digest, "--reason", "harm", "--authorised-by", "x", "--yes").returncode == 0
    with sqlite3.connect(case / "case.db") as database, pytest.raises(sqlite3.IntegrityError):
        database.execute("UPDATE store_judgement SET reason = 'x'")


def test_a_rebuild_without_the_database_does_not_bring_it_back(sijil: Sijil, case: Path) -> None:
    digest = sha256_of(case, "Zaynab")
    assert sijil("remove", case, digest, "--reason", "harm", "--authorised-by", "x", "--yes").returncode == 0
    for path in case.glob("case.db*"):
        path.unlink()
    done = sijil("run", case)
    assert done.returncode == 0, done.stderr
    items = json.loads((case / "report" / "items.json").read_text("utf-8"))
    assert [item["outcome"] for item in items if item["sha256"] == digest] == ["removed"]
    assert where_said(case, "Karam Exemplar") == []


def test_added_again_it_is_back_and_read(sijil: Sijil, case: Path, tmp_path: Path) -> None:
    digest = sha256_of(case, "Zaynab")
    assert sijil("remove", case, digest, "--reason", "harm", "--authorised-by", "x", "--yes").returncode == 0
    assert sijil("run", case, tmp_path / "files").returncode == 0
    items = json.loads((case / "report" / "items.json").read_text("utf-8"))
    (item,) = [item for item in items if item["sha256"] == digest]
    assert item["outcome"] == "read" and "Zaynab" in item["name"]
    assert sijil("verify", case).returncode == 0


@pytest.mark.parametrize(
    ("item", "reason", "told"),
    [
        ("abc", "harm", "SHA-256 of no item"),
        ("0" * 64, "harm", "SHA-256 of no item"),
        ("", "not needed", "no reason to remove evidence"),
    ],
)
def test_what_does_not_fit_changes_nothing(
    sijil: Sijil, case: Path, item: str, reason: str, told: str
) -> None:
    item = item or sha256_of(case, "Zaynab")
    before = (case / "custody/log.jsonl").read_bytes()
    done = sijil("remove", case, item, "--reason", reason, "--authorised-by", "x", "--yes")
    assert done.returncode != 0 and told in done.stderr
    assert (case / "custody/log.jsonl").read_bytes() == before
    assert sijil("verify", case).returncode == 0


def test_without_a_yes_it_asks(sijil: Sijil, case: Path) -> None:
    done = sijil("remove", case, sha256_of(case, "Zaynab"), "--reason", "harm", "--authorised-by", "x")
    assert done.returncode != 0 and "for good?" in done.stdout
    assert where_said(case, SECRET)
