"""Turns the reviewer's notes into recorded judgements on what this version proposes: `judgements.jsonl`.

The notes name claims by file and quote and rows by list and number; judgements name them by keys, which
come from content. `--check` fails when the file is stale. Needs the example case's files beside it.
"""

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from make.judging import record_judgements

HERE = Path(__file__).resolve().parent
TARGET = HERE / "judgements.jsonl"


def main() -> int:
    """Write the judgements, or compare them with what is committed."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = record_judgements(HERE, Path(folder) / "case")
    if "--check" in sys.argv:
        stale = not TARGET.is_file() or TARGET.read_text("utf-8") != fresh
        if stale:
            print("examples/judgements.jsonl is stale: run examples/make_judgements.py", file=sys.stderr)
        return int(stale)
    TARGET.write_text(fresh, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
