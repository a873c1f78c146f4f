"""`sijil tool …`: the libraries on plain files, results on standard output, nothing else there."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def test_reading_gives_texts_tables_and_the_outcome(sijil: Any) -> None:
    reading = json.loads(sijil("tool", "read", EXAMPLES / "evidence" / "list_c_hospital_register.csv").stdout)
    text = reading["renditions"][0]["text"]
    row = reading["tables"][0]["rows"][0]
    assert reading["outcome"] == "read"
    assert text[row["start"] : row["end"]].split("\t") == [text[c["start"] : c["end"]] for c in row["cells"]]


def test_extracting_gives_one_claim_a_line_each_exact_in_the_text(sijil: Any) -> None:
    file = EXAMPLES / "evidence" / "sadaf_post_2025-04-14.html"
    text = json.loads(sijil("tool", "read", file).stdout)["renditions"][0]["text"]
    done = sijil("tool", "extract", file, "--gazetteer", EXAMPLES / "gazetteer.csv")
    claims = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(claims) >= 12
    assert all(text[claim["start"] : claim["end"]] == claim["quote"] for claim in claims)


def test_what_was_not_searched_is_said_beside_the_result(sijil: Any, tmp_path: Path) -> None:
    persian = tmp_path / "persian.txt"
    persian.write_text("سه نفر از غیرنظامیان در حمله به روستا کشته شدند و خانه‌ها سوخت", encoding="utf-8")
    done = sijil("tool", "extract", persian)
    assert done.stdout == ""
    assert "no rules for 'und'" in done.stderr


def test_linking_gives_every_row_of_every_list_once(sijil: Any) -> None:
    lists = [
        EXAMPLES / "evidence" / name for name in ("list_b_local_council.xlsx", "list_c_hospital_register.csv")
    ]
    rows = list(csv.DictReader(io.StringIO(sijil("tool", "link", *lists).stdout)))
    assert [row["list"] for row in rows].count("list_b_local_council.xlsx") == 152
    assert [row["list"] for row in rows].count("list_c_hospital_register.csv") == 149
    assert len({row["cluster_id"] for row in rows}) < 301
    assert sijil("tool", "link", *lists).stdout == sijil("tool", "link", *lists).stdout


def test_a_file_that_is_no_list_and_one_without_text_are_one_clear_line(sijil: Any, tmp_path: Path) -> None:
    (tmp_path / "numbers.csv").write_text("a,b\n1,2\n3,4\n", "utf-8")
    (tmp_path / "noise.bin").write_bytes(bytes(range(256)))
    for arguments in (
        ["link", tmp_path / "numbers.csv"],
        ["extract", tmp_path / "noise.bin"],
        ["read", tmp_path / "none"],
    ):
        done = sijil("tool", *arguments)
        assert "Traceback" not in done.stderr
        assert done.returncode == 1 or json.loads(done.stdout)["outcome"] == "refused"


def test_estimating_gives_a_figure_or_its_refusal_and_never_a_number_for_bad_input(
    sijil: Any, tmp_path: Path
) -> None:
    table = tmp_path / "histories.csv"
    rows = "1,0,0,60\n0,1,0,50\n0,0,1,40\n1,1,0,22\n1,0,1,14\n0,1,1,12\n1,1,1,6\n"
    table.write_text(f"A,B,C,count\n{rows}", "utf-8")
    answered = json.loads(sijil("tool", "estimate", table, "--model", "graphs", "--seed", "3").stdout)
    assert answered["estimate"]["people"] > answered["documented"] == 204
    refused = json.loads(sijil("tool", "estimate", table, "--disjoint", "A,B").stdout)
    assert refused["estimate"] is None
    pages = tmp_path / "pages"
    done = sijil("tool", "estimate", table, "--model", "graphs", "--report", pages)
    assert sorted(path.name for path in pages.iterdir()) == ["estimate.json", "index.ar.html", "index.html"]
    assert json.loads((pages / "estimate.json").read_text("utf-8")) == json.loads(done.stdout)
    assert "<svg" in (pages / "index.html").read_text("utf-8")
    table.write_text("A,B,C,count\n1,0,0,-4\n", "utf-8")
    bad = sijil("tool", "estimate", table)
    assert bad.returncode == 1
    assert bad.stdout == ""
    assert "line 2" in bad.stderr


def test_match_names_finds_a_name_in_the_other_script(sijil: Any, tmp_path: Path) -> None:
    (tmp_path / "q.csv").write_text("id,name\nq1,Tarin Koshmr\nq2,unknown\n", "utf-8-sig")
    (tmp_path / "n.csv").write_text("id,name,note\nn1,تارين كوشمر,x\nn2,وديد حلواني,y\n", "utf-8")
    done = sijil("tool", "match-names", tmp_path / "q.csv", tmp_path / "n.csv", "--top", "1")
    assert done.returncode == 0, done.stderr
    header, line = done.stdout.splitlines()
    assert header == "query_id,rank,name_id,score" and line.startswith("q1,1,n1,")


def test_match_names_says_which_column_is_missing(sijil: Any, tmp_path: Path) -> None:
    (tmp_path / "q.csv").write_text("id,nom\nq1,Tarin\n", "utf-8")
    done = sijil("tool", "match-names", tmp_path / "q.csv", tmp_path / "q.csv")
    assert done.returncode == 1 and "no column name" in done.stderr and len(done.stderr.splitlines()) == 1


def test_an_engine_that_is_not_built_is_refused_and_not_replaced(sijil: Any) -> None:
    done = sijil("tool", "link", EXAMPLES / "evidence" / "list_a_volunteers.csv", "--engine", "spark")
    assert done.returncode == 1 and done.stdout == ""
    assert "--engine spark" in done.stderr and "is not built in this version" in done.stderr


def test_a_handful_of_rows_is_linked_without_what_compiles_or_a_database() -> None:
    heavy = ("numba", "splink", "duckdb", "django")
    code = "import sys\nsys.argv = ['sijil', 'tool', 'link', sys.argv[1]]\nfrom sijil.cli import main\n"
    code += f"try: main()\nexcept SystemExit: pass\nprint([m for m in {heavy} if m in sys.modules])"
    rows = EXAMPLES / "evidence" / "list_a_volunteers.csv"
    done = subprocess.run([sys.executable, "-c", code, rows], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("list,record_id,cluster_id,probability\n")
    assert done.stdout.splitlines()[-1] == "[]"
