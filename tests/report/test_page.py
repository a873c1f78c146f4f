"""The page: every number a link, every quote exact, every word in both languages, nothing foreign."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sijil.report.charts import Bar, bars_by_date, bars_by_place
from sijil.report.check import Page
from sijil.report.page import victim_text
from sijil.report.rows import quote_tag, verbatim
from sijil.report.words import LANGUAGES, Words, table
from sijil.store.shown import QuoteRow

PAGES = ("index.html", "index.ar.html")


@pytest.fixture(scope="module", params=PAGES)
def page(request: pytest.FixtureRequest, example_case: Path) -> tuple[str, Page]:
    text = (example_case / "report" / request.param).read_text("utf-8")
    return text, Page.parse(text)


def test_every_number_of_a_figure_leads_to_an_anchor_of_the_page(page: tuple[str, Page]) -> None:
    _, parsed = page
    assert len(parsed.figures) > 300
    assert all(figure.href.removeprefix("#") in parsed.anchors for figure in parsed.figures)


def test_every_figure_of_the_data_is_on_the_page_with_its_bounds(
    page: tuple[str, Page], example_case: Path
) -> None:
    _, parsed = page
    shown = {(f.figure, f.bound): f.text.replace(",", "") for f in parsed.figures}
    for figure in json.loads((example_case / "report" / "figures.json").read_text("utf-8"))["figures"]:
        assert shown[figure["id"], "best"] == str(figure["best"])
        if figure["dimension"] not in ("case", "history"):
            assert shown[figure["id"], "low"] == str(figure["low"])
            high = figure["high"]
            assert shown[figure["id"], "high"] == str(high) if high is not None else True


def test_every_link_inside_the_page_has_its_anchor(page: tuple[str, Page]) -> None:
    text, parsed = page
    assert {href for href in re.findall(r'href="#([^"]+)"', text)} <= parsed.anchors


def test_nothing_on_the_page_is_foreign_or_runs(page: tuple[str, Page]) -> None:
    text, _ = page
    assert "<script" not in text
    assert not re.findall(r'(?:src|href)="(?!#|data:image/jpeg;base64,)[^"]*"', text)
    assert "default-src 'none'" in text
    assert " style=" not in re.sub(r"<style>.*?</style>", "", text, flags=re.S)


def test_quotes_stand_on_the_page_as_they_stand_in_the_data(
    page: tuple[str, Page], example_case: Path
) -> None:
    _, parsed = page
    rows = [
        row
        for name in ("claims.json", "records.json")
        for row in json.loads((example_case / "report" / name).read_text("utf-8"))
    ]
    said = {(row["item_sha256"], row["start"], row["end"], row["quote"]) for row in rows}
    assert {(q.sha256, q.start, q.end, q.text) for q in parsed.quotes} == said


def test_each_item_shows_its_hash_and_custody_entries(page: tuple[str, Page], example_case: Path) -> None:
    text, _ = page
    for line in (example_case / "custody" / "log.jsonl").read_text("utf-8").splitlines():
        entry = json.loads(line)
        if "sha256" in entry:
            assert entry["sha256"] in text
            assert entry["time"] in text


def test_people_who_speak_stand_under_a_pseudonym_where_they_are_named_as_sources(example_case: Path) -> None:
    rows = json.loads((example_case / "report" / "claims.json").read_text("utf-8"))
    witnesses = [row for row in rows if row["source_kind"] in ("witness", "hearsay", "interview")]
    assert witnesses
    for row in witnesses:
        assert re.fullmatch(r"(Witness|Hearsay|Interview) [0-9A-F]{6}", row["source"])
        assert set(row["body"]["source"]) == {"type", "who", "chain"}


def test_rule_16_no_page_calls_anything_just_confirmed() -> None:
    words = [word for section in table().values() for entry in section.values() for word in entry.values()]
    assert not [word for word in words if "confirmed" in word.lower() or "مؤكد" in word.split()]


@pytest.mark.parametrize(
    ("language", "number", "word"),
    [
        ("en", 0, "claims"),
        ("en", 1, "claim"),
        ("en", 21, "claims"),
        ("ar", 0, "ادعاء"),
        ("ar", 1, "ادعاء"),
        ("ar", 2, "ادعاءان"),
        ("ar", 7, "ادعاءات"),
        ("ar", 11, "ادعاءً"),
        ("ar", 99, "ادعاءً"),
        ("ar", 100, "ادعاء"),
        ("ar", 103, "ادعاءات"),
    ],
)
def test_a_word_after_a_number_takes_the_form_that_number_asks_for(
    language: str, number: int, word: str
) -> None:
    assert Words(language).counted("claims", number) == word


def test_every_counted_word_has_all_its_forms() -> None:
    forms = {
        key: {lang: len(word.split("|")) for lang, word in entry.items()}
        for key, entry in table()["counted"].items()
    }
    assert set(map(str, forms.values())) == {str({"en": 2, "ar": 5})}


def test_every_word_stands_in_every_language() -> None:
    missing = [
        (section, key)
        for section, entries in table().items()
        for key, words in entries.items()
        if set(words) != set(LANGUAGES) or not all(words.values())
    ]
    assert missing == []


@given(st.text(alphabet=st.characters(exclude_characters="\x00", exclude_categories=("Cs",)), max_size=80))
def test_a_browser_reads_back_from_a_quote_what_was_written(text: str) -> None:
    row = QuoteRow(text, 3, 3 + len(text), "", "", "a" * 64, "text", "ar")
    (quote,) = Page.parse(str(quote_tag(row))).quotes
    assert quote.text == text
    assert "<" not in str(verbatim(text))


def test_a_chart_is_clean_and_the_same_every_time() -> None:
    bars = [Bar("2025-03-08", 1, 3, 5, "#a"), Bar("المرسى", 0, 2, None, "#b")]
    for draw in (bars_by_date, bars_by_place):
        svg = draw(bars, title="عنوان / title", prefix="c1")
        assert svg == draw(bars, title="عنوان / title", prefix="c1")
        assert not set(re.findall(r"<(\w+:)?style|style=|<script|target=|<metadata", svg))
        assert 'href="#a"' in svg
        ids = re.findall(r'\bid="([^"]+)"', svg)
        assert len(ids) == len(set(ids))
        assert all(one.startswith("c1-") for one in ids)
        assert set(re.findall(r'href="#(c1-[^"]+)"', svg)) <= set(ids)


def test_a_victim_in_two_scripts_stays_readable_and_a_name_is_one_person() -> None:
    named = victim_text({"name": "عبد الكريم", "description": "my <uncle>", "age": 61}, Words("en"))
    assert str(named) == "<bdi>عبد الكريم</bdi>, <bdi>my &lt;uncle&gt;</bdi>, <bdi>aged 61</bdi>"
    unnamed = victim_text({"description": "رجال"}, Words("ar"))
    assert str(unnamed) == "<bdi>رجال</bdi>، <bdi>العدد غير مذكور</bdi>"
