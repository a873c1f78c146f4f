"""What an attacker finds out from published tables."""

import math
from itertools import product

import pytest

from sijil.disclosure import ALL, PublishedTable, Question, Shown, Table, narrowed, protect
from sijil.errors import DisclosureError

# Invented counts of injured people: method.md, 4.3, tells of such a table.
COUNTS = [[12, 3, 20], [2, 40, 9], [17, 8, 30], [6, 11, 4]]
TABLE = Table(
    "injured",
    ("place", "month"),
    {(f"p{i}", f"m{j}"): n for i, row in enumerate(COUNTS) for j, n in enumerate(row)},
)


def with_hidden(table: Table, hidden: set[tuple[str, ...]]) -> PublishedTable:
    cells = {key: Shown(0, math.inf) if key in hidden else Shown(n, n) for key, n in table.counts().items()}
    return PublishedTable(table.name, table.dimensions, cells)


def asked(table: Table, below: int = 5) -> list[Question]:
    return [Question(table.dimensions, key) for key, n in table.counts().items() if 0 < n < below]


def test_totals_give_hidden_cells_away() -> None:
    """Three of three hidden cells are recovered exactly."""
    questions = asked(TABLE)
    published = with_hidden(TABLE, {question.key for question in questions})
    found = narrowed([[published]], questions)
    assert [(n.low, n.high) for n in found] == [(3, 3), (2, 2), (4, 4)]


def test_the_interval_is_the_one_that_trying_every_table_gives() -> None:
    """Two by two with totals of rows and columns: all tables of whole numbers that fit, tried one by one."""
    table = Table("t", ("a", "b"), {("x", "u"): 3, ("x", "v"): 4, ("y", "u"): 2, ("y", "v"): 6})
    published = with_hidden(table, {(a, b) for a in "xy" for b in "uv"})
    fits = [
        (i, j, k, m)
        for i, j, k, m in product(range(16), repeat=4)
        if (i + j, k + m, i + k, j + m) == (7, 8, 5, 10)
    ]
    found = narrowed([[published]], [Question(("a", "b"), ("x", "u"))])[0]
    assert (found.low, found.high) == (min(f[0] for f in fits), max(f[0] for f in fits))


def test_two_releases_together_tell_who_came_between() -> None:
    first = Table("t", ("place",), {("p",): 20, ("q",): 31})
    second = Table("t", ("place",), {("p",): 21, ("q",): 40})
    releases = [[with_hidden(first, set())], [with_hidden(second, set())]]
    (found,) = narrowed(releases, [Question(("place",), ("p",), since=1)])
    assert (found.low, found.high) == (1, 1)


def test_where_people_were_taken_off_the_releases_do_not_contradict() -> None:
    first = Table("t", ("place",), {("p",): 20})
    second = Table("t", ("place",), {("p",): 12})
    releases = [[with_hidden(first, set())], [with_hidden(second, set())]]
    (found,) = narrowed(releases, [Question(("place",), ("p",), since=1)])
    assert (found.low, found.high) == (0, 12)


@pytest.mark.parametrize(
    "methods", [("coarsen",), ("round",), ("drop cells",), ("coarsen", "round", "drop cells")]
)
def test_what_is_published_holds_against_the_attack(methods: tuple[str, ...]) -> None:
    steps = {"place": [{f"p{n}": "north" if n < 2 else "south" for n in range(4)}]}
    table = Table(TABLE.name, TABLE.dimensions, TABLE.cells, steps=steps)
    (done,) = protect([table], threshold=5, methods=methods)
    assert done.table is not None and done.narrowest >= 5
    for found, question in zip(narrowed([[done.table]], asked(table)), asked(table), strict=True):
        assert found.low <= table.count(question.key) <= found.high
        assert found.width >= 5


def test_a_second_table_does_not_undo_the_first() -> None:
    """Each holds alone; together they would give a cell away, so the second is made coarser or left out."""
    whole = {
        ("p", "m", "f"): 3,
        ("p", "m", "g"): 30,
        ("q", "m", "f"): 25,
        ("q", "n", "g"): 31,
        ("p", "n", "f"): 14,
    }
    one = Table("place and month", ("place", "month"), _summed(whole, (0, 1)))
    two = Table("place and group", ("place", "group"), _summed(whole, (0, 2)))
    three = Table("all three", ("place", "month", "group"), whole)
    done = protect([one, two, three], threshold=5)
    shown = [row.table for row in done if row.table]
    for table in (one, two, three):
        for found in narrowed([shown], asked(table)):
            assert found.width >= 5


def test_few_who_came_since_the_last_release_are_protected() -> None:
    before = Table("t", ("place",), {("p",): 20, ("q",): 31})
    now = Table("t", ("place",), {("p",): 21, ("q",): 40})
    earlier = [[with_hidden(before, set())]]
    (done,) = protect([now], threshold=5, earlier=earlier, before=[before])
    assert done.method != "as it is"
    if done.table:
        (found,) = narrowed([*earlier, [done.table]], [Question(("place",), ("p",), since=1)])
        assert found.width >= 5


def test_the_dead_are_not_hidden() -> None:
    (done,) = protect([TABLE], threshold=0)
    assert done.method == "as it is"


def test_what_cannot_be_attacked_is_refused() -> None:
    wide = Table("t", ("a", "b", "c"), {(f"{n}", f"{n}", f"{n}"): 9 for n in range(70)}, totals=False)
    with pytest.raises(DisclosureError, match="fewer dimensions"):
        narrowed([[with_hidden(wide, set())]], [])
    with pytest.raises(DisclosureError, match="without totals"):
        Table("t", ("a",), {(ALL,): 3})


def _summed(whole: dict[tuple[str, ...], int], places: tuple[int, ...]) -> dict[tuple[str, ...], int]:
    found: dict[tuple[str, ...], int] = {}
    for key, n in whole.items():
        part = tuple(key[at] for at in places)
        found[part] = found.get(part, 0) + n
    return found
