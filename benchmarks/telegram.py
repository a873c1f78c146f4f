"""How an export of 10,000 to 5,000,000 Telegram messages is read through `sijil add`: rate and memory.

    python benchmarks/telegram.py [--messages 5000000] [--folder DIR]

The export is made first: one chat, Arabic and English, a few of every kind of message. Memory is that of the
whole command, its largest process by itself, as the kernel counts it.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WORDS = [
    "قصف",
    "على",
    "الحي",
    "في",
    "المساء",
    "ولا",
    "نعرف",
    "من",
    "بقي",
    "هناك",
    "the",
    "shelling",
    "began",
    "at",
    "night",
    "and",
    "nobody",
    "answered",
    "the",
    "phone",
]
SIJIL = Path(sys.executable).with_name("sijil")


def make_export(path: Path, count: int) -> None:
    """An export as Telegram Desktop writes it, one message a time; the same count gives the same bytes."""
    choose = random.Random(7)
    with path.open("w", encoding="utf-8") as file:
        file.write('{\n "name": "Channel",\n "type": "public_channel",\n "id": 1234567890,\n "messages": [\n')
        for number in range(1, count + 1):
            message = {
                "id": number,
                "type": "message" if number % 500 else "service",
                "date": "2025-03-07T10:15:22",
                "date_unixtime": str(1741335322 + number * 7),
                "from": f"Sender {number % 300}",
                "from_id": f"user{number % 300}",
                "text": " ".join(choose.choices(WORDS, k=choose.randrange(3, 40))),
            }
            if number % 11 == 0:
                message["photo"] = f"photos/photo_{number}@07-03-2025.jpg"
            if number % 17 == 0:
                message["forwarded_from"] = "Another channel"
            message["text_entities"] = [{"type": "plain", "text": message["text"]}]
            file.write(json.dumps(message, ensure_ascii=False, indent=1))
            file.write(",\n" if number < count else "\n")
        file.write(" ]\n}\n")


def added(case: Path, export: Path) -> tuple[float, float]:
    """Seconds and the largest process's memory in MiB of one `sijil add`."""
    subprocess.run([SIJIL, "new", case], check=True, stdout=subprocess.DEVNULL)
    began = time.perf_counter()
    process = subprocess.Popen([SIJIL, "add", case, export], stdout=subprocess.DEVNULL)
    largest = 0
    while process.poll() is None:
        largest = max(largest, *_memory(process.pid))
        time.sleep(0.2)
    if process.returncode:
        raise SystemExit(f"sijil add ended with {process.returncode}")
    return time.perf_counter() - began, largest / 1024


def _memory(pid: int) -> list[int]:
    """Resident KiB of a process and everything under it."""
    found = [0]
    for one in [pid, *_under(pid)]:
        try:
            status = Path(f"/proc/{one}/status").read_text("ascii")
        except (FileNotFoundError, ProcessLookupError):
            continue
        found += [int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")]
    return found


def _under(pid: int) -> list[int]:
    out = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    parents = {int(a): int(b) for a, b in (line.split() for line in out.splitlines())}
    below = {pid}
    for _ in range(6):
        below |= {one for one, parent in parents.items() if parent in below}
    return sorted(below - {pid})


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser()
    options.add_argument("--messages", type=int, default=5_000_000)
    options.add_argument("--folder", type=Path, default=None)
    asked = options.parse_args()
    counts = [n for n in (10_000, 100_000, 1_000_000) if n < asked.messages] + [asked.messages]
    for count in counts:
        with tempfile.TemporaryDirectory(prefix="sijil-telegram-", dir=asked.folder) as name:
            export = Path(name) / "result.json"
            make_export(export, count)
            size = export.stat().st_size / (1 << 20)
            seconds, largest = added(Path(name) / "case", export)
            print(
                f"{count:,} messages, {size:,.0f} MiB: {seconds:.1f} s, {count / seconds:,.0f} messages/s, "
                f"largest process {largest:.0f} MiB (asked: under 500)",
                flush=True,
            )


if __name__ == "__main__":
    main()
