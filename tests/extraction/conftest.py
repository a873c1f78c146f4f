"""Where the real material is, when it is there; what needs it is skipped with a line otherwise."""

import os
from pathlib import Path

import pytest

FIXTURES = Path(__file__).parent / "fixtures"


def _shared(name: str) -> Path:
    default = Path(__file__).resolve().parents[3] / "shared"
    path = Path(os.environ.get("SIJIL_SHARED", str(default))) / name
    if not path.is_file():
        pytest.skip(f"{name} is not here: set SIJIL_SHARED to the folder that holds it")
    return path


@pytest.fixture(scope="session")
def article() -> str:
    """The real article of March 2025, about 7,400 characters."""
    return _shared("examples/article.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def gazetteer_file() -> Path:
    """The gazetteer of Syria."""
    return _shared("data/gazetteer_sy.csv")
