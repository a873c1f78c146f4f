"""Every file of two public suites ends in a stated outcome, with the reading process alive: ingest-file, mail-parser.

    python benchmarks/conformance/files.py      (SIJIL_SUITES names the folder with both checkouts)

Many of ingest-file's specimens are broken or locked on purpose; what counts is that each is read, kept or refused with
its reason within the limits, and that no reading takes the parent with it.
"""

import tempfile
from collections import Counter
from pathlib import Path

from suite import Tally, folder

from sijil.readers import Fence


def outcomes(name: str, home: Path) -> None:
    """Read every file of a folder; print how they ended."""
    tally, ended = Tally(name), Counter[str]()
    with Fence() as fence, tempfile.TemporaryDirectory(prefix="sijil-spool-") as spool:
        for path in sorted(p for p in home.rglob("*") if p.is_file() and p.suffix != ".py"):
            found = fence.read(path, name=path.name, spool=spool)
            stated = found.outcome == "read" or bool(found.reason)
            hidden = "crashed" in found.reason or "without an answer" in found.reason
            tally.note(f"{path.name} ({found.outcome})", stated and not hidden, found.reason)
            ended[found.outcome] += 1
    print(f"{name}: " + ", ".join(f"{number} {outcome}" for outcome, number in sorted(ended.items())))
    tally.show()


def main() -> None:
    """Both suites."""
    outcomes("mail-parser", folder("mail-parser", "github.com/SpamScope/mail-parser") / "tests" / "mails")
    outcomes("ingest-file", folder("ingest-file", "github.com/alephdata/ingest-file") / "tests" / "fixtures")


if __name__ == "__main__":
    main()
