"""Claims in a text that a machine made: the page says that it is a draft, and nothing in it is accepted from there."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sijil.store.database import disconnect
from sijil.store.models import Claim, Judgement

sys.path.insert(0, str(Path(__file__).parents[1] / "readers"))
from print_specimens import ENGLISH, needs_tesseract, page

pytestmark = needs_tesseract
Sijil = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def case_copy(sijil: Sijil, tmp_path: Path) -> Iterator[Path]:
    """A case of one printed page, read by machine and confirmed by nobody."""
    (tmp_path / "scan.pdf").write_bytes(page(ENGLISH, dpi=200, form="PDF"))
    assert sijil("new", tmp_path / "case").returncode == 0
    assert sijil("run", tmp_path / "case", tmp_path / "scan.pdf").returncode == 0
    yield tmp_path / "case"
    disconnect()


def test_a_claim_in_an_unconfirmed_draft_cannot_be_accepted_and_can_be_rejected(reviewer: Any) -> None:
    _, _, headers = reviewer.ask("/review")
    path = headers["location"]
    _, text, _ = reviewer.ask(path)
    assert (
        "sijil confirm CASE" in text and 'value="accept" data-key="a" aria-keyshortcuts="a" disabled' in text
    )
    form = reviewer.form(path)
    status, text, _ = reviewer.ask(path, form | {"decision": "accept"})
    assert status == 409 and "unconfirmed draft" in text
    assert Judgement.objects.count() == 0
    assert reviewer.ask(path, form | {"decision": "reject", "reason": "misread"})[0] == 302


def test_once_the_draft_is_confirmed_the_claim_is_accepted(
    sijil: Sijil, case_copy: Path, reviewer: Any
) -> None:
    assert sijil("confirm", case_copy, "scan.pdf", "--reviewer", "u-reader").returncode == 0
    path = reviewer.ask("/review")[2]["location"]
    assert reviewer.ask(path, reviewer.form(path) | {"decision": "accept"})[0] == 302
    assert Claim.objects.get(key=path.removeprefix("/review/")).state == "accepted"
