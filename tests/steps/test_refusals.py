"""What Sijil refuses (DESIGN.md, section 6), as tests."""

import csv
import io
import json
import random
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps

from sijil.report import files
from sijil.report.public import data
from sijil.store.database import ensure_configured

Sijil = Callable[..., subprocess.CompletedProcess[str]]
SURNAMES = ("Haddad", "Nassar", "Khoury", "Barakat", "Sabbagh", "Mansour")
GIVEN = (
    "Salim",
    "Huda",
    "Karim",
    "Layla",
    "Nabil",
    "Rima",
    "Tarek",
    "Samar",
    "Walid",
    "Hanan",
    "Ziad",
    "Maya",
)
FORBIDDEN = ("sect", "religio", "ethnic", "politic", "embedding", "face", "voice", "biometric")


def case_with(surnames: dict[str, str], folder: Path, sijil: Sijil) -> Path:
    """Two lists and a text; only the surnames depend on the argument."""
    chance = random.Random(7)
    lines = ["name,age,sex,place,date"]
    for number, given in enumerate(GIVEN):
        surname = surnames[SURNAMES[number % len(SURNAMES)]]
        place = ("Marsa", "Tall Nur")[number % 2]
        lines.append(f"{given} {surname},{chance.randint(20, 70)},,{place},2025-04-1{number % 3}")
    evidence = folder / "files"
    evidence.mkdir(parents=True)
    (evidence / "a.csv").write_text("\n".join(lines) + "\n", "utf-8")
    (evidence / "b.csv").write_text("\n".join(lines[:8]) + "\n", "utf-8")
    text = f"Gunmen killed Salim {surnames['Haddad']} in Marsa on 10 April 2025. They killed three civilians there.\n"
    (evidence / "news.txt").write_text(text, "utf-8")
    assert sijil("run", folder / "case", evidence).returncode == 0
    return folder / "case"


def figures(case: Path) -> list[tuple[Any, ...]]:
    body = json.loads((case / "report/figures.json").read_text("utf-8"))
    return [
        (f["id"], f["low"], f["best"], f["high"]) for f in body["figures"] if f["dimension"] != "incident"
    ]


def test_permuted_surnames_leave_every_figure_and_table_as_it_was(sijil: Sijil, tmp_path: Path) -> None:
    """Requirement 53: nothing is inferred from a name. Surnames of one length change places; all else stays."""
    shifted = dict(zip(SURNAMES, (*SURNAMES[1:], SURNAMES[0]), strict=True))
    one = case_with({name: name for name in SURNAMES}, tmp_path / "one", sijil)
    other = case_with(shifted, tmp_path / "other", sijil)
    assert figures(one) == figures(other) and len(figures(one)) > 20
    for case in (one, other):
        done = sijil("release", case)
        assert done.returncode == 0, done.stderr
    for name in ("tables.csv", "tables.json", "tables.parquet", "changes.csv"):
        made = [(case / "releases/1" / name).read_bytes() for case in (one, other)]
        assert made[0] == made[1], name


def test_no_table_holds_what_must_not_be_kept() -> None:
    """Neither sect nor ethnicity nor politics of a person, nor an embedding of a face or voice, has a column."""
    ensure_configured()
    models = apps.get_app_config("store").get_models()
    columns = [f"{model.__name__}.{field.name}" for model in models for field in model._meta.get_fields()]
    assert len(columns) > 100
    assert [name for name in columns for word in FORBIDDEN if word in name.lower()] == []


def test_no_output_of_people_has_name_address_and_sect_together() -> None:
    tables = (files.RECORD_COLUMNS, files.CLAIM_COLUMNS, data.DEAD_COLUMNS, data.COLUMNS, data.SOURCE_COLUMNS)
    for columns in tables:
        assert [c for c in columns for word in (*FORBIDDEN, "address", "phone") if word in c] == []
        assert "kin" not in columns and "kin_of" not in columns


def test_what_is_imported_is_internal_and_under_a_pseudonym(sijil: Sijil, tmp_path: Path) -> None:
    evidence = tmp_path / "files"
    evidence.mkdir()
    (evidence / "w.txt").write_text('"They killed my son," said Rana Testname, a resident.\n', "utf-8")
    assert sijil("run", tmp_path / "case", evidence).returncode == 0
    rows = list(csv.DictReader(io.StringIO((tmp_path / "case/report/claims.csv").read_text("utf-8-sig"))))
    assert rows and all("Rana" not in row["source"] for row in rows)
    assert "internal analysis, named team, pseudonym" in sijil("consents", tmp_path / "case").stdout


@pytest.mark.parametrize(
    "library", ["face_recognition", "insightface", "deepface", "speechbrain", "resemblyzer"]
)
def test_no_library_that_recognises_people_is_asked_for(library: str) -> None:
    root = Path(__file__).resolve().parents[2]
    assert library not in (root / "pyproject.toml").read_text("utf-8").lower()
    assert library not in (root / "requirements.lock").read_text("utf-8").lower()
