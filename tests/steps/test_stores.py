"""The whole way on SQLite and on PostgreSQL: the same evidence and judgements give the same bytes."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from sijil.steps.add import add
from sijil.steps.count import count_case
from sijil.steps.extract import extract
from sijil.steps.judgements import export_judgements, import_judgements
from sijil.steps.link import link
from sijil.steps.read import read_new
from sijil.steps.report import report
from sijil.steps.verify import verify_case, verify_report
from sijil.store import pseudonyms
from sijil.store.case import create_case
from sijil.store.database import disconnect

EVIDENCE = {
    "note.txt": "Gunmen killed two farmers in Marsa on 8 March 2025, said Hala Mirsad.\nThey took her brother.\n",
    "قائمة.csv": "الاسم;العمر;الجنس\nعلي حسن مرصاد;٣٦;ذكر\nسلمى خالد مرصاد;٣٠;أنثى\nعلي حسن مرصاد;;\n",
    "names.csv": "Name,Age,Status\nAli Hasan Mirsad,36,killed\nSami Mirsad,5,missing\n",
}


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    disconnect()


def whole_way(folder: Path) -> dict[str, bytes]:
    evidence = folder / "evidence"
    evidence.mkdir()
    for name, text in EVIDENCE.items():
        (evidence / name).write_text(text, "utf-8")
    case = create_case(folder / "case", actor="u-test")
    # Each case makes a secret of its own; pseudonyms are alike only under the same one.
    (case.folder / pseudonyms.FILE).write_text("7a" * 32, "ascii")
    add(case, [str(evidence)], actor="u-test")
    read_new(case, actor="u-test")
    extract(case)
    link(case)
    lines = folder / "judgements.jsonl"
    export_judgements(case, lines)
    decided = [json.loads(line) | {"decision": "accept"} for line in lines.read_text("utf-8").splitlines()]
    decided = [line | ({"decision": "unsure"} if line["kind"] == "pair" else {}) for line in decided]
    lines.write_text("\n".join(json.dumps(line) for line in decided), "utf-8")
    assert import_judgements(case, lines, reviewer="R", made_at="2025-06-01T00:00:00Z").refused == []
    link(case)
    count_case(case)
    report(case)
    assert verify_case(case.folder).problems == []
    assert verify_report(case.report_folder).problems == []
    names = ("figures.json", "claims.json", "records.json", "figures.csv")
    return {name: (case.report_folder / name).read_bytes() for name in names}


def test_the_whole_way_on_sqlite(tmp_path: Path) -> None:
    figures = {f["id"]: f for f in json.loads(whole_way(tmp_path)["figures.json"])["figures"]}
    assert figures["killing/total"]["best"] == 3
    assert figures["missing/total"]["best"] == 1
    assert figures["abduction/total"]["best"] == 1
    assert (figures["unknown/total"]["low"], figures["unknown/total"]["best"]) == (0, 3)


@pytest.mark.postgres
def test_postgresql_gives_the_same_bytes_as_sqlite(
    postgres: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    on_postgresql = whole_way(tmp_path / "one")
    monkeypatch.delenv("SIJIL_DATABASE_URL")
    assert whole_way(tmp_path / "other") == on_postgresql
