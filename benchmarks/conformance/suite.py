"""What the conformance checks share: where a public suite lies, and the tally of it."""

import os
import sys
from dataclasses import dataclass, field
from pathlib import Path


def folder(name: str, address: str) -> Path:
    """The checkout of a suite: the first argument, or NAME in the folder that SIJIL_SUITES names.

    Says how to get it and ends, without failing, when it is not there.
    """
    given = sys.argv[1] if len(sys.argv) > 1 else Path(os.environ.get("SIJIL_SUITES", "suites"), name)
    path = Path(given)
    if not path.is_dir():
        print(f"{name}: not here ({path}). Get it with: git clone https://{address} {path}")
        print("It stays outside this repository; SIJIL_SUITES names the folder that holds such checkouts.")
        sys.exit(0)
    return path


@dataclass
class Tally:
    """Passed and failed cases of one suite."""

    name: str
    passed: int = 0
    failed: list[str] = field(default_factory=list)

    def note(self, case: str, good: bool, why: str = "") -> None:
        """Count a case; one that failed is kept with its reason."""
        if good:
            self.passed += 1
        else:
            self.failed.append(f"{case}: {why}" if why else case)

    def show(self) -> None:
        """Print the tally, and each case that failed."""
        print(f"{self.name}: {self.passed} passed, {len(self.failed)} failed", flush=True)
        for case in self.failed:
            print(f"  FAILED {case}")
