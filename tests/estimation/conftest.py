"""Invented tables of capture histories, and the shared ones where they are there."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def published() -> Path:
    """The folder of published tables; the test is skipped without it."""
    folder = Path(os.environ.get("SIJIL_SHARED") or ROOT.parent / "shared") / "data" / "mse"
    if not folder.is_dir():
        pytest.skip("no published tables: set SIJIL_SHARED to reproduce published estimates")
    return folder
