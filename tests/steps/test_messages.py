"""Chat exports all the way: a claim cites its message, and no sender's name is in what leaves."""

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Sijil = Callable[..., subprocess.CompletedProcess[str]]

MESSAGES = [
    {"id": 4710, "type": "message", "date_unixtime": "1741342522", "date": "2025-03-07T13:15:22",
     "from": "Karim Exemplar", "from_id": "user5", "photo": "photos/a.jpg",
     "text": "Gunmen killed three civilians in Beit Sal yesterday."},
    {"id": 4711, "type": "message", "date_unixtime": "1741342622", "date": "2025-03-07T13:17:02",
     "from": "Huda Exemplar", "from_id": "user6", "forwarded_from": "Sahel news", "photo": "photos/gone.jpg",
     "text": "They took my brother."},
]  # fmt: skip


@pytest.fixture
def export(tmp_path: Path) -> Path:
    folder = tmp_path / "ChatExport"
    (folder / "photos").mkdir(parents=True)
    (folder / "photos" / "a.jpg").write_bytes(b"\xff\xd8\xff\xe0 not really a picture")
    account = {
        "contacts": {"list": [{"first_name": "Zaynab", "phone_number": "+963944555666"}]},
        "sessions": {"list": [{"last_ip": "203.0.113.77"}]},
        "chats": {"list": [{"name": "Family", "type": "private_group", "id": 1, "messages": MESSAGES}]},
    }
    (folder / "result.json").write_text(json.dumps(account, ensure_ascii=False, indent=1), "utf-8")
    return folder


def test_a_claim_cites_its_message_its_time_and_its_file(sijil: Sijil, export: Path, tmp_path: Path) -> None:
    case = tmp_path / "case"
    assert sijil("run", case, export).returncode == 0
    page = (case / "report/index.html").read_text("utf-8")
    assert '<bdi dir="ltr">4710</bdi>' in page and "2025-03-07 10:15:22 UTC" in page
    assert "photos/a.jpg</bdi></a>" in page and "photos/gone.jpg</bdi> (not in what was received)" in page
    claims = {c["event_type"]: c for c in json.loads((case / "report/claims.json").read_text("utf-8"))}
    assert claims["killing"]["body"]["date"]["earliest"] == "2025-03-06"
    assert "forwarded" in page
    assert sijil("verify", case).returncode == 0 and sijil("verify", case / "report").returncode == 0


def test_no_sender_s_name_and_nothing_sealed_is_in_what_leaves(
    sijil: Sijil, export: Path, tmp_path: Path
) -> None:
    case = tmp_path / "case"
    assert sijil("run", case, export).returncode == 0
    for path in (case / "report").iterdir():
        text = path.read_text("utf-8")
        assert "Exemplar" not in text, path.name
        assert "Family" not in text, path.name
    beyond = [p for p in case.rglob("*") if p.is_file() and "evidence" not in p.parts]
    for secret in (b"963944555666", b"203.0.113.77", b"Zaynab"):
        assert [p.name for p in beyond if secret in p.read_bytes()] == []
    page = (case / "report/index.html").read_text("utf-8")
    assert "sealed away, read by nobody: <bdi>1 contacts; 1 log-ins</bdi>" in page


def test_an_original_with_sealed_data_is_not_handed_over_by_mistake(
    sijil: Sijil, export: Path, tmp_path: Path
) -> None:
    case = tmp_path / "case"
    assert sijil("run", case, export).returncode == 0
    words = ("--to", "x", "--purpose", "y", "--out", tmp_path / "bag")
    done = sijil("handover", case, "ChatExport/result.json", *words)
    assert done.returncode != 0 and "sealed away" in done.stderr and not (tmp_path / "bag").exists()
    refused = sijil("handover", case, "ChatExport/result.json", *words, "--sealed")
    assert refused.returncode != 0 and "consent" in refused.stderr
    keys = re.findall(r"\((\w+)\): nothing recorded", sijil("consents", case).stdout)
    allowed = {"kind": "consent", "decision": "give", "purpose": "internal_analysis", "audience": "named_team",
               "identifiability": "named"}  # fmt: skip
    (tmp_path / "c.jsonl").write_text("\n".join(json.dumps({**allowed, "key": key}) for key in keys), "utf-8")
    assert keys and sijil("judgements", case, "--import", tmp_path / "c.jsonl").returncode == 0
    assert sijil("handover", case, "ChatExport/result.json", *words, "--sealed").returncode == 0


def test_the_same_post_forwarded_twice_is_one_source(sijil: Sijil, tmp_path: Path) -> None:
    case = tmp_path / "case"
    for number, who in enumerate(("Karim Exemplar", "Nour Sample")):
        folder = tmp_path / f"export{number}"
        folder.mkdir()
        post = {**MESSAGES[0], "from": who, "from_id": f"user{number}", "forwarded_from": "Sahel news"}
        chat = {"name": who, "type": "personal_chat", "id": number, "messages": [post]}
        (folder / "result.json").write_text(json.dumps(chat, indent=1), "utf-8")
        assert sijil("run", case, folder).returncode == 0
    claims = json.loads((case / "report/claims.json").read_text("utf-8"))
    assert len(claims) == 2 and len({claim["source"] for claim in claims}) == 1


def page(number: int, sender: str, *texts: str) -> str:
    rows = []
    for n, text in enumerate(texts):
        name = f'<div class="from_name">{sender}</div>' if n == 0 and sender else ""
        joined = "" if name else " joined"
        rows.append(
            f'<div class="message default clearfix{joined}" id="message{number}{n}"><div class="body">'
            f'<div class="pull_right date details" title="07.03.2025 13:00:00 UTC+03:00">13:00</div>{name}'
            f'<div class="text">{text}</div></div></div>'
        )
    return f'<html><body><div class="history">{"".join(rows)}</div></body></html>'


def test_a_sender_is_carried_over_from_the_page_before(sijil: Sijil, tmp_path: Path) -> None:
    folder, case = tmp_path / "ChatExport", tmp_path / "case"
    folder.mkdir()
    (folder / "messages.html").write_text(page(1, "Karim Exemplar", "one", "two"), "utf-8")
    (folder / "messages2.html").write_text(
        page(2, "", "Gunmen killed three civilians in Beit Sal.", "four"), "utf-8"
    )
    (folder / "messages3.html").write_text(page(3, "", "They took my brother."), "utf-8")
    done = sijil("run", case, folder)
    assert done.returncode == 0, done.stdout
    claims = json.loads((case / "report/claims.json").read_text("utf-8"))
    assert len(claims) == 2 and len({claim["source"] for claim in claims}) == 1
    assert all("Karim" not in path.read_text("utf-8") for path in (case / "report").iterdir())
    items = json.loads((case / "report/items.json").read_text("utf-8"))
    assert {item["outcome"] for item in items} == {"read"}
