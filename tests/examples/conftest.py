"""The example case as committed, and its makers."""

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
# The makers of the example, and the helpers beside these tests.
sys.path[:0] = [str(EXAMPLES), str(Path(__file__).parent)]


@pytest.fixture(scope="session")
def examples() -> Path:
    """The folder of the example case."""
    return EXAMPLES


@pytest.fixture(scope="session")
def truth() -> dict[str, Any]:
    """`truth.json` as committed."""
    return json.loads((EXAMPLES / "truth.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of shared reference data; the test is skipped without it."""
    folder = Path(os.environ.get("SIJIL_SHARED") or ROOT.parent / "shared") / "data"
    if not folder.is_dir():
        pytest.skip("no shared reference data: set SIJIL_SHARED to compare names with it")
    return folder
