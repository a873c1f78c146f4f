"""Tables of a release: small counts of the living are hidden in every table, bound and release; the dead are not."""

import random
from typing import Any

import pytest

from sijil.disclosure import PublishedTable, Question, narrowed
from sijil.report.public.changing import changed
from sijil.report.public.tables import (
    BOUNDS,
    OPEN,
    OTHER,
    STRICT,
    UNKNOWN,
    PublicTable,
    Tables,
    as_rows,
    from_rows,
    make_tables,
)
from sijil.store.publishing import PublicRows

PLACES = {"Marsa": "Coast", "Tall": "Coast", "Wadi": "Inland"}


def figure(event: str, dimension: str, value: str, low: int, best: int, high: int | None) -> dict[str, Any]:
    return {"event_type": event, "dimension": dimension, "value": value, "unit": "people", "low": low, "best": best,
            "high": high}  # fmt: skip


def rows(*figures: dict[str, Any], accused: tuple[str, ...] = ()) -> PublicRows:
    return PublicRows(list(figures), PLACES, {}, [], 0, [], [], accused, [], {})


def published(tables: list[PublicTable], event_type: str, bound: str) -> list[PublishedTable]:
    """What somebody reads of one bound."""
    found = []
    for table in (t for t in tables if t.event_type == event_type):
        total = table.dimension == "total"
        cells = {
            (() if total else (v,)): c[bound] for v, c in table.cells.items() if c[bound] not in (None, OPEN)
        }
        if cells:
            found.append(PublishedTable(table.name, () if total else (table.dimension,), cells))  # type: ignore[arg-type]
    return found


def one(made: Tables, name: str) -> PublicTable:
    return next(table for table in made.tables if table.name == name)


def test_the_dead_are_not_hidden_as_such() -> None:
    made = make_tables(
        rows(figure("killing", "total", "", 1, 2, 3), figure("killing", "place", "Marsa", 1, 2, 3)), 5
    )
    cell = one(made, "killing/place").cells["Marsa"]
    assert [(cell[b].low, cell[b].exact) for b in BOUNDS] == [(1, True), (2, True), (3, True)]  # type: ignore[union-attr]


def test_few_of_the_living_and_none_look_alike() -> None:
    few = make_tables(rows(figure("injury", "total", "", 1, 4, 4)), 5)
    none = make_tables(rows(), 5)
    assert as_rows(few.tables) == as_rows(none.tables) == []
    assert few.few == none.few and "injury" in few.few


def test_small_categories_are_folded_so_that_a_row_tells_nothing_by_being_there() -> None:
    figures = [figure("injury", "total", "", 20, 23, 23)]
    figures += [figure("injury", "governorate", name, n, n, n) for name, n in (("Coast", 20), ("Inland", 3))]
    table = one(make_tables(rows(*figures), 5), "injury/governorate")
    assert set(table.cells) == {"Coast", OTHER}
    shown = table.cells["Coast"]["best"]
    assert shown is None or shown.high - shown.low >= 5 or table.cells[OTHER]["best"] is None


@pytest.mark.parametrize("event", STRICT)
def test_of_the_strictest_kinds_only_the_total_is_given(event: str) -> None:
    figures = [figure(event, "total", "", 20, 40, 40), figure(event, "governorate", "Coast", 20, 40, 40),
               figure(event, "sex", "female", 20, 40, 40)]  # fmt: skip
    assert [table.name for table in make_tables(rows(*figures), 5).tables] == [f"{event}/total"]


def test_a_place_in_a_witness_s_own_words_is_not_named() -> None:
    figures = [figure("killing", "total", "", 4, 5, 6), figure("killing", "place", "Marsa", 2, 2, 3),
               figure("killing", "place", "behind our own house", 2, 3, 3)]  # fmt: skip
    table = one(make_tables(rows(*figures), 5), "killing/place")
    assert set(table.cells) == {"Marsa", UNKNOWN}
    assert table.cells[UNKNOWN]["best"].low == 3  # type: ignore[union-attr]


