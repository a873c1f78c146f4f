"""Rules 18 and 19 on screens: what somebody took back is in no row, no surroundings and no search."""

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sijil.store import database, looking, passages, protection
from sijil.store.case import open_case
from sijil.store.models import Claim
from sijil.store.withheld import BLANK, blanked

TEAM = protection.TEAM
TEXT = (
    "Gunmen entered Beit Sal on 9 April.\n"
    '"They killed my two brothers at the mill," said Rana Example, a resident.\n'
    '"They killed eleven people by the bridge," said Salma Example, a resident.\n'
)
Sijil = Callable[..., subprocess.CompletedProcess[str]]


def sources_of(words: str) -> set[str]:
    rows = Claim.objects.filter(statement__quote__contains=words).exclude(source__kind="document")
    return set(rows.values_list("source__key", flat=True))


@pytest.fixture
def withdrawn(sijil: Sijil, tmp_path: Path) -> Iterator[Path]:
    """A case in which one of two witnesses of one text has taken everything back, and nothing was run since."""
    files, case = tmp_path / "files", tmp_path / "case"
    files.mkdir()
    (files / "news.txt").write_text(TEXT, "utf-8")
    assert sijil("run", case, files).returncode == 0
    open_case(case)
    assert looking.found(TEAM, "mill").items
    (key,) = sources_of("mill")
    database.disconnect()
    line = {"kind": "consent", "key": key, "decision": "withdraw", "withdrawn_on": "2026-01-02"}
    (tmp_path / "w.jsonl").write_text(json.dumps(line), "utf-8")
    assert sijil("judgements", case, "--import", tmp_path / "w.jsonl").returncode == 0
    open_case(case)
    yield case
    database.disconnect()


def test_no_claim_of_a_withdrawn_person_is_shown_or_awaits(withdrawn: Path) -> None:
    assert Claim.objects.filter(statement__quote__contains="mill").exists()
    shown = list(protection.claims(TEAM))
    assert shown and not [row for row in shown if "mill" in row.quote.text]
    waiting, after = set(), ""
    for _ in range(len(shown) + 2):
        after, _ = looking.awaiting(TEAM, after)
        waiting.add(after)
    assert not waiting & set(
        Claim.objects.filter(statement__quote__contains="mill").values_list("key", flat=True)
    )


def test_the_surroundings_of_others_words_are_blanked(withdrawn: Path) -> None:
    rows = [row for row in protection.claims(TEAM) if "bridge" in row.quote.text]
    assert rows
    for row in rows:
        around = row.quote.before + row.quote.after
        assert "mill" not in around and "brothers" not in around
    assert any(BLANK in row.quote.before for row in rows)


def test_the_whole_text_of_an_item_is_blanked_too(withdrawn: Path) -> None:
    texts = [
        text for item in protection.items(TEAM) for text in passages.texts(TEAM, item.sha256, limit=9000)
    ]
    assert texts and any(BLANK in text.text and "bridge" in text.text for text in texts)
    assert not [text for text in texts if "mill" in text.text or "brothers" in text.text]


@pytest.mark.parametrize("words", ["mill", "brothers", "two brothers", "Mill"])
def test_a_search_finds_nothing_by_withdrawn_words(withdrawn: Path, words: str) -> None:
    found = looking.found(TEAM, words)
    assert not found.items and not found.claims and not found.records


@pytest.mark.parametrize("words", ["bridge", "eleven people"])
def test_a_search_finds_what_others_said_in_the_same_text(withdrawn: Path, words: str) -> None:
    found = looking.found(TEAM, words)
    assert found.items and found.claims


def test_a_blanked_text_keeps_its_length_and_offsets() -> None:
    assert blanked("abcdef", [(1, 3), (5, 99)]) == f"a{BLANK * 2}de{BLANK}"
