"""Estimating in a case: strata, coverage, draws of the linkage, refusals, and nothing that outlives its count."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from sijil.errors import CaseSettings
from sijil.steps.count import count_case
from sijil.steps.estimate import EstimateReport, estimate
from sijil.steps.report import report
from sijil.store.case import Case, open_case
from sijil.store.estimated import estimates
from sijil.store.models import Figure, Record


@pytest.fixture
def case(case_copy: Path) -> Case:
    return open_case(case_copy)


def told(done: EstimateReport) -> dict[str, tuple[int, bool]]:
    return {
        one.name: (one.documented, bool(one.estimate and one.estimate["estimate"])) for one in done.strata
    }


def rewritten(case: Case, old: str, new: str) -> Case:
    path = case.folder / "case.toml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    return open_case(case.folder)


def test_the_example_has_a_figure_in_two_parts_and_a_refusal_in_the_third(case: Case) -> None:
    done = estimate(case)
    assert told(done) == {"Jurd Anbar": (21, False), "Qasr Marjan": (111, True), "Wadi Summaq": (55, True)}
    assert done.total["documented_only"] == [
        {"stratum": "Jurd Anbar", "people": 21, "id": "estimate/killing/Jurd-Anbar"}
    ]


def test_the_truth_of_the_example_lies_in_the_interval(case: Case) -> None:
    """190 people were killed in the invented country; 187 are on a list."""
    done = estimate(rewritten(case, 'by = "governorate"', 'by = ""'))
    (whole,) = done.strata
    assert whole.documented == 187 and whole.estimate is not None
    result = whole.estimate["estimate"]
    assert result["low"] <= 190 <= result["high"]
    assert result["diagnostics"]["linkages"] == 50


def test_histories_are_figures_that_lead_to_rows_and_add_to_the_documented(case: Case) -> None:
    estimate(case)
    bodies = [figure.body for figure in Figure.objects.all() if figure.body["dimension"] == "history"]
    assert sum(body["best"] for body in bodies) == 187
    keys = {key for body in bodies for person in body["inputs"] for key in person}
    assert Record.objects.filter(key__in=keys).count() == len(keys)


def test_estimated_people_never_enter_a_figure(case: Case) -> None:
    count_case(case)
    before = {figure.key: figure.body for figure in Figure.objects.all()}
    estimate(case)
    after = {
        figure.key: figure.body for figure in Figure.objects.all() if figure.body["dimension"] != "history"
    }
    assert after == before


def test_counting_anew_takes_the_estimate_away(case: Case) -> None:
    estimate(case)
    assert estimates()
    count_case(case)
    assert not estimates() and not Figure.objects.filter(body__dimension="history").exists()


def test_the_same_case_gives_the_same_bytes_also_without_what_was_kept(case: Case) -> None:
    estimate(case)
    report(case)
    first = {p.name: p.read_bytes() for p in case.report_folder.iterdir()}
    for path in (case.folder / "derived" / "estimates").iterdir():
        path.unlink()
    (case.folder / "derived" / "linkage" / "tree.json.gz").unlink()
    count_case(case)
    estimate(case)
    report(case)
    assert {p.name: p.read_bytes() for p in case.report_folder.iterdir()} == first


def test_what_was_estimated_once_is_not_estimated_again(case: Case) -> None:
    estimate(case)
    kept = {p.name: p.stat().st_mtime_ns for p in (case.folder / "derived" / "estimates").iterdir()}
    estimate(case)
    assert {p.name: p.stat().st_mtime_ns for p in (case.folder / "derived" / "estimates").iterdir()} == kept


def test_lists_that_say_they_cover_other_areas_are_refused(case: Case) -> None:
    apart = rewritten(
        rewritten(case, 'by = "governorate"', 'by = ""'),
        'kind = "hospital_register"',
        'kind = "hospital_register"\ncovers_area = ["Jurd Anbar"]',
    )
    (whole,) = estimate(apart).strata
    assert whole.estimate is not None
    assert [one["gate"] for one in whole.estimate["refused"]] == ["R5"]


def test_lists_that_do_not_say_what_they_cover_are_named(case: Case) -> None:
    estimate(case)
    assert len(estimates()["undeclared"]) == 2
    assert all("مجلس" not in name for name in estimates()["undeclared"])


def test_a_case_that_asks_for_none_is_told_what_to_write(case: Case) -> None:
    text = (case.folder / "case.toml").read_text("utf-8")
    asked = text[text.index("[estimate]") : text.index("# One table a list.")]
    quiet = rewritten(case, asked, "")
    with pytest.raises(CaseSettings, match=r"\[estimate\]"):
        estimate(quiet)


def test_the_report_keeps_documented_and_estimated_people_in_columns_of_their_own(example_case: Path) -> None:
    lines = (example_case / "report" / "estimates.csv").read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("id,stratum,documented,estimated,estimated_low")
    assert lines[1].split(",")[:5] == ["estimate/killing/Jurd-Anbar", "Jurd Anbar", "21", "", ""]
    figures = json.loads((example_case / "report" / "figures.json").read_text("utf-8"))
    assert not [f for f in figures["figures"] if f["dimension"] == "estimate"]
    assert [one["id"] for one in figures["estimates"]][-1] == "estimate/killing/total"


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    from sijil.store.database import disconnect

    disconnect()
