"""What a reviewer sees of a claim's fields, and what a form makes of them."""

from typing import Any

from sijil.store.passages import Window
from sijil.web.correcting import corrections
from sijil.web.fields import Field, editable, fields, segments

TEXT = "Gunmen killed two farmers in Marsa on Sunday."
BODY: dict[str, Any] = {
    "event_type": "killing",
    "event_type_as_said": "killed",
    "event_type_start": 7,
    "event_type_end": 13,
    "polarity": "asserts",
    "hedge": "asserted",
    "victims": [
        {
            "description": "two farmers",
            "start": 14,
            "end": 25,
            "name": None,
            "count_as_said": "two",
            "count_start": 14,
            "count_end": 17,
            "count_low": 2,
            "count_high": 2,
        }
    ],
    "perpetrators": [{"as_said": "Gunmen", "start": 0, "end": 6, "antecedent": None}],
    "places": [{"as_said": "Marsa", "start": 29, "end": 34, "admin1": "East"}],
    "date": {
        "as_said": "on Sunday",
        "start": 35,
        "end": 44,
        "earliest": "2025-03-09",
        "latest": "2025-03-09",
    },
}


def form() -> dict[str, str]:
    told = {f"words:{f.path}": f.words for f in editable(BODY)}
    return told | {f"at:{f.path}": f.at for f in editable(BODY)}


def test_the_shortest_of_fields_within_one_another_has_the_colour_and_nothing_is_lost() -> None:
    window = Window(0, TEXT, True, False, False)
    pieces = segments(window, fields(BODY), (0, 44))
    assert "".join(piece.text for piece in pieces) == TEXT
    assert [(p.text, p.label) for p in pieces if p.label] == [
        ("Gunmen", "actor"),
        ("killed", "act"),
        ("two", "count"),
        (" farmers", "victim"),
        ("Marsa", "place"),
        ("on Sunday", "date"),
    ]
    assert [p.quoted for p in pieces][-1] is False


def test_a_field_is_named_once_where_its_words_end() -> None:
    outer, inner = Field("v", "victim", "a b c", 0, 5), Field("n", "name", "b", 2, 3)
    pieces = segments(Window(0, "a b c", True, False, False), [outer, inner], (0, 5))
    assert [(p.text, p.label, p.tag) for p in pieces] == [
        ("a ", "victim", False),
        ("b", "name", True),
        (" c", "victim", True),
    ]


def test_a_form_that_was_not_touched_corrects_nothing() -> None:
    assert corrections(BODY, form()) == {}
    assert corrections(BODY, {}) == {}


def test_selected_words_take_their_place_along_and_what_was_read_from_the_old_ones_goes() -> None:
    changed = corrections(BODY, form() | {"words:places.0.as_said": "Sunday", "at:places.0.as_said": "38-44"})
    assert changed == {"places": [{"as_said": "Sunday", "start": 38, "end": 44}]}


def test_typed_words_have_no_place_even_if_the_old_one_came_along() -> None:
    changed = corrections(BODY, form() | {"words:victims.0.description": "farmers"})
    victim = changed["victims"][0]
    assert victim["description"] == "farmers" and "start" not in victim and victim["count_as_said"] == "two"


def test_an_emptied_entry_goes_and_a_new_one_comes() -> None:
    changed = corrections(
        BODY, form() | {"words:perpetrators.0.as_said": "", "words:places.1.as_said": "Tell"}
    )
    assert changed["perpetrators"] == []
    assert [place["as_said"] for place in changed["places"]] == ["Marsa", "Tell"]


def test_what_is_chosen_from_a_list_is_changed_alone() -> None:
    assert corrections(BODY, form() | {"choice:event_type": "injury"}) == {"event_type": "injury"}
    changed = corrections(BODY, form() | {"choice:victims.0.outcome": "injured"})
    assert changed["victims"][0]["outcome"] == "injured"
