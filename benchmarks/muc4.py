"""MUC-4 by the two published scores, on the development part: the product's tagger trained on the training part.

The data are not part of the repository (research use): `gtt_train.jsonl` and `gtt_dev.jsonl` of xinyadu/gtt, folder
`data/muc`. The test part is not read. Nothing that is trained here ships. Takes about ten minutes.

    python benchmarks/muc4.py DATA_DIR      (or SIJIL_MUC4 names the folder)
"""

import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from muc.finding import entities, judge, templates
from muc.scoring import Tally, ceaf_ree, template_scores, total
from muc.texts import texts


def show(title: str, tallies: dict[str, Tally]) -> None:
    """A line for each role, and one for all."""
    print(f"\n{title:28}{'P':>8}{'R':>8}{'F1':>8}")
    for name, tally in [*tallies.items(), ("all", total(tallies))]:
        print(f"  {name:26}{tally.precision:8.4f}{tally.recall:8.4f}{tally.f1:8.4f}")


def main() -> None:
    """Train, score, print."""
    given = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("SIJIL_MUC4", "")
    folder = Path(given) if given else None
    if folder is None or not (folder / "gtt_dev.jsonl").is_file():
        print(f"skipped: no MUC-4 in {given or 'DATA_DIR'}; {__doc__}")
        return
    start = time.perf_counter()
    train, dev = texts(folder / "gtt_train.jsonl"), texts(folder / "gtt_dev.jsonl")
    settings, judged = judge(train, dev)
    found = {name: entities(some, settings.entity) for name, (some, _) in judged.items()}
    show("CEAF-REE", ceaf_ree(found, {text.name: text.extract for text in dev}))
    filled = {name: templates(some, kinds, settings) for name, (some, kinds) in judged.items()}
    show("template F1", template_scores(filled, {text.name: text.templates for text in dev}))
    print(
        f"\n{len(train)} texts to learn from, {len(dev)} scored; {settings}; {time.perf_counter() - start:.0f} s"
    )


if __name__ == "__main__":
    main()
