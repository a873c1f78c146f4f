"""The truth of the example agrees with its files and with itself."""

import tomllib
from collections import Counter

import pytest
from texts_of_files import CHATS, evidence, rows_of, text_of

from sijil.text import norm


def rows_by_list(examples, truth):
    return {name: rows_of(examples / "evidence" / entry["file"]) for name, entry in truth["lists"].items()}


def named_as(examples, truth):
    """(list, row) to the name written in that row."""
    rows = rows_by_list(examples, truth)
    return {(row["list"], row["row"]): rows[row["list"]][row["row"]][1] for row in truth["rows"]}


def pairs_of(truth, one, other):
    """Rows of two lists about the same person."""
    of = {name: {row["person"]: row["row"] for row in truth["rows"] if row["list"] == name} for name in "ABC"}
    return [(of[one][person], of[other][person]) for person in of[one].keys() & of[other].keys()]


def test_every_quote_is_verbatim_in_its_document(examples, truth):
    texts = {
        path.name: text_of(path)
        for path in evidence(examples)
        if path.suffix not in (".csv", ".xlsx", *CHATS)
    }
    assert {claim["file"] for claim in truth["claims"]} == texts.keys()
    for entry in [*truth["claims"], *truth["not_claims"]]:
        assert entry["quote"] in texts[entry["file"]], entry["quote"]


def test_every_field_as_said_is_verbatim_in_its_document(examples, truth):
    for claim in truth["claims"]:
        text = text_of(examples / "evidence" / claim["file"])
        said = [
            victim[key] for victim in claim["victims"] for key in ("name", "count_as_said") if key in victim
        ]
        said += [claim[key] for key in ("place", "ground_alleged") if key in claim]
        said += [claim["date"]["as_said"]] if "date" in claim else []
        assert [field for field in said if field not in text] == [], claim["id"]


def test_bounds_are_ordered_and_aggregates_and_denials_are_marked(truth):
    for claim in truth["claims"]:
        for victim in claim["victims"]:
            assert victim.get("count_low", 0) <= victim.get("count_high", 10**9)
        if claim["polarity"] == "denies":
            assert claim["victims"] == []
    assert [claim["id"] for claim in truth["claims"] if claim["is_aggregate"]] == ["N01", "B01", "B13"]


def test_every_row_of_every_list_is_about_a_person_or_said_not_to_be(examples, truth):
    known = {(row["list"], row["row"]) for row in truth["rows"]}
    known |= {(row["list"], row["row"]) for row in truth["not_people"]}
    headers = {(name, entry["first_row"] - 1) for name, entry in truth["lists"].items()}
    all_rows = {(name, row) for name, rows in rows_by_list(examples, truth).items() for row in rows}
    assert known | headers == all_rows
    people = {person["id"] for person in truth["people"]}
    assert {row["person"] for row in truth["rows"]} == people


def test_the_counts_add_up(truth):
    people, totals = truth["people"], truth["totals"]
    killed = [person for person in people if person["outcome"] == "killed"]
    assert Counter(person["outcome"] for person in people) == totals["outcome"]
    assert Counter(person["governorate"] for person in killed) == totals["killed_by_governorate"]
    assert Counter(person["died"] for person in killed) == totals["killed_by_day_of_death"]
    assert Counter(person["sex"] for person in killed) == totals["killed_by_sex"]
    assert sum(sum(incident["outcome"].values()) for incident in truth["incidents"]) == len(people)
    assert totals["people"] == len(people) == sum(totals["people_by_lists"].values())
    assert sum(totals["rows"].values()) == len(truth["rows"])


def test_the_series_of_the_bulletin_has_exactly_one_misfit(examples, truth):
    text = text_of(examples / "evidence/nawras_monitor_bulletin_6.pdf")
    before = 0
    wrong = []
    for row in truth["series"]:
        assert sum(row["parts"].values()) == row["total"]
        day = int(row["as_of"][-2:])
        assert " ".join(map(str, [day, "April", row["new"], *row["parts"].values(), row["total"]])) in text
        if row["total"] - before != row["new"]:
            wrong.append(row)
        before = row["total"]
    assert [row["as_of"] for row in wrong] == ["2025-04-15"]
    assert [row for row in truth["series"] if "misfit" in row] == wrong


def test_no_two_people_share_a_name_but_the_planted_namesakes(truth):
    names = Counter(person["name_ar"] for person in truth["people"])
    twice = {name for name, times in names.items() if times > 1}
    tagged = {p["name_ar"] for p in truth["people"] if (p["tag"] or "").startswith("namesake")}
    assert twice == tagged
    assert len(tagged) == 2


def test_most_people_of_both_arabic_lists_have_one_spelling_but_not_all(examples, truth):
    name = named_as(examples, truth)
    pairs = [(name["B", b], name["C", c]) for b, c in pairs_of(truth, "B", "C")]
    exact = sum(one == other for one, other in pairs)
    folded = sum(norm(one) == norm(other) for one, other in pairs) - exact
    assert len(pairs) == 124
    assert 55 <= exact <= 75
    assert 20 <= folded <= 35
    assert len(pairs) - exact - folded >= 20


def test_no_latin_row_meets_an_arabic_one_by_its_letters(examples, truth):
    name = named_as(examples, truth)
    for other in "BC":
        pairs = pairs_of(truth, "A", other)
        assert len(pairs) == 118
        assert all(norm(name["A", a]) != norm(name[other, row]) for a, row in pairs)


@pytest.mark.parametrize(("word", "times"), [("مفقود", 1), ("جريح", 1), ("جريحة", 1)])
def test_the_council_list_has_two_wounded_and_a_missing_person_among_the_dead(examples, truth, word, times):
    rows = rows_by_list(examples, truth)["B"].values()
    assert sum(row[7] == word for row in rows) == times


def test_the_wounded_man_of_list_b_is_dead_in_list_c_and_one_person(truth):
    (ident,) = truth["planted"]["died-of-wounds"]
    (person,) = [person for person in truth["people"] if person["id"] == ident]
    assert (person["outcome"], person["date"], person["died"]) == ("killed", "2025-04-12", "2025-04-15")
    assert sorted(row["list"] for row in truth["rows"] if row["person"] == ident) == ["B", "C"]


def test_the_reviewer_decides_every_claim_and_no_pair_against_the_truth(examples, truth):
    notes = tomllib.loads((examples / "reviewer_notes.toml").read_text(encoding="utf-8"))
    decided = {note["claim"] for note in notes["claims"] if "claim" in note}
    assert decided == {claim["id"] for claim in truth["claims"]}
    assert all(note.get("reason") for note in notes["claims"] if note["decision"] == "reject")
    person = {(row["list"], row["row"]): row["person"] for row in truth["rows"]}
    for pair in notes["pairs"]:
        same = person[pair["list_a"], pair["row_a"]] == person[pair["list_b"], pair["row_b"]]
        assert pair["decision"] == "unsure" or (pair["decision"] == "same") == same
    assert Counter(pair["decision"] for pair in notes["pairs"]) == {"same": 34, "different": 4, "unsure": 2}


def test_every_edit_of_the_reviewer_points_to_words_of_the_document(examples):
    notes = tomllib.loads((examples / "reviewer_notes.toml").read_text(encoding="utf-8"))
    edits = [note for note in notes["claims"] if note["decision"] == "edit"]
    assert edits
    for note in edits:
        assert note["as_said"] in text_of(examples / "evidence" / note["file"])
