"""The published totals of one event as a case: files, accepted claims, stated scopes, and what the report shows.

The figures are those of `tests/counting/published_counts.toml`; each file holds our own one-line statement of what
its page says.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sijil.steps.add import add
from sijil.steps.count import count_case
from sijil.steps.extract import extract
from sijil.steps.judgements import import_judgements
from sijil.steps.link import link
from sijil.steps.read import read_new
from sijil.steps.report import report
from sijil.store.case import Case, create_case, open_case
from sijil.store.database import disconnect
from sijil.store.models import Claim, Source
from sijil.store.protection import TEAM, notes, series

sys.path.insert(0, str(Path(__file__).parents[1] / "counting"))
from published import rows

MADE_AT = "2025-12-01T08:00:00Z"
SCOPE_OF_973 = {
    "area": "coast",
    "population": "civilians",
    "as_of": "2025-03-09..2025-03-10",
    "kind": "cumulative",
}
UNITS = ("people", "testimonies", "suspects")


def key_of(row: dict[str, Any]) -> str:
    return str(row.get("key", row["r"].lower()))


def told() -> list[dict[str, Any]]:
    """The rows whose unit a scope can state."""
    return [row for row in rows() if row.get("unit", "people") in UNITS]


def number_of(row: dict[str, Any]) -> int:
    return int(row.get("number") or row.get("best") or row["low"])


def text_of(row: dict[str, Any]) -> str:
    """What the file of a row holds: who says it, how many of whom, and the parts."""
    least = "at least " if "low" in row else "some " if "best" in row else ""
    parts = "; ".join(f"{p['label']}: {p['best']:,}" for p in [*row.get("parts", []), *row.get("beside", [])])
    whom = row.get("population") or row.get("unit", "people")
    return f"{row['source']} gives {least}{number_of(row):,} {whom} in all. {parts}.\nPage: {row['page']}\n"


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    folder = tmp_path_factory.mktemp("published")
    pages = folder / "pages"
    pages.mkdir()
    documents = []
    for row in told():
        (pages / f"{key_of(row)}.txt").write_text(text_of(row), "utf-8")
        relay = row.get("relay", row["page"].split("/")[0])
        documents.append(f'[documents."{key_of(row)}.txt"]\nsource = "{relay}"\nkind = "newspaper"\n')
    create_case(folder / "case", actor="u-test")
    with (folder / "case" / "case.toml").open("a", encoding="utf-8") as settings:
        settings.write("\n" + "\n".join(documents))
    made = open_case(folder / "case")
    add(made, [str(pages)], actor="u-test")
    read_new(made, actor="u-test")
    lines = [line for row in told() for line in _lines(made, row)]
    path = folder / "lines.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines), "utf-8")
    done = import_judgements(made, path, reviewer="R-1", made_at=MADE_AT)
    assert done.refused == []
    link(made)
    count_case(made)
    yield made
    disconnect()


def _lines(case: Case, row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The claim of a row and its scope, and the same for each part that is a number of its own."""
    text, number = text_of(row), f"{number_of(row):,}"
    whole = {label: row[label] for label in ("parts_add_up",) if label in row}
    parts = [{"label": p["label"], "as_said": f"{p['best']:,}"} for p in row.get("parts", [])]
    more: dict[str, Any] = {"parts": parts} if parts else {}
    more |= {"parts_add_up": True} if row.get("adds_up") else {}
    more |= {"story": row["story"]} if "story" in row else {}
    yield from _count(
        case, row, text.split(". ")[0], number, row.get("population", ""), row.get("words", ""), more | whole
    )
    for part in [*row.get("parts", []), *row.get("beside", [])]:
        if part.get("population"):
            said = f"{part['label']}: {part['best']:,}"
            yield from _count(case, row, said, f"{part['best']:,}", part["population"], "", {})


def _count(
    case: Case,
    row: dict[str, Any],
    quote: str,
    number: str,
    population: str,
    words: str,
    more: dict[str, Any],
) -> Iterator[dict[str, Any]]:
    from sijil.store.judging import key_of_added

    text = text_of(row)
    start = text.index(quote)
    whole = quote == text.split(". ")[0]
    said = f"at least {number}" if "low" in row and whole else number
    at, n = text.index(said, start), text.index(number, start)
    victim = {"description": number, "start": n, "end": n + len(number)}
    victim |= {"count_as_said": said, "count_start": at, "count_end": at + len(said)}
    killed = row.get("unit", "people") == "people"
    claim = {
        "event_type": "killing" if killed else "official_action",
        "polarity": "asserts",
        "hedge": "reported",
        "is_aggregate": True,
        "victims": [victim],
        "source": {
            "type": "organisation",
            "who": row["source"],
            "who_start": 0,
            "who_end": len(row["source"]),
        },
    }
    added = {"kind": "claim", "decision": "add", "reason": "", "item": f"{key_of(row)}.txt"}
    added |= {"quote": quote, "claim": claim}
    key = key_of_added(case, added)
    yield {**added, "key": key}
    scope = {"area": row["area"], "unit": row.get("unit", "people"), "kind": row.get("kind", "cumulative")}
    scope |= {"population": words or population} if words or population else {}
    scope |= {name: row[name] for name in ("evidence", "as_of", "period") if row.get(name)}
    yield {
        "kind": "scope",
        "key": key,
        "decision": "state",
        "reason": "as the page states it",
        "scope": scope,
        **more,
    }