@pytest.mark.parametrize(("accused", "named"), [((), {UNKNOWN}), (("Column",), {"Column", UNKNOWN})])
def test_an_accused_group_is_named_only_where_it_may_be(accused: tuple[str, ...], named: set[str]) -> None:
    figures = [figure("killing", "total", "", 3, 5, 6), figure("killing", "actor", "Column", 1, 2, 3),
               figure("killing", "actor", "unknown", 2, 3, 3)]  # fmt: skip
    table = one(make_tables(rows(*figures, accused=accused), 5), "killing/actor")
    assert set(table.cells) == named
    assert sum(cell["best"].low for cell in table.cells.values()) == 5  # type: ignore[union-attr]


def test_no_upper_bound_is_said_and_kept_in_the_data() -> None:
    made = make_tables(rows(figure("killing", "total", "", 3, 5, None)), 5)
    assert one(made, "killing/total").cells[""]["high"] == OPEN
    again = from_rows(as_rows(made.tables))
    assert as_rows(again) == as_rows(made.tables)
    assert as_rows(made.tables)[0]["high_from"] is None and as_rows(made.tables)[0]["no_upper_bound"]


def injured(
    chance: random.Random, start: dict[str, int] | None = None
) -> tuple[list[dict[str, Any]], dict[str, int]]:
    """Injured by governorate and sex; with `start` the same people and a few more."""
    then = start or {}
    counts = {
        name: then.get(name, 0) + chance.choice((0, 1, 2, 3, 7, 12)) for name in ("Coast", "Inland", UNKNOWN)
    }
    total = sum(counts.values())
    women = chance.randint(0, total)
    figures = [figure("injury", "total", "", total, total, total)]
    figures += [figure("injury", "governorate", name, n, n, n) for name, n in counts.items()]
    figures += [
        figure("injury", "sex", name, n, n, n) for name, n in (("female", women), ("male", total - women))
    ]
    return figures, counts


def small_cells(figures: list[dict[str, Any]], tables: list[PublicTable]) -> list[Question]:
    """Every cell of the published tables, the folded ones included, whose true count is small."""
    asked = []
    for table in (t for t in tables if t.dimension != "total"):
        true = {f["value"]: f["best"] for f in figures if f["dimension"] == table.dimension}
        counts = {value: true.get(value, 0) for value in table.cells}
        counts[OTHER] = sum(n for value, n in true.items() if value not in table.cells)
        shown = {value for value, cell in table.cells.items() if cell["best"] is not None}
        asked += [Question((table.dimension,), (v,)) for v, n in counts.items() if 0 < n < 5 and v in shown]
    return asked


def test_whoever_knows_all_tables_cannot_narrow_a_small_count() -> None:
    asked = 0
    for seed in range(150):
        figures, _ = injured(random.Random(seed))
        made = make_tables(rows(*figures), 5)
        questions = small_cells(figures, made.tables)
        asked += len(questions)
        for answer in narrowed([published(made.tables, "injury", "best")], questions) if questions else []:
            assert answer.width >= 5, (seed, answer)
    assert asked > 50


def test_two_releases_do_not_give_away_the_few_who_came_between_them() -> None:
    asked = 0
    for seed in range(150):
        chance = random.Random(1000 + seed)
        figures, counts = injured(chance)
        first = make_tables(rows(*figures), 5)
        more, later = injured(chance, counts)
        second = make_tables(rows(*more), 5, [first.tables], first.true)
        before, now = (published(t.tables, "injury", "best") for t in (first, second))
        came = sum(later.values()) - sum(counts.values())
        if 0 < came < 5 and "injury/total" in {t.name for t in before} & {t.name for t in now}:
            totals = [[t for t in release if t.name == "injury/total"] for release in (before, now)]
            asked += 1
            assert narrowed(totals, [Question((), (), since=1)])[0].width >= 5, seed
    assert asked > 5


def test_what_changed_is_told_of_what_was_published_alone() -> None:
    first = make_tables(
        rows(figure("killing", "total", "", 3, 5, 6), figure("injury", "total", "", 1, 2, 2)), 5
    )
    second = make_tables(rows(figure("killing", "total", "", 3, 6, 6), figure("injury", "total", "", 1, 4, 4)), 5,
                         [first.tables], first.true)  # fmt: skip
    told = changed(first.tables, second.tables)
    assert [(t["event_type"], t["bound"], t["before"].low, t["now"].low) for t in told] == [
        ("killing", "best", 5, 6)
    ]
