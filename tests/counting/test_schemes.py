"""The four axes and what follows from them: grades, codes and cells of other houses, each by its own fixture."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from sijil.counting import CountedMention, Mandate
from sijil.counting import schemes as codes
from sijil.counting.axes import ATTRIBUTION, OCCURRENCE, POSITION, Axes, Evidence, axes
from sijil.counting.findings import LADDER, Finding, lacking, standing, strongest
from sijil.dates import Interval

TOLD = Evidence(frozenset({"monitor"}), {}, 0, ())


def finding(question: str, value: str, standard: str = "reasonable_grounds", **more: Any) -> Finding:
    base = Finding("f", "i", question, value, "It happened.", standard, "Two witnesses.", ("c1",), ("c2",), "",
                   "R-1", "R-2", "2025-06-01")  # fmt: skip
    return replace(base, **more)


@pytest.mark.parametrize(
    ("evidence", "grade"),
    [
        (replace(TOLD, findings=[finding("position", "accepts")]), "confirmed"),
        (
            replace(TOLD, asserting=frozenset({"monitor", "hospital"}), accused={"A": frozenset({"m"})}),
            "fair",
        ),
        (TOLD, "weak"),
        (replace(TOLD, accused={"A": frozenset({"m"}), "B": frozenset({"n"})}), "contested"),
        (replace(TOLD, statuses=("direct_participant",)), "discounted"),
        (replace(TOLD, asserting=frozenset()), ""),
    ],
)
def test_the_five_grades_of_airwars_follow_from_the_axes(evidence: Evidence, grade: str) -> None:
    assert codes.airwars_grade(axes(evidence)) == grade


def test_each_axis_stands_by_itself() -> None:
    read = axes(replace(TOLD, official_denials=1, accused={"A": frozenset({"m", "n"})}))
    assert (read.occurrence, read.attribution, read.position, read.party) == (
        "single_source",
        "supported",
        "denies_act",
        "A",
    )
    assert read.statuses == ("unknown",)


def test_a_finding_establishes_an_axis_only_when_it_is_whole_and_at_reasonable_grounds() -> None:
    assert axes(replace(TOLD, findings=[finding("occurrence", "occurred")])).occurrence == "established"
    weak = finding("occurrence", "occurred", "reasonable_suspicion")
    assert axes(replace(TOLD, findings=[weak])).occurrence == "single_source"
    unreviewed = finding("occurrence", "occurred", reviewer="")
    assert axes(replace(TOLD, findings=[unreviewed])).occurrence == "single_source"
    assert axes(replace(TOLD, findings=[finding("occurrence", "refuted")])).occurrence == "refuted"


@pytest.mark.parametrize(
    ("change", "lacks"),
    [
        ({"standard": ""}, "standard_of_proof"),
        ({"reasons": " "}, "reasons"),
        ({"grounds": ()}, "grounds"),
        ({"contrary": ()}, "contrary"),
        ({"reviewer": "R-1"}, "reviewer"),
        ({"question": "guilt"}, "question"),
        ({"lost": ("c1",)}, "evidence_removed"),
    ],
)
def test_a_finding_without_its_level_its_reasons_or_its_reviewer_cannot_be_released(
    change: dict[str, Any], lacks: str
) -> None:
    assert lacking(finding("occurrence", "occurred")) == ()
    assert lacking(replace(finding("occurrence", "occurred"), **change)) == (lacks,)
    assert (
        lacking(finding("occurrence", "occurred", contrary=(), contrary_considered="asked both offices"))
        == ()
    )


def test_a_finding_that_replaces_another_leaves_it_on_record_and_stands_alone() -> None:
    old, new = (
        finding("occurrence", "x"),
        finding("occurrence", "y", key="g", supersedes="f", made_at="2025-07"),
    )
    assert standing([new, old]) == [new]
    assert strongest([old, new], "occurrence") == new
    assert LADDER.index("allegation") < LADDER.index("beyond_reasonable_doubt")


def test_every_value_of_our_axes_has_its_huridocs_code_and_no_two_are_one() -> None:
    for scheme, values in (("huridocs_41", OCCURRENCE), ("huridocs_28", POSITION)):
        told = [codes.mapped(scheme, value) for value in values]
        assert len(set(told)) == len(values)
    assert ATTRIBUTION[0] == "none"


@pytest.mark.parametrize(
    ("days", "ucdp", "acled"),
    [
        ("2025-03-08", 1, 1), ("2025-03-08..2025-03-09", 2, 2), ("2025-03-03..2025-03-08", 2, 2),
        ("2025-03-03..2025-03-09", 3, 2), ("2025-03-01..2025-03-31", 4, 3), ("2025-03-01..2025-04-30", 5, 3),
        ("2025-01-01..2025-12-31", 5, 3), ("2025-03-08..", 5, 3), ("..2025-03-08", 5, 3),
    ],
)  # fmt: skip
def test_an_interval_gives_the_precision_codes_of_ucdp_and_acled(days: str, ucdp: int, acled: int) -> None:
    assert codes.date_codes(Interval.parse(days)) == (ucdp, acled)


def test_a_place_known_only_by_its_province_is_no_point() -> None:
    assert codes.place_codes("locality", "Qasr Marjan") == (1, 1)
    assert codes.place_codes("", "Qasr Marjan") == (4, 3)
    assert codes.place_codes("", "") == (6, 3)


def test_sdg_cells_add_up_to_the_documented_dead_with_unknown_among_them() -> None:
    def mention(key: str, **known: Any) -> CountedMention:
        return CountedMention(key, "killing", True, True, "s", "A", (key,) * 3, **known)

    rows = [
        mention("a", sex="female", age_low=30, age_high=30, status="civilian", cause="small_arms"),
        mention("b", sex="male", earliest=date(2025, 4, 12), latest=date(2025, 4, 12)),
        mention("c"),
        mention("d", low=5, best=5, high=5),
        replace(mention("e"), event_type="missing"),
        replace(mention("f"), event_type="indirect_death"),
        replace(mention("g"), counted=False),
    ]
    cells = codes.sdg_cells(rows, Mandate())
    assert sum(cell[4] for cell in cells) == 3
    assert ("Woman", "Adult (18 and above)", "Civilian", "Small arms and light weapons", 1) in cells
    assert ("Unknown", "Unknown", "Unknown", "Unknown", 1) in cells


def test_ibc_calls_provisional_what_one_source_says() -> None:
    assert codes.ibc_provisional(axes(TOLD))
    assert not codes.ibc_provisional(Axes("corroborated", "none", "silent", ()))


def test_the_mapping_is_shown_row_by_row() -> None:
    rows = codes.mapping_rows()
    assert {"huridocs_41", "huridocs_28", "sdg_sex", "sdg_cause"} <= {row["scheme"] for row in rows}
    assert all(row["title"] and row["ours"] for row in rows)
