"""How long looking for claims takes in one very large text, and in how much memory; every quote is compared.

    python benchmarks/large_text.py [--megabytes 50]

Six texts, each in a process of its own: English and Arabic prose with one of the invented articles of the tests in
every twenty pieces, the articles alone (so that nearly every sentence makes claims), a language without rules, letters
as a scanner garbles them, and one sentence that never ends. The first is taken through a case as well. No peer.
"""

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

from sijil.extraction import extract
from sijil.text import language

ROOT = Path(__file__).resolve().parents[1]
SIJIL = Path(sys.executable).with_name("sijil")
ARTICLES = ROOT / "tests/extraction/fixtures/articles"
KINDS = ("english", "arabic", "dense", "turkish", "garbled", "endless")
WHOLE = ("english", "arabic")
SHARE = 20
TALK = {
    "english": "The road to the coast was repaired in the spring. Traders came back, and the price of bread fell. "
    "A council of nine members meets on Mondays and keeps the minutes in a green book that anyone may read.",
    "arabic": "أصلح العمال الطريق إلى الساحل في الربيع. وعاد التجار وانخفض سعر الخبز. ويجتمع المجلس المحلي المؤلف "
    "من تسعة أعضاء كل يوم اثنين ويحفظ محاضره في دفتر أخضر يمكن لأي شخص أن يقرأه.",
    "turkish": "Dün gece iki köy yakıldı ve üç kişi öldürüldü. Kaymakam olayla ilgili soruşturma başlatıldığını "
    "açıkladı.",
}


def pieces(kind: str) -> Iterator[str]:
    """Paragraphs without end; the same for each run."""
    choose = random.Random(5)
    texts = [path.read_text("utf-8") for path in sorted(ARTICLES.glob("*.txt"))]
    own = [text for text in texts if kind == "dense" or language(text) == kind[:2]]
    told = cycle(own or texts)
    number = 0
    while True:
        number += 1
        if kind == "dense" or (kind in WHOLE and number % SHARE == 0):
            yield next(told)
        elif kind == "garbled":
            yield garbled(next(told), choose)
        elif kind == "endless":
            yield " ".join(next(told).translate(str.maketrans("", "", ".!?؟\n")).split())
        else:
            yield f"{number}. {TALK[kind]}"


def garbled(text: str, choose: random.Random) -> str:
    """One letter in twelve is another, one blank in eight is gone or doubled."""
    letters = sorted({char for char in text if char.isalpha()})
    return "".join(
        choose.choice(letters)
        if char.isalpha() and choose.random() < 1 / 12
        else choose.choice(("", "  "))
        if char == " " and choose.random() < 1 / 8
        else char
        for char in text
    )


def make_text(kind: str, megabytes: float) -> str:
    """Paragraphs up to a size in UTF-8; for `endless` all on one line."""
    parts, size = [], 0
    for piece in pieces(kind):
        if size >= megabytes * 1_000_000:
            break
        parts.append(piece)
        size += len(piece.encode())
    return (" " if kind == "endless" else "\n\n").join(parts)


def measure(kind: str, megabytes: float) -> str:
    """A row: what it takes and gives. Raises AssertionError for a quote that is not in its place."""
    text = make_text(kind, megabytes)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    began = time.process_time()
    claims = extract(text)
    seconds = time.process_time() - began
    for claim in claims:
        for piece in claim.spans():
            assert text[piece.start : piece.end] == piece.words, piece
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return f"| {kind} | {megabytes:g} | {seconds:.0f} | {len(claims):,} | {before:.0f} | {peak:.0f} |"


def through_a_case(megabytes: float) -> str:
    """The English text as a file of a case: seconds of `sijil extract`, and the memory of its largest process."""
    with tempfile.TemporaryDirectory(prefix="sijil-large-") as name:
        file, case = Path(name) / "large.txt", Path(name) / "case"
        file.write_text(make_text("english", megabytes), "utf-8")
        quiet = {"check": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run([SIJIL, "new", case], **quiet)
        subprocess.run([SIJIL, "add", case, file], **quiet)
        adding = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        began = time.perf_counter()
        subprocess.run([SIJIL, "extract", case], **quiet)
        seconds = time.perf_counter() - began
        largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    told = f"through a case, {megabytes:g} MB: {seconds:.0f} s"
    return f"{told}; the largest process {adding:.0f} MiB up to `sijil add`, {largest:.0f} MiB with `sijil extract`"


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser()
    options.add_argument("--megabytes", type=float, default=50)
    options.add_argument("--kind", choices=(*KINDS, "case"))
    given = options.parse_args()
    if given.kind:
        row = (
            through_a_case(given.megabytes) if given.kind == "case" else measure(given.kind, given.megabytes)
        )
        print(row)
        return
    print(
        "| text | MB | s of processor | claims | MiB with the text | MiB at most |\n|---|---|---|---|---|---|"
    )
    for kind in (*KINDS, "case"):
        size = given.megabytes if kind in (*WHOLE, "case") else given.megabytes / 10
        subprocess.run([sys.executable, __file__, "--kind", kind, "--megabytes", str(size)], check=True)


if __name__ == "__main__":
    main()
