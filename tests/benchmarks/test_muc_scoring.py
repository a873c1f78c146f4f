"""Hand-worked cases of both MUC-4 scores."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
from muc.scoring import Tally, Template, ceaf_ree, covers, merged, plain, template_scores, total


def test_articles_case_and_punctuation_do_not_matter():
    assert plain('The "Santo Tomas" Presidential Farm') == "santo tomas presidential farm"
    assert covers(["six jesuits", "the priests"], ["Six Jesuits"])
    assert covers(["six jesuits", "priests"], ["six jesuits", "the priests"])
    assert not covers(["six jesuits"], ["six jesuits", "students"])
    assert not covers(["six jesuits"], ["jesuits"])


def test_ceaf_matches_entities_one_to_one():
    """Two found entities name one person of the key: one is right, the other is spurious."""
    found = {"1": {"Victim": [["jesuits"], ["priests"], ["maid"]], "PerpInd": [["soldiers"]]}}
    keys = {"1": {"Victim": [["jesuits", "priests"], ["maid"], ["daughter"]], "PerpInd": []}}
    tallies = ceaf_ree(found, keys)
    assert tallies["Victim"] == Tally(2, 3, 2, 3)
    assert tallies["PerpInd"] == Tally(0, 1, 0, 0)
    assert total(tallies) == Tally(2, 4, 2, 3)
    assert round(total(tallies).f1, 4) == round(2 * 0.5 * (2 / 3) / (0.5 + 2 / 3), 4)


def test_ceaf_finds_the_best_assignment_not_the_first():
    found = {"1": {"Victim": [["a1"], ["b1"]]}}
    keys = {"1": {"Victim": [["a1", "b1"], ["a1"]]}}
    assert ceaf_ree(found, keys)["Victim"] == Tally(2, 2, 2, 2)


def test_templates_of_another_type_are_spurious_and_missing():
    """Worked by hand: type 0/1 and 0/1, victim 0/1 and 0/1."""
    found = {"1": [Template("bombing", {"Victim": [["jesuits"]]})]}
    keys = {"1": [Template("attack", {"Victim": [["jesuits"]]})]}
    assert total(template_scores(found, keys)) == Tally(0, 2, 0, 2)


def test_a_key_may_allow_two_types():
    found = {"1": [Template("bombing", {})]}
    assert total(template_scores(found, {"1": [Template("attack / bombing", {})]})) == Tally(1, 1, 1, 1)


def test_the_best_mapping_of_templates_is_taken():
    """Mapped crosswise everything is right: 2 types and 2 victims of 4 found and 4 wanted."""
    found = {"1": [Template("attack", {"Victim": [["b"]]}), Template("attack", {"Victim": [["a"]]})]}
    keys = {"1": [Template("attack", {"Victim": [["a"]]}), Template("attack", {"Victim": [["b"]]})]}
    assert total(template_scores(found, keys)) == Tally(4, 4, 4, 4)


def test_recall_and_precision_are_counted_apart():
    """Two found mentions of one key entity are both right, and the key's entity is found once."""
    found = {"1": [Template("attack", {"Victim": [["jesuits"], ["priests"], ["cat"]]})]}
    keys = {"1": [Template("attack", {"Victim": [["jesuits", "priests"], ["maid"]], "Weapon": [["rifles"]]})]}
    tallies = template_scores(found, keys)
    assert tallies["Victim"] == Tally(2, 3, 1, 2)
    assert total(tallies) == Tally(3, 4, 2, 4)


def test_a_document_without_an_incident_counts_what_was_found_in_it():
    found = {"1": [Template("attack", {"Victim": [["jesuits"]]})], "2": []}
    keys = {"1": [], "2": [Template("arson", {"Target": [["facilities"]]})]}
    assert total(template_scores(found, keys)) == Tally(0, 2, 0, 2)


def test_entities_of_several_templates_are_merged_once():
    one = Template("attack", {"Victim": [["jesuits"]], "PerpInd": [["soldiers"]]})
    other = Template("arson", {"PerpInd": [["soldiers"]], "Target": [["house"]]})
    assert merged([one, other])["PerpInd"] == [["soldiers"]]
