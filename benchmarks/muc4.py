"""MUC-4 by the two published scores, on the development part: the product's tagger trained on the training part.

The data are not part of the repository (research use): `gtt_train.jsonl` and `gtt_dev.jsonl` of xinyadu/gtt, folder
`data/muc`. The test part is not read. Nothing that is trained here ships. Takes about ten minutes.

    python benchmarks/muc4.py DATA_DIR      (or SIJIL_MUC4 names the folder)
"""

import json
import os
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from muc.filling import Filler
from muc.finding import entities, judge, templates
from muc.keys import read_keys
from muc.scoring import Tally, Template, ceaf_ree, template_scores, total
from muc.slots import Response, slot_scores
from muc.texts import Text, texts


def show(title: str, tallies: dict[str, Tally]) -> None:
    """A line for each role, and one for all."""
    print(f"\n{title:28}{'P':>8}{'R':>8}{'F1':>8}")
    for name, tally in [*tallies.items(), ("all", total(tallies))]:
        print(f"  {name:26}{tally.precision:8.4f}{tally.recall:8.4f}{tally.f1:8.4f}")


def show_slots(
    folder: Path, train: Sequence[Text], dev: Sequence[Text], filled: Mapping[str, Sequence[Template]]
) -> None:
    """Number, effect, date and location of the full keys, for the templates found and for those of the key."""
    raw = folder / "raw"
    taught = read_keys(sorted((raw / "dev").glob("key*")))
    keys = read_keys([raw / "tst1" / "key-tst1.v7", raw / "tst2" / "key-tst2.v4"])
    filler = Filler(train, taught, datelines(folder), folder / "taskdoc")
    for title, templates_of in (
        ("full keys, templates found", filled),
        ("full keys, templates given", {text.name: text.templates for text in dev}),
    ):
        found = {text.name: responses(filler, text, templates_of[text.name]) for text in dev}
        print(f"\n{title:28}{'F1':>8}")
        for slot, marks in slot_scores(found, keys).items():
            print(f"  {slot:26}{marks.f1:8.4f}")


def responses(filler: Filler, text: Text, templates: Sequence[Template]) -> list[Response]:
    """The templates filled, with the victims that the rules find beside those of the tagger."""
    return [filler.fill(text, one, [t for t in templates if t is not one]) for one in templates]


def datelines(folder: Path) -> dict[str, str]:
    """The dateline of each text."""
    found = {}
    for name in ("doc_train.jsonl", "doc_dev.jsonl"):
        for line in (folder / name).read_text("utf-8").splitlines():
            told = json.loads(line)
            found[told["docid"]] = told.get("dateline") or ""
    return found


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
    show_slots(folder, train, dev, filled)
    print(
        f"\n{len(train)} texts to learn from, {len(dev)} scored; {settings}; {time.perf_counter() - start:.0f} s"
    )


if __name__ == "__main__":
    main()
