"""People by any spelling of their names, and what their mentions do not agree on. All names are invented."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from sijil.steps.add import add
from sijil.steps.extract import extract
from sijil.steps.judgements import import_judgements
from sijil.steps.link import link
from sijil.steps.read import read_new
from sijil.store import people, protection
from sijil.store.case import Case, create_case
from sijil.store.database import disconnect
from sijil.store.kept import kept
from sijil.store.matching import MentionRow
from sijil.store.models import Record

SPELLINGS = [
    "تارين اوسل كوشمر",
    "تارين أوسل الكوشمر",
    "Tarin Osel Koshmr",
    "Tareen Osel Khoshmar",
    "Tarin Ousel Kochmar",
    "Tarine Osel Koshmar",
]
OTHERS = ["قاسم خالد المرصادي", "Ali Hasan Mirsad", "Samir Najib Halwani"]


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    """Six lists with one spelling each, and a list of other people."""
    folder = tmp_path / "lists"
    folder.mkdir()
    for number, name in enumerate(SPELLINGS):
        (folder / f"{number}.csv").write_text(f"Name,Age,Place\n{name},,\n", "utf-8")
    rows = "".join(f"{name},30,Marsa\n" for name in OTHERS)
    (folder / "others.csv").write_text(f"Name,Age,Place\n{rows}", "utf-8")
    made = create_case(tmp_path / "case", actor="u-test")
    add(made, [str(folder)], actor="u-test")
    read_new(made, actor="u-test")
    extract(made)
    link(made)
    yield made
    disconnect()


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_each_of_six_spellings_finds_all_six(case: Case, spelling: str) -> None:
    found = {name for row in people.named(protection.TEAM, spelling) for name in row.names}
    assert found == set(SPELLINGS)


def test_a_list_of_names_is_looked_up_in_one_go(case: Case) -> None:
    found = people.named_each(protection.TEAM, ["Qasem Khaled Mirsadi", "Nobody Atall Likethis"], top=1)
    assert [[row.names for row in some] for some in found] == [[("قاسم خالد المرصادي",)], []]


def test_people_linked_anew_are_found_at_once(case: Case) -> None:
    assert people.named(protection.TEAM, "Wadid Adlan") == []
    (case.folder.parent / "late.csv").write_text("Name,Age,Place\nوديد عدلان,,\n", "utf-8")
    add(case, [str(case.folder.parent / "late.csv")], actor="u-test")
    read_new(case, actor="u-test")
    extract(case)
    link(case)
    (found,) = people.named(protection.TEAM, "Wadid Adlan")
    page = people.person(protection.TEAM, found.key)
    assert page and [m.name for m in page.mentions] == ["وديد عدلان"]


def test_the_list_goes_on_where_it_is_told_to(case: Case) -> None:
    first, total = people.listed(protection.TEAM, limit=4)
    rest, _ = people.listed(protection.TEAM, start=4, limit=100)
    assert len(first) == 4 and len({row.key for row in [*first, *rest]}) == total
    assert people.person(protection.TEAM, "p-nobody") is None


def test_whoever_took_a_list_back_is_found_no_more_from_that_moment(case: Case) -> None:
    assert kept("a test of people", lambda: "before") == "before"
    (found,) = people.named(protection.TEAM, "Qasem Khaled Mirsadi", top=1)
    others = set(OTHERS)
    record = Record.objects.get(name=OTHERS[0])
    line = {"kind": "consent", "key": record.source.key, "decision": "withdraw", "withdrawn_on": "2026-01-02"}
    path = case.folder.parent / "w.jsonl"
    path.write_text(json.dumps(line), "utf-8")
    assert import_judgements(case, path, reviewer="u-test", made_at="2026-01-03T00:00:00Z").recorded == 1
    assert people.named(protection.TEAM, "Qasem Khaled Mirsadi") == []
    rows, _ = people.listed(protection.TEAM)
    assert not others & {name for row in rows for name in row.names}
    assert people.person(protection.TEAM, found.key) is None
    assert kept("a test of people", lambda: "after") == "after"


def mention(**said: str) -> MentionRow:
    facts = {
        "key": "r1",
        "name": "",
        "sex": "",
        "age": "",
        "date": "",
        "place": "",
        "admin1": "",
        "source": "A",
    }
    return MentionRow(**facts | said)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "facts"),
    [
        ({"age": "17-19"}, {"age": "19"}, []),
        ({"age": "17-19"}, {"age": "20"}, ["age"]),
        ({"date": "2025-03-06..2025-03-08"}, {"date": "2025-03-08"}, []),
        ({"date": "2025-03-06..2025-03-08"}, {"date": "2025-03-09.."}, ["date"]),
        ({"sex": "male"}, {"sex": "female"}, ["sex"]),
        ({"sex": "male"}, {}, []),
        ({"place": "Marsa", "admin1": "Coast"}, {"place": "Coast", "admin1": "Coast"}, []),
        ({"place": "Marsa"}, {"place": "Tell Yara"}, ["place"]),
    ],
)
def test_only_what_cannot_both_be_right_disagrees(
    one: dict[str, str], other: dict[str, str], facts: list[str]
) -> None:
    rows = [mention(**one), mention(**other, source="B")]
    assert [d.fact for d in people.disagreements(rows)] == facts


def test_a_disagreement_names_who_says_what() -> None:
    rows = [mention(age="30"), mention(age="31", source="B"), mention(age="30", source="C")]
    (only,) = people.disagreements(rows)
    assert only.values == (("30", ("A", "C")), ("31", ("B",)))
