"""How long looking for claims takes in a chat of 100,000 messages, Arabic and English.

    python benchmarks/messages.py [--messages 100000]

Asked is under 10 minutes on 2 cores. One message in five tells of something: the coded Arabic passages of the
tests, and English sentences of the same kind.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SIJIL = Path(sys.executable).with_name("sijil")
TALK = ["صباح الخير", "وينكن؟", "الطريق مسكر", "شو الاخبار", "ما في شي جديد", "Is the road open?",
        "Please send the list.", "ok", "Where are you now?", "Good morning everyone."]  # fmt: skip
TOLD = [
    "They took my brother from the house at night.",
    "Gunmen killed three civilians in Kafr Dulab yesterday.",
    "At least 20 people were killed in the town, a nurse said.",
    "The shelling has not stopped since Thursday and two houses burned down.",
]


def make_export(path: Path, count: int) -> None:
    """A group's export; the same count gives the same bytes."""
    choose = random.Random(3)
    passages = tomllib.loads((ROOT / "tests/extraction/fixtures/arabic_built.toml").read_text("utf-8"))["p"]
    told = TOLD + [passage["t"] for passage in passages]
    messages = [
        {
            "id": number,
            "type": "message",
            "date_unixtime": str(1744300000 + number * 7),
            "from": f"S{number % 50}",
            "from_id": f"user{number % 50}",
            "text": choose.choice(told if number % 5 == 0 else TALK),
        }
        for number in range(1, count + 1)
    ]
    export = {"name": "x", "type": "private_group", "id": 1, "messages": messages}
    path.write_text(json.dumps(export, ensure_ascii=False, indent=1), "utf-8")


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser()
    options.add_argument("--messages", type=int, default=100_000)
    count = options.parse_args().messages
    with tempfile.TemporaryDirectory(prefix="sijil-messages-") as name:
        export, case = Path(name) / "result.json", Path(name) / "case"
        make_export(export, count)
        quiet = {"check": True, "stdout": subprocess.DEVNULL}
        subprocess.run([SIJIL, "new", case, "--gazetteer", ROOT / "examples/gazetteer.csv"], **quiet)
        subprocess.run([SIJIL, "add", case, export], **quiet)
        began = time.perf_counter()
        subprocess.run([SIJIL, "extract", case], check=True)
        seconds = time.perf_counter() - began
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(
        f"{count:,} messages: {seconds:.0f} s, {count / seconds:,.0f} messages/s (asked: 100,000 in under 600 s), "
        f"largest process {largest} MiB"
    )


if __name__ == "__main__":
    main()
