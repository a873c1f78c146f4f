"""Nothing in the example is real: not the places, not the dead, not a group of believers."""

import csv
import re
from pathlib import Path

import pytest
from make.world import TEXTS, table
from texts_of_files import evidence, rows_of, text_of

from sijil.text import norm

# Words for real religions, sects, peoples and countries, one a line.
_LINES = (Path(__file__).parent / "real_groups.txt").read_text(encoding="utf-8").splitlines()
REAL_GROUPS = [line for line in _LINES if not line.startswith("#")]


def everything_written(examples):
    """File name to its text, for every file of the example that a person can read."""
    plain = [path for path in examples.rglob("*") if path.suffix in {".toml", ".json", ".py", ".md"}]
    plain += [TEXTS / "news_page.html", examples / "gazetteer.csv"]
    found = {path.name: path.read_text(encoding="utf-8") for path in plain}
    for path in evidence(examples):
        is_list = path.suffix in {".csv", ".xlsx"}
        rows = rows_of(path).values() if is_list else []
        found[path.name] = "\n".join(" ".join(row) for row in rows) if is_list else text_of(path)
    return found


def test_no_real_religion_sect_or_people_is_named(examples):
    forbidden = {norm(word) for word in REAL_GROUPS}
    forbidden |= {"ال" + word for word in forbidden if not word.isascii()}
    for name, text in everything_written(examples).items():
        words = set(re.findall(r"[\w']+", norm(text)))
        assert words & forbidden == set(), name


def test_the_check_for_real_groups_can_fail():
    assert norm("العلوية") in {"ال" + norm(word) for word in REAL_GROUPS}


def test_the_label_of_a_targeted_group_stands_only_in_quotes(examples):
    page = text_of(examples / "evidence/sadaf_post_2025-04-14.html")
    quoted = " ".join(re.findall(r"“[^”]*”", page))
    for label in ("hill people", "valley people"):
        assert page.count(label) == quoted.count(label) > 0


def test_no_place_has_the_name_of_a_real_one(shared_data):
    real = set()
    with (shared_data / "gazetteer_sy.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            names = [
                row["name_en"],
                row["name_ar"],
                row["admin1"],
                row["admin2"],
                *row["alternates"].split("|"),
            ]
            real.update(norm(name) for name in names if name)
    invented = {
        norm(name) for row in table("places")["rows"] for name in (row[2], row[3], *row[4].split("|"))
    }
    assert invented & real == set()


def test_no_person_of_the_example_has_the_full_name_of_a_real_victim(shared_data, examples, truth):
    with (shared_data / "gaza_lists_dev.csv").open(encoding="utf-8", newline="") as file:
        real = {
            norm(name) for row in csv.DictReader(file) for name in (row["name_ar"], row["name_en"]) if name
        }
    invented = {person[key] for person in truth["people"] for key in ("name_ar", "name_en") if person[key]}
    for entry in truth["lists"].values():
        invented |= {row[1] for row in rows_of(examples / "evidence" / entry["file"]).values() if row[1]}
    assert {norm(name) for name in invented} & real == set()


@pytest.mark.parametrize("script", ["ar", "en"])
def test_no_person_named_in_the_documents_is_a_real_victim(shared_data, truth, script):
    with (shared_data / "gaza_lists_dev.csv").open(encoding="utf-8", newline="") as file:
        real = {norm(row[f"name_{script}"]) for row in csv.DictReader(file)}
    named = {victim["name"] for claim in truth["claims"] for victim in claim["victims"] if "name" in victim}
    assert {norm(name) for name in named if " " in name} & real == set()
