"""Protected strings in disguise: how many are found in text and in every kind of file, and how many false alarms.

    python benchmarks/leaks.py [--seed N] [--misses] [--show HALF] [--texts-only]

336 invented strings, eight disguises each (`canary/`), in two halves by person. The matcher was built on seeds 1 to 3;
seed 4 and above were only counted. Each string is given to the matcher in one spelling, often not that of the disguise.
Then files: what each format holds must be found again by the audit of a folder that is to leave.
"""

import argparse
import random
import tempfile
import time
from collections import Counter
from pathlib import Path

from canary.disguises import chosen
from canary.files import FORMATS, write_all
from canary.people import Canary, canaries

from sijil.redaction import Matcher
from sijil.redaction.layers import layers

SEED = 1
EACH = 8


def halves(every: list[Canary]) -> dict[str, list[Canary]]:
    """The half built with, and the half held back."""
    return {"built with": every[::2], "held back": every[1::2]}


def missed(some: list[Canary], matcher: Matcher, misses: bool) -> tuple[int, Counter[str], Counter[str]]:
    """How many variants there are, and those not found, by kind and by disguise."""
    total, kinds, ways = 0, Counter[str](), Counter[str]()
    for canary in some:
        for way, text in chosen(canary, SEED, EACH):
            total += 1
            found = {hit.key for _, inner in layers(text) for hit in matcher.find(inner)}
            if canary.protected.key not in found:
                kinds[canary.protected.kind] += 1
                ways[way] += 1
                if misses:
                    print(f"   missed: {canary.protected.written!r} as {way}: {text!r}")
    return total, kinds, ways


def false_alarms(matcher: Matcher, misses: bool) -> tuple[int, int]:
    """Words of texts in which none of the strings stands, and hits in them: the example case's own texts."""
    from sijil.readers import Fence

    words = hits = 0
    folder = Path(__file__).parent.parent / "examples" / "evidence"
    with Fence() as fence:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            for rendition in fence.read(path, name=path.name).renditions:
                words += len(rendition.text.split())
                found = matcher.find(rendition.text)
                hits += len(found)
                if misses:
                    print(*{(hit.key, rendition.text[hit.start : hit.end]) for hit in found})
    return words, hits


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="print what was missed in the half built with")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--show", default="built with", help="the half whose misses are told in detail")
    parser.add_argument("--texts-only", action="store_true")
    options = parser.parse_args()
    every = canaries(options.seed)
    matcher = Matcher([one.protected for one in every])
    print(f"{len(every)} strings")
    for half, some in halves(every).items():
        total, kinds, ways = missed(some, matcher, options.misses and half == options.show)
        shown = dict(ways) if half == options.show else ""
        print(f"{half}: {total} variants, missed {sum(kinds.values())}   {dict(kinds)} {shown}")
    words, hits = false_alarms(matcher, options.misses)
    print(f"false alarms: {hits} in {words:,} words of texts in which none stands")
    text = "\n".join(text for one in every for _, text in chosen(one, SEED, EACH)) * 20
    started = time.process_time()
    matcher.find(text)
    print(
        f"speed: {len(text) / (time.process_time() - started) / 1e6:.2f} million characters a second, full of hits"
    )
    if not options.texts_only:
        files(every, matcher, options)


def files(every: list[Canary], matcher: Matcher, options: argparse.Namespace) -> None:
    """Each format: strings put in, strings the audit does not find."""
    from sijil.redaction import attack

    for name in FORMATS:
        with tempfile.TemporaryDirectory() as folder:
            put = write_all(name, every, Path(folder), random.Random(SEED))
            started = time.monotonic()
            audit = attack(Path(folder), matcher)
            found = {leak.key for leak in audit.leaks}
            lost = sorted(put.keys() - found)
            if options.misses:
                for key in lost:
                    print(f"   missed: {key}: {put[key]!r}")
            print(
                f"{name}: {len(put)} put in, {len(lost)} not found, {time.monotonic() - started:.1f} s",
                lost[:8],
                audit.unseen[:2],
            )


if __name__ == "__main__":
    main()
