"""Capture histories: what is read, and what is refused with line, column and remedy."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sijil.errors import HistoriesRefused
from sijil.estimation.table import histories, merged, read_histories, with_at_most, without_list

ROWS = st.lists(st.tuples(st.tuples(*[st.integers(0, 1)] * 4).filter(any), st.integers(0, 9)), min_size=1)


def written(folder: Path, text: str) -> Path:
    path = folder / "histories.csv"
    path.write_text(text, "utf-8")
    return path


def test_equal_histories_are_added_and_empty_ones_left_out(tmp_path: Path) -> None:
    table = read_histories(written(tmp_path, "A,B,C,count\n1,0,0,4\n1,0,0,3\n0,1,1,0\n1,1,1,2\n"))
    assert table.lists == ("A", "B", "C")
    assert table.counts == ((1, 7), (7, 2))


def test_without_count_every_row_is_one_person(tmp_path: Path) -> None:
    table = read_histories(written(tmp_path, "A,B,C\n1,0,0\n1,0,0\n1,1,0\n"))
    assert table.counts == ((1, 2), (3, 1))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),
        ("A,count\n1,3\n", "has 1 list"),
        (",".join(f"L{n}" for n in range(20)) + "\n" + ",".join(["1"] * 20) + "\n", "has 20 lists"),
        ("A,B,C,count\n1,0,0,-3\n", "line 2: the count '-3' is no whole number"),
        ("A,B,C,count\n1,0,0,2.5\n", "line 2: the count '2.5' is no whole number"),
        ("A,B,C,count\n1,0,0,3\n0,0,0,3\n", "line 3: is a history of zeros"),
        ("A,B,C\n1,0,0\n0,0,0\n", "line 3: is a history of zeros"),
        ("A,B,C,count\n1,0,2,3\n", "line 2: column 'C' holds '2'"),
        ("A,B,name\n1,0,Salwa\n", "column 'name' holds 'Salwa'"),
        ("A,B,C,count\n1,0,3\n", "has 3 cells, the header 4"),
        ("A,A,C,count\n1,0,0,3\n", "has two columns 'A'"),
        ("A,B,C,count\n1,0,0,0\n", "names nobody"),
    ],
)
def test_what_cannot_be_used_is_refused_with_where_and_why(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(HistoriesRefused) as refused:
        read_histories(written(tmp_path, text))
    assert said in str(refused.value)
    assert refused.value.remedy


@given(ROWS)
def test_the_key_depends_on_the_table_and_not_on_the_order_of_its_rows(rows: list) -> None:  # type: ignore[type-arg]
    lists = ("A", "B", "C", "D")
    assert histories(lists, rows).key() == histories(lists, rows[::-1]).key()


@given(ROWS)
def test_merging_lists_loses_nobody_and_leaving_one_out_only_those_on_it_alone(rows: list) -> None:  # type: ignore[type-arg]
    table = histories(("A", "B", "C", "D"), rows)
    assert merged(table, [(0, 1), (2,), (3,)]).people == table.people
    assert without_list(table, 2).people == table.people - int(table.full()[4])
    assert len(with_at_most(table, 3).lists) == 3