def test_the_report_shows_the_monitors_successive_totals_ending_at_its_latest(case: Case) -> None:
    curve = next(
        s
        for s in series(TEAM)
        if s.source == "SOHR"
        and dict(s.scope) == {"population": "civilians", "area": "coast", "kind": "cumulative"}
    )
    assert [p.value for p in curve.points if p.relay != "t2.txt"] == [
        532,
        745,
        830,
        973,
        1068,
        1225,
        1383,
        1476,
        1676,
    ]
    assert {p.value for p in curve.points if p.standing == "standing"} == {1676}
    assert {s.source for s in series(TEAM)} > {"SOHR", "SNHR", "OHCHR", "Amnesty", "Reuters"}


def test_the_traps_are_found_in_the_case_as_they_are_in_the_table(case: Case) -> None:
    said = {(note.kind, note.numbers) for note in notes(TEAM)}
    assert said >= {
        ("two_meanings", (745,)),
        ("stale_mixture", (973, 125, 231)),
        ("stale_mixture", (973, 148, 250)),
        ("parts_misfit", (1562, 1334, 227, 1561)),
        ("parts_misfit", (1334, 889, 446, 1335)),
        ("parts_misfit", (2161, 1676, 486, 2162)),
        ("transcription", (1426, 1469)),
        ("part_for_whole", (563, 265)),
        ("part_for_whole", (563, 298)),
        ("two_meanings", (1426,)),
        ("two_meanings", (2644,)),
        ("part_outside_population", (1334, 445)),
        ("two_versions", (1662, 1334)),
        ("increment_misfit", (1225, 1068, 132, 1200)),
    }
    slips = [set(numbers) for kind, numbers in said if kind == "transcription"]
    assert {938, 930} in slips and {1479, 1482} in slips and {445, 446} in slips
    assert {kind for kind, _ in said} <= {
        "two_meanings", "stale_mixture", "parts_misfit", "transcription", "part_for_whole", "part_outside_population",
        "two_versions", "increment_misfit",
    }  # fmt: skip
    assert len([kind for kind, _ in said if kind == "parts_misfit"]) == 3


def test_the_page_has_the_chart_with_every_mark_a_link_to_its_claim(case: Case) -> None:
    page = report(case).page.read_text("utf-8")
    chart = page[page.index('<div class="chart"') :]
    for claim in Claim.objects.filter(body__victims__0__count_as_said="1,676"):
        assert f"#claim-{claim.key}" in chart
    assert "1,676" in page


def test_the_seed_articles_973_falls_on_the_monitors_curve(case: Case, shared: Path) -> None:
    article = shared / "examples" / "article.txt"
    if not article.is_file():
        pytest.skip("needs the seed article")
    add(case, [str(article)], actor="u-test")
    read_new(case, actor="u-test")
    extract(case)
    claim = Claim.objects.get(
        is_aggregate=True, victims__count_low=973, statement__rendition__item__name="article.txt"
    )
    lines = [
        {"kind": "claim", "key": claim.key, "decision": "accept", "reason": ""},
        {
            "kind": "scope",
            "key": claim.key,
            "decision": "state",
            "reason": "as it says",
            "scope": SCOPE_OF_973,
        },
    ]
    sohr = Source.objects.filter(name="SOHR").order_by("key")[0]
    lines.append(
        {
            "kind": "source",
            "one": sohr.key,
            "other": claim.source.key,
            "decision": "copy",
            "reason": "one body",
        }
    )
    path = case.folder / "article.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines), "utf-8")
    assert import_judgements(case, path, reviewer="R-1", made_at=MADE_AT).refused == []
    (curve,) = [s for s in series(TEAM) if claim.key in {p.claim for p in s.points}]
    assert [p.value for p in curve.points if p.claim == claim.key] == [973]
    assert {p.value for p in curve.points if p.standing == "standing"} == {1676}
