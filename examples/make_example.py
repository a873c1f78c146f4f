"""Write the example case, or check that what is committed is what would be written.

    python examples/make_example.py            write evidence/, gazetteer.csv, truth.json, reviewer_notes.toml
    python examples/make_example.py --check    change nothing; name each file that differs, exit 1 if any does

Everything in the case is invented. Two runs write the same bytes.
"""

import argparse
import sys
from pathlib import Path

from make import files

HERE = Path(__file__).parent


def differing(folder: Path, made: dict[str, bytes]) -> list[str]:
    """The files of `made` that are missing from `folder` or hold other bytes, and strangers in evidence/."""
    wrong = [name for name, data in made.items() if not _holds(folder / name, data)]
    found = (path for path in (folder / "evidence").rglob("*") if path.is_file())
    present = {path.relative_to(folder).as_posix() for path in found}
    return wrong + sorted(present - made.keys())


def _holds(path: Path, data: bytes) -> bool:
    return path.is_file() and path.read_bytes() == data


def write(folder: Path, made: dict[str, bytes]) -> None:
    """Write every file of `made` under `folder`."""
    for name, data in made.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def main() -> int:
    """Run as a program; the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    if not parser.parse_args().check:
        write(HERE, files())
        return 0
    wrong = differing(HERE, files())
    for name in wrong:
        print(f"{name}: not what make_example.py writes; run it without --check", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
