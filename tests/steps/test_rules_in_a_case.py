"""Rules of the method that need a whole case: quotes, judgements that can be taken back, removal, recomputing."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sijil.errors import NotBuilt, QuoteRejected
from sijil.extraction import ground
from sijil.steps.count import count_case
from sijil.steps.judgements import import_judgements
from sijil.steps.link import link
from sijil.store.captured import captured
from sijil.store.case import Case, open_case
from sijil.store.database import disconnect
from sijil.store.estimated import history_bodies
from sijil.store.models import Claim, Figure, Item, PersonMention, Record, Rendition
from sijil.store.protection import TEAM, View, claims, conclusions, figures, group_labels


@pytest.fixture
def case(case_copy: Path) -> Iterator[Case]:
    yield open_case(case_copy)
    disconnect()


def decide(case: Case, tmp_path: Path, *lines: dict[str, Any]) -> list[str]:
    path = tmp_path / "lines.jsonl"
    path.write_text("\n".join(json.dumps({"reason": "", **line}) for line in lines), "utf-8")
    report = import_judgements(case, path, reviewer="R-9", made_at="2025-07-01T08:00:00Z")
    return [why for _, why in report.refused]


def recounted(case: Case) -> list[dict[str, Any]]:
    link(case)
    count_case(case)
    return [figure.body for figure in Figure.objects.order_by("position")]


def test_rule_1_every_input_of_a_figure_is_a_quote_at_its_offset_in_a_file(case: Case) -> None:
    texts = dict(Rendition.objects.values_list("id", "text"))
    quotes = {c.key: (c.statement.rendition_id, c.statement.start, c.statement.end, c.statement.quote)
              for c in Claim.objects.select_related("statement")}  # fmt: skip
    quotes |= {r.key: (r.rendition_id, r.start, r.end, r.quote) for r in Record.objects.all()}
    items = set(Item.objects.values_list("sha256", flat=True))
    for figure in figures(TEAM):
        for key in (key.split(".")[0] for subject in figure["inputs"] for key in subject):
            if key not in items:
                rendition, start, end, quote = quotes[key]
                assert texts[rendition][start:end] == quote
    with pytest.raises(QuoteRejected):
        ground(next(iter(texts.values())), "words that nobody wrote here")


def two_people() -> tuple[str, str]:
    """Two rows of two lists that are about two people."""
    rows = [(m.record, m.person_id) for m in PersonMention.objects.exclude(record=None).order_by("mention")]
    first, person = rows[0]
    other = next(
        r for r, whose in rows if whose != person and r.source_id != first.source_id and r.sex == first.sex
    )
    return first.key, other.key


def test_rule_3_a_merge_taken_back_restores_every_figure_to_the_byte(case: Case, tmp_path: Path) -> None:
    before = json.dumps(recounted(case), ensure_ascii=False)
    one, other = two_people()
    line = {"kind": "pair", "one": one, "other": other}
    rows = list(Record.objects.order_by("key").values())
    assert decide(case, tmp_path, {**line, "decision": "same"}) == []
    assert json.dumps(recounted(case), ensure_ascii=False) != before
    assert decide(case, tmp_path, {**line, "decision": "different", "made_at": "2025-07-02T08:00:00Z"}) == []
    assert json.dumps(recounted(case), ensure_ascii=False) == before
    assert list(Record.objects.order_by("key").values()) == rows


def test_rule_18_a_purpose_outside_what_was_allowed_is_refused() -> None:
    for view in (View(purpose="publication"), View(audience="public"), View(identifiability="named")):
        with pytest.raises(NotBuilt):
            list(claims(view))
        with pytest.raises(NotBuilt):
            conclusions(view)


def test_rule_19_removing_a_file_flags_the_findings_that_rested_on_it(case: Case) -> None:
    from sijil.store.erasing import erase

    whole = [f for f in conclusions(TEAM).findings if not f.lacks]
    assert whole
    ground_of = Claim.objects.get(key=whole[0].grounds[0])
    erase(ground_of.statement.rendition.item, "consent withdrawn")
    (after,) = [f for f in conclusions(TEAM).findings if f.key == whole[0].key]
    assert ground_of.key in after.lost
    assert "evidence_removed" in after.lacks


def test_rule_20_the_day_of_death_and_the_day_a_list_was_closed_are_two(case: Case) -> None:
    record = Record.objects.exclude(date_earliest=None).order_by("key")[0]
    settings = case.settings.list_settings(record.rendition.item.name)
    assert str(record.date_earliest) != settings["as_of"]
    assert all(str(p) for p in (record.date_earliest, settings["as_of"]))


def test_rule_21_every_figure_carries_its_query_and_rule_version_and_recomputes_to_the_same(
    case: Case,
) -> None:
    stored = figures(TEAM)
    assert all(f["query"] and f["rule_version"] for f in stored)
    assert recounted(case) == [f for f in stored if f["dimension"] != "history"]
    histories = history_bodies(captured(case, group_labels(TEAM), drawing=False))
    assert histories == [f for f in stored if f["dimension"] == "history"]
