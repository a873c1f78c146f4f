"""How long `make demo` takes in a fresh clone: cold, with the download of every package, and warm.

    python benchmarks/demo.py

Clones the repository as it is committed into a temporary folder, with empty caches of packages there, and runs
`make demo` twice. Needs the package index that `pip` is set up for.
"""

import os
import subprocess
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ASKED = {"cold": 300, "warm": 60}


def demo(clone: Path, caches: Path) -> float:
    """Seconds of one `make demo`. Raises when it fails."""
    surroundings = os.environ | {"UV_CACHE_DIR": str(caches / "uv"), "PIP_CACHE_DIR": str(caches / "pip")}
    began = time.perf_counter()
    subprocess.run(
        ["make", "-C", str(clone), "demo"], check=True, stdout=subprocess.DEVNULL, env=surroundings
    )
    return time.perf_counter() - began


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="sijil-demo-") as name:
        clone = Path(name) / "sijil"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        for state, asked in ASKED.items():
            print(
                f"make demo, {state}: {demo(clone, Path(name) / 'caches'):.0f} s (asked: under {asked} s)",
                flush=True,
            )


if __name__ == "__main__":
    main()
