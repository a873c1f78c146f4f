"""Linking again tells what it changed."""

from hypothesis import given
from hypothesis import strategies as st

from sijil.linkage import Changes, changes

LABELS = st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from("1234"))


def test_people_joined_split_told_of_again_and_new_are_listed() -> None:
    before = {"a": "a", "b": "b", "c": "c", "d": "c", "e": "e"}
    after = {"a": "a", "b": "a", "c": "c", "d": "d", "e": "e", "f": "e", "g": "g", "h": "g"}
    found = changes(before, after)
    assert found == Changes(joined=(("a", "b"),), split=(("c", "d"),), again=(("f",),), new=("g",))


def test_two_people_may_be_split_and_joined_at_once() -> None:
    found = changes({"a": "1", "b": "1", "c": "2"}, {"a": "x", "b": "y", "c": "y"})
    assert (found.joined, found.split) == ((("b", "c"),), (("a", "b"),))


@given(LABELS)
def test_other_labels_and_lost_mentions_are_no_change(labels: dict[str, str]) -> None:
    renamed = {key: f"new {label}" for key, label in labels.items()}
    assert not changes(labels, renamed)
    assert not changes(labels, {})


@given(LABELS, LABELS)
def test_what_is_joined_one_way_is_split_the_other(before: dict[str, str], after: dict[str, str]) -> None:
    assert changes(before, after).joined == changes(after, before).split


@given(LABELS, LABELS)
def test_every_new_mention_belongs_to_a_new_person_or_a_known_one(
    before: dict[str, str], after: dict[str, str]
) -> None:
    found = changes(before, after)
    fresh = set(after) - set(before)
    known = {after[key] for key in after if key in before}
    assert {key for keys in found.again for key in keys} == {key for key in fresh if after[key] in known}
    assert {after[key] for key in found.new} == {after[key] for key in fresh} - known
