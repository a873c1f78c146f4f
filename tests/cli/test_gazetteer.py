"""`sijil gazetteer add`, through the door."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

Sijil = Callable[..., subprocess.CompletedProcess[str]]

SHEET = (
    "ADM1_EN,ADM1_AR,ADM1_PCODE,ADM4_EN,ADM4_AR,ADM4_PCODE,LAT,LONG\n"
    "Marsa,مرسى,XX01,Talnur,تل نور,C1,35.4,36.1\n"
    "Marsa,مرسى,XX01,Beit Sal,بيت سال,C2,35.5,36.2\n"
)


def test_a_gazetteer_is_added_and_resolves_a_place_that_was_open(sijil: Sijil, tmp_path: Path) -> None:
    case, article = tmp_path / "case", tmp_path / "article.txt"
    article.write_text("Gunmen killed three civilians in Beit Sal on 7 March 2025.\n", "utf-8")
    sheet = tmp_path / "places of marsa.csv"
    sheet.write_text(SHEET, "utf-8")
    assert sijil("run", case, article).returncode == 0
    before = (case / "case.toml").read_text("utf-8")
    added = sijil("gazetteer", "add", case, sheet)
    assert added.returncode == 0, added.stderr
    assert "places_of_marsa.csv" in added.stdout and "UN OCHA" in added.stdout
    settings = (case / "case.toml").read_text("utf-8")
    assert "gazetteers/places_of_marsa.csv" in settings
    assert settings == before.replace("gazetteers = []", 'gazetteers = ["gazetteers/places_of_marsa.csv"]')
    assert sijil("run", case).returncode == 0
    claims = (case / "report" / "claims.json").read_text("utf-8")
    assert "pcode:C2" in claims
    assert sijil("verify", case).returncode == 0
    assert sijil("gazetteer", "add", case, sheet).returncode == 0
    assert (case / "case.toml").read_text("utf-8") == settings


def test_a_gazetteer_of_no_known_form_changes_nothing(sijil: Sijil, tmp_path: Path) -> None:
    case, sheet = tmp_path / "case", tmp_path / "places.csv"
    sheet.write_text("place,where\nBeit Sal,far\n", "utf-8")
    assert sijil("new", case).returncode == 0
    before = (case / "case.toml").read_bytes()
    refused = sijil("gazetteer", "add", case, sheet)
    assert refused.returncode != 0
    assert "no form that Sijil knows" in refused.stderr and "places.csv" in refused.stderr
    assert (case / "case.toml").read_bytes() == before
    assert not (case / "gazetteers").exists()


def test_an_accepted_claim_takes_the_new_places_and_stays_accepted(sijil: Sijil, tmp_path: Path) -> None:
    case, article = tmp_path / "case", tmp_path / "article.txt"
    article.write_text("Gunmen killed three civilians in Beit Sal on 7 March 2025.\n", "utf-8")
    assert sijil("run", case, article).returncode == 0
    lines = tmp_path / "judgements.jsonl"
    assert sijil("judgements", case, "--export", lines).returncode == 0
    awaiting = [json.loads(line) for line in lines.read_text("utf-8").splitlines()]
    decided = [json.dumps({**line, "decision": "accept", "reason": "read"}) for line in awaiting]
    lines.write_text("\n".join(decided) + "\n", "utf-8")
    assert sijil("judgements", case, "--import", lines).returncode == 0
    sheet = tmp_path / "marsa.csv"
    sheet.write_text(SHEET, "utf-8")
    assert sijil("gazetteer", "add", case, sheet).returncode == 0
    assert sijil("run", case).returncode == 0
    (claim,) = json.loads((case / "report" / "claims.json").read_text("utf-8"))
    assert claim["state"] == "accepted"
    assert [c["place_id"] for c in claim["body"]["places"][0]["candidates"]] == ["pcode:C2"]
    assert claim["admin1"] == "Marsa"
    assert sijil("verify", case).returncode == 0
