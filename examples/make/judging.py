"""A reviewer's notes applied to a case: which proposals they accept, correct or reject, and what was missed."""

import json
import shutil
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

REVIEWER = "R-1"
STARTED = datetime(2025, 6, 2, 8, 0, tzinfo=UTC)
Line = dict[str, Any]


def record_judgements(examples: Path, folder: Path) -> str:
    """Make the case in `folder`, and give the judgements of the notes on it as JSON Lines."""
    from sijil.steps.run import run_all
    from sijil.store.case import create_case, open_case
    from sijil.store.database import disconnect

    create_case(folder, actor="u-example")
    for name in ("case.toml", "gazetteer.csv", "pseudonyms.key"):
        shutil.copyfile(examples / name, folder / name)
    case = open_case(folder)
    try:
        run_all(case, [str(examples / "evidence")], actor="u-example", passwords=(), progress=_quietly)
        lines = list(Reviewer(examples, case).lines())
    finally:
        disconnect()
    stamped = (_stamped(line, number) for number, line in enumerate(lines))
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in stamped)


def _quietly(what: str) -> Any:
    from contextlib import nullcontext

    from sijil.steps.progress import silent

    return nullcontext(silent)


def _stamped(line: Line, number: int) -> Line:
    made_at = (STARTED + timedelta(minutes=2 * number)).strftime("%Y-%m-%dT%H:%M:%SZ")
    return line | {"reviewer": line.get("reviewer", REVIEWER), "made_at": made_at}


class Reviewer:
    """Reads the notes and the truth, and decides on every proposal of the case."""

    def __init__(self, examples: Path, case: Any) -> None:
        from make.matching import Matcher

        self.truth = json.loads((examples / "truth.json").read_text("utf-8"))
        self.notes = tomllib.loads((examples / "reviewer_notes.toml").read_text("utf-8"))
        self.case = case
        self.matcher = Matcher(case)
        self.claim_keys: dict[str, str] = {}

    def lines(self) -> Iterator[Line]:
        """Claims first, then claims of one event, then victims and rows that are one person, then conclusions."""
        from make.concluding import Concluding
        from make.filming import pairs_of_films
        from make.pairing import pairs_of_claims, pairs_of_rows, pairs_of_victims

        for line in self._claims():
            self._apply(line)
            yield line
        yield from pairs_of_claims(self.truth, self.claim_keys)
        yield from pairs_of_victims(self.truth, self.claim_keys)
        yield from pairs_of_rows(self.truth, self.notes)
        for line in pairs_of_films():
            self._apply(line)
            yield line
        for line in Concluding(self.case, self.matcher).lines():
            self._apply(line)
            yield line

    def _apply(self, line: Line) -> None:
        """Later lines speak of victims as they are after the decisions on claims."""
        from sijil.store.judging import parse, record

        decision = parse(json.dumps(line), reviewer=REVIEWER, made_at="2025-06-02T08:00:00Z")
        assert decision is not None
        record(self.case, decision)

    def _claims(self) -> Iterator[Line]:
        truth = {claim["id"]: claim for claim in self.truth["claims"]}
        decided: set[str] = set()
        for note in self.notes["claims"]:
            if "claim" in note:
                line = self.matcher.decide(note, truth[note["claim"]], decided)
                self.claim_keys[note["claim"]] = line["key"]
                decided.add(line["key"])
                yield line
        yield from self._rejections(decided)

    def _rejections(self, decided: set[str]) -> Iterator[Line]:
        reasons: dict[str, list[Any]] = defaultdict(list)
        for note in self.notes["claims"]:
            reasons[note["file"]].append(note)
        for claim in self.matcher.proposals():
            # What chats tell awaits review, as it does in a case in which chats have just come in.
            if claim.key not in decided and not claim.statement.rendition.parts.exists():
                yield self.matcher.rejection(claim, reasons)
