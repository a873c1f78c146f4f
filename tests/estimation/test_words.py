"""What gates and models say exists in every language, with the same numbers in it."""

import re
from pathlib import Path

import pytest

from sijil.estimation import MODELS, assumes, reason
from sijil.estimation.words import LANGUAGES, _table
from sijil.store.settings_file import MODELS as NAMED_IN_SETTINGS

SOURCE = Path(__file__).parents[2] / "src" / "sijil" / "estimation"


@pytest.mark.parametrize("section", ["gate", "assumes"])
def test_every_sentence_stands_in_every_language_with_the_same_parts(section: str) -> None:
    for said in _table()[section].values():
        assert set(said) == set(LANGUAGES)
        assert len({tuple(sorted(re.findall(r"{(\w+)}", text))) for text in said.values()}) == 1


def test_every_kind_a_gate_can_have_has_a_sentence_and_every_sentence_a_gate() -> None:
    used = set(re.findall(r'"(R\d\.\w+)"', (SOURCE / "gates.py").read_text("utf-8")))
    assert used == set(_table()["gate"])


def test_every_model_says_what_it_assumes_in_both_languages() -> None:
    assert all(assumes(model, language) for model in (*MODELS, "lower_bound") for language in LANGUAGES)


def test_a_sentence_holds_its_numbers() -> None:
    assert "7 people" in reason("R3.few", {"again": "7", "needed": "10"})
    assert "7" in reason("R3.few", {"again": "7", "needed": "10"}, "ar")


def test_settings_know_the_same_models() -> None:
    assert NAMED_IN_SETTINGS == MODELS
