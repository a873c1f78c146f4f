"""What is kept between two pages: made once, and anew after a step has finished."""

from pathlib import Path

from sijil.store import database
from sijil.store.kept import kept
from sijil.store.runs import run_record


def test_it_is_made_anew_only_after_a_step(store: str) -> None:
    made: list[int] = []

    def make() -> int:
        made.append(1)
        return len(made)

    assert [kept("a test", make) for _ in range(3)] == [1, 1, 1]
    with run_record("judgements"):
        pass
    assert kept("a test", make) == 1
    with run_record("count"):
        assert kept("a test", make) == 1
    assert [kept("a test", make) for _ in range(2)] == [2, 2]


def test_another_case_has_its_own(tmp_path: Path) -> None:
    for number, name in enumerate(("one", "other")):
        (tmp_path / name).mkdir()
        database.connect(tmp_path / name)
        assert kept("a case's own", lambda number=number: number) == number  # type: ignore[misc]
    database.disconnect()
