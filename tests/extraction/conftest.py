"""The real article and gazetteer, when they are there, and the helpers beside these tests."""

import sys
from pathlib import Path

import pytest
from hypothesis import settings

# The answer tables' scorer and the walk over a claim's JSON.
sys.path.insert(0, str(Path(__file__).parent))

# A deadline is a timed assertion: machines differ.
settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")


@pytest.fixture(scope="session")
def article(shared: Path) -> str:
    """The real article of March 2025, about 7,400 characters."""
    return (shared / "examples" / "article.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def gazetteer_file(shared: Path) -> Path:
    """The gazetteer of Syria."""
    return shared / "data" / "gazetteer_sy.csv"
